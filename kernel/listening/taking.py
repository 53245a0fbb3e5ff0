"""One batch of events and its effects in one transaction, whatever brought the events here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from itertools import groupby
from typing import TYPE_CHECKING
from uuid import UUID

import structlog

from kernel.killpoints import reached
from kernel.listening import parking
from kernel.listening.failing import Failed, Fenced, WrongLog
from kernel.log import Heard, Row
from kernel.partitions import part_of
from kernel.refusals import NotYet
from kernel.service import Reader
from kernel.surroundings import are_away, is_broken_before
from kernel.traces import follow
from schemas.base import Event

if TYPE_CHECKING:
    from kernel.database import Lease
    from kernel.service import Service
    from kernel.work import Work

log = structlog.get_logger("kernel.listening")
Cursors = dict[int, int]
"""Position per partition; -1 where the log itself is read."""


class Taker:
    """Takes batches for one reader of one service."""

    def __init__(self, service: Service, reader: Reader) -> None:
        self.service, self.reader = service, reader
        of_this = f"reader = '{reader.name}' and log = '{reader.log}'"
        self._move = (
            f'begin; update "{service.name}".cursor set position = %d where {of_this} and part = %d and position = %d and parked = %d'
        )
        self._move_many = (
            f'begin; update "{service.name}".cursor c set position = u.after from (values %s) u (part, before, after, parked) '
            f"where {of_this} and c.part = u.part and c.position = u.before and c.parked = u.parked"
        )
        self.parked: dict[int, int] = {}
        self.already: Mapping[int, int] = {}
        """Per partition, up to where another way of listening had taken the events; they are passed by."""

    async def take(self, rows: Sequence[Row], cursors: Cursors, *, lease: Lease | None = None) -> Cursors:
        """Effects, new events and the cursors of these rows, in order; answers the new cursors of their partitions.

        An event that fails while its surroundings are well is set aside with all that follows of its subject; the others go on.
        The first try goes over `lease`, the connection that brought the rows; what comes after a failure, over a fresh one.
        """
        aside: dict[int, Exception] = {}
        while True:
            try:
                async with nullcontext(lease) if lease else self.service.database.lease() as over:
                    return await self._try(over, rows, cursors, aside)
            except Failed as failed:
                lease = None
                if are_away(failed.error):
                    raise
                if len(failed.rows) > 1:
                    break
                aside[failed.rows[0].position] = failed.error
        # One of several: halve until it is known which.
        half = len(rows) // 2
        first = await self.take(rows[:half], cursors)
        return {**first, **await self.take(rows[half:], {**cursors, **first})}

    async def _try(self, lease: Lease, rows: Sequence[Row], cursors: Cursors, aside: dict[int, Exception]) -> Cursors:
        from kernel.work import Work

        moves = {row.part: row.position for row in rows}
        reached("before-effects")
        work = Work(self.service, lease, by=self.service.itself())
        try:
            # The compare-and-set goes first: with 0 rows somebody else did it.
            if await lease.raw.execute(self._moving(moves, cursors)) != f"UPDATE {len(moves)}":
                await self._look_again(work, moves, cursors)
            held = [part for part in moves if self.parked.get(part, 0)]
            behind = await parking.subjects(work, self.reader, held) if held else set()
            todo = await self._set_aside(work, rows, aside, behind)
            try:
                for _, run in groupby(todo, key=lambda row: self.reader.together(row.type)):
                    await self._react(work, list(run))
                reached("after-effects")
                await work.finish()
                await lease.commit()
            except Failed as failed:
                if is_broken_before(failed.error):
                    # An earlier reaction swallowed what the database said; any of them may be the one.
                    raise Failed(todo, failed.error) from failed
                raise
            except Exception as error:
                if not todo:
                    raise
                raise Failed(todo, error) from error  # went well, and cannot be kept
        except BaseException:
            await work.undo()
            raise
        work.announce()
        for part in moves if aside else ():
            self.parked.pop(part, None)
        return moves

    def _moving(self, moves: Cursors, cursors: Cursors) -> str:
        """The compare-and-set, as one simple question together with the transaction's begin."""
        each = [(part, cursors[part], after, self.parked.get(part, 0)) for part, after in moves.items()]
        if len(each) == 1:
            part, before, after, parked = each[0]
            return self._move % (after, part, before, parked)
        values = ", ".join(f"({part:d}, {before:d}::bigint, {after:d}::bigint, {parked:d})" for part, before, after, parked in each)
        return self._move_many % values

    async def _look_again(self, work: Work, moves: Cursors, cursors: Cursors) -> None:
        """A cursor is elsewhere (another process), or something is parked that we did not know of."""
        await work.connection.execute("rollback; begin")  # of several cursors some may have moved
        rows = await work.connection.fetch(
            f'select part, position, parked from "{work.service.name}".cursor where reader = $1 and log = $2 and part = any($3) '
            "order by part for update",
            self.reader.name,
            self.reader.log,
            list(moves),
        )
        if len(rows) < len(moves) or any(row["position"] != cursors[row["part"]] for row in rows):
            raise Fenced(f"{work.service.name}/{self.reader.name}/{self.reader.log}")
        self.parked.update({row["part"]: row["parked"] for row in rows})
        await work.connection.executemany(
            f'update "{work.service.name}".cursor set position = $4 where reader = $1 and log = $2 and part = $3',
            [(self.reader.name, self.reader.log, part, after) for part, after in moves.items()],
        )

    async def _set_aside(self, work: Work, rows: Sequence[Row], aside: dict[int, Exception], behind: set[UUID]) -> list[Row]:
        """Parks what failed and what stands behind it; answers what is left to do."""
        todo: list[Row] = []
        for row in rows:
            if not self.reader.wants(row.type) or self._was_taken(row):
                continue
            if row.subject in behind:
                await parking.park(work, self.reader, row, state="behind", error=None)
            elif row.position in aside:
                error = aside[row.position]
                await parking.park(work, self.reader, row, state="waiting" if isinstance(error, NotYet) else "parked", error=error)
                behind.add(row.subject)
            else:
                todo.append(row)
        return todo

    def _was_taken(self, row: Row) -> bool:
        return bool(self.already) and row.position <= self.already.get(part_of(row.subject), 0)

    async def _react(self, work: Work, run: Sequence[Row]) -> None:
        events, kind = [self._understand(row) for row in run], run[0].type
        for many in self.reader.many.get(kind, ()):
            follow(run[0].trace)
            try:
                await many(events, work)
                await work.flush()
            except Exception as error:
                raise Failed(run, error) from error
        for single in self.reader.single.get(kind, ()):
            for heard in events:
                await self.one(work, heard, single)

    async def one(self, work: Work, heard: Heard[Event], reaction: object) -> None:
        follow(heard.row.trace)
        work.heard = heard.row
        try:
            await reaction(heard.event, work)  # type: ignore[operator]  # reactions are typed where they are declared
            await work.flush()
        except Exception as error:
            raise Failed([heard.row], error) from error
        finally:
            work.heard = None

    def _understand(self, row: Row) -> Heard[Event]:
        try:
            event = Event.known[row.type]
            if event.told_by() != row.log:
                raise WrongLog(f"{row.type} in {row.log}")
            return Heard(event.from_json(row.data), row)
        except Exception as error:
            raise Failed([row], error) from error

    async def again(self, work: Work, row: Row) -> None:
        """All reactions to one event that was set aside."""
        await self._react(work, [row])
