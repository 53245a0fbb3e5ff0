"""The desk's list: what is due first, the right lists, found by what people say on the phone."""

import pytest

from tests.intake.world import A_NEIGHBOURS_WORRY, a_signal


async def names(desk, **query):
    asked = "&".join(f"{key.rstrip('_')}={value}" for key, value in query.items())
    got = await desk.get(f"/v1/worklist?{asked}")
    assert got.status == 200, got.body
    return [item["name"] for item in got.body["items"]]


async def found(desk, q):
    """Names go in a body: an address stands in logs and histories."""
    got = await desk.post("/v1/worklist/searches", {"q": q})
    assert got.status == 200, got.body
    return [item["name"] for item in got.body["items"]]


async def people(world, **family_names):
    """Signals of people, by family name, with changes of their own."""
    ids = {}
    for name, changes in family_names.items():
        body = a_signal(caregiver__familyName=name, caregiver__familyNamePrefix=None, caregiver__givenName=None, **changes)
        ids[name] = await world.signalled(body)
    return ids


async def test_what_is_due_first_stands_first(world):
    await people(world, Routine={"urgency": "routine"}, Today={"urgency": "today"}, Safety={"urgency": "safety"}, Soon={"urgency": "soon"})

    assert await names(world.desk()) == ["Safety", "Today", "Soon", "Routine"]
    assert await names(world.desk(), sort="-due") == ["Routine", "Soon", "Today", "Safety"]
    assert await names(world.desk(), sort="received") == ["Routine", "Today", "Safety", "Soon"]
    assert await names(world.desk(), sort="-received") == ["Soon", "Safety", "Today", "Routine"]


async def test_who_was_tried_stands_after_what_still_waits(world):
    ids = await people(world, Tried={"urgency": "today"}, Waits={"urgency": "routine"})
    await world.desk().done(ids["Tried"], "contacts", {"outcome": "no-answer"})

    assert await names(world.desk()) == ["Waits", "Tried"]


async def test_each_list_holds_its_own(world):
    world.on_monday()
    ids = await people(world, Mine={}, Nobodys={}, Now={"urgency": "today"}, Done={})
    await world.desk().done(ids["Mine"], "assignee", {}, "PUT")
    await world.desk().done(ids["Done"], "closures", {"ending": "answered-by-desk"})

    assert await names(world.desk(), list="mine") == ["Mine"]
    assert await names(world.desk(), list="unassigned") == ["Now", "Nobodys"]
    assert await names(world.desk(), list="due") == ["Now"]
    assert await names(world.desk(), list="all") == ["Now", "Mine", "Nobodys"]
    assert await names(world.desk(), list="closed") == ["Done"]
    assert await names(world.desk("daniel"), list="mine") == []


async def test_the_counts_are_those_of_all_lists(world):
    world.on_monday()
    ids = await people(world, Mine={}, Now={"urgency": "today"}, Late={"urgency": "safety"})
    await world.desk().done(ids["Mine"], "assignee", {}, "PUT")
    world.later(minutes=20)
    got = await world.desk().get("/v1/worklist?list=mine")

    assert got.body["counts"] == {"mine": 1, "unassigned": 2, "due": 2, "stuck": 0, "all": 3, "late": 1}


async def test_filters_narrow_it_down(world):
    await people(
        world,
        Here={"supportAreas": ["respite"]},
        There={"supportAreas": ["education"], "caregiver__postcode": "1404AB", "signaller__kind": "hospital"},
    )

    assert await names(world.desk(), municipality="GM1942") == ["There"]
    assert await names(world.desk(), area="respite") == ["Here"]
    assert await names(world.desk(), kind="hospital") == ["There"]


@pytest.mark.parametrize(
    "q", ["Celik", "çelik", "CEL", "mevrouw Çelik", "+31655550142", "06-55 55 01 42", "A@Example.org", "1271 KV", "1271kv"]
)
async def test_she_is_found_by_what_is_said_on_the_phone(world, q):
    ways = {"email": "a@example.org", "postcode": "1271KV", "houseNumber": 3}
    await world.signalled(a_signal(A_NEIGHBOURS_WORRY, caregiver=A_NEIGHBOURS_WORRY["caregiver"] | ways))
    await world.signalled()

    assert await found(world.desk(), q) == ["Çelik"]


