"""Payments: made by a grant, taken into a run, sent once. Which account is read only when the file is made."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
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

HEX = re.compile(r"[0-9a-fA-F]{32}")
LEFT = (PaymentState.IN_RUN, PaymentState.SENT, PaymentState.COLLECTED)
"""In these states money is on its way, or there."""
ADD = """
insert into payment (id, region, organisation, application_id, person_id, form, cents, round, state, position, payable_from, has_account,
    supplier, part, account, at, changed_at)
select i, $1, $2, $3, p, f, c, $4, 'due', s, a, h, v, n, b, $5, $5
from unnest($6::uuid[], $7::uuid[], $8::text[], $9::bigint[], $10::int[], $11::timestamptz[], $12::bool[], $13::text[], $14::int[],
    $15::bytea[]) u(i, p, f, c, s, a, h, v, n, b)
"""
TAKE = """
update payment set state = 'in-run', run_id = $1, changed_at = $2 where id in (
    select id from payment where region = $3 and organisation = $4 and state = 'due' and form = $5 and payable_from <= $2
        and (form <> 'money' or has_account) and supplier is not distinct from $7
    order by id limit $6 for update skip locked
) returning id, cents
"""


Kind = tuple[UUID, str, str | None]
"""To whom, in which form, from which supplier."""


@dataclass(frozen=True, slots=True)
class Due:
    """What a payee is to get."""

    person: UUID
    form: str
    cents: int
    position: int | None
    at: datetime
    has_account: bool
    supplier: str | None = None
    part: int = 1
    account: Account | None = None
    """Of a good cause, to which it goes instead."""

    @property
    def kind(self) -> Kind:
        return self.person, self.form, self.supplier


async def add(work: Work, held: Held, dues: Sequence[Due]) -> None:
    """In a later round only what an earlier one did not send yet."""
    row = held.row
    made = list(_open(dues, await _sent(work, row.id) if row.round > 1 else {}))
    if not made:
        return
    await work.flush()
    ids = [uuid7() for _ in made]
    await work.connection.execute(
        ADD,
        row.region,
        row.organisation,
        row.id,
        row.round,
        work.now,
        ids,
        [one.person for one, _ in made],
        [one.form for one, _ in made],
        [cents for _, cents in made],
        [one.position for one, _ in made],
        [one.at for one, _ in made],
        [one.has_account for one, _ in made],
        [one.supplier for one, _ in made],
        [one.part for one, _ in made],
        await _sealed(work, [(id_, one) for id_, (one, _) in zip(ids, made, strict=True)]),
    )


def _open(dues: Sequence[Due], sent: Mapping[Kind, int]) -> Iterator[tuple[Due, int]]:
    """What was sent is taken off the first parts first."""
    left = dict(sent)
    for one in dues:
        off = min(one.cents, left.get(one.kind, 0))
        if one.cents > off or (not one.cents and one.kind not in sent):
            yield one, one.cents - off
        if one.kind in left:
            left[one.kind] -= off


async def _sealed(work: Work, made: Sequence[tuple[UUID, Due]]) -> list[bytes | None]:
    """The accounts of good causes, each with the key of whose share it is."""
    given = [one.person for _, one in made if one.account is not None]
    seals = await work.service.seals.for_many(work, given) if given else {}
    return [seals[one.person].seal("payment", "account", id_, one.account.to_bytes()) if one.account else None for id_, one in made]


async def _sent(work: Work, application: UUID) -> dict[Kind, int]:
    rows = await work.connection.fetch(
        "select person_id, form, supplier, sum(cents)::bigint from payment "
        "where application_id = $1 and state in ('in-run', 'sent', 'collected') group by person_id, form, supplier",
        application,
    )
    return {(row[0], row[1], row[2]): row[3] for row in rows}


async def sent_beyond(work: Work, application: UUID, dues: Sequence[Due]) -> int:
    """In cents: what left in other forms, to others or more than is to be paid now."""
    sent = await _sent(work, application)
    for one in dues:
        if one.kind in sent:
            sent[one.kind] = max(0, sent[one.kind] - one.cents)
    return sum(sent.values())


async def in_run(work: Work, application: UUID) -> bool:
    """Whether something of it waits for approval."""
    found: bool = await work.connection.fetchval(
        "select exists (select 1 from payment where application_id = $1 and state = 'in-run')", application
    )
    return found


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


async def take(work: Work, run: UUID, form: str, supplier: str | None, most: int) -> tuple[int, int]:
    """Into a run: how many, and how much. Whatever another run is taking at this moment is left to it."""
    rows = await work.connection.fetch(TAKE, run, work.now, work.scope.region, work.scope.organisation, form, most, supplier)
    return len(rows), sum(row["cents"] for row in rows)


async def of_run(work: Work, run: UUID) -> list[PaymentRow]:
    query = select(PaymentRow).where(PaymentRow.run_id == run).order_by(col(PaymentRow.id))
    return list((await work.session.exec(query)).all())


async def of_applications(work: Work, applications: Collection[UUID]) -> list[PaymentRow]:
    query = select(PaymentRow).where(col(PaymentRow.application_id).in_(applications)).order_by(col(PaymentRow.id))
    return list((await work.session.exec(query)).all())


async def mine(work: Work, payment: UUID) -> PaymentRow:
    query = select(PaymentRow).where(
        PaymentRow.id == payment, PaymentRow.region == work.scope.region, PaymentRow.organisation == work.scope.organisation
    )
    row = (await work.session.exec(query.with_for_update().execution_options(populate_existing=True))).one_or_none()
    if row is None:
        raise NotFound
    return row


async def locked(work: Work, payment: UUID) -> PaymentRow | None:
    """For the house itself."""
    query = select(PaymentRow).where(PaymentRow.id == payment)
    return (await work.session.exec(query.with_for_update().execution_options(populate_existing=True))).one_or_none()


async def note(work: Work, row: PaymentRow, text: str) -> None:
    """With the payee's key; of who was erased since nothing is written any more."""
    keys = await work.service.seals.for_many(work, [row.person_id])
    if row.person_id in keys:
        row.note = keys[row.person_id].seal("payment", "note", row.id, text)
    work.session.add(row)


