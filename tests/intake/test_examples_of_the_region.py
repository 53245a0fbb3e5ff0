"""The region's examples go through the same door as everything else, once."""

from datetime import timedelta

from kernel.region_files import region_folder
from schemas.intake import CaregiverSignalled
from services.intake import intake
from services.intake.usecases import examples

FILES = sorted((region_folder("gooi") / "examples").glob("*.json"))


async def test_every_example_is_taken(world):
    assert len(FILES) >= 40
    assert await examples.load(intake, "gooi") == len(FILES)


async def test_they_are_loaded_once(world):
    await examples.load(intake, "gooi")

    assert await examples.load(intake, "gooi") == 0
    assert len(await world.told(CaregiverSignalled)) == len(FILES)


async def test_a_desk_with_signals_of_its_own_gets_no_examples(world):
    await world.signalled()

    assert await examples.load(intake, "gooi") == 0


async def test_they_came_over_the_last_days_and_never_from_the_future(world):
    await examples.load(intake, "gooi")
    now = world.clock.now()
    received = [told.received_at for told in await world.told(CaregiverSignalled)]

    assert all(now - timedelta(days=5) < at <= now for at in received)
    assert received == sorted(received)


async def test_the_gp_s_system_reads_its_own(world):
    await examples.load(intake, "gooi")
    (row,) = await world.rows("select id from intake.signal where sender like '%demo-gp' order by received_at limit 1")

    assert (await world.gp("demo-gp").get(f"/v1/signals/{row[0]}")).status == 200


async def test_two_of_them_are_about_the_same_person(world):
    await examples.load(intake, "gooi")
    desk = world.desk()
    pages = [await desk.open(str(row[0])) for row in await world.rows("select id from intake.signal")]

    assert sum(bool(page["maybeSame"]) for page in pages) >= 2
