"""What a letter says, that it is made once and kept as it was, and who may read it."""

from uuid import UUID

from schemas.waardering import WaarderingGranted, WaarderingLetterMade

from .letters import document, letter, letters, read, text, waits
from .town import Town, an_application

LIVES_ELSEWHERE = {"postcode": "1012AB"}


async def lives_elsewhere(town: Town) -> str:
    body = an_application(number=1)
    body["careRecipient"] |= LIVES_ELSEWHERE
    return str((await town.applies(body))["id"])


# what it says -------------------------------------------------------------------------------------


async def test_a_grant_says_who_gets_what_on_which_account_and_what_one_can_do(town: Town):
    made = await town.applies(an_application("shared", caregivers=2))
    said = await read(town, made["id"], "granted")

    for part in ("Gemeente Hilversum", "1216 AB Hilversum", made["reference"], "€ 50", "eindigt op 4300", "bij de eerstvolgende betaling"):
        assert part in said, part
    assert "Dit besluit is automatisch genomen" in said
    assert "6 weken" in said
    assert "13 april 2027 de laatste dag" in said
    assert "Commissie bezwaarschriften" in said
    assert said.count("Zandvliet") >= 3  # the address and each payee


async def test_a_refusal_says_the_article_the_fact_and_the_term(town: Town):
    await town.applies(an_application(number=1))
    second = await town.applies(an_application(number=1))
    await town.did(second["id"], "decisions", {"grant": False, "reason": "cap-reached", "note": "U kreeg het in maart al."})
    said = await read(town, second["id"], "refused")

    for part in ("afgewezen", "artikel 4 van de proefregels", "Wat wij weten:", "U kreeg het in maart al.", "Wmo 2015", "6 weken"):
        assert part in said, part
    assert "Bent u het niet eens met dit besluit?" in said


async def test_a_question_says_what_until_when_and_that_the_term_stands_still(town: Town):
    application = await waits(town)
    await town.did(application, "information-requests", {"what": "In welke gemeente woont uw naaste?", "days": 14})
    said = await read(town, application, "information")

    assert "In welke gemeente woont uw naaste?" in said
    assert "uiterlijk 16 maart 2027" in said
    assert "staat de termijn voor onze beslissing stil" in said


async def test_a_delay_says_the_new_day_and_why(town: Town):
    application = await waits(town)
    await town.did(application, "postponements", {"weeks": 2, "reason": "Er zijn veel aanvragen."})
    said = await read(town, application, "postponed")

    assert "12 mei 2027" in said
    assert "Er zijn veel aanvragen." in said


async def test_who_is_paid_reads_how_much_and_how_it_is_called(town: Town):
    made = await town.applies()
    await town.paid()
    said = await read(town, made["id"], "paid")

    assert "Wij hebben € 50 aan u overgemaakt" in said
    assert f"Waardering {made['reference']}" in said


async def test_the_letter_is_the_municipality_s_whose_scheme_it_is_wherever_she_lives(town: Town):
    body = an_application()
    body["caregivers"][0] |= {"postcode": "1271AB"}
    made = await town.applies(body)
    said = await read(town, made["id"], "granted")

    assert "1271 AB Huizen" in said
    assert "Gemeente Hilversum" in said
    assert "Maatschappelijke Zaken" not in said


async def test_who_has_it_in_her_hands_is_not_written_to_about_it(town: Town):
    made = await town.applies(an_application("gift"))
    (due,) = await town.payments("due", "gift")
    assert (await town.officer.post(f"/v1/payments/{due['id']}/collections", json={"signedBy": "A. Zandvliet"})).status_code == 200

    assert [one["kind"] for one in await letters(town, made["id"])] == ["granted"]


async def test_a_gift_knows_a_complaint_and_no_objection(town: Town):
    made = await town.applies(an_application("gift"))
    said = await read(town, made["id"], "granted")

    assert "klacht indienen: bij Versa" in said
    assert "bezwaar" not in said


async def test_a_pool_says_that_the_amount_follows_and_then_how_much(town: Town):
    made = await town.applies(an_application("pool"))
    first = await read(town, made["id"], "granted")
    await town.passes(days=31)
    assert (await town.officer.post("/v1/schemes/pool/pools", json={"year": 2027})).status_code == 201
    second = await read(town, made["id"], "amount")

    assert "Het bedrag is nog niet bekend" in first
    assert "bekend: € 1.000" in second


async def test_an_objection_is_confirmed_and_its_answer_names_the_court(town: Town):
    application = await lives_elsewhere(town)
    await town.did(application, "decisions", {"grant": False, "reason": "residence"})
    case = await town.did(application, "cases", {"kind": "objection", "text": "Mijn moeder woont hier wel."})
    came = await read(town, application, "case-received")
    heard = await town.colleague.post(
        f"/v1/cases/{case['id']}/hearings", json={"state": "waived", "note": "Liever niet."}, headers={"If-Match": '"1"'}
    )
    assert heard.status_code == 200, heard.text
    answer = await town.colleague.post(
        f"/v1/cases/{case['id']}/closures", json={"outcome": "rejected", "text": "Zij woont in Amsterdam."}, headers={"If-Match": '"2"'}
    )
    assert answer.status_code == 200, answer.text
    closed = await read(town, application, "case-closed")

    assert "ontvingen wij uw bezwaar" in came
    for part in ("U krijgt geen gelijk.", "Zij woont in Amsterdam.", "beroep gaan bij de rechtbank"):
        assert part in closed, part


