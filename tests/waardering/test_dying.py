"""kill -9 while a payout run is made, approved or reported on, or letters are made: nothing is lost, nothing goes or comes back twice."""

from pathlib import Path
from signal import SIGKILL

import pytest

from kernel.testing.postgres import TestServer
from schemas.waardering import WaarderingLetterMade, WaarderingPaid, WaarderingPaymentReturned

from .bank import pain002, reported
from .town import Town, an_application

PROGRAM = """
from pathlib import Path
from tests.waardering import dying


async def dies(url):
    await dying.{deed}(url, Path({keys!r}), {about!r})
"""


async def dies(town: Town, server: TestServer, folder: Path, deed: str, about: str, point: str) -> int:
    program = folder / "dies.py"
    program.write_text(PROGRAM.format(deed=deed, keys=str(town.house.data / "keys" / "master"), about=about))
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
    code = await dies(town, server, tmp_path, "approve", run["id"], point)
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
    code = await dies(town, server, tmp_path, "approve", run["id"], "after-commit")
    again = await town.approves(run)
    file = (await town.payer.get(f"/v1/payout-runs/{run['id']}/file")).json()
    another = await town.payer.post("/v1/payout-runs", json={"form": "money"})

    assert code == -SIGKILL
    assert (again.status_code, another.status_code) == (412, 409)
    assert file["text"].count("<EndToEndId>") == 5
    assert len(await town.told(WaarderingPaid)) == 5


@pytest.mark.faults
@pytest.mark.parametrize("point", ["before-append", "before-commit"])
async def test_dead_while_a_run_is_made_nothing_is_in_it_and_the_next_takes_everything(
    town: Town, server: TestServer, tmp_path: Path, point: str
):
    for number in range(1, 6):
        await town.applies(an_application(number=number))
    code = await dies(town, server, tmp_path, "make", "money", point)
    left = await town.house.rows("select count(*) from waardering.run")
    run = await town.a_run()

    assert code == -SIGKILL
    assert left[0][0] == 0
    assert (run["count"], run["totalCents"]) == (5, 25_000)


@pytest.mark.faults
async def test_dead_after_a_run_was_made_it_stands_once(town: Town, server: TestServer, tmp_path: Path):
    for number in range(1, 6):
        await town.applies(an_application(number=number))
    code = await dies(town, server, tmp_path, "make", "money", "after-commit")
    another = await town.payer.post("/v1/payout-runs", json={"form": "money"})
    (run,) = (await town.payer.get("/v1/payout-runs")).json()["items"]
    approved = await town.approves(run, who=town.payer)

    assert code == -SIGKILL
    assert (another.status_code, run["count"]) == (409, 5)
    assert approved.status_code == 200
    assert len(await town.told(WaarderingPaid)) == 5


@pytest.mark.faults
@pytest.mark.parametrize("point", ["before-append", "before-commit", "after-commit"])
async def test_dead_while_the_bank_s_report_is_read_each_payment_comes_back_once(
    town: Town, server: TestServer, tmp_path: Path, point: str
):
    await town.approves(await a_run(town))
    back = [one["id"].replace("-", "") for one in (await town.payments("sent"))[:3]]
    code = await dies(town, server, tmp_path, "report", pain002(*back), point)
    again = (await reported(town, pain002(*back), town.other_payer)).json()

    assert code == -SIGKILL
    assert (again["returned"], again["again"]) == (3, point == "after-commit")
    assert len(await town.payments("returned")) == 3
    assert len(await town.told(WaarderingPaymentReturned)) == 3


@pytest.mark.faults
@pytest.mark.parametrize(("point", "made_by_the_dead"), [("before-append", 0), ("before-commit", 0), ("after-commit", 2)])
async def test_a_maker_of_letters_that_dies_leaves_each_to_be_made_once(
    town: Town, server: TestServer, tmp_path: Path, point: str, made_by_the_dead: int
):
    for number in (1, 2):
        await town.applies(an_application(number=number))
    await town.house.settled()
    told = len(await town.told(WaarderingLetterMade))
    await town.house.rows("update waardering.letter set state = 'to-make', sheet = null, pdf = null, made_at = null returning id")
    code = await dies(town, server, tmp_path, "letters", "2", point)
    by_the_dead = len(await town.told(WaarderingLetterMade)) - told
    await town.applies(an_application(number=3))
    await town.house.settled()
    letters = await town.house.rows("select state, pdf is not null as whole from waardering.letter")

    assert (code, by_the_dead) == (-SIGKILL, made_by_the_dead)
    assert [(row["state"], row["whole"]) for row in letters] == [("made", True)] * 3
    assert len(await town.told(WaarderingLetterMade)) == told + 3
