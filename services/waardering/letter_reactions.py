"""When something happened to an application that its people have to read of, plan the letter; it is made in an errand.

Read from our own log, and from now on: what was decided before there were letters is not written about.
"""

from collections.abc import Mapping, Sequence
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
    WaarderingPaymentReturned,
    WaarderingPostponed,
    WaarderingQueued,
    WaarderingRefused,
    WaarderingRequested,
    WaarderingWithdrawn,
)
from schemas.words import LetterKind
from services.waardering import waardering
from services.waardering.promises import MakeLetters
from services.waardering.store.letters import Planned
from services.waardering.usecases import lettering

KINDS: Mapping[type[AboutApplication], LetterKind] = {
    WaarderingRequested: LetterKind.RECEIVED,
    WaarderingInformationAsked: LetterKind.INFORMATION,
    WaarderingPostponed: LetterKind.POSTPONED,
    WaarderingQueued: LetterKind.WAITING,
    WaarderingGranted: LetterKind.GRANTED,
    WaarderingAmountSet: LetterKind.AMOUNT,
    WaarderingRefused: LetterKind.REFUSED,
    WaarderingPaid: LetterKind.PAID,
    WaarderingPaymentReturned: LetterKind.RETURNED,
    WaarderingWithdrawn: LetterKind.WITHDRAWN,
    WaarderingCaseOpened: LetterKind.CASE_RECEIVED,
    WaarderingCaseClosed: LetterKind.CASE_CLOSED,
}
"""Each of these events is one letter."""


@waardering.hears_many(*KINDS, reader="letters", since=Since.NOW)
async def plan_the_letters(heard: Sequence[Heard[AboutApplication]], work: Work) -> None:
    """However many were read at once: one statement."""
    await lettering.plan(work, [Planned(one.event.application_id, KINDS[type(one.event)], _about(one.event), one.id) for one in heard])


def _about(event: AboutApplication) -> UUID | None:
    if isinstance(event, WaarderingPaid | WaarderingPaymentReturned):
        return event.payment_id
    return event.case_id if isinstance(event, WaarderingCaseOpened | WaarderingCaseClosed) else None


@waardering.errand(MakeLetters)
async def make_the_letters_that_wait(_: MakeLetters, out: Outing) -> None:
    await lettering.make(out)
