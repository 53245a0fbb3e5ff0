"""One application: what the scheme asks, what was found of it, and the officer's steps."""

from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import BaseModel
from starlette.responses import Response

from kernel.refusals import BadInput, Refused
from schemas.api.waardering import Application, CaseIn, InformationRequestIn, OwnerIn, WaarderingDecisionIn
from schemas.labels import label
from schemas.words import ApplicationState, CaseKind, RefusalReason
from services.console import console, deeds
from services.console.domain import moments
from services.console.forms import Form
from services.console.gateways import directory, waardering, waardering_letters
from services.console.pages.waardering_work import HERE, Who
from services.console.region import region_pages
from services.console.show import onwards, page
from services.console.views import letters as letters_view
from services.console.views import waardering as view
from services.console.views.people import ids_of
from services.console.visitors import Visitor
from services.console.waardering_reading import day

router = APIRouter(prefix="/waardering/werk/{application}")
UNDECIDED = (ApplicationState.RECEIVED, ApplicationState.INCOMPLETE, ApplicationState.WAITING)
DECISIONS = (("toekennen", "Toekennen"), ("afwijzen", "Afwijzen"))


@router.get("")
async def one(request: Request, who: Who, application: UUID) -> Response:
    return await show(request, who, application, Form())


@router.post("/pak")
async def own(request: Request, who: Who, application: UUID) -> Response:
    form = await deeds.form_of(request, who)
    return await take(request, who, application, form, "owner", OwnerIn(), "opgepakt")


@router.post("/vraag")
async def ask(request: Request, who: Who, application: UUID) -> Response:
    """The decision term stands still meanwhile."""
    form = await deeds.form_of(request, who)
    what = form.need("vraag", "Schrijf op wat u nog moet weten")
    if len(what) > 500:
        form.wrong("vraag", "Maak dit korter: hooguit 500 tekens")
    if form.errors:
        return await show(request, who, application, form, 422)
    return await take(request, who, application, form, "information-requests", InformationRequestIn(what=what), "w-vraag", "vraag")


@router.post("/beslis")
async def decide(request: Request, who: Who, application: UUID) -> Response:
    form = await deeds.form_of(request, who)
    grant = {"toekennen": True, "afwijzen": False}.get(form.text("besluit"))
    if grant is None:
        form.wrong("besluit", "Kies toekennen of afwijzen")
    reason = form.code("reden", RefusalReason) if grant is False else None
    if grant is False and reason is None:
        form.wrong("reden", "Kies waarom u afwijst")
    if len(form.text("toelichting")) > 2000:
        form.wrong("toelichting", "Maak dit korter: hooguit 2000 tekens")
    if grant is None or form.errors:
        form.in_order(["besluit", "reden", "toelichting"])
        return await show(request, who, application, form, 422)
    body = WaarderingDecisionIn(grant=grant, reason=reason, note=form.line("toelichting"))
    return await take(request, who, application, form, "decisions", body, "w-beslist", "toelichting")


@router.post("/zaak")
async def open_case(request: Request, who: Who, application: UUID) -> Response:
    """A letter came in: an objection, a complaint, or the word that we are late."""
    form = await deeds.form_of(request, who)
    kind = form.code("soort", CaseKind, "Kies wat er binnenkwam")
    text = form.need("brief", "Schrijf kort op wat er in de brief staat")
    came, today = day(form.text("binnen")), moments.local(console.clock.now()).date()
    if form.text("binnen") and (came is None or came > today):
        form.wrong("binnen", f"{'Deze dag moet nog komen. ' if came else ''}Vul de dag in waarop de brief binnenkwam")
    posted = day(form.text("gepost"))
    if form.text("gepost") and (posted is None or posted > (came or today)):
        form.wrong("gepost", "Vul de dag op het poststempel in. Die ligt niet na de dag waarop de brief binnenkwam")
    if kind is None or form.errors:
        form.in_order(["soort", "brief", "binnen", "gepost"])
        return await show(request, who, application, form, 422)
    body = CaseIn(kind=kind, text=text[:2000], received_on=came, posted_on=posted, committee=form.has("commissie", "ja"))
    try:
        await waardering.open_case(who.caller, application, body, deeds.once(form))
    except Refused as refused:
        if isinstance(refused, BadInput) or refused.status == 409:
            form.blame(refused, {"/text": "brief", "/postedOn": "gepost"}, otherwise="soort")
            return await show(request, who, application, _in_dutch(form, refused), 422)
        raise
    return onwards(f"/waardering/werk/{application}", "w-zaak")


