"""How an application stands, in words for who asked for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from schemas.api.waardering.own import EvidenceShown, OwnApplication, OwnPayment
from schemas.labels import label
from schemas.words import ApplicationState, PaymentState, WaarderingForm
from services.console.domain import moments
from services.console.views.waardering import euros

HEADLINES: Mapping[ApplicationState, tuple[str, str, str]] = {
    ApplicationState.RECEIVED: ("Wij bekijken uw aanvraag", "Ontvangen", "accent"),
    ApplicationState.INCOMPLETE: ("Wij hebben een vraag aan u", "Wacht op u", "today"),
    ApplicationState.WAITING: ("Uw aanvraag staat op de wachtlijst", "Wachtlijst", "accent"),
    ApplicationState.POOLED: ("De waardering is toegekend", "Toegekend", "good"),
    ApplicationState.GRANTED: ("De waardering is toegekend", "Toegekend", "good"),
    ApplicationState.REFUSED: ("Uw aanvraag is afgewezen", "Afgewezen", "late"),
    ApplicationState.WITHDRAWN: ("U hebt uw aanvraag ingetrokken", "Ingetrokken", ""),
}
PAYING: Mapping[PaymentState, str] = {
    PaymentState.DUE: "staat klaar om uit te betalen of te versturen",
    PaymentState.IN_RUN: "wordt nu klaargemaakt",
    PaymentState.SENT: "is onderweg",
    PaymentState.COLLECTED: "is opgehaald",
    PaymentState.RETURNED: "kwam terug. Wij zoeken met u uit hoe u het alsnog krijgt",
}
SIZE = 1024 * 1024


@dataclass(frozen=True)
class Paper:
    name: str
    kind: str
    more: str
    state: str
    badge: str


@dataclass(frozen=True)
class Paid:
    text: str
    code_of: UUID | None
    """The payment of which she can see the code."""
    account_of: UUID | None
    """The payment for which she can give another account."""
    account_given: bool


@dataclass(frozen=True)
class Standing:
    headline: str
    badge: str
    kind: str
    lead: str
    rows: list[tuple[str, str]]
    paid: list[Paid]


def standing(one: OwnApplication, now: datetime) -> Standing:
    headline, badge, kind = HEADLINES[one.state]
    return Standing(headline, badge, kind, _lead(one, now), _rows(one), [paid(payment) for payment in one.payments])


def _lead(one: OwnApplication, now: datetime) -> str:
    by = moments.day(moments.local(one.decide_by).date(), moments.local(now).date())
    if one.state is ApplicationState.RECEIVED:
        return f"U krijgt bericht voor {by}." + (" Dank u voor uw antwoord." if one.answered else "")
    if one.state is ApplicationState.INCOMPLETE and one.answer_by is not None:
        until = moments.day(moments.local(one.answer_by).date(), moments.local(now).date())
        return f"Antwoord voor {until}. Daarna kijken wij verder met wat wij weten."
    if one.state is ApplicationState.WAITING:
        return "Het budget is nu op. Komt er ruimte, dan kijken wij op volgorde van ontvangst."
    if one.state is ApplicationState.POOLED:
        return "Hoeveel het wordt, weten wij na de aanvraagperiode. Dan krijgt u nog een bericht."
    if one.state is ApplicationState.GRANTED:
        return f"Het gaat om {euros(one.cents)}." if one.cents else "U leest in de brief wat u krijgt."
    if one.state is ApplicationState.REFUSED:
        return "In de brief staat waarom, en wat u kunt doen."
    return "Er gebeurt verder niets mee. U kunt opnieuw aanvragen."


def _rows(one: OwnApplication) -> list[tuple[str, str]]:
    rows = [("Kenmerk", one.reference), ("Regeling", one.scheme_name), ("Ontvangen", moments.in_full(one.received_at))]
    if one.decided_at is not None and one.state is not ApplicationState.WITHDRAWN:
        rows.append(("Beslist op", moments.in_full(one.decided_at)))
    if one.reason is not None:
        rows.append(("Reden", label(one.reason) + (f" ({one.article})" if one.article else "")))
    if one.objection_until is not None and one.state is ApplicationState.REFUSED:
        rows.append(("Bezwaar kan tot en met", moments.in_full(one.objection_until)))
    return rows


def paid(payment: OwnPayment) -> Paid:
    worth = f", {euros(payment.cents)}," if payment.cents else ""
    return Paid(f"{label(payment.form)}{worth} {_how(payment)}.", payment.code_of, payment.account_of, payment.account_given)


def _how(payment: OwnPayment) -> str:
    """Only the bank knows that it arrived; until then the order was given."""
    if payment.confirmed:
        return "is betaald"
    if payment.state is PaymentState.SENT and payment.form is WaarderingForm.MONEY:
        return "is doorgegeven aan de bank. Het kan een paar werkdagen duren"
    if payment.repeated:
        return "kwam terug. Wij betalen het opnieuw"
    if payment.account_given:
        return "kwam terug. Wij hebben uw nieuwe rekeningnummer en betalen het opnieuw"
    if payment.account_of is not None:
        return "kwam terug. Geef hier het goede rekeningnummer"
    return PAYING.get(payment.state, label(payment.state))


def paper(one: EvidenceShown) -> Paper:
    size = f"{one.size / SIZE:.1f} MB".replace(".", ",") if one.size >= SIZE // 10 else f"{max(1, one.size // 1024)} kB"
    state, badge = {None: ("Wordt bekeken", "accent"), True: ("In orde", "good"), False: ("Niet goed", "late")}[one.accepted]
    kind = (one.kind_name or "bij uw antwoord").removeprefix("een ").removeprefix("het ")
    return Paper(one.file_name, kind[:1].upper() + kind[1:], f"{size}, {moments.in_full(one.added_at)}", state, badge)
