"""Money that goes to a good cause, in parts, or to someone else than who cares; and vouchers of two suppliers for one payee."""

from pathlib import Path

import pytest
from lxml import etree

from services.waardering import terms

from .bank import pain002, reported
from .letters import read
from .schemes import MONEY, scheme
from .town import IBAN, TUESDAY, Town, a_caregiver, an_application

PAIN = "{urn:iso:std:iso:20022:tech:xsd:pain.001.001.09}"
CAUSE = "NL02ABNA0123456789"
FORMS = (
    "[{form: money, name: geld, handed: transfer}, {form: money, key: voedselbank, name: een gift aan de Voedselbank, handed: transfer, "
    f"donated_to: {{name: Voedselbank, iban: {CAUSE}}}}}]"
)
TWO = (
    "[{form: voucher, key: boeken, name: een boekenbon, handed: post, supplier: Boekhandel}, "
    "{form: voucher, key: film, name: een bioscoopbon, handed: email, supplier: Bioscoop}]"
)
TO_RECIPIENT = "payout: {to: recipient}"


@pytest.fixture
def otherwise(town: Town, tmp_path: Path) -> Town:
    plain = "payout: {to: caregiver}"
    texts = {
        "cause": scheme("cause", forms=FORMS, euros=1_000),
        "cause-recipient": scheme("cause-recipient", forms=FORMS).replace(plain, TO_RECIPIENT),
        "suppliers": scheme("suppliers", forms=TWO).replace(plain, TO_RECIPIENT),
        "parts": scheme("parts", forms=MONEY, amount="{kind: fixed, per: caregiver, euros: 75.01}").replace(
            plain, "payout: {to: caregiver, months: [5, 11], instalments: 2}"
        ),
        "child": scheme("child").replace(plain, "payout: {to: caregiver, instead: [{when: {caregiver_age: {to: 15}}, to: recipient}]}"),
        "rounds": scheme("rounds", window='{periods: [{opens: "03-01", closes: "03-31"}, {opens: "10-01", closes: "10-31"}]}').replace(
            "grants: 1,", "grants: 1, within: period,"
        ),
    }
    for key, text in texts.items():
        (tmp_path / "gooi" / "waardering" / f"{key}.yaml").write_text(text, encoding="utf-8")
    return town


def chooses(number: int, key: str, *, form: str = "money", **more: object) -> dict[str, object]:
    """Whoever gives it away need not say where her own account is."""
    her = a_caregiver(number, form=form, formKey=key, **more)
    return {name: value for name, value in her.items() if value is not None}


async def run_of(town: Town, supplier: str | None, form: str = "money") -> dict[str, object]:
    made = await town.payer.post("/v1/payout-runs", json={"form": form} | ({"supplier": supplier} if supplier else {}))
    assert made.status_code == 201, made.text
    await town.approves(made.json())
    answer = await town.payer.get(f"/v1/payout-runs/{made.json()['id']}/file")
    seen: dict[str, object] = answer.json()
    return seen


def accounts_in(file: dict[str, object]) -> list[str | None]:
    document = etree.fromstring(str(file["text"]).encode())
    return [one.findtext(f".//{PAIN}IBAN") for one in document.iter(f"{PAIN}CdtrAcct")]


async def test_what_is_given_away_goes_to_the_good_cause_and_the_rest_to_themselves(otherwise: Town):
    given = an_application("cause", number=1) | {"caregivers": [chooses(1, "voedselbank", iban=None)]}
    kept = an_application("cause", number=2) | {"caregivers": [a_caregiver(2, form="money", formKey="money")]}
    made = [await otherwise.applies(one) for one in (given, kept)]
    ready = (await otherwise.payer.get("/v1/payments/ready")).json()["items"]

    assert [one["state"] for one in made] == ["granted", "granted"]
    assert [(one.get("supplier"), one["count"], one["withoutAccount"]) for one in ready] == [("Voedselbank", 1, 0), (None, 1, 0)]
    assert accounts_in(await run_of(otherwise, "Voedselbank")) == [CAUSE]
    assert accounts_in(await run_of(otherwise, None)) == [IBAN]
    assert (await otherwise.budget("cause"))["committedCents"] == 10_000


async def test_the_officer_reads_what_she_chose_as_the_scheme_calls_it(otherwise: Town):
    made = await otherwise.applies(an_application("cause", number=1) | {"caregivers": [chooses(1, "voedselbank"), chooses(2, "money")]})
    parties = (await otherwise.see(made["id"]))["parties"]

    assert [(one["gets"], one.get("givenTo")) for one in parties] == [("een gift aan de Voedselbank", "Voedselbank"), ("geld", None)]


async def test_a_gift_that_the_bank_sends_back_goes_to_the_same_cause_again(otherwise: Town):
    await otherwise.applies(an_application("cause", number=1) | {"caregivers": [chooses(1, "voedselbank", iban=None)]})
    await run_of(otherwise, "Voedselbank")
    (sent,) = await otherwise.payments("sent")
    await reported(otherwise, pain002(sent["id"].replace("-", "")))
    again = await otherwise.payer.post(f"/v1/payments/{sent['id']}/repeats", json={})

    assert again.status_code == 201, again.text
    assert accounts_in(await run_of(otherwise, "Voedselbank")) == [CAUSE]


