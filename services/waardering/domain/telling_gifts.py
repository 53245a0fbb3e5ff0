"""What a scheme gives, in plain Dutch: forms, amounts with their cases, division and budget."""

from collections.abc import Iterator

from schemas.words import WaarderingForm
from services.waardering.domain.amounts import UNITS
from services.waardering.domain.dutch import MONTHS, both, either, euros, several
from services.waardering.domain.giving import Budget, Division, Each, Fixed, Form, InKind, NotSet, Pool, Table
from services.waardering.domain.scheme import Scheme
from services.waardering.domain.telling_cases import Places, case

HANDED = {
    "transfer": "op de bankrekening",
    "post": "met de post",
    "email": "per e-mail",
    "meeting": "op te halen bij een bijeenkomst",
    "collect": "op te halen",
    "on-card": "op de pas",
    "none": "",
}
AT_END = {
    "stop": "Is het op, dan stopt het.",
    "wait-list": "Is het op, dan komt er een wachtlijst, op volgorde van ontvangst.",
    "pro-rata": "Is het te weinig, dan krijgt iedereen naar verhouding minder.",
    "top-up": "Is het op, dan vraagt een medewerker of er geld bij kan.",
    "draw": "Is het te weinig, dan beslist het lot. De trekking is na te rekenen.",
}


PAID_TO = {
    "caregiver": ("De mantelzorger krijgt", "krijgt de mantelzorger", ""),
    "recipient": ("De zorgvrager krijgt", "krijgt de zorgvrager", ", en geeft die aan de mantelzorger"),
    "applicant": ("Wie aanvraagt, krijgt", "krijgt wie aanvraagt", ""),
    "programme": ("Het programma krijgt", "krijgt het programma", ", en geeft die aan de mantelzorger"),
}


def forms(scheme: Scheme, places: Places) -> Iterator[str]:
    told = [_form(form, scheme, places) for form in scheme.choice]
    if len(told) > 2:
        yield "Kiezen kan uit:"
        yield from (f"{one[:1].upper()}{one[1:]}." for one in told)
    else:
        yield f"De waardering is: {told[0]}." if len(told) == 1 else f"Kiezen kan uit: {either(told)}."
    for form in scheme.choice:
        if form.at_most is not None:
            yield f"{form.name[:1].upper()}{form.name[1:]}: zolang er zijn, {several(form.at_most, 'keer', 'keer')} per jaar."
        if form.note:
            yield form.note if len(told) == 1 else f"Over {form.name}: {form.note}"
    if len(told) < len(scheme.forms):
        yield "Wie niets wil, krijgt een bedankje."


def paid(scheme: Scheme, places: Places) -> Iterator[str]:
    payout = scheme.payout
    first, _, then = PAID_TO[payout.to]
    yield f"{first} de waardering{then}."
    for one in payout.instead:
        _, instead, then = PAID_TO[one.to]
        yield f"Als {case(one.when, scheme.questions, places)}, dan {instead} de waardering{then}."
    months = both([MONTHS[month - 1] for month in payout.months])
    if payout.instalments > 1:
        yield f"Dat gaat in {payout.instalments} gelijke delen, steeds in {either([MONTHS[month - 1] for month in payout.months])}."
    elif months:
        yield f"Dat gebeurt in {months}."


def _form(form: Form, scheme: Scheme, places: Places) -> str:
    if form.donated_to:
        return f"{form.name}, die wij overmaken aan {form.donated_to.name}{_only(form, scheme, places)}"
    worth = f" van {euros(form.cents)}" if form.cents is not None else ""
    by = f" van {form.supplier}" if form.supplier else ""
    how = "bij een bijeenkomst" if form.form is WaarderingForm.ACTIVITY and form.handed == "meeting" else HANDED[form.handed]
    handed = f", {how}" if how else ""
    return f"{form.name}{by}{worth}{handed}{_only(form, scheme, places)}"


def _only(form: Form, scheme: Scheme, places: Places) -> str:
    return f" (als {case(form.when, scheme.questions, places)})" if form.when else ""


def amount(scheme: Scheme, places: Places) -> Iterator[str]:
    of = scheme.amount
    per = "per zorgvrager, voor alle mantelzorgers samen" if getattr(of, "per", None) == "recipient" else "per mantelzorger"
    if isinstance(of, Fixed):
        yield f"Het bedrag is {euros(of.cents)} {per}."
    elif isinstance(of, Table):
        yield f"Het bedrag is {per}:"
        for row in of.rows:
            yield f"{euros(row.cents)} als {case(row.when, scheme.questions, places)}."
        yield (
            f"In alle andere gevallen {euros(of.otherwise_cents)}."
            if of.otherwise_cents is not None
            else "In andere gevallen is er geen bedrag."
        )
    elif isinstance(of, Each):
        yield f"Het bedrag is {euros(of.cents)} per mantelzorger, voor {UNITS[of.of].each}."
        if of.most_cents is not None:
            yield f"Samen is dat ten hoogste {euros(of.most_cents)}."
    elif isinstance(of, Pool):
        yield f"{euros(of.cents)} wordt na de periode verdeeld over alle toegekende aanvragen, {per}."
        if of.most_cents is not None:
            yield f"Niemand krijgt meer dan {euros(of.most_cents)}."
        if of.step_cents > 1:
            yield f"Ieder deel is een veelvoud van {euros(of.step_cents)}."
    elif isinstance(of, InKind):
        yield "Er hoort geen bedrag bij."
    elif isinstance(of, NotSet):
        yield f"Het bedrag staat hier nog niet. Het staat in: {of.where}. Tot die tijd beslist een medewerker over iedere aanvraag."


def division(of: Division | None) -> Iterator[str]:
    if of is None:
        return
    if of.at_most == 1:
        yield "Het bedrag is voor een mantelzorger en niet deelbaar."
        return
    how = {
        "equal": "in gelijke delen",
        "chosen": "zoals de aanvrager dat wil",
        "equal-or-chosen": "in gelijke delen, of zoals de aanvrager dat wil",
    }[of.how]
    yield f"Het bedrag is te verdelen over ten hoogste {several(of.at_most, 'mantelzorger', 'mantelzorgers')}, {how}."
    if of.step_cents > 1:
        yield f"De delen gaan per {euros(of.step_cents)}."
    if of.least_cents is not None:
        yield f"Een deel is ten minste {euros(of.least_cents)}."


def budget(of: Budget | None) -> Iterator[str]:
    if of is None:
        return
    if of.cents is not None or of.grants is None:
        yield f"Er is {euros(of.cents)} per jaar." if of.cents is not None else "Het budget is hier niet bekend."
    if of.grants is not None:
        yield f"De waardering kan per jaar {several(of.grants, 'keer', 'keer')} worden gegeven."
    if of.also_pays:
        yield f"Daaruit wordt ook betaald: {of.also_pays}."
    yield AT_END[of.at_end]
    if of.published:
        yield f"De grens is vooraf bekendgemaakt: {of.published}."
