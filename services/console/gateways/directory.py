"""The directory: names for ids, and what is open to everyone."""

from collections.abc import Iterable

from kernel.caller import Caller
from kernel.refusals import Refused, Unavailable
from schemas.api.directory import Offer, Offers, Organisations, StaffList, StaffLookup
from schemas.base import OfferId, OrganisationId, StaffId
from schemas.words import Purpose
from services.console import console
from services.console.views.people import People

NAME = "directory"
PAGES = 20


async def people(by: Caller, ids: Iterable[StaffId]) -> People:
    """Names for these; a page without names is better than no page, so a directory that is away is no error."""
    asked = tuple(dict.fromkeys(ids))[:100]
    if not asked:
        return People(me=by.staff)
    try:
        found = await console.asks.post(
            NAME, "/v1/staff-lookups", body=StaffLookup(ids=asked), answer=StaffList, purpose=Purpose.TRIAGE, as_caller=by
        )
    except (Unavailable, Refused):
        return People(me=by.staff)
    return People.of(found.items, by.staff)


async def organisations() -> dict[OrganisationId, str]:
    """All names: open data."""
    names: dict[OrganisationId, str] = {}
    cursor: str | None = None
    for _ in range(PAGES):
        try:
            page = await console.asks.get(NAME, "/v1/organisations", answer=Organisations, query={"cursor": cursor} if cursor else None)
        except (Unavailable, Refused):
            break
        names |= {one.id: one.name for one in page.items}
        cursor = page.next
        if cursor is None:
            break
    return names


async def offer(id_: OfferId | None) -> Offer | None:
    """One offer by its id: open data."""
    cursor: str | None = None
    for _ in range(PAGES if id_ is not None else 0):
        try:
            page = await console.asks.get(NAME, "/v1/offers", answer=Offers, query={"cursor": cursor} if cursor else None)
        except (Unavailable, Refused):
            return None
        found = next((one for one in page.items if one.id == id_), None)
        if found is not None or page.next is None:
            return found
        cursor = page.next
    return None
