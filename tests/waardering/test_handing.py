"""Handed over at a meeting: found by a square code or a name, signed for once, and taken back for a quarter of an hour."""

import asyncio

from schemas.base import id_of
from schemas.waardering import WaarderingPaid

from .bank import granted
from .town import Json, Town


async def a_list(town: Town, how_many: int = 2, scheme: str = "gift") -> Json:
    await granted(town, how_many, scheme)
    made = await town.officer.post("/v1/hand-outs", json={"title": "Koffie in de bieb", "on": "2027-03-10", "forms": [scheme]})
    assert made.status_code == 201, made.text
    found: Json = (await town.officer.get(f"/v1/hand-outs/{made.json()['id']}")).json()
    return found


async def signs(town: Town, payment: str, *, scanned: bool = False) -> Json:
    body = {"signedBy": "A. Zandvliet", "scanned": scanned}
    answer = await town.officer.post(f"/v1/payments/{payment}/collections", json=body)
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


async def test_a_gift_is_handed_out_once_and_the_second_time_says_when_and_by_whom(town: Town):
    (application,) = await granted(town, 1, "gift")
    (gift,) = await town.payments("due", "gift")
    await signs(town, gift["id"])
    again = await town.colleague.post(f"/v1/payments/{gift['id']}/collections", json={"signedBy": "A. Zandvliet"})
    at_once = await town.story(application)
    await town.passes(minutes=16)

    assert again.status_code == 409
    assert again.json()["by"] == str(id_of("gooi", "staff", "wendy"))
    assert again.json()["at"].startswith("2027-03-02T09:00")
    assert at_once == ["Requested", "Granted"]
    assert await town.story(application) == ["Requested", "Granted", "Paid"]


async def test_a_list_stands_in_order_of_name_and_is_the_same_each_time_it_is_printed(town: Town):
    first = await a_list(town, 3)
    again = (await town.officer.get(f"/v1/hand-outs/{first['id']}")).json()

    assert again == first
    assert (first["count"], first["collected"]) == (3, 0)
    assert [one["name"] for one in first["lines"]] == sorted(one["name"] for one in first["lines"])


async def test_a_square_code_says_nothing_of_anybody_and_finds_one_gift(town: Town):
    list_ = await a_list(town)
    line = list_["lines"][0]
    scanned = (await town.officer.get(f"/v1/hand-out-tokens/{line['token']}")).json()
    rows = await town.house.rows("select l::text from waardering.hand_out_line l")

    assert len(line["token"]) == 24
    assert scanned == line
    assert line["token"] != list_["lines"][1]["token"]
    assert not [row for row in rows if line["token"] in row[0]]


async def test_another_organisation_a_payer_and_a_guess_find_nothing(town: Town):
    line = (await a_list(town))["lines"][0]
    stranger = town.staff("waardering-officer", "eva", organisation="maatschappelijke-zaken-hbel")
    asked = [
        await stranger.get(f"/v1/hand-out-tokens/{line['token']}"),
        await town.officer.get(f"/v1/hand-out-tokens/{'a' * 24}"),
        await town.payer.get(f"/v1/hand-out-tokens/{line['token']}"),
        await stranger.post(f"/v1/payments/{line['paymentId']}/collections", json={"signedBy": "X"}),
    ]

    assert [one.status_code for one in asked] == [404, 404, 403, 404]


async def test_of_two_who_sign_at_once_one_does(town: Town):
    line = (await a_list(town, 1))["lines"][0]
    body = {"signedBy": "A. Zandvliet", "scanned": True}
    answers = await asyncio.gather(
        *(who.post(f"/v1/payments/{line['paymentId']}/collections", json=body) for who in (town.officer, town.colleague) * 2)
    )
    await town.passes(minutes=16)

    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]
    assert len(await town.told(WaarderingPaid)) == 1


async def test_a_mistake_is_taken_back_for_a_quarter_of_an_hour_and_tells_nobody_that_it_was_paid(town: Town):
    line = (await a_list(town, 1))["lines"][0]
    await signs(town, line["paymentId"])
    await town.passes(minutes=10)
    back = await town.officer.post(f"/v1/payments/{line['paymentId']}/collection-withdrawals")
    await town.passes(minutes=30)
    told = await town.told(WaarderingPaid)
    await signs(town, line["paymentId"], scanned=True)
    await town.passes(minutes=16)
    late = await town.officer.post(f"/v1/payments/{line['paymentId']}/collection-withdrawals")
    shown = (await town.officer.get(f"/v1/payments/{line['paymentId']}")).json()

    assert (back.status_code, back.json()["state"], told) == (200, "due", [])
    assert late.status_code == 409
    assert len(await town.told(WaarderingPaid)) == 1
    assert [(one["what"], one.get("code")) for one in shown["history"]] == [
        ("made", None),
        ("collected", "by-name"),
        ("collection-undone", None),
        ("collected", "scanned"),
    ]


async def test_a_voucher_of_which_the_list_was_made_is_handed_over_and_not_told_again(town: Town):
    await granted(town, 1, "voucher")
    none_yet = await town.officer.post("/v1/hand-outs", json={"title": "Koffie", "on": "2027-03-10", "forms": ["voucher"]})
    await town.paid("voucher")
    made = await town.officer.post("/v1/hand-outs", json={"title": "Koffie", "on": "2027-03-10", "forms": ["voucher"]})
    (line,) = (await town.officer.get(f"/v1/hand-outs/{made.json()['id']}")).json()["lines"]
    await signs(town, line["paymentId"])
    await town.passes(minutes=16)

    assert (none_yet.status_code, made.status_code) == (409, 201)
    assert len(await town.told(WaarderingPaid)) == 1


async def test_who_signed_is_sealed_and_shown_on_the_list(town: Town):
    list_ = await a_list(town, 1)
    await signs(town, list_["lines"][0]["paymentId"])
    (line,) = (await town.officer.get(f"/v1/hand-outs/{list_['id']}")).json()["lines"]
    rows = await town.house.rows("select p::text from waardering.payment p")

    assert (line["state"], line["signedBy"], line["collectedBy"]) == ("collected", "A. Zandvliet", str(id_of("gooi", "staff", "wendy")))
    assert not [row for row in rows if "A. Zandvliet" in row[0]]


async def test_what_is_cancelled_has_gone_from_the_list(town: Town):
    list_ = await a_list(town, 2)
    await town.payer.post(f"/v1/payments/{list_['lines'][0]['paymentId']}/cancellations", json={"reason": "Verhuisd."})
    now = (await town.officer.get(f"/v1/hand-outs/{list_['id']}")).json()

    assert (now["count"], [one["paymentId"] for one in now["lines"]]) == (1, [list_["lines"][1]["paymentId"]])
