"""The mail server for one machine: keeps what it gets, forgets the oldest, and is there for who sits at the machine only."""

from email.message import EmailMessage
from pathlib import Path

import aiosmtplib
import httpx
import pytest

from services.notifications.dev_mailbox import open_mailbox, the_mailbox
from services.notifications.settings import post
from tests.notifications.world import House


def a_mail(to: str = "anneke@example.org", subject: str = "Er staat iets voor u klaar") -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "bericht@mantelbrug.example", to, subject
    mail.set_content("Dag Anneke, één keer.")
    mail.add_alternative("<p>Dag Anneke</p>", subtype="html")
    mail.add_attachment(b"BEGIN:VCALENDAR", maintype="application", subtype="ics", filename="afspraak.ics")
    return mail


async def send(mail: EmailMessage) -> None:
    smtp = post().smtp
    await aiosmtplib.send(mail, hostname=smtp.host, port=smtp.port, start_tls=False)


def at_the_machine(house: House, host: str = "127.0.0.1:8000", **headers: str) -> httpx.AsyncClient:
    return httpx.AsyncClient(transport=httpx.ASGITransport(house.app), base_url=f"http://{host}", headers=headers)


async def test_a_mail_is_kept_as_a_file_that_only_the_owner_reads_and_found_after_a_restart(tmp_path: Path) -> None:
    async with open_mailbox(tmp_path / "mails"):
        await send(a_mail())
    async with open_mailbox(tmp_path / "mails") as mailbox:
        (mail,) = mailbox.newest()

    (file,) = (tmp_path / "mails").glob("*.eml")
    assert file.stat().st_mode & 0o777 == 0o600
    assert (mail.to, mail.subject, mail.attachments) == (("anneke@example.org",), "Er staat iets voor u klaar", ("afspraak.ics",))
    assert "één keer" in mail.text
    assert "<p>" in (mail.html or "")


async def test_the_oldest_mail_makes_room(tmp_path: Path) -> None:
    async with open_mailbox(tmp_path, most=3) as mailbox:
        for number in range(5):
            await send(a_mail(subject=f"nummer {number}"))
        found = mailbox.newest()

    assert [mail.subject for mail in found] == ["nummer 4", "nummer 3", "nummer 2"]
    assert len(list(tmp_path.glob("*.eml"))) == 3


async def test_the_houses_mail_goes_there_while_it_is_open_and_no_longer(tmp_path: Path) -> None:
    before = post().smtp
    async with open_mailbox(tmp_path):
        during = post().smtp

    assert during.host == "127.0.0.1"
    assert post().smtp == before
    assert the_mailbox() is None


async def test_it_is_read_over_http(house: House, tmp_path: Path) -> None:
    async with open_mailbox(tmp_path), at_the_machine(house) as client:
        await send(a_mail(to="gp@huisarts.example"))
        await send(a_mail())
        all_mails = (await client.get("/v1/dev-mailbox")).json()["items"]
        one = await client.get(f"/v1/dev-mailbox/{all_mails[0]['id']}")

    assert [mail["to"] for mail in all_mails] == [["anneke@example.org"], ["gp@huisarts.example"]]
    assert one.json() == all_mails[0]


@pytest.mark.parametrize(
    ("host", "headers"),
    [
        ("mantelbrug.example", {}),
        ("127.0.0.1.evil.example", {}),
        ("localhost:8000", {"X-Forwarded-For": "10.0.0.1"}),
        ("localhost", {"Forwarded": "for=x"}),
    ],
)
async def test_through_a_proxy_or_under_another_name_there_is_no_mailbox(
    house: House, tmp_path: Path, host: str, headers: dict[str, str]
) -> None:
    async with open_mailbox(tmp_path), at_the_machine(house, host, **headers) as client:
        await send(a_mail())
        answer = await client.get("/v1/dev-mailbox")

    assert answer.status_code == 404


async def test_outside_the_embedded_mode_there_is_no_mailbox(house: House) -> None:
    async with at_the_machine(house) as client:
        assert (await client.get("/v1/dev-mailbox")).status_code == 404


@pytest.mark.parametrize("name", ["../../etc/passwd", "00000000-0000-0000-0000-000000000000", "x"])
async def test_only_mails_can_be_asked_for(house: House, tmp_path: Path, name: str) -> None:
    async with open_mailbox(tmp_path), at_the_machine(house) as client:
        assert (await client.get(f"/v1/dev-mailbox/{name}")).status_code == 404
