from __future__ import annotations

import pytest

from services.story.signals import parking, quiet_sister, tired_daughter
from tests.journeys.conftest import Played

pytestmark = pytest.mark.slow
on_the_house = pytest.mark.asyncio(loop_scope="module")
MARKED = (
    "Anneke",
    "Verhalen",
    "Vertelsel",
    "Henk",
    "Parkeerder",
    "Stille",
    "Volhouder",
    "example.org",
    "31655550177",
    "1216AB",
    "Slaapt slecht",
    "tijd.",
)


@on_the_house
async def test_the_story_goes_from_signal_to_completed_handover(played: Played) -> None:
    assert "Het verhaal klopt" not in played.told  # the end is told by who plays it
    for chapter in ("1.", "1b.", "2 en 3.", "4.", "4b.", "4c.", "5.", "6.", "7.", "8.", "9."):
        assert f"\n{chapter} " in played.told
    assert "niet gespeeld" not in played.told


@on_the_house
async def test_no_name_address_or_free_text_is_in_any_event(played: Played) -> None:
    assert len(played.events) > 30
    for kind, data in played.events:
        assert [mark for mark in MARKED if mark.casefold() in data.casefold()] == [], kind


@on_the_house
async def test_no_name_address_or_free_text_is_in_any_log_line(played: Played) -> None:
    assert len(played.technical_log.splitlines()) > 50
    for line in played.technical_log.splitlines():
        assert [mark for mark in MARKED if mark.casefold() in line.casefold()] == [], line


@on_the_house
async def test_no_name_address_or_free_text_is_in_metrics_paths_or_subject_lines(played: Played) -> None:
    assert "http_requests" in played.metrics or "mantelbrug" in played.metrics
    for text in (played.metrics, *played.subjects, *(path for path in played.paths if "dev-mailbox" not in path)):
        assert [mark for mark in MARKED if mark.casefold() in text.casefold()] == [], text


def test_the_marks_are_really_in_what_was_signalled() -> None:
    from datetime import date

    typed = str([make("x", date(2026, 1, 1)) for make in (tired_daughter, parking, quiet_sister)])

    assert all(
        mark in typed for mark in ("Anneke", "Verhalen", "Vertelsel", "Parkeerder", "Stille", "example.org", "1216AB", "Slaapt slecht")
    )


@on_the_house
async def test_nothing_is_left_parked_and_nobody_has_a_task(played: Played) -> None:
    from services.house.wiring import NAMES

    assert played.house.postgres is not None
    import asyncpg

    connection = await asyncpg.connect(played.house.postgres.dsn())
    stuck = [
        (name, tuple(row))
        for name in NAMES
        for row in await connection.fetch(
            f'select type, error from "{name}".parked union all select type, error from "{name}".errand where state = \'given-up\''
        )
    ]
    await connection.close()

    assert stuck == []
