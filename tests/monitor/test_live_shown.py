"""What readers are shown of what the live process told: all of it at the desk, less elsewhere, and nothing of one that fell silent."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest

from kernel.testing.house import TestHouse
from kernel.testing.postgres import TestServer
from schemas.api.monitor import LiveFigures, LiveWindow
from schemas.words import SupportArea
from services.monitor import monitor
from services.monitor.domain import What
from services.monitor.live import store
from services.monitor.live.counting import Kept, Key, Told, tell
from services.monitor.live.reading import SILENT, for_others, too_telling
from tests.monitor.test_figures import PLAIN, Service, app

NOW = datetime(2026, 11, 22, 11, 40, tzinfo=UTC)
THIS_HOUR = NOW.replace(minute=0)


@pytest.fixture
async def house(server: TestServer) -> AsyncIterator[TestHouse]:
    tellers = [Service(name) for name in ("intake", "referral", "waardering")]
    async with TestHouse(server, {monitor: app}, migrated=tellers, folders={teller.name: PLAIN for teller in tellers}) as house:
        yield house


def hour(back: int, count: int, municipality: str | None = None) -> LiveWindow:
    return LiveWindow(span="hour", starts_at=THIS_HOUR - timedelta(hours=back), municipality=municipality, count=count)


async def told(house: TestHouse, *windows: LiveWindow, offers: int = 3, behind: int = 0) -> None:
    async with monitor.work() as work:
        await store.write(work.connection, {"gooi": Told(offers, 7, windows)}, at=house.clock.now(), behind=behind)


async def shown(house: TestHouse, role: str = "coordinator", organisation: str = "aanmeldpunt-gooi", region: str = "gooi") -> LiveFigures:
    async with house.client(house.issuer.person(role, organisation=organisation, region=region)) as client:
        answer = await client.get("/v1/figures/live")
    assert answer.status_code == 200, answer.text
    return LiveFigures.model_validate_json(answer.content)


async def test_without_a_live_process_there_is_nothing_and_it_says_so(house: TestHouse) -> None:
    assert await shown(house) == LiveFigures(at=None)


async def test_the_desk_sees_what_was_told_and_another_region_does_not(house: TestHouse) -> None:
    await told(house, hour(1, 2), hour(0, 1), behind=12)
    found = await shown(house)

    assert (found.offers_waiting, found.handed_over_today, found.behind) == (3, 7, 12)
    assert [one.count for one in found.windows] == [2, 1]
    assert (await shown(house, region="duin-en-bollen")).at is None


async def test_one_that_fell_silent_counts_no_longer(house: TestHouse) -> None:
    await told(house, hour(1, 9))
    house.clock.move(by=SILENT + timedelta(seconds=1))

    assert await shown(house) == LiveFigures(at=None)


async def test_others_than_the_desk_see_no_small_number(house: TestHouse) -> None:
    await told(house, offers=4)
    found = await shown(house, "analyst", "gemeente-hilversum")

    assert (found.offers_waiting, found.handed_over_today) == (None, 7)


async def test_who_neither_coordinates_nor_analyses_is_refused(house: TestHouse) -> None:
    async with house.client(house.issuer.person("assessor", organisation="aanmeldpunt-gooi")) as client:
        assert (await client.get("/v1/figures/live")).status_code == 403


def test_others_see_whole_hours_only_so_that_nobody_is_seen_coming_in() -> None:
    five = LiveWindow(span="five-minutes", starts_at=NOW - timedelta(minutes=10), count=9)
    found = for_others(LiveFigures(at=NOW, windows=(hour(0, 9), hour(1, 8), five)), NOW)

    assert [(one.span, one.count) for one in found.windows] == [("hour", 8)]


def test_a_small_number_is_not_to_be_worked_out_from_its_hour_nor_from_its_municipality() -> None:
    windows = (hour(1, 9, "GM0402"), hour(1, 2, "GM0406"), hour(2, 8, "GM0402"), hour(2, 7, "GM0406"))
    found = for_others(LiveFigures(at=NOW, windows=windows), NOW)

    assert [one.count for one in found.windows] == [None, None, None, None]


def test_what_gives_nothing_away_stays() -> None:
    counts, lines = [9, 2, 3, 8], [["a"], ["a"], ["a"], ["b"]]

    assert too_telling(counts, lines) == {1, 2}


def test_partitions_add_up_and_today_begins_at_midnight_here() -> None:
    midnight = datetime(2026, 11, 21, 23, tzinfo=UTC)  # in Amsterdam
    rows = [
        ((Key(part, "gooi", What.HANDED_OVER, "", ""), (at.timestamp(), at.timestamp() + 3599.9)), Kept(2, 9))
        for part, at in ((1, midnight), (2, midnight), (1, midnight - timedelta(hours=1)))
    ]
    rows += [((Key(part, "gooi", What.SIGNALS, "", "respite"), (NOW.timestamp() // 3600 * 3600, 0.0)), Kept(3, 4)) for part in (1, 2)]
    found = tell({"hour": rows}, ["gooi", "vecht"], NOW, ["gooi", "duin-en-bollen"])

    assert found["gooi"] == Told(1, 4, (LiveWindow(span="hour", starts_at=THIS_HOUR, support_area=SupportArea.RESPITE, count=6),))
    assert found["vecht"] == Told(1, 0, ())
    assert found["duin-en-bollen"] == Told(0, 0, ())
