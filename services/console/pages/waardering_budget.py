"""Budgets as bars and a table, more money and who waits for it; pools and lots, with what comes of it before anybody says yes."""

import re
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Request
from starlette.responses import Response

from kernel.refusals import Refused
from schemas.api.waardering import BudgetIn
from schemas.words import Role
from services.console import console, deeds
from services.console.forms import Form
from services.console.gateways import directory, waardering, waardering_desk
from services.console.pages.waardering_work import schemes_of
from services.console.show import onwards, page
from services.console.views import waardering_budget as view
from services.console.views.people import ids_of
from services.console.views.waardering import euros
from services.console.visitors import Visitor, staff

router = APIRouter(prefix="/waardering/werk/budget")
Who = Annotated[Visitor, Depends(staff(Role.WAARDERING_OFFICER, Role.PAYER))]
Payer = Annotated[Visitor, Depends(staff(Role.PAYER))]
Officer = Annotated[Visitor, Depends(staff(Role.WAARDERING_OFFICER))]
SchemeKey = Annotated[str, Path(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Year = Annotated[int, Path(ge=2000, le=2200)]
HERE = "budget"
EUROS = re.compile(r"\d{1,3}(\.\d{3})*(,\d{2})?|\d{1,8}(,\d{2})?")
DONE = "already-divided"
NOT_READY = frozenset({"pool-not-ready", DONE, "not-apool", "budget-exhausted", "changed-meanwhile"})


@router.get("")
async def budgets(request: Request, who: Who) -> Response:
    pots = view.pots((await waardering.budgets(who.caller)).items)
    found = (await waardering_desk.allotments(who.caller)).items
    people = await directory.people(who.caller, ids_of(*(one.done_by for one in found if one.done_by)))
    years = view.years(found, people, console.clock.now())
    officer = who.caller.has(Role.WAARDERING_OFFICER)
    return page(request, "waardering_budget.html", who, here=HERE, pots=pots, years=years, officer=officer)


@router.get("/{budget}")
async def one(request: Request, who: Who, budget: UUID, vanaf: str = "") -> Response:
    return await _one(request, who, budget, Form(), cursor=vanaf[:500])


@router.post("/{budget}")
async def change(request: Request, who: Payer, budget: UUID) -> Response:
    """First what it would bring; with the same amount sent again it is done."""
    form = await deeds.form_of(request, who)
    cents = _cents(form.text("bedrag"))
    if cents is None:
        form.wrong("bedrag", "Vul een bedrag in euro's in, zoals 250.000")
        return await _one(request, who, budget, form, 422)
    if form.text("doe") != "zeker":
        return await _one(request, who, budget, form, wanted=cents)
    try:
        await waardering_desk.set_budget(who.caller, budget, deeds.version(form), BudgetIn(total_cents=cents))
    except Refused as refused:
        if refused.code == "below-what-is-spent":
            form.wrong("bedrag", refused.in_dutch or "Dit is te weinig")
            return await _one(request, who, budget, form, 422)
        if not deeds.is_overtaken(refused):
            raise
        by = refused.about.get("by")
        people = await directory.people(who.caller, ids_of(str(by)) if by else ())
        href = f"/waardering/werk/budget/{budget}"
        return deeds.overtaken(
            request, who, refused, form, people=people, lines=[], href=href, text="Bekijk het budget zoals het nu is", here=HERE
        )
    return onwards(f"/waardering/werk/budget/{budget}", "w-budget")


def _cents(text: str) -> int | None:
    plain = text.replace("€", "").replace(" ", "").replace("\u00a0", "")
    if not EUROS.fullmatch(plain):
        return None
    whole, _, part = plain.replace(".", "").partition(",")
    return int(whole) * 100 + int(part or 0)


async def _one(
    request: Request, who: Visitor, budget: UUID, form: Form, status: int = 200, *, wanted: int | None = None, cursor: str = ""
) -> Response:
    found, version = await waardering_desk.budget(who.caller, budget)
    waiting = await waardering_desk.waiting(who.caller, budget, cursor)
    spent = found.reserved_cents + found.committed_cents
    inside = view.let_in(waiting.items, wanted - spent) if wanted is not None else (0, 0)
    return page(
        request,
        "waardering_budget_one.html",
        who,
        status=status,
        here=HERE,
        pot=view.pot(found),
        version=version,
        form=form,
        may_change=who.caller.has(Role.PAYER),
        officer=who.caller.has(Role.WAARDERING_OFFICER),
        line=view.line(waiting.items, found.left_cents, console.clock.now()),
        next=waiting.next,
        cursor=cursor,
        wanted=euros(wanted) if wanted is not None else "",
        inside=inside[0],
        inside_costs=euros(inside[1]),
        more_wait=waiting.next is not None and inside[0] == len(waiting.items),
    )


@router.get("/verdelen/{key}/{year}")
async def before_dividing(request: Request, who: Officer, key: SchemeKey, year: Year) -> Response:
    return await _pool(request, who, key, year)


@router.post("/verdelen/{key}/{year}")
async def divide(request: Request, who: Officer, key: SchemeKey, year: Year) -> Response:
    """Once; exactly what was foretold, unless something changed in between."""
    form = await deeds.form_of(request, who)
    try:
        foretold = await waardering_desk.pool(who.caller, key, year)
        if form.text("verwacht") != f"{foretold.applications}/{foretold.total_cents}":
            return await _pool(request, who, key, year, changed=True, status=409)
        await waardering_desk.divide(who.caller, key, year)
    except Refused as refused:
        if refused.code not in NOT_READY:
            raise
        return await _pool(request, who, key, year, status=409)
    return onwards("/waardering/werk/budget", "w-verdeeld")


async def _pool(request: Request, who: Visitor, key: str, year: int, *, changed: bool = False, status: int = 200) -> Response:
    found, why = None, ""
    try:
        found = await waardering_desk.pool(who.caller, key, year)
    except Refused as refused:
        if refused.code not in NOT_READY:
            raise
        why = refused.in_dutch or ""
    name = (await schemes_of(who)).get(key, key)
    return page(
        request,
        "waardering_pool.html",
        who,
        status=status,
        here=HERE,
        pool=found,
        why=why,
        changed=changed,
        name=name,
        key=key,
        year=year,
        euros=euros,
    )


@router.get("/loten/{key}/{year}")
async def before_drawing(request: Request, who: Officer, key: SchemeKey, year: Year) -> Response:
    return await _lot(request, who, key, year)


@router.post("/loten/{key}/{year}")
async def draw(request: Request, who: Officer, key: SchemeKey, year: Year) -> Response:
    """Once, by the seed that was laid down before."""
    await deeds.form_of(request, who)
    try:
        await waardering_desk.draw(who.caller, key, year)
    except Refused as refused:
        if refused.code not in NOT_READY:
            raise
        return await _lot(request, who, key, year, status=409)
    return onwards(f"/waardering/werk/budget/loten/{key}/{year}", "w-geloot")


async def _lot(request: Request, who: Visitor, key: str, year: int, *, status: int = 200) -> Response:
    """Before it is done what it is about, and afterwards what came of it."""
    found, why, result = None, "", None
    try:
        found = await waardering_desk.lot(who.caller, key, year)
    except Refused as refused:
        if refused.code not in NOT_READY:
            raise
        why = refused.in_dutch or ""
        if refused.code == DONE:
            result = await waardering_desk.drawn(who.caller, key, year)
    name = (await schemes_of(who)).get(key, key)
    return page(
        request,
        "waardering_lot.html",
        who,
        status=status,
        here=HERE,
        lot=found,
        why=why,
        result=result,
        name=name,
        key=key,
        year=year,
        euros=euros,
    )
