"""The same story where events travel over a real Apache Kafka: in one process, and with each service by itself."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path

import pytest

from kernel.testing.kafka import TestKafka

pytestmark = [pytest.mark.kafka, pytest.mark.slow]
HOUSE = Path(__file__).resolve().parents[2]
PATIENCE = 240


async def story(*command: str, **environment: str) -> str:
    """Played in a process of its own, which sets up its own logs; its last words when it fails."""
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", *command, cwd=HOUSE, env={**os.environ, **environment}, stdout=pipe, stderr=pipe, start_new_session=True
    )
    told, worries = await asyncio.wait_for(process.communicate(), PATIENCE)
    assert process.returncode == 0, told.decode() + worries.decode()[-4000:]
    return told.decode()


async def test_the_story_is_the_same_over_topics(kafka: TestKafka) -> None:
    told = await story("services", "story", MANTELBRUG_KAFKA=kafka.address, MANTELBRUG_KAFKA_NAMES="story")

    assert "Het verhaal klopt" in told
    assert "niet gespeeld" not in told


async def test_the_story_is_the_same_with_each_service_by_itself() -> None:
    """All nine steps: the processes share the clock that the story moves."""
    told = await story("tools.story_kafka")

    assert "Het verhaal klopt" in told
    assert "niet gespeeld" not in told
    assert [step for step in range(1, 10) if f"\n{step}" not in told] == [3]  # 2 and 3 are one chapter