async def test_what_is_not_decided_at_once_is_confirmed_and_what_is_decided_is_not(town: Town):
    undecided = await waits(town)
    decided = await town.applies(an_application(number=7))

    assert [one["kind"] for one in await letters(town, undecided)] == ["received"]
    assert [one["kind"] for one in await letters(town, decided["id"])] == ["granted"]


async def test_what_anyone_typed_is_text_and_never_code(town: Town):
    nasty = '#read("/etc/passwd") *vet* $x$ "aan" `code` \\ <b> @ref'
    application = await waits(town, familyName='#panic("x") *Ster*', givenName='"An_na" $1$')
    await town.did(application, "decisions", {"grant": False, "reason": "residence", "note": nasty})
    said = await read(town, application, "refused")

    assert nasty in said
    assert '"An_na" $1$ #panic("x") *Ster*' in said
    assert "root:" not in said


# once, and as it was ------------------------------------------------------------------------------


async def test_an_event_told_twice_is_one_letter(town: Town):
    made = await town.applies()
    await letter(town, made["id"], "granted")
    (granted,) = await town.house.rows("select position from waardering.log where type like '%waardering-granted%'")
    await town.house.rows("update waardering.cursor set position = $1 where reader = 'letters' returning 1", granted["position"] - 1)
    await town.applies(an_application(number=50))
    again = await letters(town, made["id"])

    assert [one["kind"] for one in again] == ["granted"]
    assert len(await town.told(WaarderingGranted)) == 2
    assert len(await town.told(WaarderingLetterMade)) == 2


async def test_a_letter_is_the_same_each_time_whatever_changes_since(town: Town):
    made = await town.applies()
    one = await letter(town, made["id"], "granted")
    before = await document(town, one)
    await town.passes(days=3)
    await town.did(made["id"], "revisions")
    after = await document(town, one)

    assert before == after


async def test_a_letter_that_is_overtaken_is_not_made(town: Town):
    """Asked, answered and granted before anyone made the letter that asks."""
    application = await waits(town)
    await town.house.settled()
    await town.house.rows(
        "insert into waardering.letter (id, region, organisation, application_id, person_id, kind, cause, state, has_address, created_at) "
        "select gen_random_uuid(), region, organisation, id, person_id, 'information', gen_random_uuid(), 'to-make', false, received_at "
        "from waardering.application where id = $1 returning 1",
        UUID(application),
    )
    await town.applies(an_application(number=40))

    assert [one["kind"] for one in await letters(town, application)] == ["received"]
    left_out = await town.house.rows("select reason from waardering.letter where state = 'not-sent'")
    assert [row["reason"] for row in left_out] == ["overtaken"]


async def test_no_name_stands_in_the_event_or_in_a_column(town: Town):
    made = await town.applies()
    await letter(town, made["id"], "granted")
    told = [event.to_json() for event in await town.told(WaarderingLetterMade)]
    (kept,) = await town.house.rows("select pdf, sheet from waardering.letter")

    assert all("Zandvliet" not in one and "1216AB" not in one for one in told)
    assert all(secret not in kept["pdf"] + kept["sheet"] for secret in (b"%PDF", b"Zandvliet", b"1216"))


# a young one, and who has no address --------------------------------------------------------------


async def test_nothing_goes_home_to_a_child_before_a_person_looked(town: Town):
    application = await waits(town, birthDate="2014-05-01")
    await town.house.settled()  # her receipt is held before the decision overtakes it
    await town.did(application, "decisions", {"grant": True, "note": "Via de school bevestigd.", "cents": 1500})
    one = await letter(town, application, "granted")

    assert (one["state"], one["reason"]) == ("held", "under-16")
    assert (await town.tasks()).count("letter-held") == 2  # that it came in, and that it is granted
    assert str(one["id"]) not in [str(event.letter_id) for event in await town.told(WaarderingLetterMade)]  # type: ignore[attr-defined]
    printed = await town.officer.post(f"/v1/letters/{one['id']}/prints")
    assert printed.json()["state"] == "to-print"
    assert (await town.tasks()).count("letter-held") == 1


async def test_who_cannot_be_reached_is_held_for_a_person(town: Town):
    body = an_application(number=1)
    body["caregivers"][0] |= {"postcode": None, "houseNumber": None, "email": None}
    made = await town.applies({**body, "caregivers": [{k: v for k, v in body["caregivers"][0].items() if v is not None}]})
    one = await letter(town, made["id"], "granted")
    refused = await town.officer.post(f"/v1/letters/{one['id']}/prints")

    assert (one["state"], one["reason"]) == ("held", "no-address")
    assert refused.status_code == 409


async def test_a_name_that_cannot_be_printed_is_looked_at_by_a_person(town: Town):
    application = await waits(town, givenName="ትግርኛ")
    one = await letter(town, application, "received")

    assert (one["state"], one["reason"]) == ("held", "unreadable")
    assert "???? Zandvliet" in text(await document(town, one))
