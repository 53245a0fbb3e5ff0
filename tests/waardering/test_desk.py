"""The desk as a whole: its lists, who is found, several granted at once, and the sheet."""

from __future__ import annotations

from uuid import uuid4

import httpx

from services.waardering.reactions import name_who_was_known_before

from .town import HILVERSUM, IBAN, Json, Town, an_application


async def ready(town: Town, number: int = 1, scheme: str = "by-hand") -> str:
    """All is met, and a person decides."""
    made = await town.applies(an_application(scheme, number=number))
    assert made["state"] == "received"
    return str(made["id"])


async def unknown(town: Town, number: int, scheme: str = "by-hand") -> str:
    body = an_application(scheme, number=number)
    del body["careRecipient"]["postcode"]
    return str((await town.applies(body))["id"])


async def listed(town: Town, **asked: str) -> Json:
    answer = await town.officer.get("/v1/applications", params=asked)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


async def searched(town: Town, who: httpx.AsyncClient | None = None, **asked: object) -> list[str]:
    answer = await (who or town.officer).post("/v1/applications/searches", json=asked)
    assert answer.status_code == 200, answer.text
    return [one["id"] for one in answer.json()["items"]]


async def batch(
    town: Town, *ids: str, key: str | None = None, versions: dict[str, int] | None = None, who: httpx.AsyncClient | None = None
):
    known = versions or {}
    items = [{"id": one, "version": known[one] if one in known else (await town.see(one))["version"]} for one in ids]
    return await (who or town.officer).post(
        "/v1/applications/decisions", json={"items": items}, headers={"Idempotency-Key": key or str(uuid4())}
    )


# lists --------------------------------------------------------------------------------------------


async def test_each_list_says_how_many_stand_on_it(town: Town):
    mine = await ready(town, 1)
    await unknown(town, 2)
    await town.applies(an_application("plain", number=3))
    version = (await town.see(mine))["version"]
    await town.officer.put(f"/v1/applications/{mine}/owner", json={}, headers={"If-Match": f'"{version}"'})
    counts = (await listed(town))["counts"]

    assert counts == {"open": 2, "mine": 1, "due": 0, "ready": 1, "waiting": 0, "drawn": 0}
    assert [one["id"] for one in (await listed(town, list="ready"))["items"]] == [mine]
    assert [one["id"] for one in (await listed(town, list="mine"))["items"]] == [mine]
    assert (await listed(town, scheme="plain"))["counts"]["open"] == 0


async def test_a_list_is_narrowed_to_what_someone_looks_for_and_counts_along(town: Town):
    granted, waits = await ready(town, 1), await unknown(town, 2)
    await town.did(granted, "decisions", {"grant": True})
    refused = await unknown(town, 3)
    await town.did(refused, "decisions", {"grant": False, "reason": "residence"})
    found = {
        "refused": [one["id"] for one in (await listed(town, list="done", state="refused"))["items"]],
        "this year": {one["id"] for one in (await listed(town, list="done", year="2027"))["items"]},
        "last year": (await listed(town, list="done", year="2026"))["items"],
        "elsewhere": (await listed(town, list="done", municipality="GM0417"))["items"],
    }

    assert found == {"refused": [refused], "this year": {granted, refused}, "last year": [], "elsewhere": []}
    assert [(await listed(town, year=year))["counts"]["open"] for year in ("2026", "2027")] == [0, 1]
    assert [one["id"] for one in (await listed(town, year="2027", scheme="by-hand"))["items"]] == [waits]
    assert (await town.officer.get("/v1/applications", params={"state": "lost"})).status_code == 400


async def test_a_list_is_sorted_both_ways_and_its_pages_follow_each_other(town: Town):
    made = []
    for number in range(1, 28):
        made.append(await unknown(town, number))
        await town.passes(minutes=1)
    first = await listed(town, sort="-received")
    second = await listed(town, sort="-received", cursor=first["next"])
    upward = await listed(town, sort="received")

    assert [one["id"] for one in (*first["items"], *second["items"])] == made[::-1]
    assert [one["id"] for one in upward["items"]] == made[:25]
    assert second["next"] is None


async def test_the_list_of_what_is_done_begins_with_the_latest(town: Town):
    made = [await ready(town, number) for number in (1, 2)]
    for one in made:
        await town.passes(minutes=1)
        await town.did(one, "decisions", {"grant": True})

    assert [one["id"] for one in (await listed(town, list="done"))["items"]] == made[::-1]


