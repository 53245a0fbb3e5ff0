"""An objection by post is in time when it was posted before the end of its term and came within a week after it (Awb 6:9)."""

from __future__ import annotations

import pytest

from .test_deciding import open_case, refused
from .town import Town

# refused on 2 March 2027: the objection term ends on 13 April, and what was posted by then may come until 20 April


@pytest.mark.parametrize(
    ("came", "posted", "late", "by_post"),
    [
        ("2027-04-13", "2027-04-12", False, False),
        ("2027-04-14", None, True, False),
        ("2027-04-14", "2027-04-13", False, True),
        ("2027-04-20", "2027-04-13", False, True),
        ("2027-04-20", "2027-04-14", True, False),
        ("2027-04-21", "2027-04-13", True, False),
    ],
)
async def test_what_was_posted_before_the_end_and_came_within_a_week_is_in_time(
    town: Town, came: str, posted: str | None, late: bool, by_post: bool
) -> None:
    application = await refused(town)
    await town.passes(days=60)
    body = {"receivedOn": came} | ({"postedOn": posted} if posted else {})
    made = (await open_case(town, application, "objection", **body)).json()
    (line,) = [one for one in (await town.see(application))["history"] if one["what"] == "objection"]

    assert (made["late"], made["inTimeByPost"], made.get("postedOn")) == (late, by_post, posted)
    assert line.get("code") == ("late" if late else "by-post" if by_post else None)


async def test_nothing_is_posted_after_it_came_or_in_days_to_come(town: Town) -> None:
    application = await refused(town)
    await town.passes(days=10)
    after = await open_case(town, application, "objection", receivedOn="2027-03-10", postedOn="2027-03-11")
    to_come = await open_case(town, application, "objection", postedOn="2027-03-13")

    assert (after.status_code, to_come.status_code) == (400, 400)
    assert {one["pointer"] for answer in (after, to_come) for one in answer.json()["errors"]} == {"/postedOn"}


async def test_a_complaint_is_never_too_late_and_no_postmark_changes_that(town: Town) -> None:
    application = await refused(town)
    await town.passes(days=60)
    made = (await open_case(town, application, "complaint", postedOn="2027-03-03")).json()

    assert (made["late"], made["inTimeByPost"]) == (False, False)
