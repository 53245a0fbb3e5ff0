"""When something happens, count it: one statement for each batch."""

from collections.abc import Sequence

from kernel.log import Heard
from kernel.work import Work
from schemas.intake import CaregiverSignalled, ContactAttempted, SignalClosed
from schemas.referral import AboutReferral
from services.monitor import monitor, usecases
from services.monitor.domain import COUNTED_AS, Countable, What
from services.monitor.store import READER
from services.monitor.waardering import reactions as of_waardering

__all__ = ["of_waardering"]


@monitor.hears_many(CaregiverSignalled, reader=READER)
async def count_the_signals(heard: Sequence[Heard[CaregiverSignalled]], work: Work) -> None:
    await usecases.count_signals(work, heard)


@monitor.hears_many(ContactAttempted, reader=READER)
async def time_the_first_contacts(heard: Sequence[Heard[ContactAttempted]], work: Work) -> None:
    await usecases.time_first_contact(work, heard)


def count_each(event: type[SignalClosed] | type[AboutReferral], what: What) -> None:
    """One reaction for each kind of event that only adds to a number."""

    @monitor.hears_many(event, reader=READER)
    async def count(heard: Sequence[Heard[Countable]], work: Work) -> None:
        await usecases.count(work, what, [(one.event.signal_id, one.time) for one in heard])


for _event, _what in COUNTED_AS.items():
    count_each(_event, _what)
