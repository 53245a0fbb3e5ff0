"""The schemes of DOMAIN.md's table with their own numbers, and every other that ships."""

from datetime import date
from pathlib import Path

import pytest

from kernel.region_files import regions_folder
from schemas.words import Applicant, WaarderingForm
from services.waardering import schemes
from services.waardering.domain import Audience, Claim, Proposal, Scheme, Schemes, Verdict, assess, in_words, pool_split
from services.waardering.domain.giving import NotSet, Pool
from tests.waardering.applications import Json, caregiver, cents, earlier, facts, files, shipped, verdicts

EXAMPLES = regions_folder() / "examples"
NO_EXCLUSIONS = {"paid-care": False, "usual-care": False, "volunteer": False}
LONG_AND_MUCH = {"hours_a_week": 8, "months_of_care": 3}
IN_OVERBETUWE = {"key": "vader", "municipality": "GM1734", "household": "h", "exclusions": {"recipient-in-institution": False}}
GROWN = {"birth_date": "1980-01-01"}


@pytest.mark.parametrize(
    ("file", "on", "by", "recipient", "caregivers", "proposal", "each"),
    [
        # Hilversum to 2023 [001]: the recipient asks, EUR 150 over at most three, 1 Oct - 31 Dec
        ("gooi/waardering/hilversum-2015", "2023-10-01", "care-recipient", {}, [{}], "grant", [15_000]),
        ("gooi/waardering/hilversum-2015", "2023-12-31", "care-recipient", {}, [{}, {}], "grant", [7_500, 7_500]),
        ("gooi/waardering/hilversum-2015", "2023-11-10", "care-recipient", {}, [{}, {}, {}], "grant", [5_000, 5_000, 5_000]),
        ("gooi/waardering/hilversum-2015", "2023-11-10", "care-recipient", {}, [{}, {}, {}, {}], "refuse", []),
        ("gooi/waardering/hilversum-2015", "2023-11-10", "caregiver", {}, [{}], "refuse", []),
        ("gooi/waardering/hilversum-2015", "2023-09-30", "care-recipient", {}, [{}], "refuse", []),
        ("gooi/waardering/hilversum-2015", "2023-11-10", "care-recipient", {"municipality": "GM0406"}, [{}], "refuse", []),
        # Hilversum from 2024 [001]: she asks herself or together, the young too, EUR 50, all year
        ("gooi/waardering/hilversum-2024", "2024-01-01", "caregiver", {}, [{"form": "money"}], "grant", [5_000]),
        ("gooi/waardering/hilversum-2024", "2026-07-15", "both", {}, [{"form": "money", "birth_date": "2016-01-01"}], "grant", [5_000]),
        ("gooi/waardering/hilversum-2024", "2026-07-15", "caregiver", {}, [{"form": "nothing"}], "grant", [0]),
        ("gooi/waardering/hilversum-2024", "2026-07-15", "care-recipient", {}, [{"form": "money"}], "refuse", []),
        # Katwijk adult [003]: 21+, registered, 8 hours, 3 months; the amount stands in further rules
        (
            "examples/katwijk-volwassen",
            "2026-03-01",
            "caregiver",
            {"municipality": "GM0537"},
            [{"form": "money", "registered": True} | GROWN | LONG_AND_MUCH],
            "ask",
            [None],
        ),
        (
            "examples/katwijk-volwassen",
            "2026-03-01",
            "caregiver",
            {"municipality": "GM0537"},
            [{"form": "nothing", "registered": True} | GROWN | LONG_AND_MUCH],
            "grant",
            [0],
        ),
        (
            "examples/katwijk-volwassen",
            "2026-03-01",
            "caregiver",
            {"municipality": "GM0537"},
            [{"form": "nothing", "registered": True, "birth_date": "2005-03-02"} | LONG_AND_MUCH],
            "refuse",
            [],
        ),
        # Katwijk Jonge Helden [003]: through the programme, 8-21, gift card EUR 15
        ("examples/katwijk-jonge-helden", "2026-03-01", "programme", {}, [{"birth_date": "2018-03-01"}], "grant", [1_500]),
        ("examples/katwijk-jonge-helden", "2026-03-01", "programme", {}, [{"birth_date": "2004-03-02"}], "grant", [1_500]),
        ("examples/katwijk-jonge-helden", "2026-03-01", "programme", {}, [{"birth_date": "2018-03-02"}], "refuse", []),
        ("examples/katwijk-jonge-helden", "2026-03-01", "programme", {}, [{"birth_date": "2004-03-01"}], "refuse", []),
        ("examples/katwijk-jonge-helden", "2026-03-01", "caregiver", {}, [{"birth_date": "2016-03-01"}], "refuse", []),
        # Hillegom/Lisse [000]: registered, VVV voucher EUR 100
        ("examples/hillegom-vvv-bon", "2026-03-01", "caregiver", {"municipality": "GM0534"}, [{"registered": True}], "grant", [10_000]),
        ("examples/lisse-vvv-bon", "2026-03-01", "caregiver", {"municipality": "GM0553"}, [{"registered": True}], "grant", [10_000]),
        ("examples/lisse-vvv-bon", "2026-03-01", "caregiver", {"municipality": "GM0553"}, [{"registered": False}], "refuse", []),
        ("examples/lisse-vvv-bon", "2026-03-01", "caregiver", {"municipality": "GM0534"}, [{"registered": True}], "refuse", []),
        # Huizen [002]: activities around 10 November and no compliment
        ("gooi/waardering/huizen-activiteiten", "2026-11-01", "caregiver", {}, [{}], "grant", [0]),
        ("gooi/waardering/huizen-activiteiten", "2026-12-01", "caregiver", {}, [{}], "refuse", []),
        # Blaricum, Eemnes, Laren [002 and the public page]: the recipient asks, EUR 150 over at most three
        (
            "gooi/waardering/bel-mantelzorgcompliment",
            "2026-05-01",
            "care-recipient",
            {"municipality": "GM0376"},
            [{"exclusions": NO_EXCLUSIONS} | LONG_AND_MUCH, {"exclusions": NO_EXCLUSIONS} | LONG_AND_MUCH],
            "grant",
            [7_500, 7_500],
        ),
        (
            "gooi/waardering/bel-mantelzorgcompliment",
            "2026-05-01",
            "care-recipient",
            {"municipality": "GM0406"},
            [{"exclusions": NO_EXCLUSIONS} | LONG_AND_MUCH],
            "refuse",
            [],
        ),
        # Arnhem [004]: a card loaded with EUR 150
        ("examples/arnhem-mantelzorgcard", "2026-05-01", "caregiver", {"municipality": "GM0202"}, [{}], "grant", [15_000]),
        # Roosendaal 2018: the amount is known after the window
        ("examples/roosendaal-2018", "2018-06-01", "caregiver", {"municipality": "GM1674"}, [{}, {}], "grant", [None, None]),
        # Maastricht, Westerwolde, Land van Cuijk, Súdwest-Fryslân: public pages
        (
            "examples/maastricht-2021",
            "2021-05-01",
            "care-recipient",
            {"municipality": "GM0935", "answers": {"terminaal": True}},
            [{"hours_a_week": 30, "months_of_care": 1, "exclusions": {"paid-care": False}} | GROWN],
            "grant",
            [7_500],
        ),
        (
            "examples/maastricht-2021",
            "2021-05-01",
            "care-recipient",
            {"municipality": "GM0935", "answers": {"terminaal": False}},
            [{"hours_a_week": 30, "months_of_care": 1, "exclusions": {"paid-care": False}} | GROWN],
            "refuse",
            [],
        ),
        (
            "examples/westerwolde-2020",
            "2020-10-01",
            "caregiver",
            {"municipality": "GM1950"},
            [{"exclusions": NO_EXCLUSIONS, "address": f"a{i}", "cares_since": "2019-01-01", "hours_a_week": 8} for i in range(3)],
            "grant",
            [5_000, 2_500, 2_500],
        ),
        (
            "examples/land-van-cuijk-volwassen",
            "2025-06-01",
            "caregiver",
            {"municipality": "GM1982"},
            [GROWN | LONG_AND_MUCH],
            "grant",
            [10_000],
        ),
        (
            "examples/land-van-cuijk-jong",
            "2025-06-01",
            "caregiver",
            {"municipality": "GM1982"},
            [{"birth_date": "2017-06-01", "answers": {"thuis": True}}],
            "grant",
            [3_000],
        ),
    ],
)
def test_the_numbers_of_each_scheme(
    file: str, on: str, by: str, recipient: Json, caregivers: list[Json], proposal: str, each: list[int | None]
):
    asked = shipped(file)
    hers = [caregiver(f"c{i}", **known) for i, known in enumerate(caregivers)]
    via = "programme" if by == "programme" else "paper"
    known = facts(*hers, received_on=on, by=by, via=via, recipient={"key": "naaste", "municipality": "GM0402"} | recipient)

    assessment = assess(asked, known)

    assert (assessment.proposal, cents(assessment)) == (Proposal(proposal), each)
    assert assessment.automatic is (proposal == "grant" and asked.decision.automatic)


