"""What has to be asked under a scheme: only what one of its parts uses, read off its data."""

from collections.abc import Iterator, Mapping
from datetime import date

from schemas.api.waardering.schemes import (
    Asked,
    AskedChoice,
    AskedCountry,
    AskedDivision,
    AskedExclusion,
    AskedForm,
    AskedQuestion,
    Place,
    SchemeForm,
    SchemePart,
)
from schemas.words import Applicant, AppliedVia, WaarderingForm
from services.waardering.domain import Scheme, in_words, names
from services.waardering.domain.giving import Each, Fixed, Form
from services.waardering.domain.scheme import cases_of
from services.waardering.domain.when import When
from services.waardering.domain.words import Country, Exclusion

OF_RECIPIENT = ("recipient", "household", "address", "caregiver-of-recipient")
HIS = frozenset({"recipient", "caregiver-of-recipient"})
HERS = frozenset({"caregiver", "caregiver-of-recipient"})
"""Caps for which she is recognised."""
OF_HOME = ("household", "address", "caregiver-household", "caregiver-address")
NO_DIVISION = 5
"""Caregivers on one form, where a scheme names no most."""


def form(scheme: Scheme, today: date, places: Mapping[str, str] | None = None) -> SchemeForm:
    opening = scheme.window.at(today)
    late = scheme.window.late if opening is not None and today > opening.closes else None
    asks = frozenset(_asks(scheme)) | (frozenset[Asked]({"late-reason"}) if late else frozenset())
    term = scheme.decision.within
    one, many = names.UNIT[term.unit]
    return SchemeForm(
        key=scheme.key,
        name=scheme.name,
        version=scheme.version,
        organisation=scheme.legal_nature.by,
        municipalities=scheme.municipalities,
        open=is_open(scheme, today),
        parts=tuple(SchemePart(heading=part.heading, sentences=part.sentences) for part in in_words(scheme, places)),
        applicants=tuple(one for one in scheme.applicants if one is not Applicant.PROGRAMME),
        asks=asks,
        exclusions=tuple(_exclusion(one) for one in dict.fromkeys(_exclusions(scheme))),
        questions=tuple(
            AskedQuestion(
                key=one.key, ask=one.ask, of=one.of, kind=one.kind, choices=tuple(AskedChoice(key=c.key, name=c.name) for c in one.choices)
            )
            for one in scheme.questions
        ),
        forms=tuple(
            AskedForm(form=one.form, key=one.key, name=one.name, note=_note(one), donated=one.donated_to is not None)
            for one in scheme.forms
        ),
        evidence=tuple(names.EVIDENCE[one] for one in scheme.proof.evidence),
        papers=tuple(AskedChoice(key=one.value, name=names.EVIDENCE[one]) for one in scheme.proof.evidence),
        programme=Applicant.PROGRAMME in scheme.applicants,
        late_reasons=tuple(AskedChoice(key=one.value, name=names.LATE[one]) for one in late.reasons) if late else (),
        most_caregivers=scheme.division.at_most if scheme.division else NO_DIVISION,
        income_together=scheme.income is not None and scheme.income.together,
        division=_division(scheme),
        places=_places(scheme, asks, places or {}),
        countries=_countries(scheme),
        languages=scheme.contact.languages,
        decide_within=f"{term.amount} {one if term.amount == 1 else many}",
        legal_nature=scheme.legal_nature.kind,
    )


def _note(one: Form) -> str | None:
    """What there is to know before she chooses, also that it may have run out."""
    first = max((when.first for when in one.when or () if when.first is not None), default=one.at_most)
    few = f"Zolang er zijn: {first} per jaar, op volgorde van aanvragen." if first is not None else ""
    return " ".join(part for part in (few, one.note) if part) or None


def _division(scheme: Scheme) -> AskedDivision | None:
    if scheme.division is None or scheme.division.how == "equal":
        return None
    worth = {one.cents for one in scheme.choice}
    plain = isinstance(scheme.amount, Fixed) and worth == {None}
    return AskedDivision(
        total_cents=scheme.amount.cents if plain and isinstance(scheme.amount, Fixed) else None,
        step_cents=scheme.division.step_cents,
        least_cents=scheme.division.least_cents,
        equal_too=scheme.division.how == "equal-or-chosen",
    )


def _places(scheme: Scheme, asks: frozenset[Asked], names_of: Mapping[str, str]) -> tuple[Place, ...]:
    """A period is lived in one municipality; which one is asked only where the scheme holds in several."""
    if len(scheme.municipalities) == 1 or not asks & {"recipient-lived", "caregiver-lived"}:
        return ()
    return tuple(Place(code=code, name=names_of.get(code, code)) for code in scheme.municipalities)


def _countries(scheme: Scheme) -> tuple[AskedCountry, ...]:
    if scheme.residence is None or not scheme.residence.abroad:
        return ()
    asked = dict.fromkeys((Country.NL, *scheme.residence.abroad, Country.OTHER))
    return tuple(AskedCountry(code=one.value, name=names.COUNTRY[one]) for one in asked)


