"""SQL of letters and print batches. What a letter says is opened only for whom it is shown to, and to print it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import col, select
from uuid_utils.compat import uuid7

from kernel.caller import Scope
from kernel.refusals import NotFound
from kernel.sealing import PersonSeal
from kernel.work import Work
from schemas.words import LetterKind, LetterReason, LetterState
from services.waardering.gateways.pdf import Sheet
from services.waardering.promises import MakeLetters
from services.waardering.refusals import PersonErased
from services.waardering.tables import LetterRow, PrintBatchRow

PLAN = """
insert into letter (id, region, organisation, application_id, person_id, kind, about, cause, state, has_address, created_at)
select u.id, a.region, a.organisation, a.id, coalesce(p.person_id, a.person_id), u.kind, u.about, u.cause, 'to-make', false, $6
from unnest($1::uuid[], $2::uuid[], $3::text[], $4::uuid[], $5::uuid[]) u(id, application, kind, about, cause)
join application a on a.id = u.application
left join payment p on p.id = u.about
where u.kind <> 'received' or (a.state = 'received' and a.via = 'online')
on conflict (cause, kind) do nothing returning id
"""
"""A receipt is said where nothing was decided at once; a payment is told to who is paid, all else to who applied."""
KEEP = """
update letter l set state = u.state, reason = u.reason, has_address = u.has_address, sheet = u.sheet, pdf = u.pdf,
    made_at = case when u.pdf is not null then $7::timestamptz end
from unnest($1::uuid[], $2::text[], $3::text[], $4::bool[], $5::bytea[], $6::bytea[]) u(id, state, reason, has_address, sheet, pdf)
where l.id = u.id
"""
TO_MAKE = "select id from letter where state = 'to-make' order by id limit $1 for update skip locked"
LIST = 25


@dataclass(frozen=True, slots=True)
class Planned:
    """A letter that an event asks for."""

    application: UUID
    kind: LetterKind
    about: UUID | None
    cause: UUID


@dataclass(slots=True)
class Outcome:
    """What became of a planned letter."""

    letter: LetterRow
    state: LetterState = LetterState.NOT_SENT
    reason: LetterReason | None = None
    has_address: bool = False
    sheet: Sheet | None = None
    pdf: bytes | None = None


async def plan(work: Work, planned: Sequence[Planned]) -> int:
    """In one statement; answers how many are new."""
    if not planned:
        return 0
    rows = await work.connection.fetch(
        PLAN,
        [uuid7() for _ in planned],
        [one.application for one in planned],
        [one.kind.value for one in planned],
        [one.about for one in planned],
        [one.cause for one in planned],
        work.now,
    )
    return len(rows)


async def maker_waits(work: Work) -> bool:
    """Whether an errand that nobody claimed yet will find what is planned now; locked, so that it is not claimed before this is there."""
    found = await work.connection.fetchval(
        "select id from errand where type = $1 and state = 'waiting' and attempts = 0 and next_at <= $2 limit 1 for update skip locked",
        MakeLetters.type,
        work.now,
    )
    return found is not None


async def to_make(work: Work, most: int) -> list[LetterRow]:
    """The oldest; whatever another process makes at this moment is left to it."""
    found = await work.connection.fetch(TO_MAKE, most)
    query = select(LetterRow).where(col(LetterRow.id).in_([row[0] for row in found])).order_by(col(LetterRow.id))
    return list((await work.session.exec(query)).all())


async def keep(work: Work, outcomes: Sequence[Outcome]) -> None:
    """In one statement; what a letter says is sealed with its reader's key."""
    seals = await work.service.seals.for_many(work, {one.letter.person_id for one in outcomes if one.pdf})
    await work.connection.execute(
        KEEP,
        [one.letter.id for one in outcomes],
        [one.state.value for one in outcomes],
        [one.reason.value if one.reason else None for one in outcomes],
        [one.has_address for one in outcomes],
        [_sealed(seals, one.letter, "sheet", one.sheet.model_dump_json().encode() if one.sheet else None) for one in outcomes],
        [_sealed(seals, one.letter, "pdf", one.pdf) for one in outcomes],
        work.now,
    )


def _sealed(seals: Mapping[UUID, PersonSeal], row: LetterRow, column: str, value: bytes | None) -> bytes | None:
    return seals[row.person_id].seal("letter", column, row.id, value) if value is not None else None


async def opened(work: Work, row: LetterRow) -> bytes:
    """Its PDF, the same bytes each time."""
    seals = await work.service.seals.for_many(work, [row.person_id])
    if row.pdf is None:
        raise NotFound if row.state in (LetterState.TO_MAKE, LetterState.NOT_SENT) else PersonErased
    if row.person_id not in seals:
        raise PersonErased
    return seals[row.person_id].open_bytes("letter", "pdf", row.id, row.pdf)


