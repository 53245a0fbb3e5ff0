"""The link of what was saved, from the page to someone's mailbox: waardering and notifications in one house, with a real mail server."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kernel.testing.postgres import TestServer
from services.notifications.domain.plain_mail import NEVER_IN_MAIL
from tests.notifications.world import MailServer, everything_in

from .mailed import a_town_with_post
from .town import Town, an_application


@dataclass
class Saving:
    town: Town
    mails: MailServer

    async def asks(self, token: str) -> None:
        body = {"token": token, "email": "anneke@example.org"}
        answer = await self.town.door.post("/waardering/v1/draft-mails", json=body)
        assert answer.status_code == 202, answer.text

    async def saves(self) -> str:
        body = {"scheme": "plain", "answers": {"m1-achternaam": ["Zandvliet"]}}
        return str((await self.town.door.post("/waardering/v1/drafts", json=body)).json()["token"])


@pytest.fixture
async def saving(server: TestServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Saving]:
    async with a_town_with_post(server, tmp_path, monkeypatch) as (town, mails):
        yield Saving(town, mails)


async def test_the_link_comes_by_mail_and_the_mail_gives_nobody_away(saving: Saving) -> None:
    await saving.asks(await saving.saves())
    await saving.town.house.settled()
    ((_, mail),) = saving.mails.taken
    everything = everything_in(mail)
    link = everything.partition("/waardering/verder/")[2][:43]
    opened = (await saving.town.door.post("/waardering/v1/own-links/openings", json={"token": link})).json()

    assert opened["draft"]["answers"] == {"m1-achternaam": ["Zandvliet"]}
    assert "Zandvliet" not in everything
    assert NEVER_IN_MAIL.search(everything.replace("Mantelbrug", "").replace("mantelbrug", "")) is None


async def test_what_was_sent_before_the_mail_left_is_mailed_no_more(saving: Saving) -> None:
    token = await saving.saves()
    body = {"token": token, "email": "anneke@example.org"}
    await saving.town.applies(an_application(draft=token))
    answer = await saving.town.door.post("/waardering/v1/draft-mails", json=body)
    await saving.town.house.settled()

    assert answer.status_code == 404
    assert [mail for _, mail in saving.mails.taken if "verder" in everything_in(mail)] == []
