"""What stands on the page of one request, for the provider and for the desk: which deeds are open now, and whose names may show."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from schemas.api.intake import DisclosedContact
from schemas.api.notifications import Message
from schemas.api.referral import Referral
from schemas.base import OrganisationId
from schemas.labels import label
from schemas.words import Channel, Confirmer, MeetingWay, ReferralState, Safe
from services.console.domain import moments
from services.console.region import RegionPages
from services.console.views import history
from services.console.views import referral as view
from services.console.views.people import People

OVER: Mapping[ReferralState, str] = {
    ReferralState.COMPLETED: "U sloot deze hulp af. Dank u.",
    ReferralState.STOPPED: "Deze hulp is gestopt. U ziet de gegevens niet meer.",
    ReferralState.WITHDRAWN: "Deze aanvraag is ingetrokken. U hoeft niets meer te doen.",
    ReferralState.RETURNED: "Het aanmeldpunt heeft de vraag weer. U hoeft niets meer te doen.",
}
BACK: Mapping[ReferralState, str] = {
    ReferralState.ACCEPTED: "?lijst=gepland",
    ReferralState.HANDOVER_PLANNED: "?lijst=gepland",
    ReferralState.AWAITING_HER_WORD: "?lijst=gepland",
    ReferralState.HANDED_OVER: "?lijst=lopend",
    ReferralState.COMPLETED: "?lijst=klaar",
    ReferralState.STOPPED: "?lijst=klaar",
}
HEADINGS: Mapping[ReferralState, str] = {
    ReferralState.ACCEPTED: "Kennismaking plannen",
    ReferralState.HANDOVER_PLANNED: "Kennismaking",
    ReferralState.AWAITING_HER_WORD: "Wachten op bevestiging",
    ReferralState.HANDED_OVER: "Lopende hulp",
}
MAY_PLAN = frozenset({ReferralState.ACCEPTED, ReferralState.HANDOVER_PLANNED})
BEFORE_HANDOVER = MAY_PLAN | {ReferralState.REQUESTED, ReferralState.OFFERED, ReferralState.AWAITING_HER_WORD}
HER_WORD_TRIES = 3
SENT: Mapping[str, str] = {
    "waiting": "Wordt verstuurd",
    "sent": "Verstuurd",
    "withheld": "Niet verstuurd: daar is geen toestemming voor, of het is niet veilig",
    "call-asked": "Niet verstuurd: bel",
    "failed": "Niet aangekomen",
}


@dataclass(frozen=True)
class OfferPage:
    title: str
    heading: str
    state: str
    back: str
    asked: bool
    in_hand: bool
    question: list[tuple[str, str]]
    due_text: str
    due_kind_: str
    first_name: str
    when: view.When | None
    three: list[tuple[str, str, str]]
    ask_took_place: bool
    waits_for_her: bool
    can_plan: bool
    can_confirm_first_contact: bool
    can_try: bool
    can_finish: bool
    over: str
    contact: list[tuple[str, str]]
    on_its_way: bool
    """Her details are there in a moment: the yes was just now."""
    tel_number: str | None
    mind: str
    know: str
    about_recipient: str
    steps: list[history.Line]
    assessor_name: str


def page(
    one: Referral, hers: DisclosedContact | None, people: People, region: RegionPages, now: datetime, offer: str, me: str
) -> OfferPage:
    known = hers.contact if hers else None
    first = (known.given_name or known.name) if known else "zij of hij"
    asked = one.state in (ReferralState.REQUESTED, ReferralState.OFFERED)
    meets = one.meeting if one.state in view.IN_HAND - {ReferralState.ACCEPTED} else None
    confirmed = Confirmer.RECEIVER in one.confirmed_by
    contact, rows, mind = view.reach(hers, region)
    title = "Aanvraag beantwoorden" if asked else HEADINGS.get(one.state, label(one.state))
    return OfferPage(
        title=title,
        heading=view.asks_for(one.support_areas) if known is None else known.name,
        state=label(one.state),
        back=BACK.get(one.state, ""),
        asked=asked,
        in_hand=one.state in view.IN_HAND,
        question=view.question(one, region, offer),
        due_text=moments.due_words(one.due_at, now) if one.due_at and one.state not in view.OVER else "",
        due_kind_=moments.due_kind(one.due_at, now) if one.due_at else "",
        first_name=first,
        when=view.meeting(meets, now) if meets else None,
        three=three(one, known.name if known else "Zij of hij", (known.best_times or "") if known else "", people, me),
        ask_took_place=meets is not None and one.state is ReferralState.HANDOVER_PLANNED and now >= meets.at and not confirmed,
        waits_for_her=one.state is ReferralState.AWAITING_HER_WORD,
        can_plan=one.state in MAY_PLAN and not (confirmed and meets is not None),
        can_confirm_first_contact=one.state is ReferralState.ACCEPTED and not one.warm,
        can_try=one.state in MAY_PLAN,
        can_finish=one.state is ReferralState.HANDED_OVER,
        over=OVER.get(one.state, ""),
        contact=rows if contact else [],
        on_its_way=contact is None and view.just_accepted(one, now),
        tel_number=contact.phone if contact and contact.safe_to_contact.phone is not Safe.NO else None,
        mind=mind,
        know=(hers.note or "") if hers else "",
        about_recipient=(hers.about_recipient or "") if hers else "",
        steps=view.steps(one, now),
        assessor_name=people.name(one.assessor) if people.find(one.assessor) else "",
    )


def three(one: Referral, her: str, times: str, people: People, me: str) -> list[tuple[str, str, str]]:
    """Who hands over, who receives, and whom it is about."""
    receiver = people.find(one.receiver)
    assessor = people.find(one.assessor)
    return [
        (assessor.name if assessor else "Het aanmeldpunt", "Draagt over", assessor.organisation_name if assessor else ""),
        (receiver.name if receiver else me, "Neemt over", receiver.organisation_name if receiver else ""),
        (her, "Om wie het gaat", f"Liefst {times[:1].lower() + times[1:]}" if times else ""),
    ]


def ways(first_name: str) -> list[tuple[str, str]]:
    at_home = "Bij haar of hem thuis" if first_name == "zij of hij" else f"Bij {first_name} thuis"
    return [
        (MeetingWay.AT_HOME.value, at_home),
        (MeetingWay.BY_PHONE.value, label(MeetingWay.BY_PHONE)),
        (MeetingWay.AT_OFFICE.value, label(MeetingWay.AT_OFFICE)),
        (MeetingWay.VIDEO.value, label(MeetingWay.VIDEO)),
    ]


@dataclass(frozen=True)
class HandoverPage:
    heading: str
    state: str
    due_text: str
    due_kind_: str
    attempts: list[view.Attempt]
    when: view.When | None
    three: list[tuple[str, str, str]]
    confirmed: list[str]
    can_confirm_for_her: bool
    can_decide: bool
    can_withdraw: bool
    question: list[tuple[str, str]]


def handover(
    one: Referral, people: People, organisations: Mapping[OrganisationId, str], region: RegionPages, now: datetime, *, coordinator: bool
) -> HandoverPage:
    meets = one.meeting if one.state not in (ReferralState.REQUESTED, ReferralState.OFFERED) else None
    hers = view.waits_for_her(one) and meets is not None and now >= meets.at
    return HandoverPage(
        heading=view.asks_for(one.support_areas),
        state=label(one.state),
        due_text=f"{view.DUE.get(one.due_what or '', 'Af')}: {moments.due_short(one.due_at, now)}"
        if one.due_at and one.state not in view.OVER
        else "",
        due_kind_=moments.due_kind(one.due_at, now) if one.due_at else "",
        attempts=view.attempts(one, organisations, now),
        when=view.meeting(meets, now) if meets else None,
        three=three(one, "Wie hulp krijgt", "", people, "De aanbieder"),
        confirmed=view.confirmed(one),
        can_confirm_for_her=hers,
        can_decide=hers and coordinator and one.state is ReferralState.AWAITING_HER_WORD and one.her_word_asked >= HER_WORD_TRIES,
        can_withdraw=one.state in BEFORE_HANDOVER,
        question=view.question(one, region, at_desk=True),
    )


@dataclass(frozen=True)
class Told:
    text: str
    state: str


def messages(all_: tuple[Message, ...], now: datetime) -> list[Told]:
    """Which messages went out about this request: of what kind and what became of them, never what they say."""
    return [
        Told(
            label(one.kind), f"{SENT.get(one.state, one.state)}{_by(one.channel)}, {moments.short_day(one.sent_at or one.created_at, now)}"
        )
        for one in sorted(all_, key=lambda m: m.created_at, reverse=True)
    ]


def _by(channel: Channel | None) -> str:
    return f" per {label(channel).lower()}" if channel in (Channel.EMAIL, Channel.SMS, Channel.LETTER) and channel else ""
