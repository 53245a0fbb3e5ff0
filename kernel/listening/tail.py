"""Hears what is told from now on, without effects and without a cursor: for live pages."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Collection
from typing import TYPE_CHECKING

from kernel import log

if TYPE_CHECKING:
    from kernel.service import Service

NET = 15.0


async def tail(service: Service, logs: Collection[str], types: Collection[str]) -> AsyncIterator[log.Row | None]:
    """Yields each event of these types as it is told; `None` once it listens, and then every 15 seconds: it is still there."""
    if (over_topics := service.running.tails.get(service.name)) is not None:
        async for row in over_topics.listen(types, NET):
            yield row
        return
    wakes = service.running.wakes
    woken = asyncio.Event()
    for name in logs:
        wakes.join("log", name, woken)
    try:
        async with service.database.lease() as lease:
            positions = {name: await log.head(lease.raw, name) for name in logs}
        yield None
        while True:
            woken.clear()
            more = False
            for name in logs:
                async with service.database.lease() as lease:
                    rows = await log.after(lease.raw, name, positions[name])
                more = more or len(rows) == log.BATCH
                for row in rows:
                    positions[name] = row.position
                    if row.type in types:
                        yield row
            if more:
                continue
            try:
                await asyncio.wait_for(woken.wait(), NET)
            except TimeoutError:
                yield None
    finally:
        for name in logs:
            wakes.drop("log", name, woken)
