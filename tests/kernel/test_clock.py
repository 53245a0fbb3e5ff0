"""One clock: real time, or a time that somebody moves."""

import asyncio
import time
from datetime import timedelta

import pytest

from kernel.clock import Clock

HOUR = timedelta(hours=1)


async def waited(clock: Clock, *, hours: float | None, at_most: float, then: object = None, woken: asyncio.Event | None = None) -> float:
    """Seconds that it waited for a moment; `then` happens after a tenth of one."""
    moment = None if hours is None else clock.now() + hours * HOUR
    if callable(then):
        asyncio.get_running_loop().call_later(0.1, then)
    begun = time.monotonic()
    await asyncio.wait_for(clock.until(moment, at_most=at_most, woken=woken or asyncio.Event()), 10)
    return time.monotonic() - begun


async def test_a_moved_clock_wakes_who_waits_for_a_moment() -> None:
    clock = Clock()

    assert 0.05 < await waited(clock, hours=1, at_most=8, then=lambda: clock.move(by=HOUR)) < 4


async def test_every_move_wakes_again() -> None:
    clock = Clock()
    for _ in range(3):
        assert 0.05 < await waited(clock, hours=5, at_most=8, then=lambda: clock.move(by=HOUR)) < 4


async def test_a_wake_up_that_came_before_the_waiting_is_not_lost() -> None:
    woken = asyncio.Event()
    woken.set()

    assert await waited(Clock(), hours=1, at_most=8, woken=woken) < 4


async def test_a_moment_that_has_passed_is_not_waited_for() -> None:
    assert await waited(Clock(), hours=-1, at_most=8) < 4


async def test_it_looks_again_after_a_while_without_any_sign() -> None:
    assert 0.1 < await waited(Clock(), hours=None, at_most=0.2) < 4
    assert 0.1 < await waited(Clock(), hours=1, at_most=0.2) < 4


def test_time_does_not_run_backwards() -> None:
    clock = Clock()
    clock.move(by=HOUR)
    before = clock.now()
    with pytest.raises(ValueError, match="backwards"):
        clock.move(by=-HOUR)

    assert timedelta(0) <= clock.now() - before < HOUR
