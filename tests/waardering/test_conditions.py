"""Each condition is met, not met or unknown, and says which fact it used."""

from datetime import date, timedelta

import pytest

from services.waardering.domain import Proposal, Verdict, assess
from tests.waardering.applications import Json, caregiver, earlier, facts, scheme, verdicts

MET, NOT_MET, UNKNOWN = Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN
HERE, ELSEWHERE = {"municipality": "GM0402"}, {"municipality": "GM0363"}
LATELY_HERE = {"municipality": "GM0402", "since": "2026-08-15"}
INDICATION = {"law": "wmo", "since": "2025-06-01"}
SMALL_INCOME: Json = {"of": "caregiver", "per": "month", "at_most": [{"household": "single", "euros": 1500}, {"euros": 2000}]}
COURSE: Json = {"key": "cursus", "ask": "Heeft u de cursus gevolgd?", "of": "caregiver", "kind": "yes-no"}


@pytest.mark.parametrize(
    ("condition", "part", "hers", "verdict"),
    [
        ("relation", {"relations": {"allowed": ["parent", "partner"]}}, {"relation": "parent"}, MET),
        ("relation", {"relations": {"allowed": ["parent", "partner"]}}, {"relation": "neighbour"}, NOT_MET),
        ("relation", {"relations": {"excluded": ["partner"]}}, {"relation": "neighbour"}, MET),
        ("relation", {"relations": {"excluded": ["partner"]}}, {}, UNKNOWN),
        ("exclusion", {"exclusions": [{"who": "volunteer"}]}, {"exclusions": {"volunteer": False}}, MET),
        ("exclusion", {"exclusions": [{"who": "volunteer"}]}, {"exclusions": {"volunteer": True}}, NOT_MET),
        ("exclusion", {"exclusions": [{"who": "volunteer"}]}, {"exclusions": {"paid-care": False}}, UNKNOWN),
        ("caregiver-age", {"ages": [{"of": "caregiver", "years": {"from": 18}}]}, {"birth_date": "2008-11-01"}, MET),
        ("caregiver-age", {"ages": [{"of": "caregiver", "years": {"from": 18}}]}, {"birth_date": "2008-11-02"}, NOT_MET),
        ("caregiver-age", {"ages": [{"of": "caregiver", "years": {"from": 18}, "on": "end-of-year"}]}, {"birth_date": "2008-12-31"}, MET),
        (
            "caregiver-age",
            {"ages": [{"of": "caregiver", "years": {"from": 18}, "on": "start-of-year"}]},
            {"birth_date": "2008-01-02"},
            NOT_MET,
        ),
        ("caregiver-age", {"ages": [{"of": "caregiver", "years": {"to": 17}}]}, {"birth_date": "2008-11-01"}, NOT_MET),
        ("caregiver-age", {"ages": [{"of": "caregiver", "years": {"to": 17}}]}, {}, UNKNOWN),
        ("registration", {"registration": {"at": "Versa"}}, {"registered": True}, MET),
        ("registration", {"registration": {"at": "Versa"}}, {"registered": False}, NOT_MET),
        ("registration", {"registration": {"at": "Versa"}}, {}, UNKNOWN),
        ("registration", {"registration": {"at": "Versa", "days_before": 30}}, {"registered": True, "registered_since": "2026-10-02"}, MET),
        (
            "registration",
            {"registration": {"at": "Versa", "days_before": 30}},
            {"registered": True, "registered_since": "2026-10-03"},
            NOT_MET,
        ),
        ("registration", {"registration": {"at": "Versa", "days_before": 30}}, {"registered": True}, UNKNOWN),
        ("registration", {"registration": {"at": "Versa", "on": "10-01"}}, {"registered": True, "registered_since": "2026-10-01"}, MET),
        ("registration", {"registration": {"at": "Versa", "on": "10-01"}}, {"registered": True, "registered_since": "2026-10-02"}, NOT_MET),
        ("caregiver-age", {"ages": [{"of": "caregiver", "years": {"from": 18}, "on": "11-10"}]}, {"birth_date": "2008-11-10"}, MET),
        ("caregiver-age", {"ages": [{"of": "caregiver", "years": {"from": 18}, "on": "11-10"}]}, {"birth_date": "2008-11-11"}, NOT_MET),
        ("hours", {"care": {"hours_a_week": 8, "months": 3, "enough": "either"}}, {"hours_a_week": 8}, MET),
        ("hours", {"care": {"hours_a_week": 8, "months": 3, "enough": "either"}}, {"months_of_care": 3, "hours_a_week": 1}, MET),
        ("hours", {"care": {"hours_a_week": 8, "months": 3, "enough": "either"}}, {"months_of_care": 2, "hours_a_week": 7}, NOT_MET),
        ("hours", {"care": {"hours_a_week": 8, "months": 3, "enough": "either"}}, {"months_of_care": 2}, UNKNOWN),
        ("residence", {"residence": {"who": "caregiver", "when": "01-01"}}, {"lived": [LATELY_HERE]}, NOT_MET),
        ("residence", {"residence": {"who": "caregiver", "when": "09-01"}}, {"lived": [LATELY_HERE]}, MET),
        ("residence", {"residence": {"who": "caregiver", "when": "09-01"}}, HERE, UNKNOWN),
        ("hours", {"care": {"hours_a_week": 8}}, {"hours_a_week": 8}, MET),
        ("hours", {"care": {"hours_a_week": 8}}, {"hours_a_week": 7}, NOT_MET),
        ("hours", {"care": {"hours_a_week": 8}}, {}, UNKNOWN),
        ("duration", {"care": {"months": 3}}, {"cares_since": "2026-08-01"}, MET),
        ("duration", {"care": {"months": 3}}, {"cares_since": "2026-08-02"}, NOT_MET),
        ("duration", {"care": {"months": 3}}, {"cares_since": "2020-01-01", "cares_until": "2020-03-31"}, MET),
        ("duration", {"care": {"months": 3}}, {"cares_since": "2020-01-01", "cares_until": "2020-03-30"}, NOT_MET),
        ("duration", {"care": {"months": 3}}, {"months_of_care": 3}, MET),
        ("duration", {"care": {"months": 3}}, {}, UNKNOWN),
        ("duration", {"care": {"months": 3, "within": "year"}}, {"cares_since": "2020-01-01", "cares_until": "2026-02-28"}, NOT_MET),
        ("duration", {"care": {"months": 3, "within": "year"}}, {"cares_since": "2020-01-01", "cares_until": "2026-03-31"}, MET),
        (
            "duration",
            {"care": {"months": 3, "within": "last-twelve-months"}},
            {"cares_since": "2020-01-01", "cares_until": "2026-01-15"},
            NOT_MET,
        ),
        (
            "duration",
            {"care": {"months": 3, "within": "last-twelve-months"}},
            {"cares_since": "2020-01-01", "cares_until": "2026-01-31"},
            MET,
        ),
        ("income", {"income": SMALL_INCOME}, {"income_cents": 150_000, "household_kind": "single"}, MET),
        ("income", {"income": SMALL_INCOME}, {"income_cents": 150_001, "household_kind": "single"}, NOT_MET),
        ("income", {"income": SMALL_INCOME}, {"income_cents": 200_000, "household_kind": "couple"}, MET),
        ("income", {"income": SMALL_INCOME}, {"income_cents": 100_000}, UNKNOWN),
        ("income", {"income": SMALL_INCOME}, {"household_kind": "single"}, UNKNOWN),
        (
            "question",
            {"questions": [COURSE | {"right": True, "condition": "U heeft de cursus gevolgd."}]},
            {"answers": {"cursus": True}},
            MET,
        ),
        (
            "question",
            {"questions": [COURSE | {"right": True, "condition": "U heeft de cursus gevolgd."}]},
            {"answers": {"cursus": False}},
            NOT_MET,
        ),
        ("question", {"questions": [COURSE | {"right": True, "condition": "U heeft de cursus gevolgd."}]}, {}, UNKNOWN),
        ("residence", {"residence": {"who": "caregiver"}}, HERE, MET),
        ("residence", {"residence": {"who": "caregiver"}}, ELSEWHERE, NOT_MET),
        ("residence", {"residence": {"who": "caregiver"}}, {}, UNKNOWN),
        ("residence", {"residence": {"who": "caregiver", "municipalities": ["GM0363"]}}, ELSEWHERE, MET),
    ],
)
def test_what_is_asked_of_the_caregiver(condition: str, part: Json, hers: Json, verdict: Verdict):
    assessment = assess(scheme(**part), facts(caregiver(**hers)))

    assert verdicts(assessment, condition) == [verdict]
    assert assessment.proposal is {MET: Proposal.GRANT, NOT_MET: Proposal.REFUSE, UNKNOWN: Proposal.ASK}[verdict]
    assert assessment.automatic is (verdict is MET)


