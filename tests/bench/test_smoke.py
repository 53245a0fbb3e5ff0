"""The measurements themselves are too slow and too noisy for a test; that what they measure works is not."""

import asyncio

import httpx

from bench import load
from bench.pipeline.app import app
from bench.pipeline.contestants import TABLES
from bench.pipeline.services import SERVICES
from kernel.running import Running
from kernel.testing.behaviour.ground import until
from kernel.testing.postgres import TestServer, logins

MANY = 200


async def test_two_hundred_signals_leave_a_row_in_each_of_three_services(server: TestServer) -> None:
    url = await server.fresh(SERVICES, {service.name: TABLES for service in SERVICES})
    signals = [load.signal(1_000_000.5) for _ in range(MANY)]
    async with Running(SERVICES, urls=logins(url, [service.name for service in SERVICES])):
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://pipeline") as client:
            answers = await asyncio.gather(*(client.post("/signals", content=signal) for signal in signals))
            spoilt = await client.post("/signals", content=signals[0].replace(b"referral", b"gossip"))

        async def rows(table: str) -> int:
            async with SERVICES[0].database.lease(), SERVICES[2].database.lease() as lease:
                return int(await lease.raw.fetchval(f"select count(*) from {table} where t0 = 1000000.5"))

        async def arrived() -> bool:
            return await rows("third.reaction") >= MANY

        await until(arrived, f"{MANY} rows in the third service")
        done = await rows("third.reaction")
    await server.drop(url)

    assert {answer.status_code for answer in answers} == {202}
    assert spoilt.status_code == 422
    assert done == MANY
