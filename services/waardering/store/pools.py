"""Pools in SQL: a hundred thousand grants are settled in a few statements."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kernel.work import Work

GRANTS = """
select a.id, a.person_id, a.scheme_hash, coalesce(a.form, 'money') from application a
where a.scheme_id = $1 and a.year = $2 and a.state = 'pooled' order by a.received_at, a.id
"""
CAREGIVERS = """
select p.application_id, p.person_id, coalesce(p.share_cents, 0) from party p join application a on a.id = p.application_id
where a.scheme_id = $1 and a.year = $2 and a.state = 'pooled' and p.payee is not null order by p.application_id, p.position
"""
SETTLE = """
update application a set state = 'granted', granted_cents = u.c, committed_cents = u.c, version = version + 1,
    history_length = history_length + 1
from unnest($1::uuid[], $2::bigint[]) u(i, c) where a.id = u.i
"""
LINES = """
insert into history (application_id, position, at, what, by) select a.id, a.history_length, $2, 'amount-set', $3
from application a where a.id = any($1)
"""
SHARES = """
update party p set share_cents = u.c from unnest($1::uuid[], $2::uuid[], $3::bigint[]) u(a, s, c)
where p.application_id = u.a and p.person_id = u.s and p.position > 0
"""
CLAIMS = """
update claim c set cents = u.c from unnest($1::uuid[], $2::uuid[], $3::bigint[]) u(a, s, c)
where c.application_id = u.a and c.caregiver_id = u.s
"""
PAY = """
insert into payment (id, region, organisation, application_id, person_id, form, cents, round, state, position, payable_from, has_account,
    at, changed_at)
select gen_random_uuid(), a.region, a.organisation, a.id, p.payee, p.form, sum(p.share_cents), a.round, 'due', min(w.position), $2,
    coalesce(bool_or(w.has_account), false), $3, $3
from application a join party p on p.application_id = a.id and p.position > 0 and p.payee is not null
left join party w on w.application_id = a.id and w.person_id = p.payee
where a.id = any($1) and p.form not in ('nothing', 'activity') and p.share_cents > 0
group by a.id, p.payee, p.form
"""


@dataclass(frozen=True, slots=True)
class Grant:
    application: UUID
    person: UUID
    scheme_hash: bytes
    form: str
    caregivers: tuple[tuple[UUID, int], ...]
    """Each with what she claims, where that was known."""


@dataclass(frozen=True, slots=True)
class Amount:
    application: UUID
    caregiver: UUID
    cents: int


async def begin(work: Work, region: str, scheme: UUID, year: int) -> bool:
    """False when it was done before; whoever is doing it at this moment is waited for."""
    found = await work.connection.fetchval(
        "insert into pool (scheme_id, year, region, at, by, applications, total_cents, rule) values ($1, $2, $3, $4, $5, 0, 0, '') "
        "on conflict (scheme_id, year) do nothing returning true",
        scheme,
        year,
        region,
        work.now,
        work.by.subject,
    )
    return bool(found)


async def note(work: Work, scheme: UUID, year: int, applications: int, total: int, rule: str) -> None:
    await work.connection.execute(
        "update pool set applications = $3, total_cents = $4, rule = $5 where scheme_id = $1 and year = $2",
        scheme,
        year,
        applications,
        total,
        rule,
    )


async def undecided(work: Work, scheme: UUID, year: int) -> bool:
    found: bool = await work.connection.fetchval(
        "select exists (select 1 from application where scheme_id = $1 and year = $2 and state in ('received', 'incomplete', 'waiting'))",
        scheme,
        year,
    )
    return found


async def grants(work: Work, scheme: UUID, year: int) -> list[Grant]:
    """In order of receipt, under a lock on each."""
    rows = await work.connection.fetch(f"{GRANTS} for update of a", scheme, year)
    parties: dict[UUID, list[tuple[UUID, int]]] = defaultdict(list)
    for application, person, cents in await work.connection.fetch(CAREGIVERS, scheme, year):
        parties[application].append((person, cents))
    return [Grant(row[0], row[1], bytes(row[2]), row[3], tuple(parties[row[0]])) for row in rows]


async def settle(work: Work, amounts: Sequence[Amount], totals: Mapping[UUID, int], payable_from: datetime) -> None:
    run, ids = work.connection, list(totals)
    await run.execute(SETTLE, ids, list(totals.values()))
    await run.execute(LINES, ids, work.now, work.by.subject)
    columns = ([one.application for one in amounts], [one.caregiver for one in amounts], [one.cents for one in amounts])
    await run.execute(SHARES, *columns)
    await run.execute(CLAIMS, *columns)
    await run.execute(PAY, ids, payable_from, work.now)
