"""Three services made of nothing but the kernel, each with one table of its own: taken, reacted to, reacted to again."""

import os
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar, Literal
from uuid import UUID

import asyncpg
from pydantic import AwareDatetime, BaseModel, Field

from bench.kafka import outside
from kernel import log
from kernel.group_commit import GroupCommit, Written
from kernel.log import Heard
from kernel.service import Service
from kernel.work import Work
from schemas.base import Event, up_to

NEIGHBOUR = os.environ.get("PIPELINE_NEIGHBOUR", "")
"""Port of another process that the third service asks about each event; only where two instances are compared."""
first, second, third = Service("first"), Service("second"), Service("third")
SERVICES = (first, second, third)


class Kind(StrEnum):
    REFERRAL = "referral"
    LEAD = "lead"
    VISIT = "visit"


class Meta(BaseModel):
    source: str
    region: str
    tags: list[str]
    score: float


class Signal(BaseModel):
    """The peers' own model of what comes in, with the same rules."""

    id: UUID
    kind: Literal["referral", "lead", "visit"]
    at: datetime
    referrer: str
    referee: str
    email: str
    amount: Annotated[int, Field(ge=0)]
    note: Annotated[str, Field(max_length=1000)]
    meta: Meta
    t0: float = 0.0


class SignalTaken(Event):
    """A signal stands on disk. What it says of people stays where it came in; the rest travels."""

    type: ClassVar[str] = "nl.mantelbrug.first.signal-taken.v1"
    subject: ClassVar[str] = "signal_id"
    signal_id: UUID
    kind: Kind
    at: AwareDatetime
    amount: Annotated[int, up_to(1_000_000_000)]
    score: Annotated[int, up_to(100)]
    t0: Annotated[int, up_to(2**53)]
    """Microseconds; when it was due to arrive."""


class SignalWeighed(Event):
    """The second service did its part."""

    type: ClassVar[str] = "nl.mantelbrug.second.signal-weighed.v1"
    subject: ClassVar[str] = "signal_id"
    signal_id: UUID
    kind: Kind
    at: AwareDatetime
    amount: Annotated[int, up_to(1_000_000_000)]
    score: Annotated[int, up_to(100)]
    t0: Annotated[int, up_to(2**53)]


validate = Signal.__pydantic_validator__.validate_json
OWN_WORDS = "n" * 390
"""The second service's row is as heavy as the peers' row, with words of its own instead of the signaller's."""


KEEP = "insert into first.signal (id, kind, payload) select i, k, p::jsonb from unnest($1::uuid[], $2::text[], $3::text[]) u(i, k, p)"


async def keep(connection: asyncpg.Connection, taken: Sequence[tuple[Signal, str]]) -> Written[UUID]:
    """The signals' rows and their events, in one statement."""
    ids = [signal.id for signal, _ in taken]
    rows = (ids, [signal.kind for signal, _ in taken], [raw for _, raw in taken])
    appended = await log.append_with(connection, first.name, KEEP, rows, [told(signal) for signal, _ in taken], first.clock.now())
    return Written(ids, appended)


def told(signal: Signal) -> SignalTaken:
    return SignalTaken(
        signal_id=signal.id,
        kind=Kind(signal.kind),
        at=signal.at,
        amount=signal.amount,
        score=round(signal.meta.score * 100),
        t0=round(signal.t0 * 1_000_000),
    )


group: GroupCommit[tuple[Signal, str], UUID] = GroupCommit(first, keep, one_statement=True)


@second.hears_many(SignalTaken)
async def weigh(many: Sequence[Heard[SignalTaken]], work: Work) -> None:
    await work.connection.execute(
        "insert into second.reaction (id, payload) select i, p::jsonb || jsonb_build_object('note', $3::text) "
        "from unnest($1::uuid[], $2::text[]) u(i, p)",
        [heard.event.signal_id for heard in many],
        [heard.row.data for heard in many],
        OWN_WORDS,
    )
    for heard in many:
        work.publish(SignalWeighed(**heard.event.__dict__))


@third.hears_many(SignalWeighed)
async def finish(many: Sequence[Heard[SignalWeighed]], work: Work) -> None:
    if NEIGHBOUR:
        await outside.ask(int(NEIGHBOUR), len(many))
    await work.connection.execute(
        "insert into third.reaction (id, t0) select * from unnest($1::uuid[], $2::float8[])",
        [heard.event.signal_id for heard in many],
        [heard.event.t0 / 1_000_000 for heard in many],
    )
