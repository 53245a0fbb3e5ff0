"""The campaign of the year: whom it invites, once, in small steps; its reminder, its pauses, and her no."""

from datetime import date, datetime, timedelta
from uuid import UUID

import httpx
import pytest

from schemas.base import InvitationId, MessageId
from schemas.notifications import InvitationHandled
from schemas.waardering import CaregiverInvited, CaregiverReminded
from schemas.words import Channel, InvitationOutcome, LeftOut, MessageKind
from services.waardering import waardering
from services.waardering.domain.inviting import Known, way
from services.waardering.usecases import inviting

from .town import Json, Town, a_caregiver, an_application

YEAR = 2028
START, REMIND = "2028-11-10", "2028-12-01"
HER = Known(applied=False, asked_herself=True, email=True, address=True)


@pytest.mark.parametrize(
    ("known", "invites", "becomes"),
    [
        (HER, "own-channel", Channel.EMAIL),
        (HER, "letter", Channel.LETTER),
        (Known(applied=False, asked_herself=True, address=True), "own-channel", Channel.LETTER),
        (Known(applied=False, asked_herself=True, email=True), "letter", LeftOut.NO_CHANNEL),
        (Known(applied=True, asked_herself=True, email=True), "own-channel", LeftOut.APPLIED_ALREADY),
        (Known(applied=True, asked_herself=True, email=True, choice=False), "own-channel", LeftOut.OPTED_OUT),
        (Known(applied=False, asked_herself=False, email=True), "own-channel", LeftOut.NAMED_BY_ANOTHER),
        (Known(applied=False, asked_herself=False, email=True, choice=True), "own-channel", Channel.EMAIL),
        (Known(applied=False, asked_herself=True, email=True, deceased=True), "own-channel", LeftOut.DECEASED),
    ],
)
def test_the_way_to_someone_or_why_there_is_none(known: Known, invites: str, becomes: Channel | LeftOut) -> None:
    assert way(known, invites, date(2028, 11, 10)) == becomes  # type: ignore[arg-type]  # parametrized words


def test_nothing_goes_to_the_home_of_a_child() -> None:
    child = Known(applied=False, asked_herself=True, email=True, born=date(2012, 11, 11))

    assert way(child, "own-channel", date(2028, 11, 10)) == LeftOut.UNDER_SIXTEEN
    assert way(child, "own-channel", date(2028, 11, 11)) == Channel.EMAIL


async def test_it_is_seen_beforehand_who_is_invited_and_who_is_not_and_why(town: Town) -> None:
    await _of_last_year(town)
    answer = await town.officer.get("/v1/schemes/plain/invitees", params={"year": YEAR})
    assert answer.status_code == 200, answer.text
    seen = answer.json()

    assert (seen["byEmail"], seen["byLetter"]) == (1, 1)
    assert {one["why"]: one["count"] for one in seen["leftOut"]} == {"named-by-another": 1, "no-channel": 1}


async def test_each_is_invited_once_in_her_own_channel_and_reminded_once(town: Town) -> None:
    await _of_last_year(town)
    campaign = await _planned(town)
    before = await town.told(CaregiverInvited)
    await _until(town, "2028-11-10T12:00:00Z")
    invited = await town.told(CaregiverInvited)
    await _until(town, "2028-12-01T12:00:00Z")
    await town.passes(days=30)
    reminded = await town.told(CaregiverReminded)
    seen = await _see(town, campaign)

    assert before == []
    assert sorted(one.channel for one in invited if isinstance(one, CaregiverInvited)) == [Channel.EMAIL, Channel.LETTER]
    assert len(reminded) == 2
    assert seen["state"] == "done"
    assert (seen["progress"]["expected"], seen["progress"]["invited"], seen["progress"]["reminded"]) == (2, 2, 2)
    assert seen["progress"]["lettersToPrint"] == 1


async def test_who_asked_meanwhile_is_not_reminded_and_counts_as_asked_granted_and_paid(town: Town) -> None:
    await _of_last_year(town)
    campaign = await _planned(town)
    await _until(town, "2028-11-10T12:00:00Z")
    await town.applies(an_application(number=1))
    await town.paid()
    await _until(town, "2028-12-02T12:00:00Z")
    progress = (await _see(town, campaign))["progress"]

    assert (progress["asked"], progress["granted"], progress["paid"], progress["reminded"]) == (1, 1, 1, 1)


async def test_nobody_is_invited_again_by_a_second_campaign_of_the_same_year(town: Town) -> None:
    await _of_last_year(town)
    first = await _planned(town)
    twice = await _plans(town)
    await _until(town, "2028-11-10T12:00:00Z")
    await _did(town, first, "stops")
    await _planned(town, starts="2028-11-11")
    await _until(town, "2028-11-11T12:00:00Z")
    invited = await town.told(CaregiverInvited)

    assert twice.status_code == 409
    assert len(invited) == len({one.person_id for one in invited if isinstance(one, CaregiverInvited)}) == 2


