"""One request for help: to the provider without a name until it says yes, to the desk with every attempt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from babel.lists import format_list

from schemas.api.intake import Contact, DisclosedContact, SignalDetail
from schemas.api.referral import Meeting, Referral
from schemas.base import OrganisationId, StaffId
from schemas.labels import label, labels
from schemas.words import Confirmer, Group, ReferralState, SupportArea, Urgency
from services.console.domain import moments
from services.console.domain.everyday import language
from services.console.region import RegionPages
from services.console.views import contact, history
from services.console.views.people import People, ids_of

LISTS: Mapping[str, tuple[str, str, str]] = {
    "open": ("open", "Wachten op antwoord", "Er wacht niets op antwoord"),
    "gepland": ("planned", "Kennismaken", "Er zijn geen kennismakingen te plannen of te bevestigen"),
    "lopend": ("active", "Lopende hulp", "Er loopt nu geen hulp"),
    "klaar": ("done", "Klaar", "Er is nog niets afgerond"),
}
ASKS: Mapping[SupportArea, str] = {
    SupportArea.INFORMATION_AND_ADVICE: "informatie en advies",
    SupportArea.PERSONAL_GUIDANCE: "iemand die meedenkt",
    SupportArea.EMOTIONAL_SUPPORT: "een luisterend oor",
    SupportArea.EDUCATION: "een cursus of training",
    SupportArea.PRACTICAL_HELP: "praktische hulp",
    SupportArea.RESPITE: "iemand die de zorg even overneemt",
    SupportArea.FINANCIAL_SUPPORT: "hulp bij geld en formulieren",
    SupportArea.MATERIAL_HELP: "hulpmiddelen of aanpassingen",
}
HASTE: Mapping[Urgency, str] = {
    Urgency.ROUTINE: "Geen haast, wel graag binnen twee weken iemand spreken",
    Urgency.SOON: "Binnen enkele dagen iemand spreken",
    Urgency.TODAY: "Zo snel mogelijk iemand spreken",
    Urgency.SAFETY: "Veiligheid: het aanmeldpunt is al bezig",
}
DUE: Mapping[str, str] = {
    "answer": "Antwoord",
    "plan": "Kennismaking plannen",
    "confirm": "Bevestigen",
    "outcome": "Afsluiten met uitkomst",
}
STEPS = (
    (frozenset({ReferralState.REQUESTED, ReferralState.OFFERED}), "U zegt ja of nee", "U zei ja"),
    (frozenset({ReferralState.ACCEPTED}), "U plant de kennismaking", "Kennismaking gepland"),
    (
        frozenset({ReferralState.HANDOVER_PLANNED, ReferralState.AWAITING_HER_WORD}),
        "U en zij bevestigen dat het gesprek er was",
        "U bevestigde allebei",
    ),
    (frozenset({ReferralState.HANDED_OVER}), "U geeft hulp en sluit af met de uitkomst", "Afgesloten"),
)
COLD_STEPS = (STEPS[0], (STEPS[1][0] | STEPS[2][0], "U neemt contact op en bevestigt dat", "U sprak elkaar"), STEPS[3])
IN_HAND = frozenset({ReferralState.ACCEPTED, ReferralState.HANDOVER_PLANNED, ReferralState.AWAITING_HER_WORD, ReferralState.HANDED_OVER})
SHORTLY = timedelta(minutes=1)
RETURNED = frozenset({ReferralState.RETURNED, ReferralState.WITHDRAWN})
OVER = frozenset({ReferralState.COMPLETED, ReferralState.STOPPED, ReferralState.RETURNED, ReferralState.WITHDRAWN})


@dataclass(frozen=True)
class Row:
    id: str
    reference: str
    title: str
    place: str
    due: str
    due_kind: str
    about: str
    state: str
    who: str


@dataclass(frozen=True)
class When:
    """A meeting as people put it on the calendar."""

    day: str
    time: str
    weekday_short: str
    month_short: str
    number: str
    how: str
    place: str
    minutes: str
    past: bool
    iso: str


@dataclass(frozen=True)
class Summary:
    """How it stands, on the page of the signal."""

    id: str
    state: str
    going_well: bool
    due: str
    due_kind: str
    attempts: "list[Attempt]"


@dataclass(frozen=True)
class Attempt:
    provider: str
    when: str
    answer: str
    good: bool | None


def staff_in(referral: Referral) -> set[StaffId]:
    meeting = referral.meeting
    return ids_of(
        referral.assessor, referral.receiver, *(h.by for h in referral.history), *((meeting.assessor, meeting.receiver) if meeting else ())
    )


def asks_for(areas: tuple[SupportArea, ...]) -> str:
    """`Iemand zoekt een luisterend oor en praktische hulp`: who it is stays out of it."""
    words = [ASKS[area] for area in areas[:3]] or ["hulp"]
    return "Iemand zoekt " + format_list(words, locale="nl")


def row(one: Referral, people: People, region: RegionPages, now: datetime, name: str | None = None) -> Row:
    due = f"{DUE.get(one.due_what or '', 'Af')}: {moments.due_short(one.due_at, now)}" if one.due_at and one.state not in OVER else ""
    return Row(
        id=str(one.id),
        reference=one.reference,
        title=name or asks_for(one.support_areas),
        place=region.town(one.municipality) if one.municipality else "plaats onbekend",
        due=due,
        due_kind=moments.due_kind(one.due_at, now) if one.due_at else "",
        about=labels(one.support_areas),
        state=label(one.state),
        who=people.name(one.receiver),
    )


def question(one: Referral, region: RegionPages, offer: str = "", *, at_desk: bool = False) -> list[tuple[str, str]]:
    """What a provider needs to decide, and nothing that tells who it is."""
    age = f"Iemand van {one.age_from} tot {one.age_from + 9} jaar" if one.age_from is not None else ""
    rows = [
        ("Gevraagd", labels(one.support_areas)),
        ("Voor wie", age),
        ("Waar", region.town(one.municipality) if one.municipality else "In de regio"),
        ("Groep", labels([group for group in one.groups if group is not Group.OLDER or not age])),
        ("Taal", language(one.language).capitalize()),
        ("Haast", HASTE[one.urgency]),
        ("Overdracht", _handover(one.warm, at_desk)),
        ("Uw aanbod", offer),
    ]
    return [(term, text) for term, text in rows if text]


def _handover(warm: bool, at_desk: bool) -> str:
    if at_desk:
        return "Warm: drie mensen maken samen kennis" if warm else "De aanbieder neemt zelf contact op"
    return "Warm: u maakt kennis met haar of hem, samen met het aanmeldpunt" if warm else "U neemt zelf contact op"


def steps(one: Referral, now: datetime) -> list[history.Line]:
    """What was, what is now and what comes: of the deed, never of a person."""
    lines = []
    path = STEPS if one.warm or one.meeting else COLD_STEPS
    at = next((i for i, (states, _, _) in enumerate(path) if one.state in states), len(path))
    for i, (_, to_do, was) in enumerate(path):
        time = ""
        if i == at and one.due_at:
            time = moments.due_words(one.due_at, now)
        elif i > at:
            time = "Daarna"
        lines.append(history.Line(was if i < at else to_do, time, when="" if i < at else "now" if i == at else "later"))
    return lines


def meeting(planned: Meeting, now: datetime) -> When:
    at = moments.local(planned.at)
    text = moments.date_in_full(at.date(), moments.local(now).date())
    return When(
        day=text[:1].upper() + text[1:],
        time=moments.clock(planned.at),
        weekday_short=text[:2],
        month_short=text.split()[2][:3],
        number=str(at.day),
        how=label(planned.way),
        place=planned.place or "",
        minutes=f"{planned.minutes} minuten",
        past=now >= planned.at + timedelta(minutes=planned.minutes),
        iso=planned.at.isoformat(),
    )


def reach(disclosed: DisclosedContact | None, region: RegionPages) -> tuple[Contact | None, list[tuple[str, str]], str]:
    """How the provider reaches her, once it may."""
    if disclosed is None or disclosed.contact is None:
        return None, [], ""
    return disclosed.contact, contact.facts(disclosed.contact, region), contact.to_mind(disclosed.contact)


def attempts(one: Referral, organisations: Mapping[OrganisationId, str], now: datetime) -> list[Attempt]:
    found = []
    for tried in one.attempts:
        said = {
            "accepted": "Zei ja",
            "declined": "Zei nee: " + label(tried.reason).lower() if tried.reason else "Zei nee",
            "expired": "Antwoordde niet op tijd",
            "withdrawn": "Ingetrokken",
        }.get(
            tried.answer or "",
            f"Antwoord verwacht {moments.due_words(tried.answer_due, now)[:1].lower() + moments.due_words(tried.answer_due, now)[1:]}",
        )
        good = {"accepted": True, None: None}.get(tried.answer, False)
        found.append(Attempt(organisations.get(tried.provider, "Een aanbieder"), moments.moment(tried.offered_at, now), said, good))
    return found


def on_its_way(signal: SignalDetail, now: datetime) -> Summary | None:
    """Just appointed: the request is on its way to who is asked, and nobody can be chosen once more."""
    if signal.step != "waiting" or signal.referral_id is None:
        return None
    since = max((one.at for one in signal.history), default=now)
    asked = Attempt("De aanbieder van uw keuze", moments.moment(since, now), "Krijgt nu de vraag", None)
    return Summary(str(signal.referral_id), "Wacht op aanbieder", False, "", "", [asked])


def summary(one: Referral, organisations: Mapping[OrganisationId, str], now: datetime) -> Summary:
    due = f"{DUE.get(one.due_what or '', 'Af')}: {moments.due_short(one.due_at, now)}" if one.due_at and one.state not in OVER else ""
    return Summary(
        id=str(one.id),
        state=label(one.state),
        going_well=one.state in IN_HAND or one.state is ReferralState.COMPLETED,
        due=due,
        due_kind=moments.due_kind(one.due_at, now) if one.due_at else "",
        attempts=attempts(one, organisations, now),
    )


def confirmed(one: Referral) -> list[str]:
    return [label(by) for by in one.confirmed_by]


def just_accepted(one: Referral, now: datetime) -> bool:
    """So short ago that the other services may still be hearing of it."""
    return any(line.what == "accepted" and now - line.at < SHORTLY for line in one.history)


def waits_for_her(one: Referral) -> bool:
    hers = {Confirmer.CAREGIVER, Confirmer.DESK_FOR_CAREGIVER, Confirmer.COORDINATOR}
    return one.state in {ReferralState.HANDOVER_PLANNED, ReferralState.AWAITING_HER_WORD} and not hers & set(one.confirmed_by)
