"""Judges who asks, when, and who the people are: applicant, window, residence, relation, exclusions, ages, registration."""

from collections.abc import Iterator
from datetime import date, timedelta

from services.waardering.domain import names
from services.waardering.domain.assessment import Judged
from services.waardering.domain.calendar import add_months, age
from services.waardering.domain.cases import lies_in
from services.waardering.domain.conditions import Ages, Residence
from services.waardering.domain.dutch import NOT_KNOWN, both, day, day_of_year, either, several
from services.waardering.domain.excusing import excused
from services.waardering.domain.facts import Caregiver, CareRecipient, Facts, Person
from services.waardering.domain.scheme import Scheme
from services.waardering.domain.telling_cases import years
from services.waardering.domain.windows import day_in
from services.waardering.domain.words import Condition, Country, Verdict

MET, NOT_MET, UNKNOWN = Verdict.MET, Verdict.NOT_MET, Verdict.UNKNOWN


def verdict(found: bool | None) -> Verdict:
    return UNKNOWN if found is None else (MET if found else NOT_MET)


def of_the_application(scheme: Scheme, facts: Facts) -> Iterator[Judged]:
    yield _applicant(scheme, facts)
    if facts.by is not None:
        told = f"Aanvragen kan {either([names.VIA[via] for via in scheme.via])}."
        yield Judged(Condition.VIA, verdict(facts.via in scheme.via), told, names.VIA[facts.via])
    yield _window(scheme, facts)
    yield _caregivers(scheme, facts)
    if scheme.residence is not None and scheme.residence.who != "caregiver":
        yield from _residence_of_recipient(scheme, scheme.residence, facts)
    yield from _ages(scheme, facts, facts.recipient, "recipient")
    yield from _exclusions(scheme, facts, facts.recipient, None)
    yield from _death_of_recipient(scheme, facts)


def of_a_caregiver(scheme: Scheme, facts: Facts, her: Caregiver) -> Iterator[Judged]:
    if scheme.residence is not None and scheme.residence.who in ("caregiver", "both"):
        found, fact = lives_there(scheme, scheme.residence, facts, her)
        told = f"De mantelzorger woont {_where(scheme.residence)}."
        yield Judged(Condition.RESIDENCE, verdict(found), told, fact, her.key, article=scheme.residence.article)
    if scheme.relations is not None:
        counts = (
            None
            if her.relation is None
            else (her.relation in scheme.relations.allowed if scheme.relations.allowed else her.relation not in scheme.relations.excluded)
        )
        fact = f"zorgt voor: {names.RELATION[her.relation]}" if her.relation else NOT_KNOWN
        listed = either([names.RELATION[one] for one in scheme.relations.allowed or scheme.relations.excluded])
        told = f"De zorg is {'' if scheme.relations.allowed else 'niet '}voor: {listed}."
        yield Judged(Condition.RELATION, verdict(counts), told, fact, her.key, article=scheme.relations.article)
    yield from _exclusions(scheme, facts, her, her)
    yield from _ages(scheme, facts, her, "caregiver")
    if scheme.registration is not None:
        yield excused(_registered(scheme, facts, her), scheme.registration.unless, scheme, facts, her)
    if her.died_on is not None:
        told = "De mantelzorger is overleden. Een medewerker beslist hoe het verder gaat."
        yield Judged(Condition.DECEASED, UNKNOWN, told, f"overleden op {day(her.died_on)}", her.key)


def _applicant(scheme: Scheme, facts: Facts) -> Judged:
    told = names.who_may(scheme.applicants) if scheme.applicants else ""
    if facts.by is None:
        told = "Niemand hoeft dit aan te vragen." if scheme.without_application else told
        return Judged(Condition.APPLICANT, verdict(scheme.without_application), told, "zonder aanvraag", article=scheme.article)
    fact = f"aangevraagd door {names.APPLICANT[facts.by]}"
    if not scheme.applicants:
        told = "Niemand hoeft dit aan te vragen. Er is toch een aanvraag; een medewerker kijkt ernaar."
        return Judged(Condition.APPLICANT, UNKNOWN, told, fact)
    return Judged(Condition.APPLICANT, verdict(facts.by in scheme.applicants), told, fact, article=scheme.article)