# finding ------------------------------------------------------------------------------------------


async def test_someone_is_found_by_the_family_name_of_whoever_stands_in_the_application(town: Town):
    made = await town.applies(an_application("by-hand", number=1, caregivers=2))
    await town.applies(an_application("by-hand", number=5))

    for name in ("Zandvlietbaa", "anneke van zandvlietbaa", "ZANDVLIETCAA", "Naastebaa"):
        assert await searched(town, name=name) == [made["id"]]
    assert await searched(town, name="Zandvliet") == []
    assert await searched(town, reference=made["reference"].lower()) == [made["id"]]
    assert await searched(town, ids=[made["id"]]) == [made["id"]]


async def test_nobody_is_found_by_another_organisation_or_by_two_things_at_once(town: Town):
    made = await town.applies(an_application("by-hand", number=1))
    stranger = town.staff("waardering-officer", "eva", organisation="maatschappelijke-zaken-hbel")
    both = await town.officer.post("/v1/applications/searches", json={"name": "Naastebaa", "reference": made["reference"]})

    assert await searched(town, who=stranger, name="Naastebaa") == []
    assert await searched(town, who=stranger, ids=[made["id"]]) == []
    assert both.status_code == 400


async def test_a_changed_name_is_found_and_the_old_one_no_more(town: Town):
    application = await unknown(town, 1)
    named = {"facts": {"careRecipient": {"familyName": "Dijkstra"}}}
    await town.did(application, "completions", named)

    assert await searched(town, name="Dijkstra") == [application]
    assert await searched(town, name="Naastebaa") == []


async def test_who_was_known_before_names_were_searched_for_is_found_after_the_next_start(town: Town):
    made = await town.applies(an_application("by-hand", number=1))
    await town.house.rows("update waardering.person set name_hash = null returning id")
    before = await searched(town, name="Naastebaa")
    await name_who_was_known_before()
    await name_who_was_known_before()

    assert (before, await searched(town, name="Naastebaa")) == ([], [made["id"]])


# several at once ----------------------------------------------------------------------------------


async def test_several_are_granted_together_and_what_cannot_be_is_skipped_with_why(town: Town):
    good, doubtful, changed = await ready(town, 1), await unknown(town, 2), await ready(town, 3)
    read = (await town.see(changed))["version"]
    await town.officer.put(f"/v1/applications/{changed}/owner", json={}, headers={"If-Match": f'"{read}"'})
    nobody = str(uuid4())
    answer = await batch(town, good, doubtful, changed, nobody, versions={changed: read, nobody: 1})
    body = answer.json()

    assert answer.status_code == 200
    assert [(one["outcome"], one["why"]) for one in body["items"]] == [
        ("granted", None),
        ("skipped", "not-ready-for-batch"),
        ("skipped", "changed-meanwhile"),
        ("skipped", "not-found"),
    ]
    assert body["items"][2]["by"] == str(town.house.staff("wendy"))
    assert (body["granted"], body["skipped"], body["cents"]) == (1, 3, 5000)
    assert [(await town.see(one))["state"] for one in (good, doubtful, changed)] == ["granted", "received", "received"]
    assert (await town.see(good))["automatic"] is False


async def test_the_same_batch_twice_grants_once_and_answers_the_same(town: Town):
    made = [await ready(town, number) for number in (1, 2)]
    versions = {one: (await town.see(one))["version"] for one in made}
    key = str(uuid4())
    first = await batch(town, *made, key=key, versions=versions)
    again = await batch(town, *made, key=key, versions=versions)

    assert first.json() == again.json()
    assert [one["outcome"] for one in again.json()["items"]] == ["granted", "granted"]
    assert [(await town.story(one)).count("Granted") for one in made] == [1, 1]
    assert (await town.budget("by-hand"))["committedCents"] == 10_000


async def test_what_was_skipped_stays_skipped_under_the_same_key(town: Town):
    doubtful = await unknown(town, 1)
    version, key = (await town.see(doubtful))["version"], str(uuid4())
    await batch(town, doubtful, key=key, versions={doubtful: version})
    lives_here = {"facts": {"careRecipient": {"familyName": "Naastebaa", "postcode": "1216AB"}}}
    await town.did(doubtful, "completions", lives_here)
    again = await batch(town, doubtful, key=key, versions={doubtful: version})

    assert again.json()["items"][0]["why"] == "not-ready-for-batch"
    assert (await town.see(doubtful))["state"] == "received"


