"""Saved by link, without an account: a form goes on where it was, and after it is sent the link tells how it stands."""

from pathlib import Path

import pytest

from schemas.waardering import DraftLinkAsked

from .handing import by_link, opens, schemes_with_papers
from .town import Json, Town, an_application

ANSWERS = {"m1-voornaam": ["Anneke"], "m1-achternaam": ["Zandvliet"], "m1-iban": ["NL91 ABNA 0417 1643 00"], "stap": ["zorg"]}


@pytest.fixture(autouse=True)
def papers(town: Town, tmp_path: Path) -> None:
    schemes_with_papers(tmp_path)


async def saves(town: Town, answers: Json | None = None, **more: object):
    return await town.door.post("/v1/drafts", json={"scheme": "plain", "answers": answers or ANSWERS} | more)


async def test_a_form_goes_on_where_it_was(town: Town):
    kept = (await saves(town)).json()
    again = (await saves(town, {"m1-voornaam": ["Joris"]}, token=kept["token"])).json()
    draft = (await opens(town, kept["token"]))["draft"]

    assert again == kept
    assert (draft["scheme"], draft["answers"]) == ("plain", {"m1-voornaam": ["Joris"]})


async def test_nothing_of_it_lies_open_in_the_database(town: Town):
    token = (await saves(town)).json()["token"]
    found = []
    for table in ("draft", "link", "deadline", "log"):
        rows = await town.house.rows(f"select t::text from waardering.{table} t")
        found += [table for row in rows for secret in ("Anneke", "Zandvliet", "0417", token) if secret in row[0]]

    assert found == []


async def test_what_was_never_sent_is_thrown_away_with_its_key(town: Town):
    token = (await saves(town)).json()["token"]
    await town.passes(days=14, minutes=1)
    answer = await town.door.post("/v1/own-links/openings", json={"token": token})

    assert answer.status_code in (404, 410)
    assert await town.house.rows("select 1 from waardering.draft") == []
    assert await town.house.rows("select 1 from waardering.sealing_key") == []


async def test_what_was_sent_is_no_draft_any_more(town: Town):
    token = (await saves(town)).json()["token"]
    await town.applies(an_application(draft=token))
    answer = await town.door.post("/v1/own-links/openings", json={"token": token})

    assert answer.status_code == 404
    assert await town.house.rows("select 1 from waardering.draft") == []


async def test_a_bsn_is_kept_nowhere_also_not_on_the_way(town: Town):
    answer = await saves(town, {"m1-achternaam": ["123456782"]})

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == "/answers/m1-achternaam"


async def test_a_link_that_was_made_up_opens_nothing(town: Town):
    answer = await town.door.post("/v1/own-links/openings", json={"token": "x" * 43})

    assert answer.status_code == 404


async def test_another_region_does_not_open_it(town: Town):
    token = (await saves(town)).json()["token"]
    elsewhere = town.house.client(town.house.issuer.system("console", role="public-door", organisation="", region="elders"))
    answer = await elsewhere.post("/v1/own-links/openings", json={"token": token})

    assert answer.status_code == 404


async def test_after_sending_the_link_tells_how_it_stands_until_it_is_paid(town: Town):
    _, token = await by_link(town, "plain")
    granted = (await opens(town, token))["application"]
    await town.paid()
    paid = (await opens(town, token))["application"]

    assert (granted["state"], granted["cents"], granted["mayWithdraw"]) == ("granted", 5000, True)
    assert [one["state"] for one in granted["payments"]] == ["due"]
    assert ([one["state"] for one in paid["payments"]], paid["mayWithdraw"]) == (["sent"], False)
    assert "Zandvliet" not in str(paid)


async def test_who_asks_for_no_link_gets_none_and_neither_does_staff(town: Town):
    without = await town.applies()
    by_staff = await town.applies(an_application(number=5, wishesLink=True), who=town.officer)

    assert "link" not in without
    assert "link" not in by_staff


async def test_she_takes_it_back_once_and_the_budget_has_it_again(town: Town):
    _, token = await by_link(town, "plain")
    first = await town.door.post("/v1/own-applications/withdrawals", json={"token": token}, headers={"Idempotency-Key": "a"})
    same = await town.door.post("/v1/own-applications/withdrawals", json={"token": token}, headers={"Idempotency-Key": "a"})
    again = await town.door.post("/v1/own-applications/withdrawals", json={"token": token})

    assert (first.status_code, same.status_code, again.status_code) == (200, 200, 409)
    assert first.json()["state"] == "withdrawn"
    assert (await town.budget("plain"))["committedCents"] == 0


