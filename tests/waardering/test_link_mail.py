"""The link of an application that was sent, by mail: to the address that was given with it, and the same answer whoever asks."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from kernel.testing.postgres import TestServer
from schemas.base import ApplicationId, PersonId
from schemas.intake import PersonErased
from schemas.waardering import ApplicationLinkAsked
from services.notifications.domain.plain_mail import NEVER_IN_MAIL

from .mailed import Mailed, mailed
from .town import Json, Town, a_caregiver, an_application

LINK = "De link van uw aanvraag"
ANNEKE = "anneke@example.org"


@pytest.fixture
async def mailing(server: TestServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Mailed]:
    async with mailed(server, tmp_path, monkeypatch) as mailing:
        yield mailing


async def sent(town: Town, **caregiver: object) -> Json:
    body = an_application(number=1, wishesLink=True)
    body["caregivers"] = [{name: told for name, told in a_caregiver(1, **caregiver).items() if told is not None}]
    return await town.applies(body)


async def asks(town: Town, made: Json) -> httpx.Response:
    return await town.door.post("/v1/application-mails", json={"token": made["link"]})


async def lost(town: Town, reference: str, email: str = ANNEKE) -> httpx.Response:
    return await town.door.post("/v1/application-link-requests", json={"reference": reference, "email": email})


async def links(mailing: Mailed) -> int:
    return (await mailing.subjects()).count(LINK)


async def test_after_sending_the_link_comes_by_mail_and_opens_the_application(mailing: Mailed) -> None:
    made = await sent(mailing.town)
    answer = await asks(mailing.town, made)
    mail = await mailing.mail(LINK)
    token = mail.partition("/waardering/verder/")[2][:43]
    opened = (await mailing.town.door.post("/v1/own-links/openings", json={"token": token})).json()["application"]

    assert answer.status_code == 202
    assert token != made["link"]
    assert opened["reference"] == made["reference"]
    assert "Zandvliet" not in mail
    assert NEVER_IN_MAIL.search(mail.replace("Mantelbrug", "").replace("mantelbrug", "")) is None


async def test_who_lost_it_gets_it_at_the_address_that_was_given_and_nowhere_else(mailing: Mailed) -> None:
    made = await sent(mailing.town)
    answers = [
        await lost(mailing.town, f" {made['reference'].lower()} ", "Anneke@Example.org"),
        await lost(mailing.town, made["reference"], "iemand.anders@example.org"),
        await lost(mailing.town, "GM-2027-W99999"),
    ]

    assert len({(answer.status_code, answer.content) for answer in answers}) == 1
    assert answers[0].status_code == 202
    assert await links(mailing) == 1
    assert {address for address, mail in mailing.mails.taken if mail["Subject"] == LINK} == {ANNEKE}


async def test_a_fourth_time_a_day_is_too_many_also_for_what_is_not_known(mailing: Mailed) -> None:
    made = await sent(mailing.town)
    known = [(await lost(mailing.town, made["reference"])).status_code for _ in range(4)]
    unknown = [(await lost(mailing.town, "GM-2027-W99999")).status_code for _ in range(4)]
    by_link = [(await asks(mailing.town, made)).status_code for _ in range(4)]

    assert known == unknown == by_link == [202, 202, 202, 429]
    assert await links(mailing) == 6


async def test_who_gave_no_address_is_told_so_by_her_link_and_by_nothing_else(mailing: Mailed) -> None:
    made = await sent(mailing.town, email=None)
    by_link, by_reference = await asks(mailing.town, made), await lost(mailing.town, made["reference"])

    assert (by_link.status_code, by_reference.status_code) == (409, 202)
    assert "no-email-known" in by_link.text
    assert await links(mailing) == 0


async def test_told_twice_it_is_one_mail_and_who_was_erased_since_gets_none(mailing: Mailed) -> None:
    made = await sent(mailing.town)
    await asks(mailing.town, made)
    (event,) = await mailing.town.told(ApplicationLinkAsked)
    assert isinstance(event, ApplicationLinkAsked)
    once = await links(mailing)
    await mailing.town.house.hears(PersonErased(person_id=PersonId(event.person_id)))
    late = await asks(mailing.town, made)
    after = await lost(mailing.town, made["reference"])
    contact = await mailing.town.house.client(mailing.town.house.issuer.service("notifications")).post(
        "/waardering/v1/application-links", json={"applicationId": str(ApplicationId(event.application_id))}
    )

    assert once == 1
    assert (late.status_code in (404, 410), after.status_code, contact.status_code) == (True, 202, 404)
    assert await links(mailing) == 1


async def test_an_officer_and_a_payer_ask_for_nobody(mailing: Mailed) -> None:
    made = await sent(mailing.town)
    body = {"reference": made["reference"], "email": ANNEKE}
    answers = [await who.post("/v1/application-link-requests", json=body) for who in (mailing.town.officer, mailing.town.payer)]

    assert [answer.status_code for answer in answers] == [403, 403]
