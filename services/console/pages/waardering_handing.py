"""Handing over at a meeting: a list to print, a square code for each, and a page on the telephone that signs for one, once."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Request
from starlette.responses import Response

from kernel.refusals import Refused
from schemas.api.waardering import CollectionIn, HandOutIn, HandOutLine
from schemas.api.waardering.handing import Handed
from schemas.words import Role
from services.console import console, deeds, square_code
from services.console.forms import Form
from services.console.gateways import directory
from services.console.gateways import waardering_paying as waardering
from services.console.place import place_of
from services.console.show import onwards, page
from services.console.views import paying as view
from services.console.views.history import Line
from services.console.views.people import ids_of
from services.console.visitors import Visitor, staff
from services.console.waardering_reading import day

router = APIRouter(prefix="/waardering/werk")
Officer = Annotated[Visitor, Depends(staff(Role.WAARDERING_OFFICER))]
Token = Annotated[str, Path(pattern=r"^[A-Za-z0-9_-]{24}$")]
HERE = "uitreiken"
FORMS: tuple[tuple[Handed, str], ...] = (("gift", "Cadeau"), ("voucher", "Cadeaubon"), ("card", "Pas met tegoed"))


@router.get("/uitreiken")
async def lists(request: Request, who: Officer) -> Response:
    return await _lists(request, who, Form.filled(wat=[one for one, _ in FORMS]))


@router.post("/uitreiken")
async def make(request: Request, who: Officer) -> Response:
    form = await deeds.form_of(request, who)
    title, on = form.need("titel", "Schrijf hoe de bijeenkomst heet"), day(form.text("dag"))
    if on is None:
        form.wrong("dag", "Vul de dag van de bijeenkomst in")
    forms = tuple(one for one, _ in FORMS if form.has("wat", one))
    if not forms:
        form.wrong("wat", "Kies wat u uitreikt")
    if form.errors or on is None:
        form.in_order(("titel", "dag", "wat"))
        return await _lists(request, who, form, 422)
    try:
        made = await waardering.make_hand_out(
            who.caller, HandOutIn(title=title[:100], on=on, forms=forms, tell=form.has("bericht", "ja")), deeds.once(form)
        )
    except Refused as refused:
        if refused.status != 409:
            raise
        form.wrong("wat", refused.in_dutch or "Er ligt niets klaar om uit te reiken.")
        return await _lists(request, who, form, 422)
    return onwards(f"/waardering/werk/uitreiken/{made.id}", "w-lijst")


async def _lists(request: Request, who: Visitor, form: Form, status: int = 200) -> Response:
    found = await waardering.hand_outs(who.caller, request.query_params.get("vanaf", ""))
    return page(
        request, "waardering_hand_outs.html", who, status=status, here=HERE, form=form, forms=FORMS, rows=found.items, onwards=found.next
    )


@router.get("/uitreiken/{hand_out}")
async def one(request: Request, who: Officer, hand_out: UUID) -> Response:
    """At the table: found by a part of a name."""
    found = await waardering.hand_out(who.caller, hand_out)
    asked = request.query_params.get("naam", "")[:80]
    people = await directory.people(who.caller, ids_of(*(one.collected_by for one in found.lines)))
    now = console.clock.now()
    shown = [one for one in found.lines if asked.strip().casefold() in one.name.casefold()]
    return page(
        request,
        "waardering_hand_out.html",
        who,
        here=HERE,
        list=found,
        form=Form.filled(naam=asked),
        asked=asked.strip(),
        rows=[view.handed(one, people, now) for one in shown],
    )


@router.get("/uitreiken/{hand_out}/lijst")
async def to_print(request: Request, who: Officer, hand_out: UUID) -> Response:
    """On paper it works without a network: a name, a square code, and room to sign."""
    found = await waardering.hand_out(who.caller, hand_out)
    where = place_of(request).where.rstrip("/")
    here = f"{where}/waardering/werk/ophalen"
    squares = await asyncio.to_thread(lambda: [square_code.drawn(f"{here}/{one.token}", scale=2, border=2) for one in found.lines])
    now, people = console.clock.now(), await directory.people(who.caller, ids_of(*(one.collected_by for one in found.lines)))
    rows = [(view.handed(one, people, now), square) for one, square in zip(found.lines, squares, strict=True)]
    return page(request, "waardering_hand_out_list.html", who, here=HERE, list=found, rows=rows)


@router.get("/ophalen/{token}")
async def scanned(request: Request, who: Officer, token: Token) -> Response:
    """What a telephone opens; looking signs for nothing."""
    return await _scanned(request, who, token, await waardering.scanned(who.caller, token))


@router.post("/ophalen/{token}")
async def hand_over(request: Request, who: Officer, token: Token) -> Response:
    form = await deeds.form_of(request, who)
    found = await waardering.scanned(who.caller, token)
    signed = form.text("wie")[:100] or found.name
    try:
        await waardering.collect(who.caller, found.payment_id, CollectionIn(signed_by=signed, scanned=form.text("via") == "code"))
    except Refused as refused:
        return await _overtaken(request, who, token, form, refused)
    return onwards(f"/waardering/werk/ophalen/{token}", "w-uitgereikt")


@router.post("/ophalen/{token}/terug")
async def undo(request: Request, who: Officer, token: Token) -> Response:
    form = await deeds.form_of(request, who)
    found = await waardering.scanned(who.caller, token)
    try:
        await waardering.undo(who.caller, found.payment_id)
    except Refused as refused:
        return await _overtaken(request, who, token, form, refused)
    return onwards(f"/waardering/werk/ophalen/{token}", "w-terug")


async def _overtaken(request: Request, who: Visitor, token: str, form: Form, refused: Refused) -> Response:
    """Two tables, one gift: the second reads when it was handed over and by whom."""
    if refused.status != 409:
        raise refused
    payment = await waardering.payment(who.caller, (await waardering.scanned(who.caller, token)).payment_id)
    people = await directory.people(who.caller, ids_of(*view.staff_in(payment.history)))
    lines: list[Line] = view.lines(payment.history, people, console.clock.now())
    return deeds.overtaken(
        request,
        who,
        refused,
        form,
        people=people,
        lines=lines,
        href=f"/waardering/werk/ophalen/{token}",
        text="Bekijk hoe het nu staat",
        here=HERE,
    )


async def _scanned(request: Request, who: Visitor, token: str, found: HandOutLine) -> Response:
    payment = await waardering.payment(who.caller, found.payment_id)
    people = await directory.people(who.caller, ids_of(found.collected_by, *view.staff_in(payment.history)))
    now = console.clock.now()
    return page(
        request,
        "waardering_collect.html",
        who,
        here=HERE,
        token=token,
        list=found.hand_out_id,
        form=Form.filled(wie=found.name),
        row=view.handed(found, people, now),
        ready=found.state in ("due", "sent"),
        via="naam" if request.query_params.get("via") == "naam" else "code",
        may_undo=payment.may_undo,
        lines=view.lines(payment.history, people, now),
    )
