"""Applications: made at the public door or by staff, decided by an officer."""

from collections.abc import Awaitable, Callable
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from kernel.http.etag import etag
from kernel.http.idempotency import Kept, Once
from kernel.http.paging import cursor_of
from kernel.refusals import NotFound
from kernel.security.doors import open_to_all
from kernel.work import Work
from schemas.api.intake.erasures import PeopleFound
from schemas.api.waardering import (
    Application,
    ApplicationIn,
    Applications,
    ApplicationStatus,
    ApplicationWithdrawalIn,
    CheckIn,
    CompletionIn,
    InformationRequestIn,
    OwnerIn,
    PostponementIn,
    SchemeShown,
    SchemesShown,
    WaarderingDecisionIn,
    Wish,
    WishQuestion,
)
from schemas.api.waardering.register import ErasureCandidates, RegisterEntry
from schemas.base import MunicipalityCode
from schemas.words import ApplicationState, Purpose
from services.waardering import rules, waardering
from services.waardering.api import Applying, House, JustOnce, Officer, OfRegion, SchemeKey, Version, at_work, read_moment
from services.waardering.region import region
from services.waardering.store import applications
from services.waardering.store.applications import Held
from services.waardering.usecases import applying, deciding, listing, registering, saving, showing, steps, wishing
from services.waardering.usecases.listing import Filters, List, Sort

