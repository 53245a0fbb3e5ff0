"""Letters: planned by what happened, made some at a time and kept as they were made, and shown before a decision is taken."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import AbstractAsyncContextManager
from datetime import datetime
from uuid import UUID

from kernel.errands import Outing
from kernel.work import Work
from schemas.base import ApplicationId, LetterId, PersonId
from schemas.waardering import WaarderingLetterMade
from schemas.words import LetterKind, LetterReason, LetterState
from services.waardering import house_style, rules, terms
from services.waardering.domain.calendar import months_between
from services.waardering.domain.dutch import day
from services.waardering.domain.letters_on_the_way import write
from services.waardering.gateways import pdf
from services.waardering.gateways.pdf import Made, Sheet
from services.waardering.promises import MakeLetters
from services.waardering.refusals import NoLetterOfThis, PersonErased
from services.waardering.region import region
from services.waardering.store import applications, letters, people
from services.waardering.store.applications import Held
from services.waardering.store.letters import Planned
from services.waardering.tables import LetterRow
from services.waardering.told import Details
from services.waardering.usecases import letter_matters

AT_A_TIME, AT_MOST = 20, 200
"""In one transaction, and in one errand before it makes room for others."""
OF_AGE = 16


async def plan(work: Work, planned: Sequence[Planned]) -> None:
    """The same event is one letter; nothing is made here, for typesetting would hold up who waits."""
    if await letters.plan(work, planned) and not await letters.maker_waits(work):
        work.errand(MakeLetters())


async def make(out: Outing) -> None:
    """As long at rest as at work, so that those who wait for an answer go first."""
    for _ in range(AT_MOST // AT_A_TIME):
        began = time.monotonic()
        async with out.work() as work:
            if await _make_some(work) < AT_A_TIME:
                return
        await asyncio.sleep(time.monotonic() - began)
    async with out.done() as work:
        work.errand(MakeLetters())


async def _make_some(work: Work) -> int:
    rows = await letters.to_make(work, AT_A_TIME)
    sheets = [(row, await _sheet_of(work, row)) for row in rows]
    made = await asyncio.to_thread(_typeset, [(row.kind, sheet) for row, sheet in sheets], work.now)
    for (row, sheet), document in zip(sheets, made, strict=True):
        if sheet is None:
            continue
        if document is not None and any(map(str.isalnum, document.lost)):
            row.reason = row.reason or LetterReason.UNREADABLE
        if document is None:
            row.state, row.reason = LetterState.HELD, LetterReason.FAILED
            work.task("letter-failed", row.id, "officer", region=row.region)
        else:
            await letters.keep(work, row, document.letters[0], document.document)
            _hand_on(work, row)
        work.session.add(row)
    await work.flush()
    return len(rows)


def _hand_on(work: Work, row: LetterRow) -> None:
    """To whoever may be written to: notifications finds the channel. What is held a person looks at first."""
    row.made_at = work.now
    if row.reason is not None:
        row.state = LetterState.HELD
        work.task("letter-held", row.id, "officer", region=row.region)
        return
    row.state = LetterState.MADE
    work.publish(
        WaarderingLetterMade(
            letter_id=LetterId(row.id),
            application_id=ApplicationId(row.application_id),
            person_id=PersonId(row.person_id),
            region=row.region,
            kind=LetterKind(row.kind),
        )
    )


def _typeset(sheets: Sequence[tuple[str, Sheet | None]], at: datetime) -> list[Made | None]:
    """In a thread of its own: one after the other, so that the other processor stays free for who waits."""
    made: list[Made | None] = []
    for _, sheet in sheets:
        try:
            made.append(pdf.made([sheet], title=sheet.subject, at=at) if sheet else None)
        except pdf.CannotBeSet:
            made.append(None)
    return made


async def _sheet_of(work: Work, row: LetterRow) -> Sheet | None:
    """None: it is not sent, and its row says why."""
    try:
        held = await applications.hold(work, row.application_id, locked=False)
    except PersonErased:
        held = None
    who = (await people.details(work, [row.person_id])).get(row.person_id)
    sheet, reason = None, LetterReason.OVERTAKEN
    if held is not None and LetterKind(row.kind) in (await _style(work, held)).leaves_out:
        reason = LetterReason.LEFT_OUT
    elif held is not None and who is not None:
        sheet = await sheet_of(work, held, LetterKind(row.kind), row.about, who)
    if sheet is None or who is None:
        row.state, row.reason = LetterState.NOT_SENT, reason
        work.session.add(row)
        return None
    row.has_address = has_address(who)
    if who.birth_date is not None and months_between(who.birth_date, terms.day_of(work.now)) < OF_AGE * 12:
        row.reason = LetterReason.UNDER_16
    elif not row.has_address and not who.email:
        row.reason = LetterReason.NO_ADDRESS
    return sheet


async def _style(work: Work, held: Held) -> house_style.HouseStyle:
    scheme = await rules.kept(work, held.row.scheme_hash)
    return house_style.style_for(held.row.region, scheme, held.row.municipality)


async def sheet_of(work: Work, held: Held, kind: LetterKind, about: UUID | None, who: Details, *, preview: bool = False) -> Sheet | None:
    """Ready to be set in type; None when the application has moved on."""
    style = await _style(work, held)
    known = await letter_matters.matter(work, held, kind, about, style.text_of)
    if known is None:
        return None
    written = write(kind, known)
    return Sheet(
        sender=house_style.letterhead(held.row.region, style),
        to=address(who, held.row.region),
        date=day(terms.day_of(work.now)),
        reference=held.row.reference,
        subject=written.subject,
        salutation=f"Beste {who.name},",
        sections=written.sections,
        closing=house_style.closing(style, known.scheme.legal_nature.by),
        preview=preview,
    )


def has_address(who: Details) -> bool:
    return who.postcode is not None and who.house_number is not None


def address(who: Details, code: str) -> tuple[str, ...]:
    """As the post reads it: a postcode and a number lead to one door; the street is there when we know it."""
    if who.postcode is None or who.house_number is None:
        return (who.name,)
    number = f"{who.house_number}{who.house_number_addition or ''}"
    place = f"{who.postcode[:4]} {who.postcode[4:]}  {region(code).town(who.postcode)}"
    return who.name, f"Huisnummer {number}", place.rstrip()


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
            who = (await people.details(work, [held.person_id])).get(held.person_id)
            raise _Undone(await sheet_of(work, held, kind, None, who, preview=True) if who else None, work.now)
    except _Undone as undone:
        if undone.sheet is None:
            raise NoLetterOfThis from None
        return (await asyncio.to_thread(pdf.made, [undone.sheet], title=undone.sheet.subject, at=undone.at)).document
