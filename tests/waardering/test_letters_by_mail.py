"""A letter to its reader: told by a real mail server, opened by the link alone, and on paper where mail does not come."""

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kernel.service import Service
from kernel.testing.house import TestHouse
from kernel.testing.postgres import TestServer
from schemas.api.directory import Region
from services.intake import intake
from services.notifications import notifications
from services.notifications.__main__ import app as notifications_app
from services.notifications.domain.plain_mail import NEVER_IN_MAIL
from services.notifications.settings import MailSettings, SmtpSettings, post
from services.waardering import waardering
from services.waardering.__main__ import app
from tests.notifications.world import PLAIN, MailServer, everything_in, mail_server, text_of

from .letters import letter, text
from .schemes import town as lay_out
from .town import TUESDAY, Town, a_caregiver, an_application

REGION = Region(
    code="gooi",
    name="Gooi en omstreken",
    theme="gooi",
    desk_name="Aanmeldpunt Mantelzorg Gooi",
    desk_phone="+31355550100",
    desk_email="hallo@aanmeldpunt-gooi.example",
    desk_hours="op werkdagen",
    municipalities={},
    safety_numbers=(),
)
ANNEKE = "anneke@example.org"


async def _region(_: Request) -> Response:
    return Response(REGION.model_dump_json(by_alias=True, exclude_none=True), media_type="application/json")


@pytest.fixture
async def mails() -> AsyncIterator[MailServer]:
    the_post = post()
    before = the_post.mail, the_post.smtp
    async with mail_server() as taking:
        the_post.mail = MailSettings(mail_from="bericht@mantelbrug.example")
        the_post.smtp = SmtpSettings(host="127.0.0.1", port=taking.port, security="none")
        yield taking
    the_post.mail, the_post.smtp = before


@pytest.fixture
async def town(server: TestServer, mails: MailServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Town]:
    """Waardering and notifications at work together."""
    lay_out(tmp_path)
    monkeypatch.setenv("MANTELBRUG_REGIONS", str(tmp_path))
    house = TestHouse(
        server,
        {waardering: app, notifications: notifications_app},
        migrated=[intake, Service("referral")],
        neighbours={"directory": Starlette(routes=[Route("/v1/regions/{code}", _region)])},
        folders={"referral": PLAIN},
    )
    async with house:
        house.clock.move(to=TUESDAY)
        yield Town(house)


async def test_who_gave_an_address_is_mailed_and_reads_the_letter_by_its_link(town: Town, mails: MailServer):
    made = await town.applies()
    one = await letter(town, made["id"], "granted")
    (mail,) = mails.to(ANNEKE)
    found = re.search(r"/brief/([\w-]+)", text_of(mail))
    assert found is not None
    answer = await town.door.post("/v1/letter-openings", json={"token": found[1]})

    assert one["state"] == "mailed"
    assert answer.status_code == 200
    assert "Wij keuren de aanvraag goed" in text(answer.content)
    assert (await town.officer.get(f"/v1/letters/{one['id']}/file")).content == answer.content
    assert (await town.officer.get("/v1/letters")).json()["items"] == []


async def test_the_mail_itself_gives_nobody_away(town: Town, mails: MailServer):
    made = await town.applies()
    await letter(town, made["id"], "granted")
    (mail,) = mails.to(ANNEKE)
    said = re.sub(r"\S+@\S+|https?://\S+", "", everything_in(mail))

    assert not NEVER_IN_MAIL.search(said)
    assert "Zandvliet" not in said
    assert "€" not in said
    assert made["reference"] in said


async def test_who_has_no_address_for_mail_and_whose_mail_comes_back_get_it_on_paper(town: Town, mails: MailServer):
    mails.refused[ANNEKE] = "550 no such user"
    back = await town.applies(an_application(number=1))
    without = a_caregiver(2)
    del without["email"]
    never = await town.applies(an_application(number=2) | {"caregivers": [without]})
    states = [(await letter(town, one["id"], "granted"))["state"] for one in (back, never)]
    reasons = await town.house.rows("select reason from notifications.message where state = 'on-paper' order by reason")

    assert states == ["to-print", "to-print"]
    assert [row["reason"] for row in reasons] == ["no-email", "undeliverable"]
    assert mails.taken == []


async def test_a_link_opens_nothing_but_its_own_letter_and_ends(town: Town, mails: MailServer):
    made = await town.applies()
    await letter(town, made["id"], "granted")
    found = re.search(r"/brief/([\w-]+)", text_of(mails.to(ANNEKE)[0]))
    assert found is not None
    unknown = await town.door.post("/v1/letter-openings", json={"token": "x" * 43})
    by_staff = await town.officer.post("/v1/letter-openings", json={"token": found[1]})
    await town.passes(days=57)
    late = await town.door.post("/v1/letter-openings", json={"token": found[1]})
    looks = await town.house.rows("select purpose from waardering.access_log where what = 'letter-contact'")

    assert (unknown.status_code, by_staff.status_code, late.status_code) == (404, 403, 410)
    assert [row["purpose"] for row in looks] == ["messages"]


@pytest.mark.parametrize(
    ("language", "scheme", "subject"),
    [
        ("en", "in-more-languages", "A letter is ready for you"),
        ("uk", "in-more-languages", "A letter is ready for you"),
        ("en", "plain", "Er staat een brief voor u klaar"),
        ("nl", "in-more-languages", "Er staat een brief voor u klaar"),
    ],
)
async def test_who_gets_a_letter_with_english_above_it_is_mailed_in_english(
    town: Town, mails: MailServer, language: str, scheme: str, subject: str
):
    made = await town.applies(an_application(scheme) | {"caregivers": [a_caregiver(language=language)]})
    await letter(town, made["id"], "granted")
    (mail,) = mails.to(ANNEKE)
    said = re.sub(r"\S+@\S+|https?://\S+", "", everything_in(mail))

    assert mail["Subject"] == subject
    assert made["reference"] in said
    assert not NEVER_IN_MAIL.search(said)


async def test_only_notifications_learns_an_address(town: Town):
    made = await town.applies()
    one = await letter(town, made["id"], "granted")
    asked = {"letterId": one["id"]}

    assert (await town.intake.post("/v1/letter-contacts", json=asked)).status_code == 403
    assert (await town.officer.post("/v1/letter-contacts", json=asked)).status_code == 403
