"""Payments: made by a grant, taken into a run, sent once. Which account is read only when the file is made."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select
from uuid_utils.compat import uuid7

from kernel.refusals import NotFound
from kernel.work import Work
from schemas.words import PaymentState
from services.waardering.store.applications import Held
from services.waardering.tables import PaymentRow
from services.waardering.told import Account

LEFT = (PaymentState.IN_RUN, PaymentState.SENT, PaymentState.COLLECTED)
"""In these states money is on its way, or there."""
ADD = """
insert into payment (id, region, organisation, application_id, person_id, form, cents, round, state, position, payable_from, has_account,
    at, changed_at)
select i, $1, $2, $3, p, f, c, $4, 'due', s, a, h, $5, $5
from unnest($6::uuid[], $7::uuid[], $8::text[], $9::bigint[], $10::int[], $11::timestamptz[], $12::bool[]) u(i, p, f, c, s, a, h)
"""
TAKE = """
update payment set state = 'in-run', run_id = $1, changed_at = $2 where id in (
    select id from payment where region = $3 and organisation = $4 and state = 'due' and form = $5 and payable_from <= $2
        and (form <> 'money' or has_account)
    order by id limit $6 for update skip locked
) returning id, cents
"""


@dataclass(frozen=True, slots=True)
class Due:
    """What a payee is to get."""

    person: UUID
    form: str
    cents: int
    position: int | None
    at: datetime
    has_account: bool


async def add(work: Work, held: Held, dues: Sequence[Due]) -> None:
    """In a later round only what an earlier one did not send yet."""
    row = held.row
    sent = await _sent(work, row.id) if row.round > 1 else {}
    open_ones = [(one, one.cents - sent.get((one.person, one.form), 0)) for one in dues]
    made = [(one, cents) for one, cents in open_ones if cents > 0 or (not one.cents and (one.person, one.form) not in sent)]
    if not made:
        return
    await work.flush()
    await work.connection.execute(
        ADD,
        row.region,
        row.organisation,
        row.id,
        row.round,
        work.now,
        [uuid7() for _ in made],
        [one.person for one, _ in made],
        [one.form for one, _ in made],
        [cents for _, cents in made],
        [one.position for one, _ in made],
        [one.at for one, _ in made],
        [one.has_account for one, _ in made],
    )


async def _sent(work: Work, application: UUID) -> dict[tuple[UUID, str], int]:
    rows = await work.connection.fetch(
        "select person_id, form, sum(cents)::bigint from payment where application_id = $1 and state in ('in-run', 'sent', 'collected') "
        "group by person_id, form",
        application,
    )
    return {(row[0], row[1]): row[2] for row in rows}


async def left_the_house(work: Work, application: UUID) -> int:
    """In cents; what came back did not stay away."""
    return sum((await _sent(work, application)).values())


async def cancel_due(work: Work, application: UUID) -> None:
    """What did not go out yet never will; what came back is not paid again."""
    await work.connection.execute(
        "update payment set state = 'cancelled', changed_at = $2 where application_id = $1 and state in ('due', 'returned')",
        application,
        work.now,
    )


async def take(work: Work, run: UUID, form: str, most: int) -> tuple[int, int]:
    """Into a run: how many, and how much. Whatever another run is taking at this moment is left to it."""
    rows = await work.connection.fetch(TAKE, run, work.now, work.scope.region, work.scope.organisation, form, most)
    return len(rows), sum(row["cents"] for row in rows)


async def of_run(work: Work, run: UUID) -> list[PaymentRow]:
    query = select(PaymentRow).where(PaymentRow.run_id == run).order_by(col(PaymentRow.id))
    return list((await work.session.exec(query)).all())


async def mine(work: Work, payment: UUID) -> PaymentRow:
    query = select(PaymentRow).where(
        PaymentRow.id == payment, PaymentRow.region == work.scope.region, PaymentRow.organisation == work.scope.organisation
    )
    row = (await work.session.exec(query.with_for_update().execution_options(populate_existing=True))).one_or_none()
    if row is None:
        raise NotFound
    return row


async def by_reference(work: Work, references: Sequence[str]) -> dict[str, PaymentRow]:
    """The reference of a payment in a bank's file is its id without dashes."""
    ids = [UUID(one) for one in references if len(one) == 32 and all(digit in "0123456789abcdef" for digit in one.lower())]
    query = select(PaymentRow).where(
        col(PaymentRow.id).in_(ids), PaymentRow.region == work.scope.region, PaymentRow.organisation == work.scope.organisation
    )
    rows = (await work.session.exec(query.order_by(col(PaymentRow.id)).with_for_update())).all()
    return {row.id.hex: row for row in rows}


async def page(work: Work, state: str, form: str | None, after: UUID | None, size: int) -> list[PaymentRow]:
    query = select(PaymentRow).where(
        PaymentRow.region == work.scope.region, PaymentRow.organisation == work.scope.organisation, PaymentRow.state == state
    )
    if form is not None:
        query = query.where(PaymentRow.form == form)
    if after is not None:
        query = query.where(col(PaymentRow.id) > after)
    return list((await work.session.exec(query.order_by(col(PaymentRow.id)).limit(size + 1))).all())


async def accounts(work: Work, rows: Sequence[PaymentRow]) -> dict[UUID, Account]:
    """As given with each application, opened with each payee's key; who was erased before being paid has none."""
    found = await work.connection.fetch(
        "select p.id, p.person_id, a.application_id, a.position, a.sealed from payment p "
        "join party a on a.application_id = p.application_id and a.position = p.position where p.id = any($1) and a.sealed is not null",
        [row.id for row in rows],
    )
    keys = await work.service.seals.for_many(work, [row["person_id"] for row in found])
    return {
        row["id"]: Account.model_validate_json(
            keys[row["person_id"]].open_bytes("party", "sealed", f"{row['application_id']}/{row['position']}", row["sealed"])
        )
        for row in found
        if row["person_id"] in keys
    }


async def on_its_way(work: Work, application: UUID) -> bool:
    found: bool = await work.connection.fetchval(
        "select exists (select 1 from payment where application_id = $1 and state in ('in-run', 'sent', 'collected'))", application
    )
    return found
