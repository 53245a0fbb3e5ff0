"""Someone is erased for good: asked by the privacy officer, answered by every holder."""

from datetime import date
from typing import Annotated, Literal

from pydantic import AwareDatetime, StringConstraints

from schemas.api.base import Resource
from schemas.base import PersonId
from schemas.words import ErasureReason, ErasureResult, KeptGround

Reference = Annotated[str, StringConstraints(pattern=r"^[A-Za-z]{1,5}-\d{4}-[Ww]?\d{1,9}$", strip_whitespace=True)]


class ErasureSearch(Resource):
    """`POST /v1/erasures/searches`: the people of one signal or application for waardering, or one person by her id."""

    reference: Reference | None = None
    person_id: PersonId | None = None


class PersonFound(Resource):
    person_id: PersonId
    role: Literal["caregiver", "recipient"]
    name: str
    """Empty: erased already."""
    birth_date: date | None = None
    erased_at: AwareDatetime | None = None


class PeopleFound(Resource):
    items: tuple[PersonFound, ...]


class ErasureIn(Resource):
    """`POST /v1/erasures`."""

    person_id: PersonId
    reason: ErasureReason


class ErasureLine(Resource):
    """What one holder did."""

    holder: str
    result: ErasureResult | None = None
    """Absent: not answered yet."""
    kept_until: AwareDatetime | None = None
    ground: KeptGround | None = None
    answered_at: AwareDatetime | None = None


class ErasureReceipt(Resource):
    """`GET /v1/erasures/{personId}`; all answered when every line has a result."""

    person_id: PersonId
    reason: ErasureReason | None = None
    asked_at: AwareDatetime
    asked_by: str | None = None
    """A staff id; absent for an erasure at the command line."""
    lines: tuple[ErasureLine, ...]
