"""The directory over HTTP: offers and organisations for everyone, staff and inboxes for who works here."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from kernel.caller import Caller
from kernel.http.etag import etag, if_match_or_none
from kernel.http.paging import cursor_of, read_cursor
from kernel.refusals import BadInput, InputError, NotFound
from kernel.security.doors import Open, allow, open_to_all
from schemas.api.directory import (
    CapacityChange,
    Inbox,
    Offer,
    Offers,
    Organisation,
    Organisations,
    Ranking,
    RankingRequest,
    Region,
    StaffList,
    StaffLookup,
)
from schemas.base import LanguageCode, MunicipalityCode, OrganisationId, RegionCode
from schemas.words import Group, Role, SupportArea
from services.directory import directory
from services.directory.store import looking
from services.directory.store.looking import After, Wanted
from services.directory.usecases import answering, ranking, regions, room

router = APIRouter(prefix="/v1", tags=["directory"])

FOR_EVERYONE: Open = open_to_all(reason="the directory of help is open data")
OPEN_DATA = [Depends(FOR_EVERYONE)]
Cursor = Annotated[str | None, Query(max_length=500)]
Desk = Annotated[Caller, Depends(allow(Role.ASSESSOR, Role.COORDINATOR, Role.SERVICE))]
Provider = Annotated[Caller, Depends(allow(Role.PROVIDER))]
Service = Annotated[Caller, Depends(allow(Role.SERVICE))]
LoggedIn = Annotated[Caller, Depends(allow(*Role))]
Version = Annotated[int | None, Depends(if_match_or_none)]


def read_after(cursor: str | None) -> After | None:
    if cursor is None:
        return None
    name, last = read_cursor(cursor, str, str)
    try:
        if "\0" in str(name):
            raise ValueError("a name holds no NUL")
        return After(str(name), UUID(str(last)))
    except ValueError:
        raise BadInput([InputError("/cursor", "This is not a cursor of this list.", "`next` of the page before", "query")]) from None


def following(after: After | None) -> str | None:
    return cursor_of(after.name, str(after.id)) if after else None


@router.get("/organisations", operation_id="listOrganisations", dependencies=OPEN_DATA)
async def list_organisations(region: Annotated[RegionCode | None, Query()] = None, cursor: Cursor = None) -> Organisations:
    """All organisations by name; fifty a page."""
    async with directory.work() as work:
        rows, after, total = await looking.organisations(work, region, read_after(cursor))
    return Organisations(items=tuple(map(answering.organisation, rows)), next=following(after), total=total)


@router.get("/organisations/{organisation_id}", operation_id="readOrganisation", dependencies=OPEN_DATA)
async def read_organisation(organisation_id: UUID) -> Organisation:
    """Also one that is no longer in the region's files, so that what points to it finds its name."""
    async with directory.work() as work:
        row = await looking.organisation(work, organisation_id)
    if row is None:
        raise NotFound
    return answering.organisation(row)


@router.get("/offers", operation_id="listOffers", dependencies=OPEN_DATA)
async def list_offers(
    region: Annotated[RegionCode | None, Query()] = None,
    organisation: Annotated[UUID | None, Query()] = None,
    area: Annotated[SupportArea | None, Query()] = None,
    municipality: Annotated[MunicipalityCode | None, Query()] = None,
    group: Annotated[Group | None, Query()] = None,
    language: Annotated[LanguageCode | None, Query()] = None,
    q: Annotated[str | None, Query(max_length=100)] = None,
    cursor: Cursor = None,
) -> Offers:
    """Every word of `q` is looked for in the name, the summary and the organisation's name; `group` finds what is for everyone as well."""
    words = tuple((q or "").split()[:10])
    wanted = Wanted(region, organisation, area, municipality, group, language, words)
    async with directory.work() as work:
        found, after, total = await looking.offers(work, wanted, read_after(cursor))
    return Offers(items=tuple(map(answering.offer, found)), next=following(after), total=total)


@router.get("/offers/{offer_id}", operation_id="readOffer", dependencies=OPEN_DATA)
async def read_offer(offer_id: UUID, response: Response) -> Offer:
    async with directory.work() as work:
        found = await looking.offer(work, offer_id)
    if found is None:
        raise NotFound
    etag(response, room.version(found))
    return answering.offer(found)


@router.put("/offers/{offer_id}/capacity", operation_id="changeCapacity")
async def change_capacity(offer_id: UUID, change: CapacityChange, caller: Provider, version: Version, response: Response) -> Offer:
    """How much room there is now; counts until the region's file says something new. `If-Match` where you care who was first."""
    async with directory.work(by=caller) as work:
        found = await room.change(work, offer_id, change, version)
    etag(response, room.version(found))
    return answering.offer(found)


@router.post("/rankings", operation_id="rankOffers")
async def rank_offers(request: RankingRequest, caller: Desk) -> Ranking:
    """Offers in order for a request that names nobody, each with its reasons. A person chooses."""
    if caller.kind != "service" and request.region != caller.region:
        raise NotFound
    async with directory.work(by=caller) as work:
        return await ranking.ranked(work, request)


@router.post("/staff-lookups", operation_id="lookUpStaff")
async def look_up_staff(lookup: StaffLookup, caller: LoggedIn) -> StaffList:
    """Names for ids; unknown ids and other regions' are left out."""
    async with directory.work(by=caller) as work:
        rows = await looking.staff(work, ids=lookup.ids)
    mine = [(row, home) for row, home in rows if caller.kind == "service" or row.region == caller.region]
    return StaffList(items=tuple(answering.staff(row, home, asked_by=caller) for row, home in mine))


@router.get("/staff", operation_id="listColleagues")
async def list_colleagues(
    caller: Annotated[Caller, Depends(allow(Role.ASSESSOR, Role.COORDINATOR, Role.PROVIDER, Role.ADMINISTRATOR))],
) -> StaffList:
    """Who works in the caller's own organisation."""
    if caller.organisation is None:
        return StaffList(items=())
    async with directory.work(by=caller) as work:
        rows = await looking.staff(work, organisation=caller.organisation)
    return StaffList(items=tuple(answering.staff(row, home, asked_by=caller) for row, home in rows))


@router.get("/inboxes/{organisation_id}", operation_id="readInbox")
async def read_inbox(organisation_id: UUID, caller: Service) -> Inbox:
    """Where an organisation gets its post, and who of it may be written to."""
    async with directory.work(by=caller) as work:
        row = await looking.organisation(work, organisation_id)
        if row is None:
            raise NotFound
        rows = await looking.staff(work, organisation=organisation_id)
    people = tuple(answering.staff(one, home, asked_by=caller) for one, home in rows)
    return Inbox(organisation=OrganisationId(row.id), name=row.name, email=row.email, staff=people)


@router.get("/regions/{code}", operation_id="readRegion", dependencies=OPEN_DATA)
async def read_region(code: RegionCode) -> Region:
    return regions.region(code)