@pytest.mark.parametrize(
    ("condition", "part", "his", "verdict"),
    [
        ("residence", {"residence": {"who": "recipient"}}, HERE, MET),
        ("residence", {"residence": {"who": "recipient"}}, ELSEWHERE, NOT_MET),
        ("residence", {"residence": {"who": "recipient"}}, {"municipality": None}, UNKNOWN),
        ("recipient-age", {"ages": [{"of": "recipient", "years": {"from": 65}}]}, {"birth_date": "1961-11-01"}, MET),
        ("recipient-age", {"ages": [{"of": "recipient", "years": {"from": 65}}]}, {"birth_date": "1961-11-02"}, NOT_MET),
        ("exclusion", {"exclusions": [{"who": "recipient-in-institution"}]}, {"exclusions": {"recipient-in-institution": True}}, NOT_MET),
        ("exclusion", {"exclusions": [{"who": "recipient-in-institution"}]}, {}, UNKNOWN),
        ("indication", {"indication": {"any_of": ["wmo"]}}, {"indications": [INDICATION]}, MET),
        ("indication", {"indication": {"any_of": ["wlz", "zvw"]}}, {"indications": [INDICATION]}, NOT_MET),
        ("indication", {"indication": {"any_of": ["wmo"]}}, {"indications": []}, NOT_MET),
        ("indication", {"indication": {"any_of": ["wmo"]}}, {}, UNKNOWN),
        ("indication", {"indication": {"any_of": ["wmo"]}}, {"indications": [INDICATION | {"until": "2026-10-31"}]}, NOT_MET),
        ("deceased", {}, {"died_on": "2026-09-01"}, UNKNOWN),
        ("deceased", {"deceased": {"months": 3}}, {"died_on": "2026-08-01"}, MET),
        ("deceased", {"deceased": {"months": 3}}, {"died_on": "2026-07-31"}, NOT_MET),
    ],
)
def test_what_is_asked_of_the_recipient(condition: str, part: Json, his: Json, verdict: Verdict):
    assessment = assess(scheme(**part), facts(recipient={"key": "moeder", "municipality": "GM0402"} | his))

    assert verdicts(assessment, condition) == [verdict]
    assert assessment.automatic is (verdict is MET)


