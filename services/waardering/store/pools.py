"""Pools in SQL: a hundred thousand grants are settled in a few statements."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from kernel.work import Work
from schemas.words import ApplicationState

GRANTS = """
select a.id, a.person_id, coalesce(a.form, 'money'), p.person_id, coalesce(p.share_cents, 0), coalesce(m.into_id, a.recipient_id)
from application a join party p on p.application_id = a.id and p.position > 0 and p.payee is not null
left join alias m on m.old = a.recipient_id
where a.scheme_id = $1 and a.year = $2 and a.state = 'pooled' order by a.received_at, a.id, p.position
"""
SETTLE = """
with sums as (select * from unnest($1::uuid[], $2::bigint[]) u(i, c)),
settled as (
    update application a set state = 'granted', granted_cents = sums.c, committed_cents = sums.c, version = version + 1,
        history_length = history_length + 1
    from sums where a.id = sums.i and a.state = 'pooled' returning a.id, a.history_length
), lines as (
    insert into history (application_id, position, at, what, by) select id, history_length, $6, 'amount-set', $7 from settled
), each as (select * from unnest($3::uuid[], $4::uuid[], $5::bigint[]) u(a, s, c)),
shared as (
    update party p set share_cents = each.c from each join application a on a.id = each.a
    where p.application_id = each.a and p.person_id = each.s and p.position > 0
    returning p.application_id, p.person_id, p.position, p.payee, p.form, p.share_cents, p.has_account, a.region, a.organisation, a.round
), paid as (
    insert into payment (id, region, organisation, application_id, person_id, form, cents, round, state, position, payable_from,
        has_account, supplier, at, changed_at)
    select uuidv7(), s.region, s.organisation, s.application_id, s.payee, s.form, sum(s.share_cents), s.round, 'due', min(s.at), $8,
        bool_or(s.known), w.v, $6, $6
    from (
        select t.*, case when t.payee = t.person_id then t.position
                else (select min(w.position) from party w where w.application_id = t.application_id and w.person_id = t.payee) end as at,
            case when t.payee = t.person_id then t.has_account else coalesce((select bool_or(w.has_account) from party w
                where w.application_id = t.application_id and w.person_id = t.payee), false) end as known
        from shared t where t.payee is not null and t.form not in ('nothing', 'activity') and t.share_cents > 0
    ) s left join unnest($9::text[], $10::text[]) w(k, v) on w.k = s.form
    group by s.application_id, s.region, s.organisation, s.round, s.payee, s.form, w.v
)
select count(*) from settled
"""
"""A row changed since it was read is not counted, and then nothing of it stands.

What was just changed is joined with nothing: of that the database knows no number, and where it thinks of one it compares each with each.
"""


class Grant(NamedTuple):
    """One caregiver of an application that was granted; those of one application stand together."""

    application: UUID
    person: UUID
    form: str
    caregiver: UUID
    cents: int
    """What she claims, where that was known."""
    recipient: UUID | None


async def done(work: Work, scheme: UUID, year: int) -> bool:
    """Whether it was divided; whoever is dividing it at this moment is waited for, and waits for this."""
    await work.connection.execute("select pg_advisory_xact_lock_shared(hashtextextended($1, 0))", f"pool/{scheme}/{year}")
    found: bool = await work.connection.fetchval("select exists (select 1 from pool where scheme_id = $1 and year = $2)", scheme, year)
    return found


async def begin(work: Work, region: str, scheme: UUID, year: int) -> bool:
    """False when it was done before; whoever is doing it at this moment is waited for."""
    await work.connection.execute("select pg_advisory_xact_lock(hashtextextended($1, 0))", f"pool/{scheme}/{year}")
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
    """Or objected to: an objection that is upheld is a part as well."""
    found: bool = await work.connection.fetchval(
        "select exists (select 1 from application where scheme_id = $1 and year = $2 and state in ('received', 'incomplete', 'waiting')) "
        "or exists (select 1 from case_file c join application a on a.id = c.application_id "
        "where c.kind = 'objection' and c.closed_at is null and a.scheme_id = $1 and a.year = $2)",
        scheme,
        year,
    )
    return found


async def rules_of(work: Work, scheme: UUID, year: int, *, state: ApplicationState = ApplicationState.POOLED) -> bytes | None:
    """Under which words it was granted, or waits; the first that came in tells."""
    found = await work.connection.fetchval(
        "select scheme_hash from application where scheme_id = $1 and year = $2 and state = $3 order by received_at, id limit 1",
        scheme,
        year,
        state,
    )
    return None if found is None else bytes(found)


async def grants(work: Work, scheme: UUID, year: int) -> list[Grant]:
    """In order of receipt."""
    return [Grant._make(row) for row in await work.connection.fetch(GRANTS, scheme, year, timeout=300)]


async def settle(
    work: Work,
    grants: Sequence[Grant],
    shares: Sequence[int],
    totals: Mapping[UUID, int],
    payable_from: datetime,
    suppliers: Mapping[str, str],
) -> bool:
    """`shares`: of each grant, by place. `suppliers`: form -> whose list it stands on.

    False when one of them was changed meanwhile: a decision taken back, say.
    """
    settled = await work.connection.fetchval(
        SETTLE,
        list(totals),
        list(totals.values()),
        [one.application for one in grants],
        [one.caregiver for one in grants],
        shares,
        work.now,
        work.by.subject,
        payable_from,
        list(suppliers),
        list(suppliers.values()),
        timeout=300,
    )
    return bool(settled == len(totals))
