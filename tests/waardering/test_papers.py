"""Papers: known by what they hold, looked at by a scanner, sealed, opened by who decides, and gone when nobody needs them."""

from pathlib import Path
from uuid import UUID

import pytest

from schemas.base import PersonId
from schemas.intake import PersonErased
from services.waardering.domain.papers import LARGEST

from .handing import JPEG, PDF, PNG, by_link, hands_in, opens, paper, schemes_with_papers
from .town import Town, a_caregiver, an_application


@pytest.fixture(autouse=True)
def papers(town: Town, tmp_path: Path) -> None:
    schemes_with_papers(tmp_path)


async def kept(town: Town) -> int:
    return len(await town.house.rows("select 1 from waardering.evidence"))


async def test_what_the_scheme_asks_is_handed_in_looked_at_and_granted(town: Town):
    made, token = await by_link(town)
    before = (await opens(town, token))["application"]
    answer = await hands_in(town, token, kind="doctor-statement")
    after = (await opens(town, token))["application"]
    seen = await town.see(made["id"])
    (proof,) = [one for one in seen["conditions"] if one["condition"] == "proof"]
    done = await town.did(made["id"], f"papers/{answer.json()['id']}/judgements", {"accepted": True})

    assert [one["handedIn"] for one in before["wanted"]] == [False]
    assert (answer.status_code, answer.json()["mediaType"], answer.json()["scan"]) == (201, "application/pdf", "not-scanned")
    assert [one["handedIn"] for one in after["wanted"]] == [True]
    assert (proof["verdict"], proof["fact"]) == ("unknown", "nog niet bekeken")
    assert (done["state"], done["grantedCents"]) == ("granted", 5000)


async def test_one_good_paper_of_a_kind_is_enough_and_a_bad_one_alone_is_not(town: Town):
    made, token = await by_link(town)
    bad = (await hands_in(town, token, kind="doctor-statement")).json()["id"]
    refused = await town.did(made["id"], f"papers/{bad}/judgements", {"accepted": False})
    good = (await hands_in(town, token, JPEG, kind="doctor-statement")).json()["id"]
    granted = await town.did(made["id"], f"papers/{good}/judgements", {"accepted": True})

    assert (refused["state"], refused["advice"]) == ("received", "refuse")
    assert granted["state"] == "granted"


async def test_one_more_paper_does_not_undo_the_good_one(town: Town):
    made, token = await by_link(town)
    await town.did(made["id"], "information-requests", {"what": "Wie bent u?", "days": 14})
    good = (await hands_in(town, token, kind="doctor-statement")).json()["id"]
    await town.did(made["id"], f"papers/{good}/judgements", {"accepted": True})
    await hands_in(town, token, JPEG, kind="doctor-statement")
    (proof,) = [one for one in (await town.see(made["id"]))["conditions"] if one["condition"] == "proof"]

    assert (proof["verdict"], proof["fact"]) == ("met", "goed")


@pytest.mark.parametrize(("content", "kind"), [(PDF, "application/pdf"), (JPEG, "image/jpeg"), (PNG, "image/png")])
async def test_the_type_is_told_by_the_content_and_not_by_the_name(town: Town, content: bytes, kind: str):
    _, token = await by_link(town)
    answer = await hands_in(town, token, content, fileName="virus.exe")

    assert answer.json()["mediaType"] == kind


@pytest.mark.parametrize("content", [b"MZ\x90\x00 a program", b"<html><script>alert(1)</script></html>", b"", b"PK\x03\x04"])
async def test_what_is_no_pdf_and_no_picture_is_refused_whatever_its_name(town: Town, content: bytes):
    _, token = await by_link(town)
    answer = await hands_in(town, token, content)

    assert answer.status_code == 422
    assert answer.json()["inDutch"].startswith("Dit bestand kunnen wij niet lezen")
    assert await kept(town) == 0


async def test_a_paper_of_five_megabytes_comes_in_and_a_larger_one_does_not(town: Town):
    _, token = await by_link(town)
    largest = await hands_in(town, token, PDF + bytes(LARGEST - len(PDF)))
    larger = await hands_in(town, token, PDF + bytes(LARGEST - len(PDF) + 1))

    assert (largest.status_code, larger.status_code) == (201, 422)
    assert "5 MB" in larger.json()["inDutch"]


async def test_one_application_has_at_most_ten(town: Town):
    _, token = await by_link(town)
    answers = [(await hands_in(town, token)).status_code for _ in range(11)]

    assert answers == [201] * 10 + [409]


