"""A campaign that stands still or is stopped: what was on its way waits or is recalled; and who is to be erased gets nothing."""

from uuid import UUID

import httpx
import pytest

from schemas.base import InvitationId, MessageId, PersonId
from schemas.intake import PersonErased, PersonsMerged
from schemas.notifications import InvitationHandled
from schemas.waardering import CaregiverReminded
from schemas.words import Channel, InvitationOutcome, LeftOut, MessageKind

from .campaigning import START, SUMMER, counts, did, does, invited, planned, see, until
from .town import Town, a_caregiver, an_application


async def test_while_it_stands_still_notifications_hears_not_now_and_after_that_where_it_goes(town: Town) -> None:
    campaign = await _begun(town)
    await did(town, campaign, "pauses")
    waits = await _letter(town)
    await did(town, campaign, "resumptions")
    goes = await _letter(town)

    assert (waits.status_code, waits.json()["type"].rpartition(":")[2]) == (409, "campaign-stands-still")
    assert goes.status_code == 200


async def test_who_says_no_while_it_stands_still_is_told_no_rather_than_not_now(town: Town) -> None:
    campaign = await _begun(town)
    await did(town, campaign, "pauses")
    (mailed,) = [one for one in await invited(town) if one.channel is Channel.EMAIL]
    await town.officer.post("/v1/contact-choices", json={"personId": str(mailed.person_id), "mayInvite": False})

    assert (await _letter(town)).status_code == 404


async def test_letters_wait_while_it_stands_still_and_are_the_same_ones_after(town: Town) -> None:
    campaign = await _begun(town)
    await did(town, campaign, "pauses")
    refused = [(await _pile(town, campaign)).status_code, (await does(town, campaign, "printings")).status_code]
    after = await did(town, campaign, "resumptions")
    opened = await _pile(town, campaign)
    noted = await did(town, campaign, "printings")

    assert refused == [409, 409]
    assert after["progress"]["lettersToPrint"] == 1
    assert opened.status_code == 200
    assert (noted["progress"]["sent"], noted["progress"]["notSent"]) == (1, 0)


async def test_what_is_stopped_prints_nothing_more_and_a_pile_that_was_opened_is_not_noted(town: Town) -> None:
    campaign = await _begun(town)
    opened = await _pile(town, campaign)
    before = (await see(town, campaign))["version"]
    stopped = await did(town, campaign, "stops")
    headers = {"If-Match": f'"{before}"'}
    too_late = await town.officer.post(f"/v1/campaigns/{campaign}/printings", headers=headers)

    assert opened.status_code == 200
    assert (stopped["progress"]["lettersToPrint"], stopped["progress"]["notSent"]) == (0, 1)
    assert [(await _pile(town, campaign)).status_code, too_late.status_code, (await _letter(town)).status_code] == [409, 412, 404]


async def test_mail_that_comes_back_after_it_was_stopped_becomes_no_letter(town: Town) -> None:
    campaign = await _begun(town)
    (mailed,) = [one for one in await invited(town) if one.channel is Channel.EMAIL]
    await did(town, campaign, "stops")
    came_back = InvitationHandled(
        message_id=MessageId(UUID(int=9)),
        region="gooi",
        kind=MessageKind.CAREGIVER_YEARLY_INVITATION,
        invitation_id=InvitationId(mailed.invitation_id),
        outcome=InvitationOutcome.UNDELIVERABLE,
    )
    await town.house.hears(came_back, came_back)
    progress = (await see(town, campaign))["progress"]

    assert (progress["lettersToPrint"], progress["notSent"]) == (0, 2)


@pytest.mark.parametrize("step", ["pauses", "resumptions", "stops"])
async def test_another_organisation_neither_pauses_nor_stops_it(town: Town, step: str) -> None:
    campaign = await _begun(town)
    stranger = town.staff("waardering-officer", "sven", organisation="versa-welzijn")
    answer = await stranger.post(f"/v1/campaigns/{campaign}/{step}", headers={"If-Match": '"1"'})

    assert answer.status_code == 404
    assert (await see(town, campaign))["state"] == "running"


async def test_whose_erasure_waits_for_a_case_is_not_invited_and_no_later_word_changes_that(town: Town) -> None:
    made = await _refused_and_objecting(town)
    await until(town, SUMMER)
    before = await counts(town)
    await town.house.hears(PersonErased(person_id=made))
    said = await town.officer.post("/v1/contact-choices", json={"personId": str(made), "mayInvite": True})
    twice = await town.officer.post("/v1/contact-choices", json={"personId": str(made), "mayInvite": False})

    assert before == (1, {})
    assert await counts(town) == (0, {LeftOut.OPTED_OUT: 1})
    assert [said.status_code, twice.status_code] == [409, 409]
    assert "wissen" in said.json()["inDutch"]


async def test_whose_erasure_waits_is_not_invited_under_a_later_id_of_hers_either(town: Town) -> None:
    made, now = await _refused_and_objecting(town), PersonId(UUID(int=77))
    await town.house.hears(PersonsMerged(old=made, into=now))
    await until(town, SUMMER)
    before = await counts(town)
    await town.house.hears(PersonErased(person_id=now))

    assert before == (1, {})
    assert await counts(town) == (0, {LeftOut.OPTED_OUT: 1})


async def test_whose_erasure_waits_since_she_was_invited_gets_neither_the_letter_nor_the_reminder(town: Town) -> None:
    made = await _refused_and_objecting(town)
    await until(town, SUMMER)
    campaign = await planned(town)
    await until(town, START)
    await town.house.hears(PersonErased(person_id=made))
    asked = await _letter(town)
    await until(town, "2028-12-02T12:00:00Z")

    assert (await see(town, campaign))["progress"]["invited"] == 1
    assert asked.status_code == 404
    assert await town.told(CaregiverReminded) == []


async def _begun(town: Town) -> str:
    """One was invited by mail, and one by letter."""
    await town.applies(an_application(number=1))
    her = a_caregiver(2)
    del her["email"]
    await town.applies(an_application(number=2) | {"caregivers": [her]})
    await until(town, SUMMER)
    campaign = await planned(town)
    await until(town, START)
    return campaign


async def _refused_and_objecting(town: Town) -> PersonId:
    body = an_application(number=1)
    del body["careRecipient"]["postcode"]
    made = await town.applies(body)
    await town.did(made["id"], "decisions", {"grant": False, "reason": "residence"})
    await town.officer.post(f"/v1/applications/{made['id']}/cases", json={"kind": "objection", "text": "Niet eens."})
    return PersonId(UUID((await town.see(made["id"]))["parties"][0]["person"]["id"]))


async def _letter(town: Town) -> httpx.Response:
    (mailed,) = [one for one in await invited(town) if one.channel is Channel.EMAIL]
    notifications = town.house.client(town.house.issuer.service("notifications"))
    return await notifications.post("/v1/invitation-letters", json={"invitationId": str(mailed.invitation_id)})


async def _pile(town: Town, campaign: str) -> httpx.Response:
    return await town.officer.get(f"/v1/campaigns/{campaign}/letters")
