"""From a campaign to someone's mailbox: waardering and notifications in one house, with a real mail server."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from kernel.testing.postgres import TestServer
from schemas.waardering import CaregiverInvited
from services.notifications.domain.plain_mail import NEVER_IN_MAIL
from tests.notifications.world import MailServer, everything_in

from .mailed import a_town_with_post
from .town import Json, Town, a_caregiver, an_application

ANNEKE = "anneke@example.org"


@dataclass
class Campaigning:
    town: Town
    mails: MailServer

    async def until(self, moment: str) -> None:
        self.town.house.clock.move(to=datetime.fromisoformat(moment))
        self.town.__post_init__()  # tokens end sooner than years
        await self.town.house.settled()

    async def begins(self) -> str:
        await self.until("2028-06-01T12:00:00Z")
        days = {"scheme": "plain", "year": 2028, "startsOn": "2028-11-10", "remindsOn": "2028-12-01"}
        made = await self.town.officer.post("/waardering/v1/campaigns", json=days)
        assert made.status_code == 201, made.text
        await self.until("2028-11-10T12:00:00Z")
        return str(made.json()["id"])

    async def does(self, campaign: str, step: str) -> None:
        version = (await self.town.officer.get(f"/waardering/v1/campaigns/{campaign}")).json()["version"]
        answer = await self.town.officer.post(f"/waardering/v1/campaigns/{campaign}/{step}", headers={"If-Match": f'"{version}"'})
        assert answer.status_code == 200, answer.text

    @property
    def invitations(self) -> list[EmailMessage]:
        """Without last year's letters, which may come while the days go by."""
        return [mail for _, mail in self.mails.taken if "/uitnodiging/" in everything_in(mail)]

    async def progress(self, campaign: str) -> Json:
        found: Json = (await self.town.officer.get(f"/waardering/v1/campaigns/{campaign}")).json()["progress"]
        return found


@pytest.fixture
async def year(server: TestServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Campaigning]:
    async with a_town_with_post(server, tmp_path, monkeypatch) as (town, mails):
        yield Campaigning(town, mails)


async def test_she_gets_one_invitation_and_one_reminder_and_it_counts_as_sent(year: Campaigning) -> None:
    await year.town.applies(an_application(number=1))
    campaign = await year.begins()
    (invited,) = await year.town.told(CaregiverInvited)
    await year.town.house.hears(invited)  # told again
    first = list(year.invitations)
    await year.until("2028-12-01T12:00:00Z")

    assert [(mail["To"], mail["Subject"]) for mail in first] == [(ANNEKE, "Er staat iets voor u klaar")]
    assert [mail["Subject"] for mail in year.invitations][1:] == ["U kunt nog iets aanvragen"]
    assert (await year.progress(campaign))["sent"] == 1


async def test_nothing_in_it_gives_her_away_and_the_link_leads_to_her_no(year: Campaigning) -> None:
    await year.town.applies(an_application(number=1))
    await year.begins()
    (mail,) = year.invitations
    text = everything_in(mail)
    token = text.partition("/uitnodiging/")[2].split()[0]
    found = await year.town.door.post("/waardering/v1/invitation-lookups", json={"token": token})

    assert "Zandvliet" not in text
    assert NEVER_IN_MAIL.search(text.replace("Mantelbrug", "").replace("mantelbrug", "")) is None
    assert found.json()["scheme"] == "plain"


async def test_who_says_no_before_the_reminder_gets_none(year: Campaigning) -> None:
    await year.town.applies(an_application(number=1))
    await year.begins()
    token = everything_in(year.invitations[0]).partition("/uitnodiging/")[2].split()[0]
    await year.town.door.post("/waardering/v1/invitation-refusals", json={"token": token})
    await year.until("2028-12-02T12:00:00Z")

    assert len(year.invitations) == 1


async def test_an_address_that_the_server_refuses_becomes_a_letter_and_nobody_is_rung(year: Campaigning) -> None:
    await year.town.applies(an_application(number=1))
    await year.town.house.settled()
    year.mails.refused[ANNEKE] = "550 no such user"
    campaign = await year.begins()
    progress = await year.progress(campaign)
    called = await year.town.house.rows("select 1 from notifications.task")

    assert (progress["byEmail"], progress["byLetter"], progress["lettersToPrint"]) == (0, 1, 1)
    assert called == []


async def test_who_was_erased_before_the_day_is_not_written_to(year: Campaigning) -> None:
    await year.town.applies(an_application(number=1) | {"caregivers": [a_caregiver(1, email="weg@example.org")]})
    await year.town.applies(an_application(number=2))
    first = "select person_id from waardering.application order by received_at limit 1"
    await year.town.house.rows(f"update waardering.person set erased_at = now() where id in ({first})")
    await year.begins()

    assert len(year.invitations) == 1


async def test_what_is_on_its_way_when_it_stands_still_waits_and_goes_once_it_goes_on(year: Campaigning) -> None:
    campaign = await _told_at_night(year, remindsOn="2028-12-20")
    await year.does(campaign, "pauses")
    await year.until("2028-11-11T12:00:00Z")
    still = len(year.invitations)
    await year.does(campaign, "resumptions")
    await year.until("2028-11-11T12:31:00Z")
    await year.until("2028-11-11T14:00:00Z")

    assert (still, len(year.invitations)) == (0, 1)
    assert (await year.progress(campaign))["sent"] == 1


async def test_what_is_on_its_way_when_it_is_stopped_is_recalled_also_when_all_were_invited(year: Campaigning) -> None:
    campaign = await _told_at_night(year)
    await year.does(campaign, "stops")
    await year.until("2028-11-11T12:00:00Z")
    progress = await year.progress(campaign)
    again = await year.town.officer.post(f"/waardering/v1/campaigns/{campaign}/stops", headers={"If-Match": '"9"'})

    assert year.invitations == []
    assert again.status_code in (409, 412)
    assert (progress["invited"], progress["sent"], progress["notSent"]) == (1, 0, 1)


async def _told_at_night(year: Campaigning, **days: object) -> str:
    """Begun by hand when nobody is mailed, so that the mail waits for the morning."""
    await year.town.applies(an_application(number=1))
    await year.until("2028-11-10T23:00:00Z")
    days = {"scheme": "plain", "year": 2028, "startsOn": "2028-11-20"} | days
    made = await year.town.officer.post("/waardering/v1/campaigns", json=days)
    assert made.status_code == 201, made.text
    campaign = str(made.json()["id"])
    await year.does(campaign, "starts")
    await year.town.house.settled()
    assert len(await year.town.told(CaregiverInvited)) == 1
    return campaign
