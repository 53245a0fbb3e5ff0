"""What a scheme gives, in plain Dutch: forms, amounts with their cases, division and budget."""

from collections.abc import Iterator, Sequence

from schemas.words import WaarderingForm
from services.waardering.domain.amounts import UNITS
from services.waardering.domain.dutch import either, euros, several
from services.waardering.domain.giving import Budget, Division, Each, Fixed, Form, InKind, NotSet, Pool, Table
from services.waardering.domain.scheme import Scheme
from services.waardering.domain.telling_cases import case

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


def forms(choice: Sequence[Form]) -> Iterator[str]:
    told = [_form(form) for form in choice if form.form is not WaarderingForm.NOTHING]
    yield f"De waardering is: {told[0]}." if len(told) == 1 else f"Kiezen kan uit: {either(told)}."
    if len(told) < len(choice):
        yield "Wie niets wil, krijgt een bedankje."


def _form(form: Form) -> str:
    worth = f" van {euros(form.cents)}" if form.cents is not None else ""
    by = f" van {form.supplier}" if form.supplier else ""
    handed = f", {HANDED[form.handed]}" if HANDED[form.handed] else ""
    only = f" (als {case(form.when)})" if form.when else ""
    return f"{form.name}{by}{worth}{handed}{only}"


def amount(scheme: Scheme) -> Iterator[str]:
    of = scheme.amount
    per = "per zorgvrager, voor alle mantelzorgers samen" if getattr(of, "per", None) == "recipient" else "per mantelzorger"
    if isinstance(of, Fixed):
        yield f"Het bedrag is {euros(of.cents)} {per}."
    elif isinstance(of, Table):
        yield f"Het bedrag is {per}:"
        for row in of.rows:
            yield f"{euros(row.cents)} als {case(row.when)}."
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
