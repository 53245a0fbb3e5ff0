"""From the public door to a decision: once, explained, and only where nothing stands in the way by itself."""

from schemas.waardering import HelpWished, WaarderingGranted, WaarderingRequested

from .town import Town, a_caregiver, a_recipient, an_application


async def test_who_meets_everything_is_granted_at_once(town: Town):
    made = await town.applies()

    assert (made["state"], made["cents"]) == ("granted", 5000)
    assert await town.story(made["id"]) == ["Requested", "Granted"]
    (granted,) = await town.told(WaarderingGranted)
    assert isinstance(granted, WaarderingGranted)
    assert (granted.automatic, granted.payees, granted.cents) == (True, 1, 5000)
    assert made["reference"] == "GM-2027-W00001"


async def test_the_same_application_sent_twice_is_one(town: Town):
    body = an_application()
    first = await town.sends(body, key="once")
    again = await town.sends(body, key="once")

    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert len(await town.told(WaarderingRequested)) == 1


async def test_the_same_key_with_another_body_is_refused(town: Town):
    await town.sends(an_application(number=1), key="once")
    other = await town.sends(an_application(number=2), key="once")

    assert other.status_code == 409


async def test_who_has_hers_already_waits_for_a_person_and_is_recognised_by_accents_and_capitals(town: Town):
    first = await town.applies(an_application(number=1))
    body = an_application(number=1)
    body["caregivers"][0] |= {"familyName": body["caregivers"][0]["familyName"].upper().replace("A", "Ä", 1)}
    again = await town.applies(body)
    seen = await town.see(again["id"])

    assert (first["state"], again["state"]) == ("granted", "received")
    assert seen["advice"] == "refuse"
    assert any(one["condition"] == "cap" and one["verdict"] == "not-met" for one in seen["conditions"])
    persons = await town.house.rows("select count(*) from waardering.person")
    assert persons[0][0] == 2  # she and the one she cares for


async def test_what_is_unknown_is_asked_and_never_guessed(town: Town):
    body = an_application()
    del body["careRecipient"]["postcode"]
    made = await town.applies(body)
    seen = await town.see(made["id"])

    assert (made["state"], seen["advice"]) == ("received", "ask")
    assert any(one["condition"] == "residence" and one["verdict"] == "unknown" for one in seen["conditions"])


async def test_several_caregivers_share_one_amount_to_the_cent(town: Town):
    body = an_application("shared", caregivers=3, applicant="care-recipient")
    made = await town.applies(body)
    shares = [party["shareCents"] for party in (await town.see(made["id"]))["parties"]]

    assert made["cents"] == 10_000
    assert sorted(shares) == [3333, 3333, 3334]
    assert len(await town.payments("due")) == 3


async def test_everything_that_is_wrong_is_said_at_once(town: Town):
    body = an_application()
    body["caregivers"][0] |= {"iban": "NL00ABNA0417164300", "birthDate": "2999-01-01", "postcode": "12"}
    body["careRecipient"] |= {"familyName": "123456782"}
    answer = await town.sends(body)

    assert answer.status_code == 400
    body["caregivers"][0] |= {"postcode": "0000XX"}
    pointers = {one["pointer"] for one in (await town.sends(body)).json()["errors"]}
    assert {"/caregivers/0/birthDate", "/careRecipient", "/caregivers/0/postcode"} <= pointers


async def test_an_unknown_scheme_is_not_found_and_nothing_is_kept(town: Town):
    answer = await town.sends(an_application("nowhere"))

    assert answer.status_code == 404
    assert await town.house.rows("select 1 from waardering.person") == []


async def test_the_public_door_brings_no_paper(town: Town):
    answer = await town.sends(an_application(via="paper", receivedOn="2027-02-20"))

    assert answer.status_code == 403


async def test_a_letter_counts_from_the_day_on_which_it_came(town: Town):
    made = await town.applies(an_application("tight", via="paper", receivedOn="2027-02-20"), who=town.officer)

    assert made["decideBy"].startswith("2027-04-19")  # eight weeks after 20 February is a Saturday


