"""Her own page behind her link: what happens, who is who, and with a code everything that is known and who looked."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from kernel.refusals import NotFound, Refused, Unavailable
from schemas.api.intake import MyFile
from schemas.api.referral import Referral
from schemas.words import Purpose
from services.console import console, deeds, sessions
from services.console.gateways import directory, every, intake, referral
from services.console.region import region_pages
from services.console.show import onwards, page
from services.console.views import my_file as view
from services.console.views import referral as referral_view
from services.console.views.calendar import invitation
from services.console.views.people import People, ids_of
from services.console.visitors import HERSELF, Guest

router = APIRouter(prefix="/mijn")
CONFIRM = "confirm-handover"
"""Her word on the meeting comes by the link that was made for it, and by no other."""
Her = Annotated[Guest, Depends(HERSELF)]


@router.get("")
async def mine(request: Request, her: Her) -> Response:
    file, asked, people = await known(her)
    now = console.clock.now()
    looks = await every.looks(her.caller, her.person) if her.held.whole_file else []
    people_of_looks = await directory.people(her.caller, ids_of(*(look.by for look in looks)))
    organisations = await directory.organisations() if looks else {}
    region = region_pages(her.caller.region)
    meeting = asked.meeting if asked and asked.state in referral_view.IN_HAND else None
    return page(
        request,
        "mine.html",
        her,
        file=file,
        lines=view.lines(file, asked, people, now),
        when=referral_view.meeting(meeting, now) if meeting and (view.may_be_shown(asked)) else None,
        with_whom=view.first_names([people.find(meeting.receiver), people.find(meeting.assessor)]) if meeting else "",
        ask=view.may_confirm(asked, now) and her.caller.extra.get("action") == CONFIRM,
        asked_by_mail=view.may_confirm(asked, now),
        confirmed=bool(asked and view.HERS & set(asked.confirmed_by)),
        whos_who=view.who_is_who(file, asked, people, region.desk.phone),
        whole_file=her.held.whole_file,
        seen=view.seen(looks, people_of_looks, organisations, now),
        contact=view.contact(file.contact, region),
        consents=view.consents(file.consents, now),
        may_withdraw=bool(view.given(file.consents)),
    )


@router.get("/afspraak.ics")
async def agenda(her: Her) -> Response:
    """For her own calendar: no name, relation or illness, for calendars are shared."""
    file, asked, _ = await known(her)
    if asked is None or asked.meeting is None or not view.may_be_shown(asked):
        raise NotFound
    body = invitation(asked.meeting, file.reference, console.clock.now())
    return Response(body, media_type="text/calendar; charset=utf-8", headers={"Content-Disposition": 'attachment; filename="afspraak.ics"'})


@router.post("/kennismaking")
async def confirm(request: Request, her: Her) -> Response:
    form = await deeds.form_of(request, her)
    _, asked, _ = await known(her)
    if asked is None or form.text("antwoord") not in ("ja", "nee"):
        raise NotFound
    took_place = form.text("antwoord") == "ja"
    await referral.confirm(her.caller, asked.id, None, view.word(took_place), deeds.once(form))
    return onwards("/mijn", "dank-ja" if took_place else "dank-nee")


@router.post("/sluit")
async def close(request: Request, her: Her) -> Response:
    await deeds.form_of(request, her)
    await sessions.end(her.session)
    response = page(
        request,
        "error.html",
        headline="Uw pagina is gesloten",
        lead="Niemand kan nu op dit apparaat in uw gegevens kijken.",
        todo="Wilt u weer kijken? Klik op de link in uw mail.",
        links=[("/", "Naar de voorpagina")],
        typed=[],
        trace="",
    )
    sessions.take(response, request, "link")
    return response


async def known(her: Guest) -> tuple[MyFile, Referral | None, People]:
    """Her file, the request for help as far as there is one, and the names in them."""
    file = await intake.my_file(her.caller)
    asked: Referral | None = None
    if file.referral_id is not None:
        try:
            asked = await referral.one(her.caller, file.referral_id, Purpose.OWN_FILE)
        except (Unavailable, Refused):
            asked = None
    ids = ids_of(file.assessor, *(referral_view.staff_in(asked) if asked else ()))
    return file, asked, await directory.people(her.caller, ids)