@pytest.mark.parametrize(
    ("hers", "his", "before", "proposal"),
    [
        ({}, {}, [], Proposal.GRANT),
        ({"birth_date": "2005-04-02"}, {}, [], Proposal.REFUSE),
        ({"hours_a_week": 7}, {}, [], Proposal.REFUSE),
        ({"months_of_care": 2}, {}, [], Proposal.REFUSE),
        ({"exclusions": {"usual-care": False, "volunteer": True}}, {}, [], Proposal.REFUSE),
        ({}, {"exclusions": {"recipient-in-institution": True}}, [], Proposal.REFUSE),
        ({}, {"household": None}, [], Proposal.ASK),
        (
            {},
            {},
            [earlier(scheme="overbetuwe-mantelzorgwaardering", year=2023, recipient="moeder", recipient_household="h")],
            Proposal.REFUSE,
        ),
        (
            {},
            {},
            [earlier(scheme="overbetuwe-mantelzorgwaardering", year=2022, recipient="moeder", recipient_household="h")],
            Proposal.GRANT,
        ),
    ],
)
def test_overbetuwe_asks_18_years_8_hours_3_months_and_gives_once_per_household(
    hers: Json, his: Json, before: list[Json], proposal: Proposal
):
    her = caregiver(**(GROWN | LONG_AND_MUCH | {"exclusions": {"usual-care": False, "volunteer": False}} | hers))
    known = facts(
        her, received_on="2023-04-01", by="care-recipient", recipient=IN_OVERBETUWE | his, earlier=before, checked=True, application="v"
    )
    assessment = assess(shipped("examples/overbetuwe-2023"), known)

    assert assessment.proposal is proposal
    assert cents(assessment) == ([] if proposal is Proposal.REFUSE else [14_000])


