"""What lies still climbs, once for each step, in the desk's own hours."""

from uuid import UUID

from tests.intake.world import a_signal


async def tasks(world):
    return [tuple(row) for row in await world.rows("select kind, reason from intake.task where done_at is null order by id")]


async def test_what_nobody_tried_climbs_from_owner_to_coordinator_to_head(world):
    world.on_monday()
    await world.signalled(a_signal(urgency="today"))
    for days in (0.5, 1, 1, 5):
        world.later(days=days)
        await world.settled()

    assert await tasks(world) == [("signal-overdue", to) for to in ("assessor", "coordinator", "head-of-intake")]
    assert (await world.desk().get("/v1/worklist?list=stuck")).body["counts"]["stuck"] == 1


async def test_safety_climbs_every_fifteen_minutes(world):
    world.on_monday()
    await world.signalled(a_signal(urgency="safety"))
    world.later(minutes=16)
    await world.settled()
    world.later(minutes=15)
    await world.settled()

    assert await tasks(world) == [("signal-overdue", "assessor"), ("signal-overdue", "coordinator")]


async def test_who_was_tried_in_time_does_not_climb(world):
    world.on_monday()
    signal_id = await world.signalled(a_signal(urgency="today"))
    await world.desk().done(signal_id, "contacts", {"outcome": "no-answer"})
    world.later(hours=8)
    await world.settled()

    assert await tasks(world) == []


async def test_a_step_that_lies_still_after_the_first_attempt_shows_as_stuck(world):
    world.on_monday()
    signal_id = await world.signalled(a_signal(urgency="today"))
    await world.desk().done(signal_id, "contacts", {"outcome": "no-answer"})
    world.later(days=2)
    await world.settled()

    assert ("signal-overdue", "assessor") in await tasks(world)
    assert [row["signalId"] for row in (await world.desk().get("/v1/worklist?list=stuck")).body["items"]] == [signal_id]


async def test_an_attempt_ends_the_tasks_and_the_climbing_begins_anew(world):
    world.on_monday()
    signal_id = await world.signalled(a_signal(urgency="today"))
    world.later(days=1)
    await world.settled()
    await world.desk().done(signal_id, "contacts", {"outcome": "no-answer"})

    assert await tasks(world) == []
    assert (await world.rows("select escalation from intake.signal"))[0][0] == 0


async def test_what_waits_for_a_provider_does_not_climb_here(world):
    world.on_monday()
    await world.appointed()
    world.later(days=10)
    await world.settled()

    assert await tasks(world) == []


async def test_what_is_closed_does_not_climb(world):
    world.on_monday()
    signal_id = await world.signalled()
    await world.desk().done(signal_id, "closures", {"ending": "answered-by-desk"})
    world.later(days=40)
    await world.settled()

    assert await tasks(world) == []
    assert await world.rows("select 1 from intake.deadline") == []


async def test_climbing_does_not_make_an_open_page_stale(world):
    world.on_monday()
    signal_id = await world.signalled(a_signal(urgency="today"))
    version = (await world.desk().open(signal_id))["version"]
    world.later(days=1)
    await world.settled()
    got = await world.desk().post(f"/v1/worklist/{signal_id}/contacts", {"outcome": "spoken"}, If_Match=f'"{version}"')

    assert got.status == 200


async def test_after_a_month_the_law_asks_whether_she_was_told(world):
    world.on_monday()
    signal_id = await world.signalled()
    await world.desk().done(signal_id, "contacts", {"outcome": "no-answer"})
    world.later(days=32)
    await world.settled()

    assert ("inform-overdue", "avg-14") in await tasks(world)


async def test_who_was_told_in_time_needs_no_reminder(world):
    world.on_monday()
    signal_id = await world.signalled()
    await world.desk().spoken(signal_id)
    world.later(days=32)
    await world.settled()

    assert "inform-overdue" not in [kind for kind, _ in await tasks(world)]


async def test_both_clocks_are_set_when_a_signal_comes_in(world):
    world.on_monday()
    signal_id = await world.signalled()
    rows = await world.rows("select type, at from intake.deadline where subject = $1 order by at", UUID(signal_id))

    assert next((row["type"], row["at"].isoformat()) for row in rows) == ("signal-due", "2027-03-04T16:00:00+00:00")
    assert rows[1]["type"] == "inform-by"
    assert rows[1]["at"].date().isoformat() == "2027-04-01"
