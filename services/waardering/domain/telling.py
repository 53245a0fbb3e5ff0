"""A scheme in plain Dutch, for a page, a letter and the one who wrote the file: does it say what was meant?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from services.waardering.domain import names
from services.waardering.domain.care import WITHIN
from services.waardering.domain.conditions import Cap, NeededIndication, Residence, SpotChecks
from services.waardering.domain.dutch import both, day, day_of_year, either, euros, percent, several
from services.waardering.domain.limits import PER, span
from services.waardering.domain.scheme import Scheme
from services.waardering.domain.telling_cases import areas, case, years
from services.waardering.domain.telling_gifts import amount, budget, division, forms, paid
from services.waardering.domain.when import Excusable
from services.waardering.domain.words import Audience

AUDIENCES = {
    Audience.EVERYONE: "Deze regeling is voor alle mantelzorgers.",
    Audience.ADULTS: "Deze regeling is voor volwassen mantelzorgers.",
    Audience.YOUNG: "Deze regeling is voor jonge mantelzorgers.",
}
INVITATIONS = {
    "none": "Er gaat geen uitnodiging uit.",
    "letter": "Mantelzorgers die bekend zijn, krijgen ieder jaar een brief.",
    "letter-with-form": "Wie bekend is, krijgt ieder jaar een brief met het formulier.",
    "own-channel": "Mantelzorgers die bekend zijn, krijgen ieder jaar een bericht, zoals zij dat willen.",
}


@dataclass(frozen=True)
class Paragraph:
    heading: str
    sentences: tuple[str, ...]


def in_words(scheme: Scheme, places: Mapping[str, str] | None = None) -> tuple[Paragraph, ...]:
    """The whole scheme; what it does not ask is not told, and a part without sentences is left out.

    `places` names municipalities by their code; one that is not in it keeps its code.
    """
    named = places or {}
    parts = {
        scheme.name: _what(scheme, named),
        "Wie vraagt aan": _applicants(scheme),
        "Wanneer": _window(scheme),
        "Voor wie": _people(scheme, named),
        "Hoeveel zorg": _care(scheme, named),
        "Andere voorwaarden": (question.condition for question in scheme.questions if question.condition),
        "Bewijs": _proof(scheme, named),
        "Hoe vaak": (_cap(cap) for cap in scheme.caps),
        "Wat iemand krijgt": (
            *forms(scheme, named),
            *amount(scheme, named),
            *division(scheme.division),
            *paid(scheme, named),
        ),
        "Budget": budget(scheme.budget),
        "Beslissen": _decision(scheme),
        "Bericht en gesprek": _contact(scheme),
    }
    told = ((heading, tuple(sentences)) for heading, sentences in parts.items())
    return tuple(Paragraph(heading, sentences) for heading, sentences in told if sentences)


def _what(scheme: Scheme, named: Mapping[str, str]) -> Iterator[str]:
    if scheme.summary:
        yield scheme.summary
    yield AUDIENCES[scheme.audience]
    until = f" tot en met {day(scheme.until)}" if scheme.until else ", zonder einddatum"
    yield f"De regeling geldt voor aanvragen vanaf {day(scheme.since)}{until}, in {_places(scheme.municipalities, named)}."


def _places(codes: Sequence[str], named: Mapping[str, str]) -> str:
    return both([named.get(code, code) for code in codes])


def _applicants(scheme: Scheme) -> Iterator[str]:
    if scheme.without_application:
        yield "Niemand hoeft iets aan te vragen: wie is ingeschreven, krijgt de waardering vanzelf."
    if scheme.applicants:
        yield names.who_may(scheme.applicants)
        yield f"Dat kan {either([names.VIA[via] for via in scheme.via])}."


def _window(scheme: Scheme) -> Iterator[str]:
    window = scheme.window
    if window.periods:
        yield f"Aanvragen kan van {both([f'{day_of_year(one.opens)} tot en met {day_of_year(one.closes)}' for one in window.periods])}."
    else:
        yield "Aanvragen kan het hele jaar."
    if window.about == "year-before":
        yield "De waardering is voor het jaar daarvoor."
    if window.late:
        reasons = either([names.LATE[reason] for reason in window.late.reasons])
        yield f"Tot {several(window.late.days, 'dag', 'dagen')} te laat kan nog, als de reden is: {reasons}. Een medewerker bekijkt dat."


def _people(scheme: Scheme, named: Mapping[str, str]) -> Iterator[str]:
    if scheme.residence:
        yield _residence(scheme.residence, named)
        if scheme.residence.abroad and scheme.residence.who != "either":
            countries = either([names.COUNTRY[one] for one in scheme.residence.abroad])
            yield f"De zorgvrager mag ook in {countries} wonen, als de mantelzorger in de gemeente woont."
    for asked in scheme.ages:
        moments = {"application": "", "start-of-year": " op 1 januari", "end-of-year": " op 31 december"}
        moment = moments[asked.on] if asked.on in moments else f" op {day_of_year(asked.on)}"
        who = "mantelzorger" if asked.of == "caregiver" else "zorgvrager"
        yield f"De {who} is{moment} {years(asked.years)}.{_unless(asked, scheme, named)}"
    if scheme.relations:
        listed = either([names.RELATION[one] for one in scheme.relations.allowed or scheme.relations.excluded])
        yield f"De zorg is {'' if scheme.relations.allowed else 'niet '}voor: {listed}."
    for excluded in scheme.exclusions:
        who = "zorgvrager" if excluded.who.of_the_recipient else "mantelzorger"
        yield f"De {who} {names.OUT[excluded.who][1]}.{_unless(excluded, scheme, named)}"
    if scheme.registration:
        days = scheme.registration.days_before
        on = f" op {day_of_year(scheme.registration.on)}" if scheme.registration.on else ""
        already = f" al {several(days, 'dag', 'dagen')}" if days else ""
        yield f"De mantelzorger staat{on}{already} ingeschreven bij {scheme.registration.at}.{_unless(scheme.registration, scheme, named)}"
    if scheme.deceased:
        yield f"Na het overlijden van de zorgvrager kan aanvragen nog {several(scheme.deceased.months, 'maand', 'maanden')}."
    if scheme.income:
        yield from _income(scheme, named)


def _residence(residence: Residence, named: Mapping[str, str]) -> str:
    who = {
        "recipient": "De zorgvrager woont",
        "caregiver": "De mantelzorger woont",
        "either": "De zorgvrager of de mantelzorger woont",
        "both": "De zorgvrager en de mantelzorger wonen",
    }[residence.who]
    where = f"in {_places(residence.municipalities, named)}" if residence.municipalities else "in de gemeente"
    if residence.postcodes:
        return f"{who} {where}, op postcode {areas(residence.postcodes)}, op de dag van de aanvraag."
    if residence.when == "at-application":
        return f"{who} {where} op de dag van de aanvraag."
    if residence.when != "over-the-year":
        return f"{who} {where} op {day_of_year(residence.when)}."
    return f"{who} {several(residence.months, 'maand', 'maanden')} van het jaar {where}."


def _income(scheme: Scheme, named: Mapping[str, str]) -> Iterator[str]:
    income = scheme.income
    assert income is not None
    who, per = ("mantelzorger" if income.of == "caregiver" else "zorgvrager"), ("maand" if income.per == "month" else "jaar")
    who += " met een eventuele partner" if income.together else ""
    for ceiling in income.at_most:
        whose = f" voor {names.HOUSEHOLD[ceiling.household]}" if ceiling.household else ""
        whose += f" van {years(ceiling.age)}" if ceiling.age else ""
        whose = whose or (" in alle andere gevallen" if len(income.at_most) > 1 else "")
        yield f"Het inkomen van de {who} is{whose} ten hoogste {euros(ceiling.cents)} per {per}.{_unless(income, scheme, named)}"


def _care(scheme: Scheme, named: Mapping[str, str]) -> Iterator[str]:
    care = scheme.care
    if care and care.enough == "either":
        yield f"De mantelzorger zorgt {care.hours_a_week} uur per week of meer, of {care.months} maanden of langer{WITHIN[care.within]}."
    elif care and care.hours_a_week:
        who = "Alle mantelzorgers samen zorgen" if care.together else "De mantelzorger zorgt"
        yield f"{who} {care.hours_a_week} uur per week of meer."
    if care and care.months and care.enough == "both":
        yield f"De mantelzorger zorgt {several(care.months, 'maand', 'maanden')} of langer{WITHIN[care.within]}."
    if care and care.still:
        yield "De mantelzorger zorgt nog op de dag van de aanvraag."
    if care and care.unless:
        both_asked = bool(care.hours_a_week and care.months and care.enough == "both")
        yield _unless(care, scheme, named).strip().replace("Dat hoeft", "Dat hoeft allebei" if both_asked else "Dat hoeft", 1)
    if scheme.indication:
        yield f"{_indication(scheme.indication)}{_unless(scheme.indication, scheme, named)}"


def _indication(asked: NeededIndication) -> str:
    had = "heeft" if asked.when == "at-application" else "had in het jaar van de waardering"
    days = f" voor {several(asked.days, 'dag', 'dagen')} of meer" if asked.days else ""
    gap = f" Tussen twee indicaties zit niet meer dan {several(asked.gap_days, 'dag', 'dagen')}." if asked.gap_days else ""
    return f"De zorgvrager {had}{days} een indicatie uit {either([names.LAW[law] for law in asked.any_of])}.{gap}"


def _unless(asked: Excusable, scheme: Scheme, named: Mapping[str, str]) -> str:
    return f" Dat hoeft niet als {case(asked.unless, scheme.questions, named)}." if asked.unless else ""


def _proof(scheme: Scheme, named: Mapping[str, str]) -> Iterator[str]:
    proof = scheme.proof
    listed = both if proof.enough == "all" else either
    yield {
        "trust": "Wat in de aanvraag staat, geloven wij. Bewijs is niet nodig.",
        "declaration": "De aanvrager ondertekent dat alles klopt. Bewijs is niet nodig.",
        "evidence": f"Nodig is {listed([names.EVIDENCE[kind] for kind in proof.evidence])}.{_unless(proof, scheme, named)}",
    }[proof.by]
    if checks := proof.spot_checks:
        yield _spot_checks(checks)
        if checks.looks_at:
            yield f"Een medewerker kijkt daarbij naar {both([names.EVIDENCE[kind] for kind in checks.looks_at])}."


def _spot_checks(checks: SpotChecks) -> str:
    if checks.percent is not None:
        moment = "voor de beslissing" if checks.when == "before-decision" else "na de betaling"
        return f"Een steekproef van {percent(checks.percent)} wordt {moment} gecontroleerd. De trekking is na te rekenen."
    number = several(checks.number or 0, "toegekende aanvraag", "toegekende aanvragen")
    drawn = "wordt" if checks.number == 1 else "worden"
    return (
        f"Van ieder jaar {drawn} {number} gecontroleerd. Getrokken wordt een keer, als niemand meer voor dat jaar kan aanvragen "
        "en alles is beslist. De trekking is na te rekenen."
    )


def _cap(cap: Cap) -> str:
    along = f" Wat iemand kreeg uit de regeling {either(cap.also)}, telt mee." if cap.also else ""
    if cap.cents is not None:
        return f"Per {PER[cap.per]} is er {span(cap)} ten hoogste {euros(cap.cents)}.{along}"
    if cap.grants is not None:
        return f"Per {PER[cap.per]} kan het {span(cap)} ten hoogste {several(cap.grants, 'keer', 'keer')}.{along}"
    can, most = ("kan" if cap.caregivers == 1 else "kunnen"), several(cap.caregivers or 0, "mantelzorger", "mantelzorgers")
    return f"Per {PER[cap.per]} {can} {span(cap)} ten hoogste {most} het krijgen.{along}"


def _decision(scheme: Scheme) -> Iterator[str]:
    legal, within = scheme.legal_nature, scheme.decision.within
    one, many = names.UNIT[within.unit]
    yield f"De beslissing komt binnen {several(within.amount, one, many)}."
    if scheme.decision.automatic:
        yield "Een volledige toekenning kan zonder medewerker. Al het andere beslist een medewerker."
    else:
        yield "Een medewerker beslist over iedere aanvraag."
    if legal.kind == "decision":
        yield f"Het is een besluit van {legal.by}. Bezwaar maken kan binnen {several(legal.objection_weeks, 'week', 'weken')}."
    else:
        yield f"Het is een geschenk van {legal.by}. Bezwaar maken kan niet; een klacht kan wel: {legal.complaint}"
    if legal.rules:
        yield f"Het staat in: {'; '.join(legal.rules)}."


def _contact(scheme: Scheme) -> Iterator[str]:
    yield INVITATIONS[scheme.contact.invitation]
    if scheme.contact.asks_how_it_goes:
        yield "Bij de waardering vragen wij hoe het gaat en of er hulp nodig is."
    if scheme.contact.languages != ("nl",):
        yield f"Brieven zijn er in: {both([LANGUAGES.get(one, one) for one in scheme.contact.languages])}."


LANGUAGES = {
    "nl": "Nederlands",
    "en": "Engels",
    "ar": "Arabisch",
    "tr": "Turks",
    "pl": "Pools",
    "uk": "Oekraïens",
    "de": "Duits",
    "fr": "Frans",
    "es": "Spaans",
    "fy": "Fries",
    "pap": "Papiaments",
    "so": "Somalisch",
    "ti": "Tigrinya",
    "fa": "Perzisch",
    "zh": "Chinees",
}
