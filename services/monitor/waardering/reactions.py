"""When something happens to an application for waardering, count it: one statement for each batch."""

from collections.abc import Sequence

from kernel.log import Heard
from kernel.work import Work
from schemas.waardering import (
    CaregiverInvited,
    CaregiverReminded,
    HelpWished,
    WaarderingAmountSet,
    WaarderingGranted,
    WaarderingPaid,
    WaarderingPaymentReturned,
    WaarderingPostponed,
    WaarderingQueued,
    WaarderingRefused,
    WaarderingRequested,
    WaarderingResumed,
    WaarderingWithdrawn,
)
from services.monitor import monitor
from services.monitor.store import READER
from services.monitor.waardering import folding


@monitor.hears_many(WaarderingRequested, reader=READER)
async def count_the_applications(heard: Sequence[Heard[WaarderingRequested]], work: Work) -> None:
    await folding.requested(work, heard)


@monitor.hears_many(WaarderingPostponed, reader=READER)
async def note_a_later_term(heard: Sequence[Heard[WaarderingPostponed]], work: Work) -> None:
    await folding.moved(work, heard)


@monitor.hears_many(WaarderingResumed, reader=READER)
async def note_that_the_term_runs_again(heard: Sequence[Heard[WaarderingResumed]], work: Work) -> None:
    await folding.moved(work, heard)


@monitor.hears_many(WaarderingQueued, reader=READER)
async def count_who_waits(heard: Sequence[Heard[WaarderingQueued]], work: Work) -> None:
    await folding.queued(work, heard)


@monitor.hears_many(WaarderingGranted, reader=READER)
async def count_what_was_granted(heard: Sequence[Heard[WaarderingGranted]], work: Work) -> None:
    await folding.granted(work, heard)


@monitor.hears_many(WaarderingRefused, reader=READER)
async def count_what_was_refused(heard: Sequence[Heard[WaarderingRefused]], work: Work) -> None:
    await folding.refused(work, heard)


@monitor.hears_many(WaarderingWithdrawn, reader=READER)
async def count_what_was_withdrawn(heard: Sequence[Heard[WaarderingWithdrawn]], work: Work) -> None:
    await folding.withdrawn(work, heard)


@monitor.hears_many(WaarderingAmountSet, reader=READER)
async def note_what_a_pool_became(heard: Sequence[Heard[WaarderingAmountSet]], work: Work) -> None:
    await folding.amount_set(work, heard)


@monitor.hears_many(WaarderingPaid, reader=READER)
async def count_what_was_paid(heard: Sequence[Heard[WaarderingPaid]], work: Work) -> None:
    await folding.paid(work, heard)


@monitor.hears_many(WaarderingPaymentReturned, reader=READER)
async def count_what_came_back(heard: Sequence[Heard[WaarderingPaymentReturned]], work: Work) -> None:
    await folding.returned(work, heard)


@monitor.hears_many(HelpWished, reader=READER)
async def count_who_wishes_help(heard: Sequence[Heard[HelpWished]], work: Work) -> None:
    await folding.wished(work, heard)


@monitor.hears_many(CaregiverInvited, reader=READER)
async def count_who_was_invited(heard: Sequence[Heard[CaregiverInvited]], work: Work) -> None:
    await folding.invited(work, heard, "invited")


@monitor.hears_many(CaregiverReminded, reader=READER)
async def count_who_was_reminded(heard: Sequence[Heard[CaregiverReminded]], work: Work) -> None:
    await folding.invited(work, heard, "reminded")
