"""Her own page: what happens, who is who, and who looked; her words, and nothing that is not about her."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from babel.lists import format_list

from kernel.http.access_log import Look
from schemas.api.directory import Staff
from schemas.api.intake import ConsentState, Contact, MyFile
from schemas.api.referral import ConfirmationIn, Referral
from schemas.base import OrganisationId
from schemas.labels import label
from schemas.words import Confirmer, Described, Purpose, ReferralState, Role, Safe, SignallerKind, SignalState
from services.console.domain import moments
from services.console.domain.names import spoken_phone
from services.console.region import RegionPages
from services.console.views import history
from services.console.views.contact import address
from services.console.views.people import People

HERS = frozenset({Confirmer.CAREGIVER, Confirmer.DESK_FOR_CAREGIVER})
MAY_BE_ASKED = frozenset({ReferralState.HANDOVER_PLANNED, ReferralState.AWAITING_HER_WORD})
SIGNALLED: Mapping[SignallerKind, str] = {
    SignallerKind.SELF: "U meldde zichzelf aan.",
    SignallerKind.GP: "Uw huisarts meldde u aan.",
    SignallerKind.GP_NURSE: "De praktijkondersteuner van uw huisarts meldde u aan.",
    SignallerKind.HOME_CARE: "De wijkverpleging meldde u aan.",
    SignallerKind.HOSPITAL: "Het ziekenhuis meldde u aan.",
    SignallerKind.SCHOOL: "Uw school meldde u aan.",
    SignallerKind.EMPLOYER: "Uw werkgever meldde u aan.",
    SignallerKind.RELATIVE_OR_NEIGHBOUR: "Iemand die u kent, meldde u aan.",
}

WHY: Mapping[str, str] = {
    Purpose.SIGNAL: "Om uw aanvraag te ontvangen",
    Purpose.TRIAGE: "Om te kijken welke hulp past",
    Purpose.SUPPORT: "Om u te helpen",
    Purpose.HANDOVER: "Om kennis met u te maken",
    Purpose.MESSAGES: "Om u een bericht te sturen",
    Purpose.OWN_FILE: "U keek zelf",
    Purpose.OVERSIGHT: "Om te controleren of wij zorgvuldig zijn",
    Purpose.FIGURES: "Om te tellen, zonder namen",
    Purpose.OPERATION: "Om het systeem te laten werken",
}
"""Why someone looked, said to herself."""


@dataclass(frozen=True)
class Person:
    name: str
    role: str
    more: str = ""
    phone: str | None = None


@dataclass(frozen=True)
class Seen:
    who: str
    when: str
    why: str


def lines(file: MyFile, referral: Referral | None, people: People, now: datetime) -> list[history.Line]:
    """What was, what is now and what comes, in order."""
    first = SIGNALLED.get(file.signalled_by, "Iemand meldde u aan.")
    past = [
        one
        for one in history.for_her((*file.history, *(referral.history if referral else ())), now)
        if one.what != history.HERS["received"]
    ]
    start = min((h.at for h in file.history), default=None)
    told = history.Line(
        first, _capital(moments.day(moments.local(start).date(), moments.local(now).date())) if start else "", _by(file), strong=True
    )
    return [told, *past, *coming(file, referral, people, now)]


def coming(file: MyFile, referral: Referral | None, people: People, now: datetime) -> list[history.Line]:
    helper = people.find(referral.receiver) if referral else None
    name = helper.given_name if helper else "wie u gaat helpen"
    later = history.Line("De hulp begint.", "Daarna", f"{name[:1].upper() + name[1:]} spreekt met u af wanneer.", "later", True)
    if file.state is SignalState.CLOSED:
        return []
    if referral is None or referral.state in {ReferralState.RETURNED, ReferralState.WITHDRAWN}:
        return [
            history.Line("Wij bellen u om te kijken wat u helpt.", "Nu", "U beslist. Zonder uw ja gebeurt er niets.", "now", True),
            history.Line("Wij zoeken iemand die bij u past.", "Daarna", "", "later", True),
        ]
    if referral.state in {ReferralState.REQUESTED, ReferralState.OFFERED}:
        return [history.Line("Wij zoeken iemand die bij u past.", "Nu", "Zegt iemand ja, dan hoort u het meteen.", "now", True), later]
    if referral.state is ReferralState.ACCEPTED:
        return [history.Line(f"{_capital(name)} belt u voor een afspraak.", "Nu", "", "now", True), later]
    if referral.state in MAY_BE_ASKED and referral.meeting:
        past = now >= referral.meeting.at
        more = "Wij wachten op uw antwoord." if past and not HERS & set(referral.confirmed_by) else "" if past else "Hier bent u nu."
        return [history.Line(f"U maakt kennis met {name}.", _capital(moments.moment(referral.meeting.at, now)), more, "now", True), later]
    if referral.state is ReferralState.HANDED_OVER:
        return [history.Line(f"{_capital(name)} helpt u.", "Nu", "Klopt er iets niet? Bel ons gerust.", "now", True)]
    return []


def who_is_who(file: MyFile, referral: Referral | None, people: People, desk_phone: str) -> list[Person]:
    found = []
    helper = people.find(referral.receiver) if referral else None
    if helper:
        found.append(Person(helper.name, f"{helper.organisation_name}. Helpt u verder.", phone=helper.phone))
    assessor = people.find(file.assessor)
    if assessor:
        found.append(Person(assessor.name, "Aanmeldpunt. Hier kunt u altijd terecht.", phone=assessor.phone or desk_phone))
    if file.signaller_name and file.signalled_by is not SignallerKind.SELF:
        hears = any(c.given and c.purpose.value == "feedback-to-signaller" for c in file.consents)
        found.append(
            Person(
                file.signaller_name,
                f"{label(file.signalled_by)}. "
                + ("Hoort of de hulp begint, niet wat u vertelt." if hears else "Hoort alleen dat de melding binnen is en is afgerond."),
            )
        )
    return found


def may_confirm(referral: Referral | None, now: datetime) -> bool:
    """Only after the appointment, and only once."""
    return bool(
        referral
        and referral.meeting
        and referral.state in MAY_BE_ASKED
        and now >= referral.meeting.at
        and not HERS & set(referral.confirmed_by)
    )


def may_be_shown(referral: Referral | None) -> bool:
    """A meeting stands until it was replaced or is behind us for good."""
    return bool(referral and referral.meeting and referral.state in MAY_BE_ASKED | {ReferralState.HANDED_OVER})


def word(took_place: bool) -> ConfirmationIn:
    return ConfirmationIn(took_place=took_place)


def seen(looks: Iterable[Look], people: People, organisations: Mapping[OrganisationId, str], now: datetime) -> list[Seen]:
    """Newest first; who looked several times on a day for the same reason stands there once."""
    found: dict[tuple[str, str, str], tuple[datetime, int]] = {}
    for one in sorted(looks, key=lambda look: look.at, reverse=True):
        day = moments.day(moments.local(one.at).date(), moments.local(now).date())
        key = (_who(one, people, organisations), day, purpose(one.purpose, herself=one.role == Role.CAREGIVER))
        first, times = found.get(key, (one.at, 0))
        found[key] = (first, times + 1)
    return [
        Seen(who, f"{_capital(day)}, {moments.clock(at)}" + (f", en {times - 1} keer eerder" if times > 1 else ""), why)
        for (who, day, why), (at, times) in found.items()
    ]


def _who(one: Look, people: People, organisations: Mapping[OrganisationId, str]) -> str:
    if people.find(one.by):
        return people.full(one.by)
    if one.role == Role.CAREGIVER:
        return "Uzelf"
    if one.organisation is not None and one.organisation in organisations:
        return organisations[OrganisationId(one.organisation)]
    return (
        "Mantelbrug zelf, zonder dat een mens keek"
        if one.role == Role.SERVICE
        else "Het systeem van wie meldde"
        if one.role == Role.SIGNALLER
        else "Een medewerker"
    )


def purpose(code: str, *, herself: bool = False) -> str:
    if code == Purpose.OWN_FILE and not herself:
        return "Omdat u zelf naar uw gegevens vroeg"
    return WHY.get(code, WHY[Purpose.SUPPORT])


def contact(known: Contact | None, region: RegionPages) -> list[tuple[str, str]]:
    if known is None:
        return []
    safe = known.safe_to_contact
    rows = [
        ("Telefoon", spoken_phone(known.phone) if known.phone else "Niet bekend"),
        ("E-mail", known.email or "Niet bekend"),
        ("Adres", address(known, region) or "Niet bekend"),
        ("Beste tijd", known.best_times or "Maakt niet uit"),
        (
            "Bellen, inspreken, mailen, brief",
            ", ".join(label(Safe(one)).lower() for one in (safe.phone, safe.voicemail, safe.email, safe.letter)),
        ),
    ]
    return rows


def consents(all_: Iterable[ConsentState], now: datetime) -> list[tuple[str, str]]:
    """Her own, the last word on each."""
    latest = {c.purpose: c for c in all_ if c.person is Described.CAREGIVER}
    today = moments.local(now).date()
    return [
        (label(purpose_), f"{'Ja' if c.given else 'Nee'}, {label(c.how).lower()} op {moments.date_in_full(c.on, today)}")
        for purpose_, c in latest.items()
    ]


def given(all_: Iterable[ConsentState]) -> list[ConsentState]:
    latest = {c.purpose: c for c in all_ if c.person is Described.CAREGIVER}
    return [c for c in latest.values() if c.given]


def first_names(staff: Iterable[Staff | None]) -> str:
    names = [one.given_name for one in staff if one]
    return format_list(names, locale="nl")


def _by(file: MyFile) -> str:
    return f"Dat deed {file.signaller_name}." if file.signaller_name and file.signalled_by is not SignallerKind.SELF else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
