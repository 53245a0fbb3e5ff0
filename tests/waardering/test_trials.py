"""A scheme is tried on people who do not exist, as on the page of a scheme."""

import pytest

from .town import Json, Town


def people(**changes: object) -> Json:
    her = {"age": 58, "hoursAWeek": 12, "monthsOfCare": 18, "relation": "child", "registered": True}
    return {
        "applicant": "caregiver",
        "receivedOn": "2027-03-02",
        "municipality": "GM0402",
        "recipientAge": 84,
        "caregivers": [her],
    } | changes


async def test_each_version_says_what_it_would_decide_and_nothing_is_kept(town: Town) -> None:
    answer = await town.officer.post("/v1/schemes/plain/trials", json=people())
    (tried,) = answer.json()["items"]

    assert tried["proposal"] == "grant"
    assert tried["cents"] == [5000]
    assert {one["verdict"] for one in tried["conditions"]} == {"met"}
    assert await town.told() == []
    assert await town.house.rows("select 1 from waardering.application") == []


async def test_who_lives_elsewhere_would_be_refused(town: Town) -> None:
    answer = await town.officer.post("/v1/schemes/plain/trials", json=people(municipality="GM0363"))
    (tried,) = answer.json()["items"]

    assert tried["proposal"] == "refuse"


@pytest.mark.parametrize("day", ["0001-01-01", "2014-12-31", "2100-01-01"])
async def test_a_day_on_which_there_is_no_scheme_is_refused(town: Town, day: str) -> None:
    answer = await town.officer.post("/v1/schemes/plain/trials", json=people(receivedOn=day))

    assert answer.status_code == 400
    assert [one["pointer"] for one in answer.json()["errors"]] == ["/receivedOn"]
