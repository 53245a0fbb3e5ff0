"""A deed of the desk that is sent twice under one key is done once, and answers the same."""

from __future__ import annotations

import httpx

from .bank import granted, pain002, reported
from .test_allotting import applied
from .town import Json, Town, an_application

KEY = {"Idempotency-Key": "0b0c7f3e-6f0e-4f5d-9d55-1d3f6f2f7a10"}


async def twice(who: httpx.AsyncClient, path: str, body: Json) -> tuple[httpx.Response, httpx.Response]:
    first = await who.post(path, json=body, headers=KEY)
    return first, await who.post(path, json=body, headers=KEY)


def same(answers: tuple[httpx.Response, httpx.Response], status: int) -> bool:
    first, second = answers
    replayed = [one.headers.get("Idempotency-Replayed") for one in answers]
    return (first.status_code, second.status_code, replayed) == (status, status, [None, "true"]) and first.json() == second.json()


async def returned(town: Town) -> str:
    await granted(town)
    await town.paid()
    payment: str = (await town.payments("sent"))[0]["id"]
    await reported(town, pain002(payment.replace("-", "")))
    return payment


async def test_the_same_repeat_of_a_payment_twice_makes_one_payment(town: Town) -> None:
    payment = await returned(town)
    answers = await twice(town.payer, f"/v1/payments/{payment}/repeats", {})
    without_key = await town.payer.post(f"/v1/payments/{payment}/repeats", json={})

    assert same(answers, 201)
    assert (len(await town.payments("due")), without_key.status_code) == (1, 409)


async def test_the_same_cancellation_of_a_payment_twice_gives_the_money_back_once(town: Town) -> None:
    payment = await returned(town)
    answers = await twice(town.payer, f"/v1/payments/{payment}/cancellations", {"reason": "Overleden."})

    assert same(answers, 200)
    assert (await town.budget("plain"))["committedCents"] == 0


async def test_the_same_pool_divided_twice_is_divided_once(town: Town) -> None:
    await applied(town, "pool", 3)
    await town.passes(days=31)
    answers = await twice(town.officer, "/v1/schemes/pool/pools", {"year": 2027})

    assert same(answers, 201)
    assert len(await town.payments("due")) == 3


async def test_the_same_lots_drawn_twice_are_drawn_once(town: Town) -> None:
    await applied(town, "lots", 5)
    await town.passes(days=31)
    answers = await twice(town.officer, "/v1/schemes/lots/draws", {"year": 2027})

    assert same(answers, 201)
    assert len(await town.payments("due")) == 2


async def test_the_same_codes_taken_in_twice_are_taken_in_once(town: Town) -> None:
    await town.applies(an_application("voucher"))
    run = await town.paid("voucher")
    (payment,) = await town.payments("sent", "voucher")
    answers = await twice(
        town.payer, f"/v1/payout-runs/{run['id']}/codes", {"csv": f"referentie;code\r\n{payment['id'].replace('-', '')};BON-1\r\n"}
    )

    assert same(answers, 200)
    assert (await town.officer.get(f"/v1/payments/{payment['id']}/code")).json() == {"code": "BON-1"}


async def test_the_same_collection_and_the_same_withdrawal_of_it_twice_are_done_once(town: Town) -> None:
    await granted(town, 1, "gift")
    (gift,) = await town.payments("due", "gift")
    signed = await twice(town.officer, f"/v1/payments/{gift['id']}/collections", {"signedBy": "A. Zandvliet"})
    undone = await twice(town.officer, f"/v1/payments/{gift['id']}/collection-withdrawals", {})
    told = (await town.officer.get(f"/v1/payments/{gift['id']}")).json()

    assert same(signed, 200)
    assert same(undone, 200)
    assert told["state"] == "due"


async def test_a_key_of_another_deed_is_refused(town: Town) -> None:
    payment = await returned(town)
    await town.payer.post(f"/v1/payments/{payment}/cancellations", json={"reason": "Overleden."}, headers=KEY)
    other = await town.payer.post(f"/v1/payments/{payment}/cancellations", json={"reason": "Toch niet."}, headers=KEY)

    assert other.status_code == 409
    assert other.json()["type"].endswith(":key-used-for-other-content")
