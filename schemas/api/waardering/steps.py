"""The officer's steps with one application; each needs the version that was read."""

from typing import Annotated

from pydantic import Field, Strict, model_validator

from schemas.api.base import Resource
from schemas.api.intake.parts import Line, Note, YesOrNo
from schemas.api.waardering.applications import Cents, FactsIn
from schemas.base import StaffId
from schemas.words import RefusalReason


class OwnerIn(Resource):
    """`PUT /v1/applications/{id}/owner`: without a colleague it is the asker."""

    staff: StaffId | None = None


class InformationRequestIn(Resource):
    """`POST .../information-requests`: the decision term stands still meanwhile."""

    what: Line
    days: Annotated[int, Field(ge=1, le=60), Strict()] = 14


class CompletionIn(Resource):
    """`POST .../completions`: what came, and the decision term goes on."""

    facts: FactsIn


class PostponementIn(Resource):
    """`POST .../postponements`: said before the term has passed, once."""

    weeks: Annotated[int, Field(ge=1, le=26), Strict()]
    reason: Line


class WaarderingDecisionIn(Resource):
    """`POST .../decisions`."""

    grant: YesOrNo
    cents: Cents | None = None
    """Another amount than the rules propose; needs a note."""
    reason: RefusalReason | None = None
    note: Note | None = None

    @model_validator(mode="after")
    def a_no_says_why(self) -> "WaarderingDecisionIn":
        if not self.grant and self.reason is None:
            raise ValueError("a refusal needs a reason")
        if self.cents is not None and not self.note:
            raise ValueError("another amount needs a note that says why")
        return self


class ApplicationWithdrawalIn(Resource):
    """`POST .../withdrawals`: taken back by who asked, or by the officer before it is paid."""

    note: Line | None = None


class CheckIn(Resource):
    """`POST .../checks`: what the spot check found."""

    passed: YesOrNo
    note: Line | None = None
