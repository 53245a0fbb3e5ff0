"""A notice of default costs money only where it was right, and only a decision ends it (Awb 4:17)."""

from __future__ import annotations

import pytest

from .test_deciding import close, open_case, refused, waits
from .town import Json, Town


async def six_days_late(town: Town) -> tuple[str, Json]:
    application = await waits(town)
    await town.passes(days=58)
    case: Json = (await open_case(town, application, "notice-of-default")).json()
    await town.passes(days=20)
    return application, case


@pytest.mark.parametrize("outcome", ["rejected", "inadmissible", "withdrawn"])
async def test_a_notice_that_was_none_or_is_taken_back_costs_nothing(town: Town, outcome: str):
    _, case = await six_days_late(town)
    answer = await close(town, case, outcome)

    assert (answer.status_code, answer.json()["penaltyCents"]) == (200, 0)


async def test_a_notice_is_not_settled_by_hand_before_the_decision_and_goes_on_counting(town: Town):
    application, case = await six_days_late(town)
    tried = [(await close(town, case, outcome)).status_code for outcome in ("upheld", "settled")]
    await town.passes(days=1)
    await town.did(application, "decisions", {"grant": False, "reason": "residence"})
    seen = (await town.officer.get(f"/v1/cases/{case['id']}")).json()

    assert tried == [409, 409]
    assert (seen["outcome"], seen["penaltyCents"]) == ("upheld", 7 * 2300)


async def test_an_answer_to_an_objection_that_is_late_costs_money_too_and_only_the_answer_ends_it(town: Town):
    application = await refused(town)
    objection = (await open_case(town, application, "objection")).json()
    early = await open_case(town, application, "notice-of-default")
    await town.passes(days=90)
    notice = await open_case(town, application, "notice-of-default")
    await town.passes(days=20)
    by_hand = await close(town, notice.json(), "settled")
    await town.officer.post(
        f"/v1/cases/{objection['id']}/hearings",
        json={"state": "waived", "note": "Per telefoon."},
        headers={"If-Match": f'"{objection["version"]}"'},
    )
    await close(town, objection, "rejected")
    seen = (await town.officer.get(f"/v1/cases/{notice.json()['id']}")).json()

    assert (early.status_code, notice.status_code, by_hand.status_code) == (409, 201, 409)
    assert (seen["outcome"], seen["penaltyCents"]) == ("upheld", 6 * 2300)


async def test_an_objection_that_is_answered_in_time_leaves_nothing_to_be_late_with(town: Town):
    application = await refused(town)
    objection = (await open_case(town, application, "objection")).json()
    await close(town, objection, "inadmissible")
    await town.passes(days=90)

    assert (await open_case(town, application, "notice-of-default")).status_code == 409
