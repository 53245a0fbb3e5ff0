"""The desk: its list, one signal, and everything an assessor does with it."""

from collections.abc import Awaitable, Callable
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from kernel.caller import Caller
from kernel.http.etag import etag, if_match
from kernel.security.doors import allow
from kernel.work import Work
from schemas.api.directory import Ranking
from schemas.api.intake import (
    Appointment,
    AppointmentIn,
    Assignment,
    ClosureIn,
    ConsentsIn,
    ContactIn,
    IssuedCode,
    JudgementIn,
    ListName,
    MyContactIn,
    OffersForSignal,
    QuestionIn,
    SignalDetail,
    Sort,
    Worklist,
    WorklistSearch,
)
from schemas.base import MunicipalityCode, OfferId, OrganisationId
from schemas.words import Purpose, Role, SignallerKind, SupportArea
from services.intake import intake
from services.intake.refusals import NotOfTheDesk
from services.intake.region import region
from services.intake.store import signals
from services.intake.tables import Signal
from services.intake.usecases import appointing, closing, consenting, contact_details, judging, letting_in, listing, triage, view
from services.intake.usecases.appointing import Question

router = APIRouter(prefix="/v1/worklist", tags=["desk"])


def _of_the_desk(caller: Annotated[Caller, Depends(allow(Role.ASSESSOR, Role.COORDINATOR))]) -> Caller:
    """A region has one desk; who assesses for another organisation has no business with its list."""
    if caller.organisation != region(caller.region).desk_id:
        raise NotOfTheDesk
    return caller


Desk = Annotated[Caller, Depends(_of_the_desk)]
Version = Annotated[int, Depends(if_match)]
Change = Callable[[Work, Signal], Awaitable[None]]


@router.get("")
async def read_worklist(
    caller: Desk,
    list_name: Annotated[ListName, Query(alias="list")] = "all",
    sort: Sort = "due",
    reference: Annotated[str | None, Query(pattern=listing.REFERENCE.pattern)] = None,
    municipality: MunicipalityCode | None = None,
    area: SupportArea | None = None,
    kind: SignallerKind | None = None,
    cursor: Annotated[str | None, Query(max_length=500)] = None,
) -> Worklist:
    """What is due first. What says who someone is, is asked in `searches`: an address holds a reference at most."""
    filters = listing.Filters(list_name, sort, reference=reference, municipality=municipality, area=area, kind=kind, cursor=cursor)
    async with intake.work(by=caller, purpose=Purpose.TRIAGE) as work:
        return await listing.show(work, filters)


@router.post("/searches")
async def search_worklist(told: WorklistSearch, caller: Desk) -> Worklist:
    """The same list, of who is found by a family name, phone, e-mail, postcode or reference."""
    filters = listing.Filters(
        told.list, told.sort, told.q, municipality=told.municipality, area=told.area, kind=told.kind, cursor=told.cursor
    )
    async with intake.work(by=caller, purpose=Purpose.TRIAGE) as work:
        return await listing.show(work, filters)


@router.get("/{signal_id}")
async def read_detail(signal_id: UUID, caller: Desk, response: Response) -> SignalDetail:
    """Everything on one page."""
    async with intake.work(by=caller, purpose=Purpose.TRIAGE) as work:
        shown = await view.detail(work, await signals.signal(work, signal_id))
    etag(response, shown.version)
    return shown


@router.put("/{signal_id}/assignee")
async def assign(signal_id: UUID, told: Assignment, caller: Desk, version: Version, response: Response) -> SignalDetail:
    """I take it, or a colleague does."""
    return await _change(caller, signal_id, version, response, lambda work, signal: triage.assign(work, signal, told.staff))


@router.post("/{signal_id}/contacts")
async def add_contact(signal_id: UUID, told: ContactIn, caller: Desk, version: Version, response: Response) -> SignalDetail:
    """A personal attempt to reach her."""
    return await _change(caller, signal_id, version, response, lambda work, signal: triage.contact(work, signal, told))


@router.post("/{signal_id}/consents")
async def add_consents(signal_id: UUID, told: ConsentsIn, caller: Desk, version: Version, response: Response) -> SignalDetail:
    """What she, or who she cares for, said yes or no to."""
    return await _change(caller, signal_id, version, response, lambda work, signal: consenting.record(work, signal, told.consents))


