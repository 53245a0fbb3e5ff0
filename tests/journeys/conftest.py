from __future__ import annotations

import asyncio
import io
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import httpx
import pytest_asyncio
from rich.console import Console

from kernel.clock import Clock
from kernel.settings import HouseSettings
from services.house.house import House
from services.story.playing import Story
from services.story.staging import Tale, next_working_morning
from services.story.telling import Telling
from services.story.waardering import Appreciation
from tests.journeys.living import Living, a_house_with_people
from tests.journeys.quiet import logging_at


@dataclass
class Played:
    """What a house holds after the whole story, read before it closed."""

    told: str
    """What the story said."""
    story: Tale
    technical_log: str
    events: list[tuple[str, str]]
    metrics: str
    subjects: list[str]
    paths: list[str]
    house: House
    http: httpx.AsyncClient


@asynccontextmanager
async def a_played_house(folder: Path, tale: type[Tale]) -> AsyncIterator[Played]:
    clock = Clock()
    clock.move(to=next_working_morning(clock.now()))
    lines, told, paths = io.StringIO(), io.StringIO(), []

    async def note(request: httpx.Request) -> None:
        paths.append(str(request.url))

    with redirect_stdout(lines), redirect_stderr(lines), logging_at("DEBUG"):
        async with House(HouseSettings(data=folder, port=0, demo=False), clock=clock) as house:
            hooks = {"request": [note]}
            async with httpx.AsyncClient(base_url=house.where, timeout=30, event_hooks=hooks) as http:
                story = tale(http, Telling(Console(file=told, width=200)), clock)
                await story.play()
                await asyncio.sleep(0.5)
                metrics = (await http.get("/metrics")).text
                mails = (await http.get("/v1/dev-mailbox")).json()["items"]
                assert house.postgres is not None
                connection = await asyncpg.connect(house.postgres.dsn())
                events: list[tuple[str, str]] = []
                for service in ("intake", "referral", "notifications", "directory", "monitor", "waardering"):
                    events += [(r["type"], r["data"]) for r in await connection.fetch(f'select type, data::text from "{service}".log')]
                await connection.close()
                yield Played(told.getvalue(), story, lines.getvalue(), events, metrics, [m["subject"] for m in mails], paths, house, http)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def played() -> AsyncIterator[Played]:
    """A house in which the story was played."""
    with tempfile.TemporaryDirectory(prefix="mb-story-", ignore_cleanup_errors=True) as folder:
        async with a_played_house(Path(folder), Story) as played:
            yield played


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def appreciated() -> AsyncIterator[Played]:
    """A house in which a year of waardering was played."""
    with tempfile.TemporaryDirectory(prefix="mb-story-", ignore_cleanup_errors=True) as folder:
        async with a_played_house(Path(folder), Appreciation) as played:
            yield played


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def living() -> AsyncIterator[Living]:
    """A house with its example signals, people and their browsers."""
    async with a_house_with_people() as living:
        yield living