def test_overbetuwe_draws_five_percent_and_those_wait_for_the_check():
    asked, her = (
        shipped("examples/overbetuwe-2023"),
        caregiver(**GROWN, **LONG_AND_MUCH, exclusions={"usual-care": False, "volunteer": False}),
    )
    numbers = [f"nummer-{i}" for i in range(400)]
    found = [
        assess(asked, facts(her, received_on="2023-04-01", by="care-recipient", recipient=IN_OVERBETUWE, application=one))
        for one in numbers
    ]
    drawn = [assessment for assessment in found if assessment.sampled and assessment.sampled.drawn]

    assert 8 <= len(drawn) <= 35
    assert {assessment.proposal for assessment in drawn} == {Proposal.ASK}
    assert all(assessment.automatic for assessment in found if assessment not in drawn)


def test_roosendaal_divides_its_pool_by_all_recipients_and_who_shares_the_care_shares_the_amount():
    amount = shipped("examples/roosendaal-2018").amount
    assert isinstance(amount, Pool)
    claims = [Claim("1", ("a",), "x"), Claim("2", ("b",), "y"), Claim("3", ("c",), "x")]

    result = pool_split(amount.cents, claims, per=amount.per, at_most=amount.most_cents, step=amount.step_cents)

    assert result.shares == {"1": {"a": 2_500_000}, "3": {"c": 2_500_000}, "2": {"b": 5_000_000}}


def test_the_budgets_are_those_of_the_documents():
    budgets = {
        file: shipped(file).budget
        for file in ("gooi/waardering/hilversum-2024", "examples/katwijk-volwassen", "examples/katwijk-jonge-helden")
    }

    assert [budget.cents for budget in budgets.values() if budget] == [20_000_000, 10_335_000, 10_335_000]
    assert len({budget.key for budget in budgets.values() if budget}) == 2
    assert isinstance(shipped("examples/katwijk-volwassen").amount, NotSet)


