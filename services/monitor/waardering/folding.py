"""Each kind of event as one statement over a batch; what an application became last is what counts."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from kernel.log import Heard
from kernel.refusals import NotYet
from kernel.work import Work
from schemas.waardering import (
    AboutApplication,
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

REQUESTED = """
insert into monitor.application (application_id, region, scheme_id, year, municipality, caregivers, requested_at, decide_by,
    queued, automatic, paid_cents, returned_cents, wishes)
select i, r, s, y, m, c, at, d, false, false, 0, 0, 0
from unnest($1::uuid[], $2::text[], $3::uuid[], $4::int[], $5::text[], $6::int[], $7::timestamptz[], $8::timestamptz[])
    u(i, r, s, y, m, c, at, d)
on conflict do nothing
"""
DECIDED = """
update monitor.application a set outcome = u.o, reason = u.r, form = u.f, automatic = u.a, cents = u.c,
    decided_at = coalesce(a.decided_at, u.at), in_time = coalesce(a.in_time, u.at <= a.decide_by)
from unnest($1::uuid[], $2::timestamptz[], $3::text[], $4::text[], $5::text[], $6::boolean[], $7::bigint[]) u(i, at, o, r, f, a, c)
where a.application_id = u.i
"""
"""The first decision is what the term is about; a later one only changes what it became."""
MOVED = "update monitor.application a set decide_by = u.d from unnest($1::uuid[], $2::timestamptz[]) u(i, d) where a.application_id = u.i"
AMOUNT = "update monitor.application a set cents = u.c from unnest($1::uuid[], $2::bigint[]) u(i, c) where a.application_id = u.i"
PAID = """
update monitor.application a set paid_cents = a.paid_cents + u.c, paid_at = coalesce(a.paid_at, u.at)
from unnest($1::uuid[], $2::bigint[], $3::timestamptz[]) u(i, c, at) where a.application_id = u.i
"""
RETURNED = """
update monitor.application a set returned_cents = a.returned_cents + u.c
from unnest($1::uuid[], $2::bigint[]) u(i, c) where a.application_id = u.i
"""
WISHED = "update monitor.application a set wishes = a.wishes + u.n from unnest($1::uuid[], $2::int[]) u(i, n) where a.application_id = u.i"
INVITED = """
insert into monitor.invited as t (region, scheme_id, year, municipality, what, count)
select * from unnest($1::text[], $2::uuid[], $3::int[], $4::text[], $5::text[], $6::bigint[])
on conflict (region, scheme_id, year, municipality, what) do update set count = t.count + excluded.count
"""
E = TypeVar("E", bound=AboutApplication)
Moved = WaarderingPostponed | WaarderingResumed


async def requested(work: Work, heard: Sequence[Heard[WaarderingRequested]]) -> None:
    events = [one.event for one in heard]
    await work.connection.execute(
        REQUESTED,
        [one.application_id for one in events],
        [one.region for one in events],
        [one.scheme_id for one in events],
        [one.year for one in events],
        [one.municipality or "" for one in events],
        [one.caregivers for one in events],
        [one.time for one in heard],
        [one.decide_by for one in events],
    )


async def moved(work: Work, heard: Sequence[Heard[Moved]]) -> None:
    """The term ends later than was thought; the last word counts."""
    last = {one.event.application_id: one.event.decide_by for one in heard}
    await _each(work, MOVED, list(last), list(last.values()))


async def queued(work: Work, heard: Sequence[Heard[WaarderingQueued]]) -> None:
    ids = list({one.event.application_id for one in heard})
    await _known(work, "update monitor.application set queued = true where application_id = any($1)", ids)


async def granted(work: Work, heard: Sequence[Heard[WaarderingGranted]]) -> None:
    last = _last(heard)
    await _each(
        work,
        DECIDED,
        list(last),
        [one.time for one in last.values()],
        ["granted"] * len(last),
        [None] * len(last),
        [one.event.form.value for one in last.values()],
        [one.event.automatic for one in last.values()],
        [one.event.cents for one in last.values()],
    )


async def refused(work: Work, heard: Sequence[Heard[WaarderingRefused]]) -> None:
    last = _last(heard)
    none = [None] * len(last)
    reasons = [one.event.reason.value for one in last.values()]
    times, no = [one.time for one in last.values()], [False] * len(last)
    await _each(work, DECIDED, list(last), times, ["refused"] * len(last), reasons, none, no, none)


async def withdrawn(work: Work, heard: Sequence[Heard[WaarderingWithdrawn]]) -> None:
    ids = list({one.event.application_id for one in heard})
    await _known(work, "update monitor.application set outcome = 'withdrawn', cents = null where application_id = any($1)", ids)


async def amount_set(work: Work, heard: Sequence[Heard[WaarderingAmountSet]]) -> None:
    last = {one.event.application_id: one.event.cents for one in heard}
    await _each(work, AMOUNT, list(last), list(last.values()))


async def paid(work: Work, heard: Sequence[Heard[WaarderingPaid]]) -> None:
    """A second share of one application adds up; the first one ended the wait."""
    cents: Counter[UUID] = Counter()
    first: dict[UUID, datetime] = {}
    for one in heard:
        cents[one.event.application_id] += one.event.cents
        first.setdefault(one.event.application_id, one.time)
    await _each(work, PAID, list(first), [cents[i] for i in first], list(first.values()))


async def returned(work: Work, heard: Sequence[Heard[WaarderingPaymentReturned]]) -> None:
    cents: Counter[UUID] = Counter()
    for one in heard:
        cents[one.event.application_id] += one.event.cents
    await _each(work, RETURNED, list(cents), list(cents.values()))


async def wished(work: Work, heard: Sequence[Heard[HelpWished]]) -> None:
    wishes = Counter(one.event.application_id for one in heard)
    await _each(work, WISHED, list(wishes), list(wishes.values()))


async def invited(work: Work, heard: Sequence[Heard[CaregiverInvited]] | Sequence[Heard[CaregiverReminded]], what: str) -> None:
    events = [one.event for one in heard]
    cells = Counter((one.region, one.scheme_id, one.year, one.municipality or "", what) for one in events)
    ordered = sorted(cells)
    columns = [list(column) for column in zip(*ordered, strict=True)]
    await work.connection.execute(INVITED, *columns, [cells[cell] for cell in ordered])


def _last(heard: Sequence[Heard[E]]) -> dict[UUID, Heard[E]]:
    """Decided twice within one batch: in time by the first, and what it became by the last."""
    return {one.event.application_id: one for one in heard}


async def _each(work: Work, statement: str, ids: Sequence[UUID], *columns: Sequence[object]) -> None:
    done = await work.connection.execute(statement, ids, *columns)
    _all_known(done, len(ids))


async def _known(work: Work, statement: str, ids: Sequence[UUID]) -> None:
    _all_known(await work.connection.execute(statement, ids), len(ids))


def _all_known(done: str, wanted: int) -> None:
    if int(done.split()[-1]) < wanted:
        raise NotYet("an application that was not counted yet")