@router.put("/{signal_id}/contact-details")
async def change_contact_details(signal_id: UUID, told: MyContactIn, caller: Desk, version: Version, response: Response) -> SignalDetail:
    """How she wants to be reached from now on, as she said it on the phone; what is left out is forgotten."""
    return await _change(caller, signal_id, version, response, lambda work, signal: contact_details.change_by_desk(work, signal, told))


@router.put("/{signal_id}/question")
async def change_question(signal_id: UUID, told: QuestionIn, caller: Desk, version: Version, response: Response) -> SignalDetail:
    """What she turns out to need."""
    return await _change(caller, signal_id, version, response, lambda work, signal: triage.question(work, signal, told))


@router.post("/{signal_id}/closures")
async def close(signal_id: UUID, told: ClosureIn, caller: Desk, version: Version, response: Response) -> SignalDetail:
    """Nothing is left to do; a referral that still runs is withdrawn."""
    return await _change(caller, signal_id, version, response, lambda work, signal: closing.close(work, signal, told))


@router.post("/{signal_id}/judgements")
async def judge(signal_id: UUID, told: JudgementIn, caller: Desk, version: Version, response: Response) -> SignalDetail:
    """Whether another file is of the same person; only a person judges."""
    return await _change(caller, signal_id, version, response, lambda work, signal: judging.judge(work, signal, told.other, same=told.same))


@router.get("/{signal_id}/offers")
async def read_offers(signal_id: UUID, caller: Desk) -> OffersForSignal:
    """Ranked by the directory, which is asked without identity; none for safety."""
    async with intake.work(by=caller, purpose=Purpose.TRIAGE) as work:
        signal = await signals.signal(work, signal_id)
        question = await appointing.question_of(work, signal) if appointing.may_be_offered(signal) else None
    if question is None:
        return OffersForSignal(considered=0, items=())
    return appointing.offers(await _ranking(caller, question))


@router.post("/{signal_id}/appointments", status_code=201)
async def appoint(signal_id: UUID, told: AppointmentIn, caller: Desk, version: Version, response: Response) -> Appointment:
    """The chosen offer first, then who is asked when it says no."""
    async with intake.work(by=caller, purpose=Purpose.TRIAGE) as work:
        signal = await signals.for_change(work, signal_id, version)
        await appointing.may_appoint(work, signal)
        question = await appointing.question_of(work, signal)
    # Asked outside any transaction; the version tells whether something changed meanwhile.
    ranking = await _ranking(caller, question)
    providers = {OfferId(i.offer.id): OrganisationId(i.offer.organisation) for i in ranking.items}
    async with intake.work(by=caller, purpose=Purpose.TRIAGE) as work:
        signal = await signals.for_change(work, signal_id, version)
        referral_id = await appointing.appoint(work, signal, told, providers)
        changed = signal.version
    etag(response, changed)
    response.headers["Location"] = f"/v1/referrals/{referral_id}"
    return Appointment(referral_id=referral_id)


@router.post("/{signal_id}/codes", status_code=201)
async def read_out_code(signal_id: UUID, caller: Desk) -> IssuedCode:
    """For a caregiver on the phone whom the desk has recognised."""
    async with intake.work(by=caller, purpose=Purpose.OWN_FILE) as work:
        signal = await signals.signal(work, signal_id)
        work.record(await work.current(signal.caregiver_id), what="code", action="issue")
        return await letting_in.issue_code(work, signal.caregiver_id)


async def _ranking(caller: Caller, question: Question) -> Ranking:
    return await intake.asks.post(
        "directory", "/v1/rankings", body=question.ranking(caller.region), answer=Ranking, purpose=Purpose.TRIAGE, as_caller=caller
    )


async def _change(caller: Caller, signal_id: UUID, version: int, response: Response, change: Change) -> SignalDetail:
    """One transaction: whoever was first has it, the second reads who that was."""
    async with intake.work(by=caller, purpose=Purpose.TRIAGE) as work:
        signal = await signals.for_change(work, signal_id, version)
        await change(work, signal)
        await work.flush()
        shown = await view.detail(work, signal)
    etag(response, shown.version)
    return shown