router = APIRouter(prefix="/v1", tags=["waardering"])
Cursor = Annotated[str | None, Query(max_length=500)]
Which = Annotated[List, Query(alias="list")]
OfScheme = Annotated[str | None, Query(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
OfYear = Annotated[int | None, Query(ge=2000, le=2200, description="The year that is appreciated.")]
OfPlace = Annotated[MunicipalityCode | None, Query(description="Where who applies lives.")]


def filtered(scheme: OfScheme = None, year: OfYear = None, municipality: OfPlace = None, state: ApplicationState | None = None) -> Filters:
    return Filters(scheme, year, municipality, state)


Filtered = Annotated[Filters, Depends(filtered)]
OPEN_DATA = Depends(open_to_all(reason="what a municipality gives is open data"))


@router.get("/schemes", operation_id="listSchemes", dependencies=[OPEN_DATA])
async def list_schemes(code: OfRegion) -> SchemesShown:
    """What holds today, in every municipality of a region."""
    now = waardering.clock.now()
    today = region(code).day(now)
    found = (rules.all_of(code).version(key, today) for key in dict.fromkeys(one.key for one in rules.all_of(code)))
    return SchemesShown(items=tuple(showing.scheme(one, code, now) for one in found if one is not None))


@router.get("/schemes/{key}", operation_id="readScheme", dependencies=[OPEN_DATA])
async def read_scheme(key: SchemeKey, code: OfRegion) -> SchemeShown:
    now = waardering.clock.now()
    found = rules.all_of(code).version(key, region(code).day(now))
    if found is None:
        raise NotFound
    return showing.scheme(found, code, now)


@router.post("/applications", operation_id="applyForWaardering", status_code=201, response_model=ApplicationStatus)
async def apply(told: ApplicationIn, caller: Applying, once: JustOnce) -> Response:
    """The same `Idempotency-Key` is one application; the same answer comes back for three days."""

    async def make() -> Kept:
        held = await applying.apply(work, told)
        status = showing.status(held)
        if told.draft is not None:
            await saving.sent(work, told.draft)
        if told.wishes_link and work.by.kind != "person":
            status = status.model_copy(update={"link": (await saving.link_to(work, held)).token})
        return Kept.of(status, 201, Location=f"/v1/applications/{held.row.id}")

    async with at_work(caller) as work:
        return await once.do(work, make)


@router.get("/applications", operation_id="listApplications")
async def list_applications(
    caller: Officer, filters: Filtered, which: Which = "open", sort: Sort | None = None, cursor: Cursor = None
) -> Applications:
    """What has to be decided first comes first; of what is done, the latest."""
    async with at_work(caller) as work:
        found, after = await listing.rows(work, listing.Asked(which, filters, sort, read_moment(cursor)), listing.PAGE)
        return Applications(
            items=tuple(await listing.lines(work, found)),
            next=cursor_of(after[0].isoformat(), str(after[1])) if after else None,
            counts=await listing.counts(work, filters),
        )


@router.get("/applications/{application_id}", operation_id="readApplication")
async def read_application(application_id: UUID, caller: Officer, response: Response) -> Application:
    """With each condition, what became of it, and the fact that was used."""
    async with at_work(caller) as work:
        return await shown_of(work, await applications.mine(work, application_id, None, locked=False), response)


async def shown_of(work: Work, held: Held, response: Response) -> Application:
    etag(response, held.row.version)
    return await showing.whole(work, held)


async def step(
    caller: Officer, application_id: UUID, once: Once, response: Response, take: Callable[[Work], Awaitable[Held]]
) -> Application:
    """A double click takes the step once and shows what came of it both times."""
    async with at_work(caller) as work:
        if await once.before(work) is not None:
            return await shown_of(work, await applications.mine(work, application_id, None, locked=False), response)
        held = await take(work)
        await once.after(work, Kept(200, b"{}"))
        return await shown_of(work, held, response)


@router.put("/applications/{application_id}/owner", operation_id="ownApplication")
async def own(application_id: UUID, told: OwnerIn, caller: Officer, version: Version, once: JustOnce, response: Response) -> Application:
    return await step(caller, application_id, once, response, lambda work: steps.own(work, application_id, told, version))


@router.post("/applications/{application_id}/information-requests", operation_id="askForInformation")
async def ask(
    application_id: UUID, told: InformationRequestIn, caller: Officer, version: Version, once: JustOnce, response: Response
) -> Application:
    """The decision term stands still until it comes."""
    return await step(caller, application_id, once, response, lambda work: steps.ask(work, application_id, told, version))


@router.post("/applications/{application_id}/completions", operation_id="completeApplication")
async def complete(
    application_id: UUID, told: CompletionIn, caller: Officer, version: Version, once: JustOnce, response: Response
) -> Application:
    return await step(caller, application_id, once, response, lambda work: steps.complete(work, application_id, told, version))


@router.post("/applications/{application_id}/postponements", operation_id="postponeDecision")
async def postpone(
    application_id: UUID, told: PostponementIn, caller: Officer, version: Version, once: JustOnce, response: Response
) -> Application:
    return await step(caller, application_id, once, response, lambda work: steps.postpone(work, application_id, told, version))


@router.post("/applications/{application_id}/decisions", operation_id="decideOnApplication")
async def decide(
    application_id: UUID, told: WaarderingDecisionIn, caller: Officer, version: Version, once: JustOnce, response: Response
) -> Application:
    return await step(caller, application_id, once, response, lambda work: deciding.decide(work, application_id, told, version))


@router.post("/applications/{application_id}/revisions", operation_id="reviseDecision")
async def revise(application_id: UUID, caller: Officer, version: Version, once: JustOnce, response: Response) -> Application:
    """The decision was wrong: it is taken anew, and what was paid counts along."""
    return await step(caller, application_id, once, response, lambda work: steps.revise(work, application_id, version))


@router.post("/applications/{application_id}/withdrawals", operation_id="withdrawApplication")
async def withdraw(
    application_id: UUID, told: ApplicationWithdrawalIn, caller: Officer, version: Version, once: JustOnce, response: Response
) -> Application:
    return await step(caller, application_id, once, response, lambda work: steps.withdraw(work, application_id, told, version))


@router.post("/applications/{application_id}/checks", operation_id="noteSpotCheck")
async def check(application_id: UUID, told: CheckIn, caller: Officer, version: Version, once: JustOnce, response: Response) -> Application:
    return await step(caller, application_id, once, response, lambda work: steps.check(work, application_id, told, version))


@router.post("/register-entries", operation_id="askRegisterEntry")
async def ask_register_entry(asked: WishQuestion, caller: House) -> RegisterEntry:
    """Who wants to be known at the support desk; by intake, which keeps the register."""
    async with at_work(caller, Purpose.SIGNAL) as work:
        return await registering.entry(work, asked)


@router.post("/erasure-candidates", operation_id="askErasureCandidates")
async def ask_erasure_candidates(asked: ErasureCandidates, caller: House) -> PeopleFound:
    """Whom an erasure may be about; by intake, where the privacy officer asks for it."""
    async with at_work(caller, Purpose.OVERSIGHT) as work:
        return await registering.candidates(work, asked)


@router.post("/wishes", operation_id="askWish")
async def ask_wish(asked: WishQuestion, caller: House) -> Wish:
    """Who wishes to be called, and how she is reached; by intake, which heard that someone does."""
    async with at_work(caller, Purpose.SIGNAL) as work:
        return await wishing.answer(work, asked)
