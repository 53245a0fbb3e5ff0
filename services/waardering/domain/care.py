"""Judges how much and how long she cares, the recipient's indication, income and the scheme's own questions."""

from collections.abc import Iterator
from datetime import date, timedelta

from services.waardering.domain import names
from services.waardering.domain.assessment import Judged
from services.waardering.domain.calendar import add_months, age
from services.waardering.domain.conditions import Income, NeededIndication
from services.waardering.domain.dutch import NOT_KNOWN, both, day, either, euros, several
from services.waardering.domain.excusing import excused
from services.waardering.domain.facts import Caregiver, Facts, Indication, Person
from services.waardering.domain.lengths import months_of_care
from services.waardering.domain.scheme import Scheme
from services.waardering.domain.who import verdict
from services.waardering.domain.words import Condition

WITHIN = {"any-time": "", "year": " in het jaar van de waardering", "last-twelve-months": " in de laatste twaalf maanden"}


def of_the_application(scheme: Scheme, facts: Facts) -> Iterator[Judged]:
    if scheme.care is not None and scheme.care.together and scheme.care.hours_a_week is not None:
        each = [her.hours_a_week for her in facts.caregivers]
        known = sum(hours for hours in each if hours is not None)
        enough = True if known >= scheme.care.hours_a_week else (None if None in each or not each else False)
        told = f"Alle mantelzorgers samen zorgen {scheme.care.hours_a_week} uur per week of meer."
        fact = NOT_KNOWN if enough is None else f"samen {known} uur per week"
        judged = Judged(Condition.HOURS, verdict(enough), told, fact, article=scheme.care.article)
        yield excused(judged, scheme.care.unless, scheme, facts, None)
    if scheme.indication is not None:
        yield excused(_indication(scheme.indication, facts, _days_of(scheme, facts)), scheme.indication.unless, scheme, facts, None)
    if scheme.income is not None and scheme.income.of == "recipient":
        judged = _income(scheme.income, facts.recipient, facts.received_on, None)
        yield excused(judged, scheme.income.unless, scheme, facts, None)


def of_a_caregiver(scheme: Scheme, facts: Facts, her: Caregiver) -> Iterator[Judged]:
    if scheme.care is not None:
        yield from (excused(judged, scheme.care.unless, scheme, facts, her) for judged in _care(scheme, facts, her))
    if scheme.income is not None and scheme.income.of == "caregiver":
        yield excused(_income(scheme.income, her, facts.received_on, her.key), scheme.income.unless, scheme, facts, her)


def _care(scheme: Scheme, facts: Facts, her: Caregiver) -> Iterator[Judged]:
    care = scheme.care
    assert care is not None
    if care.enough == "either":
        yield _either(scheme, facts, her)
    elif care.hours_a_week is not None and not care.together:
        enough = None if her.hours_a_week is None else her.hours_a_week >= care.hours_a_week
        fact = NOT_KNOWN if her.hours_a_week is None else f"{her.hours_a_week} uur per week"
        told = f"De mantelzorger zorgt {care.hours_a_week} uur per week of meer."
        yield Judged(Condition.HOURS, verdict(enough), told, fact, her.key, article=care.article)
    if care.months is not None and care.enough == "both":
        months = _months_within(scheme, facts, her)
        told = f"De mantelzorger zorgt {several(care.months, 'maand', 'maanden')} of langer{WITHIN[care.within]}."
        fact = NOT_KNOWN if months is None else f"{several(months, 'maand', 'maanden')}{WITHIN[care.within]}"
        enough = None if months is None else months >= care.months
        yield Judged(Condition.DURATION, verdict(enough), told, fact, her.key, article=care.article)
    if care.still:
        stopped = her.cares_until is not None and her.cares_until < facts.received_on
        fact = f"zorgde tot en met {day(her.cares_until)}" if her.cares_until else "zorgt nog"
        yield Judged(Condition.DURATION, verdict(not stopped), "De mantelzorger zorgt nog.", fact, her.key, article=care.article)


def _either(scheme: Scheme, facts: Facts, her: Caregiver) -> Judged:
    """Much or long: one will do, and one that is unknown does no harm where the other is enough."""
    care = scheme.care
    assert care is not None
    assert care.hours_a_week is not None
    assert care.months is not None
    months, hours = _months_within(scheme, facts, her), her.hours_a_week
    found = [None if hours is None else hours >= care.hours_a_week, None if months is None else months >= care.months]
    enough = True if True in found else (None if None in found else False)
    long_enough = f"{several(care.months, 'maand', 'maanden')} of langer{WITHIN[care.within]}"
    told = f"De mantelzorger zorgt {care.hours_a_week} uur per week of meer, of {long_enough}."
    facts_known = [f"{hours} uur per week"] if hours is not None else []
    facts_known += [several(months, "maand", "maanden")] if months is not None else []
    return Judged(Condition.HOURS, verdict(enough), told, both(facts_known) or NOT_KNOWN, her.key, article=care.article)


