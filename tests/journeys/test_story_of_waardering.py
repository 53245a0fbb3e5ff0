from __future__ import annotations

import asyncpg
import pytest

from services.house.wiring import NAMES
from services.story.waardering import IBAN, OTHER_IBAN, asked
from tests.journeys.conftest import Played

pytestmark = [pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]
MARKED = ("Anneke", "Verhalen", "Verderop", "Henk", "Vertelsel", "example.org", "55550177", "Slaapt slecht")
MARKED += ("1216AB", "1216 AB", "3511AB", "3511 AB")
ACCOUNTS = (IBAN, OTHER_IBAN, IBAN.replace(" ", ""), OTHER_IBAN.replace(" ", ""))


async def test_the_story_goes_from_the_form_to_the_bank_and_back(appreciated: Played) -> None:
    for chapter in ("1.", "2.", "3.", "4.", "5.", "6."):
        assert f"\n{chapter} " in appreciated.told
    assert "niet gespeeld" not in appreciated.told


async def test_no_name_address_account_or_free_text_is_in_any_event_or_log_line(appreciated: Played) -> None:
    told = [event for _, event in appreciated.events]

    assert len(told) > 20
    assert len(appreciated.technical_log.splitlines()) > 50
    for text in (*told, *appreciated.technical_log.splitlines()):
        assert [mark for mark in (*MARKED, *ACCOUNTS) if mark.casefold() in text.casefold()] == [], text


async def test_none_of_it_is_in_metrics_paths_or_subject_lines(appreciated: Played) -> None:
    for text in (appreciated.metrics, *appreciated.subjects, *(path for path in appreciated.paths if "dev-mailbox" not in path)):
        assert [mark for mark in (*MARKED, *ACCOUNTS) if mark.casefold() in text.casefold()] == [], text


async def test_the_marks_are_really_in_what_was_typed() -> None:
    typed = str([asked("x", "Anneke", "Verhalen", call=True), asked("x", "Bea", "Verderop", postcode="3511 AB")])

    assert [mark for mark in MARKED if mark.replace(" ", "") not in typed.replace(" ", "")] == []


async def test_no_euro_is_paid_twice_and_nothing_is_left_parked(appreciated: Played) -> None:
    assert appreciated.house.postgres is not None
    connection = await asyncpg.connect(appreciated.house.postgres.dsn())
    stuck = [
        (name, tuple(row))
        for name in NAMES
        for row in await connection.fetch(
            f'select type, error from "{name}".parked union all select type, error from "{name}".errand where state = \'given-up\''
        )
    ]
    sent = await connection.fetch("select cents from waardering.payment where state = 'sent'")
    await connection.close()

    assert stuck == []
    assert [row["cents"] for row in sent] == [5_000, 5_000]
