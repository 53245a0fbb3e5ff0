"""A budget is reserved, committed and given back in the transaction of the deed, and never goes below zero."""

import asyncio
from hashlib import sha256

import pytest

from schemas.waardering import WaarderingQueued
from services.waardering.domain import draw

from .town import Town, an_application


async def ledger(town: Town, key: str) -> tuple[int, int]:
    """What the movements add up to: reserved and committed."""
    rows = await town.house.rows(
        "select what, sum(cents)::bigint from waardering.entry e join waardering.pot p on p.id = e.pot_id where p.key = $1 group by what",
        f"pot-{key}",
    )
    sums = {row[0]: row[1] for row in rows}
    return sums.get("reserve", 0) + sums.get("release", 0), sums.get("commit", 0) + sums.get("back", 0)


async def test_a_grant_commits_what_was_reserved(town: Town):
    await town.applies()
    budget = await town.budget("plain")

    assert (budget["reservedCents"], budget["committedCents"], budget["leftCents"]) == (0, 5000, 100_000_00 - 5000)
    assert await ledger(town, "plain") == (0, 5000)


async def test_at_its_end_a_person_decides_and_refuses_only_on_a_published_ceiling(town: Town):
    for number in range(1, 11):
        await town.applies(an_application("tight", number=number))
    late = await town.applies(an_application("tight", number=11))
    seen = await town.see(late["id"])
    refused = await town.did(late["id"], "decisions", {"grant": False, "reason": "budget-exhausted"})

    assert (late["state"], seen["advice"]) == ("received", "budget")
    assert (refused["state"], refused["reason"]) == ("refused", "budget-exhausted")
    assert (await town.budget("tight"))["leftCents"] == 0


async def test_without_a_published_ceiling_an_empty_budget_refuses_nobody(town: Town):
    for number in (1, 2):
        await town.applies(an_application("unpublished", number=number))
    late = await town.applies(an_application("unpublished", number=3))
    answer = await town.does(late["id"], "decisions", {"grant": False, "reason": "budget-exhausted"})
    granted = await town.does(late["id"], "decisions", {"grant": True, "note": "Toch."})

    assert (answer.status_code, granted.status_code) == (400, 409)


async def test_two_hundred_at_once_at_the_last_euros_never_take_more_than_there_is(town: Town):
    """Room for ten: ten are granted, whoever they are, and the others wait for a person."""
    answers = await asyncio.gather(*(town.applies(an_application("tight", number=number)) for number in range(1, 201)))
    budget = await town.budget("tight")

    states = [answer["state"] for answer in answers]
    assert (states.count("granted"), states.count("received")) == (10, 190)
    assert (budget["reservedCents"], budget["committedCents"], budget["leftCents"]) == (0, 50_000, 0)
    assert await ledger(town, "tight") == (0, 50_000)
    (paid,) = await town.house.rows("select sum(cents), count(*) from waardering.payment")
    assert tuple(paid) == (50_000, 10)


async def test_the_same_person_twice_at_the_same_moment_gets_it_once(town: Town):
    answers = await asyncio.gather(*(town.applies(an_application("plain", number=5)) for _ in range(8)))

    assert [answer["state"] for answer in answers].count("granted") == 1


async def test_whoever_waits_is_let_in_in_order_when_there_is_room_again(town: Town):
    made = [await town.applies(an_application("queue", number=number)) for number in range(1, 5)]
    assert [one["state"] for one in made] == ["granted", "granted", "waiting", "waiting"]
    await town.did(made[0]["id"], "withdrawals", {})
    await town.house.settled()
    states = [(await town.see(one["id"]))["state"] for one in made]

    assert states == ["withdrawn", "granted", "granted", "waiting"]
    assert len(await town.told(WaarderingQueued)) == 2
    assert (await town.budget("queue"))["waiting"] == 0 or (await town.budget("queue"))["leftCents"] == 0


async def test_more_money_lets_in_everyone_for_whom_it_is_enough(town: Town):
    made = [await town.applies(an_application("queue", number=number)) for number in range(1, 6)]
    budget = await town.budget("queue")
    answer = await town.payer.put(f"/v1/budgets/{budget['id']}", json={"totalCents": 20_000}, headers={"If-Match": budget["etag"]})
    await town.house.settled()

    assert answer.status_code == 200
    assert [(await town.see(one["id"]))["state"] for one in made] == ["granted"] * 4 + ["waiting"]


