"""One signal as the assessor sees it: steps in order, what is missing, and why an offer stands where it stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from schemas.api.intake import CareRecipientIn, ConsentState, MaybeSame, Represented, SignalDetail, Signaller
from schemas.base import StaffId
from schemas.labels import CARED_FOR, inside, label, labels
from schemas.words import (
    DECIDES_FROM,
    ConsentPurpose,
    ContactOutcome,
    Described,
    Relation,
    Safe,
    SaidBy,
    SignallerKind,
    SignalState,
    Urgency,
)
from services.console.domain import moments
from services.console.region import RegionPages
from services.console.views import contact, history
from services.console.views.people import People, ids_of
from services.console.views.worklist import STEPS

MISSING: Mapping[str, str] = {
    "contact": "eerst een gesprek met haar of hem",
    "informed": "vertellen wat wij opschrijven en welke rechten er zijn",
    "consent": "toestemming om gegevens te delen met wie helpt",
    "parent-consent": "een ja van een ouder of voogd, of hulp die voor het kind zelf is en gratis",
    "support-area": "weten waar hulp bij nodig is",
    "safety": "de zorg over veiligheid eerst afhandelen",
}


@dataclass(frozen=True)
class Consent:
    person: str
    purpose: str
    said: str
    state: str
    """`yes`, `no` or `unasked`."""


@dataclass(frozen=True)
class Call:
    when: str
    who: str
    outcome: str
    note: str | None
    informed: bool


@dataclass(frozen=True)
class SignalPage:
    id: str
    version: int
    reference: str
    name: str
    first_name: str
    about: str
    safety: bool
    closed: bool
    due: str
    due_kind: str
    state: str
    owner: str
    mine: bool
    takeable: bool
    quote: str | None
    told_by: str
    signaller_phone: str | None
    facts: list[tuple[str, str]]
    contact: list[tuple[str, str]]
    phone: str | None
    unsafe_ways: str
    child: bool
    """Under sixteen: a parent says yes as well."""
    ask_child_first: bool
    """The child has not said yes itself, so nothing goes to the parents' address."""
    no_contact: bool
    represented: list[str]
    calls: list[Call]
    spoken: bool
    informed: str
    inform_by: str
    consents: list[Consent]
    may_refer: bool
    lines: list[history.Line]
    missing: list[str]
    maybe_same: tuple[MaybeSame, ...]


def staff_in(detail: SignalDetail) -> set[StaffId]:
    return ids_of(
        detail.assessor, *(h.by for h in detail.history), *(c.by for c in detail.contacts), *(c.recorded_by for c in detail.consents)
    )


def page(detail: SignalDetail, people: People, region: RegionPages, now: datetime) -> SignalPage:
    her = detail.caregiver
    closed = detail.state is SignalState.CLOSED
    return SignalPage(
        id=str(detail.signal_id),
        version=detail.version,
        reference=detail.reference,
        name=her.name,
        first_name=her.given_name or her.name,
        about=about(detail, region),
        safety=detail.urgency is Urgency.SAFETY,
        closed=closed,
        due="" if closed else "Gebeld, de klok staat stil" if detail.due == "stopped" else moments.due_words(detail.due_at, now),
        due_kind="" if detail.due == "stopped" else moments.due_kind(detail.due_at, now),
        state=STEPS.get(detail.step, label(detail.state)),
        owner=people.name(detail.assessor),
        mine=detail.assessor is not None and detail.assessor == people.me,
        takeable=not closed and (detail.assessor is None or detail.assessor != people.me),
        quote=detail.note,
        told_by=f"{_told_by(detail)}, {moments.moment(detail.received_at, now)}",
        signaller_phone=detail.signaller.phone,
        facts=facts(detail),
        contact=contact.facts(her, region),
        phone=her.phone if her.safe_to_contact.phone is not Safe.NO else None,
        unsafe_ways=contact.to_mind(her),
        child=is_child(detail),
        ask_child_first=is_child(detail) and not _said_itself(detail.consents),
        no_contact=detail.do_not_contact,
        represented=[representative(one, detail, now) for one in detail.represented],
        calls=[
            Call(_capital(moments.moment(c.at, now)), people.name(c.by), f"{label(c.outcome)}{_way(c.channel.value)}", c.note, c.informed)
            for c in sorted(detail.contacts, key=lambda c: c.at)
        ],
        spoken=any(c.outcome is ContactOutcome.SPOKEN for c in detail.contacts),
        informed=moments.moment(detail.informed_at, now) if detail.informed_at else "",
        inform_by=moments.date_in_full(moments.local(detail.informed_by).date(), moments.local(now).date()),
        consents=consents(detail, people, now),
        may_refer=_said(detail.consents, Described.CAREGIVER, ConsentPurpose.REFERRAL) is True and "parent-consent" not in detail.missing,
        lines=history.for_the_desk(detail.history, people, now),
        missing=[MISSING[one] for one in detail.missing],
        maybe_same=detail.maybe_same,
    )


def is_child(detail: SignalDetail) -> bool:
    return detail.age is not None and detail.age < DECIDES_FROM


def representative(one: Represented, detail: SignalDetail, now: datetime) -> str:
    """`Voor Bertus beslist Karin Zandvliet (mentor), vastgelegd op 20 november.`"""
    on = moments.date_in_full(one.on, moments.local(now).date())
    who = one.representative
    return f"Voor {_first_name(one.person, detail)} beslist {who.name} ({inside(label(who.ground))}), vastgelegd op {on}."


def _first_name(person: Described, detail: SignalDetail) -> str:
    known = detail.caregiver.given_name if person is Described.CAREGIVER else detail.care_recipient and detail.care_recipient.given_name
    return known or inside(label(person))


