"""The desk's worklist: what is due first, found by name, phone, e-mail, postcode or reference."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import cast
from uuid import UUID

from kernel.access import RESTRICTED
from kernel.http.paging import PAGE, cursor_of, read_cursor
from kernel.refusals import BadInput, InputError
from kernel.work import Work
from schemas.api.intake import ListName, Sort, Worklist, WorklistCounts, WorklistRow
from schemas.base import SignalId, StaffId
from schemas.words import SignallerKind, SignalState, SupportArea, Urgency
from services.intake.domain import normal
from services.intake.domain.due import pressing
from services.intake.domain.steps import Step
from services.intake.region import Region, region
from services.intake.store import people, worklist
from services.intake.store.worklist import Row, Wanted
from services.intake.usecases.receive import hash_of

REFERENCE = re.compile(r"^[A-Za-z]{1,5}-\d{4}-\d{1,9}$")


@dataclass(frozen=True)
class Filters:
    list_name: ListName = "all"
    sort: Sort = "due"
    q: str | None = None
    reference: str | None = None
    municipality: str | None = None
    area: SupportArea | None = None
    kind: SignallerKind | None = None
    cursor: str | None = None


async def show(work: Work, filters: Filters) -> Worklist:
    """One page; everyone whose name it shows is recorded."""
    here = region(work.scope.region)
    tomorrow = _end_of_today(here, work.now)
    wanted = Wanted(
        filters.list_name,
        sort=filters.sort,
        me=work.by.staff,
        due_before=tomorrow,
        municipality=filters.municipality,
        area=filters.area,
        kind=filters.kind,
    )
    wanted.after = _after(wanted, filters.cursor)
    wanted.reference = filters.reference and filters.reference.upper()
    if filters.q:
        await _search(work, here, wanted, filters.q)
    found = await worklist.page(work, wanted, PAGE)
    shown = found[:PAGE]
    known = await people.known(work, [row.caregiver_id for row in shown])
    names = {person: one.details.name for person, one in known.items()}
    work.record(*(row.caregiver_id for row in shown if not row.restricted), what="worklist")
    work.record(*(row.caregiver_id for row in shown if row.restricted), what="worklist", action=RESTRICTED)
    mine, unassigned, due, stuck, everything, late = await worklist.counts(work, work.by.staff, tomorrow)
    return Worklist(
        items=tuple(_row(here, work.now, row, names.get(row.caregiver_id, "")) for row in shown),
        counts=WorklistCounts(mine=mine, unassigned=unassigned, due=due, stuck=stuck, all=everything, late=late),
        next=_cursor(wanted, shown[-1]) if len(found) > PAGE else None,
    )


def _row(here: Region, now: datetime, row: Row, name: str) -> WorklistRow:
    return WorklistRow(
        signal_id=SignalId(row.id),
        reference=row.reference,
        name=name,
        municipality=row.municipality,
        due_at=row.due_at,
        due=pressing(
            row.due_at,
            now,
            stopped=row.stopped or row.closed_at is not None,
            due_day=here.local_day(row.due_at),
            today=here.local_day(now),
        ),
        urgency=Urgency(row.urgency),
        support_areas=tuple(SupportArea(area) for area in row.support_areas),
        signalled_by=SignallerKind(row.signalled_by),
        received_at=row.received_at,
        state=SignalState(row.state),
        step=cast(Step, row.step),
        assessor=StaffId(row.assessor) if row.assessor else None,
        stuck=row.stuck,
    )


def _end_of_today(here: Region, now: datetime) -> datetime:
    zone = here.working_time.zone
    return datetime.combine(here.local_day(now) + timedelta(days=1), time(0), zone).astimezone(UTC)


def _cursor(wanted: Wanted, last: Row) -> str:
    if wanted.order == "due":
        return cursor_of(int(last.stopped), last.due_at.isoformat(), str(last.id))
    moment = last.closed_at if wanted.order == "closed" else last.received_at
    assert moment is not None
    return cursor_of(moment.isoformat(), str(last.id))


def _after(wanted: Wanted, cursor: str | None) -> tuple[object, ...] | None:
    if not cursor:
        return None
    kinds: list[type[str] | type[int]] = [int, str, str] if wanted.order == "due" else [str, str]
    *first, moment, last = read_cursor(cursor, *kinds)
    try:
        return (*(bool(value) for value in first), datetime.fromisoformat(str(moment)), UUID(str(last)))
    except ValueError:
        raise BadInput([InputError("/cursor", "This is not a cursor of this list.", "`next` of the page before", "query")]) from None


async def _search(work: Work, here: Region, wanted: Wanted, q: str) -> None:
    if REFERENCE.match(q):
        wanted.reference = q.upper()
        return
    seals = work.service.seals
    if "@" in q:
        found = await worklist.people_by(work, "email_hash", hash_of(seals, here.code, "email", q.casefold()))
    elif postcode := normal.postcode(q):
        found = await worklist.people_by(work, "postcode_hash", hash_of(seals, here.code, "postcode", postcode))
    elif phone := normal.phone(q):
        found = await worklist.people_by(work, "phone_hash", hash_of(seals, here.code, "phone", phone))
    else:
        found = await _by_name(work, here, q)
    wanted.people = await worklist.all_ids(work, found)


async def _by_name(work: Work, here: Region, q: str) -> list[UUID]:
    """By the family name or how it begins: its first letters narrow it down, the opened name decides."""
    keys = {key for key in (normal.name_key(q), normal.name_key(q.split()[-1])) if key}
    candidates: list[UUID] = []
    for key in keys:
        hashed = hash_of(work.service.seals, here.code, "first_letters", key[: normal.LETTERS])
        candidates += await worklist.people_by(work, "first_letters_hash", hashed)
    known = await people.known(work, candidates)
    return [person for person, one in known.items() if any(normal.name_key(one.details.family_name or "").startswith(key) for key in keys)]
