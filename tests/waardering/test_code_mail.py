"""The code of a voucher, from its supplier to who it is for: told by a real mail server and opened by the link alone."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx
import pytest

from kernel.testing.postgres import TestServer
from schemas.base import PersonId
from schemas.intake import PersonErased
from schemas.waardering import WaarderingCodeReady
from services.notifications.domain.plain_mail import NEVER_IN_MAIL

from .mailed import Mailed, mailed
from .town import Json, Town, a_caregiver, an_application

READY, READY_IN_ENGLISH = "Er staat een bon of pas voor u klaar", "A voucher or card is ready for you"
SECRET = "GEHEIM-1"


@pytest.fixture
async def mailing(server: TestServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Mailed]:
    async with mailed(server, tmp_path, monkeypatch) as mailing:
        yield mailing


async def a_voucher(town: Town, **caregiver: object) -> Json:
    """Granted and ordered; its application's link comes along."""
    body = an_application("voucher", number=1, wishesLink=True)
    body["caregivers"] = [{name: told for name, told in a_caregiver(1, **caregiver).items() if told is not None}]
    made = await town.applies(body)
    run = await town.paid("voucher")
    (one,) = await town.payments("sent", "voucher")
    return one | {"run": run["id"], "link": made["link"], "application": made["id"]}


async def codes_come(town: Town, one: Json, code: str = SECRET) -> None:
    csv = f"referentie;code\r\n{one['id'].replace('-', '')};{code}\r\n"
    answer = await town.payer.post(f"/v1/payout-runs/{one['run']}/codes", json={"csv": csv})
    assert answer.status_code == 200, answer.text


async def opens(town: Town, token: str) -> httpx.Response:
    return await town.door.post("/v1/code-openings", json={"token": token})


async def told(mailing: Mailed, subject: str = READY) -> str:
    """The token in her mail."""
    return (await mailing.mail(subject)).partition("/bon/")[2][:43]


async def test_she_is_told_once_and_opens_her_code_by_the_link_in_that_mail(mailing: Mailed) -> None:
    one = await a_voucher(mailing.town)
    await codes_come(mailing.town, one)
    token = await told(mailing)
    first, again = await opens(mailing.town, token), await opens(mailing.town, token)
    shown = (await mailing.town.payer.get(f"/v1/payments/{one['id']}")).json()

    assert (first.status_code, first.json()["code"], again.json()) == (200, SECRET, first.json())
    assert [line["what"] for line in shown["history"]][-4:] == ["code-taken", "code-told", "code-opened", "code-opened"]
    looks = await mailing.town.house.rows("select purpose from waardering.access_log where what = 'voucher-code'")
    assert [row["purpose"] for row in looks] == ["own-file", "own-file"]
    assert await mailing.town.tasks() == []


async def test_the_code_stands_in_no_mail_and_in_no_event(mailing: Mailed) -> None:
    await codes_come(mailing.town, await a_voucher(mailing.town))
    mail = await mailing.mail(READY)

    assert SECRET not in await mailing.everything()
    assert "Zandvliet" not in mail
    assert NEVER_IN_MAIL.search(mail.replace("Mantelbrug", "").replace("mantelbrug", "")) is None


async def test_told_twice_and_the_suppliers_list_read_twice_it_is_one_mail(mailing: Mailed) -> None:
    one = await a_voucher(mailing.town)
    await codes_come(mailing.town, one)
    await codes_come(mailing.town, one, "ANDERS")
    (event,) = await mailing.town.told(WaarderingCodeReady)
    await mailing.town.house.hears(event)

    assert (await mailing.subjects()).count(READY) == 1
    assert (await opens(mailing.town, await told(mailing))).json()["code"] == SECRET


async def test_she_reads_of_it_in_her_own_language(mailing: Mailed) -> None:
    await codes_come(mailing.town, await a_voucher(mailing.town, language="en"))

    assert READY_IN_ENGLISH in await mailing.subjects()
    assert READY not in await mailing.subjects()


async def test_what_was_handed_over_before_the_mail_left_is_told_no_more(mailing: Mailed) -> None:
    """At night nothing goes; in the morning she has it in her hands already."""
    mailing.town.house.clock.move(to=mailing.town.house.clock.now().replace(hour=22))
    one = await a_voucher(mailing.town)
    await codes_come(mailing.town, one)
    answer = await mailing.town.officer.post(f"/v1/payments/{one['id']}/collections", json={"signedBy": "A. Zandvliet"})
    await mailing.town.passes(hours=11)

    assert answer.status_code == 200
    assert READY not in await mailing.subjects()
    states = await mailing.town.house.rows("select state, reason from notifications.message where kind = 'code-ready'")
    assert [(row["state"], row["reason"]) for row in states] == [("withheld", "overtaken")]