def _window(scheme: Scheme, facts: Facts) -> Judged:
    on, opening = facts.received_on, scheme.window.at(facts.received_on)

    def judged(found: bool | None, told: str) -> Judged:
        return Judged(Condition.WINDOW, verdict(found), told, f"ontvangen op {day(on)}", article=scheme.window.article)

    if not scheme.takes(on) and not scheme.holds(on):
        ends = f" tot en met {day(scheme.until)}" if scheme.until else ""
        return judged(False, f"Deze regeling geldt vanaf {day(scheme.since)}{ends}.")
    if not scheme.window.periods:
        return judged(True, "Aanvragen kan het hele jaar.")
    when = both([f"{day_of_year(period.opens)} tot en met {day_of_year(period.closes)}" for period in scheme.window.periods])
    if opening is None:
        return judged(False, f"Aanvragen kan van {when}.")
    if on <= opening.closes:
        return judged(True, f"Aanvragen kan van {when}.")
    late = scheme.window.late
    assert late is not None
    told = f"Aanvragen kon tot en met {day(opening.closes)}."
    if facts.late_reason is None:
        return judged(None, f"{told} Te laat kan tot en met {day(opening.late_until)}, met een goede reden. De reden is nog niet bekend.")
    reason = names.LATE[facts.late_reason]
    if facts.late_reason not in late.reasons:
        return judged(False, f"{told} De reden ({reason}) telt niet in deze regeling.")
    if facts.late_accepted is None:
        return judged(None, f"{told} De reden is: {reason}. Een medewerker bekijkt of de reden telt.")
    return judged(facts.late_accepted, f"{told} De reden is: {reason}. De reden telt {'wel' if facts.late_accepted else 'niet'}.")


def _caregivers(scheme: Scheme, facts: Facts) -> Judged:
    keys = [her.key for her in facts.caregivers]
    number = several(len(keys), "mantelzorger", "mantelzorgers")
    most = scheme.division.at_most if scheme.division else None
    told = (
        f"Een aanvraag is voor ten hoogste {several(most, 'mantelzorger', 'mantelzorgers')}." if most else "Er is een mantelzorger genoemd."
    )
    if not keys:
        return Judged(Condition.CAREGIVERS, UNKNOWN, "Er is nog geen mantelzorger genoemd.", number)
    if len(set(keys)) != len(keys):
        return Judged(
            Condition.CAREGIVERS, NOT_MET, "Iedere mantelzorger staat een keer in de aanvraag.", "een mantelzorger staat er twee keer"
        )
    if facts.recipient is not None and facts.recipient.key in keys:
        told = "De mantelzorger en de zorgvrager zijn twee mensen."
        return Judged(Condition.CAREGIVERS, NOT_MET, told, "de zorgvrager staat ook als mantelzorger in de aanvraag")
    article = scheme.division.article if scheme.division else None
    return Judged(Condition.CAREGIVERS, verdict(most is None or len(keys) <= most), told, number, article=article)


def _where(residence: Residence) -> str:
    if residence.postcodes:
        return "in het deel van de gemeente waarvoor de regeling is"
    if residence.when == "at-application":
        return "in de gemeente van deze regeling"
    if residence.when != "over-the-year":
        return f"op {day_of_year(residence.when)} van het jaar van de waardering in de gemeente van deze regeling"
    return f"in het jaar van de waardering {several(residence.months, 'maand', 'maanden')} in de gemeente van deze regeling"


def _residence_of_recipient(scheme: Scheme, residence: Residence, facts: Facts) -> Iterator[Judged]:
    found, fact = lives_there(scheme, residence, facts, facts.recipient)
    if residence.who != "either":
        if facts.recipient is not None and facts.recipient.country in residence.abroad:
            yield from _cares_across_the_border(scheme, residence, facts, fact)
            return
        told = f"De zorgvrager woont {_where(residence)}."
        yield Judged(Condition.RESIDENCE, verdict(found), told, fact, article=residence.article)
        return
    told = f"De mantelzorger of de zorgvrager woont {_where(residence)}."
    for her in facts.caregivers:
        hers, fact_of_her = lives_there(scheme, residence, facts, her)
        any_of = True if found or hers else (None if found is None or hers is None else False)
        facts_of_both = f"zorgvrager: {fact}; mantelzorger: {fact_of_her}"
        yield Judged(Condition.RESIDENCE, verdict(any_of), told, facts_of_both, her.key, article=residence.article)


def _cares_across_the_border(scheme: Scheme, residence: Residence, facts: Facts, fact: str) -> Iterator[Judged]:
    told = f"De zorgvrager woont in {either([names.COUNTRY[one] for one in residence.abroad])}, en de mantelzorger {_where(residence)}."
    for her in facts.caregivers:
        found, fact_of_her = lives_there(scheme, residence, facts, her)
        both_facts = f"zorgvrager: {fact}; mantelzorger: {fact_of_her}"
        yield Judged(Condition.RESIDENCE, verdict(found), told, both_facts, her.key, article=residence.article)


