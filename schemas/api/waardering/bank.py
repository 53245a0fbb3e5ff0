"""What the bank says of payments, what became of each, and a payment that is made again."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field, StringConstraints

from schemas.api.base import Happened, Page, Resource
from schemas.api.intake.parts import Line
from schemas.api.waardering.payout import Payment, Run
from schemas.base import ApplicationId, PaymentId, StaffId
from schemas.words import BankOutcome, PaymentReturn, WaarderingForm


class BankReportIn(Resource):
    """`POST /v1/bank-reports`: pain.002 or camt.054."""

    xml: Annotated[str, StringConstraints(max_length=4_000_000)]


class BankReportLine(Resource):
    outcome: BankOutcome
    reason: PaymentReturn | None = None
    cents: int | None = None
    payment_id: PaymentId | None = None
    application_id: ApplicationId | None = None
    name: str | None = None


class BankReport(Resource):
    """What was in it, and what that changed; the same file twice changes nothing and answers the same."""

    id: UUID
    kind: Literal["pain.002", "camt.054"]
    read_at: AwareDatetime
    read_by: StaffId
    again: bool = False
    """It was read before."""
    paid: int
    returned: int
    known_already: int
    on_its_way: int
    other_amount: int
    not_ours: int
    lines: tuple[BankReportLine, ...] = ()
    """What needs somebody first; at most 500."""


class BankReports(Page):
    items: tuple[BankReport, ...]


class RepeatIn(Resource):
    """`POST /v1/payments/{id}/repeats`: with another account where the first was wrong, or with none to what the payee gave herself.

    Whoever repeats to another account never approves its run.
    """

    iban: Annotated[str, StringConstraints(strip_whitespace=True, min_length=15, max_length=42)] | None = None
    account_name: Line | None = None


class PaymentShown(Payment):
    """One payment with what happened to it, what it repeats and what repeats it."""

    reference: str
    iban: str | None = None
    """In part."""
    account_corrected: bool = False
    new_iban: str | None = None
    """In part too: what she gave herself since it came back."""
    repeated_by: PaymentId | None = None
    history: tuple[Happened, ...] = ()
    may_repeat: bool = False
    may_cancel: bool = False
    may_undo: bool = False
    """It was just handed over, and that can still be taken back."""


class CodeShown(Resource):
    """`GET /v1/payments/{id}/code`: for who hands it over; recorded as looked at."""

    code: str


class Ready(Resource):
    """What stands ready to go in one run."""

    form: WaarderingForm
    supplier: str | None = None
    count: int
    total_cents: int
    without_account: int = 0
    """Money that waits for an account."""
    later: int = 0
    """Payable in a later month."""


class ReadyToPay(Resource):
    items: tuple[Ready, ...]


class RunCheck(Resource):
    """One thing that was looked at before the run may go."""

    code: Literal["count", "total", "accounts", "twice", "corrected", "codes"]
    good: bool
    count: int = 0


class RunShown(Run):
    """`GET /v1/payout-runs/{id}`."""

    checks: tuple[RunCheck, ...] = ()
    fetched: tuple[Happened, ...] = ()
    """Who took the file, and when."""
    confirmed: int = 0
    """The bank says that these were paid."""
    returned: int = 0
    returned_cents: int = 0
    collected: int = 0
    codes: int = 0
    """So many have their code."""
    corrected: Annotated[int, Field(ge=0)] = 0
    """Go to an account that staff filled in."""
    may_approve: bool = False
    """Whoever asks is another than who made it or filled in an account."""
