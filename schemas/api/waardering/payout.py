"""Budgets, payments and the runs in which they leave the house."""

from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field, Strict, StringConstraints, model_validator

from schemas.api.base import Page, Resource
from schemas.api.intake.parts import Line, YesOrNo
from schemas.base import ApplicationId, PaymentId, PersonId, StaffId
from schemas.words import PaymentReturn, PaymentState, RunState, WaarderingForm


class Budget(Resource):
    """`ETag` is what is reserved and committed, so that a top-up is made on what was read."""

    id: UUID
    key: str
    year: int
    total_cents: int | None = None
    """None: no ceiling."""
    reserved_cents: int
    committed_cents: int
    left_cents: int | None = None
    places: int | None = None
    """Of a budget that counts grants: so many in the year."""
    places_taken: int = 0
    waiting: int = 0
    """Applications on the waiting list."""
    waiting_cents: int = 0
    """What they would cost together."""


class Budgets(Resource):
    items: tuple[Budget, ...]


class WaitingLine(Resource):
    """One on the waiting list, in the order in which room is given."""

    place: int
    id: ApplicationId
    reference: str
    name: str
    received_at: AwareDatetime
    cents: int
    together_cents: int
    """With everyone before."""


class WaitingList(Page):
    """`GET /v1/budgets/{id}/waiting`."""

    items: tuple[WaitingLine, ...]


class BudgetIn(Resource):
    """`PUT /v1/budgets/{id}`: what is named becomes so."""

    total_cents: Annotated[int, Field(ge=0, le=10_000_000_000), Strict()] | None = None
    places: Annotated[int, Field(ge=0, le=1_000_000), Strict()] | None = None

    @model_validator(mode="after")
    def something_changes(self) -> "BudgetIn":
        if self.total_cents is None and self.places is None:
            raise ValueError("this changes nothing | totalCents, places or both")
        return self


class Payment(Resource):
    id: PaymentId
    application_id: ApplicationId
    person_id: PersonId
    name: str | None = None
    form: WaarderingForm
    cents: int
    state: PaymentState
    run_id: str | None = None
    repeats: PaymentId | None = None
    returned: PaymentReturn | None = None
    supplier: str | None = None
    has_code: bool = False
    """Of a voucher or card; the code itself is in no list."""
    confirmed_at: AwareDatetime | None = None
    """The bank said that it was paid."""
    collected_at: AwareDatetime | None = None
    new_account_at: AwareDatetime | None = None
    """It came back, and then the payee gave another account herself; it waits for who pays again."""


class Payments(Page):
    items: tuple[Payment, ...]


class PaymentCancellationIn(Resource):
    """`POST /v1/payments/{id}/cancellations`: it is not paid after all, and the budget gets it back."""

    reason: Line


class CollectionIn(Resource):
    """`POST /v1/payments/{id}/collections`: handed over at a meeting, signed off by name or by the code on the list."""

    signed_by: Line
    scanned: bool = False


class RunIn(Resource):
    """`POST /v1/payout-runs`: everything of one form that is due; of vouchers and cards, of one supplier."""

    form: WaarderingForm
    supplier: Annotated[str, StringConstraints(min_length=1, max_length=80)] | None = None
    most: Annotated[int, Field(ge=1, le=10_000), Strict()] = 5_000


class RunApprovalIn(Resource):
    """`POST /v1/payout-runs/{id}/approvals`: by someone else than who made it."""

    approve: YesOrNo


class Run(Resource):
    """`ETag` is its version."""

    id: str
    version: int
    form: WaarderingForm
    supplier: str | None = None
    state: RunState
    count: int
    total_cents: int
    made_at: AwareDatetime
    made_by: StaffId
    approved_at: AwareDatetime | None = None
    approved_by: StaffId | None = None
    file_hash: str | None = None


class Runs(Page):
    items: tuple[Run, ...]


class RunFile(Resource):
    """The file as it was made, the same each time."""

    file_name: str
    media_type: str
    text: str


class CodesIn(Resource):
    """`POST /v1/payout-runs/{id}/codes`: as the supplier returned them."""

    csv: Annotated[str, StringConstraints(max_length=1_000_000)]


class PoolIn(Resource):
    """`POST /v1/schemes/{key}/pools`."""

    year: Annotated[int, Field(ge=2000, le=2200), Strict()]


class PoolDivided(Resource):
    applications: int
    total_cents: int
    lowest_cents: int
    highest_cents: int
    rule: str
    """How the remainder was dealt."""


class Allotment(Resource):
    """A year of a scheme whose amounts or grants are known only after its window: divided once, or drawn once."""

    scheme: str
    name: str
    year: int
    kind: Literal["pool", "draw"]
    state: Literal["open", "undecided", "ready", "done"]
    """Still open to apply; or someone waits for a decision; or it can be done; or it was."""
    applications: int
    undecided: int = 0
    total_cents: int | None = None
    """Of what was divided, or what there is to divide or draw for."""
    done_at: AwareDatetime | None = None
    done_by: str | None = None
    rule: str | None = None
    """Of what was done: how the remainder was dealt, or the seed."""


class Allotments(Resource):
    items: tuple[Allotment, ...]


class DrawPreview(Resource):
    """`GET /v1/schemes/{key}/draws/{year}`: who is let in is known only once it is drawn."""

    waiting: int
    waiting_cents: int
    left_cents: int | None = None
    seed: str


class LotLine(Resource):
    """One that took part. The number is the hexadecimal SHA-256 of `seed/id`: the lowest was drawn first."""

    place: int
    id: ApplicationId
    reference: str
    number: str
    drawn: bool


class LotResult(Resource):
    """`GET /v1/schemes/{key}/draws/{year}/lines`: what was drawn, with all that it takes to work it out again."""

    seed: str
    items: tuple[LotLine, ...]


class DrawIn(Resource):
    """`POST /v1/schemes/{key}/draws`."""

    year: Annotated[int, Field(ge=2000, le=2200), Strict()]


class Drawn(Resource):
    """By lot, in an order that anyone can work out again from the seed that was laid down before."""

    of: int
    let_in: int
    """For so many the budget is enough; the others are decided on by a person."""
    seed: str