def id_in(reference: str | None) -> UUID | None:
    """The reference of a payment or run in a bank's file is its id without dashes."""
    return UUID(reference) if reference and HEX.fullmatch(reference) else None


async def by_reference(work: Work, references: Sequence[str]) -> dict[str, PaymentRow]:
    ids = [found for one in references if (found := id_in(one)) is not None]
    query = select(PaymentRow).where(
        col(PaymentRow.id).in_(ids), PaymentRow.region == work.scope.region, PaymentRow.organisation == work.scope.organisation
    )
    rows = (await work.session.exec(query.order_by(col(PaymentRow.id)).with_for_update())).all()
    return {row.id.hex: row for row in rows}


async def page(work: Work, state: str | None, form: str | None, after: UUID | None, size: int, run: UUID | None = None) -> list[PaymentRow]:
    query = select(PaymentRow).where(PaymentRow.region == work.scope.region, PaymentRow.organisation == work.scope.organisation)
    if state is not None:
        query = query.where(PaymentRow.state == state)
    if run is not None:
        query = query.where(PaymentRow.run_id == run)
    if form is not None:
        query = query.where(PaymentRow.form == form)
    if after is not None:
        query = query.where(col(PaymentRow.id) > after)
    return list((await work.session.exec(query.order_by(col(PaymentRow.id)).limit(size + 1))).all())


async def accounts(work: Work, rows: Sequence[PaymentRow]) -> dict[UUID, Account]:
    """As given with each application or corrected since, opened with each payee's key; who was erased before being paid has none."""
    found = await work.connection.fetch(
        "select p.id, p.person_id, a.application_id, a.position, a.sealed, p.account from payment p "
        "left join party a on a.application_id = p.application_id and a.position = p.position "
        "where p.id = any($1) and coalesce(p.account, a.sealed) is not null",
        [row.id for row in rows],
    )
    keys = await work.service.seals.for_many(work, [row["person_id"] for row in found])
    opened = {}
    for id_, person, application, position, given, corrected in found:
        if person in keys:
            place = ("payment", "account", str(id_)) if corrected else ("party", "sealed", f"{application}/{position}")
            opened[id_] = Account.model_validate_json(keys[person].open_bytes(*place, corrected or given))
    return opened


async def on_its_way(work: Work, application: UUID) -> bool:
    found: bool = await work.connection.fetchval(
        "select exists (select 1 from payment where application_id = $1 and state in ('in-run', 'sent', 'collected'))", application
    )
    return found


async def line(work: Work, payment: UUID, what: str, by: str, code: str | None = None) -> None:
    """What was done with one payment."""
    await lines(work, [payment], what, by, [code])


async def lines(work: Work, ids: Sequence[UUID], what: str, by: str, codes: Sequence[str | None]) -> None:
    await work.flush()
    await work.connection.execute(
        "insert into payment_line (id, payment_id, at, what, by, code) select i, p, $3, $4, $5, c "
        "from unnest($1::uuid[], $2::uuid[], $6::text[]) u(i, p, c)",
        [uuid7() for _ in ids],
        list(ids),
        work.now,
        what,
        by,
        list(codes),
    )
