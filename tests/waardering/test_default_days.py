"""What a late decision costs, by its days: asked in time the term stands still, asked after its end it does not (Awb 4:15, 4:17)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from services.waardering import terms

from .letters import read
from .test_deciding import open_case, waits
from .town import Town

# Applied on 2 March 2027, so that the eight weeks end on 27 April: King's Day, and therefore on 28 April.
NOTICE = datetime(2027, 4, 29, 9, tzinfo=UTC)
ASKED = {"what": "Waar woont uw naaste?", "days": 14}


@pytest.mark.parametrize(
    ("days_after_the_notice", "euros"),
    [
        (0, 0),
        (14, 0),
        (15, 23),
        (28, 14 * 23),
        (29, 14 * 23 + 35),
        (34, 14 * 23 + 6 * 35),
        (42, 14 * 23 + 14 * 35),
        (43, 14 * 23 + 14 * 35 + 45),
        (56, 1442),
        (57, 1442),
        (400, 1442),
    ],
)
def test_each_day_after_the_two_weeks_costs_what_the_law_says_and_after_42_days_no_more(days_after_the_notice: int, euros: int) -> None:
    decided = NOTICE + timedelta(days=days_after_the_notice)

    assert terms.penalty_cents(terms.notice_due(NOTICE), decided) == euros * 100


@pytest.mark.parametrize(
    ("asked", "answered", "decide_by"),
    [
        ("2027-03-03", "2027-03-13", "2027-05-10"),  # ten days later is a Saturday
        (
            "2027-04-28",
            "2027-05-05",
            "2027-05-07",
        ),  # on its last day; seven days later is 5 May, then Ascension Day, and then Ascension Day
        ("2027-04-29", "2027-05-13", "2027-04-28"),
    ],
)
def test_a_term_stands_still_only_when_it_had_not_ended(asked: str, answered: str, decide_by: str) -> None:
    until = terms.end_of(datetime(2027, 4, 28, tzinfo=UTC).date())
    later = terms.suspended(until, datetime.fromisoformat(f"{asked}T09:00Z"), datetime.fromisoformat(f"{answered}T09:00Z"))

    assert f"{terms.day_of(later)}" == decide_by


async def test_asked_in_time_nobody_is_late_until_the_answer_came_and_the_longer_term_ended(town: Town) -> None:
    application = await waits(town)
    await town.passes(days=50)
    await town.did(application, "information-requests", ASKED)
    await town.passes(days=10)
    while_waiting = await open_case(town, application, "notice-of-default")
    await town.passes(days=7)  # nothing came: 17 days later is a Saturday before Whit Monday
    before_its_end = await open_case(town, application, "notice-of-default")
    await town.passes(days=11)
    after_its_end = await open_case(town, application, "notice-of-default")

    assert [one.status_code for one in (while_waiting, before_its_end, after_its_end)] == [409, 409, 201]


async def test_asked_after_the_term_ended_the_days_go_on_counting(town: Town) -> None:
    application = await waits(town)
    await town.passes(days=58)
    case = (await open_case(town, application, "notice-of-default")).json()
    await town.passes(days=16)
    await town.did(application, "information-requests", ASKED)
    await town.passes(days=3)
    waiting = (await town.officer.get(f"/v1/cases/{case['id']}")).json()
    await town.did(application, "decisions", {"grant": False, "reason": "residence"})
    seen = (await town.officer.get(f"/v1/cases/{case['id']}")).json()

    assert (waiting["penaltyCents"], seen["penaltyCents"]) == (5 * 2300, 5 * 2300)


async def test_a_question_after_the_term_ended_keeps_nobody_from_saying_that_we_are_late(town: Town) -> None:
    application = await waits(town)
    await town.passes(days=58)
    await town.did(application, "information-requests", ASKED)
    await town.passes(days=1)
    notice = await open_case(town, application, "notice-of-default")
    said = await read(town, application, "information")

    assert notice.status_code == 201
    assert "staat de termijn voor onze beslissing stil" not in said