@pytest.mark.parametrize(
    ("gap", "verdict"),
    [(timedelta(days=43), MET), (timedelta(days=44), NOT_MET)],
)
def test_indications_with_a_small_gap_between_them_count_together(gap: timedelta, verdict: Verdict):
    asked = {"indication": {"any_of": ["wmo", "zvw"], "days": 371, "gap_days": 42}}
    first_ends = date(2026, 1, 31)
    his = [
        {"law": "zvw", "since": date(2025, 2, 1), "until": first_ends},
        {"law": "wmo", "since": first_ends + gap, "until": date(2026, 12, 31)},
    ]

    assert verdicts(assess(scheme(**asked), facts(recipient={"key": "m", "indications": his})), "indication") == [verdict]


@pytest.mark.parametrize(
    ("his", "hers", "verdict"),
    [(HERE, ELSEWHERE, MET), (ELSEWHERE, HERE, MET), (ELSEWHERE, ELSEWHERE, NOT_MET), (ELSEWHERE, {}, UNKNOWN), (HERE, {}, MET)],
)
def test_where_either_may_live_here_one_is_enough(his: Json, hers: Json, verdict: Verdict):
    assessment = assess(scheme(residence={"who": "either"}), facts(caregiver(**hers), recipient={"key": "moeder"} | his))

    assert verdicts(assessment, "residence") == [verdict]


