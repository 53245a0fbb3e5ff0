"""Invitations by letter: one pile in postal order of what still holds, in the house style, noted once when it is in the post."""

from datetime import datetime, timedelta

import httpx
import pytest

from schemas.base import InvitationId, MessageId, PersonId
from schemas.intake import PersonErased
from schemas.notifications import InvitationHandled
from schemas.waardering import CaregiverInvited
from schemas.words import Channel, InvitationOutcome, MessageKind

from .letters import pages, text
from .town import Json, Town, a_caregiver, an_application

START, REMIND = "2028-11-10", "2028-12-01"
AFTER_START, AFTER_REMINDER = "2028-11-10T12:00:00Z", "2028-12-01T12:00:00Z"


async def test_a_letter_says_who_writes_to_whom_how_to_apply_and_how_to_say_no(town: Town) -> None:
    campaign = await _running(town, [("1216AB", 1)])
    said = text((await _file(town, campaign)).content)

    assert "Gemeente Hilversum" in said
    assert "Huisnummer 1 1216 AB" in said
    assert "Vraag Proefwaardering weer aan" in said
    assert "Bel 035 555 0200" in said
    assert "Wilt u deze brief niet meer?" in said
    assert "Herinnering" not in said


async def test_a_pile_lies_in_postal_order_with_each_letter_on_its_own_sheet(town: Town) -> None:
    campaign = await _running(town, [("1217BC", 4), ("1216AB", 12), ("1216AB", 3)])
    answer = await _file(town, campaign)
    found = [page for page in pages(answer.content) if "Huisnummer" in page]

    assert answer.headers["content-type"] == "application/pdf"
    assert b"pdfuaid" in answer.content
    assert [page.split("Huisnummer ")[1].split(" ")[0] for page in found] == ["3", "12", "4"]


async def test_what_is_noted_as_posted_is_printed_once_and_its_reminder_says_that_it_is_one(town: Town) -> None:
    campaign = await _running(town, [("1216AB", 1)])
    looked_at = [(await _file(town, campaign)).status_code for _ in range(2)]
    noted = await _notes(town, campaign)
    again = [(await _file(town, campaign)).status_code, (await _notes(town, campaign)).status_code]
    await _until(town, AFTER_REMINDER)
    said = text((await _file(town, campaign)).content)

    assert looked_at == [200, 200]
    assert noted.json()["progress"]["sent"] == 1
    assert again == [409, 409]
    assert said.count("Beste") == 1
    assert "Herinnering: vraag Proefwaardering weer aan" in said


@pytest.mark.parametrize("why", ["asked", "said-no", "erased"])
async def test_what_no_longer_holds_is_not_in_the_pile_and_not_counted_as_sent(town: Town, why: str) -> None:
    campaign = await _running(town, [("1216AB", 1), ("1216AB", 2)])
    invited = [one for one in await town.told(CaregiverInvited) if isinstance(one, CaregiverInvited)]
    if why == "asked":
        await town.applies(_by_letter(1, "1216AB", 1))
    elif why == "said-no":
        await town.officer.post("/v1/contact-choices", json={"personId": str(invited[0].person_id), "mayInvite": False})
    else:
        await town.house.hears(PersonErased(person_id=PersonId(invited[0].person_id)))
    said = text((await _file(town, campaign)).content)
    progress = (await _notes(town, campaign)).json()["progress"]

    assert said.count("Beste") == 1
    assert (progress["sent"], progress["notSent"], progress["lettersToPrint"]) == (1, 1, 0)


async def test_mail_that_came_back_is_in_the_pile_and_a_pile_printed_before_is_not_noted_for_it(town: Town) -> None:
    await _until(town, "2027-03-02T09:00:00Z")
    await town.applies(an_application(number=7))
    campaign = await _running(town, [("1216AB", 1)])
    before = await _version(town, campaign)
    mailed = next(one for one in await town.told(CaregiverInvited) if isinstance(one, CaregiverInvited) and one.channel is Channel.EMAIL)
    came_back = InvitationHandled(
        message_id=MessageId(mailed.invitation_id),
        region="gooi",
        kind=MessageKind.CAREGIVER_YEARLY_INVITATION,
        invitation_id=InvitationId(mailed.invitation_id),
        outcome=InvitationOutcome.UNDELIVERABLE,
    )
    await town.house.hears(came_back)
    said = text((await _file(town, campaign)).content)
    too_early = await _notes(town, campaign, before)
    noted = await _notes(town, campaign)

    assert said.count("Beste") == 2
    assert too_early.status_code == 412
    assert noted.json()["progress"]["sent"] == 2


async def test_another_organisation_gets_no_pile_and_each_in_it_is_recorded(town: Town) -> None:
    campaign = await _running(town, [("1216AB", 1), ("1216AB", 2)])
    stranger = town.staff("waardering-officer", "sven", organisation="versa-welzijn")
    answer = await stranger.get(f"/v1/campaigns/{campaign}/letters")
    await _file(town, campaign)
    looks = await town.house.rows("select person from waardering.access_log where what = 'invitation' and action = 'print'")

    assert answer.status_code == 404
    assert len(looks) == 2


async def _until(town: Town, moment: str) -> None:
    town.house.clock.move(to=max(datetime.fromisoformat(moment), town.house.clock.now() + timedelta(seconds=1)))
    town.__post_init__()  # tokens end sooner than years
    await town.house.settled()


async def _running(town: Town, where: list[tuple[str, int]]) -> str:
    """A campaign that invited who lives there, each by letter."""
    await _until(town, "2027-03-02T09:00:00Z")
    for number, (postcode, house) in enumerate(where, start=1):
        await town.applies(_by_letter(number, postcode, house))
    await _until(town, "2028-06-01T12:00:00Z")
    told = {"scheme": "plain", "year": 2028, "startsOn": START, "remindsOn": REMIND}
    made = await town.officer.post("/v1/campaigns", json=told)
    assert made.status_code == 201, made.text
    await _until(town, AFTER_START)
    return str(made.json()["id"])


def _by_letter(number: int, postcode: str, house: int) -> Json:
    her = a_caregiver(number, postcode=postcode, houseNumber=house)
    del her["email"]
    return an_application(number=number) | {"caregivers": [her]}


async def _file(town: Town, campaign: str) -> httpx.Response:
    return await town.officer.get(f"/v1/campaigns/{campaign}/letters")


async def _version(town: Town, campaign: str) -> int:
    return int((await town.officer.get(f"/v1/campaigns/{campaign}")).json()["version"])


async def _notes(town: Town, campaign: str, version: int | None = None) -> httpx.Response:
    """They are in the post."""
    seen = version if version is not None else await _version(town, campaign)
    return await town.officer.post(f"/v1/campaigns/{campaign}/printings", headers={"If-Match": f'"{seen}"'})
