"""The code lists of the field, published with the API; docs/glossary.md says what each means."""

from schemas.words.access import Purpose, Role
from schemas.words.consents import DECIDES_FROM, ConsentPurpose, ConsentWay, Described, Ground, OwnYes, Representation, SaidBy
from schemas.words.erasure import ErasureReason, ErasureResult, KeptGround
from schemas.words.letters import LetterKind, LetterReason, LetterState, PaperReason
from schemas.words.messages import CallReason, MessageKind
from schemas.words.people import Channel, Group, Relation, Safe, Situation
from schemas.words.referrals import Confirmer, DeclineReason, MeetingWay, Outcome, ReferralState, ReturnReason
from schemas.words.signallers import BOUND_BY_SECRECY, HEARS_LITTLE, SignallerKind
from schemas.words.signals import ContactOutcome, Ending, SignalState, SupportArea, Urgency
from schemas.words.waardering import (
    Applicant,
    ApplicationState,
    AppliedVia,
    BankOutcome,
    CampaignState,
    CaseKind,
    CaseOutcome,
    InvitationOutcome,
    LeftOut,
    PaymentReturn,
    PaymentState,
    RefusalReason,
    RunState,
    WaarderingForm,
)

__all__ = [
    "BOUND_BY_SECRECY",
    "DECIDES_FROM",
    "HEARS_LITTLE",
    "Applicant",
    "ApplicationState",
    "AppliedVia",
    "BankOutcome",
    "CallReason",
    "CampaignState",
    "CaseKind",
    "CaseOutcome",
    "Channel",
    "Confirmer",
    "ConsentPurpose",
    "ConsentWay",
    "ContactOutcome",
    "DeclineReason",
    "Described",
    "Ending",
    "ErasureReason",
    "ErasureResult",
    "Ground",
    "Group",
    "InvitationOutcome",
    "KeptGround",
    "LeftOut",
    "LetterKind",
    "LetterReason",
    "LetterState",
    "MeetingWay",
    "MessageKind",
    "Outcome",
    "OwnYes",
    "PaperReason",
    "PaymentReturn",
    "PaymentState",
    "Purpose",
    "ReferralState",
    "RefusalReason",
    "Relation",
    "Representation",
    "ReturnReason",
    "Role",
    "RunState",
    "Safe",
    "SaidBy",
    "SignalState",
    "SignallerKind",
    "Situation",
    "SupportArea",
    "Urgency",
    "WaarderingForm",
]
