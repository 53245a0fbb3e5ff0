"""Budgets, and what is divided or drawn after a window, over HTTP."""

from uuid import UUID

from fastapi import APIRouter, Response

from kernel.http.etag import etag
from kernel.http.idempotency import Kept
from schemas.api.waardering import (
    Budget,
    BudgetIn,
    Budgets,
    DrawIn,
    Drawn,
    PoolDivided,
    PoolIn,
)
from services.waardering.api import JustOnce, Officer, OfficerOrPayer, Payer, SchemeKey, Version, at_work
from services.waardering.usecases import budgeting, drawing, pooling

router = APIRouter(prefix="/v1", tags=["payout"])


@router.get("/budgets", operation_id="listBudgets")
async def list_budgets(caller: OfficerOrPayer) -> Budgets:
    async with at_work(caller) as work:
        return Budgets(items=tuple(await budgeting.show(work)))


@router.get("/budgets/{budget_id}", operation_id="readBudget")
async def read_budget(budget_id: UUID, caller: OfficerOrPayer, response: Response) -> Budget:
    async with at_work(caller) as work:
        pot = await budgeting.one(work, budget_id)
        etag(response, budgeting.version_of(pot))
        return await budgeting.with_waiting(work, pot)


@router.put("/budgets/{budget_id}", operation_id="setBudget")
async def set_budget(budget_id: UUID, told: BudgetIn, caller: Payer, version: Version, response: Response) -> Budget:
    """More lets in who waits, in order of arrival."""
    async with at_work(caller) as work:
        pot = await budgeting.set_total(work, budget_id, told, version)
        etag(response, budgeting.version_of(pot))
        return await budgeting.with_waiting(work, pot)


@router.post("/schemes/{key}/pools", operation_id="dividePool", status_code=201, response_model=PoolDivided)
async def divide_pool(key: SchemeKey, told: PoolIn, caller: Officer, once: JustOnce) -> Response:
    """Once, after the window, when everything is decided."""

    async def divide() -> Kept:
        return Kept.of(await pooling.divide_once(work, key, told.year), 201)

    async with at_work(caller) as work:
        return await once.do(work, divide)


@router.post("/schemes/{key}/draws", operation_id="drawLots", status_code=201, response_model=Drawn)
async def draw_lots(key: SchemeKey, told: DrawIn, caller: Officer, once: JustOnce) -> Response:
    """Once, after the window, where the scheme says that a lot decides."""

    async def draw() -> Kept:
        return Kept.of(await drawing.draw_once(work, key, told.year), 201)

    async with at_work(caller) as work:
        return await once.do(work, draw)