@pytest.mark.parametrize(
    ("since", "months", "verdict"),
    [("2020-01-01", 12, MET), ("2026-02-01", 12, NOT_MET), ("2026-05-01", 6, MET), ("2026-07-15", 6, NOT_MET)],
)
def test_living_here_over_the_year_counts_whole_months(since: str, months: int, verdict: Verdict):
    asked = {"residence": {"who": "recipient", "when": "over-the-year", "months": months}}
    his = {"key": "moeder", "lived": [{"municipality": "GM0402", "since": since}]}

    assert verdicts(assess(scheme(**asked), facts(recipient=his)), "residence") == [verdict]


@pytest.mark.parametrize(("days", "verdict"), [(371, MET), (370, NOT_MET)])
def test_an_indication_of_exactly_the_days_is_enough_and_days_that_overlap_count_once(days: int, verdict: Verdict):
    since = date(2026, 1, 1)
    one = {"law": "wmo", "since": since, "until": since + timedelta(days=days - 1)}
    inside = {"law": "zvw", "since": "2026-02-01", "until": "2026-11-30"}
    asked = scheme(indication={"any_of": ["wmo", "zvw"], "days": 371})

    assert verdicts(assess(asked, facts(recipient={"key": "m", "indications": [one, inside]})), "indication") == [verdict]


def test_hours_of_all_caregivers_together_may_count():
    asked = scheme(care={"hours_a_week": 8, "together": True})

    assert verdicts(assess(asked, facts(caregiver("a", hours_a_week=5), caregiver("b", hours_a_week=3))), "hours") == [MET]
    assert verdicts(assess(asked, facts(caregiver("a", hours_a_week=5), caregiver("b", hours_a_week=2))), "hours") == [NOT_MET]
    assert verdicts(assess(asked, facts(caregiver("a", hours_a_week=5), caregiver("b"))), "hours") == [UNKNOWN]


def test_care_for_someone_who_is_dying_may_be_short():
    question = {"key": "terminaal", "ask": "Is het de laatste levensfase?", "of": "recipient", "kind": "yes-no"}
    asked = scheme(questions=[question], care={"hours_a_week": 8, "months": 3, "unless": {"answers": {"terminaal": True}}})
    short = caregiver(hours_a_week=2, months_of_care=1)
    dying, not_dying, unknown = ({"key": "m", "answers": answers} for answers in ({"terminaal": True}, {"terminaal": False}, {}))

    assert verdicts(assess(asked, facts(short, recipient=dying)), "hours") == [MET]
    assert verdicts(assess(asked, facts(short, recipient=not_dying)), "hours") == [NOT_MET]
    assert verdicts(assess(asked, facts(short, recipient=unknown)), "hours") == [UNKNOWN]
    assert verdicts(assess(asked, facts(caregiver(hours_a_week=9, months_of_care=9), recipient=unknown)), "hours") == [MET]


