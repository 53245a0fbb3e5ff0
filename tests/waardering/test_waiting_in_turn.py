"""On a waiting list nobody overtakes who asked sooner: not by coming at the right moment, nor by answering a question."""

from __future__ import annotations

from uuid import UUID

from schemas.base import PersonId
from schemas.intake import PersonErased

from .town import Town, an_application

NOTE = {"note": "Bedacht zich."}


async def applied(town: Town, how_many: int) -> list[str]:
    """Two fit; the others wait."""
    return [(await town.applies(an_application("queue", number=number)))["id"] for number in range(1, how_many + 1)]


async def states(town: Town, *applications: str) -> list[str]:
    return [(await town.see(one))["state"] for one in applications]


async def test_who_comes_while_room_is_given_back_stands_behind_who_waits(town: Town):
    first, _, third = await applied(town, 3)
    await town.did(first, "withdrawals", NOTE)
    newcomer = await town.applies(an_application("queue", number=7))
    await town.house.settled()

    assert newcomer["state"] == "waiting"
    assert await states(town, third, newcomer["id"]) == ["granted", "waiting"]


async def test_who_answers_a_question_keeps_her_place_and_takes_nobody_else_s(town: Town):
    first, _, third, fourth = await applied(town, 4)
    await town.did(fourth, "information-requests", {"what": "Voor wie zorgt u?", "days": 14})
    await town.did(first, "withdrawals", NOTE)
    done = await town.did(fourth, "completions", {"facts": {}})
    await town.house.settled()

    assert done["state"] == "waiting"
    assert await states(town, third, fourth) == ["granted", "waiting"]


async def test_what_an_erased_caregiver_of_someone_else_s_application_was_due_goes_to_the_first_that_waits(town: Town):
    his = await town.applies(an_application("queue", number=1, applicant="care-recipient"))
    _, third = [(await town.applies(an_application("queue", number=number)))["id"] for number in (2, 3)]
    (hers,) = [payment for payment in await town.payments("due") if payment["applicationId"] == his["id"]]
    before = await states(town, third)
    await town.house.hears(PersonErased(person_id=PersonId(UUID(hers["personId"]))))
    await town.house.settled()

    assert before == ["waiting"]
    assert await states(town, third) == ["granted"]
    assert (await town.budget("queue"))["committedCents"] == 10_000