async def test_she_is_found_by_the_reference_and_by_who_she_cares_for(world):
    await people(world, Dochter={"careRecipient__familyName": "Oudendijk"}, Ander={})
    (row,) = (await world.desk().post("/v1/worklist/searches", {"q": "Dochter"})).body["items"]

    assert await found(world.desk(), row["reference"].lower()) == ["Dochter"]
    assert await names(world.desk(), reference=row["reference"]) == ["Dochter"]
    assert await found(world.desk(), "oudend") == ["Dochter"]


async def test_an_address_takes_a_reference_and_no_name(world):
    await people(world, Dochter={})

    assert (await world.desk().get("/v1/worklist?reference=Dochter")).status == 400


@pytest.mark.parametrize("q", ["Niemand", "0699999999", "x@example.org", "9999ZZ", "GM-2026-999999", "...", "1"])
async def test_who_is_not_there_is_not_found(world, q):
    await world.signalled()

    assert await found(world.desk(), q) == []


async def test_a_search_keeps_to_its_list_and_filters(world):
    ids = await people(world, Jansen={"urgency": "today"}, Janssen={"caregiver__postcode": "1404AB"})
    await world.desk().done(ids["Jansen"], "closures", {"ending": "answered-by-desk"})

    assert [item["name"] for item in await world.desk().find("jans")] == ["Janssen"]
    assert [item["name"] for item in await world.desk().find("jans", list="closed")] == ["Jansen"]
    assert await world.desk().find("jans", municipality="GM0402") == []


async def test_a_long_list_comes_in_pages_without_gaps(world):
    for number in range(60):
        await world.signalled(a_signal(caregiver__familyName=f"N{number}", urgency=["routine", "soon", "today"][number % 3]))
    seen, cursor = [], ""
    while cursor is not None:
        page = (await world.desk().get(f"/v1/worklist?cursor={cursor}")).body
        seen += [item["signalId"] for item in page["items"]]
        cursor = page.get("next")

    assert len(seen) == len(set(seen)) == 60


async def test_pages_go_on_after_a_tried_one_as_well(world):
    ids = [await world.signalled() for _ in range(30)]
    for signal_id in ids[:28]:
        await world.desk().done(signal_id, "contacts", {"outcome": "no-answer"})
    first = (await world.desk().get("/v1/worklist")).body
    second = (await world.desk().get(f"/v1/worklist?cursor={first['next']}")).body

    assert {item["signalId"] for item in first["items"] + second["items"]} == set(ids)


@pytest.mark.parametrize("cursor", ["x", "bm9uc2Vuc2U", "WzEsMiwzXQ", "WzEsIngiLCJ5Il0"])
async def test_a_cursor_that_is_not_ours_is_refused(world, cursor):
    assert (await world.desk().get(f"/v1/worklist?cursor={cursor}")).status == 400


async def test_another_region_sees_none_of_it(world, two_regions):
    await world.signalled()

    assert await names(world.desk(region="elders")) == []


async def test_a_region_that_this_house_does_not_serve_is_refused(world):
    assert (await world.desk(region="nergens").get("/v1/worklist")).status == 403


async def test_everyone_whose_name_is_shown_is_recorded(world):
    await people(world, One={}, Two={})
    await world.desk().get("/v1/worklist")

    assert len(await world.rows("select distinct person from intake.access_log where what = 'worklist'")) == 2


async def test_closed_signals_cost_the_open_list_nothing(world):
    """The planner reads the index that holds the open ones only."""
    await world.signalled()
    await world.rows(
        "insert into intake.signal (id, region, reference, sender, content_hash, signalled_by, urgency, support_areas, "
        "caregiver_id, sealed, state, step, restricted, received_at, due_at, inform_by, closed_at) "
        "select gen_random_uuid(), 'gooi', 'X-' || n, 's', '\\x00', 'gp', 'soon', '{}', gen_random_uuid(), '\\x00', "
        "'closed', 'closed', false, now(), now(), now(), now() from generate_series(1, 20000) n"
    )
    await world.rows("analyze intake.signal")
    plan = await world.rows(
        "explain (analyze, buffers, format json) select id from intake.signal where region = 'gooi' and closed_at is null "
        "order by stopped, due_at, id limit 26"
    )

    assert "signal_open_ix" in plan[0][0]
    assert len(await names(world.desk())) == 1
