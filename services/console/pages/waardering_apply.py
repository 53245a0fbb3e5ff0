"""`/waardering`: what a municipality gives to who cares, in plain words; and asking for it, a few questions at a time."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Path, Request
from pydantic import ValidationError
from starlette.responses import Response

from kernel.http.expected import input_errors
from kernel.refusals import BadInput, Gone, NotFound
from kernel.security.doors import Public, address_of
from kernel.security.limits import count_attempt
from schemas.api.waardering import ApplicationIn
from schemas.api.waardering.schemes import SchemeForm
from schemas.words import Applicant
from services.console import console, deeds, square_code, visitors, waardering_asks, waardering_links, waardering_reading, waardering_typing
from services.console.domain import moments
from services.console.forms import SECRETS, Form
from services.console.gateways import waardering, waardering_own
from services.console.place import place_of
from services.console.region import region_pages
from services.console.show import onwards, page
from services.console.views import waardering as view
from services.console.views import waardering_front as front
from services.console.waardering_asks import STEPS

router = APIRouter(
    prefix="/waardering", dependencies=[Depends(Public("who cares for someone needs no login to ask for what the law gives"))]
)
SchemeKey = Annotated[str, Path(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
MOST = 30
"""From one address: at a library where many are helped it is one and the same."""
WHILE = timedelta(hours=1)
NO_ANSWERS: Final = SECRETS | {"stap", "doe", "aantal"}


@router.get("")
async def schemes(request: Request, plaats: str = "") -> Response:
    """Sought by a form that needs no scripts; what was typed is a municipality, a village or a postcode."""
    place = place_of(request)
    found = front.found(region_pages(place.region), (await waardering.schemes(place.region)).items, plaats)
    return page(request, "waardering_front.html", found=found, form=Form.filled(plaats=found.where))


@router.get("/{key}")
async def one_scheme(request: Request, key: SchemeKey) -> Response:
    """In plain words, before anything is asked."""
    found = await waardering.form(place_of(request).region, key)
    town = region_pages(place_of(request).region).towns(found.municipalities)
    return page(request, "waardering_scheme.html", scheme=found, town=town, minutes=view.minutes(found))


@router.get("/{key}/aanvragen")
async def ask(request: Request, key: SchemeKey) -> Response:
    """Where nobody can ask online now, the scheme's own page says how it goes instead; each step after the first has an address."""
    found = await waardering.form(place_of(request).region, key)
    if not found.open:
        return onwards(f"/waardering/{key}")
    steps, asked = waardering_asks.steps(found), request.query_params.get("stap", "")
    form = await waardering_typing.typed(request, key)
    if form is None:
        return _page(request, found, steps[0], Form.filled(aantal="1"), forgotten=bool(asked))
    at = asked if asked in steps else steps[0]
    if request.query_params.get("fout"):
        _check(found, form, at)
    return _page(request, found, at, form, 422 if form.errors else 200)


@router.post("/{key}/aanvragen")
async def answer(request: Request, key: SchemeKey) -> Response:
    """Each step carries all that was typed before it, so that nothing is lost when the browser forgot."""
    form = await Form.of(request)
    visitors.check_form(request, None, form.text("csrf"))
    found = await waardering.form(place_of(request).region, key)
    steps = waardering_asks.steps(found)
    at = form.text("stap") if form.text("stap") in steps else steps[0]
    deed, _, which = form.text("doe").partition("-")
    if deed == "opnieuw":
        return await waardering_typing.end(onwards(f"/waardering/{key}/aanvragen"), request)
    if deed == "bewaar":
        return await _save(request, found, form, at)
    if deed in ("erbij", "eraf"):
        form = with_another(found, form) if deed == "erbij" else without(found, form, which)
        return await waardering_typing.on_to(request, key, "mantelzorgers", form)
    if deed in ("naar", "terug"):
        to = which if which in steps else steps[max(steps.index(at) - 1, 0)]
        return await waardering_typing.on_to(request, key, to, form)
    if at == "controle":
        return await _send(request, found, form)
    _check(found, form, at)
    to = at if form.errors else steps[steps.index(at) + 1]
    return await waardering_typing.on_to(request, key, to, form, wrong=bool(form.errors))


def _check(scheme: SchemeForm, form: Form, step: str) -> None:
    asks = [one for block in waardering_asks.blocks(scheme, step, form) for one in block.asks]
    waardering_reading.check(scheme, form, asks, _today())


async def _save(request: Request, scheme: SchemeForm, form: Form, at: str) -> Response:
    """By a link, to go on later or on another device; what was wrong may stay wrong until it is sent."""
    await _count(request, "waardering-save")
    held = await waardering_links.perhaps(request)
    before = held.token if held is not None and held.scheme == scheme.key else None
    typed = {name: values for name, values in form.typed.items() if name not in SECRETS | {"doe"}} | {"stap": (at,)}
    try:
        kept = await waardering_own.save(scheme.key, typed, before)
    except NotFound:
        kept = await waardering_own.save(scheme.key, typed, None)
    except Gone:
        kept = await waardering_own.save(scheme.key, typed, None)
    except (BadInput, ValidationError) as refused:
        return _not_saved(request, scheme, form, at, refused)
    response = saved_page(request, kept.token, kept.expires_at, Form.filled(email=form.line("m1-email")))
    await waardering_links.begin(response, request, kept.token, scheme.key)
    return await waardering_typing.end(response, request)