async def sheets(work: Work, rows: Sequence[LetterRow]) -> dict[UUID, Sheet]:
    """Of whoever was not erased."""
    seals = await work.service.seals.for_many(work, {row.person_id for row in rows})
    return {
        row.id: Sheet.model_validate_json(seals[row.person_id].open_bytes("letter", "sheet", row.id, row.sheet))
        for row in rows
        if row.sheet is not None and row.person_id in seals
    }


def visible(scope: Scope) -> ColumnElement[bool]:
    return (col(LetterRow.region) == scope.region) & (col(LetterRow.organisation) == scope.organisation)


async def find(work: Work, letter: UUID) -> LetterRow | None:
    query = select(LetterRow).where(LetterRow.id == letter).with_for_update().execution_options(populate_existing=True)
    return (await work.session.exec(query)).one_or_none()


async def mine(work: Work, letter: UUID) -> LetterRow:
    row = await find(work, letter)
    if row is None or row.region != work.scope.region or row.organisation != work.scope.organisation:
        raise NotFound
    return row


async def of_application(work: Work, application: UUID) -> list[LetterRow]:
    """The latest first; what is not sent is left out."""
    query = select(LetterRow).where(visible(work.scope), LetterRow.application_id == application, LetterRow.state != LetterState.NOT_SENT)
    query = query.order_by(col(LetterRow.id).desc())
    return list((await work.session.exec(query)).all())


async def page(work: Work, state: LetterState, after: UUID | None) -> list[LetterRow]:
    """The oldest first; one more than fits tells that there is a next page."""
    query = select(LetterRow).where(visible(work.scope), LetterRow.state == state)
    if after is not None:
        query = query.where(col(LetterRow.id) > after)
    return list((await work.session.exec(query.order_by(col(LetterRow.id)).limit(LIST + 1))).all())


async def count(work: Work, state: LetterState) -> int:
    found: int = await work.connection.fetchval(
        "select count(*) from letter where region = $1 and organisation = $2 and state = $3",
        work.scope.region,
        work.scope.organisation,
        state,
    )
    return found


async def waiting(work: Work, most: int) -> list[LetterRow]:
    """To be printed; a batch that another makes at this moment has its own."""
    query = select(LetterRow).where(visible(work.scope), LetterRow.state == LetterState.TO_PRINT)
    query = query.order_by(col(LetterRow.id)).limit(most).with_for_update(skip_locked=True).execution_options(populate_existing=True)
    return list((await work.session.exec(query)).all())


async def batch(work: Work, batch: UUID, *, locked: bool = False) -> PrintBatchRow:
    query = select(PrintBatchRow).where(
        PrintBatchRow.id == batch, PrintBatchRow.region == work.scope.region, PrintBatchRow.organisation == work.scope.organisation
    )
    if locked:
        query = query.with_for_update().execution_options(populate_existing=True)
    row = (await work.session.exec(query)).one_or_none()
    if row is None:
        raise NotFound
    return row


async def batches(work: Work, after: UUID | None) -> list[PrintBatchRow]:
    """The latest first."""
    query = select(PrintBatchRow).where(PrintBatchRow.region == work.scope.region, PrintBatchRow.organisation == work.scope.organisation)
    if after is not None:
        query = query.where(col(PrintBatchRow.id) < after)
    return list((await work.session.exec(query.order_by(col(PrintBatchRow.id).desc()).limit(LIST + 1))).all())


async def of_batch(work: Work, batch: UUID) -> list[LetterRow]:
    """In postal order."""
    query = select(LetterRow).where(LetterRow.batch_id == batch).order_by(col(LetterRow.position))
    return list((await work.session.exec(query)).all())


async def references(work: Work, applications: Collection[UUID]) -> dict[UUID, str]:
    rows = await work.connection.fetch("select id, reference from application where id = any($1)", list(applications))
    return {row[0]: row[1] for row in rows}


async def erase(work: Work, persons: Collection[UUID]) -> None:
    """What was said goes; that a letter was sent, and when, stays with the application's bare row."""
    await work.connection.execute(
        "update letter set sheet = null, pdf = null, "
        "state = case when state in ('to-make', 'made', 'to-print', 'held', 'in-batch') then 'not-sent' else state end, "
        "reason = case when state in ('to-make', 'made', 'to-print', 'held', 'in-batch') then $2 else reason end "
        "where person_id = any($1)",
        list(persons),
        LetterReason.OVERTAKEN,
    )
