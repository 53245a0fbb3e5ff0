"""Her own file: the least with a link, all of it with a code, and nothing that others told in confidence."""

import pytest

from kernel.security.issuers import TrustedIssuer
from schemas.intake import CodeAsked, ConsentWithdrawn, ContactDetailsChanged
from schemas.words import Role
from tests.intake.world import A_NEIGHBOURS_WORRY, Party, a_signal, contact_of

NEW = {"phone": "06 87654321", "email": "nieuw@example.org", "postcode": "1404 ab", "houseNumber": 5, "bestTimes": "'s ochtends"}


async def test_with_a_link_she_sees_the_least(world):
    signal_id = await world.signalled()
    got = await world.herself(await world.caregiver(signal_id)).get("/v1/my-file")

    assert (got.body["givenName"], got.body["state"], got.body["signalledBy"]) == ("Anneke", "received", "gp")
    assert got.body["signallerName"] == "Huisartsenpraktijk Voorbeeld"
    assert (got.body["contact"], got.body["consents"]) == (None, [])


async def test_with_a_code_she_sees_all_of_it(world):
    signal_id = await world.signalled()
    got = await world.herself(await world.caregiver(signal_id), whole_file=True).get("/v1/my-file")

    assert got.body["contact"]["phone"] == "+31612345678"
    assert {c["purpose"] for c in got.body["consents"]} == {"referral", "feedback-to-signaller"}
    assert {c["person"] for c in got.body["consents"]} == {"caregiver"}
    assert "Naam Huisarts" in got.body["signallerName"]


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [("PUT", "/v1/my-file/contact-details", NEW), ("POST", "/v1/my-file/withdrawals", {"purpose": "referral"})],
)
async def test_a_link_alone_changes_nothing(world, method, path, body):
    person = await world.caregiver(await world.signalled())
    got = await world.herself(person).ask(method, path, body)

    assert (got.status, got.body["type"].rpartition(":")[2]) == (403, "needs-code")
    assert await world.told(ConsentWithdrawn, ContactDetailsChanged) == []


async def test_she_says_how_she_wants_to_be_reached(world):
    signal_id = await world.signalled()
    person = await world.caregiver(signal_id)
    got = await world.herself(person, whole_file=True).ask("PUT", "/v1/my-file/contact-details", NEW)

    assert (got.body["contact"]["phone"], got.body["contact"]["address"]) == ("+31687654321", "1404AB 5")
    (told,) = await world.told(ContactDetailsChanged)
    assert told.caregiver_id == person
    (row,) = await world.desk().find("0687654321")
    assert (row["signalId"], row["municipality"]) == (signal_id, "GM1942")
    assert await world.desk().find("0612345678") == []


async def test_what_she_leaves_out_is_gone(world):
    person = await world.caregiver(await world.signalled())
    got = await world.herself(person, whole_file=True).ask("PUT", "/v1/my-file/contact-details", {"phone": "0687654321"})

    assert (got.body["contact"]["email"], got.body["contact"]["address"]) == (None, None)


@pytest.mark.parametrize(
    ("body", "pointer"),
    [({}, ""), ({"phone": "123456789"}, "/phone"), ({"phone": "0612345678", "bestTimes": "123456782"}, "/bestTimes")],
)
async def test_wrong_contact_details_are_refused(world, body, pointer):
    person = await world.caregiver(await world.signalled())
    got = await world.herself(person, whole_file=True).ask("PUT", "/v1/my-file/contact-details", body)

    assert (got.status, [error["pointer"] for error in got.body["errors"]]) == (400, [pointer])


async def test_taking_back_what_was_never_given_is_refused(world):
    person = await world.caregiver(await world.signalled(A_NEIGHBOURS_WORRY))
    got = await world.herself(person, whole_file=True).post("/v1/my-file/withdrawals", {"purpose": "referral"})

    assert got.status == 409
    assert await world.told(ConsentWithdrawn) == []


async def test_she_does_not_read_which_neighbour_it_was(world):
    person = await world.caregiver(await world.signalled(A_NEIGHBOURS_WORRY))
    got = await world.herself(person, whole_file=True).get("/v1/my-file")

    assert (got.body["signalledBy"], got.body["signallerName"]) == ("relative-or-neighbour", None)


async def test_a_signal_about_safety_is_not_in_her_file(world):
    person = await world.caregiver(await world.signalled(a_signal(urgency="safety")))

    assert (await world.herself(person, whole_file=True).get("/v1/my-file")).status == 404


async def test_a_signal_about_safety_hides_only_itself(world):
    desk = world.desk()
    plain, safety = await world.signalled(), await world.signalled(a_signal(urgency="safety"))
    await desk.done(safety, "judgements", {"other": str(await world.caregiver(plain)), "same": True})
    got = await world.herself(await world.caregiver(plain), whole_file=True).get("/v1/my-file")

    assert got.body["reference"] == (await desk.open(plain))["reference"]


