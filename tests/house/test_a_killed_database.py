"""The database is killed under a house that is at work: the house starts it again, and nobody's signal is missing or doubled."""

from __future__ import annotations

import asyncio
import os
import signal
from pathlib import Path

import asyncpg
import httpx
import pytest

from kernel.clock import Clock
from kernel.settings import HouseSettings
from services.house.house import House
from services.story import signals
from services.story.parties import Doors, Json, Party

pytestmark = [pytest.mark.faults, pytest.mark.slow]
MANY, AT_ONCE = 200, 4
EVERYWHERE = """
select (select count(*) from intake.signal), (select count(distinct external_id) from intake.signal),
    (select count(*) from monitor.signal), (select coalesce(sum(count), 0)::int from monitor.daily where what = 'signals' and area = ''),
    (select count(distinct signal_id) from notifications.message where kind = 'signaller-received'),
    (select count(*) from notifications.message where kind = 'signaller-received')
"""


async def sent_until_taken(gp: Party, http: httpx.AsyncClient, body: Json) -> int:
    """As a care system does that got no answer: the same again, until it hears that it is there. Answers how often it had to."""
    for tries in range(1, 400):
        try:
            answer = await http.post("/v1/signals", json=body, headers=gp._headers)
        except httpx.TransportError:
            continue
        if answer.status_code in (200, 201):
            return tries
        assert answer.status_code in (429, 503), answer.text
        await asyncio.sleep(0.1)
    raise AssertionError("never taken")


async def test_signals_that_come_in_while_the_database_is_killed_are_each_there_once(tmp_path: Path) -> None:
    clock = Clock()
    tmp_path.chmod(0o755)
    async with House(HouseSettings(data=tmp_path / "house", port=0, demo=False), clock=clock) as house:
        assert house.postgres is not None
        async with httpx.AsyncClient(base_url=house.where, timeout=30) as http:
            gp = await Doors(http).system("demo-gp", "de huisarts")
            numbers = iter(range(MANY))
            tries: list[int] = []

            async def practice() -> None:
                for number in numbers:
                    tries.append(await sent_until_taken(gp, http, signals.tired_daughter(f"{number}", clock.now().date())))

            sending = [asyncio.create_task(practice()) for _ in range(AT_ONCE)]
            while len(tries) < MANY // 4:
                await asyncio.sleep(0.01)
            killed = house.postgres.pid
            assert killed is not None
            os.kill(killed, signal.SIGKILL)
            await asyncio.gather(*sending)

        assert house.postgres.pid not in (None, killed)
        assert max(tries) > 1, "no signal met the killed database"
        assert await counted(house.postgres.dsn()) == (MANY,) * 6


async def counted(address: str) -> tuple[int, ...]:
    """What stands where, as soon as everyone has heard everything."""
    connection = await asyncpg.connect(address)
    try:
        async with asyncio.timeout(60):
            while True:
                found = tuple((await connection.fetch(EVERYWHERE))[0])
                if min(found) >= MANY:
                    return found
                await asyncio.sleep(0.1)
    except TimeoutError:
        return found
    finally:
        await connection.close()
