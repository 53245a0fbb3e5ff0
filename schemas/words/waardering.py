"""Waardering: who asks, in which form it comes, how it is decided, and what may follow."""

from enum import StrEnum


class Applicant(StrEnum):
    """Who signs an application for waardering."""

    CAREGIVER = "caregiver"
    CARE_RECIPIENT = "care-recipient"
    BOTH = "both"
    PROGRAMME = "programme"


class AppliedVia(StrEnum):
    """How an application came in."""

    ONLINE = "online"
    STAFF = "staff"
    PAPER = "paper"
    PROGRAMME = "programme"


class WaarderingForm(StrEnum):
    """What someone gets, or would rather have."""

    MONEY = "money"
    VOUCHER = "voucher"
    CARD = "card"
    GIFT = "gift"
    ACTIVITY = "activity"
    NOTHING = "nothing"


class ApplicationState(StrEnum):
    """Where an application stands."""

    RECEIVED = "received"
    INCOMPLETE = "incomplete"
    WAITING = "waiting"
    POOLED = "pooled"
    GRANTED = "granted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"


class RefusalReason(StrEnum):
    """Why an application is refused."""

    WRONG_APPLICANT = "wrong-applicant"
    RESIDENCE = "residence"
    RELATION = "relation"
    EXCLUDED = "excluded"
    AGE = "age"
    NOT_REGISTERED = "not-registered"
    HOURS = "hours"
    DURATION = "duration"
    INCOME = "income"
    EVIDENCE = "evidence"
    CAP_REACHED = "cap-reached"
    OUTSIDE_WINDOW = "outside-window"
    BUDGET_EXHAUSTED = "budget-exhausted"
    NOT_COMPLETED = "not-completed"
    CONDITION = "condition"


class CaseKind(StrEnum):
    """What may follow a decision, or the lack of one."""

    OBJECTION = "objection"
    NOTICE_OF_DEFAULT = "notice-of-default"
    COMPLAINT = "complaint"


class CaseOutcome(StrEnum):
    """How that ended."""

    UPHELD = "upheld"
    REJECTED = "rejected"
    INADMISSIBLE = "inadmissible"
    WITHDRAWN = "withdrawn"
    SETTLED = "settled"


class PaymentState(StrEnum):
    """Where one payee's share stands."""

    DUE = "due"
    IN_RUN = "in-run"
    SENT = "sent"
    COLLECTED = "collected"
    RETURNED = "returned"
    CANCELLED = "cancelled"


class RunState(StrEnum):
    """A payout run: made by one, approved by another."""

    PROPOSED = "proposed"
    APPROVED = "approved"
    REJECTED = "rejected"


class PaymentReturn(StrEnum):
    """Why a payment came back."""

    WRONG_ACCOUNT = "wrong-account"
    CLOSED_ACCOUNT = "closed-account"
    BLOCKED_ACCOUNT = "blocked-account"
    DECEASED = "deceased"
    REFUSED_BY_BANK = "refused-by-bank"
    OTHER = "other"


class BankOutcome(StrEnum):
    """What a line of a bank's report means for one payment."""

    PAID = "paid"
    RETURNED = "returned"
    KNOWN = "known"
    """It was told before, and nothing changed."""
    ON_ITS_WAY = "on-its-way"
    OTHER_AMOUNT = "other-amount"
    """Something else came back than what was paid: a person looks."""
    UNKNOWN = "unknown"
    """No payment of ours."""


class CampaignState(StrEnum):
    """A round of invitations: its days are set, it goes out, it stands still, or it is over."""

    PLANNED = "planned"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    DONE = "done"


class LeftOut(StrEnum):
    """Why someone who is known gets no invitation."""

    OPTED_OUT = "opted-out"
    APPLIED_ALREADY = "applied-already"
    NAMED_BY_ANOTHER = "named-by-another"
    NO_CHANNEL = "no-channel"
    UNDER_SIXTEEN = "under-sixteen"
    DECEASED = "deceased"


class InvitationOutcome(StrEnum):
    """What became of an invitation on its way."""

    SENT = "sent"
    WITHHELD = "withheld"
    UNDELIVERABLE = "undeliverable"
