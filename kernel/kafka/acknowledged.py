"""How far the relay of a log has come, kept in the service's own schema on the very connection that holds the relay's lock."""

from __future__ import annotations

from dataclasses import dataclass, field

import asyncpg

from kernel.partitions import PARTITIONS

ALL = -1
"""The row of what holds for all partitions together."""
UNKNOWN = -1
"""No offset to compare with."""


class SentAgain(RuntimeError):
    """Somebody asked for a replay: what this relay remembers no longer counts."""


@dataclass
class Acknowledged:
    """`positions` and `offsets` of the last acknowledged record per partition; below `low` everything is acknowledged."""

    schema: str
    turn: int
    low: int
    positions: list[int]
    offsets: list[int]
    dropped: list[int]
    _changed: set[int] = field(default_factory=set)
    _saved_low: int = -1

    @classmethod
    async def read(cls, connection: asyncpg.Connection, schema: str) -> Acknowledged:
        rows = await connection.fetch(f'select part, position, dropped, kafka_offset, turn from "{schema}".relay order by part')
        whole, parts = rows[0], rows[1:]
        return cls(
            schema,
            whole["turn"],
            whole["position"],
            [row["position"] for row in parts],
            [row["kafka_offset"] for row in parts],
            [row["dropped"] for row in parts],
            _saved_low=whole["position"],
        )

    def advance(self, part: int, position: int, offset: int) -> None:
        """`offset` may be unknown: a repeat that the broker had already."""
        self.positions[part] = position
        if offset != UNKNOWN:
            self.offsets[part] = offset
        self._changed.add(part)

    async def save(self, connection: asyncpg.Connection) -> None:
        """What changed since the last time; raises `SentAgain` when a replay was asked for."""
        if not self._changed and self.low == self._saved_low:
            return
        parts = sorted(self._changed)
        saved = await connection.execute(
            f'update "{self.schema}".relay r set position = u.position, kafka_offset = u.kafka_offset '
            "from unnest($1::int[], $2::bigint[], $3::bigint[]) u(part, position, kafka_offset) "
            f'where r.part = u.part and (select turn from "{self.schema}".relay where part = {ALL}) = $4',
            [ALL, *parts],
            [self.low, *(self.positions[part] for part in parts)],
            [UNKNOWN, *(self.offsets[part] for part in parts)],
            self.turn,
        )
        if saved == "UPDATE 0":
            raise SentAgain(self.schema)
        self._changed.clear()
        self._saved_low = self.low

    async def lost(self, connection: asyncpg.Connection) -> None:
        """The topic no longer holds what was acknowledged, so all of the log goes there again; on disk before anything is sent."""
        self.positions, self.offsets = list(self.dropped), [UNKNOWN] * PARTITIONS
        self._changed = set(range(PARTITIONS))
        self.low = 0
        await self.save(connection)


async def send_again(connection: asyncpg.Connection, schema: str) -> None:
    """All that the log holds goes to the topic again; a running relay begins anew, and readers drop what they took."""
    async with connection.transaction():
        await connection.execute(f'update "{schema}".relay set turn = turn + 1, position = 0 where part = {ALL}')
        await connection.execute(f'update "{schema}".relay set position = dropped, kafka_offset = {UNKNOWN} where part >= 0')


async def progress(connection: asyncpg.Connection, schema: str) -> tuple[int, int]:
    """The position up to which all is acknowledged, and the last one of the log."""
    row = await connection.fetchrow(f'select position, "{schema}".log_head() from "{schema}".relay where part = {ALL}')
    assert row is not None
    return row[0], row[1]


assert PARTITIONS == 24, "the rows of the relay's table are made by ddl/0002.sql"
