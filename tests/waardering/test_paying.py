"""Four eyes, a file made once, what comes back, and payments that are never doubled or lost."""

import asyncio

import httpx
import pytest
from lxml import etree

from kernel.refusals import BadInput
from schemas.waardering import WaarderingPaid, WaarderingPaymentReturned
from schemas.words import PaymentReturn
from services.waardering.gateways import lists, returns, transfers

from .town import IBAN, Town, an_application

PAIN = "{urn:iso:std:iso:20022:tech:xsd:pain.001.001.09}"


async def granted(town: Town, how_many: int = 1, scheme: str = "plain") -> list[str]:
    return [(await town.applies(an_application(scheme, number=number)))["id"] for number in range(1, how_many + 1)]


async def file_of(town: Town, run: dict) -> dict:
    answer = await town.payer.get(f"/v1/payout-runs/{run['id']}/file")
    assert answer.status_code == 200, answer.text
    return answer.json()


def pain002(*references: str, code: str = "AC04") -> str:
    """As a bank refuses single orders."""
    refused = "".join(
        f"<TxInfAndSts><OrgnlEndToEndId>{one}</OrgnlEndToEndId><TxSts>RJCT</TxSts>"
        f"<StsRsnInf><Rsn><Cd>{code}</Cd></Rsn></StsRsnInf></TxInfAndSts>"
        for one in references
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03"><CstmrPmtStsRpt>'
        f"<GrpHdr><MsgId>B1</MsgId></GrpHdr><OrgnlPmtInfAndSts><OrgnlPmtInfId>1</OrgnlPmtInfId>{refused}</OrgnlPmtInfAndSts>"
        "</CstmrPmtStsRpt></Document>"
    )


def camt054(reference: str, euros: str = "50.00", code: str = "AC01") -> str:
    """As a bank tells that a payment came back."""
    return (
        '<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.054.001.08"><BkToCstmrDbtCdtNtfctn>'
        "<Ntfctn><Id>N1</Id><Ntry><CdtDbtInd>CRDT</CdtDbtInd><NtryDtls><TxDtls>"
        f'<Refs><EndToEndId>{reference}</EndToEndId></Refs><Amt Ccy="EUR">{euros}</Amt><CdtDbtInd>CRDT</CdtDbtInd>'
        f"<RtrInf><Rsn><Cd>{code}</Cd></Rsn></RtrInf></TxDtls></NtryDtls></Ntry></Ntfctn></BkToCstmrDbtCdtNtfctn></Document>"
    )


async def reported(town: Town, xml: str, who: httpx.AsyncClient | None = None) -> httpx.Response:
    return await (who or town.payer).post("/v1/bank-reports", json={"xml": xml})


# runs ---------------------------------------------------------------------------------------------


async def test_a_run_says_how_many_and_how_much_and_nothing_leaves_before_another_approves(town: Town):
    await granted(town, 3)
    run = await town.a_run()
    by_herself = await town.approves(run, who=town.payer)
    by_an_officer = await town.approves(run, who=town.officer)
    no_file = await town.payer.get(f"/v1/payout-runs/{run['id']}/file")

    assert (run["state"], run["count"], run["totalCents"]) == ("proposed", 3, 15_000)
    assert (by_herself.status_code, by_an_officer.status_code, no_file.status_code) == (403, 403, 404)
    assert await town.told(WaarderingPaid) == []


async def test_the_file_is_valid_names_everyone_once_and_stays_the_same(town: Town):
    await granted(town, 3)
    run = await town.paid()
    first, again = await file_of(town, run), await file_of(town, run)
    document = etree.fromstring(first["text"].encode())

    assert first == again
    assert transfers.schema().validate(document)
    assert document.findtext(f".//{PAIN}GrpHdr/{PAIN}NbOfTxs") == "3"
    assert document.findtext(f".//{PAIN}GrpHdr/{PAIN}CtrlSum") == "150.00"
    assert len({one.text for one in document.iter(f"{PAIN}EndToEndId")}) == 3
    assert first["text"].count(IBAN) == 4  # three payees, and ours
    assert len(await town.told(WaarderingPaid)) == 3
    looks = await town.house.rows("select action, count(*) from waardering.access_log where what = 'payout-file' group by action")
    assert {row[0]: row[1] for row in looks}["read"] == 6  # looked at twice


async def test_a_run_is_approved_once(town: Town):
    await granted(town, 2)
    run = await town.a_run()
    answers = await asyncio.gather(*(town.approves(run) for _ in range(4)))

    assert sorted(answer.status_code for answer in answers)[0] == 200
    assert [answer.status_code for answer in answers].count(200) == 1
    assert len(await town.told(WaarderingPaid)) == 2


async def test_two_who_make_a_run_at_once_never_take_the_same_payment(town: Town):
    await granted(town, 6)
    made = await asyncio.gather(*(who.post("/v1/payout-runs", json={"form": "money", "most": 4}) for who in (town.payer, town.other_payer)))
    counts = [answer.json()["count"] for answer in made if answer.status_code == 201]

    assert sum(counts) <= 6
    rows = await town.house.rows("select count(*) from waardering.payment where run_id is not null")
    assert rows[0][0] == sum(counts)


