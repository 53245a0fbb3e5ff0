"""A no, or again a yes, to yearly invitations: noted by an officer who finds her by name, or said by herself through her own link."""

from uuid import UUID

import httpx
import pytest

from schemas.base import PersonId
from schemas.intake import PersonErased
from schemas.words import LeftOut

from .campaigning import START, SUMMER, counts, invited, planned, see, until
from .town import Json, Town, a_caregiver, an_application


async def test_an_officer_finds_her_by_name_notes_her_no_and_the_campaign_follows(town: Town) -> None:
    await town.applies(an_application(number=1))
    await town.applies(an_application(number=2))
    await until(town, SUMMER)
    before = await counts(town)
    (found,) = (await _finds(town, "Zandvlietbaa"))["items"]
    answers = [await _notes(town, found["personId"], yes=False) for _ in range(2)]
    (again,) = (await _finds(town, "anneke zandvlietbaa"))["items"]
    after = await counts(town)
    await _notes(town, found["personId"], yes=True)
    looks = await town.house.rows("select action from waardering.access_log where what = 'contact-choice' order by at")

    assert (found["name"], found["birthDate"], found["municipality"]) == ("Anneke Zandvlietbaa", "1958-03-14", "GM0402")
    assert (found["mayInvite"], again["mayInvite"], found["final"]) == (None, False, False)
    assert [one.status_code for one in answers] == [204, 204]
    assert (before, after, await counts(town)) == ((2, {}), (1, {LeftOut.OPTED_OUT: 1}), (2, {}))
    assert [row[0] for row in looks] == ["list", "update", "update", "list", "update"]


async def test_a_no_after_she_was_invited_is_counted_with_the_campaign(town: Town) -> None:
    await town.applies(an_application(number=1))
    await until(town, SUMMER)
    campaign = await planned(town)
    await until(town, START)
    (one,) = await invited(town)
    await _notes(town, str(one.person_id), yes=False)

    assert (await see(town, campaign))["progress"]["optedOut"] == 1


async def test_nobody_of_another_organisation_or_by_another_name_is_found_and_a_stranger_s_word_is_not_taken(town: Town) -> None:
    await town.applies(an_application(number=1))
    (found,) = (await _finds(town, "Zandvlietbaa"))["items"]
    stranger = town.staff("waardering-officer", "sven", organisation="versa-welzijn")
    elsewhere = town.staff("waardering-officer", "ella", organisation="versa-welzijn", region="elders")
    body = {"personId": found["personId"], "mayInvite": False}

    assert (await stranger.post("/v1/contact-choices/searches", json={"name": "Zandvlietbaa"})).json()["items"] == []
    assert (await _finds(town, "Zandkorrel"))["items"] == []
    assert (await elsewhere.post("/v1/contact-choices", json=body)).status_code == 400
    assert (await town.payer.post("/v1/contact-choices", json=body)).status_code == 403
    assert (await town.payer.post("/v1/contact-choices/searches", json={"name": "Zandvlietbaa"})).status_code == 403


async def test_of_many_by_one_name_the_first_name_says_which(town: Town) -> None:
    for number in range(12):
        her = a_caregiver(1, givenName=f"Anna{'abcdefghijkl'[number]}", birthDate=f"19{50 + number}-01-01")
        await town.applies(an_application(number=number + 1) | {"caregivers": [her]})
    everyone, one = await _finds(town, "Zandvlietbaa"), await _finds(town, "Annac Zandvlietbaa")

    assert (len(everyone["items"]), everyone["more"]) == (10, True)
    assert ([found["name"] for found in one["items"]], one["more"]) == (["Annac Zandvlietbaa"], False)


async def test_whom_another_named_says_yes_by_the_link_of_her_letter_takes_it_back_and_says_it_again(town: Town) -> None:
    token = await _letter_of_whom_another_named(town)
    looked, found = await _own(town, token), [await counts(town)]
    said = []
    for yes in (True, False, True, True):
        said.append(await town.door.post("/v1/own-contact-choices", json={"token": token, "mayInvite": yes}))
        found.append(await counts(town))

    assert looked == {"organisation": "Gemeente Hilversum", "mayInvite": None, "askedHerself": False, "final": False}
    assert [one.json()["mayInvite"] for one in said] == [True, False, True, True]
    no = (0, {LeftOut.OPTED_OUT: 1})
    assert found == [(0, {LeftOut.NAMED_BY_ANOTHER: 1}), (1, {}), no, (1, {}), (1, {})]


async def test_who_asked_to_be_erased_cannot_say_yes_any_more_and_who_is_erased_has_no_link(town: Town) -> None:
    token = await _letter_of_whom_another_named(town)
    (row,) = await town.house.rows("select person_id from waardering.party where position = 1")
    await town.house.hears(PersonErased(person_id=PersonId(row[0])))
    gone = [
        await town.door.post("/v1/own-contact-choices/lookups", json={"token": token}),
        await town.door.post("/v1/own-contact-choices", json={"token": token, "mayInvite": True}),
    ]

    assert {one.status_code for one in gone} <= {404, 410}


@pytest.mark.parametrize("token", ["x" * 43, "A" * 30])
async def test_a_made_up_link_chooses_nothing(town: Town, token: str) -> None:
    answers = [
        await town.door.post("/v1/own-contact-choices/lookups", json={"token": token}),
        await town.door.post("/v1/own-contact-choices", json={"token": token, "mayInvite": True}),
        await town.officer.post("/v1/own-contact-choices", json={"token": token, "mayInvite": True}),
    ]

    assert [one.status_code for one in answers] == [404, 404, 403]


async def test_a_no_by_the_link_of_an_invitation_is_taken_back_by_the_same_link(town: Town) -> None:
    await town.applies(an_application(number=1))
    await until(town, SUMMER)
    await planned(town)
    await until(town, START)
    (one,) = await invited(town)
    notifications = town.house.client(town.house.issuer.service("notifications"))
    asked = {"invitationId": str(one.invitation_id)}
    token = (await notifications.post("/v1/invitation-letters", json=asked)).json()["token"]
    await town.door.post("/v1/invitation-refusals", json={"token": token})
    refused = (await notifications.post("/v1/invitation-letters", json=asked)).status_code
    back = await town.door.post("/v1/own-contact-choices", json={"token": token, "mayInvite": True})

    assert (refused, back.status_code) == (404, 200)
    assert (await notifications.post("/v1/invitation-letters", json=asked)).status_code == 200


async def _letter_of_whom_another_named(town: Town) -> str:
    """Her husband asked, and she was paid: the letter about that is hers."""
    await town.applies(an_application(number=4, applicant="care-recipient"))
    await town.paid()
    await town.passes(seconds=1)
    (row,) = await town.house.rows(
        "select l.id from waardering.letter l join waardering.party p on p.person_id = l.person_id and p.position = 1 where l.kind = 'paid'"
    )
    notifications = town.house.client(town.house.issuer.service("notifications"))
    answer = await notifications.post("/v1/letter-contacts", json={"letterId": str(row[0])})
    assert answer.status_code == 200, answer.text
    return str(answer.json()["token"])


async def _finds(town: Town, name: str) -> Json:
    answer = await town.officer.post("/v1/contact-choices/searches", json={"name": name})
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


async def _notes(town: Town, person: str, *, yes: bool) -> httpx.Response:
    return await town.officer.post("/v1/contact-choices", json={"personId": str(UUID(person)), "mayInvite": yes})


async def _own(town: Town, token: str) -> Json:
    answer = await town.door.post("/v1/own-contact-choices/lookups", json={"token": token})
    assert answer.status_code == 200, answer.text
    own: Json = answer.json()
    return own