async def take(
    request: Request, who: Visitor, application: UUID, form: Form, what: str, body: BaseModel | None, told: str, blamed: str = ""
) -> Response:
    """A step on what was read; whoever comes second reads who was first, and loses nothing of what was typed."""
    try:
        await waardering.step(who.caller, application, what, deeds.version(form), body, deeds.once(form))
    except Refused as refused:
        if blamed and (isinstance(refused, BadInput) or refused.code in OWN_FAULT):
            form.blame(refused, {}, otherwise=blamed)
            return await show(request, who, application, _in_dutch(form, refused), 422)
        if not deeds.is_overtaken(refused):
            raise
        now = await waardering.one(who.caller, application)
        people = await directory.people(who.caller, ids_of(*view.staff_in(now)))
        return deeds.overtaken(
            request,
            who,
            refused,
            form,
            people=people,
            lines=view.lines(now.history, people, console.clock.now()),
            href=f"/waardering/werk/{application}",
            text="Bekijk de aanvraag zoals die nu is",
            here=HERE,
        )
    return onwards(f"/waardering/werk/{application}", told)


OWN_FAULT = frozenset(
    {
        "cannot-grant",
        "budget-exhausted",
        "no-objection-here",
        "not-late-yet",
        "not-decided-yet",
        "already-postponed",
        "too-late-to-postpone",
    }
)
"""What is not someone else's doing: told at the field, with all that was typed."""


def _in_dutch(form: Form, refused: Refused) -> Form:
    if refused.in_dutch and not refused.errors:
        form.errors = dict.fromkeys(form.errors, refused.in_dutch)
    elif refused.errors:
        form.errors = dict.fromkeys(form.errors, "Dit kan niet in deze regeling. Kies een andere reden")
    return form


async def show(request: Request, who: Visitor, application: UUID, form: Form, status: int = 200) -> Response:
    found = await waardering.one(who.caller, application)
    people = await directory.people(who.caller, ids_of(*view.staff_in(found)))
    names = {str(one.person.id): one.person.name for one in found.parties}
    if found.care_recipient:
        names[str(found.care_recipient.id)] = found.care_recipient.name
    schemes = {one.key: one.name for one in (await waardering.schemes(who.caller.region)).items}
    region, now = region_pages(who.caller.region), console.clock.now()
    return page(
        request,
        "waardering_application.html",
        who,
        status=status,
        here=HERE,
        a=found,
        row=view.row(found, people, {one.code: one.name for one in region.municipalities}, schemes, now),
        undecided=found.state in UNDECIDED,
        conditions=view.conditions(found.conditions, names),
        lines=view.lines(found.history, people, now),
        decided_by=view.BY.get(found.decided_by or "") or people.name(found.decided_by),
        letters=letters_view.rows((await waardering_letters.of_application(who.caller, application)).items, now),
        mine=found.owner == who.me,
        form=form,
        decisions=DECISIONS,
        reasons=[("", "Kies een reden"), *((one.value, label(one)) for one in RefusalReason)],
        kinds=_kinds(found),
        euros=view.euros,
        address=view.address,
    )


def _kinds(found: Application) -> list[tuple[str, str]]:
    """What can come in, as the application stands now."""
    decided = found.state not in UNDECIDED and found.legal_nature == "decision"
    steps = [one.what for one in found.history]
    objected = steps.count("objection") > steps.count("objection-closed") + steps.count("objection-upheld")
    late = objected or (found.state in UNDECIDED and found.decide_by < console.clock.now())
    fits = {CaseKind.OBJECTION: decided, CaseKind.NOTICE_OF_DEFAULT: late, CaseKind.COMPLAINT: True}
    return [(one.value, label(one)) for one, yes in fits.items() if yes]
