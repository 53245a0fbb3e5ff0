"""What is known of payments together: what stands ready, how a run stands now, and what happened to one."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlmodel import col, select

from kernel.work import Work
from services.waardering.tables import PaymentLineRow, RunFetchRow

READY = """
select form, supplier, count(*) filter (where goes), coalesce(sum(cents) filter (where goes), 0)::bigint,
    count(*) filter (where payable_from <= $3 and not goes), count(*) filter (where payable_from > $3)
from (select *, payable_from <= $3 and (form <> 'money' or has_account) as goes from payment
    where region = $1 and organisation = $2 and state = 'due') p
group by form, supplier order by form, supplier
"""


class Ready(NamedTuple):
    """What is due of one form and supplier, and what still has to wait."""

    form: str
    supplier: str | None
    payments: int
    cents: int
    without_account: int
    later: int


async def ready(work: Work) -> list[Ready]:
    rows = await work.connection.fetch(READY, work.scope.region, work.scope.organisation, work.now)
    return [Ready(*row) for row in rows]


async def corrected_by(work: Work, run: UUID) -> set[UUID]:
    """Who filled in an account of this run: of a payment that came back, or in the place of what was given."""
    rows = await work.connection.fetch(
        "select account_by from payment where run_id = $1 and account_by is not null union select y.account_by from payment p "
        "join party y on y.application_id = p.application_id and y.position = p.position where p.run_id = $1 and y.account_by is not null",
        run,
    )
    return {row[0] for row in rows}


async def history(work: Work, payment: UUID) -> Sequence[PaymentLineRow]:
    query = select(PaymentLineRow).where(PaymentLineRow.payment_id == payment).order_by(col(PaymentLineRow.id))
    return (await work.session.exec(query)).all()


class Tally(NamedTuple):
    """A run as its payments stand now."""

    payments: int
    cents: int
    without_account: int
    twice: int
    corrected: int
    confirmed: int
    returned: int
    returned_cents: int
    collected: int
    codes: int


async def tally(work: Work, run: UUID) -> Tally:
    row = await work.connection.fetchrow(
        "select count(*)::int, coalesce(sum(cents), 0)::bigint, count(*) filter (where form = 'money' and not has_account)::int, "
        "(count(*) - count(distinct (application_id, person_id, form, supplier, part)))::int, count(account_by)::int, "
        "count(*) filter (where confirmed_at is not null and state <> 'returned')::int, count(returned)::int, "
        "coalesce(sum(cents) filter (where returned is not null), 0)::bigint, count(collected_at)::int, count(sealed)::int "
        "from payment where run_id = $1",
        run,
    )
    assert row is not None
    return Tally(*row)


async def fetched(work: Work, run: UUID) -> Sequence[RunFetchRow]:
    """Who took the file."""
    query = select(RunFetchRow).where(RunFetchRow.run_id == run).order_by(col(RunFetchRow.id))
    return (await work.session.exec(query)).all()