def about(detail: SignalDetail, region: RegionPages) -> str:
    """`68 jaar, Hilversum. Zorgt voor de partner.`"""
    parts = [
        f"{detail.age} jaar" if detail.age is not None else "",
        region.town(detail.caregiver.municipality) if detail.caregiver.municipality else "",
    ]
    first = ", ".join(part for part in parts if part)
    cares = f"Zorgt voor {CARED_FOR[detail.relation]}." if detail.relation else ""
    return " ".join(part for part in (first + "." if first else "", cares) if part)


def _told_by(detail: SignalDetail) -> str:
    """How she is was asked with the waardering, and she said that someone may call."""
    return "Zelf gezegd bij de aanvraag van waardering" if detail.said_with == "waardering" else signaller(detail.signaller)


def signaller(who: Signaller) -> str:
    if who.kind is SignallerKind.SELF:
        return "Zelf gemeld"
    named = ", ".join(part for part in (who.name, who.organisation) if part)
    return (
        f"{named} ({label(who.kind).lower() if label(who.kind)[:2].upper() != label(who.kind)[:2] else label(who.kind)})"
        if named
        else label(who.kind)
    )


def facts(detail: SignalDetail) -> list[tuple[str, str]]:
    rows = [
        ("Zorgt voor", recipient(detail.care_recipient, detail.relation)),
        ("Hoelang en hoeveel", how_much(detail)),
        ("Woont samen", "" if detail.lives_together is None else "Ja" if detail.lives_together else "Nee"),
        ("Vraag", labels(detail.support_areas) or "Weet het nog niet: kijk samen wat helpt"),
        ("Haast", label(detail.urgency)),
        ("Groep", labels(detail.groups)),
    ]
    return [(term, text) for term, text in rows if text]


def recipient(who: CareRecipientIn | None, relation: Relation | None) -> str:
    if who is None:
        return CARED_FOR[relation].capitalize() if relation else ""
    name = " ".join(part for part in (who.given_name, who.family_name_prefix, who.family_name) if part)
    first = ", ".join(part for part in (name, CARED_FOR[relation] if relation else "") if part)
    return ". ".join(part for part in (first[:1].upper() + first[1:], labels(who.situations)) if part)


def how_much(detail: SignalDetail) -> str:
    parts = [
        f"sinds {moments.since(detail.caring_since)}" if detail.caring_since else "",
        f"ongeveer {detail.hours_per_week} uur per week" if detail.hours_per_week is not None else "",
    ]
    return _capital(", ".join(part for part in parts if part))


def consents(detail: SignalDetail, people: People, now: datetime) -> list[Consent]:
    """The three that the desk works with: hers, word back, and his."""
    first = detail.caregiver.given_name or "Wie zorgt"
    his = (detail.care_recipient.given_name if detail.care_recipient else None) or "Wie zorg krijgt"
    wanted = [(Described.CAREGIVER, ConsentPurpose.REFERRAL, first, "gegevens delen met wie helpt")]
    if detail.signaller.kind is not SignallerKind.SELF:
        wanted.append((Described.CAREGIVER, ConsentPurpose.FEEDBACK_TO_SIGNALLER, first, "bericht terug aan wie meldde"))
    if detail.care_recipient is not None:
        wanted.append((Described.CARE_RECIPIENT, ConsentPurpose.REFERRAL, his, "gegevens delen"))
    found = []
    for person, purpose, name, text in wanted:
        one = _last(detail.consents, person, purpose)
        if one is None:
            stays = " Zijn of haar naam en ziekte blijven hier." if person is Described.CARE_RECIPIENT else ""
            found.append(Consent(name, text, f"Nog niet gevraagd.{stays}", "unasked"))
            continue
        both = [c for c in detail.consents if (c.person, c.purpose) == (person, purpose)]
        found.append(Consent(name, text, " ".join(_words(c, detail, people, now) for c in both), "yes" if one.given else "no"))
    return found


def _words(one: ConsentState, detail: SignalDetail, people: People, now: datetime) -> str:
    """`Ja, gezegd op 20 november, vastgelegd door u.` and who said it, when that was another."""
    on = moments.date_in_full(one.on, moments.local(now).date())
    whose = "" if one.by is SaidBy.SELF else f" door {inside(label(one.by))}"
    why = f" {label(one.reason)}." if one.reason else ""
    return f"{'Ja' if one.given else 'Nee'}, {label(one.how).lower()}{whose} op {on}, {_recorded(one, detail.signaller, people)}.{why}"


def _said_itself(all_: tuple[ConsentState, ...]) -> bool:
    hers = [c for c in all_ if (c.person, c.purpose, c.by) == (Described.CAREGIVER, ConsentPurpose.REFERRAL, SaidBy.SELF)]
    return bool(hers) and hers[-1].given


def _recorded(one: ConsentState, who: Signaller, people: People) -> str:
    if one.recorded_by == "signaller":
        return f"aan {signaller(who)}"
    name = people.name(one.recorded_by)
    return "door zichzelf" if one.recorded_by == "caregiver" else f"vastgelegd door {'u' if name == 'U' else name}"


def _last(all_: tuple[ConsentState, ...], person: Described, purpose: ConsentPurpose) -> ConsentState | None:
    return next((c for c in reversed(all_) if c.person is person and c.purpose is purpose), None)


def _said(all_: tuple[ConsentState, ...], person: Described, purpose: ConsentPurpose) -> bool | None:
    found = _last(all_, person, purpose)
    return found.given if found else None


def _way(channel: str) -> str:
    return {"phone": "", "email": ", per e-mail", "letter": ", per brief", "sms": ", per sms", "visit": ", op bezoek"}[channel]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
