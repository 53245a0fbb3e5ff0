"""A caregiver wished to be called when she asked for her waardering: her wish becomes a signal of her own."""

from typing import ClassVar

from kernel.caller import Caller
from kernel.errands import Errand, Outing
from kernel.group_commit import GroupCommit
from kernel.refusals import BadInput, GiveUp, NotFound
from schemas.api.waardering import Wish, WishQuestion
from schemas.base import ApplicationId, PersonId, RegionCode
from schemas.words import Purpose, Role
from services.intake import intake
from services.intake.refusals import OtherContent
from services.intake.store.arrivals import Arrival, Taken, write
from services.intake.usecases.receive import arrival
from services.intake.usecases.registering import known_as_one

WAARDERING = "waardering"
wishes: GroupCommit[Arrival, Taken] = GroupCommit(intake, write)


class TakeWish(Errand):
    """Ask waardering who it is and what she said."""

    type: ClassVar[str] = "take-wish"
    application_id: ApplicationId
    caregiver_id: PersonId
    region: RegionCode


async def take(errand: TakeWish, out: Outing) -> None:
    """Asked again it is the same signal, by its own number; erased or taken back since, it is none."""
    question = WishQuestion(application_id=errand.application_id, caregiver_id=errand.caregiver_id)
    try:
        wish = await intake.asks.post(WAARDERING, "/v1/wishes", body=question, answer=Wish, purpose=Purpose.SIGNAL)
    except NotFound:
        return
    by = Caller(kind="system", subject=WAARDERING, client=WAARDERING, region=errand.region, roles=frozenset({Role.PUBLIC_DOOR}))
    try:
        ready = arrival(wish.signal, by=by, at=out.now, seals=intake.seals)
    except BadInput:
        raise GiveUp("nobody-can-reach-her") from None
    try:
        taken = await wishes.add(ready)
    except OtherContent:  # the first time counts
        return
    async with out.done() as work:
        await known_as_one(work, taken.signal_id, errand.caregiver_id)
