"""What every event of an application begins with."""

from typing import TypedDict

from schemas.base import ApplicationId, PersonId, SchemeId
from services.waardering.store.applications import Held


class About(TypedDict):
    application_id: ApplicationId
    person_id: PersonId
    region: str
    scheme_id: SchemeId
    year: int


def about(held: Held) -> About:
    """What every event of an application begins with."""
    row = held.row
    return {
        "application_id": held.id,
        "person_id": held.person_id,
        "region": row.region,
        "scheme_id": held.scheme_id,
        "year": row.year,
    }
