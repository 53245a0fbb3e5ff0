"""The clock that the processes of a demo share, and that a real house refuses."""

import asyncio
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from kernel.clock import Clock
from kernel.settings import HouseSettings
from kernel.shared_clock import ClockUnreadable, NoDemo, SharedClock, clock_of

HOUR = timedelta(hours=1)
HOME = "http://127.0.0.1:8000"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "clock"


def test_who_follows_sees_a_move_at_once(file: Path) -> None:
    moved = SharedClock.made(file)
    follows = SharedClock(file)
    for _ in range(3):
        moved.move(by=HOUR)

    assert follows.ahead() == moved.ahead() > 2.99 * HOUR
    assert abs(follows.now() - moved.now()) < timedelta(seconds=1)


def test_another_process_sees_it_too(file: Path) -> None:
    moved = SharedClock.made(file)
    program = "import sys, pathlib; from kernel.shared_clock import SharedClock as C; c = C(pathlib.Path(sys.argv[1])); "
    program += "print(c.ahead(), flush=True); sys.stdin.read(1); print(c.ahead())"
    child = subprocess.Popen([sys.executable, "-c", program, str(file)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    before = child.stdout.readline()
    moved.move(to=moved.now() + 30 * HOUR)
    after, _ = child.communicate("x", timeout=30)

    assert before == "0:00:00\n"
    assert after.startswith("1 day, ")


async def test_who_waits_for_a_moment_wakes_when_another_moves_the_clock(file: Path) -> None:
    moved = SharedClock.made(file)
    follows, begun = SharedClock(file), time.monotonic()
    asyncio.get_running_loop().call_later(0.2, lambda: moved.move(by=HOUR))
    await asyncio.wait_for(follows.until(follows.now() + 5 * HOUR, at_most=8, woken=asyncio.Event()), 10)

    assert 0.1 < time.monotonic() - begun < 4


async def test_it_waits_for_its_moment_and_no_longer_than_it_may(file: Path) -> None:
    clock, begun = SharedClock.made(file), time.monotonic()
    await clock.until(clock.now() + timedelta(seconds=0.3), at_most=8, woken=asyncio.Event())
    for_a_moment = time.monotonic() - begun
    await clock.until(None, at_most=0.3, woken=asyncio.Event())
    for_a_while = time.monotonic() - begun - for_a_moment
    woken = asyncio.Event()
    woken.set()
    await clock.until(None, at_most=60, woken=woken)

    assert 0.28 < for_a_moment < 2
    assert 0.28 < for_a_while < 2
    assert time.monotonic() - begun < 8


def test_who_follows_cannot_move_it(file: Path) -> None:
    SharedClock.made(file)
    with pytest.raises(NoDemo):
        SharedClock(file).move(by=HOUR)

    assert SharedClock(file).ahead() == timedelta(0)


def test_a_file_that_others_may_read_or_that_is_no_clock_is_refused(file: Path, tmp_path: Path) -> None:
    SharedClock.made(file)
    file.chmod(0o644)
    with pytest.raises(ClockUnreadable, match="chmod 600"):
        SharedClock(file)
    other = tmp_path / "other"
    other.write_bytes(b"x")
    other.chmod(0o600)
    with pytest.raises(ClockUnreadable):
        SharedClock(other)

    with pytest.raises(ClockUnreadable, match="is er niet"):
        SharedClock(tmp_path / "nothing")


def test_a_house_has_the_real_clock_unless_its_settings_name_another(file: Path) -> None:
    assert type(clock_of(HouseSettings(data=file))) is Clock


@pytest.mark.parametrize("issuers", [(), (f"{HOME}/demo-issuer",)])
def test_a_demo_on_this_machine_may_share_a_clock(file: Path, issuers: tuple[str, ...]) -> None:
    SharedClock.made(file).move(by=HOUR)
    clock = clock_of(HouseSettings(public_url=HOME, issuers=issuers, demo_clock_file=file))

    assert clock.ahead() > 0.99 * HOUR


@pytest.mark.parametrize(
    "real",
    [
        {"public_url": "https://mantelzorg.example"},
        {"host": "0.0.0.0"},
        {"issuers": ("https://login.mantelzorg.example/realms/mantelbrug",)},
        {"issuers": (f"{HOME}/demo-issuer", "https://login.mantelzorg.example/realms/mantelbrug")},
        {"issuers": (f"{HOME}.example/demo-issuer",)},
    ],
    ids=["address", "listens", "issuer", "another-issuer", "looks-like-it"],
)
def test_a_real_house_refuses_it(file: Path, real: dict[str, object]) -> None:
    SharedClock.made(file)
    settings = HouseSettings.model_validate({"public_url": HOME, "issuers": (), "demo_clock_file": file} | real)

    with pytest.raises(NoDemo, match="alleen voor een demo"):
        clock_of(settings)
