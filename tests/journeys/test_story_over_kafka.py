"""The same story where events travel over a real Apache Kafka: in one process, and with each service by itself."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import pytest

from kernel.testing.kafka import TestKafka
from services.story.playing import play_at_home

pytestmark = [pytest.mark.kafka, pytest.mark.slow]
HOUSE = Path(__file__).resolve().parents[2]
PATIENCE = 240


async def test_the_story_is_the_same_over_topics(
    kafka: TestKafka, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("MANTELBRUG_KAFKA", kafka.address)
    monkeypatch.setenv("MANTELBRUG_KAFKA_NAMES", "story")

    assert await play_at_home() == 0
    assert "Het verhaal klopt" in capsys.readouterr().out


async def test_the_story_is_the_same_with_each_service_by_itself() -> None:
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tools.story_kafka", cwd=HOUSE, stdout=pipe, stderr=pipe, start_new_session=True
    )
    told, worries = await asyncio.wait_for(process.communicate(), PATIENCE)

    assert process.returncode == 0, told.decode() + worries.decode()[-4000:]
    assert "7. De hulp is klaar" in told.decode()