def is_open(scheme: Scheme, today: date) -> bool:
    asked_for = any(one is not Applicant.PROGRAMME for one in scheme.applicants) and AppliedVia.ONLINE in scheme.via
    return asked_for and (not scheme.window.periods or scheme.window.at(today) is not None)


def _asks(scheme: Scheme) -> Iterator[Asked]:
    whens, caps = [when for _, when in cases_of(scheme)], {cap.per for cap in scheme.caps}
    lives, ages = scheme.residence, {one.of for one in scheme.ages}
    if _about_recipient(scheme, whens):
        yield "recipient"
    where = any(one.recipient_municipalities or one.recipient_postcodes for one in whens)
    if (lives and lives.who != "caregiver") or caps & {"household", "address"} or where:
        yield "recipient-address"
    if lives and lives.abroad:
        yield "recipient-country"
    norms = {scheme.income.of} if scheme.income and any(one.age for one in scheme.income.at_most) else set()
    if "recipient" in ages | norms or any(one.recipient_age for one in whens) or caps & HIS:
        yield "recipient-birth-date"
    if lives and lives.when != "at-application":
        yield "caregiver-lived" if lives.who == "caregiver" else "recipient-lived"
    where = any(one.municipalities or one.postcodes for one in whens)
    hers = lives and (lives.who != "recipient" or lives.abroad)
    if hers or scheme.legal_nature.kind == "decision" or caps & set(OF_HOME) or where or _by_post(scheme):
        yield "caregiver-address"
    if "caregiver" in ages | norms or any(one.caregiver_age or one.years_before for one in whens) or caps & HERS:
        yield "caregiver-birth-date"
    if scheme.income is not None:
        yield "caregiver-income" if scheme.income.of == "caregiver" else "recipient-income"
        if any(one.household for one in scheme.income.at_most):
            yield "household"
    yield from _about_care(scheme, whens)
    if scheme.registration is not None or any(one.registered is not None for one in whens):
        yield "registered"
    if scheme.registration is not None and (scheme.registration.days_before is not None or scheme.registration.on is not None):
        yield "registered-since"
    yield from _about_giving(scheme)


def _by_post(scheme: Scheme) -> bool:
    """What comes to her by post has to know where she lives; what a programme or he himself gets does not."""
    return "caregiver" in scheme.payout.payees and any(one.handed == "post" for one in scheme.forms)


def _about_recipient(scheme: Scheme, whens: list[When]) -> bool:
    asks_himself = bool({Applicant.CARE_RECIPIENT, Applicant.BOTH} & set(scheme.applicants))
    lives_somewhere = scheme.residence is not None and scheme.residence.who != "caregiver"
    counted = scheme.division is not None or any(cap.per in OF_RECIPIENT for cap in scheme.caps)
    judged = bool(scheme.indication) or any(one.of == "recipient" for one in scheme.ages) or "recipient" in scheme.payout.payees
    kept_out = any(one.of_the_recipient for one in _exclusions(scheme))
    cases = any(one.recipient_age or one.laws or one.caregivers or one.place for one in whens)
    cases = cases or any(one.recipient_municipalities or one.recipient_postcodes for one in whens)
    return asks_himself or lives_somewhere or counted or judged or kept_out or cases


def _about_care(scheme: Scheme, whens: list[When]) -> Iterator[Asked]:
    each = scheme.amount.of if isinstance(scheme.amount, Each) else None
    if scheme.relations or any(one.relations for one in whens):
        yield "relation"
    if any(one.groups for one in whens):
        yield "groups"
    if (scheme.care and scheme.care.hours_a_week) or any(one.hours_a_week for one in whens) or each == "hour-a-week":
        yield "hours"
    long = scheme.care and (scheme.care.months or scheme.care.still)
    if long or any(one.months_of_care for one in whens) or each == "month-of-the-year":
        yield "since"
    if any(one.recipients for one in whens) or each == "recipient":
        yield "recipients"
    if any(one.caregivers for one in whens):
        yield "recipient-caregivers"
    if scheme.indication or any(one.laws for one in whens):
        yield "indication"


def _about_giving(scheme: Scheme) -> Iterator[Asked]:
    if scheme.proof.by == "declaration":
        yield "declared"
    if scheme.division and scheme.division.how != "equal":
        yield "shares"
    if scheme.contact.asks_how_it_goes:
        yield "how-it-goes"
    if {Applicant.CAREGIVER, Applicant.BOTH} & set(scheme.applicants):
        yield "register"
    if any(one.form is WaarderingForm.MONEY and one.donated_to is None for one in scheme.forms):
        if "recipient" in scheme.payout.payees:
            yield "account-of-recipient"
        if scheme.payout.payees - {"recipient"}:
            yield "account-of-caregiver"


def _exclusions(scheme: Scheme) -> Iterator[Exclusion]:
    yield from (one.who for one in scheme.exclusions)
    yield from (code for _, one in cases_of(scheme) for code in one.exclusions)


def _exclusion(one: Exclusion) -> AskedExclusion:
    return AskedExclusion(code=one.value, of="recipient" if one.of_the_recipient else "caregiver", text=names.OUT[one][0])
