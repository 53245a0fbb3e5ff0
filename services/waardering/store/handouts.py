"""Lists on which presents, vouchers and cards are handed over."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlmodel import col, select

from kernel.refusals import NotFound
from kernel.work import Work
from services.waardering.tables import HandOutLineRow, HandOutRow, PaymentRow

READY = """
select id from payment where region = $1 and organisation = $2 and form = any($3) and payable_from <= $4
    and (state = 'due' and form = 'gift' or state = 'sent' and form in ('voucher', 'card')) order by id limit 5000
"""


async def lying_ready(work: Work, forms: Sequence[str]) -> list[UUID]:
    rows = await work.connection.fetch(READY, work.scope.region, work.scope.organisation, list(forms), work.now)
    return [row[0] for row in rows]


async def add(work: Work, hand_out: UUID, hashes: Mapping[UUID, bytes]) -> None:
    await work.connection.execute(
        "insert into hand_out_line (hand_out_id, payment_id, token_hash) select $1, p, h from unnest($2::uuid[], $3::bytea[]) u(p, h)",
        hand_out,
        list(hashes),
        list(hashes.values()),
    )


async def mine(work: Work, hand_out: UUID) -> HandOutRow:
    query = select(HandOutRow).where(
        HandOutRow.id == hand_out, HandOutRow.region == work.scope.region, HandOutRow.organisation == work.scope.organisation
    )
    row = (await work.session.exec(query)).one_or_none()
    if row is None:
        raise NotFound
    return row


async def page(work: Work, after: UUID | None, size: int) -> list[HandOutRow]:
    """The latest first."""
    query = select(HandOutRow).where(HandOutRow.region == work.scope.region, HandOutRow.organisation == work.scope.organisation)
    if after is not None:
        query = query.where(col(HandOutRow.id) < after)
    return list((await work.session.exec(query.order_by(col(HandOutRow.id).desc()).limit(size + 1))).all())


async def counts(work: Work, hand_outs: Sequence[UUID]) -> dict[UUID, tuple[int, int]]:
    """How many there are, and how many were collected."""
    rows = await work.connection.fetch(
        "select l.hand_out_id, count(*)::int, count(*) filter (where p.state = 'collected')::int from hand_out_line l "
        "join payment p on p.id = l.payment_id where l.hand_out_id = any($1) and p.state <> 'cancelled' group by l.hand_out_id",
        list(hand_outs),
    )
    return {row[0]: (row[1], row[2]) for row in rows}


async def last_of(work: Work, payment: UUID) -> HandOutRow | None:
    """The latest meeting at which it lies ready."""
    query = select(HandOutRow).join(HandOutLineRow, col(HandOutLineRow.hand_out_id) == col(HandOutRow.id))
    query = query.where(HandOutLineRow.payment_id == payment).order_by(col(HandOutRow.id).desc()).limit(1)
    return (await work.session.exec(query)).first()


async def payments_on(work: Work, hand_out: UUID) -> Sequence[PaymentRow]:
    """What is not paid after all has gone from the list."""
    query = select(PaymentRow).join(HandOutLineRow, col(HandOutLineRow.payment_id) == col(PaymentRow.id))
    query = query.where(HandOutLineRow.hand_out_id == hand_out, PaymentRow.state != "cancelled")
    return (await work.session.exec(query.order_by(col(PaymentRow.id)))).all()


async def by_token(work: Work, hashed: bytes) -> tuple[UUID, PaymentRow]:
    """The list that it stands on, and what is handed over for it; of the asker's own organisation."""
    query = select(HandOutLineRow.hand_out_id, PaymentRow).join(PaymentRow, col(PaymentRow.id) == col(HandOutLineRow.payment_id))
    query = query.where(
        HandOutLineRow.token_hash == hashed,
        PaymentRow.region == work.scope.region,
        PaymentRow.organisation == work.scope.organisation,
    )
    found = (await work.session.exec(query)).one_or_none()
    if found is None:
        raise NotFound
    return found[0], found[1]