async def test_what_is_rejected_is_due_again(town: Town):
    await granted(town)
    run = await town.a_run()
    await town.approves(run, approve=False)
    again = await town.a_run()

    assert again["count"] == 1
    assert await town.told(WaarderingPaid) == []


async def test_an_empty_run_is_none(town: Town):
    answer = await town.payer.post("/v1/payout-runs", json={"form": "money"})

    assert answer.status_code == 409
    assert await town.house.rows("select 1 from waardering.run") == []


async def test_who_gave_no_account_is_not_taken_along_until_it_is_there(town: Town):
    body = an_application(number=1)
    del body["caregivers"][0]["iban"]
    await town.applies(body)
    none = await town.payer.post("/v1/payout-runs", json={"form": "money"})

    assert none.status_code == 409
    assert len(await town.payments("due")) == 1


async def test_another_organisation_sees_no_run_and_no_payment(town: Town):
    await granted(town)
    run = await town.a_run()
    for stranger in (
        town.staff("payer", "eva", organisation="maatschappelijke-zaken-hbel"),
        town.staff("payer", "eva", region="elders"),
    ):
        assert (await stranger.get(f"/v1/payout-runs/{run['id']}")).status_code == 404
        assert (await town.approves(run, who=stranger)).status_code == 404
        assert (await stranger.get("/v1/payments", params={"state": "in-run"})).json()["items"] == []


# what comes back ----------------------------------------------------------------------------------


async def test_what_the_bank_refuses_is_returned_once_and_paid_again_only_as_a_new_linked_payment(town: Town):
    await granted(town, 2)
    await town.paid()
    payment = (await town.payments("sent"))[0]["id"]
    read = (await reported(town, pain002(payment.replace("-", "")))).json()
    twice = (await reported(town, pain002(payment.replace("-", "")))).json()
    again = await town.payer.post(f"/v1/payments/{payment}/repeats")
    third = await town.payer.post(f"/v1/payments/{payment}/repeats")
    run = await town.paid()

    assert (read, twice) == ({"returned": 1, "knownAlready": 0, "notOurs": 0}, {"returned": 0, "knownAlready": 1, "notOurs": 0})
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
    repeated = await town.payer.post(f"/v1/payments/{payment}/repeats")

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
    (found,) = returns.read(pain002("a" * 32, code="ZZ99"))

    assert found.reason is PaymentReturn.OTHER


# vouchers and gifts -------------------------------------------------------------------------------


async def test_a_supplier_hears_references_and_amounts_and_its_codes_are_sealed(town: Town):
    await granted(town, 2, "voucher")
    run = await town.paid("voucher")
    file = await file_of(town, run)
    references = [line.split(";")[0] for line in file["text"].splitlines()[1:]]
    csv = "referentie;code\r\n" + "".join(f"{one};BON-{place}-GEHEIM\r\n" for place, one in enumerate(references))
    taken = await town.payer.post(f"/v1/payout-runs/{run['id']}/codes", json={"csv": csv})
    again = await town.payer.post(f"/v1/payout-runs/{run['id']}/codes", json={"csv": csv.replace("GEHEIM", "ANDERS")})
    foreign = await town.payer.post(f"/v1/payout-runs/{run['id']}/codes", json={"csv": "0123;X"})
    shown = (await town.officer.get("/v1/payments", params={"state": "sent", "form": "voucher"})).json()["items"]
    by_payer = await town.payments("sent", "voucher")

    assert "Zandvliet" not in file["text"]
    assert ";50,00;" in file["text"]
    assert (taken.status_code, again.status_code, foreign.status_code) == (200, 200, 400)
    assert sorted(one["code"] for one in shown) == ["BON-0-GEHEIM", "BON-1-GEHEIM"]
    assert all("code" not in one or one["code"] is None for one in by_payer)
    rows = await town.house.rows("select p::text from waardering.payment p")
    assert not [row for row in rows if "GEHEIM" in row[0]]


async def test_a_gift_is_handed_out_once_against_a_name(town: Town):
    (application,) = await granted(town, 1, "gift")
    (gift,) = (await town.officer.get("/v1/payments", params={"state": "due", "form": "gift"})).json()["items"]
    first = await town.officer.post(f"/v1/payments/{gift['id']}/collections", json={"signedBy": "A. Zandvliet"})
    again = await town.officer.post(f"/v1/payments/{gift['id']}/collections", json={"signedBy": "A. Zandvliet"})

    assert gift["name"].startswith("Anneke")
    assert (first.status_code, again.status_code) == (200, 409)
    assert await town.story(application) == ["Requested", "Granted", "Paid"]


def test_a_cell_is_never_a_formula():
    assert [lists.cell(text) for text in ("=1+1", "@x", "-2", "gewoon")] == ["'=1+1", "'@x", "'-2", "gewoon"]


@pytest.mark.parametrize("csv", ["a", "a;", ";b", "a;b\na;c"])
def test_a_list_of_codes_that_is_not_one_to_one_is_refused(csv: str):
    with pytest.raises(BadInput):
        lists.codes(csv)


def test_an_account_number_is_checked_by_its_digits():
    assert transfers.checked_iban("nl91 abna 0417 1643 00", "/iban") == IBAN
    with pytest.raises(BadInput):
        transfers.checked_iban("NL92ABNA0417164300", "/iban")