def _months_within(scheme: Scheme, facts: Facts, her: Caregiver) -> int | None:
    assert scheme.care is not None
    if scheme.care.within == "year":
        year = scheme.year_of(facts.received_on)
        return months_of_care(her, facts.received_on, first=date(year, 1, 1), last=date(year, 12, 31))
    if scheme.care.within == "last-twelve-months":
        return months_of_care(her, facts.received_on, first=add_months(facts.received_on, -12))
    return months_of_care(her, facts.received_on)


def _days_of(scheme: Scheme, facts: Facts) -> tuple[date, date]:
    """On which of these days there has to be an indication: that of the application, or any of the year."""
    if scheme.indication is not None and scheme.indication.when == "in-the-year":
        year = scheme.year_of(facts.received_on)
        return date(year, 1, 1), min(date(year, 12, 31), facts.received_on)
    return facts.received_on, facts.received_on


def _indication(asked: NeededIndication, facts: Facts, on: tuple[date, date]) -> Judged:
    had, moment = ("heeft", "op de dag van de aanvraag") if asked.when == "at-application" else ("had", "in het jaar van de waardering")
    during = "" if asked.when == "at-application" else f" {moment}"
    laws = either([names.LAW[law] for law in asked.any_of])
    told = f"De zorgvrager {had}{during} een indicatie uit {laws}."
    if asked.days is not None:
        told = f"De zorgvrager {had}{during} voor {several(asked.days, 'dag', 'dagen')} of meer een indicatie uit {laws}."
    known = facts.recipient.indications if facts.recipient else None
    if known is None:
        return Judged(Condition.INDICATION, verdict(None), told, NOT_KNOWN, article=asked.article)
    days = _days_in_force([one for one in known if one.law in asked.any_of], on, asked.gap_days)
    fact = f"geen indicatie {moment}" if days == 0 else ("een indicatie" if asked.days is None else f"{days} dagen")
    return Judged(Condition.INDICATION, verdict(days >= (asked.days or 1)), told, fact, article=asked.article)


def _days_in_force(indications: list[Indication], on: tuple[date, date], gap: int) -> int:
    """Days of the indication that holds on one of these days, with those before and after it that follow each other closely enough."""
    chains: list[list[tuple[date, date]]] = []
    for one in sorted(indications, key=lambda one: one.since):
        span = (one.since, one.until or date(9999, 12, 31))
        if chains and (span[0] - max(last for _, last in chains[-1])).days - 1 <= gap:
            chains[-1].append(span)
        else:
            chains.append([span])
    in_force = (chain for chain in chains if any(first <= on[1] and on[0] <= last for first, last in chain))
    return max((_days(chain) for chain in in_force), default=0)


def _days(chain: list[tuple[date, date]]) -> int:
    """Each day once, where indications overlap."""
    total, seen = 0, date.min
    for first, last in sorted(chain):
        start = max(first, seen)
        if last >= start:
            total += (last - start).days + 1
            seen = date.max if last == date.max else last + timedelta(days=1)
    return total


def _income(asked: Income, person: Person | None, on: date, about: str | None) -> Judged:
    who, per = "zorgvrager" if about is None else "mantelzorger", "maand" if asked.per == "month" else "jaar"
    most = _ceiling(asked, person, on)
    income = person.income_cents if person else None
    who += " met een eventuele partner" if asked.together else ""
    told = f"Het inkomen van de {who} is niet te hoog."
    if most is not None:
        told = f"Het inkomen van de {who} is ten hoogste {euros(most)} per {per}."
    found = None if most is None or income is None else income <= most
    fact = NOT_KNOWN if income is None else f"{euros(income)} per {per}"
    return Judged(Condition.INCOME, verdict(found), told, fact, about, article=asked.article)


def _ceiling(asked: Income, person: Person | None, on: date) -> int | None:
    """The one that names most of what holds for this person; none as long as what it hangs on is not known."""
    kind = person.household_kind if person else None
    old = age(person.birth_date, on) if person and person.birth_date else None
    if (kind is None and any(one.household for one in asked.at_most)) or (old is None and any(one.age for one in asked.at_most)):
        return None
    fits = [one for one in asked.at_most if one.household in (None, kind) and (one.age is None or (old is not None and old in one.age))]
    return max(fits, key=lambda one: (one.household is not None, one.age is not None)).cents if fits else None
