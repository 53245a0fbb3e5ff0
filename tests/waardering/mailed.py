"""Waardering and notifications at work together, with a real mail server."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from kernel.testing.house import TestHouse
from kernel.testing.postgres import TestServer
from schemas.base import Event
from services.intake import intake
from services.notifications import notifications
from services.notifications.__main__ import app as notifications_app
from services.notifications.settings import MailSettings, SmtpSettings, post
from services.referral import referral
from services.waardering import waardering
from services.waardering.__main__ import app
from tests.notifications.world import MailServer, Neighbourhood, everything_in, mail_server

from .schemes import town as lay_out
from .town import TUESDAY, Town


@dataclass
class Mailed:
    town: Town
    mails: MailServer

    async def subjects(self) -> list[str]:
        """Of what was mailed, when everything was done."""
        await self.town.house.settled()
        return [str(mail["Subject"]) for _, mail in self.mails.taken]

    async def mail(self, subject: str) -> str:
        """Everything in the one mail with this subject."""
        await self.town.house.settled()
        (found,) = [mail for _, mail in self.mails.taken if mail["Subject"] == subject]
        return everything_in(found)

    async def everything(self) -> str:
        """All that was mailed and told."""
        await self.town.house.settled()
        told: list[Event] = [*await self.town.told(), *await self.town.house.log_of("notifications")]
        return "\n".join([*(everything_in(mail) for _, mail in self.mails.taken), *(event.model_dump_json() for event in told)])


@asynccontextmanager
async def a_town_with_post(server: TestServer, folder: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[tuple[Town, MailServer]]:
    """Waardering and notifications at work, and a real mail server that keeps what they send."""
    lay_out(folder)
    monkeypatch.setenv("MANTELBRUG_REGIONS", str(folder))
    the_post, neighbours = post(), {"directory": Neighbourhood().apps()["directory"]}
    before = the_post.mail, the_post.smtp
    async with mail_server() as mails:
        the_post.mail = MailSettings(mail_from="bericht@mantelbrug.example")
        the_post.smtp = SmtpSettings(host="127.0.0.1", port=mails.port, security="none")
        apps = {waardering: app, notifications: notifications_app}
        async with TestHouse(server, apps, migrated=[intake, referral], neighbours=neighbours) as house:
            house.clock.move(to=TUESDAY)
            yield Town(house), mails
    the_post.mail, the_post.smtp = before


@asynccontextmanager
async def mailed(server: TestServer, folder: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Mailed]:
    async with a_town_with_post(server, folder, monkeypatch) as (town, mails):
        yield Mailed(town, mails)
