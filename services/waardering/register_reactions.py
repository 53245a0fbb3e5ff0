"""When someone says yes or no to intake's register, or is reached in another way, know whom a campaign may invite.

A reader of its own, from the beginning, so that whoever said yes before counts as well, and yes and no come in their order.
"""

from collections.abc import Sequence

from kernel.errands import Outing
from kernel.log import Heard
from kernel.work import Work
from schemas.intake import ConsentRecorded, ConsentWithdrawn, ContactDetailsChanged
from services.waardering import waardering
from services.waardering.promises import MeetRegistered
from services.waardering.usecases import meeting_registered

READER = "register"


@waardering.hears_many(ConsentRecorded, reader=READER)
async def know_who_may_be_invited(heard: Sequence[Heard[ConsentRecorded]], work: Work) -> None:
    await meeting_registered.hear_consents(work, heard)


@waardering.hears_many(ConsentWithdrawn, reader=READER)
async def let_go_of_who_said_no(heard: Sequence[Heard[ConsentWithdrawn]], work: Work) -> None:
    await meeting_registered.hear_withdrawals(work, heard)


@waardering.hears_many(ContactDetailsChanged, reader=READER)
async def ask_again_how_she_is_reached(heard: Sequence[Heard[ContactDetailsChanged]], work: Work) -> None:
    await meeting_registered.hear_changes(work, heard)


@waardering.errand(MeetRegistered)
async def ask_intake_who_they_are(_: MeetRegistered, out: Outing) -> None:
    await meeting_registered.meet(out)
