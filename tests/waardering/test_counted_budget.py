"""A budget may count grants: never one more than there are places, and a place given back is the next one's."""

import asyncio
from pathlib import Path

import pytest

from .schemes import scheme
from .town import Town, an_application


@pytest.fixture
def counted(town: Town, tmp_path: Path) -> Town:
    """Three places a year; one scheme stops then, the other has a waiting list."""
    for key, at_end in (("counted", "stop"), ("queued", "wait-list")):
        text = scheme(key, euros=777, at_end=at_end).replace("euros: 777", "grants: 3")
        (tmp_path / "gooi" / "waardering" / f"{key}.yaml").write_text(text, encoding="utf-8")
    return town


async def states(town: Town, key: str, how_many: int) -> list[str]:
    made = await asyncio.gather(*(town.applies(an_application(key, number=number)) for number in range(1, how_many + 1)))
    return [one["state"] for one in made]


async def test_of_thirty_at_once_as_many_are_granted_as_there_are_places(counted: Town):
    found = await states(counted, "counted", 30)
    budget = await counted.budget("counted")

    assert (found.count("granted"), found.count("received")) == (3, 27)
    assert (budget["places"], budget["placesTaken"]) == (3, 3)
    assert "totalCents" not in budget or budget["totalCents"] is None


async def test_two_caregivers_on_one_application_take_two_places(counted: Town):
    await counted.applies(an_application("counted", number=1, caregivers=2))
    second = await counted.applies(an_application("counted", number=11, caregivers=2))

    assert second["state"] == "received"
    assert (await counted.budget("counted"))["placesTaken"] == 2


async def test_a_place_that_is_given_back_goes_to_the_first_that_waits(counted: Town):
    made = [await counted.applies(an_application("queued", number=number)) for number in range(1, 6)]
    await counted.did(made[0]["id"], "withdrawals", {})
    await counted.house.settled()
    seen = [(await counted.see(one["id"]))["state"] for one in made]

    assert [one["state"] for one in made] == ["granted", "granted", "granted", "waiting", "waiting"]
    assert seen == ["withdrawn", "granted", "granted", "granted", "waiting"]
    assert (await counted.budget("queued"))["placesTaken"] == 3


async def test_more_places_let_in_who_waits_and_fewer_than_are_taken_is_refused(counted: Town):
    made = [await counted.applies(an_application("queued", number=number)) for number in range(1, 5)]
    budget = await counted.budget("queued")
    where, headers = f"/v1/budgets/{budget['id']}", {"If-Match": budget["etag"]}
    less = await counted.payer.put(where, json={"places": 2}, headers=headers)
    nothing = await counted.payer.put(where, json={}, headers=headers)
    more = await counted.payer.put(where, json={"places": 4}, headers=headers)
    await counted.house.settled()

    assert (less.status_code, nothing.status_code, more.status_code) == (409, 400, 200)
    assert (await counted.see(made[3]["id"]))["state"] == "granted"


async def test_a_refused_application_keeps_no_place(counted: Town):
    body = an_application("counted", number=1)
    del body["careRecipient"]["postcode"]
    made = await counted.applies(body)
    before = (await counted.budget("counted"))["placesTaken"]
    await counted.did(made["id"], "decisions", {"grant": False, "reason": "residence"})

    assert before == 1
    assert (await counted.budget("counted"))["placesTaken"] == 0


async def test_the_number_is_open_data_in_plain_words(counted: Town):
    async with counted.house.client() as anyone:
        one = (await anyone.get("/v1/schemes/counted", params={"region": "gooi"})).json()

    assert "De waardering kan per jaar 3 keer worden gegeven." in one["text"]
    assert "Het budget is hier niet bekend" not in one["text"]


async def test_the_table_itself_refuses_one_place_too_many(counted: Town):
    await counted.applies(an_application("counted"))

    with pytest.raises(Exception, match="never_more_places"):
        await counted.house.rows("update waardering.pot set places_taken = places + 1")
