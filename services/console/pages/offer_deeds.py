"""What a provider does with a request, and what the desk does for her: answer, plan, confirm, try, end, withdraw."""

from datetime import datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from kernel.refusals import BadInput, Refused
from schemas.api.referral import ConfirmationIn, DecisionIn, MeetingIn, OutcomeIn, WithdrawalIn
from schemas.words import Channel, Confirmer, DeclineReason, MeetingWay, Outcome, Role
from services.console import console, deeds
from services.console.domain import moments
from services.console.forms import Form
from services.console.gateways import referral
from services.console.pages.offers import overtaken, show
from services.console.show import onwards
from services.console.visitors import DESK, Visitor, staff

router = APIRouter(prefix="/aanvragen/{referral_id}")
Provider = Annotated[Visitor, Depends(staff(Role.PROVIDER))]
Desk = Annotated[Visitor, Depends(DESK)]
Coordinator = Annotated[Visitor, Depends(staff(Role.COORDINATOR))]
Involved = Annotated[Visitor, Depends(staff(Role.PROVIDER, Role.ASSESSOR, Role.COORDINATOR))]
FAR = timedelta(days=90)
ENDS_WELL = frozenset({Outcome.GOAL_REACHED, Outcome.PARTLY_REACHED, Outcome.GOES_ON_HERSELF})


@router.post("/ja")
async def accept(request: Request, who: Provider, referral_id: UUID) -> Response:
    form = await deeds.form_of(request, who)
    try:
        await referral.decide(who.caller, referral_id, deeds.version(form), DecisionIn(accept=True), deeds.once(form))
    except Refused as refused:
        return await _refused(request, who, referral_id, refused, form)
    return onwards(f"/aanvragen/{referral_id}", "aangenomen")


@router.post("/nee")
async def decline(request: Request, who: Provider, referral_id: UUID) -> Response:
    form = await deeds.form_of(request, who)
    reason = form.code("reden", DeclineReason, "Kies waarom u niet kunt helpen")
    if reason is not None:
        body = DecisionIn(accept=False, reason=reason, room_again_on=form.line("vanaf"))
        try:
            await referral.decide(who.caller, referral_id, deeds.version(form), body, deeds.once(form))
            return onwards("/aanvragen", "afgewezen")
        except BadInput as refused:
            form.blame(refused, {"/roomAgainOn": "vanaf"}, otherwise="reden")
        except Refused as refused:
            return await _refused(request, who, referral_id, refused, form)
    return await show(request, who, referral_id, form, 422)


@router.post("/kennismaking")
async def plan(request: Request, who: Provider, referral_id: UUID) -> Response:
    form = await deeds.form_of(request, who)
    at = _moment(form)
    way = form.code("hoe", MeetingWay, "Kies hoe u kennismaakt")
    place = form.line("plaats")
    if way is MeetingWay.AT_OFFICE and not place:
        form.wrong("plaats", "Vul in waar u elkaar ziet")
    if at is not None and way is not None and not form.errors:
        minutes = form.number("duur", "Kies hoelang het duurt") or 45
        try:
            body = MeetingIn(
                at=at,
                minutes=min(max(minutes, 5), 480),
                way=way,
                place=place and place[:200],
                message=form.line("bericht") and form.text("bericht")[:200],
            )
            await referral.plan(who.caller, referral_id, deeds.version(form), body, deeds.once(form))
            return onwards(f"/aanvragen/{referral_id}", "gepland")
        except BadInput as refused:
            form.blame(refused, {"/at": "datum", "/place": "plaats", "/message": "bericht", "/way": "hoe"}, otherwise="datum")
        except Refused as refused:
            return await _refused(request, who, referral_id, refused, form)
    form.in_order(("datum", "tijd", "duur", "hoe", "plaats", "bericht"))
    return await show(request, who, referral_id, form, 422)


@router.post("/bevestig")
async def confirm(request: Request, who: Involved, referral_id: UUID) -> Response:
    """The receiver's own word, or hers that the desk heard by telephone."""
    form = await deeds.form_of(request, who)
    took_place = form.text("antwoord") == "ja"
    body = ConfirmationIn(took_place=took_place)
    if not who.caller.has(Role.PROVIDER):
        body = ConfirmationIn(took_place=took_place, by=Confirmer.DESK_FOR_CAREGIVER)
    try:
        await referral.confirm(who.caller, referral_id, deeds.version(form), body, deeds.once(form))
    except Refused as refused:
        return await _refused(request, who, referral_id, refused, form)
    return onwards(f"/aanvragen/{referral_id}", "bevestigd" if took_place else "ging-niet-door")


