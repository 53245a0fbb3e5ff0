"""The schemes as they hold and as they will be, side by side in plain Dutch, and a trial of both on people who do not exist."""

from collections.abc import Sequence
from typing import Annotated, Final

from fastapi import APIRouter, Path, Request
from starlette.responses import Response

from schemas.api.waardering.schemes import SchemeForm, SchemesBeside, Trial, TrialCaregiver, TrialIn
from schemas.labels import label
from schemas.words import Applicant, Relation
from services.console import console
from services.console.domain import moments
from services.console.forms import Form
from services.console.gateways import waardering
from services.console.pages.waardering_work import Who
from services.console.region import region_pages
from services.console.show import page
from services.console.views import waardering as view
from services.console.visitors import Visitor

router = APIRouter(prefix="/waardering/werk/regelingen")
SchemeKey = Annotated[str, Path(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
HERE = "regelingen"
FIELDS: Final = ("wie", "aantal", "leeftijd", "uren", "maanden", "relatie", "gemeente", "naaste-leeftijd")
EXAMPLES: Final = (
    ("Een dochter van 50 zorgt 10 uur per week", "?wie=caregiver&aantal=1&leeftijd=50&uren=10&maanden=24&relatie=parent"),
    ("Een jongere van 14 zorgt voor een broer", "?wie=caregiver&aantal=1&leeftijd=14&uren=8&maanden=12&relatie=sibling"),
    (
        "Drie kinderen zorgen voor een moeder, die zelf aanvraagt",
        "?wie=care-recipient&aantal=3&leeftijd=55&uren=9&maanden=36&relatie=parent",
    ),
    ("Een buur zorgt 3 uur per week", "?wie=caregiver&aantal=1&leeftijd=67&uren=3&maanden=6&relatie=neighbour"),
)


@router.get("")
async def schemes(request: Request, who: Who) -> Response:
    region = region_pages(who.caller.region)
    found = await waardering.schemes(who.caller.region)
    return page(
        request, "waardering_schemes.html", who, here=HERE, schemes=[(one, region.towns(one.municipalities)) for one in found.items]
    )


@router.get("/{key}")
async def one(request: Request, who: Who, key: SchemeKey) -> Response:
    """With an example in the address the trial is done at once: nobody in it exists."""
    beside = await waardering.beside(who.caller.region, key)
    scheme = await waardering.form(who.caller.region, key)
    asked = {name: request.query_params[name] for name in FIELDS if name in request.query_params}
    form = Form.filled(
        **({"gemeente": scheme.municipalities[0], "aantal": "1", "wie": scheme.applicants[0].value if scheme.applicants else ""} | asked)
    )
    trials: list[Trial] = []
    status = 200
    if asked:
        body = _body(form)
        status = 422 if body is None else 200
        trials = [] if body is None else list((await waardering.tried(who.caller, key, body)).items)
    return await _page(request, who, scheme, beside, form, trials, status)


def _body(form: Form) -> TrialIn | None:
    many, age = form.number("aantal", "Vul een getal in, zoals 1"), form.number("leeftijd", "Vul een getal in, zoals 50")
    hours, months = form.number("uren", "Vul een getal in, zoals 10"), form.number("maanden", "Vul een getal in, zoals 24")
    his = form.number("naaste-leeftijd", "Vul een getal in, zoals 80")
    for name, number, most in (("aantal", many, 20), ("leeftijd", age, 110), ("uren", hours, 168), ("maanden", months, 1200)):
        if number is not None and number > most:
            form.wrong(name, f"Dit kan hooguit {most} zijn")
    if his is not None and his > 110:
        form.wrong("naaste-leeftijd", "Dit kan hooguit 110 zijn")
    form.in_order(FIELDS)
    if form.errors:
        return None
    her = TrialCaregiver(age=age, hours_a_week=hours, months_of_care=months, relation=form.code("relatie", Relation), registered=True)
    return TrialIn(
        applicant=form.code("wie", Applicant) or Applicant.CAREGIVER,
        received_on=moments.local(console.clock.now()).date(),
        municipality=form.line("gemeente"),
        recipient_age=his,
        caregivers=(her,) * max(many or 1, 1),
    )


async def _page(
    request: Request, who: Visitor, scheme: SchemeForm, beside: SchemesBeside, form: Form, trials: Sequence[Trial], status: int
) -> Response:
    region = region_pages(who.caller.region)
    return page(
        request,
        "waardering_beside.html",
        who,
        status=status,
        here=HERE,
        key=scheme.key,
        examples=EXAMPLES,
        who_asks=[(one.value, label(one)) for one in Applicant],
        relations=[("", "Niet bekend"), *((one.value, label(one)) for one in Relation)],
        towns=[("", "Niet bekend"), *((one.code, one.name) for one in region.municipalities)],
        advice=view.ADVICE,
        conditions=lambda found: view.conditions(found, {}),
        euros=view.euros,
        form=form,
        beside=beside,
        scheme=scheme,
        trials=trials,
    )
