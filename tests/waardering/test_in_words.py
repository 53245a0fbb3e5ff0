"""A scheme read aloud: what its file says, in words that people use."""

import pytest

from schemas.words import Applicant
from services.waardering.domain import beside, in_words, names
from tests.waardering.applications import Json, scheme, shipped


def sentences(heading: str, **parts: object) -> tuple[str, ...]:
    return next((part.sentences for part in in_words(scheme(**parts)) if part.heading == heading), ())


def test_hilversum_s_old_scheme_reads_as_the_document_tells_it():
    told = [
        sentence for part in in_words(shipped("gooi/waardering/hilversum-2015"), {"GM0402": "Hilversum"}) for sentence in part.sentences
    ]

    assert told[2] == "De regeling geldt voor aanvragen vanaf 1 januari 2015 tot en met 31 december 2023, in Hilversum."
    assert "De zorgvrager kan dit aanvragen." in told
    assert "Aanvragen kan van 1 oktober tot en met 31 december." in told
    assert "Het bedrag is € 150 per zorgvrager, voor alle mantelzorgers samen." in told
    assert "Het bedrag is te verdelen over ten hoogste 3 mantelzorgers, in gelijke delen." in told
    assert "Er is € 200.000 per jaar." in told
    assert "Daaruit wordt ook betaald: de Dag van de Mantelzorg." in told


def test_what_is_not_asked_is_not_told():
    assert sentences("Voor wie") == ()
    assert sentences("Hoeveel zorg") == ()


def test_cases_of_an_amount_are_sentences():
    table: Json = {
        "kind": "table",
        "per": "caregiver",
        "rows": [
            {"when": {"caregiver_age": {"to": 17}}, "euros": 25},
            {"when": {"hours_a_week": {"from": 8, "to": 19}, "relations": ["partner", "child"]}, "euros": 12.5},
        ],
    }

    assert sentences("Wat iemand krijgt", amount=table)[1:5] == (
        "Het bedrag is per mantelzorger:",
        "€ 25 als de mantelzorger 17 jaar of jonger is.",
        "€ 12,50 als iemand 8 tot en met 19 uur per week zorgt en de zorg voor een partner of een kind is.",
        "In andere gevallen is er geen bedrag.",
    )


def test_an_exception_stands_with_its_condition():
    told = sentences("Voor wie", ages=[{"of": "caregiver", "years": {"from": 18}, "unless": {"groups": ["young"]}}])

    assert told == ("De mantelzorger is 18 jaar of ouder. Dat hoeft niet als het gaat om jonge mantelzorgers.",)


def test_an_income_and_a_late_reason_are_told_in_full():
    assert sentences("Voor wie", income={"of": "caregiver", "per": "month", "at_most": [{"household": "single", "euros": 1550.5}]}) == (
        "Het inkomen van de mantelzorger is voor wie alleen woont ten hoogste € 1.550,50 per maand.",
    )
    assert sentences(
        "Wanneer", window={"periods": [{"opens": "11-01", "closes": "01-31"}], "late": {"days": 14, "reasons": ["illness"]}}
    ) == (
        "Aanvragen kan van 1 november tot en met 31 januari.",
        "Tot 14 dagen te laat kan nog, als de reden is: ziekte. Een medewerker bekijkt dat.",
    )


def test_a_decision_knows_objection_and_a_gift_a_complaint():
    decision, gift = sentences("Beslissen"), sentences("Beslissen", legal_nature={"kind": "gift", "by": "Versa", "complaint": "bij Versa."})

    assert "Het is een besluit van het college. Bezwaar maken kan binnen 6 weken." in decision
    assert "Het is een geschenk van Versa. Bezwaar maken kan niet; een klacht kan wel: bij Versa." in gift


def test_next_year_s_scheme_lies_beside_this_year_s_with_what_changed():
    rows = {row.heading: row for row in beside(shipped("gooi/waardering/hilversum-2015"), shipped("gooi/waardering/hilversum-2024"))}

    assert rows["Wie vraagt aan"].changed
    assert rows["Wanneer"].before == ("Aanvragen kan van 1 oktober tot en met 31 december.",)
    assert rows["Wanneer"].after == ("Aanvragen kan het hele jaar.",)
    assert not rows["Bewijs"].changed
    assert not rows["Beslissen"].changed


def test_days_and_alternatives_are_told():
    assert sentences("Hoeveel zorg", care={"hours_a_week": 8, "months": 3, "enough": "either"}) == (
        "De mantelzorger zorgt 8 uur per week of meer, of 3 maanden of langer.",
    )
    assert sentences("Voor wie", residence={"who": "recipient", "when": "01-01"}, registration={"at": "Versa", "on": "10-01"}) == (
        "De zorgvrager woont in de gemeente op 1 januari.",
        "De mantelzorger staat op 1 oktober ingeschreven bij Versa.",
    )


@pytest.mark.parametrize(
    ("applicants", "told"),
    [
        ([Applicant.CAREGIVER, Applicant.CARE_RECIPIENT], "De mantelzorger of de zorgvrager kan dit aanvragen."),
        ([Applicant.CAREGIVER, Applicant.BOTH], "De mantelzorger kan dit aanvragen, alleen of samen met de zorgvrager."),
        ([Applicant.BOTH], "De mantelzorger en de zorgvrager vragen dit samen aan."),
        (
            [Applicant.CAREGIVER, Applicant.BOTH, Applicant.PROGRAMME],
            "De mantelzorger of een programma namens de mantelzorger kan dit aanvragen. Samen aanvragen mag ook.",
        ),
    ],
)
def test_who_may_ask_reads_as_one_would_say_it(applicants: list[Applicant], told: str):
    assert names.who_may(applicants) == told
