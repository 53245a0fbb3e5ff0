"""What a person does with events that were parked: look, try again, or let go."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kernel.listening.parking import Parked, follower_waits
from kernel.refusals import NotFound

if TYPE_CHECKING:
    from kernel.service import Service
    from kernel.work import Work


async def of(work: Work, *, most: int = 200) -> list[Parked]:
    """The heads: each parked or waiting event with the number of those behind it."""
    rows = await work.connection.fetch(
        "select p.reader, p.log, p.part, p.position, p.subject, p.type, p.state, p.error, p.attempts, p.since, "
        f'(select count(*) from "{work.service.name}".parked b '
        "where (b.reader, b.log, b.part, b.subject) = (p.reader, p.log, p.part, p.subject) "
        f"and b.state = 'behind') as behind from \"{work.service.name}\".parked p where p.state <> 'behind' order by p.since limit $1",
        most,
    )
    return [Parked(work.service.name, *row) for row in rows]


async def retry(service: Service, *, reader: str, log: str, position: int) -> None:
    """The reader tries it again at once, and those behind it after it."""
    async with service.work() as work:
        changed = await work.connection.execute(
            f"update \"{service.name}\".parked set state = 'waiting', retry_at = $4, since = $4 "
            "where reader = $1 and log = $2 and position = $3 and state <> 'behind'",
            reader,
            log,
            position,
            work.now,
        )
        if changed != "UPDATE 1":
            raise NotFound("no parked event has this reader, log and position")
    service.running.wakes.poke("log", log)


async def drop(service: Service, *, reader: str, log: str, position: int) -> None:
    """Lets it go for good; those behind it are tried. Who did it and why belongs in the person's own record."""
    async with service.work() as work:
        # The cursor's row first, as a reader that takes a batch does; two who waited for each other would both fail.
        part = await work.connection.fetchval(
            f'update "{service.name}".cursor c set parked = c.parked - 1 from "{service.name}".parked p where p.reader = $1 and p.log = $2 '
            "and p.position = $3 and p.state <> 'behind' and (c.reader, c.log, c.part) = (p.reader, p.log, p.part) returning c.part",
            reader,
            log,
            position,
        )
        subject = await work.connection.fetchval(
            f'delete from "{service.name}".parked where reader = $1 and log = $2 and part = $3 and position = $4 returning subject',
            reader,
            log,
            part,
            position,
        )
        if part is None or subject is None:
            raise NotFound("no parked event has this reader, log and position")
        await follower_waits(work, reader, log, part, subject)
    service.running.wakes.poke("log", log)
