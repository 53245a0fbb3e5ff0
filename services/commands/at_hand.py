"""A service bound to its rows for one command, beside a running house or without one."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from kernel.service import Service


@asynccontextmanager
async def at_hand(*names: str) -> AsyncIterator[dict[str, Service]]:
    """Joins the embedded server when the house runs, starts it for a moment when it does not."""
    from kernel.database import as_user
    from kernel.masterkeys import read_or_make_keys
    from kernel.migrations import role_of
    from kernel.running import Running
    from kernel.sealing import Seals
    from kernel.settings import HouseSettings
    from services.house import keeping
    from services.house.wiring import NAMES, wire

    settings = HouseSettings()
    url, _ = await keeping.database_of(settings)
    services = list(wire(names or NAMES))
    keys = read_or_make_keys(settings.master_key_file or settings.data / "keys" / "master")
    running = Running(
        services,
        urls={s.name: as_user(url, role_of(s.name), keeping.passwords(settings).get(s.name)) for s in services},
        seals={s.name: Seals(keys, s.name) for s in services},
        settings=settings,
        listening=False,
    )
    async with running:
        yield {service.name: service for service in services}
