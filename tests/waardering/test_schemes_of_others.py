"""What other municipalities ask and give: the first ones, two rounds, one case or another, parts, another payee, papers by choice."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from services.waardering.domain import Condition, Proposal, Scheme, Verdict, assess, in_words
from services.waardering.usecases import forming
from tests.waardering.applications import PER_RECIPIENT, Json, caregiver, cents, earlier, facts, scheme, verdicts

FIRST: Json = {"kind": "table", "per": "caregiver", "rows": [{"when": {"first": 500}, "euros": 100}], "otherwise": 50}
ROUNDS: Json = {"periods": [{"opens": "03-01", "closes": "04-30"}, {"opens": "10-01", "closes": "11-30"}]}
GOOD_CAUSE: Json = {
    "form": "money",
    "key": "goed-doel",
    "name": "een gift aan de Voedselbank",
    "handed": "transfer",
    "donated_to": {"name": "Voedselbank", "iban": "NL91 ABNA 0417 1643 00"},
}
MONEY: Json = {"form": "money", "name": "geld", "handed": "transfer"}
BAG: Json = {"form": "gift", "key": "tas", "name": "een verwentas", "handed": "collect", "when": {"first": 500}}
VOUCHER: Json = {"form": "voucher", "key": "bon", "name": "een bon", "handed": "post"}


def said(one: Scheme, **places: str) -> str:
    return " ".join(sentence for part in in_words(one, places) for sentence in part.sentences)


# the first ones ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("turn", "euros"), [(1, 100), (500, 100), (501, 50)])
def test_the_first_five_hundred_get_more(turn: int, euros: int) -> None:
    found = assess(scheme(amount=FIRST), facts(caregiver("a", turn=turn)))

    assert (found.proposal, cents(found)) == (Proposal.GRANT, [euros * 100])


def test_who_is_among_the_first_is_not_guessed() -> None:
    found = assess(scheme(amount=FIRST), facts(caregiver("a")))

    assert (found.proposal, cents(found)) == (Proposal.ASK, [None])


@pytest.mark.parametrize(("turn", "proposal"), [(500, Proposal.GRANT), (501, Proposal.ASK)])
def test_who_comes_too_late_for_the_bag_is_asked_what_else_and_not_refused(turn: int, proposal: Proposal) -> None:
    found = assess(scheme(forms=[BAG, VOUCHER]), facts(caregiver("a", turn=turn, form_key="tas")))

    assert found.proposal is proposal
    assert found.automatic is (proposal is Proposal.GRANT)


def test_what_is_not_for_her_at_all_is_refused_also_where_there_is_something_for_the_first() -> None:
    for_adults = VOUCHER | {"when": {"caregiver_age": {"from": 18}}}
    child = caregiver("a", turn=1, birth_date="2015-01-01", form="voucher")

    assert assess(scheme(forms=[BAG, for_adults]), facts(child)).proposal is Proposal.REFUSE


def test_who_wants_nothing_takes_no_place_among_the_first() -> None:
    forms = [MONEY, {"form": "nothing", "name": "niets", "handed": "none"}]
    found = assess(scheme(amount=FIRST, forms=forms), facts(caregiver("a", turn=3, form="nothing"), caregiver("b", turn=4, form="money")))

    assert [share.turn for share in found.shares] == [None, 4]


# only so many ------------------------------------------------------------------------------------------


TRIP: Json = {"form": "activity", "name": "een boottocht", "handed": "meeting", "at_most": 80}


@pytest.mark.parametrize(
    ("taken", "proposal"),
    [({}, Proposal.GRANT), ({"activity": 79}, Proposal.GRANT), ({"activity": 80}, Proposal.ASK), (None, Proposal.ASK)],
)
def test_of_one_form_there_are_only_so_many(taken: Json | None, proposal: Proposal) -> None:
    found = assess(scheme(forms=[TRIP, VOUCHER]), facts(caregiver("a", form="activity"), forms_taken=taken))

    assert found.proposal is proposal


def test_two_on_one_application_do_not_both_get_the_last() -> None:
    both = [caregiver("a", form="activity"), caregiver("b", form="activity")]
    found = assess(scheme(forms=[TRIP, VOUCHER]), facts(*both, forms_taken={"activity": 79}))

    assert [(one.about, one.verdict) for one in found.judged if one.condition is Condition.FORM] == [
        ("a", Verdict.MET),
        ("b", Verdict.UNKNOWN),
    ]


def test_another_form_stays_open_when_one_has_run_out() -> None:
    found = assess(scheme(forms=[TRIP, VOUCHER]), facts(caregiver("a", form="voucher"), forms_taken={"activity": 80}))

    assert found.proposal is Proposal.GRANT


def test_how_many_there_are_is_told_before_she_chooses() -> None:
    asked = forming.form(scheme(forms=[TRIP, BAG | {"note": "Op te halen voor 1 maart."}, VOUCHER]), date(2026, 11, 1)).forms

    assert "Een boottocht: zolang er zijn, 80 keer per jaar." in said(scheme(forms=[TRIP, VOUCHER]))
    assert [one.note for one in asked] == [
        "Zolang er zijn: 80 per jaar, op volgorde van aanvragen.",
        "Zolang er zijn: 500 per jaar, op volgorde van aanvragen. Op te halen voor 1 maart.",
        None,
    ]


# rounds -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("asked", "on", "proposal"),
    [
        ("2026-03-05", "2026-04-20", Proposal.REFUSE),
        ("2026-03-05", "2026-10-20", Proposal.GRANT),
        ("2026-10-02", "2026-10-20", Proposal.REFUSE),
        ("2025-10-02", "2026-10-20", Proposal.GRANT),
    ],
)
def test_once_in_each_period_counts_from_the_day_of_asking(asked: str, on: str, proposal: Proposal) -> None:
    before = [earlier(caregiver="a", asked_on=asked, on="2026-10-19", year=int(asked[:4]))]
    once = scheme(window=ROUNDS, caps=[{"per": "caregiver", "grants": 1, "within": "period"}])

    assert assess(once, facts(caregiver("a"), received_on=on, earlier=before)).proposal is proposal


@pytest.mark.parametrize(("on", "euros"), [("2026-03-01", 100), ("2026-04-30", 100), ("2026-10-01", 75)])
def test_a_second_round_may_give_another_amount(on: str, euros: int) -> None:
    rows = [{"when": {"received": {"opens": "03-01", "closes": "04-30"}}, "euros": 100}]
    amount = {"kind": "table", "per": "caregiver", "rows": rows, "otherwise": 75}

    assert cents(assess(scheme(window=ROUNDS, amount=amount), facts(received_on=on))) == [euros * 100]


@pytest.mark.parametrize(("on", "euros"), [("2026-12-31", 20), ("2027-01-15", 20), ("2027-01-16", 10)])
def test_a_part_of_the_year_may_run_over_new_year(on: str, euros: int) -> None:
    rows = [{"when": {"received": {"opens": "12-01", "closes": "01-15"}}, "euros": 20}]
    amount = {"kind": "table", "per": "caregiver", "rows": rows, "otherwise": 10}

    assert cents(assess(scheme(amount=amount), facts(received_on=on))) == [euros * 100]


# for whom ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "proposal"),
    [
        ({"caregiver": "a", "recipient": "moeder"}, Proposal.REFUSE),
        ({"caregiver": "a", "recipient": "vader"}, Proposal.GRANT),
        ({"caregiver": "b", "recipient": "moeder"}, Proposal.GRANT),
    ],
)
def test_who_cares_for_two_may_have_it_for_each_and_for_each_once(before: Json, proposal: Proposal) -> None:
    once = scheme(caps=[{"per": "caregiver-of-recipient", "grants": 1}])

    assert assess(once, facts(caregiver("a"), earlier=[earlier(**before)])).proposal is proposal
    assert "Per mantelzorger, voor dezelfde zorgvrager, kan het per jaar ten hoogste 1 keer." in said(once)
    assert {"recipient", "recipient-birth-date", "caregiver-birth-date"} <= forming.form(once, date(2026, 11, 1)).asks


def test_without_a_recipient_it_is_not_known_for_whom() -> None:
    once = scheme(caps=[{"per": "caregiver-of-recipient", "grants": 1}])

    assert assess(once, facts(caregiver("a"), recipient=None)).proposal is Proposal.ASK


@pytest.mark.parametrize(("known", "euros"), [(True, 75), (False, 50), (None, None)])
def test_who_is_registered_may_get_more(known: bool | None, euros: int | None) -> None:
    amount = {"kind": "table", "per": "caregiver", "rows": [{"when": {"registered": True}, "euros": 75}], "otherwise": 50}
    one = scheme(amount=amount)

    assert cents(assess(one, facts(caregiver("a", registered=known)))) == [euros * 100 if euros else None]
    assert "registered" in forming.form(one, date(2026, 11, 1)).asks
    assert "als de mantelzorger ingeschreven staat." in said(one)


# one case or another ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("known", "verdict"),
    [
        ({"birth_date": "2003-01-01", "hours_a_week": 1}, Verdict.MET),
        ({"birth_date": "1980-01-01", "hours_a_week": 1, "answers": {"jaar": 250}}, Verdict.MET),
        ({"birth_date": "1980-01-01", "hours_a_week": 1, "answers": {"jaar": 249}}, Verdict.NOT_MET),
        ({"birth_date": "1980-01-01", "hours_a_week": 1}, Verdict.UNKNOWN),
        ({"birth_date": "1980-01-01", "hours_a_week": 6}, Verdict.MET),
    ],
)
def test_one_of_several_cases_is_enough_to_be_excused(known: Json, verdict: Verdict) -> None:
    hours = {"hours_a_week": 6, "unless": [{"caregiver_age": {"to": 24}}, {"answers": {"jaar": {"from": 250}}}]}
    question = {"key": "jaar", "ask": "Hoeveel uur zorgde u dit jaar?", "of": "caregiver", "kind": "number"}
    found = assess(scheme(care=hours, questions=[question]), facts(caregiver("a", **known)))

    assert verdicts(found, Condition.HOURS) == [verdict]


def test_the_cases_read_as_a_sentence_with_the_question_itself() -> None:
    hours = {"hours_a_week": 6, "unless": [{"caregiver_age": {"to": 24}}, {"answers": {"jaar": {"from": 250}}}]}
    question = {"key": "jaar", "ask": "Hoeveel uur zorgde u dit jaar?", "of": "caregiver", "kind": "number"}

    assert (
        "Dat hoeft niet als de mantelzorger 24 jaar of jonger is, of als het antwoord op de vraag "
        "‘Hoeveel uur zorgde u dit jaar?’ is: 250 of meer."
    ) in said(scheme(care=hours, questions=[question]))


@pytest.mark.parametrize(
    ("born", "proposal"),
    [(["2012-01-01"], Proposal.GRANT), (["1980-01-01"], Proposal.REFUSE), (["2012-01-01", "1980-01-01"], Proposal.ASK)],
)
def test_a_condition_of_the_recipient_is_waived_where_the_case_holds_for_every_caregiver(born: list[str], proposal: Proposal) -> None:
    out = [{"who": "recipient-in-institution", "unless": {"caregiver_age": {"to": 17}}}]
    people = [caregiver(str(number), birth_date=day) for number, day in enumerate(born)]
    recipient = {"key": "moeder", "municipality": "GM0402", "exclusions": {"recipient-in-institution": True}}

    assert assess(scheme(exclusions=out), facts(*people, recipient=recipient)).proposal is proposal


def test_one_case_keeps_the_fingerprint_of_a_scheme_that_was_written_before_there_could_be_several() -> None:
    alone = scheme(ages=[{"of": "caregiver", "years": {"from": 18}, "unless": {"groups": ["young"]}}])
    listed = scheme(ages=[{"of": "caregiver", "years": {"from": 18}, "unless": [{"groups": ["young"]}]}])

    assert alone.fingerprint == listed.fingerprint
    assert alone.model_dump(mode="json")["ages"][0]["unless"]["groups"] == ["young"]
    assert Scheme.model_validate_json(listed.model_dump_json(by_alias=True, exclude_none=True)) == alone


# where ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("area", "euros"), [(5461, 60), (5469, 60), (5470, 50)])
def test_an_amount_may_go_by_village(area: int, euros: int) -> None:
    rows = [{"when": {"recipient_postcodes": [[5461, 5469]]}, "euros": 60}]
    amount = {"kind": "table", "per": "caregiver", "rows": rows, "otherwise": 50}
    recipient = {"key": "moeder", "municipality": "GM0402", "postcode_area": area}

    assert cents(assess(scheme(amount=amount), facts(recipient=recipient))) == [euros * 100]


@pytest.mark.parametrize(("lives", "proposal"), [(False, Proposal.GRANT), (True, Proposal.REFUSE), (None, Proposal.ASK)])
def test_only_who_lives_in_the_same_home(lives: bool | None, proposal: Proposal) -> None:
    her = caregiver("a", exclusions={} if lives is None else {"lives-elsewhere": lives})

    assert assess(scheme(exclusions=[{"who": "lives-elsewhere"}]), facts(her)).proposal is proposal


def test_places_in_a_case_are_told_by_name() -> None:
    rows = [{"when": {"recipient_municipalities": ["GM0402"], "postcodes": [[1221, 1222]]}, "euros": 60}]
    amount = {"kind": "table", "per": "caregiver", "rows": rows}

    told = said(scheme(amount=amount), GM0402="Hilversum")

    assert "€ 60 als de mantelzorger op postcode 1221 tot en met 1222 woont en de zorgvrager in Hilversum woont." in told


def test_an_income_may_be_that_of_two_together() -> None:
    income = {"of": "caregiver", "together": True, "per": "month", "at_most": [{"household": "single", "euros": 1500}, {"euros": 2100}]}
    one = scheme(income=income)
    her = caregiver("a", household_kind="couple", income_cents=210_001)
    found = assess(one, facts(her))
    told = said(one).replace("\u00a0", " ")

    assert forming.form(one, date(2026, 11, 1)).income_together
    assert verdicts(found, Condition.INCOME) == [Verdict.NOT_MET]
    assert "Het inkomen van de mantelzorger met een eventuele partner is voor wie alleen woont ten hoogste € 1.500 per maand." in told
    assert "Het inkomen van de mantelzorger met een eventuele partner is in alle andere gevallen ten hoogste € 2.100 per maand." in told


def test_the_verb_comes_last_after_als() -> None:
    out = ["shares-home", "volunteer", "recipient-in-institution"]
    told = said(scheme(ages=[{"of": "caregiver", "years": {"from": 18}, "unless": [{"exclusions": [one]} for one in out]}]))

    assert (
        "Dat hoeft niet als de mantelzorger in hetzelfde huis woont als de zorgvrager, of als de mantelzorger vrijwilliger is bij een "
        "organisatie, of als de zorgvrager in een instelling woont."
    ) in told


def test_a_judgement_names_places_too() -> None:
    ages = [{"of": "caregiver", "years": {"from": 18}, "unless": {"recipient_municipalities": ["GM0402"]}}]
    found = assess(scheme(ages=ages), facts(caregiver("a", birth_date="2015-01-01")), {"GM0402": "Hilversum"})

    assert [one.sentence for one in found.judged if one.condition is Condition.CAREGIVER_AGE] == [
        "De mantelzorger is 18 jaar of ouder. Dat hoeft niet als de zorgvrager in Hilversum woont."
    ]


# papers and an indication -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("handed_in", "proposal"),
    [
        ({}, Proposal.ASK),
        ({"doctor-statement": True}, Proposal.GRANT),
        ({"doctor-statement": None}, Proposal.ASK),
        ({"doctor-statement": False}, Proposal.ASK),
        ({"doctor-statement": False, "indication-decision": True}, Proposal.GRANT),
        ({"doctor-statement": False, "indication-decision": False}, Proposal.REFUSE),
    ],
)
def test_one_of_two_papers_will_do(handed_in: Json, proposal: Proposal) -> None:
    proof = {"by": "evidence", "evidence": ["indication-decision", "doctor-statement"], "enough": "one"}

    assert assess(scheme(proof=proof), facts(evidence=handed_in)).proposal is proposal


@pytest.mark.parametrize(("year", "proposal"), [(2025, Proposal.GRANT), (None, Proposal.ASK)])
def test_who_had_it_before_need_not_show_it_again(year: int | None, proposal: Proposal) -> None:
    proof = {"by": "evidence", "evidence": ["indication-decision"], "unless": {"years_before": {"from": 1}}}
    before = [earlier(caregiver="a", year=year, on=f"{year}-10-01")] if year else []

    assert assess(scheme(proof=proof), facts(caregiver("a"), earlier=before)).proposal is proposal


@pytest.mark.parametrize(
    ("since", "until", "when", "verdict"),
    [
        ("2025-02-01", "2025-06-30", "in-the-year", Verdict.MET),
        ("2025-02-01", "2025-06-30", "at-application", Verdict.NOT_MET),
        ("2026-01-02", None, "in-the-year", Verdict.NOT_MET),
        ("2026-01-02", None, "at-application", Verdict.MET),
        ("2024-01-01", "2025-01-01", "in-the-year", Verdict.MET),
        ("2024-01-01", "2024-12-31", "in-the-year", Verdict.NOT_MET),
    ],
)
def test_an_indication_may_have_been_in_the_year_that_it_is_about(since: str, until: str | None, when: str, verdict: Verdict) -> None:
    window = {"periods": [{"opens": "01-01", "closes": "03-31"}], "about": "year-before"}
    recipient = {"key": "moeder", "indications": [{"law": "wmo", "since": since, "until": until}]}
    found = assess(
        scheme(window=window, indication={"any_of": ["wmo"], "when": when}), facts(received_on="2026-02-01", recipient=recipient)
    )

    assert verdicts(found, Condition.INDICATION) == [verdict]


# who is paid, in parts, and a good cause --------------------------------------------------------------


@pytest.mark.parametrize(
    ("born", "payee", "proposal"), [("2012-01-01", "recipient", "grant"), ("1980-01-01", "caregiver", "grant"), (None, "caregiver", "ask")]
)
def test_a_child_s_money_goes_to_someone_else(born: str | None, payee: str, proposal: str) -> None:
    payout = {"to": "caregiver", "instead": [{"when": {"caregiver_age": {"to": 15}}, "to": "recipient"}]}
    found = assess(scheme(payout=payout), facts(caregiver("a", birth_date=born)))

    assert ([share.payee for share in found.shares], found.proposal) == ([payee], proposal)


def test_a_good_cause_is_a_choice_and_needs_no_account_of_hers() -> None:
    only = forming.form(scheme(forms=[GOOD_CAUSE, VOUCHER]), date(2026, 11, 1))
    either = forming.form(scheme(forms=[MONEY, GOOD_CAUSE]), date(2026, 11, 1))
    found = assess(scheme(forms=[MONEY, GOOD_CAUSE]), facts(caregiver("a", form="money", form_key="goed-doel")))

    assert "account-of-caregiver" not in only.asks
    assert "account-of-caregiver" in either.asks
    assert [one.donated for one in either.forms] == [False, True]
    assert [(share.form_id, share.cents) for share in found.shares] == [("goed-doel", 5_000)]


def test_of_money_and_money_that_is_given_away_hers_needs_no_key() -> None:
    found = assess(scheme(forms=[MONEY, GOOD_CAUSE]), facts(caregiver("a", form="money")))

    assert [(share.form_id, found.proposal) for share in found.shares] == [("money", Proposal.GRANT)]


def test_of_two_that_both_have_a_key_one_has_to_be_named() -> None:
    other = VOUCHER | {"key": "film", "name": "een bioscoopbon"}

    assert assess(scheme(forms=[VOUCHER, other]), facts(caregiver("a", form="voucher"))).proposal is Proposal.ASK


def test_the_telling_names_what_is_new() -> None:
    told = said(
        scheme(
            window=ROUNDS,
            amount=FIRST,
            forms=[MONEY | {"note": "U betaalt zelf 5 euro."}, GOOD_CAUSE],
            payout={"to": "caregiver", "months": [5, 11], "instalments": 2},
            caps=[{"per": "caregiver", "grants": 1, "within": "period", "also": ["jong"]}],
        )
    ).replace("\u00a0", " ")

    assert "€ 100 als iemand bij de eerste 500 van het jaar hoort." in told
    assert "Kiezen kan uit: geld, op de bankrekening of een gift aan de Voedselbank, die wij overmaken aan Voedselbank." in told
    assert "Over geld: U betaalt zelf 5 euro." in told
    assert "Dat gaat in 2 gelijke delen, steeds in mei of november." in told
    assert "Per mantelzorger kan het per aanvraagperiode ten hoogste 1 keer. Wat iemand kreeg uit de regeling jong, telt mee." in told


def test_more_than_two_to_choose_from_stand_below_each_other() -> None:
    outing = {"form": "activity", "name": "een dag uit", "handed": "meeting", "euros": 80}
    (gets,) = [part.sentences for part in in_words(scheme(forms=[MONEY, VOUCHER, outing])) if part.heading == "Wat iemand krijgt"]

    assert [one.replace("\u00a0", " ") for one in gets[:4]] == [
        "Kiezen kan uit:",
        "Geld, op de bankrekening.",
        "Een bon, met de post.",
        "Een dag uit van € 80, bij een bijeenkomst.",
    ]


@pytest.mark.parametrize(
    ("parts", "asks"),
    [
        ({"payout": {"to": "caregiver", "instead": [{"when": {"caregiver_age": {"to": 15}}, "to": "recipient"}]}}, "account-of-recipient"),
        ({"payout": {"to": "caregiver", "instead": [{"when": {"caregiver_age": {"to": 15}}, "to": "recipient"}]}}, "caregiver-birth-date"),
        ({"proof": {"by": "evidence", "evidence": ["other"], "unless": {"hours_a_week": {"from": 30}}}}, "hours"),
        ({"amount": {"kind": "table", "per": "caregiver", "rows": [{"when": {"place": {"to": 1}}, "euros": 1}]}}, "recipient"),
        (
            {"amount": {"kind": "table", "per": "caregiver", "rows": [{"when": {"recipient_postcodes": [[1221, 1222]]}, "euros": 1}]}},
            "recipient-address",
        ),
        (
            {
                "amount": {"kind": "table", "per": "caregiver", "rows": [{"when": {"postcodes": [[1221, 1222]]}, "euros": 1}]},
                "legal_nature": {"kind": "gift", "by": "Versa", "complaint": "bij Versa"},
            },
            "caregiver-address",
        ),
    ],
)
def test_what_a_case_needs_is_asked_for(parts: Json, asks: str) -> None:
    assert asks in forming.form(scheme(**parts), date(2026, 11, 1)).asks


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        ({"caps": [{"per": "caregiver", "grants": 1, "within": "period"}]}, "noem bij window periods"),
        ({"caps": [{"per": "caregiver", "grants": 1, "within": "ever", "years": 2}]}, "laat een van de twee weg"),
        ({"payout": {"to": "caregiver", "instalments": 2}}, "om 2 maanden of meer"),
        ({"payout": {"to": "caregiver", "instalments": 2, "months": [5, 5]}}, "om 2 maanden of meer"),
        ({"forms": [GOOD_CAUSE | {"donated_to": {"name": "X", "iban": "NL91ABNA0417164301"}}]}, "geen goed rekeningnummer"),
        ({"forms": [MONEY | {"supplier": "een bank"}]}, "gaat met donated_to"),
        ({"forms": [VOUCHER | {"donated_to": GOOD_CAUSE["donated_to"]}]}, "hoort bij form: money"),
        ({"proof": {"by": "evidence", "evidence": ["other"], "enough": "one"}}, "twee of meer stukken"),
        ({"proof": {"by": "trust", "unless": {"caregiver_age": {"to": 17}}}}, "by: evidence"),
        ({"ages": [{"of": "caregiver", "years": {"from": 18}, "unless": {"first": 5}}]}, "when van forms of amount"),
        ({"ages": [{"of": "caregiver", "years": {"from": 18}, "unless": {}}]}, "noem een geval"),
        ({"amount": FIRST, "budget": {"key": "b", "euros": 100, "at_end": "draw", "seed": "loting"}}, "een loting gaan niet samen"),
        ({"amount": FIRST, "budget": {"key": "b", "euros": 100, "at_end": "pro-rata"}}, "laat first weg"),
        ({"forms": [VOUCHER | {"at_most": 5}]}, "zet dan grants bij budget"),
        ({"forms": [TRIP, VOUCHER], "budget": {"key": "b", "euros": 9, "at_end": "draw", "seed": "loting"}}, "laat at_most weg"),
        (
            {"payout": {"to": "caregiver", "months": [5, 11], "instalments": 2}, "budget": {"key": "b", "euros": 1, "at_end": "pro-rata"}},
            "laat instalments weg",
        ),
        ({"forms": [GOOD_CAUSE], "budget": {"key": "b", "euros": 1, "at_end": "pro-rata"}}, "laat het goede doel weg"),
        ({**PER_RECIPIENT, "payout": {"to": "caregiver", "instead": [{"when": {"answers": {"x": True}}, "to": "recipient"}]}}, "questions"),
    ],
)
def test_what_does_not_go_together_is_told_with_what_would_be_right(parts: Json, told: str) -> None:
    with pytest.raises(ValidationError, match=told):
        scheme(**parts)