@pytest.mark.parametrize(("address", "reason"), [(None, "no-email"), ("anneke@example.org", "undeliverable")])
async def test_whom_mail_does_not_reach_a_person_tells(mailing: Mailed, address: str | None, reason: str) -> None:
    mailing.mails.refused["anneke@example.org"] = "550 no such user"
    one = await a_voucher(mailing.town, email=address)
    await codes_come(mailing.town, one)
    await mailing.subjects()
    waiting = await mailing.town.house.rows("select subject, reason from waardering.task where done_at is null and kind = 'code-not-told'")
    read = await mailing.town.officer.get(f"/v1/payments/{one['id']}/code")

    assert [(str(row["subject"]), row["reason"]) for row in waiting] == [(one["id"], reason)]
    assert read.json()["code"] == SECRET
    assert "code-not-told" not in await mailing.town.tasks()


async def test_a_child_is_told_by_a_person(mailing: Mailed) -> None:
    await codes_come(mailing.town, await a_voucher(mailing.town, birthDate="2014-05-01"))

    assert READY not in await mailing.subjects()
    assert sorted(await mailing.town.tasks()) == ["code-not-told", "letter-held", "letter-held"]


async def test_who_has_it_in_her_hands_who_was_erased_and_who_guesses_open_nothing(mailing: Mailed) -> None:
    one = await a_voucher(mailing.town)
    await codes_come(mailing.town, one)
    token = await told(mailing)
    guessed, by_staff = await opens(mailing.town, "x" * 43), await mailing.town.officer.post("/v1/code-openings", json={"token": token})
    await mailing.town.officer.post(f"/v1/payments/{one['id']}/collections", json={"signedBy": "A. Zandvliet"})
    collected = await opens(mailing.town, token)
    await mailing.town.officer.post(f"/v1/payments/{one['id']}/collection-withdrawals")
    (event,) = await mailing.town.told(WaarderingCodeReady)
    assert isinstance(event, WaarderingCodeReady)
    assert event.payee_id is not None
    await mailing.town.house.hears(PersonErased(person_id=PersonId(event.payee_id)))
    erased = await opens(mailing.town, token)

    assert (guessed.status_code, by_staff.status_code, collected.status_code) == (404, 403, 410)
    assert erased.status_code in (404, 410)


async def test_a_link_ends_after_eight_weeks_and_opens_no_letter_and_no_application(mailing: Mailed) -> None:
    await codes_come(mailing.town, await a_voucher(mailing.town))
    token = await told(mailing)
    letter = await mailing.town.door.post("/v1/letter-openings", json={"token": token})
    application = await mailing.town.door.post("/v1/own-links/openings", json={"token": token})
    await mailing.town.passes(days=57)

    assert (letter.status_code, application.status_code) == (404, 404)
    assert (await opens(mailing.town, token)).status_code == 410


async def test_by_the_link_of_her_application_she_opens_what_goes_to_herself_and_nothing_else(mailing: Mailed) -> None:
    one = await a_voucher(mailing.town)
    before = (await mailing.town.door.post("/v1/own-links/openings", json={"token": one["link"]})).json()["application"]
    await codes_come(mailing.town, one)
    after = (await mailing.town.door.post("/v1/own-links/openings", json={"token": one["link"]})).json()["application"]
    asked = {"token": one["link"], "paymentId": one["id"]}
    hers = await mailing.town.door.post("/v1/own-codes", json=asked)
    another = await mailing.town.door.post("/v1/own-codes", json=asked | {"paymentId": one["run"]})

    assert before["payments"][0]["codeOf"] is None
    assert after["payments"][0]["codeOf"] == one["id"]
    assert (hers.json()["code"], another.status_code) == (SECRET, 404)


async def test_only_notifications_learns_where_it_goes(mailing: Mailed) -> None:
    one = await a_voucher(mailing.town)
    asked = {"paymentId": one["id"]}

    assert (await mailing.town.intake.post("/v1/code-contacts", json=asked)).status_code == 403
    assert (await mailing.town.officer.post("/v1/code-contacts", json=asked)).status_code == 403
