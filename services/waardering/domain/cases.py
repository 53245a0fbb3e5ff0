"""Whether a case of a scheme holds for one caregiver: yes, no, or not known."""

from collections.abc import Iterator, Sequence

from services.waardering.domain.calendar import age
from services.waardering.domain.facts import Answer, Caregiver, Facts
from services.waardering.domain.lengths import months_of_care
from services.waardering.domain.parts import Range
from services.waardering.domain.scheme import Scheme
from services.waardering.domain.when import When


def holds(cases: Sequence[When], scheme: Scheme, facts: Facts, her: Caregiver | None) -> bool | None:
    """Yes as soon as one case holds; unknown as long as none holds and one is unknown."""
    found = [_holds(one, scheme, facts, her) for one in cases]
    return True if True in found else (None if None in found else False)


def _holds(when: When, scheme: Scheme, facts: Facts, her: Caregiver | None) -> bool | None:
    """No as soon as one part does not hold; unknown as long as none does not hold and one is unknown."""
    found = list(_parts(when, scheme, facts, her))
    if False in found:
        return False
    return None if None in found else True


def fits(answer: Answer | None, right: bool | Range | tuple[str, ...]) -> bool | None:
    """Whether an answer is the right one; None where there is none, or one of another kind."""
    if isinstance(right, bool):
        return answer is right if isinstance(answer, bool) else None
    if isinstance(right, Range):
        return answer in right if isinstance(answer, int) and not isinstance(answer, bool) else None
    return answer in right if isinstance(answer, str) else None


def _parts(when: When, scheme: Scheme, facts: Facts, her: Caregiver | None) -> Iterator[bool | None]:
    him, on = facts.recipient, facts.received_on
    yield _in(when.caregiver_age, age(her.birth_date, on) if her and her.birth_date else None)
    yield _in(when.recipient_age, age(him.birth_date, on) if him and him.birth_date else None)
    yield _in(when.hours_a_week, her.hours_a_week if her else None)
    yield _in(when.months_of_care, months_of_care(her, on) if her else None)
    yield _in(when.recipients, her.recipients if her else None)
    yield _in(when.place, _place(scheme, facts, her) if her else None)
    yield _in(when.years_before, years_before(scheme, facts, her) if her else None)
    if when.registered is not None:
        yield her.registered is when.registered if her and her.registered is not None else None
    if when.first is not None:
        yield her.turn <= when.first if her and her.turn is not None else None
    if when.received is not None:
        yield f"{on:%m-%d}" in when.received
    yield _in(when.caregivers, him.caregivers if him and him.caregivers is not None else len(facts.caregivers))
    if when.relations:
        yield her.relation in when.relations if her and her.relation else None
    if when.groups:
        yield bool(her.groups.intersection(when.groups)) if her and her.groups is not None else None
    if when.municipalities:
        yield her.municipality in when.municipalities if her and her.municipality else None
    if when.recipient_municipalities:
        yield him.municipality in when.recipient_municipalities if him and him.municipality else None
    for postcodes, person in ((when.postcodes, her), (when.recipient_postcodes, him)):
        if postcodes:
            yield lies_in(postcodes, person.postcode_area) if person and person.postcode_area is not None else None
    if when.laws:
        yield any(one.law in when.laws for one in him.indications) if him and him.indications is not None else None
    if when.exclusions:
        known = [(him if one.of_the_recipient else her) for one in when.exclusions]
        answers = [person.exclusions.get(one) if person else None for one, person in zip(when.exclusions, known, strict=True)]
        yield True if True in answers else (None if None in answers else False)
    for key, right in when.answers.items():
        yield fits(answer_to(key, scheme, facts, her), right)


def _place(scheme: Scheme, facts: Facts, her: Caregiver) -> int | None:
    """After those who were granted before her this year for the same recipient, and those who stand before her in this application."""
    if facts.recipient is None:
        return None
    year, him = scheme.year_of(facts.received_on), facts.recipient.key
    before = {one.caregiver for one in facts.earlier if (one.scheme, one.year, one.recipient) == (scheme.key, year, him)}
    here = {other.key for other in facts.caregivers[: facts.caregivers.index(her)]}
    return len((before | here) - {her.key}) + 1


def years_before(scheme: Scheme, facts: Facts, her: Caregiver) -> int:
    """Earlier years in which she was granted this; what was granted elsewhere does not count."""
    year = scheme.year_of(facts.received_on)
    return len({one.year for one in facts.earlier if (one.scheme, one.caregiver) == (scheme.key, her.key) and one.year < year})


def answer_to(key: str, scheme: Scheme, facts: Facts, her: Caregiver | None) -> Answer | None:
    """Where the scheme's own question was asked: of her, of the recipient, or of the application."""
    whose = next((question.of for question in scheme.questions if question.key == key), None)
    if whose == "caregiver":
        return her.answers.get(key) if her else None
    if whose == "recipient":
        return facts.recipient.answers.get(key) if facts.recipient else None
    return facts.answers.get(key)


def lies_in(postcodes: Sequence[tuple[int, int]], area: int) -> bool:
    return any(first <= area <= last for first, last in postcodes)


def _in(range_: Range | None, number: int | None) -> bool | None:
    if range_ is None:
        return True
    return None if number is None else number in range_
