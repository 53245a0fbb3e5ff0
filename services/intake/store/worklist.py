"""The desk's list in SQL: a partial index holds the open signals, so that closed ones cost nothing."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal
from uuid import UUID

from kernel.work import Work
from schemas.api.intake import ListName, Sort

COLUMNS = (
    "id, reference, caregiver_id, municipality, due_at, stopped, urgency, support_areas, signalled_by, received_at, state, step, "
    "assessor, stuck, restricted, closed_at"
)
ORDERS: dict[str, tuple[str, str]] = {
    "due": ("(stopped, due_at, id)", "(${}::bool, ${}::timestamptz, ${}::uuid)"),
    "received": ("(received_at, id)", "(${}::timestamptz, ${}::uuid)"),
    "closed": ("(closed_at, id)", "(${}::timestamptz, ${}::uuid)"),
}


@dataclass(frozen=True)
class Row:
    id: UUID
    reference: str
    caregiver_id: UUID
    municipality: str | None
    due_at: datetime
    stopped: bool
    urgency: str
    support_areas: list[str]
    signalled_by: str
    received_at: datetime
    state: str
    step: str
    assessor: UUID | None
    stuck: bool
    restricted: bool
    closed_at: datetime | None


@dataclass
class Wanted:
    """What of the list is wanted: every value goes in as a parameter."""

    list_name: ListName
    sort: Sort = "due"
    me: UUID | None = None
    due_before: datetime | None = None
    municipality: str | None = None
    area: str | None = None
    kind: str | None = None
    people: list[UUID] | None = None
    reference: str | None = None
    after: tuple[object, ...] | None = None
    values: list[object] = field(default_factory=list)

    def put(self, value: object) -> str:
        self.values.append(value)
        return f"${len(self.values)}"

    @property
    def order(self) -> str:
        """Which of the orders; what is closed is always read backwards from now."""
        return "closed" if self.list_name == "closed" else self.sort.removeprefix("-")

    @property
    def backwards(self) -> bool:
        return self.list_name == "closed" or self.sort.startswith("-")


async def page(work: Work, wanted: Wanted, size: int) -> list[Row]:
    """One row more than fits tells that there is a next page."""
    conditions = _conditions(work, wanted)
    columns, shape = ORDERS[wanted.order]
    if wanted.after is not None:
        places = [wanted.put(value).removeprefix("$") for value in wanted.after]
        conditions.append(f"{columns} {'<' if wanted.backwards else '>'} {shape.format(*places)}")
    direction = " desc" if wanted.backwards else ""
    order = ", ".join(f"{column}{direction}" for column in columns.strip("()").split(", "))
    limit = wanted.put(size + 1)
    found = await work.connection.fetch(
        f"select {COLUMNS} from signal where {' and '.join(conditions)} order by {order} limit {limit}", *wanted.values
    )
    return [Row(*record) for record in found]


def _conditions(work: Work, wanted: Wanted) -> list[str]:
    conditions = [
        f"region = {wanted.put(work.scope.region)}",
        "closed_at is not null" if wanted.list_name == "closed" else "closed_at is null",
    ]
    if wanted.list_name == "mine":
        conditions.append(f"assessor = {wanted.put(wanted.me)}")
    elif wanted.list_name == "unassigned":
        conditions.append("assessor is null")
    elif wanted.list_name == "due":
        conditions.append(f"not stopped and due_at < {wanted.put(wanted.due_before)}")
    elif wanted.list_name == "stuck":
        conditions.append("stuck")
    if wanted.municipality is not None:
        conditions.append(f"municipality = {wanted.put(wanted.municipality)}")
    if wanted.area is not None:
        conditions.append(f"{wanted.put(wanted.area)} = any(support_areas)")
    if wanted.kind is not None:
        conditions.append(f"signalled_by = {wanted.put(wanted.kind)}")
    if wanted.reference is not None:
        conditions.append(f"reference = {wanted.put(wanted.reference)}")
    if wanted.people is not None:
        people = wanted.put(wanted.people)
        conditions.append(f"(caregiver_id = any({people}) or recipient_id = any({people}))")
    return conditions


COUNTS = """
select count(*) filter (where assessor = $2), count(*) filter (where assessor is null),
    count(*) filter (where not stopped and due_at < $3), count(*) filter (where stuck), count(*),
    count(*) filter (where not stopped and due_at <= $4)
from signal where region = $1 and closed_at is null
"""


async def counts(work: Work, me: UUID | None, due_before: datetime) -> tuple[int, ...]:
    """Mine, unassigned, due, stuck, all, late; reads the open ones only."""
    found = await work.connection.fetchrow(COUNTS, work.scope.region, me, due_before, work.now)
    assert found is not None
    return tuple(found)


MOST_NAMED = 300
BY_HASH = """
select coalesce(l.into_id, p.id) from person p left join alias l on l.old = p.id
where p.region = $1 and p.erased_at is null and p.{column} = $2 order by p.changed_at desc limit $3
"""
WITH_ALIASES = "select unnest($1::uuid[]) union select old from alias where into_id = any($1)"


async def people_by(
    work: Work, column: Literal["first_letters_hash", "postcode_hash", "phone_hash", "email_hash"], hashed: bytes
) -> list[UUID]:
    """Everyone of this region with this hash, by the current id."""
    rows = await work.connection.fetch(BY_HASH.format(column=column), work.scope.region, hashed, MOST_NAMED)
    return list(dict.fromkeys(row[0] for row in rows))


async def all_ids(work: Work, people: list[UUID]) -> list[UUID]:
    return [row[0] for row in await work.connection.fetch(WITH_ALIASES, people)]
