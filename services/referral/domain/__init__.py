"""The rules of a referral: offers in turn, the evidence of a warm handover, ends and clocks."""

from services.referral.domain.clocks import overdue
from services.referral.domain.evidence import ask_other_time, confirm, finish, stop_for_good
from services.referral.domain.objections import Objection
from services.referral.domain.parts import (
    BEFORE_HANDOVER,
    ENDED,
    HERS,
    KNOWN_TO_PROVIDER,
    Answer,
    Attempt,
    Due,
    Line,
    Meeting,
    Owner,
    Terms,
    Try,
)
from services.referral.domain.referral import Referral

__all__ = [
    "BEFORE_HANDOVER",
    "ENDED",
    "HERS",
    "KNOWN_TO_PROVIDER",
    "Answer",
    "Attempt",
    "Due",
    "Line",
    "Meeting",
    "Objection",
    "Owner",
    "Referral",
    "Terms",
    "Try",
    "ask_other_time",
    "confirm",
    "finish",
    "overdue",
    "stop_for_good",
]