async def test_a_letter_from_tomorrow_is_refused(town: Town):
    answer = await town.sends(an_application(via="paper", receivedOn="2027-03-03"), who=town.officer)

    assert answer.status_code == 400


async def test_staff_enter_only_what_their_own_organisation_decides_on(town: Town):
    stranger = town.staff("waardering-officer", "eva", organisation="maatschappelijke-zaken-hbel")
    answer = await town.sends(an_application(), who=stranger)

    assert answer.status_code == 404


async def test_no_name_no_account_and_no_address_lies_open_in_the_database(town: Town):
    await town.applies()
    found = []
    for table in ("person", "application", "party", "payment", "claim", "history", "scheme", "log"):
        rows = await town.house.rows(f"select t::text from waardering.{table} t")
        found += [table for row in rows for secret in ("Zandvliet", "Naaste", "0417164300", "1216AB", "1958-03-14") if secret in row[0]]

    assert found == []


async def test_a_changed_scheme_never_touches_what_came_in_before(town: Town, tmp_path):
    body = an_application("plain", number=7)
    del body["careRecipient"]["postcode"]
    made = await town.applies(body)
    file = tmp_path / "gooi" / "waardering" / "plain.yaml"
    file.write_text(file.read_text().replace("euros: 50}", "euros: 75}"))
    seen = await town.did(made["id"], "completions", {"facts": {"careRecipient": {"familyName": "Naaste", "postcode": "1216AB"}}})
    new = await town.applies(an_application("plain", number=8))

    assert (seen["state"], seen["grantedCents"], new["cents"]) == ("granted", 5000, 7500)


async def test_the_contact_moment_tells_intake_who_wishes_to_be_called(town: Town):
    caregiver = a_caregiver(wishesHelp=True, howItGoes="Ik slaap slecht.")
    made = await town.applies(an_application(caregivers=1) | {"caregivers": [caregiver]})
    (wished,) = await town.told(HelpWished)
    assert isinstance(wished, HelpWished)
    question = {"applicationId": made["id"], "caregiverId": str(wished.caregiver_id)}
    answer = await town.intake.post("/v1/wishes", json=question)
    recipient = (await town.see(made["id"]))["careRecipient"]["id"]
    other = await town.intake.post("/v1/wishes", json=question | {"caregiverId": recipient})

    assert answer.json()["signal"]["note"] == "Ik slaap slecht."
    assert answer.json()["signal"]["signaller"]["kind"] == "self"
    assert other.status_code == 404


async def test_who_wishes_nothing_is_told_to_nobody(town: Town):
    made = await town.applies()
    caregiver = (await town.see(made["id"]))["parties"][0]["person"]["id"]
    answer = await town.intake.post("/v1/wishes", json={"applicationId": made["id"], "caregiverId": caregiver})

    assert await town.told(HelpWished) == []
    assert answer.status_code == 404


async def test_what_a_municipality_gives_is_open_data(town: Town):
    async with town.house.client() as anyone:
        found = (await anyone.get("/v1/schemes", params={"region": "gooi"})).json()["items"]
        one = (await anyone.get("/v1/schemes/hilversum-mantelzorgwaardering", params={"region": "gooi"})).json()
        none = await anyone.get("/v1/schemes/nowhere", params={"region": "gooi"})

    assert {"hilversum-mantelzorgwaardering", "plain"} <= {scheme["key"] for scheme in found}
    assert {"GM0376", "GM0317", "GM0417"} <= {code for scheme in found for code in scheme["municipalities"]}
    assert "€ 50" in one["text"]
    assert none.status_code == 404


async def test_the_care_recipient_has_to_be_named_when_he_applies(town: Town):
    body = an_application(applicant="care-recipient")
    del body["careRecipient"]
    answer = await town.sends(body)

    assert answer.status_code == 400
    assert a_recipient()["familyName"].startswith("Naaste")
