"""The privacy officer's: who a request is about, erasing, and the receipt."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Response

from kernel.caller import Caller
from kernel.security.doors import allow
from schemas.api.intake import ErasureIn, ErasureReceipt, ErasureSearch, PeopleFound
from schemas.words import Purpose, Role
from services.intake import intake
from services.intake.refusals import NotOfTheDesk
from services.intake.region import region
from services.intake.usecases import overseeing

router = APIRouter(prefix="/v1/erasures", tags=["erasures"])


def _of_the_desk(caller: Annotated[Caller, Depends(allow(Role.PRIVACY_OFFICER))]) -> Caller:
    """The register is the desk's, so another organisation's officer erases nothing from it."""
    if caller.organisation != region(caller.region).desk_id:
        raise NotOfTheDesk
    return caller


Officer = Annotated[Caller, Depends(_of_the_desk)]


@router.post("/searches")
async def search(told: ErasureSearch, caller: Officer) -> PeopleFound:
    """The people of one signal or application, by the reference that people read out, or one person; none of it is an empty list."""
    return await overseeing.find(intake, caller, told)


@router.post("", status_code=201)
async def erase(told: ErasureIn, caller: Officer, response: Response) -> ErasureReceipt:
    """For good: keys are destroyed and every holder is told. Who was erased before stays so: 200 with the first receipt."""
    elsewhere = await overseeing.known_elsewhere(intake, caller, told.person_id)
    async with intake.work(by=caller, purpose=Purpose.OVERSIGHT) as work:
        if not await overseeing.erase(intake, work, told, elsewhere):
            response.status_code = 200
        await work.flush()
        shown = await overseeing.receipt(work, told.person_id)
    response.headers["Location"] = f"/v1/erasures/{told.person_id}"
    return shown


@router.get("/{person_id}")
async def read_receipt(person_id: UUID, caller: Officer) -> ErasureReceipt:
    """What each holder did: deleted, emptied, or kept until when and on what ground."""
    async with intake.work(by=caller, purpose=Purpose.OVERSIGHT) as work:
        return await overseeing.receipt(work, person_id)
