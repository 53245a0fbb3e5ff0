"""A case of a scheme, as the end of a sentence that begins with `als`."""

from collections.abc import Iterator

from services.waardering.domain import names
from services.waardering.domain.conditions import When
from services.waardering.domain.dutch import both, either
from services.waardering.domain.parts import Range


def case(when: When) -> str:
    return both(list(_cases(when))) or "altijd"


def _cases(when: When) -> Iterator[str]:
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
    if when.relations:
        yield f"de zorg voor {either([names.RELATION[one] for one in when.relations])} is"
    if when.groups:
        yield f"het gaat om {either([names.GROUP[one] for one in when.groups])}"
    if when.exclusions:
        yield either([f"de {'zorgvrager' if one.of_the_recipient else 'mantelzorger'} {names.OUT[one][0]}" for one in when.exclusions])
    if when.laws:
        yield f"de zorgvrager een indicatie heeft uit {either([names.LAW[law] for law in when.laws])}"
    if when.municipalities:
        yield f"de mantelzorger woont in {either(when.municipalities)}"
    if when.recipient_municipalities:
        yield f"de zorgvrager woont in {either(when.recipient_municipalities)}"
    for key, right in when.answers.items():
        answer = ("ja" if right else "nee") if isinstance(right, bool) else (_range(right) if isinstance(right, Range) else either(right))
        yield f"het antwoord op de vraag {key} is: {answer}"


def _before(range_: Range) -> str:
    if range_.most == 0:
        return "de mantelzorger dit voor het eerst krijgt"
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
