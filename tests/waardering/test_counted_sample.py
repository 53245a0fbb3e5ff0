"""Of a year a fixed number is checked: drawn once, when the window is closed and everything is decided."""

from __future__ import annotations

from services.waardering.domain import sample_of
from services.waardering.domain.conditions import SpotChecks

from .town import Json, Town, an_application


async def granted(town: Town, how_many: int) -> list[str]:
    return [(await town.applies(an_application("counted-sample", number)))["id"] for number in range(1, how_many + 1)]


async def sampled(town: Town) -> list[Json]:
    answer = await town.officer.get("/v1/applications", params={"list": "drawn"})
    assert answer.status_code == 200, answer.text
    found: list[Json] = answer.json()["items"]
    return found


async def test_nobody_is_drawn_while_one_may_still_ask_and_two_of_five_after_that(town: Town):
    everyone = await granted(town, 5)
    await town.passes(days=20)
    early = await sampled(town)
    await town.passes(days=15)
    drawn = {one["id"] for one in await sampled(town)}

    assert early == []
    assert len(drawn) == 2
    assert drawn < set(everyone)


async def test_the_draw_is_the_one_that_anyone_makes_and_stands(town: Town):
    everyone = await granted(town, 6)
    await town.passes(days=35)
    drawn = {one["id"] for one in await sampled(town)}
    await town.passes(days=30)

    assert drawn == set(sample_of(SpotChecks(number=2, seed="waterlandplein", when="after-payment"), 2027, everyone))
    assert {one["id"] for one in await sampled(town)} == drawn


async def test_it_waits_for_the_last_decision_and_only_what_was_granted_takes_part(town: Town):
    everyone = await granted(town, 2)
    body = an_application("counted-sample", 9)
    del body["careRecipient"]["postcode"]
    undecided = (await town.applies(body))["id"]
    await town.passes(days=35)
    waiting = await sampled(town)
    await town.did(undecided, "decisions", {"grant": False, "reason": "residence", "note": "Woont elders."})
    await town.passes(days=8)

    assert waiting == []
    assert {one["id"] for one in await sampled(town)} == set(everyone)


async def test_who_is_drawn_is_told_in_the_story_and_is_checked_as_in_any_sample(town: Town):
    everyone = await granted(town, 2)
    await town.passes(days=35)
    shown = await town.did(everyone[0], "checks", {"passed": True})

    assert "sampled" in [one["what"] for one in shown["history"]]
    assert (shown["drawn"], shown["checked"]) == (True, True)
