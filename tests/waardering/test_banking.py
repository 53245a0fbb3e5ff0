"""What the bank says: paid, returned once, nothing of ours; and what came back is paid again only as a new, linked payment."""

import asyncio

import pytest

from kernel.refusals import BadInput
from schemas.waardering import WaarderingPaymentReturned
from schemas.words import PaymentReturn
from services.waardering.gateways import returns

from .bank import booked, camt054, granted, pain002, reported, settled
from .town import IBAN, Town


async def test_what_the_bank_refuses_is_returned_once_and_paid_again_only_as_a_new_linked_payment(town: Town):
    await granted(town, 2)
    await town.paid()
    payment = (await town.payments("sent"))[0]["id"]
    read = (await reported(town, pain002(payment.replace("-", "")))).json()
    same_file = (await reported(town, pain002(payment.replace("-", "")))).json()
    other_file = (await reported(town, camt054(payment.replace("-", "")))).json()
    again = await town.payer.post(f"/v1/payments/{payment}/repeats", json={})
    third = await town.payer.post(f"/v1/payments/{payment}/repeats", json={})
    run = await town.paid()

    assert (read["returned"], read["knownAlready"], read["notOurs"], read["again"]) == (1, 0, 0, False)
    assert same_file == read | {"again": True}
    assert (other_file["returned"], other_file["knownAlready"], other_file["again"]) == (0, 1, False)
    assert (again.status_code, again.json()["repeats"], third.status_code) == (201, payment, 409)
    assert (run["count"], run["totalCents"]) == (1, 5000)
    (told,) = await town.told(WaarderingPaymentReturned)
    assert isinstance(told, WaarderingPaymentReturned)
    assert told.reason is PaymentReturn.CLOSED_ACCOUNT
    assert (await town.budget("plain"))["committedCents"] == 10_000


async def test_a_returned_payment_is_read_from_the_account_s_own_notice(town: Town):
    await granted(town)
    await town.paid()
    payment = (await town.payments("sent"))[0]["id"]
    await reported(town, camt054(payment.replace("-", "")))

    assert [one["returned"] for one in await town.payments("returned")] == ["wrong-account"]


async def test_a_file_that_the_bank_refuses_as_a_whole_returns_all_of_it(town: Town):
    await granted(town, 3)
    run = await town.paid()
    message = run["id"].replace("-", "")
    xml = pain002().replace(
        "<OrgnlPmtInfAndSts>",
        f"<OrgnlGrpInfAndSts><OrgnlMsgId>{message}</OrgnlMsgId><GrpSts>RJCT</GrpSts></OrgnlGrpInfAndSts><OrgnlPmtInfAndSts>",
    )
    read = (await reported(town, xml)).json()

    assert read["returned"] == 3
    assert len(await town.payments("returned")) == 3


async def test_what_is_not_ours_changes_nothing(town: Town):
    await granted(town)
    await town.paid()
    payment = (await town.payments("sent"))[0]["id"].replace("-", "")
    theirs = town.staff("payer", "eva", organisation="maatschappelijke-zaken-hbel")
    read = (await reported(town, pain002(payment), theirs)).json()
    unknown = (await reported(town, pain002("NOTPROVIDED"))).json()

    assert (read["returned"], unknown["returned"], unknown["notOurs"]) == (0, 0, 1)
    assert await town.payments("returned") == []


async def test_not_paid_after_all_the_budget_gets_it_back(town: Town):
    await granted(town)
    await town.paid()
    payment = (await town.payments("sent"))[0]["id"]
    early = await town.payer.post(f"/v1/payments/{payment}/cancellations", json={"reason": "Toch niet."})
    await reported(town, pain002(payment.replace("-", "")))
    cancelled = await town.payer.post(f"/v1/payments/{payment}/cancellations", json={"reason": "Overleden."})
    repeated = await town.payer.post(f"/v1/payments/{payment}/repeats", json={})

    assert (early.status_code, cancelled.status_code, repeated.status_code) == (409, 200, 409)
    assert (await town.budget("plain"))["committedCents"] == 0