async def test_a_budget_never_becomes_less_than_what_stands_and_not_on_old_figures(town: Town):
    await town.applies()
    budget = await town.budget("plain")
    headers = {"If-Match": budget["etag"]}
    less = await town.payer.put(f"/v1/budgets/{budget['id']}", json={"totalCents": 4999}, headers=headers)
    await town.applies()
    stale = await town.payer.put(f"/v1/budgets/{budget['id']}", json={"totalCents": 50_000_00}, headers=headers)

    assert (less.status_code, stale.status_code) == (409, 412)


@pytest.mark.parametrize("statement", ["reserved_cents = -1", "committed_cents = total_cents + 1"])
async def test_the_table_itself_refuses(town: Town, statement: str):
    await town.applies()
    with pytest.raises(Exception, match="never_"):
        await town.house.rows(f"update waardering.pot set {statement}")


# pools --------------------------------------------------------------------------------------------


async def pooled(town: Town, scheme: str, how_many: int) -> list[str]:
    made = [await town.applies(an_application(scheme, number=number)) for number in range(1, how_many + 1)]
    assert {one["state"] for one in made} == {"pooled"}
    return [one["id"] for one in made]


async def divide(town: Town, scheme: str):
    return await town.officer.post(f"/v1/schemes/{scheme}/pools", json={"year": 2027})


async def test_a_pool_is_divided_once_after_its_window_exact_to_the_cent(town: Town):
    ids = await pooled(town, "pool", 7)
    early = await divide(town, "pool")
    await town.passes(days=31)
    answer = await divide(town, "pool")
    again = await divide(town, "pool")
    amounts = [(await town.see(one))["grantedCents"] for one in ids]

    assert (early.status_code, answer.status_code, again.status_code) == (409, 201, 409)
    assert sum(amounts) == answer.json()["totalCents"] == 100_000
    assert sorted(amounts) == [14285] * 2 + [14286] * 5 or max(amounts) - min(amounts) == 1
    assert "rest" in answer.json()["rule"]
    assert (await town.budget("pool"))["committedCents"] == 100_000
    assert sum(one["cents"] for one in await town.payments("due")) == 100_000
    assert (await town.story(ids[0]))[-1] == "AmountSet"


async def test_a_pool_waits_for_every_decision(town: Town):
    await pooled(town, "pool", 2)
    body = an_application("pool", number=9)
    del body["careRecipient"]["postcode"]
    await town.applies(body)
    await town.passes(days=31)

    assert (await divide(town, "pool")).status_code == 409


async def test_at_overrun_everyone_gets_as_much_less_in_proportion(town: Town):
    ids = await pooled(town, "overrun", 3)
    await town.passes(days=31)
    answer = await divide(town, "overrun")

    assert answer.json()["totalCents"] == 10_000
    assert sorted([(await town.see(one))["grantedCents"] for one in ids]) == [3333, 3333, 3334]


async def test_what_is_no_pool_is_not_divided(town: Town):
    await town.applies()
    answer = await divide(town, "plain")
    again = await divide(town, "plain")

    assert (answer.status_code, again.status_code) == (409, 409)
    assert await town.house.rows("select 1 from waardering.pool") == []


async def test_by_lot_the_budget_goes_as_far_as_it_reaches_and_anyone_can_draw_it_again(town: Town):
    made = [await town.applies(an_application("lots", number=number)) for number in range(1, 6)]
    early = await town.officer.post("/v1/schemes/lots/draws", json={"year": 2027})
    await town.passes(days=31)
    answer = await town.officer.post("/v1/schemes/lots/draws", json={"year": 2027})
    again = await town.officer.post("/v1/schemes/lots/draws", json={"year": 2027})
    seen = {one["id"]: await town.see(one["id"]) for one in made}
    order = draw("waterlandplein/2027", [one["id"] for one in made])
    result = (await town.officer.get("/v1/schemes/lots/draws/2027/lines")).json()
    by_hand = sorted(made, key=lambda one: sha256(f"waterlandplein/2027/{one['id']}".encode()).hexdigest())

    assert {one["state"] for one in made} == {"waiting"}
    assert (early.status_code, answer.status_code, again.status_code) == (409, 201, 409)
    assert answer.json() == {"of": 5, "letIn": 2, "seed": "waterlandplein/2027"}
    assert [seen[one]["state"] for one in order] == ["granted"] * 2 + ["received"] * 3
    assert {seen[one]["advice"] for one in order[2:]} == {"budget"}
    assert [one["reference"] for one in result["items"]] == [one["reference"] for one in by_hand]
    assert [one["drawn"] for one in result["items"]] == [True] * 2 + [False] * 3
    assert (await town.budget("lots"))["leftCents"] == 0