@router.post("/beslis")
async def decide_for_her(request: Request, who: Coordinator, referral_id: UUID) -> Response:
    form = await deeds.form_of(request, who)
    reason = form.need("reden", "Schrijf op waarom u dit besluit")
    if reason:
        body = ConfirmationIn(took_place=True, reason=reason[:200], by=Confirmer.COORDINATOR)
        try:
            await referral.confirm(who.caller, referral_id, deeds.version(form), body, deeds.once(form))
            return onwards(f"/aanvragen/{referral_id}", "besloten")
        except BadInput as refused:
            form.blame(refused, {}, otherwise="reden")
        except Refused as refused:
            return await _refused(request, who, referral_id, refused, form)
    return await show(request, who, referral_id, form, 422)


@router.post("/geen-contact")
async def tried(request: Request, who: Provider, referral_id: UUID) -> Response:
    form = await deeds.form_of(request, who)
    channel = form.code("poging", Channel, "Kies hoe u het probeerde")
    if channel is None:
        return await show(request, who, referral_id, form, 422)
    body = OutcomeIn(outcome=Outcome.NO_CONTACT, completed=False, channel=channel)
    return await _end(request, who, referral_id, form, body, f"/aanvragen/{referral_id}", "poging")


@router.post("/terug")
async def give_back(request: Request, who: Provider, referral_id: UUID) -> Response:
    form = await deeds.form_of(request, who)
    stopped = form.text("uitkomst") == Outcome.CAREGIVER_STOPPED
    body = OutcomeIn(outcome=Outcome.CAREGIVER_STOPPED if stopped else Outcome.OTHER_HELP_NEEDED, completed=False)
    return await _end(request, who, referral_id, form, body, "/aanvragen?lijst=gepland", "terug")


@router.post("/uitkomst")
async def finish(request: Request, who: Provider, referral_id: UUID) -> Response:
    form = await deeds.form_of(request, who)
    outcome = form.code("uitkomst", Outcome, "Kies hoe het afliep")
    if outcome is None:
        return await show(request, who, referral_id, form, 422)
    note = form.text("notitie")
    if len(note) > 200:
        form.wrong("notitie", f"Maak de notitie korter: hooguit 200 tekens. Nu zijn het er {len(note)}.")
        return await show(request, who, referral_id, form, 422)
    body = OutcomeIn(outcome=outcome, completed=outcome in ENDS_WELL, note=note or None)
    return await _end(request, who, referral_id, form, body, "/aanvragen?lijst=lopend", "klaar")


@router.post("/intrekken")
async def withdraw(request: Request, who: Desk, referral_id: UUID) -> Response:
    form = await deeds.form_of(request, who)
    reason = form.line("waarom")
    try:
        await referral.withdraw(
            who.caller, referral_id, deeds.version(form), WithdrawalIn(reason=reason and reason[:200]), deeds.once(form)
        )
    except Refused as refused:
        return await _refused(request, who, referral_id, refused, form)
    return onwards(f"/aanvragen/{referral_id}", "ingetrokken")


async def _end(request: Request, who: Visitor, referral_id: UUID, form: Form, body: OutcomeIn, href: str, told: str) -> Response:
    try:
        await referral.finish(who.caller, referral_id, deeds.version(form), body, deeds.once(form))
    except Refused as refused:
        return await _refused(request, who, referral_id, refused, form)
    return onwards(href, told)


def _moment(form: Form) -> datetime | None:
    """Date and time as typed in the region's own time; each wrong part is told at its own field."""
    now = console.clock.now()
    day, hour = form.text("datum"), form.text("tijd")
    try:
        on = datetime.fromisoformat(day).date()
    except ValueError:
        form.wrong("datum", "Vul een datum in, zoals 25-11-2026")
        on = None
    try:
        time = datetime.strptime(hour[:5], "%H:%M").time()  # noqa: DTZ007 - a time of day; its zone is put in below
    except ValueError:
        form.wrong("tijd", "Vul een tijd in, zoals 18:30")
        time = None
    if on is None or time is None:
        return None
    at = datetime.combine(on, time, tzinfo=moments.HERE)
    if at <= now:
        form.wrong("datum", "Dit tijdstip is al voorbij. Kies een later tijdstip.")
    elif at > now + FAR:
        form.wrong("datum", "Dit is meer dan drie maanden weg. Kies een eerdere dag.")
    return None if form.errors.keys() & {"datum", "tijd"} else at


async def _refused(request: Request, who: Visitor, referral_id: UUID, refused: Refused, form: Form) -> Response:
    if not deeds.is_overtaken(refused):
        raise refused
    return await overtaken(request, who, referral_id, refused, form)
