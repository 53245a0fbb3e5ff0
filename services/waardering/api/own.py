"""For whoever applied, by her link; and the papers, for the officer. The link's token is told in a body, never in an address."""

from datetime import timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from kernel.caller import Caller
from kernel.http.idempotency import Kept
from kernel.security.doors import allow
from kernel.security.limits import count_attempt
from schemas.api.waardering import Application
from schemas.api.waardering.letters import LetterContact
from schemas.api.waardering.own import (
    ApplicationLinkIn,
    CodeContactQuestion,
    CodeOpened,
    DraftIn,
    DraftKept,
    DraftLetter,
    DraftLetterIn,
    DraftMailIn,
    EvidenceFile,
    EvidenceJudgementIn,
    EvidenceShown,
    LinkOpened,
    LinkRequestIn,
    OwnAnswerIn,
    OwnApplication,
    OwnCodeIn,
    OwnEvidenceIn,
    OwnLink,
    Papers,
    StaffEvidenceIn,
)
from schemas.words import Purpose, Role
from services.waardering.api import House, JustOnce, Officer, Version, at_work
from services.waardering.api.applications import step
from services.waardering.store import applications
from services.waardering.usecases import codes, own, papers, saving

router = APIRouter(prefix="/v1", tags=["waardering, by her link"])
Door = Annotated[Caller, Depends(allow(Role.PUBLIC_DOOR))]
MAILS = 3
OWN_EVIDENCE, EVIDENCE = "/own-papers", "/papers"


@router.post("/drafts", operation_id="saveDraft", status_code=201)
async def save(told: DraftIn, caller: Door) -> DraftKept:
    """Kept for some days, and then thrown away."""
    async with at_work(caller, Purpose.OWN_FILE) as work:
        return await saving.save(work, told)


@router.post("/draft-mails", operation_id="mailDraftLink", status_code=202, response_class=Response)
async def mail(told: DraftMailIn, caller: Door) -> Response:
    """At most a few times a day: the address may be anyone's."""
    async with at_work(caller, Purpose.OWN_FILE) as work:
        await count_attempt(work, "draft-mail", told.token, most=MAILS, per=timedelta(days=1))
    async with at_work(caller, Purpose.OWN_FILE) as work:
        await saving.mail(work, told)
    return Response(status_code=202)


@router.post("/draft-letters", operation_id="askDraftLetter")
async def letter(told: DraftLetterIn, caller: House) -> DraftLetter:
    """For the mail that is being written."""
    async with at_work(caller, Purpose.MESSAGES) as work:
        return await saving.letter(work, told.draft_id)


@router.post("/own-links/openings", operation_id="openLink")
async def open_link(told: OwnLink, caller: Door) -> LinkOpened:
    """Looking never uses it up: mail scanners look as well."""
    async with at_work(caller, Purpose.OWN_FILE) as work:
        draft = await saving.opened(work, told.token)
        if draft is not None:
            return LinkOpened(draft=draft)
        return LinkOpened(application=await own.show(work, told.token))


@router.post("/own-applications/answers", operation_id="answerOwnApplication", response_model=OwnApplication)
async def answer(told: OwnAnswerIn, caller: Door, once: JustOnce) -> Response:
    async with at_work(caller, Purpose.OWN_FILE) as work:

        async def make() -> Kept:
            return _kept(200, await own.answer(work, told))

        return await once.do(work, make)


@router.post("/own-applications/withdrawals", operation_id="withdrawOwnApplication", response_model=OwnApplication)
async def withdraw(told: OwnLink, caller: Door, once: JustOnce) -> Response:
    """Before anything of it is paid."""
    async with at_work(caller, Purpose.OWN_FILE) as work:

        async def make() -> Kept:
            return _kept(200, await own.withdraw(work, told.token))

        return await once.do(work, make)


@router.post(OWN_EVIDENCE, operation_id="handInOwnEvidence", status_code=201, response_model=EvidenceShown)
async def hand_in(told: OwnEvidenceIn, caller: Door, once: JustOnce) -> Response:
    """Type by content, at most 5 MB; looked at by a virus scanner where there is one."""
    found = await papers.checked(told)
    async with at_work(caller, Purpose.OWN_FILE) as work:

        async def make() -> Kept:
            return _kept(201, await own.hand_in(work, told, found))

        return await once.do(work, make)