@pytest.mark.parametrize(
    ("late", "verdict"),
    [
        ({}, UNKNOWN),
        ({"late_reason": "illness"}, UNKNOWN),
        ({"late_reason": "illness", "late_accepted": True}, MET),
        ({"late_reason": "illness", "late_accepted": False}, NOT_MET),
        ({"late_reason": "not-informed", "late_accepted": True}, NOT_MET),
    ],
)
def test_too_late_needs_a_reason_that_a_person_accepted(late: Json, verdict: Verdict):
    asked = scheme(window={"periods": [{"opens": "09-01", "closes": "10-15"}], "late": {"days": 30, "reasons": ["illness"]}})

    assert verdicts(assess(asked, facts(**late)), "window") == [verdict]


@pytest.mark.parametrize("on", ["2026-08-31", "2026-11-15"])
def test_outside_the_window_is_not_met(on: str):
    asked = scheme(window={"periods": [{"opens": "09-01", "closes": "10-15"}], "late": {"days": 30, "reasons": ["illness"]}})

    assert verdicts(assess(asked, facts(received_on=on)), "window") == [NOT_MET]


def test_only_those_who_may_ask_ask_and_only_in_the_ways_that_are_open():
    programme = scheme(applicants=["programme"], via=["programme"])

    assert verdicts(assess(programme, facts()), "applicant") == [NOT_MET]
    assert verdicts(assess(programme, facts()), "via") == [NOT_MET]
    assert assess(programme, facts(by="programme", via="programme")).proposal is Proposal.GRANT


def test_who_is_registered_may_get_it_without_asking():
    asked = scheme(applicants=[], without_application=True, registration={"at": "Versa"})

    assert assess(asked, facts(caregiver(registered=True), by=None)).automatic


@pytest.mark.parametrize(
    ("proof", "known", "verdict"),
    [
        ({"by": "trust"}, {}, MET),
        ({"by": "declaration"}, {}, UNKNOWN),
        ({"by": "declaration"}, {"declared": True}, MET),
        ({"by": "declaration"}, {"declared": False}, NOT_MET),
        ({"by": "evidence", "evidence": ["care-plan"]}, {}, UNKNOWN),
        ({"by": "evidence", "evidence": ["care-plan"]}, {"evidence": {"care-plan": None}}, UNKNOWN),
        ({"by": "evidence", "evidence": ["care-plan"]}, {"evidence": {"care-plan": True}}, MET),
        ({"by": "evidence", "evidence": ["care-plan"]}, {"evidence": {"care-plan": False}}, NOT_MET),
    ],
)
def test_proof_is_trust_a_signature_or_papers_that_someone_looked_at(proof: Json, known: Json, verdict: Verdict):
    assert verdicts(assess(scheme(proof=proof), facts(**known)), "proof") == [verdict]


def test_a_drawn_application_waits_for_the_check_and_one_after_payment_does_not():
    before, after = (
        {"by": "trust", "spot_checks": {"percent": 100, "seed": "alles", "when": when}} for when in ("before-decision", "after-payment")
    )

    assert verdicts(assess(scheme(proof=before), facts()), "proof") == [MET, UNKNOWN]
    assert assess(scheme(proof=before), facts(checked=True)).automatic
    assert assess(scheme(proof=before), facts(checked=False)).proposal is Proposal.REFUSE
    assert assess(scheme(proof=after), facts()).automatic


RECIPIENT = {"recipient": "moeder", "recipient_address": "adres-m", "recipient_household": "huis-m"}
HERS = {"caregiver": "dochter", "caregiver_address": "adres-d", "caregiver_household": "huis-d"}


