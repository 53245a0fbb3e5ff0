"""What each caregiver gets, and when that is for a person to decide."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.words import RefusalReason, WaarderingForm
from services.waardering.domain import Proposal, Scheme, Verdict, assess
from tests.waardering.applications import PER_RECIPIENT, Json, caregiver, cents, earlier, facts, scheme, verdicts

CHOICE: list[Json] = [
    {"form": "money", "name": "geld", "handed": "transfer"},
    {"form": "voucher", "name": "een boekenbon", "handed": "post", "euros": 60},
    {"form": "gift", "key": "bloemen", "name": "bloemen", "handed": "meeting"},
    {"form": "gift", "key": "bioscoopbon", "name": "een bioscoopbon", "handed": "post", "when": {"caregiver_age": {"to": 17}}},
    {"form": "nothing", "name": "niets, met dank", "handed": "none"},
]
TIERS: Json = {
    "kind": "table",
    "per": "caregiver",
    "rows": [
        {"when": {"caregiver_age": {"to": 17}}, "euros": 25},
        {"when": {"hours_a_week": {"from": 20}}, "euros": 200},
        {"when": {"relations": ["partner"], "exclusions": ["shares-home"]}, "euros": 75},
    ],
    "otherwise": 100,
}
ADULT = {"birth_date": "1970-01-01"}


@pytest.mark.parametrize(
    ("number", "each"),
    [(1, [15_000]), (2, [7_500, 7_500]), (3, [5_000, 5_000, 5_000])],
)
def test_one_amount_goes_in_equal_shares_to_all_who_care_for_him(number: int, each: list[int]):
    assessment = assess(scheme(**PER_RECIPIENT), facts(*(caregiver(f"c{i}") for i in range(number))))

    assert cents(assessment) == each
    assert assessment.automatic
    assert assessment.cents == 15_000


def test_a_fourth_caregiver_is_one_too_many():
    assessment = assess(scheme(**PER_RECIPIENT), facts(*(caregiver(f"c{i}") for i in range(4))))

    assert (assessment.proposal, assessment.reason, assessment.shares) == (Proposal.REFUSE, RefusalReason.CAP_REACHED, ())


def test_who_does_not_meet_a_condition_is_left_out_and_a_person_decides():
    asked = scheme(**PER_RECIPIENT, care={"hours_a_week": 8})
    assessment = assess(asked, facts(caregiver("a", hours_a_week=9), caregiver("b", hours_a_week=2), caregiver("c", hours_a_week=8)))

    assert assessment.proposal is Proposal.PART
    assert [(share.caregiver, share.cents) for share in assessment.shares] == [("a", 7_500), ("c", 7_500)]
    assert assessment.why_a_person == ("Een lager bedrag, of niet voor iedereen: dat beslist altijd een medewerker.",)


def test_what_is_unknown_of_someone_who_is_left_out_anyway_holds_up_nobody():
    asked = scheme(**PER_RECIPIENT, care={"hours_a_week": 8}, ages=[{"of": "caregiver", "years": {"from": 18}}])
    assessment = assess(asked, facts(caregiver("a", hours_a_week=2), caregiver("b", hours_a_week=8, **ADULT)))

    assert (assessment.proposal, cents(assessment)) == (Proposal.PART, [15_000])


def test_one_amount_for_all_that_differs_by_caregiver_is_for_a_person():
    amount = {"kind": "table", "per": "recipient", "rows": [{"when": {"caregiver_age": {"to": 17}}, "euros": 50}], "otherwise": 150}
    asked = scheme(amount=amount, division={"how": "equal", "at_most": 3})
    assessment = assess(asked, facts(caregiver("a", birth_date="2015-01-01"), caregiver("b", **ADULT)))

    assert (assessment.proposal, cents(assessment)) == (Proposal.ASK, [None, None])
    assert cents(assess(asked, facts(caregiver("b", **ADULT), caregiver("c", **ADULT)))) == [7_500, 7_500]


@pytest.mark.parametrize(
    ("shares", "proposal", "each"),
    [
        ([10_000, 5_000], Proposal.GRANT, [10_000, 5_000]),
        ([10_000, 4_999], Proposal.REFUSE, []),
        ([10_000, None], Proposal.ASK, [None, None]),
        ([None, None], Proposal.GRANT, [7_500, 7_500]),
        ([14_500, 500], Proposal.REFUSE, []),
    ],
)
def test_chosen_shares_are_exactly_the_amount_and_none_too_small(shares: list[int | None], proposal: Proposal, each: list[int | None]):
    asked = scheme(amount=PER_RECIPIENT["amount"], division={"how": "equal-or-chosen", "at_most": 3, "at_least": 10})
    assessment = assess(asked, facts(*(caregiver(f"c{i}", chosen_cents=share) for i, share in enumerate(shares))))

    assert (assessment.proposal, cents(assessment)) == (proposal, each)


def test_four_vouchers_of_25_are_divided_over_three_without_cutting_one():
    asked = scheme(amount={"kind": "fixed", "per": "recipient", "euros": 100}, division={"how": "equal", "at_most": 4, "step": 25})

    assert cents(assess(asked, facts(caregiver("a"), caregiver("b"), caregiver("c")))) == [5_000, 2_500, 2_500]


@pytest.mark.parametrize(
    ("hers", "amount"),
    [
        ({"birth_date": "2015-01-01"}, 2_500),
        (ADULT | {"hours_a_week": 20}, 20_000),
        (ADULT | {"hours_a_week": 19, "relation": "partner", "exclusions": {"shares-home": True}}, 7_500),
        (ADULT | {"hours_a_week": 19, "relation": "child"}, 10_000),
        (ADULT | {"relation": "child"}, None),
        ({"hours_a_week": 30}, None),
    ],
)
def test_the_first_case_that_holds_gives_the_amount_and_an_unknown_one_gives_none(hers: Json, amount: int | None):
    assessment = assess(scheme(amount=TIERS), facts(caregiver(**hers)))

    assert cents(assessment) == [amount]
    assert assessment.proposal is (Proposal.ASK if amount is None else Proposal.GRANT)


def test_the_first_caregiver_of_someone_may_get_more_than_the_next():
    asked = scheme(amount={"kind": "table", "per": "caregiver", "rows": [{"when": {"place": {"to": 1}}, "euros": 100}], "otherwise": 50})
    later = [earlier(recipient="moeder", caregiver="c9")]

    assert cents(assess(asked, facts(caregiver("a"), caregiver("b")))) == [10_000, 5_000]
    assert cents(assess(asked, facts(caregiver("a"), earlier=later))) == [5_000]


def test_how_many_care_is_what_was_told_and_else_how_many_are_asked_for():
    rows = [{"when": {"caregivers": {"from": 2}}, "euros": 60}]
    asked = scheme(amount={"kind": "table", "per": "caregiver", "rows": rows, "otherwise": 100})

    assert cents(assess(asked, facts())) == [10_000]
    assert cents(assess(asked, facts(caregiver("a"), caregiver("b")))) == [6_000, 6_000]
    assert cents(assess(asked, facts(recipient={"key": "moeder", "caregivers": 3}))) == [6_000]


def test_two_municipalities_of_one_scheme_may_give_different_amounts():
    rows = [{"when": {"recipient_municipalities": ["GM0402"]}, "euros": 100}]
    asked = scheme(amount={"kind": "table", "per": "caregiver", "rows": rows, "otherwise": 80})

    assert cents(assess(asked, facts())) == [10_000]
    assert cents(assess(asked, facts(recipient={"key": "moeder", "municipality": "GM0406"}))) == [8_000]


def test_no_case_and_nothing_otherwise_is_no_amount():
    asked = scheme(amount={key: value for key, value in TIERS.items() if key != "otherwise"})
    assessment = assess(asked, facts(caregiver(**ADULT, hours_a_week=1, relation="child")))

    assert (assessment.proposal, verdicts(assessment, "amount")) == (Proposal.REFUSE, [Verdict.NOT_MET])


@pytest.mark.parametrize(
    ("hers", "form", "amount", "proposal"),
    [
        ({"form": "money"}, WaarderingForm.MONEY, 5_000, Proposal.GRANT),
        ({"form": "voucher"}, WaarderingForm.VOUCHER, 6_000, Proposal.GRANT),
        ({"form": "nothing"}, WaarderingForm.NOTHING, 0, Proposal.GRANT),
        ({"form": "gift", "form_key": "bloemen"}, WaarderingForm.GIFT, 5_000, Proposal.GRANT),
        ({"form_key": "bioscoopbon", "birth_date": "2015-01-01"}, WaarderingForm.GIFT, 5_000, Proposal.GRANT),
        ({"form_key": "bioscoopbon"}, None, 5_000, Proposal.ASK),
        ({"form": "gift", "birth_date": "2015-01-01"}, None, 5_000, Proposal.ASK),
        ({}, None, 5_000, Proposal.ASK),
    ],
)
def test_she_chooses_a_form_and_nobody_chooses_for_her(hers: Json, form: WaarderingForm | None, amount: int, proposal: Proposal):
    assessment = assess(scheme(forms=CHOICE), facts(caregiver(**hers)))

    assert [(share.form, share.cents) for share in assessment.shares] == [(form, amount)]
    assert assessment.proposal is proposal


def test_a_form_that_is_not_for_her_is_not_met():
    assessment = assess(scheme(forms=CHOICE), facts(caregiver(form_key="bioscoopbon", **ADULT)))

    assert (assessment.proposal, verdicts(assessment, "form")) == (Proposal.REFUSE, [Verdict.NOT_MET])


def test_who_declines_with_thanks_takes_no_share_of_the_others():
    asked = scheme(**PER_RECIPIENT, forms=CHOICE)
    assessment = assess(asked, facts(caregiver("a", form="money"), caregiver("b", form="nothing"), caregiver("c", form="money")))

    assert cents(assessment) == [7_500, 0, 7_500]


@pytest.mark.parametrize("amount", [{"kind": "not-set", "per": "caregiver", "where": "de nadere regels"}])
def test_an_amount_that_is_not_set_is_never_guessed(amount: Json):
    assessment = assess(scheme(amount=amount), facts())

    assert (assessment.proposal, assessment.cents, assessment.automatic) == (Proposal.ASK, None, False)


def test_a_pool_grants_now_and_tells_the_amount_later():
    asked = scheme(amount={"kind": "pool", "per": "caregiver", "euros": 1000}, window={"periods": [{"opens": "10-01", "closes": "12-31"}]})
    assessment = assess(asked, facts())

    assert (assessment.proposal, assessment.cents, assessment.automatic, asked.amounts_later) == (Proposal.GRANT, None, True, True)


@pytest.mark.parametrize(
    ("granted", "each", "proposal"),
    [(0, [7_500, 7_500], Proposal.GRANT), (5_000, [5_000, 5_000], Proposal.PART), (15_000, [], Proposal.REFUSE)],
)
def test_a_cap_in_euros_takes_off_what_is_above_it(granted: int, each: list[int], proposal: Proposal):
    asked = scheme(**PER_RECIPIENT, caps=[{"per": "recipient", "euros": 150}])
    before = [earlier(recipient="moeder", cents=granted)] if granted else []
    assessment = assess(asked, facts(caregiver("a"), caregiver("b"), earlier=before))

    assert (cents(assessment), assessment.proposal) == (each, proposal)
    assert assessment.automatic is (proposal is Proposal.GRANT)


@pytest.mark.parametrize(
    ("budget", "left", "proposal"),
    [
        ({"at_end": "stop", "published": "Gemeenteblad"}, 5_000, Proposal.GRANT),
        ({"at_end": "stop", "published": "Gemeenteblad"}, 4_999, Proposal.REFUSE),
        ({"at_end": "stop"}, 4_999, Proposal.ASK),
        ({"at_end": "wait-list"}, 4_999, Proposal.ASK),
        ({"at_end": "top-up"}, 0, Proposal.ASK),
        ({"at_end": "draw", "seed": "loting-2026"}, 0, Proposal.ASK),
        ({"at_end": "pro-rata"}, 0, Proposal.GRANT),
    ],
)
def test_an_empty_budget_refuses_only_where_the_ceiling_was_published(budget: Json, left: int, proposal: Proposal):
    assessment = assess(scheme(budget={"key": "b", "euros": 1000} | budget), facts(budget_left_cents=left))

    assert assessment.proposal is proposal


@pytest.mark.parametrize(
    ("budget", "left", "proposal"),
    [
        ({"at_end": "stop", "published": "Gemeenteblad"}, 2, Proposal.GRANT),
        ({"at_end": "stop", "published": "Gemeenteblad"}, 1, Proposal.REFUSE),
        ({"at_end": "stop"}, 1, Proposal.ASK),
        ({"at_end": "wait-list"}, 0, Proposal.ASK),
    ],
)
def test_a_budget_may_count_grants_instead_of_euros(budget: Json, left: int, proposal: Proposal):
    counted = scheme(budget={"key": "b", "grants": 500} | budget)
    assessment = assess(counted, facts(caregiver("dochter"), caregiver("zoon"), grants_left=left))

    assert assessment.proposal is proposal
    assert verdicts(assessment, "budget")


def test_where_the_amount_is_per_recipient_an_application_counts_once():
    counted = scheme(**PER_RECIPIENT | {"budget": {"key": "b", "grants": 500, "at_end": "stop"}})

    assert assess(counted, facts(caregiver("dochter"), caregiver("zoon"), grants_left=1)).proposal is Proposal.GRANT


def test_a_number_of_grants_cannot_become_less_by_proportion():
    with pytest.raises(ValueError, match="pro-rata"):
        scheme(budget={"key": "b", "grants": 500, "at_end": "pro-rata"})


def test_a_full_grant_needs_a_person_where_the_scheme_says_so():
    assessment = assess(scheme(decision={"automatic": False}), facts())

    assert (assessment.proposal, assessment.automatic) == (Proposal.GRANT, False)
    assert assessment.why_a_person == ("In deze regeling beslist altijd een medewerker.",)


def test_each_condition_tells_its_sentence_its_fact_and_its_article():
    asked = scheme(care={"hours_a_week": 8, "article": "artikel 5, lid 2"})
    (hours,) = [one for one in assess(asked, facts(caregiver(hours_a_week=5))).judged if one.condition == "hours"]

    assert hours.sentence == "De mantelzorger zorgt 8 uur per week of meer."
    assert (hours.fact, hours.article, hours.about, hours.reason) == ("5 uur per week", "artikel 5, lid 2", "dochter", RefusalReason.HOURS)


ANY_SCHEME = st.builds(
    scheme,
    amount=st.builds(lambda euros: {"kind": "fixed", "per": "recipient", "euros": euros}, st.integers(0, 500)),
    division=st.builds(lambda step: {"how": "equal", "at_most": 5, "step": step}, st.sampled_from([0.01, 1, 25])),
    care=st.sampled_from([None, {"hours_a_week": 8}]),
    caps=st.sampled_from([[], [{"per": "recipient", "euros": 120}], [{"per": "caregiver", "euros": 40}]]),
)
ANYONE = st.lists(st.integers(0, 20), min_size=1, max_size=5)


@settings(max_examples=200, deadline=None)
@given(ANY_SCHEME, ANYONE, st.integers(0, 20_000))
def test_no_cap_is_exceeded_no_share_is_made_up_and_the_same_facts_give_the_same(asked: Scheme, hours: list[int], granted: int):
    known = facts(
        *(caregiver(f"c{i}", hours_a_week=each) for i, each in enumerate(hours)),
        earlier=[earlier(recipient="moeder", caregiver="c0", cents=granted)],
    )
    assessment = assess(asked, known)

    total = assessment.cents
    assert total is not None
    assert total <= asked.amount.model_dump()["cents"]
    assert assess(asked, known) == assessment
    for cap in asked.caps:
        most = cap.cents or 0
        if cap.per == "recipient":
            assert total <= max(0, most - granted)
        else:
            assert all((share.cents or 0) <= max(0, most - granted * (share.caregiver == "c0")) for share in assessment.shares)
    assert assessment.automatic is (assessment.proposal is Proposal.GRANT)