async def test_a_batch_refuses_nobody_and_goes_no_further_than_the_budget(town: Town):
    made = [await ready(town, number, "by-hand-tight") for number in range(1, 4)]
    answer = await batch(town, *made)

    assert [one["outcome"] for one in answer.json()["items"]] == ["granted", "granted", "skipped"]
    assert (await town.budget("by-hand-tight"))["leftCents"] == 0
    assert "Refused" not in {kind for one in made for kind in await town.story(one)}


async def test_a_batch_is_for_officers_of_the_organisation_that_decides(town: Town):
    made = await ready(town, 1)
    versions = {made: (await town.see(made))["version"]}
    stranger = town.staff("waardering-officer", "eva", organisation="maatschappelijke-zaken-hbel")
    theirs = await batch(town, made, versions=versions, who=stranger)
    payer = await batch(town, made, versions=versions, who=town.payer)

    assert theirs.json()["items"][0]["why"] == "not-found"
    assert payer.status_code == 403
    assert (await town.see(made))["state"] == "received"


# the sheet ----------------------------------------------------------------------------------------


async def test_a_sheet_has_a_line_for_each_caregiver_and_everyone_in_it_is_recorded(town: Town):
    await town.applies(an_application("shared", number=1, caregivers=2))
    (record,) = (await town.officer.get("/v1/applications/records", params={"list": "done"})).json()["items"]
    looks = await town.house.rows("select count(distinct person), min(purpose) from waardering.access_log where action = 'export'")

    assert [(one["name"], one["cents"]) for one in record["caregivers"]] == [("Anneke Zandvlietbaa", 5000), ("Anneke Zandvlietcaa", 5000)]
    assert all(one["iban"] is None for one in record["caregivers"])
    assert (record["grantedCents"], record["receivedOn"]) == (10_000, "2027-03-02")
    assert tuple(looks[0]) == (3, "waardering")


async def test_an_account_is_only_for_who_may_pay_too(town: Town):
    await town.applies(an_application("plain", number=1, caregivers=1))
    both = town.house.client(
        town.house.issuer.person(["waardering-officer", "payer"], staff="wilma", organisation=HILVERSUM, region="gooi")
    )
    asked = {"list": "done", "accounts": "true"}
    officer = await town.officer.get("/v1/applications/records", params=asked)
    allowed = (await both.get("/v1/applications/records", params=asked)).json()

    assert officer.status_code == 403
    assert allowed["items"][0]["caregivers"][0]["iban"] == IBAN


async def test_a_sheet_holds_nothing_of_another_organisation(town: Town):
    await town.applies(an_application("plain", number=1))
    stranger = town.staff("waardering-officer", "eva", organisation="maatschappelijke-zaken-hbel")

    assert (await stranger.get("/v1/applications/records", params={"list": "done"})).json()["items"] == []


# on behalf ----------------------------------------------------------------------------------------


async def test_a_consultant_asks_on_somebodys_behalf_and_sees_nothing_of_it_afterwards(town: Town):
    consultant = town.staff("assessor", "fatima", organisation="versa-welzijn")
    made = await town.applies(an_application("plain", number=1, via="staff", receivedOn="2027-02-20"), who=consultant)
    as_paper = await town.sends(an_application("plain", number=2, via="paper"), who=consultant)
    looks = await consultant.get(f"/v1/applications/{made['id']}")

    assert made["state"] == "granted"
    assert (await town.see(made["id"]))["via"] == "staff"
    assert (as_paper.status_code, looks.status_code) == (403, 403)


async def test_a_form_of_an_earlier_day_asks_what_was_asked_then(town: Town):
    where = "/v1/schemes/hilversum-mantelzorgwaardering/form"
    today = (await town.door.get(where, params={"region": "gooi"})).json()
    then = (await town.door.get(where, params={"region": "gooi", "on": "2023-11-01"})).json()
    never = await town.door.get(where, params={"region": "gooi", "on": "1990-01-01"})

    assert then["version"] != today["version"]
    assert then["applicants"] == ["care-recipient"]
    assert never.status_code == 404
