"""Who waits for room in a budget, in the order in which room is given, with what each would cost."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kernel.work import Work

LINE = """
select id, person_id, reference, received_at, cents, place, together::bigint from (
    select id, person_id, reference, received_at, coalesce(proposed_cents, 0) as cents,
        row_number() over w as place, sum(coalesce(proposed_cents, 0)) over w as together
    from application where pot_id = $1 and ended_at is null and state = 'waiting' window w as (order by received_at, id)
) u where place > $2 order by place limit $3
"""


@dataclass(frozen=True, slots=True)
class Waits:
    id: UUID
    person: UUID
    reference: str
    received_at: datetime
    cents: int
    place: int
    together: int


async def line(work: Work, pot: UUID, *, beyond: int, most: int) -> list[Waits]:
    rows = await work.connection.fetch(LINE, pot, beyond, most)
    return [Waits(*row) for row in rows]
