"""A payment came back, and its payee gives another account by her link: an officer pays again, and another approves."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import httpx
import pytest

from kernel.testing.postgres import TestServer
from schemas.base import PersonId
from schemas.intake import PersonErased
from schemas.waardering import WaarderingPaymentReturned

from .bank import camt054, reported
from .handing import by_link, opens
from .mailed import Mailed, mailed
from .town import IBAN, Json, Town, an_application

OTHER, THIRD = "NL20INGB0001234567", "NL02ABNA0123456789"


async def came_back(town: Town) -> tuple[Json, str]:
    """The payment, and the link of who applied."""
    _, token = await by_link(town, "plain")
    await town.paid()
    (payment,) = await town.payments("sent")
    assert (await reported(town, camt054(payment["id"].replace("-", "")))).status_code == 200
    return payment, token


async def gives(
    town: Town, token: str, payment: Json | None, iban: str = OTHER, *, key: str | None = None, **more: object
) -> httpx.Response:
    body: Json = {"token": token, "iban": iban} | ({"paymentId": payment["id"]} if payment else {}) | more
    return await town.door.post("/v1/own-accounts", json=body, headers={"Idempotency-Key": key} if key else {})


async def repeats(town: Town, payment: Json, body: Json | None = None) -> httpx.Response:
    return await town.officer.post(f"/v1/payments/{payment['id']}/repeats", json=body or {})


async def paid_to(town: Town) -> list[str]:
    """The accounts in the file of the next run."""
    run = await town.paid()
    file = (await town.payer.get(f"/v1/payout-runs/{run['id']}/file")).json()["text"]
    return re.findall(r"<CdtrAcct>.*?<IBAN>(\w+)", file, re.DOTALL)


async def test_what_she_gives_is_what_is_paid_to_once_an_officer_repeats(town: Town) -> None:
    payment, token = await came_back(town)
    before = (await opens(town, token))["application"]["payments"][0]
    given = await gives(town, token, payment)
    after = (await opens(town, token))["application"]["payments"][0]
    waits = await town.payments("due")
    await repeats(town, payment)
    accounts = await paid_to(town)
    told = (await opens(town, token))["application"]["payments"]

    assert [(one["state"], one["repeated"], one["accountOf"]) for one in told] == [("returned", True, None), ("sent", False, None)]
    assert (before["accountOf"], before["accountGiven"], after["accountGiven"]) == (payment["id"], False, True)
    assert (given.json()["endsIn"], given.json()["newEndsIn"], given.json()["mayChange"]) == ("4300", "4567", True)
    assert waits == []
    assert accounts == [OTHER]


async def test_the_officer_sees_that_she_gave_one_and_need_not_call(town: Town) -> None:
    payment, token = await came_back(town)
    before = await town.tasks()
    await gives(town, token, payment, accountName="A. Zandvliet en B. Zand")
    (listed,) = await town.payments("returned")
    shown = (await town.officer.get(f"/v1/payments/{payment['id']}")).json()
    during = await town.tasks()
    await repeats(town, payment)

    assert (before, during, await town.tasks()) == (["payment-returned"], ["account-given"], [])
    assert listed["newAccountAt"].startswith("2027-03-02T09:00")
    assert (shown["iban"], shown["newIban"]) == ("NL91 … 4300", "NL20 … 4567")
    assert [(one["what"], one["by"]) for one in shown["history"]][-1] == ("account-given", "payee")


async def test_who_repeats_to_her_account_does_not_approve_the_run(town: Town) -> None:
    payment, token = await came_back(town)
    both = town.staff("payer", "wendy")
    await gives(town, token, payment)
    again = (await repeats(town, payment)).json()
    run = await town.a_run()
    himself, another = await town.approves(run, who=both), await town.approves(run)
    shown = (await town.officer.get(f"/v1/payments/{again['id']}")).json()

    assert (himself.status_code, another.status_code) == (403, 200)
    assert (shown["accountCorrected"], shown["history"][1]["code"]) == (True, "account-by-payee")


async def test_told_twice_it_is_once_and_she_may_correct_herself(town: Town) -> None:
    payment, token = await came_back(town)
    first = await gives(town, token, payment, key="a")
    same = await gives(town, token, payment, key="a")
    corrected = await gives(town, token, payment, THIRD, key="b")
    lines = await town.house.rows("select 1 from waardering.payment_line where what = 'account-given'")
    await repeats(town, payment)
    accounts = await paid_to(town)

    assert (same.json(), corrected.json()["newEndsIn"]) == (first.json(), "6789")
    assert len(lines) == 2
    assert accounts == [THIRD]


@pytest.mark.parametrize("iban", ["NL91ABNA0417164301", "dit is geen rekening", IBAN])
async def test_what_is_no_account_or_the_one_that_failed_is_refused(town: Town, iban: str) -> None:
    payment, token = await came_back(town)
    answer = await gives(town, token, payment, iban)

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "/iban")
    assert await town.tasks() == ["payment-returned"]


@pytest.mark.parametrize("step", ["repeats", "cancellations"])
async def test_once_it_is_paid_again_or_cancelled_it_is_too_late(town: Town, step: str) -> None:
    payment, token = await came_back(town)
    await gives(town, token, payment)
    body = {"reason": "Zij wil het niet meer."} if step == "cancellations" else {}
    done = await (town.payer if body else town.officer).post(f"/v1/payments/{payment['id']}/{step}", json=body)
    late = await gives(town, token, payment, THIRD)
    seen = await town.door.post("/v1/own-accounts/openings", json={"token": token, "paymentId": payment["id"]})

    assert done.status_code in (200, 201)
    assert (late.status_code, seen.json()["mayChange"]) == (409, False)
    assert await town.house.rows("select 1 from waardering.payment where new_account is not null") == []


async def test_what_did_not_come_back_keeps_its_account(town: Town) -> None:
    _, token = await by_link(town, "plain")
    await town.paid()
    (payment,) = await town.payments("sent")

    assert (await gives(town, token, payment)).status_code == 404
    assert (await opens(town, token))["application"]["payments"][0]["accountOf"] is None


async def test_nobody_else_changes_it(town: Town) -> None:
    """Not who applied for her payee, not who has another link, and no staff by this door."""
    payment, token = await came_back(town)
    _, stranger = await by_link(town, "plain", number=5)
    by_stranger = await gives(town, stranger, payment)
    made_up = await gives(town, "x" * 43, payment)
    body = {"token": token, "paymentId": payment["id"], "iban": OTHER}
    by_staff = await town.officer.post("/v1/own-accounts", json=body)

    assert (by_stranger.status_code, made_up.status_code, by_staff.status_code) == (404, 404, 403)


async def test_who_applied_for_another_does_not_change_where_the_other_is_paid(town: Town) -> None:
    made = await town.applies(an_application(number=1, caregivers=2, wishesLink=True))
    await town.paid()
    link = (await opens(town, made["link"]))["application"]
    sent = await town.payments("sent")
    for one in sent:
        await reported(town, camt054(one["id"].replace("-", ""), f"{one['cents'] / 100:.2f}"))
    (hers,) = [one for one in (await opens(town, made["link"]))["application"]["payments"] if one["accountOf"]]
    (other,) = [one for one in sent if one["id"] != hers["accountOf"]]

    assert len(link["payments"]) == 2
    assert (await gives(town, made["link"], other)).status_code == 404
    assert (await gives(town, made["link"], {"id": hers["accountOf"]})).status_code == 200


async def test_the_account_lies_open_nowhere(town: Town) -> None:
    payment, token = await came_back(town)
    await gives(town, token, payment)
    found = []
    for table in ("payment", "payment_line", "task", "log", "idempotency", "access_log", "history"):
        rows = await town.house.rows(f"select t::text from waardering.{table} t")
        found += [table for row in rows for secret in (OTHER, "0001234567") if secret in row[0]]

    assert found == []
    assert len(await town.told(WaarderingPaymentReturned)) == 1


async def test_trying_accounts_out_ends_after_a_few(town: Town) -> None:
    payment, token = await came_back(town)
    answers = [(await gives(town, token, payment, "NL00NOPE0000000000")).status_code for _ in range(6)]

    assert answers == [400] * 5 + [429]


@pytest.fixture
async def mailing(server: TestServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Mailed]:
    async with mailed(server, tmp_path, monkeypatch) as mailing:
        yield mailing


async def test_the_mail_leads_her_there_and_other_letters_do_not(mailing: Mailed) -> None:
    payment, _ = await came_back(mailing.town)
    mails = await mailing.everything()
    tokens = set(re.findall(r"/rekening/([\w-]{43})", mails))
    letters = set(re.findall(r"/brief/([\w-]{43})", mails))
    (token,) = tokens
    given = await gives(mailing.town, token, None)
    wrong = [(await gives(mailing.town, one, payment)).status_code for one in letters]

    assert (given.status_code, given.json()["newEndsIn"]) == (200, "4567")
    assert set(wrong) == {404}
    assert OTHER not in await mailing.everything()


async def test_who_is_erased_leaves_no_account_behind_and_her_link_ends(town: Town) -> None:
    payment, token = await came_back(town)
    await gives(town, token, payment)
    await town.house.hears(PersonErased(person_id=PersonId(UUID(payment["personId"]))))
    again = await repeats(town, payment)
    left = await town.house.rows("select 1 from waardering.payment where new_account is not null or new_account_at is not null")

    assert left == []
    assert (await gives(town, token, payment)).status_code in (404, 410)
    assert again.status_code == 201
    assert (await town.payer.post("/v1/payout-runs", json={"form": "money"})).status_code == 409
