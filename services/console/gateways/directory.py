"""The directory: names for ids, and what is open to everyone."""

from collections.abc import Iterable

from kernel.caller import Caller
from kernel.refusals import Refused, Unavailable
from schemas.api.directory import CapacityChange, Offer, Offers, Organisations, StaffList, StaffLookup
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
    try:
        return await console.asks.get(NAME, f"/v1/offers/{id_}", answer=Offer) if id_ is not None else None
    except (Unavailable, Refused):
        return None


async def offer_with_version(id_: OfferId) -> tuple[Offer, int]:
    """As it is now, and what a change of it names as read."""
    got = await console.asks.send("GET", NAME, f"/v1/offers/{id_}")
    return got.read(Offer), got.version or 0


async def offers_of(by: Caller) -> list[Offer]:
    """What the caller's own organisation offers in this region."""
    found: list[Offer] = []
    query = {"organisation": str(by.organisation), "region": by.region}
    for _ in range(PAGES if by.organisation else 0):
        page = await console.asks.get(NAME, "/v1/offers", answer=Offers, query=query)
        found += page.items
        if page.next is None:
            break
        query |= {"cursor": page.next}
    return found


async def change_room(by: Caller, id_: OfferId, version: int, body: CapacityChange) -> None:
    await console.asks.put(NAME, f"/v1/offers/{id_}/capacity", body=body, answer=Offer, as_caller=by, if_match=version)