async def test_a_step_that_failed_on_the_way_is_taken_again_and_invites_nobody_twice(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(inviting, "FEW", 1)
    await _of_last_year(town)
    await _planned(town)
    told = waardering.deadlines["campaign-due"]
    failed: list[int] = []

    async def breaks_once(due: object, work: object) -> None:
        await told[1](due, work)  # type: ignore[arg-type]
        if not failed:
            failed.append(1)
            raise RuntimeError("the lights went out")

    monkeypatch.setitem(waardering.deadlines, "campaign-due", (told[0], breaks_once))
    await _until(town, "2028-11-10T12:00:00Z")
    await town.passes(hours=2)
    invited = await town.told(CaregiverInvited)

    assert failed == [1]
    assert len(invited) == len({one.person_id for one in invited if isinstance(one, CaregiverInvited)}) == 2


async def test_what_stands_still_goes_on_where_it_was_and_what_is_stopped_does_not(town: Town) -> None:
    await _of_last_year(town)
    campaign = await _planned(town)
    await _did(town, campaign, "pauses")
    await _until(town, "2028-11-10T12:00:00Z")
    still = await town.told(CaregiverInvited)
    await _did(town, campaign, "resumptions")
    await town.house.settled()
    went_on = await town.told(CaregiverInvited)
    await _did(town, campaign, "stops")
    await _until(town, "2028-12-05T12:00:00Z")
    refused = await _does(town, campaign, "resumptions")

    assert still == []
    assert len(went_on) == 2
    assert await town.told(CaregiverReminded) == []
    assert refused.status_code == 409


async def test_her_no_by_the_link_holds_for_the_reminder_and_for_next_year(town: Town) -> None:
    await _of_last_year(town)
    campaign = await _planned(town)
    await _until(town, "2028-11-10T12:00:00Z")
    letter = await _letter(town, Channel.EMAIL)
    answers = [await town.door.post("/v1/invitation-refusals", json={"token": letter["token"]}) for _ in range(2)]
    await _until(town, "2028-12-02T12:00:00Z")
    progress = (await _see(town, campaign))["progress"]
    later = (await town.officer.get("/v1/schemes/plain/invitees", params={"year": 2029})).json()

    assert [one.json()["optedOut"] for one in answers] == [True, True]
    assert (progress["reminded"], progress["optedOut"]) == (1, 1)
    assert {"why": "opted-out", "count": 1} in later["leftOut"]


async def test_who_has_died_is_not_written_to(town: Town) -> None:
    await town.applies(an_application(number=1) | {"caregivers": [a_caregiver(1, diedOn="2027-02-20")]})
    await _until(town, "2028-06-01T12:00:00Z")
    seen = (await town.officer.get("/v1/schemes/plain/invitees", params={"year": YEAR})).json()

    assert seen["leftOut"] == [{"why": "deceased", "count": 1}]


async def test_whom_another_named_is_invited_once_she_said_yes_and_not_after_her_no(town: Town) -> None:
    await town.applies(an_application(number=4, applicant="care-recipient"))
    await _until(town, "2028-06-01T12:00:00Z")
    (row,) = await town.house.rows("select person_id from waardering.party where position = 1")
    found = []
    for yes in (True, False):
        said = await town.officer.post("/v1/contact-choices", json={"personId": str(row["person_id"]), "mayInvite": yes})
        assert said.status_code == 204, said.text
        found.append((await town.officer.get("/v1/schemes/plain/invitees", params={"year": YEAR})).json())

    assert [one["byEmail"] for one in found] == [1, 0]
    assert found[1]["leftOut"] == [{"why": "opted-out", "count": 1}]


async def test_a_made_up_link_opens_nothing(town: Town) -> None:
    await _of_last_year(town)
    await _planned(town)
    await _until(town, "2028-11-10T12:00:00Z")
    token = (await _letter(town, Channel.EMAIL))["token"]
    other = ("A" if token[0] != "A" else "B") + token[1:]
    answers = [await town.door.post("/v1/invitation-lookups", json={"token": one}) for one in (token, other, "x" * 30)]

    assert [one.status_code for one in answers] == [200, 404, 404]


async def test_only_notifications_hears_where_an_invitation_goes_and_only_while_it_holds(town: Town) -> None:
    await _of_last_year(town)
    await _planned(town)
    await _until(town, "2028-11-10T12:00:00Z")
    invitation = await _invitation(town, Channel.EMAIL)
    asked = {"invitationId": str(invitation.invitation_id)}
    notifications = town.house.client(town.house.issuer.service("notifications"))
    by_another = await town.intake.post("/v1/invitation-letters", json=asked)
    holds = await notifications.post("/v1/invitation-letters", json=asked)
    await town.applies(an_application(number=1))
    no_longer = await notifications.post("/v1/invitation-letters", json=asked)

    assert [by_another.status_code, holds.status_code, no_longer.status_code] == [403, 200, 404]
    assert holds.json()["email"] == "anneke@example.org"


async def test_mail_that_does_not_arrive_becomes_a_letter_to_print(town: Town) -> None:
    await _of_last_year(town)
    campaign = await _planned(town)
    await _until(town, "2028-11-10T12:00:00Z")
    invitation = await _invitation(town, Channel.EMAIL)
    told = InvitationHandled(
        message_id=MessageId(UUID(int=7)),
        region="gooi",
        kind=MessageKind.CAREGIVER_YEARLY_INVITATION,
        invitation_id=InvitationId(invitation.invitation_id),
        outcome=InvitationOutcome.UNDELIVERABLE,
    )
    await town.house.hears(told, told)
    waits = (await _see(town, campaign))["progress"]
    printed = await _did(town, campaign, "printings")

    assert (waits["byLetter"], waits["lettersToPrint"], waits["sent"]) == (2, 2, 0)
    assert (printed["progress"]["lettersToPrint"], printed["progress"]["sent"]) == (0, 2)
    assert (await _does(town, campaign, "printings")).status_code == 409


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"startsOn": "2026-01-01"}, "/startsOn"),
        ({"year": 2031}, "/year"),
        ({"remindsOn": "2028-11-10"}, "/remindsOn"),
    ],
)
async def test_days_that_make_no_sense_are_refused(town: Town, changes: Json, pointer: str) -> None:
    await _until(town, "2028-06-01T12:00:00Z")
    answer = await town.officer.post("/v1/campaigns", json={"scheme": "plain", "year": YEAR, "startsOn": START} | changes)

    assert answer.status_code == 400
    assert pointer in [one["pointer"] for one in answer.json()["errors"]]


