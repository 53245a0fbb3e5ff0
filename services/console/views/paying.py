"""Payments, runs, the bank's reports and hand-out lists, in words that who pays and who hands over know."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from schemas.api.base import Happened
from schemas.api.waardering import BankReport, BankReportLine, HandOutLine, Payment, Ready, Run, RunShown
from schemas.labels import LABELS, label
from schemas.words import BankOutcome, PaymentReturn, PaymentState, WaarderingForm
from services.console.domain import moments
from services.console.views.history import Line
from services.console.views.people import People
from services.console.views.waardering import euros

WHAT: Mapping[str, str] = {
    "made": "Klaargezet om te betalen",
    "in-run": "In een betaalronde gezet",
    "sent": "Betaalronde goedgekeurd, bestand gemaakt",
    "confirmed": "De bank meldde: betaald",
    "returned": "Teruggekomen",
    "account-given": "Zelf een ander rekeningnummer gegeven",
    "repeated": "Opnieuw klaargezet als een nieuwe betaling",
    "repeats": "Gemaakt als nieuwe betaling na een die terugkwam",
    "cancelled": "Vervallen",
    "code-taken": "Code ontvangen van de leverancier",
    "code-read": "Code bekeken",
    "code-told": "Per mail gemeld dat de code klaarstaat",
    "code-opened": "Code geopend door wie hem krijgt",
    "collected": "Uitgereikt",
    "collection-undone": "Uitreiken teruggedraaid",
    "fetched": "Bestand opgehaald",
}
DETAIL: Mapping[str, str] = {
    "account-corrected": "met een ander rekeningnummer",
    "account-by-payee": "met het rekeningnummer dat de mantelzorger zelf gaf",
    "scanned": "met de code",
    "by-name": "op naam",
}
CHECKS: Mapping[str, tuple[str, str]] = {
    "count": ("Het aantal betalingen klopt", "Het aantal betalingen klopt niet meer"),
    "total": ("Het totaal klopt tot op de cent", "Het totaal klopt niet meer"),
    "twice": ("Niemand staat er twee keer in voor hetzelfde", "Iemand staat er twee keer in voor hetzelfde"),
    "accounts": ("Elke betaling heeft een rekeningnummer", "Er is een betaling zonder rekeningnummer"),
    "corrected": (
        "Alle rekeningnummers komen van de aanvraag",
        "Een medewerker vulde een ander rekeningnummer in, of nam over wat de mantelzorger zelf gaf. Kijk dat na",
    ),
}
KIND: Mapping[str, str] = {
    PaymentState.RETURNED: "late",
    PaymentState.SENT: "accent",
    PaymentState.COLLECTED: "good",
    PaymentState.IN_RUN: "today",
}
ICON: Mapping[str, str] = {"late": "alert-triangle", "good": "check", "today": "hourglass", "accent": "send", "": "calendar-event"}
OUTCOME: Mapping[str, str] = {
    BankOutcome.PAID: "good",
    BankOutcome.RETURNED: "late",
    BankOutcome.OTHER_AMOUNT: "late",
    BankOutcome.UNKNOWN: "today",
}


@dataclass(frozen=True)
class Row:
    id: str
    name: str
    what: str
    amount: str
    state: str
    kind: str
    icon: str
    more: str
    new_account: bool
    """She gave another herself, and nobody paid to it yet."""
    code: str


def row(one: Payment) -> Row:
    confirmed = one.confirmed_at is not None and one.state == PaymentState.SENT
    kind = "good" if confirmed else KIND.get(one.state, "")
    return Row(
        id=str(one.id),
        name=one.name or "",
        what=label(one.form),
        amount=euros(one.cents),
        state="Betaald volgens de bank" if confirmed else label(one.state),
        kind=kind,
        icon=ICON[kind],
        more=label(one.returned) if one.returned else "",
        new_account=one.new_account_at is not None,
        code="Ja" if one.has_code else "Nog niet",
    )


def what_of(form: WaarderingForm, supplier: str | None) -> str:
    """Vouchers come from a supplier; money with a name goes to a good cause."""
    return label(form) + (f" {'voor' if form is WaarderingForm.MONEY else 'van'} {supplier}" if supplier else "")


def ready(one: Ready) -> tuple[str, str, str]:
    """A choice: what would go in one run."""
    what = what_of(one.form, one.supplier)
    many = f"{one.count} {'betaling' if one.count == 1 else 'betalingen'}, samen {euros(one.total_cents)}"
    waits = [f"{one.without_account} zonder rekeningnummer"] if one.without_account else []
    waits += [f"{one.later} later in het jaar"] if one.later else []
    return f"{one.form}|{one.supplier or ''}", what, many + (f". Wacht nog: {', '.join(waits)}" if waits else "")


@dataclass(frozen=True)
class RunRow:
    id: str
    title: str
    count: int
    total: str
    state: str
    kind: str
    icon: str
    made: str
    approved: str


def run(one: Run, people: People, now: datetime) -> RunRow:
    kind = {"proposed": "today", "approved": "good"}.get(one.state, "")
    return RunRow(
        id=one.id,
        title=f"{what_of(one.form, one.supplier)}, {moments.short_day(one.made_at, now)}",
        count=one.count,
        total=euros(one.total_cents),
        state=label(one.state),
        kind=kind,
        icon={"good": "check", "today": "hourglass"}.get(kind, "x"),
        made=f"{people.name(one.made_by)}, {moments.moment(one.made_at, now)}",
        approved=f"{people.name(one.approved_by)}, {moments.moment(one.approved_at, now)}" if one.approved_at else "",
    )


def checks(one: RunShown) -> list[tuple[bool, str]]:
    """What was looked at; what is not right says how often."""
    return [
        (found.good, CHECKS[found.code][0] if found.good else CHECKS[found.code][1] + (f" ({found.count})" if found.count else ""))
        for found in one.checks
    ]


def since(one: RunShown) -> list[tuple[str, str]]:
    """What the bank, the supplier or the table at the meeting said since."""
    found = [("Betaald volgens de bank", f"{one.confirmed} van {one.count}")] if one.form == "money" else []
    found += [("Teruggekomen", f"{one.returned}, samen {euros(one.returned_cents)}")] if one.returned else []
    found += [("Codes ontvangen", f"{one.codes} van {one.count}")] if one.form in ("voucher", "card") else []
    found += [("Uitgereikt", f"{one.collected} van {one.count}")] if one.form != "money" else []
    return found


def lines(history: Iterable[Happened], people: People, now: datetime) -> list[Line]:
    """Newest first, with who did it."""
    told = []
    for one in sorted(history, key=lambda h: h.at)[::-1]:
        detail = DETAIL.get(one.code or "") or LABELS[PaymentReturn].get(one.code or "", "")
        what = WHAT.get(one.what, one.what.replace("-", " ").capitalize())
        at = moments.moment(one.at, now)
        more = f"{what}: {detail[:1].lower() + detail[1:]}" if detail else what
        told.append(Line(more, at[:1].upper() + at[1:], people.name(one.by)))
    return told


def staff_in(history: Iterable[Happened]) -> set[str]:
    return {one.by for one in history if one.by}


def told(one: BankReport) -> list[tuple[str, str]]:
    """Only what there is, but always how many were paid and how many came back."""
    found = [("Betaald", one.paid), ("Teruggekomen", one.returned), ("Was al bekend", one.known_already), ("Onderweg", one.on_its_way)]
    found += [("Ander bedrag dan betaald", one.other_amount), ("Niet van ons", one.not_ours)]
    return [(what, str(many)) for place, (what, many) in enumerate(found) if many or place < 2]


@dataclass(frozen=True)
class ReportRow:
    name: str
    payment: str
    outcome: str
    kind: str
    icon: str
    reason: str
    amount: str


def report_line(one: BankReportLine) -> ReportRow:
    kind = OUTCOME.get(one.outcome, "")
    return ReportRow(
        name=one.name or "Onbekende betaling",
        payment=str(one.payment_id or ""),
        outcome=label(one.outcome),
        kind=kind,
        icon=ICON[kind],
        reason=label(one.reason) if one.reason else "",
        amount=euros(one.cents) if one.cents is not None else "",
    )


@dataclass(frozen=True)
class Handed:
    """One line of a hand-out list."""

    token: str
    name: str
    what: str
    done: bool
    when: str
    by: str
    signed: str


def handed(one: HandOutLine, people: People, now: datetime) -> Handed:
    done = one.state == PaymentState.COLLECTED
    return Handed(
        token=one.token,
        name=one.name,
        what=label(one.form) + (f", {euros(one.cents)}" if one.cents else ""),
        done=done,
        when=moments.moment(one.collected_at, now) if done and one.collected_at else "",
        by=people.name(one.collected_by) if done else "",
        signed=one.signed_by or "",
    )
