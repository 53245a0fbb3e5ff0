"""Four eyes, a file made once, what comes back, and payments that are never doubled or lost."""

import asyncio

import pytest
from lxml import etree

from kernel.refusals import BadInput
from schemas.base import id_of
from schemas.waardering import WaarderingCodeReady, WaarderingPaid
from services.waardering.gateways import lists, transfers

from .bank import granted
from .town import IBAN, Town, an_application

PAIN = "{urn:iso:std:iso:20022:tech:xsd:pain.001.001.09}"


async def file_of(town: Town, run: dict) -> dict:
    answer = await town.payer.get(f"/v1/payout-runs/{run['id']}/file")
    assert answer.status_code == 200, answer.text
    return answer.json()


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
    read = [await town.officer.get(f"/v1/payments/{one['id']}/code") for one in shown]
    by_payer = await town.payer.get(f"/v1/payments/{shown[0]['id']}/code")

    assert "Zandvliet" not in file["text"]
    assert ";50,00;" in file["text"]
    assert (taken.status_code, again.status_code, foreign.status_code) == (200, 200, 400)
    assert (taken.json()["codes"], again.json()["codes"]) == (2, 2)
    assert all(one["hasCode"] and "GEHEIM" not in str(one) for one in shown)
    assert sorted(one.json()["code"] for one in read) == ["BON-0-GEHEIM", "BON-1-GEHEIM"]
    assert by_payer.status_code == 403
    rows = await town.house.rows("select p::text from waardering.payment p")
    assert not [row for row in rows if "GEHEIM" in row[0]]
    looks = await town.house.rows("select count(*) from waardering.access_log where what = 'voucher-code'")
    assert looks[0][0] == 2
    assert len(await town.told(WaarderingCodeReady)) == 2


async def test_each_supplier_has_a_list_of_its_own(town: Town):
    await granted(town, 1, "voucher")
    await town.applies(an_application("voucher-too", number=2))
    which = await town.payer.post("/v1/payout-runs", json={"form": "voucher"})
    ready = (await town.payer.get("/v1/payments/ready")).json()["items"]
    run = await town.payer.post("/v1/payout-runs", json={"form": "voucher", "supplier": "winkels"})
    other = await town.a_run("voucher")

    assert which.status_code == 409
    assert [(one["supplier"], one["count"], one["totalCents"]) for one in ready] == [("bonnen", 1, 5_000), ("winkels", 1, 5_000)]
    assert (run.json()["supplier"], run.json()["count"]) == ("winkels", 1)
    assert (other["supplier"], other["count"]) == ("bonnen", 1)


async def test_a_run_tells_what_was_checked_and_who_took_its_file(town: Town):
    await granted(town, 2)
    run = await town.paid()
    await file_of(town, run)
    shown = (await town.payer.get(f"/v1/payout-runs/{run['id']}")).json()

    assert {one["code"]: one["good"] for one in shown["checks"]} == dict.fromkeys(
        ("count", "total", "twice", "accounts", "corrected"), True
    )
    assert [one["what"] for one in shown["fetched"]] == ["fetched"]
    assert shown["fetched"][0]["by"] == str(id_of("gooi", "staff", "petra"))
    assert len(shown["fileHash"]) == 64


async def test_who_comes_second_reads_who_was_first(town: Town):
    await granted(town)
    run = await town.a_run()
    await town.approves(run)
    late = await town.approves(run, who=town.staff("payer", "pim"))

    assert late.status_code == 412
    assert late.json()["by"] == str(id_of("gooi", "staff", "paul"))


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
