"""The first ones of a year get something else: never one more than there are, in the order in which was asked."""

import asyncio
from pathlib import Path

import pytest

from .schemes import scheme
from .town import Town, a_caregiver, an_application

FIRST = "{kind: table, per: caregiver, rows: [{when: {first: 3}, euros: 100}], otherwise: 50}"
TOGETHER = "{kind: table, per: recipient, rows: [{when: {first: 2}, euros: 90}], otherwise: 60}"
TRIP = (
    "[{form: activity, name: een boottocht, handed: meeting, at_most: 3}, {form: voucher, name: een bon, handed: post, supplier: bonnen}]"
)
NUMBERS = "select number from waardering.claim where scheme = $1 order by number nulls last"


@pytest.fixture
def early(town: Town, tmp_path: Path) -> Town:
    """The first three get a hundred euros; in one scheme at once, in another by hand, in the last by recipient."""
    texts = {
        "early": scheme("early", amount=FIRST),
        "by-hand-early": scheme("by-hand-early", amount=FIRST, automatic=False),
        "trip": scheme("trip", forms=TRIP),
        "by-hand-trip": scheme("by-hand-trip", forms=TRIP, automatic=False),
        "together-early": scheme("together-early", amount=TOGETHER, division="division: {how: equal, at_most: 3}"),
    }
    for key, text in texts.items():
        (tmp_path / "gooi" / "waardering" / f"{key}.yaml").write_text(text, encoding="utf-8")
    return town


async def amounts(town: Town, applications: list[str]) -> list[int]:
    return [(await town.see(one))["grantedCents"] // 100 for one in applications]


async def numbers(town: Town, key: str) -> list[int | None]:
    return [row["number"] for row in await town.house.rows(NUMBERS, key)]


async def test_of_twelve_at_once_exactly_three_get_more(early: Town):
    made = await asyncio.gather(*(early.applies(an_application("early", number=number)) for number in range(1, 13)))
    given = await amounts(early, [one["id"] for one in made])

    assert sorted(given) == [50] * 9 + [100] * 3
    assert await numbers(early, "early") == [1, 2, 3] + [None] * 9


async def test_a_place_that_is_given_back_is_the_next_one_s(early: Town):
    made = [await early.applies(an_application("early", number=number)) for number in range(1, 5)]
    await early.did(made[1]["id"], "withdrawals", {})
    next_one = await early.applies(an_application("early", number=5))
    after = await early.applies(an_application("early", number=6))

    assert await amounts(early, [made[3]["id"], next_one["id"], after["id"]]) == [50, 100, 50]
    assert await numbers(early, "early") == [1, 2, 3, None, None]


async def test_who_asked_first_is_among_the_first_also_when_decided_last(early: Town):
    made = [await early.applies(an_application("by-hand-early", number=number)) for number in range(1, 6)]
    for one in reversed(made):
        await early.did(one["id"], "decisions", {"grant": True})

    assert await amounts(early, [one["id"] for one in made]) == [100, 100, 100, 50, 50]


async def test_one_application_can_hold_the_last_of_the_first_and_one_that_is_not(early: Town):
    await early.applies(an_application("early", number=1, caregivers=2))
    both = await early.applies(an_application("early", number=11, caregivers=2))

    assert [party["shareCents"] for party in (await early.see(both["id"]))["parties"]] == [10_000, 5_000]


async def test_decided_again_it_keeps_its_number(early: Town):
    made = [await early.applies(an_application("early", number=number)) for number in range(1, 5)]
    await early.did(made[0]["id"], "revisions", {})
    await early.did(made[0]["id"], "decisions", {"grant": True})

    assert await amounts(early, [made[0]["id"], made[3]["id"]]) == [100, 50]
    assert await numbers(early, "early") == [1, 2, 3, None]


async def test_one_amount_for_all_who_care_takes_one_number(early: Town):
    made = [await early.applies(an_application("together-early", number=10 * number, caregivers=2)) for number in range(1, 4)]

    assert await amounts(early, [one["id"] for one in made]) == [90, 90, 60]
    assert await numbers(early, "together-early") == [1, 2, None, None, None, None]


async def test_the_table_itself_refuses_the_same_number_twice(early: Town):
    for number in (1, 2):
        await early.applies(an_application("early", number=number))

    with pytest.raises(Exception, match="claim_number_key"):
        await early.house.rows("update waardering.claim set number = 1 where number = 2")


def a_trip(scheme: str, number: int, *, form: str = "activity") -> dict[str, object]:
    return an_application(scheme, number=number) | {"caregivers": [a_caregiver(number, form=form)]}


async def test_of_ten_at_once_three_make_the_trip_and_the_others_are_asked_what_else(early: Town):
    made = await asyncio.gather(*(early.applies(a_trip("trip", number)) for number in range(1, 11)))
    with_a_voucher = await early.applies(a_trip("trip", 20, form="voucher"))

    assert sorted(one["state"] for one in made) == ["granted"] * 3 + ["received"] * 7
    assert with_a_voucher["state"] == "granted"


async def test_who_chose_the_trip_first_keeps_it_until_it_is_decided_and_what_is_given_back_is_the_next_one_s(early: Town):
    made = [await early.applies(a_trip("by-hand-trip", number)) for number in range(1, 5)]
    fourth = [one["text"] for one in (await early.see(made[3]["id"]))["conditions"] if one["condition"] == "form"]
    await early.did(made[0]["id"], "decisions", {"grant": False, "reason": "residence"})
    advice = await early.does(made[3]["id"], "decisions", {"grant": True})

    assert fourth[0].startswith("Wat is gekozen, is op voor dit jaar.")
    assert advice.status_code < 300, advice.text
