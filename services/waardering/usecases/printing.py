"""Letters on paper: what waits, batches in postal order, posted once, and printed again when someone asks."""

from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from kernel.refusals import Forbidden, Gone
from kernel.work import Work
from schemas.notifications import LetterHandled
from schemas.words import Channel, LetterReason, LetterState
from services.waardering import rules, terms
from services.waardering.domain.dutch import day, several
from services.waardering.domain.letters import DECISIONS
from services.waardering.gateways import many
from services.waardering.gateways.pdf import Sheet
from services.waardering.promises import MakeLetters
from services.waardering.refusals import AlreadyPosted, ChangedMeanwhile, NothingToPrint, NotYetMade
from services.waardering.store import letters
from services.waardering.tables import LetterRow, PrintBatchRow

ON_PAPER_TOO = frozenset({LetterState.MADE, LetterState.MAILED, LetterState.HELD, LetterState.POSTED})
LAST = ("9999ZZ", 0, "")


async def handled(work: Work, event: LetterHandled) -> None:
    """Notifications told her by mail, or says that it has to go on paper. A later word about paper wins: a mail may come back."""
    row = await letters.find(work, event.letter_id)
    if row is None or row.state not in (LetterState.MADE, LetterState.MAILED):
        return
    if event.channel is Channel.EMAIL:
        if row.state == LetterState.MADE:
            row.state, row.sent_at = LetterState.MAILED, work.now
    elif row.has_address:
        row.state, row.sent_at = LetterState.TO_PRINT, None  # a mail that came back announced nothing
    else:
        row.state, row.reason = LetterState.HELD, LetterReason.NO_ADDRESS
        work.task("letter-held", row.id, "officer", region=row.region)
    work.session.add(row)


async def again(work: Work, letter: UUID) -> LetterRow:
    """An officer wants it on paper: it was held, it got lost, or she reads no mail."""
    row = await letters.mine(work, letter)
    if row.state in (LetterState.TO_PRINT, LetterState.IN_BATCH):
        return row
    if row.state == LetterState.HELD and row.reason == LetterReason.FAILED:
        row.state, row.reason = LetterState.TO_MAKE, None
        work.errand(MakeLetters())
    elif row.state in ON_PAPER_TOO and row.has_address and row.sheet is not None:
        row.state, row.batch_id, row.position = LetterState.TO_PRINT, None, None
    else:
        raise NotYetMade
    await work.connection.execute(
        "update task set done_at = $2, done_by = $3 where subject = $1 and done_at is null", row.id, work.now, work.by.subject
    )
    work.session.add(row)
    return row


async def make(work: Work, most: int) -> PrintBatchRow:
    """Each letter is in one batch: who makes another at this moment gets others, or none."""
    if work.by.staff is None or work.by.organisation is None:
        raise Forbidden  # a person prints for an organisation
    rows = await letters.waiting(work, most)
    if not rows:
        raise NothingToPrint
    batch = PrintBatchRow(
        id=uuid7(),
        region=work.by.region,
        organisation=work.by.organisation,
        count=len(rows),
        made_at=work.now,
        made_by=work.by.staff,
    )
    work.session.add(batch)
    await work.flush()
    sheets = await letters.sheets(work, rows)
    for position, row in enumerate(sorted(rows, key=lambda row: (in_postal_order(sheets.get(row.id)), row.id)), start=1):
        row.state, row.batch_id, row.position = LetterState.IN_BATCH, batch.id, position
        work.session.add(row)
    return batch


def in_postal_order(sheet: Sheet | None) -> tuple[str, int, str]:
    """Postcode, number, addition: as the postman walks."""
    return (sheet.door if sheet else None) or LAST


async def file_of(work: Work, batch: UUID) -> bytes:
    """Set anew each time from what was kept; in the same order, with the same words. Everyone in it is recorded."""
    row = await letters.batch(work, batch)
    found = await letters.of_batch(work, row.id)
    sheets = await letters.sheets(work, found)
    work.record(*(one.person_id for one in found if one.id in sheets), what="letter", action="print")
    if not sheets:
        raise Gone
    title = f"{several(len(sheets), 'brief', 'brieven')} van {day(terms.day_of(row.made_at))}"
    return await many.made([sheets[one.id] for one in found if one.id in sheets], title=title, at=row.made_at)


async def posted(work: Work, batch: UUID, version: int) -> PrintBatchRow:
    """From this day the objection term of the decisions in it runs (Awb 3:41, 6:8)."""
    row = await letters.batch(work, batch, locked=True)
    if row.posted_at is not None:
        raise AlreadyPosted
    if row.version != version:
        raise ChangedMeanwhile(version=row.version)
    row.posted_at, row.posted_by, row.version = work.now, work.by.staff, row.version + 1
    work.session.add(row)
    for one in await letters.of_batch(work, row.id):
        if one.state != LetterState.IN_BATCH:
            continue
        first = one.sent_at is None
        one.state, one.sent_at = LetterState.POSTED, work.now
        work.session.add(one)
        if first and one.kind in DECISIONS and one.made_at is not None:
            await _term_runs_from_today(work, one, one.made_at)
    return row


async def _term_runs_from_today(work: Work, letter: LetterRow, made_at: datetime) -> None:
    """Only of the decision that this letter tells; a later one has a letter of its own."""
    await work.flush()
    key = await work.connection.fetchval("select scheme_hash from application where id = $1", letter.application_id)
    nature = (await rules.kept(work, bytes(key))).legal_nature
    if nature.kind != "decision":
        return
    await work.connection.execute(
        "update application set objection_until = $2, version = version + 1 "
        "where id = $1 and decided_at <= $3 and objection_until < $2 and state in ('granted', 'pooled', 'refused')",
        letter.application_id,
        terms.objection_until(work.now, nature.objection_weeks),
        made_at,
    )
