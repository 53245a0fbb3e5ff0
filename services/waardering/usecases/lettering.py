"""Letters: planned by what happened, made some at a time and kept as they were made, and shown before a decision is taken."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from weakref import WeakKeyDictionary

from kernel.database import Database
from kernel.errands import Outing
from kernel.work import Work
from schemas.base import ApplicationId, LetterId, PersonId
from schemas.waardering import WaarderingLetterMade
from schemas.words import LetterKind, LetterReason, LetterState
from services.waardering import terms
from services.waardering.domain.calendar import months_between
from services.waardering.gateways import pdf
from services.waardering.gateways.pdf import Made, Sheet
from services.waardering.promises import MakeLetters
from services.waardering.refusals import NoLetterOfThis
from services.waardering.store import applications, letters
from services.waardering.store.applications import Held
from services.waardering.store.letters import Outcome, Planned
from services.waardering.tables import LetterRow
from services.waardering.told import Details
from services.waardering.usecases import letter_matters, sheets
from services.waardering.usecases.letter_matters import Known

AT_A_TIME, AT_MOST = 20, 100
"""In one transaction, and in one errand before it makes room for others."""
OF_AGE = 16
_turns: WeakKeyDictionary[Database, asyncio.Lock] = WeakKeyDictionary()
"""Who makes letters in this process, one after the other."""


async def plan(work: Work, planned: Sequence[Planned]) -> None:
    """The same event is one letter; nothing is made here, for typesetting would hold up who waits."""
    if await letters.plan(work, planned) and not await letters.maker_waits(work):
        work.errand(MakeLetters())


async def make(out: Outing) -> None:
    """One at a time in a process, and as long at rest as at work, so that those who wait for an answer go first."""
    async with _turns.setdefault(out.service.database, asyncio.Lock()):
        for _ in range(AT_MOST // AT_A_TIME):
            began = time.monotonic()
            async with out.work() as work:
                if await make_some(work) < AT_A_TIME:
                    return
            await asyncio.sleep(time.monotonic() - began)
        async with out.done() as work:
            if not await letters.maker_waits(work):
                work.errand(MakeLetters())


async def make_some(work: Work) -> int:
    """What all of them need is looked up together, and what came of them is written together."""
    rows = await letters.to_make(work, AT_A_TIME)
    if not rows:
        return 0
    held = await applications.look_at(work, {row.application_id for row in rows})
    known = await letter_matters.look_up(
        work,
        held.values(),
        to=[row.person_id for row in rows],
        told_of_money={row.application_id for row in rows if row.kind in letter_matters.OF_MONEY},
    )
    outcomes = [await _outcome(work, row, held.get(row.application_id), known) for row in rows]
    written = [one for one in outcomes if one.sheet is not None]
    made = await asyncio.to_thread(_typeset, [one.sheet for one in written if one.sheet], work.now)
    for one, document in zip(written, made, strict=True):
        _made(work, one, document)
    await letters.keep(work, outcomes)
    return len(rows)


async def _outcome(work: Work, row: LetterRow, held: Held | None, known: Known) -> Outcome:
    """Without a sheet it is not sent, and its row says why."""
    who = known.details.get(row.person_id)
    if held is None or who is None:
        return Outcome(row, reason=LetterReason.OVERTAKEN)
    if LetterKind(row.kind) in (await sheets.style_of(work, held)).leaves_out:
        return Outcome(row, reason=LetterReason.LEFT_OUT)
    sheet = await sheets.sheet(work, held, known, LetterKind(row.kind), row.about, who)
    if sheet is None:
        return Outcome(row, reason=LetterReason.OVERTAKEN)
    return Outcome(row, reason=why_a_person(work, who), has_address=sheets.has_address(who), sheet=sheet)


def why_a_person(work: Work, who: Details) -> LetterReason | None:
    if who.birth_date is not None and months_between(who.birth_date, terms.day_of(work.now)) < OF_AGE * 12:
        return LetterReason.UNDER_16
    return None if sheets.has_address(who) or who.email else LetterReason.NO_ADDRESS


def _made(work: Work, one: Outcome, document: Made | None) -> None:
    """To whoever may be written to: notifications finds the channel. What is held a person looks at first."""
    row = one.letter
    if document is None:
        one.state, one.reason, one.sheet = LetterState.HELD, LetterReason.FAILED, None
        work.task("letter-failed", row.id, "officer", region=row.region)
        return
    one.sheet, one.pdf = document.letters[0], document.document
    if any(map(str.isalnum, document.lost)):
        one.reason = one.reason or LetterReason.UNREADABLE
    if one.reason is not None:
        one.state = LetterState.HELD
        work.task("letter-held", row.id, "officer", region=row.region)
        return
    one.state = LetterState.MADE
    work.publish(
        WaarderingLetterMade(
            letter_id=LetterId(row.id),
            application_id=ApplicationId(row.application_id),
            person_id=PersonId(row.person_id),
            region=row.region,
            kind=LetterKind(row.kind),
        )
    )


def _typeset(written: Sequence[Sheet], at: datetime) -> list[Made | None]:
    """In a thread of its own: one after the other, so that the other processor stays free for who waits."""
    made: list[Made | None] = []
    for sheet in written:
        try:
            made.append(pdf.made([sheet], title=sheet.subject, at=at))
        except pdf.CannotBeSet:
            made.append(None)
    return made


# before it is decided -----------------------------------------------------------------------------


class _Undone(Exception):
    """Carries the letter out of a transaction that is taken back."""

    def __init__(self, sheet: Sheet | None, at: datetime) -> None:
        self.sheet, self.at = sheet, at


Step = Callable[[Work], Awaitable[Held]]
"""What an officer is about to do."""


async def preview(opening: AbstractAsyncContextManager[Work], kind: LetterKind, step: Step) -> bytes:
    """The step is taken for real and taken back, so that what is shown is what will be sent."""
    try:
        async with opening as work:
            held = await step(work)
            await work.flush()
            raise _Undone(await sheets.of_one(work, held, kind, preview=True), work.now)
    except _Undone as undone:
        if undone.sheet is None:
            raise NoLetterOfThis from None
        return (await asyncio.to_thread(pdf.made, [undone.sheet], title=undone.sheet.subject, at=undone.at)).document