async def test_who_looked_stands_in_her_list_but_not_who_handled_safety(world):
    desk = world.desk()
    plain, safety = await world.signalled(), await world.signalled(a_signal(urgency="safety"))
    await desk.done(safety, "judgements", {"other": str(await world.caregiver(plain)), "same": True})
    person = await world.caregiver(plain)
    await contact_of(desk, person, "triage")
    got = await world.herself(person, whole_file=True).get(f"/v1/access-log?person={person}")

    assert "contact-details" in {look["what"] for look in got.body["items"]}
    assert "restricted" not in {look["action"] for look in got.body["items"]}


async def test_the_privacy_officer_sees_who_handled_safety(world):
    safety = await world.signalled(a_signal(urgency="safety"))
    await world.desk().open(safety)
    person = await world.caregiver(safety)
    got = await world.desk(role="privacy-officer").get(f"/v1/access-log?person={person}")

    assert "restricted" in {look["action"] for look in got.body["items"]}


async def test_another_s_access_list_does_not_exist_for_her(world):
    one, other = await world.caregiver(await world.signalled()), await world.caregiver(await world.signalled())

    assert (await world.herself(one, whole_file=True).get(f"/v1/access-log?person={other}")).status == 404


async def link_for(world, person, action="follow"):
    got = await world.house().post("/v1/links", {"personId": str(person), "action": action})
    assert got.status == 201, got.body
    return got.body["token"]


async def test_a_link_is_exchanged_for_a_pass_that_opens_her_file(world):
    signal_id = await world.signalled()
    token = await link_for(world, await world.caregiver(signal_id))
    got = await Party(world.client()).post("/v1/passes", {"token": token})
    world.verifier.trust(TrustedIssuer("http://house.test/intake", only_roles=frozenset({Role.CAREGIVER.value})), world.client())
    file = await Party(world.client(got.body["accessToken"])).get("/v1/my-file")

    assert (got.status, got.body["wholeFile"], got.body["action"]) == (201, False, "follow")
    assert (file.status, file.body["givenName"], file.body["contact"]) == (200, "Anneke", None)


async def test_a_code_opens_the_whole_file_once(world):
    person = await world.caregiver(await world.signalled())
    token = await link_for(world, person)
    code = (await world.house().post("/v1/issued-codes", {"personId": str(person)})).body["code"]
    first = await Party(world.client()).post("/v1/passes", {"token": token, "code": code})
    again = await Party(world.client()).post("/v1/passes", {"token": token, "code": code})

    assert (first.status, first.body["wholeFile"]) == (201, True)
    assert again.status == 403


async def test_a_code_read_out_by_the_desk_works_too(world):
    signal_id = await world.signalled()
    token = await link_for(world, await world.caregiver(signal_id))
    code = (await world.desk().post(f"/v1/worklist/{signal_id}/codes")).body["code"]

    assert (await Party(world.client()).post("/v1/passes", {"token": token, "code": code})).status == 201


async def test_guessing_a_code_ends_after_five_tries(world):
    person = await world.caregiver(await world.signalled())
    token = await link_for(world, person)
    code = (await world.house().post("/v1/issued-codes", {"personId": str(person)})).body["code"]
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    for _ in range(5):
        assert (await Party(world.client()).post("/v1/passes", {"token": token, "code": wrong})).status == 403

    assert (await Party(world.client()).post("/v1/passes", {"token": token, "code": code})).status == 403


async def test_a_code_ends_after_half_an_hour(world):
    person = await world.caregiver(await world.signalled())
    token = await link_for(world, person)
    code = (await world.house().post("/v1/issued-codes", {"personId": str(person)})).body["code"]
    world.later(minutes=31)

    assert (await Party(world.client()).post("/v1/passes", {"token": token, "code": code})).status == 403


async def test_asking_for_a_code_tells_notifications_and_holds_none(world):
    person = await world.caregiver(await world.signalled())
    token = await link_for(world, person)
    got = await Party(world.client()).post("/v1/codes", {"token": token})

    assert (got.status, got.body) == (202, None)
    (told,) = await world.told(CodeAsked)
    assert told.caregiver_id == person


async def test_codes_are_not_asked_without_end(world):
    token = await link_for(world, await world.caregiver(await world.signalled()))
    statuses = [(await Party(world.client()).post("/v1/codes", {"token": token})).status for _ in range(7)]

    assert statuses == [202] * 5 + [429] * 2


async def test_a_link_ends_after_two_weeks(world):
    token = await link_for(world, await world.caregiver(await world.signalled()))
    world.later(days=15)

    assert (await Party(world.client()).post("/v1/passes", {"token": token})).status == 410


async def test_an_unknown_link_lets_nobody_in(world):
    assert (await Party(world.client()).post("/v1/passes", {"token": "geen-link"})).status == 404
    assert (await Party(world.client()).post("/v1/codes", {"token": "geen-link"})).status == 404


async def test_only_notifications_makes_links_and_codes(world):
    person = str(await world.caregiver(await world.signalled()))

    assert (await world.desk().post("/v1/links", {"personId": person, "action": "follow"})).status == 403
    assert (await world.house("monitor").post("/v1/issued-codes", {"personId": person})).status == 403
    assert (await world.house().post("/v1/links", {"personId": "00000000-0000-0000-0000-000000000001", "action": "follow"})).status == 404


async def test_a_member_of_staff_has_no_file_here(world):
    assert (await world.desk().get("/v1/my-file")).status == 403