@router.post("/application-mails", operation_id="mailApplicationLink", status_code=202, response_class=Response)
async def mail_sent(told: OwnLink, caller: Door) -> Response:
    """To the address that was given with the application, a few times a day."""
    async with at_work(caller, Purpose.OWN_FILE) as work:
        await count_attempt(work, "application-mail", told.token, most=MAILS, per=timedelta(days=1))
    async with at_work(caller, Purpose.OWN_FILE) as work:
        await saving.mail_application(work, told.token)
    return Response(status_code=202)


@router.post("/application-link-requests", operation_id="requestApplicationLink", status_code=202, response_class=Response)
async def mail_lost(told: LinkRequestIn, caller: Door) -> Response:
    """Who lost her link: mailed where reference and address belong together, and answered alike where they do not."""
    async with at_work(caller, Purpose.OWN_FILE) as work:
        await count_attempt(work, "lost-link", told.reference.replace(" ", ""), most=MAILS, per=timedelta(days=1))
    async with at_work(caller, Purpose.OWN_FILE) as work:
        await saving.mail_lost(work, told)
    return Response(status_code=202)


@router.post("/code-contacts", operation_id="askCodeContact")
async def code_contact(told: CodeContactQuestion, caller: House) -> LetterContact:
    """To whom the code of a voucher or card goes, for the mail that is being written."""
    async with at_work(caller, Purpose.MESSAGES) as work:
        return await codes.contact(work, told)


@router.post("/code-openings", operation_id="openCode")
async def open_code(told: OwnLink, caller: Door) -> CodeOpened:
    """By the link in that mail; each look is recorded."""
    async with at_work(caller, Purpose.OWN_FILE) as work:
        return await codes.opened(work, told.token)


@router.post("/own-codes", operation_id="openOwnCode")
async def open_own_code(told: OwnCodeIn, caller: Door) -> CodeOpened:
    """By the link of her application, of what goes to herself."""
    async with at_work(caller, Purpose.OWN_FILE) as work:
        return await own.code(work, told)


@router.post("/application-links", operation_id="linkToApplication", status_code=201)
async def link(told: ApplicationLinkIn, caller: House) -> LetterContact:
    """For a letter or mail that is being written."""
    async with at_work(caller, Purpose.MESSAGES) as work:
        return await saving.link_for_letter(work, told.application_id)


@router.post(EVIDENCE, operation_id="enterEvidence", status_code=201, response_model=Papers)
async def enter(told: StaffEvidenceIn, caller: Officer, once: JustOnce) -> Response:
    """A paper that came by post."""
    found = await papers.checked(told)
    async with at_work(caller) as work:

        async def make() -> Kept:
            held = await applications.mine(work, told.application_id, None)
            await papers.hand_in(work, held, told, found)
            return _kept(201, await papers.listed(work, held))

        return await once.do(work, make)


@router.get("/applications/{application_id}/papers", operation_id="listEvidence")
async def listed(application_id: UUID, caller: Officer) -> Papers:
    """What was asked, answered and handed in."""
    async with at_work(caller) as work:
        held = await applications.mine(work, application_id, None, locked=False)
        work.record(held.row.person_id, what="evidence", action="list")
        return await papers.listed(work, held)


@router.get("/applications/{application_id}/papers/{paper_id}", operation_id="readEvidence")
async def read(application_id: UUID, paper_id: UUID, caller: Officer) -> EvidenceFile:
    async with at_work(caller) as work:
        return await papers.content(work, application_id, paper_id)


@router.post("/applications/{application_id}/papers/{paper_id}/judgements", operation_id="judgeEvidence")
async def judge(
    application_id: UUID,
    paper_id: UUID,
    told: EvidenceJudgementIn,
    caller: Officer,
    version: Version,
    once: JustOnce,
    response: Response,
) -> Application:
    return await step(caller, application_id, once, response, lambda work: papers.judge(work, application_id, paper_id, told, version))


def _kept(status: int, body: OwnApplication | EvidenceShown | Papers) -> Kept:
    return Kept.of(body, status)
