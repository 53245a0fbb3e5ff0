"""Budgets as bars and a table."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import Response

from schemas.words import Role
from services.console.gateways import waardering
from services.console.show import page
from services.console.views import waardering as view
from services.console.visitors import Visitor, staff

router = APIRouter(prefix="/waardering/werk")
Who = Annotated[Visitor, Depends(staff(Role.WAARDERING_OFFICER, Role.PAYER))]


@router.get("/budget")
async def budgets(request: Request, who: Who) -> Response:
    pots = view.pots((await waardering.budgets(who.caller)).items)
    return page(request, "waardering_budget.html", who, here="budget", pots=pots)
