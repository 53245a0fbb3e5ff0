"""Two ids that turn out to be one person count as one, whichever of them an application came in with."""

from __future__ import annotations

from schemas.intake import PersonsMerged

from .test_deciding import LIVES_HERE, waits
from .test_erasing import person_of
from .town import Town, an_application


async def test_who_was_led_to_another_id_while_she_waited_counts_with_what_that_one_got(town: Town):
    waiting = await waits(town, 2)
    granted = await town.applies(an_application(number=5))
    await town.house.hears(PersonsMerged(old=await person_of(town, waiting), into=await person_of(town, granted["id"])))
    seen = await town.did(waiting, "completions", LIVES_HERE)

    assert (granted["state"], seen["state"], seen["advice"]) == ("granted", "received", "refuse")


async def test_her_own_earlier_grant_counts_too_after_she_was_led_to_another_id(town: Town):
    first = await town.applies(an_application(number=1))
    other = await town.applies(an_application(number=5))
    waiting = await waits(town, 1)
    await town.house.hears(PersonsMerged(old=await person_of(town, first["id"]), into=await person_of(town, other["id"])))
    seen = await town.did(waiting, "completions", LIVES_HERE)

    assert (seen["state"], seen["advice"]) == ("received", "refuse")