def test_the_forms_are_those_of_the_documents():
    forms = {file: shipped(f"examples/{file}").choice[0] for file in ("lisse-vvv-bon", "arnhem-mantelzorgcard", "katwijk-jonge-helden")}

    assert [(form.form, form.handed) for form in forms.values()] == [
        (WaarderingForm.VOUCHER, "meeting"),
        (WaarderingForm.CARD, "on-card"),
        (WaarderingForm.GIFT, "meeting"),
    ]


def test_the_region_knows_which_scheme_holds_where_and_when():
    gooi = schemes.of_region("gooi")

    def keys(municipality: str, group: Audience | None, on: date) -> list[str]:
        return [scheme.version for scheme in gooi.for_(municipality, group, on)]

    assert keys("GM0402", Audience.YOUNG, date(2026, 11, 22)) == ["hilversum-mantelzorgwaardering@2024-01-01"]
    assert keys("GM0402", None, date(2023, 11, 22)) == ["hilversum-mantelzorgwaardering@2015-01-01"]
    assert keys("GM0376", Audience.ADULTS, date(2026, 11, 22)) == ["bel-mantelzorgcompliment@2021-01-01"]
    assert keys("GM1942", None, date(2026, 11, 22)) == []


def test_next_year_s_scheme_lies_beside_this_year_s():
    gooi = schemes.of_region("gooi")
    old, new = gooi.versions("hilversum-mantelzorgwaardering")

    assert (gooi.next_after(old), gooi.next_after(new)) == (new, None)
    assert gooi.by_version("hilversum-mantelzorgwaardering@2015-01-01") is old
    assert (Applicant.CARE_RECIPIENT in old.applicants, Applicant.CARE_RECIPIENT in new.applicants) == (True, False)


@pytest.mark.parametrize("file", files(), ids=lambda file: file.stem)
def test_every_scheme_that_ships_is_right_says_itself_and_stays_the_same_when_it_is_kept(file: Path):
    scheme = schemes.read(file)
    again = Scheme.model_validate_json(scheme.model_dump_json(by_alias=True, exclude_none=True))

    assert again == scheme
    assert again.fingerprint == scheme.fingerprint
    assert scheme.source
    assert in_words(scheme)[0].heading == scheme.name
    assert all(sentence.strip() and not sentence.startswith(" ") for part in in_words(scheme) for sentence in part.sentences)


@pytest.mark.parametrize(
    ("scheme", "people"),
    [
        ("gooi/waardering/hilversum-2024", "hilversum-2024"),
        ("gooi/waardering/hilversum-2015", "hilversum-2015"),
        ("examples/arnhem-mantelzorgcard", "arnhem"),
        ("examples/overbetuwe-2023", "overbetuwe-2023"),
        ("examples/voorbeeld-per-zorgvrager", "voorbeeld-per-zorgvrager"),
        ("examples/voorbeeld-ouders", "voorbeeld-ouders"),
    ],
)
def test_the_example_people_turn_out_as_expected(scheme: str, people: str):
    examples = schemes.read_people(EXAMPLES / "people" / f"{people}.yaml")

    assert {one.name: one.expect.differs(assess(shipped(scheme), one)) for one in examples if one.expect} == {
        one.name: None for one in examples
    }


def test_all_municipalities_may_have_their_own_scheme_at_once():
    some = shipped("gooi/waardering/hilversum-2024")
    everywhere = Schemes(some.model_copy(update={"key": f"s-{i}", "municipalities": (f"GM{i:04d}",)}) for i in range(342))

    assert len(everywhere) == 342
    assert [one.key for one in everywhere.for_("GM0341", None, date(2026, 1, 1))] == ["s-341"]


def test_an_unknown_condition_never_becomes_a_decision():
    """Every scheme, with nothing known but who asks: no grant goes out by itself where anything was asked."""
    for file in files():
        scheme = schemes.read(file)
        known = facts(received_on=str(scheme.since.replace(month=10, day=1)), by=next(iter(scheme.applicants)), recipient=None)
        assessment = assess(scheme, known)

        assert not (assessment.automatic and (assessment.unknown or assessment.not_met)), file.stem
        assert not (scheme.residence and assessment.automatic), file.stem
        assert Verdict.UNKNOWN not in verdicts(assessment, "applicant")