@pytest.mark.parametrize(
    ("cap", "before", "verdict"),
    [
        ({"per": "recipient", "grants": 1}, {}, MET),
        ({"per": "recipient", "grants": 1}, RECIPIENT, NOT_MET),
        ({"per": "recipient", "grants": 2}, RECIPIENT, MET),
        ({"per": "recipient", "grants": 1}, RECIPIENT | {"year": 2025}, MET),
        ({"per": "recipient", "grants": 1, "years": 2}, RECIPIENT | {"year": 2025}, NOT_MET),
        ({"per": "recipient", "grants": 1, "within": "ever"}, RECIPIENT | {"year": 2016}, NOT_MET),
        ({"per": "recipient", "grants": 1, "within": "twelve-months"}, RECIPIENT | {"year": 2025, "on": "2025-11-02"}, NOT_MET),
        ({"per": "recipient", "grants": 1, "within": "twelve-months"}, RECIPIENT | {"year": 2025, "on": "2025-11-01"}, MET),
        ({"per": "recipient", "grants": 1}, RECIPIENT | {"scheme": "andere"}, MET),
        ({"per": "recipient", "grants": 1, "also": ["andere"]}, RECIPIENT | {"scheme": "andere"}, NOT_MET),
        ({"per": "recipient", "grants": 1}, RECIPIENT | {"application": "aanvraag-1"}, MET),
        ({"per": "recipient", "caregivers": 1}, RECIPIENT, NOT_MET),
        ({"per": "recipient", "caregivers": 1}, RECIPIENT | HERS, MET),
        ({"per": "household", "grants": 1}, RECIPIENT | {"recipient": "vader"}, NOT_MET),
        ({"per": "address", "grants": 1}, RECIPIENT | {"recipient": "vader"}, NOT_MET),
        ({"per": "caregiver", "grants": 1}, HERS, NOT_MET),
        ({"per": "caregiver", "grants": 1}, HERS | {"caregiver": "zoon"}, MET),
        ({"per": "caregiver-address", "caregivers": 2}, HERS | {"caregiver": "zoon"}, MET),
        ({"per": "caregiver-address", "caregivers": 1}, HERS | {"caregiver": "zoon"}, NOT_MET),
        ({"per": "caregiver-household", "grants": 1}, HERS | {"caregiver": "zoon"}, NOT_MET),
    ],
)
def test_a_cap_counts_what_was_granted_before(cap: Json, before: Json, verdict: Verdict):
    known = facts(
        caregiver(address="adres-d", household="huis-d"),
        recipient={"key": "moeder", "address": "adres-m", "household": "huis-m"},
        earlier=[earlier(**before)],
    )

    assert verdicts(assess(scheme(caps=[cap]), known), "cap") == [verdict]


@pytest.mark.parametrize("per", ["household", "address", "caregiver-household", "caregiver-address"])
def test_a_cap_on_an_unknown_address_is_unknown(per: str):
    assert verdicts(assess(scheme(caps=[{"per": per, "grants": 1}]), facts()), "cap") == [UNKNOWN]


def test_two_at_one_address_in_one_application_count_both():
    both = facts(caregiver("a", address="x"), caregiver("b", address="x"), caregiver("c", address="y"))

    assert verdicts(assess(scheme(caps=[{"per": "caregiver-address", "caregivers": 1}]), both), "cap") == [MET, NOT_MET, MET]


def test_the_same_person_twice_or_on_both_sides_is_not_an_application():
    assert verdicts(assess(scheme(), facts(caregiver("a"), caregiver("a"))), "caregivers") == [NOT_MET]
    assert verdicts(assess(scheme(), facts(caregiver("moeder"))), "caregivers") == [NOT_MET]


def test_an_application_outside_the_scheme_s_own_days_is_not_met():
    assert verdicts(assess(scheme(valid_until="2026-10-31"), facts()), "window") == [NOT_MET]


def test_facts_that_were_kept_are_the_same_facts():
    hers = caregiver(
        answers={"x": True, "y": 3, "z": "2026-01-01"}, groups=["young"], exclusions={"volunteer": False}, cares_since="2020-02-29"
    )
    known = facts(hers, evidence={"care-plan": None}, earlier=[earlier(recipient="moeder")], late_reason="illness")

    assert type(known).model_validate_json(known.model_dump_json(exclude_none=True)) == known