@pytest.mark.parametrize(
    "xml",
    [
        "geen xml",
        "<Document/>",
        '<!DOCTYPE x [<!ENTITY a "b">]><Document>&a;</Document>',
        '<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"><CstmrCdtTrfInitn/></Document>',
    ],
)
def test_what_is_no_bank_s_report_is_refused(xml: str):
    with pytest.raises(BadInput):
        returns.read(xml)


def test_every_reason_that_is_not_known_is_another():
    (found,) = returns.read(pain002("a" * 32, code="ZZ99")).lines

    assert found.reason is PaymentReturn.OTHER


@pytest.mark.parametrize("wrong", ["x50.00", "50.0O", "-50.00"])
def test_an_amount_that_is_none_is_refused(wrong: str):
    with pytest.raises(BadInput):
        returns.read(camt054("a" * 32, wrong))


async def test_what_the_bank_paid_is_known_as_paid_and_can_still_come_back(town: Town):
    await granted(town, 2)
    run = await town.paid()
    first, second = [one["id"].replace("-", "") for one in await town.payments("sent")]
    read = (await reported(town, booked(first))).json()
    in_two_ways = (await reported(town, settled(first, second))).json()
    back = (await reported(town, camt054(first))).json()
    shown = (await town.payer.get(f"/v1/payout-runs/{run['id']}")).json()

    assert (read["kind"], read["paid"], [one["outcome"] for one in read["lines"]]) == ("camt.054", 1, ["paid"])
    assert (in_two_ways["paid"], in_two_ways["knownAlready"]) == (1, 1)
    assert back["returned"] == 1
    assert (shown["confirmed"], shown["returned"], shown["returnedCents"]) == (1, 1, 5_000)


async def test_a_file_that_the_bank_paid_as_a_whole_is_paid(town: Town):
    await granted(town, 3)
    run = await town.paid()
    message = run["id"].replace("-", "")
    taken = (await reported(town, settled().replace("<GrpHdr>", whole(message, "ACCP") + "<GrpHdr>"))).json()
    paid = (await reported(town, settled().replace("<GrpHdr>", whole(message, "ACSC") + "<GrpHdr>"))).json()

    assert (taken["onItsWay"], taken["paid"]) == (3, 0)
    assert paid["paid"] == 3


def whole(message: str, status: str) -> str:
    return f"<OrgnlGrpInfAndSts><OrgnlMsgId>{message}</OrgnlMsgId><GrpSts>{status}</GrpSts></OrgnlGrpInfAndSts>"


async def test_another_amount_than_was_paid_changes_nothing_and_asks_somebody_to_look(town: Town):
    await granted(town)
    await town.paid()
    payment = (await town.payments("sent"))[0]["id"].replace("-", "")
    read = (await reported(town, camt054(payment, "49.99"))).json()

    assert (read["otherAmount"], read["returned"]) == (1, 0)
    assert [one["state"] for one in await town.payments("sent")] == ["sent"]
    assert await town.tasks() == ["payment-other-amount"]


async def test_one_payment_twice_in_one_file_comes_back_once(town: Town):
    await granted(town)
    await town.paid()
    payment = (await town.payments("sent"))[0]["id"].replace("-", "")
    read = (await reported(town, pain002(payment, payment))).json()

    assert (read["returned"], len(read["lines"])) == (1, 1)
    assert len(await town.told(WaarderingPaymentReturned)) == 1


