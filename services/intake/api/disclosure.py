"""Who may know how to reach someone, asked at the moment it is needed."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from kernel.caller import Caller
from kernel.refusals import Forbidden
from kernel.security.doors import allow, asked_for
from schemas.api.intake import (
    CodeIssueIn,
    ContactDetails,
    ContactDetailsQuestion,
    IssuedCode,
    Link,
    LinkIn,
    SignallerContact,
    SignallerContactQuestion,
)
from schemas.api.waardering.register import RegisterContacts, RegisterQuestion
from schemas.words import Purpose, Role
from services.intake import intake
from services.intake.usecases import disclosing, letting_in, word_back
from services.intake.usecases import register_contacts as entries

router = APIRouter(prefix="/v1", tags=["disclosure"])
Askers = Annotated[Caller, Depends(allow(Role.PROVIDER, Role.ASSESSOR, Role.COORDINATOR, Role.SERVICE))]
House = Annotated[Caller, Depends(allow(Role.SERVICE))]
AskedFor = Annotated[Purpose, Depends(asked_for(Purpose))]


def _messenger(caller: House) -> Caller:
    """Only the service that writes to people."""
    if caller.subject != disclosing.MESSENGER:
        raise Forbidden
    return caller


Messenger = Annotated[Caller, Depends(_messenger)]


@router.post("/contact-details")
async def disclose(told: ContactDetailsQuestion, caller: Askers, purpose: AskedFor) -> ContactDetails:
    """Decided per person, at this moment; every disclosure is recorded."""
    async with intake.work(by=caller, purpose=purpose) as work:
        return await disclosing.disclose(work, told.person_ids)


@router.post("/signaller-contacts", responses={200: {"model": SignallerContact}, 204: {"description": "No word back about this"}})
async def signaller_contact(told: SignallerContactQuestion, caller: Messenger) -> Response:
    """Whether the signaller may hear this, and where."""
    async with intake.work(by=caller, purpose=Purpose.MESSAGES) as work:
        found = await word_back.signaller(work, told.signal_id, told.about)
    if found is None:
        return Response(status_code=204)
    return Response(found.model_dump_json(by_alias=True, exclude_none=True), media_type="application/json")


@router.post("/register-contacts")
async def register_contacts(told: RegisterQuestion, caller: House, purpose: AskedFor) -> RegisterContacts:
    """Of whom waardering invites, at that moment; every disclosure is recorded."""
    async with intake.work(by=caller, purpose=purpose) as work:
        return await entries.answer(work, told)


@router.post("/links", status_code=201)
async def make_link(told: LinkIn, caller: Messenger) -> Link:
    """A fresh link for the mail that is being written."""
    async with intake.work(by=caller, purpose=Purpose.MESSAGES) as work:
        return await letting_in.make_link(work, told)


@router.post("/issued-codes", status_code=201)
async def issue_code(told: CodeIssueIn, caller: Messenger) -> IssuedCode:
    """A code for the mail that is being written; it stands in no event."""
    async with intake.work(by=caller, purpose=Purpose.MESSAGES) as work:
        return await letting_in.issue_code(work, told.person_id)
