"""Objections are heard before a no, owned by someone else than who decided, and what a late decision costs is told from day to day."""

from __future__ import annotations

import httpx
import pytest

from .test_deciding import close, open_case, refused, waits
from .town import Json, Town, an_application


async def case_of(town: Town, case: Json) -> Json:
    seen: Json = (await town.officer.get(f"/v1/cases/{case['id']}")).json()
    return seen


async def does(
    town: Town, case: Json, step: str, body: Json, *, who: httpx.AsyncClient | None = None, version: int | None = None
) -> httpx.Response:
    read = version or (await case_of(town, case))["version"]
    method = "PUT" if step == "owner" else "POST"
    return await (who or town.colleague).request(method, f"/v1/cases/{case['id']}/{step}", json=body, headers={"If-Match": f'"{read}"'})


async def test_an_objection_is_not_rejected_before_a_hearing_was_held_or_not_wished(town: Town):
    case = (await open_case(town, await refused(town), "objection")).json()
    unheard = await close(town, case, "rejected")
    await does(town, case, "hearings", {"state": "planned", "at": "2027-03-16T10:00:00+01:00"})
    planned = await close(town, case, "rejected")
    await does(town, case, "hearings", {"state": "held", "note": "Zij vertelde dat zij er elke dag is."})
    heard = await close(town, case, "rejected")
    seen = await case_of(town, case)

    assert [one.status_code for one in (unheard, planned, heard)] == [409, 409, 200]
    assert "hoorzitting" in unheard.json()["inDutch"]
    assert (seen["hearing"], seen["hearingNote"]) == ("held", "Zij vertelde dat zij er elke dag is.")
    assert seen["hearingAt"].startswith("2027-03-16T09:00")


async def test_who_does_not_want_to_be_heard_says_so_and_a_yes_needs_no_hearing(town: Town):
    first = (await open_case(town, await refused(town, 1), "objection")).json()
    second = (await open_case(town, await refused(town, 2), "objection")).json()
    without_word = await does(town, first, "hearings", {"state": "waived"})
    await does(town, first, "hearings", {"state": "waived", "note": "Gebeld op 3 maart: liever niet."})

    assert without_word.status_code == 400
    assert (await close(town, first, "rejected")).status_code == 200
    assert (await close(town, second, "upheld")).status_code == 200


async def test_a_complaint_has_no_hearing_and_a_closed_objection_no_more(town: Town):
    application = await refused(town)
    complaint = (await open_case(town, application, "complaint")).json()
    objection = (await open_case(town, application, "objection")).json()
    await close(town, objection, "inadmissible")
    waived = {"state": "waived", "note": "Liever niet."}

    assert (await does(town, complaint, "hearings", waived)).status_code == 409
    assert (await does(town, objection, "hearings", waived)).status_code == 409


@pytest.mark.parametrize(("kind", "most"), [("objection", 6), ("complaint", 4), ("notice-of-default", 0)])
async def test_a_case_is_given_no_more_time_than_the_law_allows(town: Town, kind: str, most: int):
    application = await waits(town) if kind == "notice-of-default" else await refused(town)
    await town.passes(days=58 if kind == "notice-of-default" else 1)
    case = (await open_case(town, application, kind)).json()
    too_long = await does(town, case, "extensions", {"weeks": most + 1})
    allowed = await does(town, case, "extensions", {})
    after = await case_of(town, case)

    assert case["mayExtendWeeks"] == most
    assert (too_long.status_code, allowed.status_code) == ((400, 200) if most else (409, 409))
    assert after["mayExtendWeeks"] == 0


async def test_who_is_second_on_a_case_reads_who_was_first(town: Town):
    case = (await open_case(town, await refused(town), "objection")).json()
    read = (await case_of(town, case))["version"]
    await does(town, case, "owner", {})
    second = await does(town, case, "extensions", {"weeks": 2}, who=town.officer, version=read)
    await close(town, case, "inadmissible")
    late = await does(town, case, "closures", {"outcome": "rejected", "text": "Nee."}, who=town.officer, version=read)

    assert (second.status_code, late.status_code) == (412, 412)
    assert {second.json()["by"], late.json()["by"]} == {str(town.house.staff("olaf"))}


async def test_an_objection_is_not_owned_by_who_decided(town: Town):
    case = (await open_case(town, await refused(town), "objection")).json()
    herself = await does(town, case, "owner", {}, who=town.officer)
    colleague = await does(town, case, "owner", {})

    assert herself.status_code == 403
    assert colleague.json()["owner"] == str(town.house.staff("olaf"))
    assert colleague.json()["decidedBy"] == str(town.house.staff("wendy"))


async def test_what_a_late_decision_costs_until_now_is_told_while_it_goes_on(town: Town):
    application = await waits(town)
    await town.passes(days=58)
    case = (await open_case(town, application, "notice-of-default")).json()
    await town.passes(days=14)
    in_time = await case_of(town, case)
    await town.passes(days=3)
    late = await case_of(town, case)

    assert (in_time["penaltyCents"], in_time["penaltyUntil"]) == (0, None)
    assert late["penaltyCents"] == 3 * 2300
    assert late["penaltyUntil"] > late["dueAt"]


async def test_what_is_answered_stands_on_a_list_of_its_own_the_latest_first(town: Town):
    made = [(await open_case(town, await refused(town, number), "complaint")).json() for number in (1, 2, 3)]
    for case in made[:2]:
        await close(town, case, "settled")
        await town.passes(minutes=1)

    async def listed(which: str) -> list[str]:
        return [one["id"] for one in (await town.officer.get("/v1/cases", params={"list": which})).json()["items"]]

    assert await listed("open") == [made[2]["id"]]
    assert await listed("done") == [made[1]["id"], made[0]["id"]]


async def test_one_answer_more_leaves_those_that_were_given_before(town: Town):
    eva = town.staff("waardering-officer", "eva", organisation="maatschappelijke-zaken-hbel")
    body = an_application("bel-mantelzorgcompliment", number=1, applicant="care-recipient")
    made = await town.applies(body)
    for excluded in ("paid-care", "volunteer"):
        named = {"familyName": "Zandvlietbaa", "exclusions": {excluded: False}}
        await town.did(made["id"], "completions", {"facts": {"caregivers": [named]}}, who=eva)
    judged = [one["verdict"] for one in (await town.see(made["id"], eva))["conditions"] if one["condition"] == "exclusion"]

    assert sorted(judged) == ["met", "met", "unknown"]