def saved_page(request: Request, token: str, until: datetime, form: Form, *, mailed: bool = False) -> Response:
    link = waardering_links.address(token)
    return page(
        request,
        "waardering_saved.html",
        status=422 if form.errors else 200,
        link=link,
        code=square_code.drawn(link, scale=4, title="Code met uw link"),
        until=until,
        form=form,
        mailed=mailed,
    )


def _not_saved(request: Request, scheme: SchemeForm, form: Form, at: str, refused: BadInput | ValidationError) -> Response:
    """Only a BSN and what is far too long are not kept."""
    names = [error.pointer.removeprefix("/answers/") for error in refused.errors] if isinstance(refused, BadInput) else []
    shown = [one.name for block in waardering_asks.blocks(scheme, at, form) for one in block.asks]
    told = "Dit lijkt een BSN. Haal het weg, wij bewaren dat nooit" if names else "Maak dit korter"
    for name in [one for one in names if one in shown] or shown[:1]:
        form.wrong(name, told)
    return _page(request, scheme, at, form, 422)


async def _count(request: Request, what: str) -> None:
    async with console.work() as work:
        await count_attempt(work, what, address_of(request), most=MOST, per=WHILE)


async def _send(request: Request, scheme: SchemeForm, form: Form) -> Response:
    asks = waardering_asks.all_asks(scheme, form)
    waardering_reading.check(scheme, form, asks, _today())
    if form.errors:
        return _back_to_the_error(request, scheme, form)
    await _count(request, "waardering-form")
    held = await waardering_links.perhaps(request)
    saved = held.token if held is not None and held.scheme == scheme.key else None
    try:
        told = waardering_reading.application(scheme, form).model_copy(update={"wishes_link": True, "draft": saved})
        sent = await waardering.apply(told, deeds.once(form))
    except ValidationError as error:
        waardering_reading.blame(scheme, form, BadInput(input_errors(error.errors(include_url=False, include_input=False))))
        return _back_to_the_error(request, scheme, form)
    except BadInput as refused:
        waardering_reading.blame(scheme, form, refused)
        return _back_to_the_error(request, scheme, form)
    link = waardering_links.address(sent.link) if sent.link else ""
    response = page(request, "waardering_done.html", scheme=scheme, sent=sent, euros=view.euros, link=link, by_mail=bool(_email(told)))
    if sent.link:
        await waardering_links.begin(response, request, sent.link)
    return await waardering_typing.end(response, request)


def _email(told: ApplicationIn) -> str | None:
    """Of who applied: there the link may go."""
    who = told.care_recipient if told.applicant is Applicant.CARE_RECIPIENT else told.caregivers[0]
    return who.email if who else None


def _back_to_the_error(request: Request, scheme: SchemeForm, form: Form) -> Response:
    """The first step with something wrong in it; what is wrong in later ones comes when one gets there."""
    for step in waardering_asks.steps(scheme):
        names = {one.name for block in waardering_asks.blocks(scheme, step, form) for one in block.asks}
        if names & form.errors.keys():
            form.errors = {name: text for name, text in form.errors.items() if name in names}
            return _page(request, scheme, step, form, 422)
    return _page(request, scheme, "controle", form, 422)


def with_another(scheme: SchemeForm, form: Form) -> Form:
    many = min(waardering_asks.number_of_caregivers(form, scheme) + 1, scheme.most_caregivers)
    return Form({**form.typed, "aantal": (str(many),)})


def without(scheme: SchemeForm, form: Form, which: str) -> Form:
    """Takes one off, and moves up who stood below."""
    many = waardering_asks.number_of_caregivers(form, scheme)
    gone = int(which) if which.isdecimal() and len(which) < 3 else 0
    if many == 1 or not 1 <= gone <= many:
        return form
    kept: dict[str, tuple[str, ...]] = {"aantal": (str(many - 1),)}
    for name, values in form.typed.items():
        who, _, rest = name.partition("-")
        number = int(who[1:]) if who[:1] == "m" and who[1:].isdecimal() else 0
        if number != gone and name != "aantal":
            kept[f"m{number - 1}-{rest}" if number > gone else name] = values
    return Form(kept)


def go_on(request: Request, scheme: SchemeForm, answers: Mapping[str, tuple[str, ...]]) -> Response:
    """Where it was saved."""
    form, steps = Form(answers), waardering_asks.steps(scheme)
    at = form.text("stap")
    return _page(request, scheme, at if at in steps else steps[0], form)


def _page(request: Request, scheme: SchemeForm, step: str, form: Form, status: int = 200, *, forgotten: bool = False) -> Response:
    blocks = waardering_asks.blocks(scheme, step, form)
    steps = waardering_asks.steps(scheme)
    shown = {one.name for block in blocks for one in block.asks}
    form.in_order([one.name for block in blocks for one in block.asks])
    kept = [(name, value) for name, values in form.typed.items() if name not in NO_ANSWERS | shown for value in values]
    many = waardering_asks.number_of_caregivers(form, scheme)
    return page(
        request,
        "waardering_apply.html",
        status=status,
        scheme=scheme,
        form=form,
        step=step,
        title=STEPS[step],
        number=steps.index(step) + 1,
        of=len(steps),
        blocks=blocks,
        kept=kept,
        many=many,
        forgotten=forgotten,
        begun=any(values != ("",) for name, values in form.typed.items() if name not in NO_ANSWERS),
        more=step == "mantelzorgers" and many < scheme.most_caregivers,
        summary=view.summary(scheme, form) if step == "controle" else [],
    )


def _today() -> date:
    return moments.local(console.clock.now()).date()
