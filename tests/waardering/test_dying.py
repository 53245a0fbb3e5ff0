"""kill -9 in the middle of a payout run: no payment is lost, and none leaves the house twice."""

from pathlib import Path
from signal import SIGKILL
from uuid import UUID

import pytest

from kernel.testing.postgres import TestServer
from schemas.waardering import WaarderingPaid

from .town import Town, an_application

PROGRAM = """
from pathlib import Path
from uuid import UUID
from tests.waardering.dying import approve


async def dies(url):
    await approve(url, Path({keys!r}), UUID({run!r}))
"""


async def dies(town: Town, server: TestServer, folder: Path, run: str, point: str) -> int:
    program = folder / "dies.py"
    program.write_text(PROGRAM.format(keys=str(town.house.data / "keys" / "master"), run=str(UUID(run))))
    return await server.nursery.run(program, "dies", town.house.url, kill_at=point)


async def a_run(town: Town, how_many: int = 5) -> dict:
    for number in range(1, how_many + 1):
        await town.applies(an_application(number=number))
    return await town.a_run()


@pytest.mark.faults
@pytest.mark.parametrize("point", ["before-append", "before-commit"])
async def test_dead_before_the_end_nothing_was_sent_and_it_is_sent_once_afterwards(
    town: Town, server: TestServer, tmp_path: Path, point: str
):
    run = await a_run(town)
    code = await dies(town, server, tmp_path, run["id"], point)
    before = await town.told(WaarderingPaid)
    states = [one["state"] for one in await town.payments("in-run")]
    answer = await town.approves(run)

    assert code == -SIGKILL
    assert (before, states) == ([], ["in-run"] * 5)
    assert answer.status_code == 200
    assert len({event.payment_id for event in await town.told(WaarderingPaid) if isinstance(event, WaarderingPaid)}) == 5
    assert len(await town.told(WaarderingPaid)) == 5


@pytest.mark.faults
async def test_dead_after_the_end_everything_was_sent_and_nothing_can_be_sent_again(town: Town, server: TestServer, tmp_path: Path):
    run = await a_run(town)
    code = await dies(town, server, tmp_path, run["id"], "after-commit")
    again = await town.approves(run)
    file = (await town.payer.get(f"/v1/payout-runs/{run['id']}/file")).json()
    another = await town.payer.post("/v1/payout-runs", json={"form": "money"})

    assert code == -SIGKILL
    assert (again.status_code, another.status_code) == (412, 409)
    assert file["text"].count("<EndToEndId>") == 5
    assert len(await town.told(WaarderingPaid)) == 5