async def test_of_two_caregivers_one_gives_it_away_and_one_does_not_also_where_the_recipient_is_paid(otherwise: Town):
    body = an_application("cause-recipient", number=1)
    body["careRecipient"]["iban"] = IBAN
    body["caregivers"] = [chooses(1, "voedselbank"), chooses(2, "money")]
    await otherwise.applies(body)
    due = await otherwise.payments("due")

    assert sorted((one.get("supplier") or "", one["cents"]) for one in due) == [("", 5_000), ("Voedselbank", 5_000)]


async def test_each_voucher_is_ordered_from_its_own_supplier(otherwise: Town):
    body = an_application("suppliers", number=1)
    body["caregivers"] = [chooses(1, "boeken", form="voucher"), chooses(2, "film", form="voucher")]
    await otherwise.applies(body)
    due = await otherwise.payments("due")

    assert sorted((one["supplier"], one["cents"]) for one in due) == [("Bioscoop", 5_000), ("Boekhandel", 5_000)]


def test_parts_are_paid_in_the_next_months_one_each():
    found = terms.instalments((5, 11), TUESDAY, 3)

    assert [f"{terms.day_of(one):%Y-%m-%d}" for one in found] == ["2027-05-01", "2027-11-01", "2028-05-01"]


async def test_a_grant_in_two_parts_is_paid_to_the_cent_and_each_part_once(otherwise: Town):
    await otherwise.applies(an_application("parts", number=1))
    nothing = await otherwise.payer.post("/v1/payout-runs", json={"form": "money"})
    await otherwise.passes(days=61)
    may = await otherwise.paid()
    again = await otherwise.payer.post("/v1/payout-runs", json={"form": "money"})
    await otherwise.passes(days=185)
    november = await otherwise.paid()

    assert (nothing.status_code, again.status_code) == (409, 409)
    assert [(one["count"], one["totalCents"]) for one in (may, november)] == [(1, 3_751), (1, 3_750)]


async def test_revised_after_the_first_part_only_what_is_left_is_paid(otherwise: Town):
    made = await otherwise.applies(an_application("parts", number=1))
    await otherwise.passes(days=61)
    await otherwise.paid()
    await otherwise.did(made["id"], "revisions", {})
    await otherwise.did(made["id"], "decisions", {"grant": True})
    due = await otherwise.payments("due")

    assert [one["cents"] for one in due] == [3_750]


async def test_a_child_s_share_is_paid_to_who_it_cares_for(otherwise: Town):
    body = an_application("child", number=1)
    body["careRecipient"]["iban"] = IBAN
    body["caregivers"] = [a_caregiver(1, birthDate="2014-01-01", iban=None), a_caregiver(2)]
    made = await otherwise.applies(body)
    due = await otherwise.payments("due")
    whole = await otherwise.see(made["id"])
    recipient = whole["careRecipient"]["id"]

    assert sorted(one["personId"] == recipient for one in due) == [False, True]


async def test_once_in_each_period(otherwise: Town):
    first = await otherwise.applies(an_application("rounds", number=1))
    twice = await otherwise.applies(an_application("rounds", number=1))
    await otherwise.passes(days=220)
    in_autumn = await otherwise.applies(an_application("rounds", number=1))

    assert [one["state"] for one in (first, twice, in_autumn)] == ["granted", "received", "granted"]


async def test_the_letters_tell_which_good_cause_and_never_ask_for_an_account(otherwise: Town):
    made = await otherwise.applies(an_application("cause", number=1) | {"caregivers": [chooses(1, "voedselbank", iban=None)]})
    granted = await read(otherwise, made["id"], "granted")
    await run_of(otherwise, "Voedselbank")
    paid = await read(otherwise, made["id"], "paid")

    assert "wij maken het over aan Voedselbank" in granted
    assert "rekeningnummer nodig" not in granted
    assert "€ 50 overgemaakt aan Voedselbank, zoals u wilde" in paid.replace("\u00a0", " ")
    assert "Waar u het terugziet" not in paid


async def test_the_letter_tells_of_the_parts_and_from_when(otherwise: Town):
    made = await otherwise.applies(an_application("parts", number=1))

    assert "vanaf 1 mei 2027, in 2 delen" in (await read(otherwise, made["id"], "granted")).replace("\u00a0", " ")


async def test_of_two_vouchers_each_is_told_with_its_own_way(otherwise: Town):
    body = an_application("suppliers", number=1)
    body["caregivers"] = [chooses(1, "boeken", form="voucher"), chooses(2, "film", form="voucher")]
    made = await otherwise.applies(body)
    granted = await read(otherwise, made["id"], "granted")

    assert "met de post" in granted
    assert "per e-mail" in granted
