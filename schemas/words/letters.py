"""Letters about an application: of what kind, how far each is, and why one goes on paper or does not go."""

from enum import StrEnum


class LetterKind(StrEnum):
    """What a letter about an application says."""

    RECEIVED = "received"
    INFORMATION = "information"
    POSTPONED = "postponed"
    WAITING = "waiting"
    GRANTED = "granted"
    AMOUNT = "amount"
    REFUSED = "refused"
    PAID = "paid"
    RETURNED = "returned"
    COLLECT = "collect"
    WITHDRAWN = "withdrawn"
    CASE_RECEIVED = "case-received"
    HEARING = "hearing"
    CASE_EXTENDED = "case-extended"
    CASE_CLOSED = "case-closed"


class LetterState(StrEnum):
    """How far a letter is."""

    TO_MAKE = "to-make"
    MADE = "made"
    MAILED = "mailed"
    TO_PRINT = "to-print"
    IN_BATCH = "in-batch"
    POSTED = "posted"
    HELD = "held"
    NOT_SENT = "not-sent"


class LetterReason(StrEnum):
    """Why a letter is held or not sent."""

    UNDER_16 = "under-16"
    NO_ADDRESS = "no-address"
    LEFT_OUT = "left-out"
    OVERTAKEN = "overtaken"
    FAILED = "failed"
    UNREADABLE = "unreadable"


class PaperReason(StrEnum):
    """Why a letter goes on paper."""

    NO_EMAIL = "no-email"
    UNDELIVERABLE = "undeliverable"