async def test_a_report_lists_what_needs_somebody_first_by_name_and_is_kept(town: Town):
    await granted(town, 2)
    await town.paid()
    first, second = [one["id"].replace("-", "") for one in await town.payments("sent")]
    read = (await reported(town, pain002(second).replace("</OrgnlPmtInfAndSts>", orders("NOTPROVIDED") + "</OrgnlPmtInfAndSts>"))).json()
    kept = (await town.payer.get(f"/v1/bank-reports/{read['id']}")).json()
    listed = (await town.officer.get("/v1/bank-reports")).json()["items"]
    stranger = town.staff("payer", "eva", organisation="maatschappelijke-zaken-hbel")

    assert [(one["outcome"], one.get("reason")) for one in read["lines"]] == [("returned", "closed-account"), ("unknown", None)]
    assert read["lines"][0]["name"].startswith("Anneke")
    assert kept == read
    assert [(one["id"], one["returned"], one["notOurs"]) for one in listed] == [(read["id"], 1, 1)]
    assert (await stranger.get(f"/v1/bank-reports/{read['id']}")).status_code == 404
    assert (await town.officer.post("/v1/bank-reports", json={"xml": pain002(first)})).status_code == 403


def orders(reference: str) -> str:
    return f"<TxInfAndSts><OrgnlEndToEndId>{reference}</OrgnlEndToEndId><TxSts>RJCT</TxSts></TxInfAndSts>"


# again --------------------------------------------------------------------------------------------

OTHER = "NL02ABNA0123456789"


async def returned(town: Town) -> str:
    await granted(town)
    await town.paid()
    payment: str = (await town.payments("sent"))[0]["id"]
    await reported(town, pain002(payment.replace("-", "")))
    return payment


async def test_who_fills_in_another_account_never_approves_its_run(town: Town):
    payment = await returned(town)
    made = await town.other_payer.post(f"/v1/payments/{payment}/repeats", json={"iban": "nl02 abna 0123 4567 89"})
    run = await town.a_run()
    seen = (await town.other_payer.get(f"/v1/payout-runs/{run['id']}")).json()
    herself = await town.approves(run, who=town.other_payer)
    another = await town.approves(run, who=town.staff("payer", "pim"))
    file = (await town.payer.get(f"/v1/payout-runs/{run['id']}/file")).json()["text"]

    assert made.status_code == 201
    assert (seen["corrected"], seen["mayApprove"]) == (1, False)
    assert (herself.status_code, another.status_code) == (403, 200)
    assert OTHER in file
    assert file.count(IBAN) == 1  # ours only


async def test_an_account_is_checked_and_sealed_and_stays_for_the_next_time(town: Town):
    payment = await returned(town)
    wrong = await town.officer.post(f"/v1/payments/{payment}/repeats", json={"iban": "NL03ABNA0123456789"})
    first = (await town.officer.post(f"/v1/payments/{payment}/repeats", json={"iban": OTHER})).json()
    await town.paid()
    await reported(town, pain002(first["id"].replace("-", "")))
    again = (await town.officer.post(f"/v1/payments/{first['id']}/repeats", json={})).json()
    shown = (await town.officer.get(f"/v1/payments/{again['id']}")).json()
    rows = await town.house.rows("select p::text from waardering.payment p")

    assert wrong.status_code == 400
    assert (shown["iban"], shown["accountCorrected"]) == ("NL02 … 6789", True)
    assert not [row for row in rows if "0123456789" in row[0]]


async def test_both_tell_what_happened_and_lead_to_each_other(town: Town):
    payment = await returned(town)
    again = (await town.officer.post(f"/v1/payments/{payment}/repeats", json={"iban": OTHER})).json()["id"]
    first = (await town.officer.get(f"/v1/payments/{payment}")).json()
    second = (await town.officer.get(f"/v1/payments/{again}")).json()

    assert [one["what"] for one in first["history"]] == ["made", "in-run", "sent", "returned", "repeated"]
    assert (first["repeatedBy"], second["repeats"]) == (again, payment)
    assert [one["what"] for one in second["history"]] == ["made", "repeats"]
    assert (first["mayRepeat"], first["mayCancel"], second["mayCancel"]) == (False, False, True)


async def test_two_at_once_repeat_it_once(town: Town):
    payment = await returned(town)
    answers = await asyncio.gather(*(town.payer.post(f"/v1/payments/{payment}/repeats", json={}) for _ in range(4)))

    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
