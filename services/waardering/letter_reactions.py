"""When something happened to an application that its people have to read of, plan the letter; it is made in an errand.

Read from our own log, and from now on: what was decided before there were letters is not written about.
"""

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from kernel.errands import Outing
from kernel.log import Heard
from kernel.service import Since
from kernel.work import Work
from schemas.waardering import (
    AboutApplication,
    WaarderingAmountSet,
    WaarderingCaseClosed,
    WaarderingCaseOpened,
    WaarderingGranted,
    WaarderingInformationAsked,
    WaarderingPaid,
    WaarderingPostponed,
    WaarderingQueued,
    WaarderingRefused,
    WaarderingRequested,
)
from schemas.words import LetterKind
from services.waardering import waardering
from services.waardering.promises import MakeLetters
from services.waardering.store.letters import Planned
from services.waardering.usecases import lettering

READER = "letters"
A = TypeVar("A", bound=AboutApplication)


def writes(event: type[A], kind: LetterKind) -> None:
    """Each of these events is one letter."""

    @waardering.hears_many(event, reader=READER, since=Since.NOW)
    async def plan_the_letter(heard: Sequence[Heard[A]], work: Work) -> None:
        await lettering.plan(work, [Planned(one.event.application_id, kind, _about(one.event), one.id) for one in heard])


def _about(event: AboutApplication) -> UUID | None:
    if isinstance(event, WaarderingPaid):
        return event.payment_id
    return event.case_id if isinstance(event, WaarderingCaseOpened | WaarderingCaseClosed) else None


writes(WaarderingRequested, LetterKind.RECEIVED)
writes(WaarderingInformationAsked, LetterKind.INFORMATION)
writes(WaarderingPostponed, LetterKind.POSTPONED)
writes(WaarderingQueued, LetterKind.WAITING)
writes(WaarderingGranted, LetterKind.GRANTED)
writes(WaarderingAmountSet, LetterKind.AMOUNT)
writes(WaarderingRefused, LetterKind.REFUSED)
writes(WaarderingPaid, LetterKind.PAID)
writes(WaarderingCaseOpened, LetterKind.CASE_RECEIVED)
writes(WaarderingCaseClosed, LetterKind.CASE_CLOSED)


@waardering.errand(MakeLetters)
async def make_the_letters_that_wait(_: MakeLetters, out: Outing) -> None:
    await lettering.make(out)