def lives_there(scheme: Scheme, residence: Residence, facts: Facts, person: Person | None) -> tuple[bool | None, str]:
    """Whether this person lives, or lived long enough, where the scheme asks."""
    there = residence.municipalities or scheme.municipalities
    if person is None:
        return None, NOT_KNOWN
    if isinstance(person, CareRecipient) and person.country not in (None, Country.NL):
        return False, f"woont in {names.COUNTRY[person.country]}"
    if residence.postcodes:
        area = person.postcode_area
        return (None, NOT_KNOWN) if area is None else (lies_in(residence.postcodes, area), f"woont op postcode {area}")
    if residence.when == "at-application":
        return (person.municipality in there, f"woont in {person.municipality}") if person.municipality else (None, NOT_KNOWN)
    year = scheme.year_of(facts.received_on)
    if not person.lived:
        return None, NOT_KNOWN
    if residence.when != "over-the-year":
        on = day_in(year, residence.when)
        return _lived_all(person, there, on, on), f"woonde er op {day(on)} {'wel' if _lived_all(person, there, on, on) else 'niet'}"
    last = min(date(year, 12, 31), facts.received_on)
    firsts = [date(year, month, 1) for month in range(1, last.month + 1)] if last.year == year else []
    lived = sum(_lived_all(person, there, first, min(add_months(first, 1) - timedelta(days=1), last)) for first in firsts)
    told = f"woonde er {several(lived, 'maand', 'maanden')} in {year}"
    return lived >= min(residence.months, len(firsts)), told


def _lived_all(person: Person, there: tuple[str, ...], first: date, last: date) -> bool:
    return any(stay.municipality in there and stay.since <= first and last <= (stay.until or last) for stay in person.lived)


def _ages(scheme: Scheme, facts: Facts, person: Person | None, whose: str) -> Iterator[Judged]:
    for asked in scheme.ages:
        if asked.of == whose:
            condition = Condition.CAREGIVER_AGE if whose == "caregiver" else Condition.RECIPIENT_AGE
            on = _day_of_age(asked, scheme, facts)
            born = person.birth_date if person else None
            found = None if born is None else age(born, on) in asked.years
            fact = NOT_KNOWN if born is None else f"{age(born, on)} jaar op {day(on)}"
            who = "mantelzorger" if whose == "caregiver" else "zorgvrager"
            about = person.key if person and whose == "caregiver" else None
            judged = Judged(condition, verdict(found), f"De {who} is {years(asked.years)}.", fact, about, article=asked.article)
            yield excused(judged, asked.unless, scheme, facts, next((her for her in facts.caregivers if her.key == about), None))


def _day_of_age(asked: Ages, scheme: Scheme, facts: Facts) -> date:
    year = scheme.year_of(facts.received_on)
    fixed = {"application": facts.received_on, "start-of-year": date(year, 1, 1), "end-of-year": date(year, 12, 31)}
    return fixed.get(asked.on) or day_in(year, asked.on)


def _exclusions(scheme: Scheme, facts: Facts, person: Person | None, her: Caregiver | None) -> Iterator[Judged]:
    """Of the recipient where there is no `her`."""
    for excluded in scheme.exclusions:
        if excluded.who.of_the_recipient == (her is None):
            holds, holds_not = names.OUT[excluded.who]
            answer = person.exclusions.get(excluded.who) if person else None
            fact = NOT_KNOWN if answer is None else (holds if answer else holds_not)
            told = f"De {'zorgvrager' if her is None else 'mantelzorger'} {holds_not}."
            found = None if answer is None else not answer
            judged = Judged(Condition.EXCLUSION, verdict(found), told, fact, her.key if her else None, article=excluded.article)
            yield excused(judged, excluded.unless, scheme, facts, her)


def _registered(scheme: Scheme, facts: Facts, her: Caregiver) -> Judged:
    asked = scheme.registration
    assert asked is not None
    told, fact, found = f"De mantelzorger staat ingeschreven bij {asked.at}.", NOT_KNOWN, her.registered
    if asked.days_before is not None:
        told = f"De mantelzorger staat al {several(asked.days_before, 'dag', 'dagen')} ingeschreven bij {asked.at}."
    by = day_in(scheme.year_of(facts.received_on), asked.on) if asked.on else None
    if by is not None:
        told = f"De mantelzorger staat op {day(by)} ingeschreven bij {asked.at}."
    if her.registered is not None:
        fact = "ingeschreven" if her.registered else "niet ingeschreven"
    if her.registered and (asked.days_before is not None or by is not None):
        since = her.registered_since
        long_enough = since is not None and (facts.received_on - since).days >= (asked.days_before or 0)
        found = None if since is None else long_enough and (by is None or since <= by)
        fact = "ingeschreven, niet bekend sinds wanneer" if since is None else f"ingeschreven sinds {day(since)}"
    return Judged(Condition.REGISTRATION, verdict(found), told, fact, her.key, article=asked.article)


def _death_of_recipient(scheme: Scheme, facts: Facts) -> Iterator[Judged]:
    him: CareRecipient | None = facts.recipient
    if him is None or him.died_on is None:
        return
    fact = f"overleden op {day(him.died_on)}"
    if scheme.deceased is None:
        told = "De zorgvrager is overleden. De regeling zegt daar niets over; een medewerker beslist."
        yield Judged(Condition.DECEASED, UNKNOWN, told, fact)
        return
    in_time = facts.received_on <= add_months(him.died_on, scheme.deceased.months)
    told = f"Na een overlijden kan aanvragen nog {several(scheme.deceased.months, 'maand', 'maanden')}."
    yield Judged(Condition.DECEASED, verdict(in_time), told, fact, article=scheme.deceased.article)