async def test_a_double_click_hands_in_one(town: Town):
    _, token = await by_link(town)
    first, again = await hands_in(town, token, key="een"), await hands_in(town, token, key="een")

    assert first.json() == again.json()
    assert await kept(town) == 1


async def test_where_nothing_is_asked_nothing_is_taken_and_neither_is_another_kind(town: Town):
    _, trusted = await by_link(town, "plain")
    _, token = await by_link(town, number=3)

    assert (await hands_in(town, trusted)).status_code == 409
    assert (await hands_in(town, token, kind="school-statement")).status_code == 409
    assert (await hands_in(town, token, kind="anything")).status_code == 409


async def test_nothing_of_a_paper_lies_open_in_the_database(town: Town):
    _, token = await by_link(town)
    await hands_in(town, token, PDF + b"Zandvliet heeft een zieke moeder")
    rows = await town.house.rows("select encode(content, 'escape') || encode(name, 'escape') from waardering.evidence")

    assert "zieke moeder" not in rows[0][0]
    assert "Zandvliet" not in rows[0][0]


async def test_the_officer_opens_it_under_a_name_of_ours_and_that_is_recorded(town: Town):
    made, token = await by_link(town)
    paper_id = (await hands_in(town, token, PNG, kind="doctor-statement", fileName="../../etc/passwd")).json()["id"]
    where = f"/v1/applications/{made['id']}/papers"
    listed = (await town.officer.get(where)).json()["items"]
    file = (await town.officer.get(f"{where}/{paper_id}")).json()
    stranger = town.staff("waardering-officer", "eva", organisation="maatschappelijke-zaken-hbel")
    looked = await town.house.rows("select what, purpose from waardering.access_log where what = 'evidence' and action = 'read'")

    assert [one["fileName"] for one in listed] == ["passwd"]
    assert (file["fileName"], file["mediaType"]) == (f"{made['reference']}-1.png", "image/png")
    assert (await stranger.get(f"{where}/{paper_id}")).status_code == 404
    assert (await town.payer.get(f"{where}/{paper_id}")).status_code == 403
    assert [tuple(row) for row in looked] == [("evidence", "waardering")]


async def test_staff_enter_a_paper_that_came_by_post(town: Town):
    made, _ = await by_link(town)
    answer = await town.officer.post("/v1/papers", json=paper(applicationId=made["id"], kind="doctor-statement"))
    stranger = town.staff("waardering-officer", "eva", organisation="maatschappelijke-zaken-hbel")
    refused = await stranger.post("/v1/papers", json=paper(applicationId=made["id"]))

    assert (answer.status_code, [one["kind"] for one in answer.json()["items"]]) == (201, ["doctor-statement"])
    assert refused.status_code == 404


async def test_papers_go_with_the_person(town: Town):
    made, token = await by_link(town)
    await hands_in(town, token)
    person = (await town.see(made["id"]))["parties"][0]["person"]["id"]
    await town.house.hears(PersonErased(person_id=PersonId(UUID(person))))
    answer = await town.door.post("/v1/own-links/openings", json={"token": token})

    assert await kept(town) == 0
    assert answer.status_code == 404


async def test_papers_go_when_nobody_can_object_any_more(town: Town):
    made, token = await by_link(town)
    paper_id = (await hands_in(town, token, kind="doctor-statement")).json()["id"]
    await town.did(made["id"], f"papers/{paper_id}/judgements", {"accepted": True})
    await town.passes(days=40)
    before = await kept(town)
    await town.passes(days=10)

    assert (before, await kept(town)) == (1, 0)


async def test_papers_stay_while_someone_objects(town: Town):
    made, token = await by_link(town)
    await hands_in(town, token, kind="doctor-statement")
    await town.did(made["id"], "decisions", {"grant": False, "reason": "evidence"})
    await town.officer.post(f"/v1/applications/{made['id']}/cases", json={"kind": "objection", "text": "Niet eens."})
    await town.passes(days=60)

    assert await kept(town) == 1


async def test_what_the_public_says_of_its_own_papers_is_not_taken(town: Town):
    claims = a_caregiver(evidence={"doctor-statement": True})
    answer = await town.sends(an_application("papers") | {"caregivers": [claims]})

    assert answer.status_code == 403


@pytest.mark.parametrize(("signed", "state"), [(True, "granted"), (False, "received"), (None, "received")])
async def test_a_declaration_counts_as_signed_or_not(town: Town, signed: bool | None, state: str):
    caregiver = a_caregiver() | ({} if signed is None else {"declared": signed})
    made = await town.applies(an_application("signed") | {"caregivers": [caregiver]})

    assert made["state"] == state