async def test_what_was_paid_is_taken_back_by_nobody(town: Town):
    _, token = await by_link(town, "plain")
    await town.paid()
    answer = await town.door.post("/v1/own-applications/withdrawals", json={"token": token})

    assert (answer.status_code, answer.json()["title"]) == (409, "What was granted has already left the house.")


async def asked(town: Town) -> tuple[Json, str]:
    body = an_application(wishesLink=True)
    del body["careRecipient"]["postcode"]
    made = await town.applies(body)
    await town.did(made["id"], "information-requests", {"what": "Waar woont uw moeder?"})
    return made, made["link"]


async def test_what_was_asked_is_answered_once_and_the_term_goes_on(town: Town):
    made, token = await asked(town)
    before = (await opens(town, token))["application"]
    first = await town.door.post("/v1/own-applications/answers", json={"token": token, "text": "In Hilversum."})
    again = await town.door.post("/v1/own-applications/answers", json={"token": token, "text": "Of toch niet."})
    seen = await town.see(made["id"])
    papers = (await town.officer.get(f"/v1/applications/{made['id']}/papers")).json()

    assert (before["state"], before["asked"]) == ("incomplete", "Waar woont uw moeder?")
    assert (first.status_code, again.status_code) == (200, 409)
    assert (seen["state"], seen["advice"]) == ("received", "answered")
    assert (papers["asked"], papers["answer"]) == ("Waar woont uw moeder?", "In Hilversum.")
    assert "applicant-answered" in await town.tasks()


async def test_a_late_answer_counts_until_it_is_decided(town: Town):
    made, token = await asked(town)
    await town.passes(days=20)
    late = await town.door.post("/v1/own-applications/answers", json={"token": token, "text": "In Hilversum."})
    await town.did(made["id"], "decisions", {"grant": False, "reason": "residence"})
    too_late = await town.door.post("/v1/own-applications/answers", json={"token": token, "text": "Echt."})

    assert (late.status_code, too_late.status_code) == (200, 409)


async def test_only_notifications_makes_a_link_for_a_letter(town: Town):
    made = await town.applies()
    letters = town.house.client(town.house.issuer.service("notifications"))
    fresh = await letters.post("/v1/application-links", json={"applicationId": made["id"]})
    refused = await town.intake.post("/v1/application-links", json={"applicationId": made["id"]})

    assert (await opens(town, fresh.json()["token"]))["application"]["reference"] == made["reference"]
    assert refused.status_code == 403


async def test_an_officer_does_not_come_in_by_her_link(town: Town):
    _, token = await by_link(town, "plain")

    assert (await town.officer.post("/v1/own-links/openings", json={"token": token})).status_code == 403


async def test_the_link_goes_by_mail_a_few_times_a_day_and_only_notifications_asks_where(town: Town):
    token = (await saves(town)).json()["token"]
    body = {"token": token, "email": "anneke@example.org"}
    answers = [(await town.door.post("/v1/draft-mails", json=body)).status_code for _ in range(4)]
    told = await town.told(DraftLinkAsked)
    draft = {"draftId": str(told[0].draft_id)} if isinstance(told[0], DraftLinkAsked) else {}
    letters = town.house.client(town.house.issuer.service("notifications"))
    letter = (await letters.post("/v1/draft-letters", json=draft)).json()

    assert answers == [202, 202, 202, 429]
    assert letter["email"] == "anneke@example.org"
    assert (await opens(town, letter["token"]))["draft"]["answers"]["m1-voornaam"] == ["Anneke"]
    assert (await town.intake.post("/v1/draft-letters", json=draft)).status_code == 403


async def test_what_was_sent_since_is_mailed_to_nobody(town: Town):
    token = (await saves(town)).json()["token"]
    await town.door.post("/v1/draft-mails", json={"token": token, "email": "anneke@example.org"})
    (told,) = await town.told(DraftLinkAsked)
    assert isinstance(told, DraftLinkAsked)
    await town.applies(an_application(draft=token))
    letters = town.house.client(town.house.issuer.service("notifications"))

    assert (await letters.post("/v1/draft-letters", json={"draftId": str(told.draft_id)})).status_code == 404
