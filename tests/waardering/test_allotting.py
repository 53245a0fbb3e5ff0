"""What would come of a pool, a lot or more money is told before anybody does it."""

from __future__ import annotations

from .town import Json, Town, an_application


async def applied(town: Town, scheme: str, how_many: int) -> list[str]:
    return [(await town.applies(an_application(scheme, number=number)))["id"] for number in range(1, how_many + 1)]


async def allotment(town: Town, scheme: str) -> Json:
    answer = await town.officer.get("/v1/budgets/allotments")
    assert answer.status_code == 200, answer.text
    (found,) = [one for one in answer.json()["items"] if one["scheme"] == scheme]
    seen: Json = found
    return seen


async def test_a_pool_is_foretold_exactly_as_it_is_divided(town: Town):
    await applied(town, "pool", 7)
    assert (await allotment(town, "pool"))["state"] == "open"
    early = await town.officer.get("/v1/schemes/pool/pools/2027")
    await town.passes(days=31)
    assert (await allotment(town, "pool"))["state"] == "ready"
    foretold = (await town.officer.get("/v1/schemes/pool/pools/2027")).json()
    untouched = await town.payments("due")
    divided = (await town.officer.post("/v1/schemes/pool/pools", json={"year": 2027})).json()
    after = await town.officer.get("/v1/schemes/pool/pools/2027")
    done = await allotment(town, "pool")

    assert (early.status_code, untouched, after.status_code) == (409, [], 409)
    assert foretold == divided
    assert (done["state"], done["totalCents"], done["rule"]) == ("done", 100_000, divided["rule"])
    assert done["doneBy"] == str(town.house.staff("wendy"))


async def test_a_pool_with_someone_undecided_says_how_many(town: Town):
    await applied(town, "pool", 2)
    body = an_application("pool", number=9)
    del body["careRecipient"]["postcode"]
    await town.applies(body)
    await town.passes(days=31)
    found = await allotment(town, "pool")

    assert (found["state"], found["undecided"], found["applications"]) == ("undecided", 1, 2)


async def test_a_lot_tells_how_many_wait_for_how_much_and_not_whom_it_favours(town: Town):
    await applied(town, "lots", 5)
    await town.passes(days=31)
    foretold = (await town.officer.get("/v1/schemes/lots/draws/2027")).json()
    found = await allotment(town, "lots")
    not_a_lot = await town.officer.get("/v1/schemes/pool/draws/2027")

    assert foretold == {"waiting": 5, "waitingCents": 25_000, "leftCents": 10_000, "seed": "waterlandplein/2027"}
    assert (found["kind"], found["state"], found["applications"]) == ("draw", "ready", 5)
    assert not_a_lot.status_code == 409


async def test_what_came_of_a_lot_is_shown_to_the_officer_once_it_is_drawn_and_names_nobody(town: Town):
    await applied(town, "lots", 3)
    await town.passes(days=31)
    early = await town.officer.get("/v1/schemes/lots/draws/2027/lines")
    await town.officer.post("/v1/schemes/lots/draws", json={"year": 2027})
    stranger = town.staff("waardering-officer", "eva", organisation="maatschappelijke-zaken-hbel")
    shown, again = [await town.officer.get("/v1/schemes/lots/draws/2027/lines") for _ in range(2)]
    others = [await who.get("/v1/schemes/lots/draws/2027/lines") for who in (stranger, town.payer, town.door)]

    assert early.status_code == 409
    assert shown.json() == again.json()
    assert [one["place"] for one in shown.json()["items"]] == [1, 2, 3]
    assert "Zandvliet" not in shown.text
    assert [answer.status_code for answer in others] == [404, 403, 403]


async def test_another_organisation_sees_no_pool_and_no_waiting_list(town: Town):
    await applied(town, "queue", 3)
    await applied(town, "pool", 1)
    budget = await town.budget("queue")
    stranger = town.staff("waardering-officer", "eva", organisation="maatschappelijke-zaken-hbel")

    assert (await stranger.get("/v1/budgets/allotments")).json()["items"] == []
    assert (await stranger.get(f"/v1/budgets/{budget['id']}/waiting")).status_code == 404
    assert (await stranger.get("/v1/schemes/pool/pools/2027")).status_code == 404


async def test_the_waiting_list_stands_in_the_order_of_arrival_with_what_it_costs_together(town: Town):
    made = await applied(town, "queue", 5)
    budget = await town.budget("queue")
    answer = await town.payer.get(f"/v1/budgets/{budget['id']}/waiting")
    lines = answer.json()["items"]
    looks = await town.house.rows("select count(distinct person) from waardering.access_log where action = 'list'")

    assert [(one["place"], one["id"], one["cents"], one["togetherCents"]) for one in lines] == [
        (place, made[place + 1], 5000, 5000 * place) for place in (1, 2, 3)
    ]
    assert (budget["waiting"], budget["waitingCents"]) == (3, 15_000)
    assert looks[0][0] == 3


async def test_whoever_changes_a_budget_second_reads_who_was_first(town: Town):
    await applied(town, "queue", 1)
    budget = await town.budget("queue")
    where, headers = f"/v1/budgets/{budget['id']}", {"If-Match": budget["etag"]}
    await town.payer.put(where, json={"totalCents": 20_000}, headers=headers)
    second = await town.other_payer.put(where, json={"totalCents": 30_000}, headers=headers)

    assert second.status_code == 412
    assert second.json()["by"] == str(town.house.staff("petra"))
