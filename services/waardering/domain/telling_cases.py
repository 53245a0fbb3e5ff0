"""A case of a scheme, as the end of a sentence that begins with `als`."""

from collections.abc import Iterator, Mapping, Sequence

from services.waardering.domain import names
from services.waardering.domain.conditions import Question
from services.waardering.domain.dutch import both, day_of_year, either
from services.waardering.domain.parts import Range
from services.waardering.domain.when import When

Places = Mapping[str, str]
"""Names of municipalities by their code; one that is not in it keeps its code."""


def case(cases: Sequence[When], questions: Sequence[Question] = (), places: Places | None = None) -> str:
    return ", of als ".join(both(list(_parts(one, questions, places or {}))) for one in cases)


def _parts(when: When, questions: Sequence[Question], places: Places) -> Iterator[str]:
    for years_, who in ((when.caregiver_age, "de mantelzorger"), (when.recipient_age, "de zorgvrager")):
        if years_ is not None:
            yield f"{who} {years(years_)} is"
    for range_, before, after in (
        (when.hours_a_week, "iemand", "uur per week zorgt"),
        (when.months_of_care, "iemand", "maanden zorgt"),
        (when.recipients, "iemand voor", "mensen zorgt"),
        (when.caregivers, "er", "mantelzorgers zijn"),
        (when.place, "de mantelzorger nummer", "is"),
    ):
        if range_ is not None:
            yield f"{before} {_range(range_)} {after}"
    if when.years_before is not None:
        yield _before(when.years_before)
    if when.registered is not None:
        yield f"de mantelzorger {'' if when.registered else 'niet '}ingeschreven staat"
    if when.first is not None:
        yield "dit de eerste van het jaar is" if when.first == 1 else f"iemand bij de eerste {when.first} van het jaar hoort"
    if when.received is not None:
        yield f"de aanvraag binnenkomt van {day_of_year(when.received.opens)} tot en met {day_of_year(when.received.closes)}"
    if when.relations:
        yield f"de zorg voor {either([names.RELATION[one] for one in when.relations])} is"
    if when.groups:
        yield f"het gaat om {either([names.GROUP[one] for one in when.groups])}"
    if when.exclusions:
        yield either([f"de {'zorgvrager' if one.of_the_recipient else 'mantelzorger'} {names.OUT_AS_CASE[one]}" for one in when.exclusions])
    if when.laws:
        yield f"de zorgvrager een indicatie heeft uit {either([names.LAW[law] for law in when.laws])}"
    for codes, postcodes, who in (
        (when.municipalities, when.postcodes, "de mantelzorger"),
        (when.recipient_municipalities, when.recipient_postcodes, "de zorgvrager"),
    ):
        if codes:
            yield f"{who} in {either([places.get(one, one) for one in codes])} woont"
        if postcodes:
            yield f"{who} op postcode {areas(postcodes)} woont"
    yield from _answers(when, questions)


def _answers(when: When, questions: Sequence[Question]) -> Iterator[str]:
    asked = {one.key: one for one in questions}
    for key, right in when.answers.items():
        words = {choice.key: choice.name for choice in asked[key].choices} if key in asked else {}
        if isinstance(right, bool):
            answer = "ja" if right else "nee"
        else:
            answer = _range(right) if isinstance(right, Range) else either([words.get(one, one) for one in right])
        yield f"het antwoord op de vraag ‘{asked[key].ask if key in asked else key}’ is: {answer}"


def areas(postcodes: Sequence[tuple[int, int]]) -> str:
    """1221 tot en met 1222 of 1216"""
    return either([str(first) if first == last else f"{first} tot en met {last}" for first, last in postcodes])


def _before(range_: Range) -> str:
    if range_.most == 0:
        return "de mantelzorger dit voor het eerst krijgt"
    if range_.least == 1 and range_.most is None:
        return "de mantelzorger dit in een eerder jaar ook kreeg"
    if range_.least is not None and range_.least == range_.most:
        return f"de mantelzorger dit voor de {range_.least + 1}e keer krijgt"
    return f"de mantelzorger dit in eerdere jaren {_range(range_)} keer kreeg"


def years(range_: Range) -> str:
    """`18 jaar of ouder`."""
    if range_.least is not None and range_.most is not None:
        return f"{range_.least} tot en met {range_.most} jaar"
    return f"{range_.least} jaar of ouder" if range_.least is not None else f"{range_.most} jaar of jonger"


def _range(range_: Range) -> str:
    if range_.least is not None and range_.most is not None:
        return str(range_.least) if range_.least == range_.most else f"{range_.least} tot en met {range_.most}"
    return f"{range_.least} of meer" if range_.least is not None else f"{range_.most} of minder"