async def test_another_organisation_sees_and_starts_nothing(town: Town) -> None:
    await _until(town, "2028-06-01T12:00:00Z")
    campaign = await _planned(town)
    stranger = town.staff("waardering-officer", "sven", organisation="versa-welzijn")
    seen = await stranger.get(f"/v1/campaigns/{campaign}")
    made = await stranger.post("/v1/campaigns", json={"scheme": "plain", "year": YEAR, "startsOn": START})
    listed = (await stranger.get("/v1/campaigns")).json()["items"]

    assert (seen.status_code, made.status_code, listed) == (404, 404, [])


async def _of_last_year(town: Town) -> None:
    """One with e-mail, one with an address only, one with neither, and one whom her husband named."""
    await _until(town, "2027-03-02T09:00:00Z")
    await town.applies(an_application(number=1))
    await town.applies(an_application(number=2) | {"caregivers": [_without(a_caregiver(2), "email")]})
    await town.applies(an_application(number=3) | {"caregivers": [_without(a_caregiver(3), "email", "postcode", "houseNumber")]})
    await town.applies(an_application(number=4, applicant="care-recipient"))
    await _until(town, "2028-06-01T12:00:00Z")


def _without(body: Json, *names: str) -> Json:
    return {name: value for name, value in body.items() if name not in names}


async def _until(town: Town, moment: str) -> None:
    town.house.clock.move(to=max(datetime.fromisoformat(moment), town.house.clock.now() + timedelta(seconds=1)))
    town.__post_init__()  # tokens end sooner than years
    await town.house.settled()


async def _plans(town: Town, starts: str = START) -> httpx.Response:
    return await town.officer.post("/v1/campaigns", json={"scheme": "plain", "year": YEAR, "startsOn": starts, "remindsOn": REMIND})


async def _planned(town: Town, starts: str = START) -> str:
    made = await _plans(town, starts)
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


async def _see(town: Town, campaign: str) -> Json:
    seen: Json = (await town.officer.get(f"/v1/campaigns/{campaign}")).json()
    return seen


async def _does(town: Town, campaign: str, step: str) -> httpx.Response:
    version = (await _see(town, campaign))["version"]
    return await town.officer.post(f"/v1/campaigns/{campaign}/{step}", headers={"If-Match": f'"{version}"'})


async def _did(town: Town, campaign: str, step: str) -> Json:
    answer = await _does(town, campaign, step)
    assert answer.status_code == 200, answer.text
    seen: Json = answer.json()
    return seen


async def _invitation(town: Town, channel: Channel) -> CaregiverInvited:
    return next(one for one in await town.told(CaregiverInvited) if isinstance(one, CaregiverInvited) and one.channel is channel)


async def _letter(town: Town, channel: Channel) -> Json:
    invitation = await _invitation(town, channel)
    notifications = town.house.client(town.house.issuer.service("notifications"))
    answer = await notifications.post("/v1/invitation-letters", json={"invitationId": str(invitation.invitation_id)})
    letter: Json = answer.json()
    return letter
