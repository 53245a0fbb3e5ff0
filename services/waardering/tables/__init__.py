"""What waardering keeps. Who someone is, what was told and where money goes is sealed; what lists are sorted by is not."""

from services.waardering.tables.applicant import DraftRow, EvidenceRow
from services.waardering.tables.asking import ApplicationRow, CaseRow, ClaimRow, HistoryRow, PartyRow, PersonRow, SchemeRow
from services.waardering.tables.base import REFERENCES, Table
from services.waardering.tables.following import BankLineRow, BankReportRow, HandOutLineRow, HandOutRow, PaymentLineRow, RunFetchRow
from services.waardering.tables.inviting import CampaignRow, ContactChoiceRow, InvitationRow, RegisteredRow
from services.waardering.tables.paying import EntryRow, PaymentRow, PoolRow, PotRow, RunRow
from services.waardering.tables.writing import LetterRow, PrintBatchRow

__all__ = [
    "REFERENCES",
    "ApplicationRow",
    "BankLineRow",
    "BankReportRow",
    "CampaignRow",
    "CaseRow",
    "ClaimRow",
    "ContactChoiceRow",
    "DraftRow",
    "EntryRow",
    "EvidenceRow",
    "HandOutLineRow",
    "HandOutRow",
    "HistoryRow",
    "InvitationRow",
    "LetterRow",
    "PartyRow",
    "PaymentLineRow",
    "PaymentRow",
    "PersonRow",
    "PoolRow",
    "PotRow",
    "PrintBatchRow",
    "RegisteredRow",
    "RunFetchRow",
    "RunRow",
    "SchemeRow",
    "Table",
]
