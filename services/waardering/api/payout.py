"""Budgets, pools, payments and payout runs over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from kernel.http.etag import etag
from kernel.http.idempotency import Kept
from kernel.http.paging import PAGE, cursor_of
from schemas.api.waardering import (
    BankReportIn,
    BankReportRead,
    Budget,
    BudgetIn,
    Budgets,
    CodesIn,
    CollectionIn,
    DrawIn,
    Drawn,
    Payment,
    PaymentCancellationIn,
    Payments,
    PoolDivided,
    PoolIn,
    Run,
    RunApprovalIn,
    RunFile,
    RunIn,
    Runs,
)
from schemas.words import PaymentState, WaarderingForm
from services.waardering.api import JustOnce, Officer, OfficerOrPayer, Payer, SchemeKey, Version, at_work, read_id
from services.waardering.store import payments as store
from services.waardering.usecases import budgeting, drawing, paying, pooling, returning, showing

router = APIRouter(prefix="/v1", tags=["payout"])
Cursor = Annotated[str | None, Query(max_length=500)]


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


@router.post("/schemes/{key}/pools", operation_id="dividePool", status_code=201)
async def divide_pool(key: SchemeKey, told: PoolIn, caller: Officer) -> PoolDivided:
    """Once, after the window, when everything is decided."""
    async with at_work(caller) as work:
        return await pooling.divide_once(work, key, told.year)


@router.post("/schemes/{key}/draws", operation_id="drawLots", status_code=201)
async def draw_lots(key: SchemeKey, told: DrawIn, caller: Officer) -> Drawn:
    """Once, after the window, where the scheme says that a lot decides."""
    async with at_work(caller) as work:
        return await drawing.draw_once(work, key, told.year)


@router.get("/payments", operation_id="listPayments")
async def list_payments(
    caller: OfficerOrPayer, state: PaymentState = PaymentState.DUE, form: WaarderingForm | None = None, cursor: Cursor = None
) -> Payments:
    """With `form=gift` the hand-out list; codes of vouchers are shown to the officer who hands them over."""
    async with at_work(caller) as work:
        rows = await store.page(work, state, form, read_id(cursor), PAGE)
        items = await showing.payments(work, rows[:PAGE], codes=caller.has("waardering-officer"))
    return Payments(items=tuple(items), next=cursor_of(str(rows[PAGE - 1].id)) if len(rows) > PAGE else None)


@router.post("/payments/{payment_id}/repeats", operation_id="repeatPayment", status_code=201)
async def repeat(payment_id: UUID, caller: Payer) -> Payment:
    """A new payment that names this one; only after it came back, and once."""
    async with at_work(caller) as work:
        return (await showing.payments(work, [await returning.repeat(work, payment_id)], codes=False))[0]


@router.post("/payments/{payment_id}/collections", operation_id="collectPayment")
async def collect(payment_id: UUID, told: CollectionIn, caller: Officer) -> Payment:
    async with at_work(caller) as work:
        return (await showing.payments(work, [await returning.collect(work, payment_id, told)], codes=False))[0]


@router.post("/payments/{payment_id}/cancellations", operation_id="cancelPayment")
async def cancel(payment_id: UUID, told: PaymentCancellationIn, caller: Payer) -> Payment:
    async with at_work(caller) as work:
        return (await showing.payments(work, [await returning.cancel(work, payment_id, told)], codes=False))[0]


@router.post("/payout-runs", operation_id="makeRun", status_code=201)
async def make_run(told: RunIn, caller: OfficerOrPayer, once: JustOnce) -> Run:
    """Everything of one form that is due; nothing leaves the house yet."""

    async def make() -> Kept:
        row = await paying.make(work, told)
        body = showing.run(row).model_dump_json(by_alias=True, exclude_none=True)
        return Kept(201, body.encode(), {"Location": f"/v1/payout-runs/{row.id}"})

    async with at_work(caller) as work:
        answer = await once.do(work, make)
    return answer  # type: ignore[return-value]  # the body is that model's own JSON, kept as it was first said


@router.get("/payout-runs", operation_id="listRuns")
async def list_runs(caller: OfficerOrPayer, cursor: Cursor = None) -> Runs:
    async with at_work(caller) as work:
        rows = await paying.page(work, read_id(cursor), PAGE)
    return Runs(items=tuple(map(showing.run, rows[:PAGE])), next=cursor_of(str(rows[PAGE - 1].id)) if len(rows) > PAGE else None)


@router.get("/payout-runs/{run_id}", operation_id="readRun")
async def read_run(run_id: UUID, caller: OfficerOrPayer, response: Response) -> Run:
    async with at_work(caller) as work:
        row = await paying.mine(work, run_id, None)
        etag(response, row.version)
        return showing.run(row)


@router.post("/payout-runs/{run_id}/approvals", operation_id="approveRun")
async def approve(run_id: UUID, told: RunApprovalIn, caller: Payer, version: Version, response: Response) -> Run:
    """By someone else than who made it; the file is made now, and once."""
    async with at_work(caller) as work:
        row = await paying.approve(work, run_id, told, version)
        etag(response, row.version)
        return showing.run(row)


@router.get("/payout-runs/{run_id}/file", operation_id="readRunFile")
async def read_file(run_id: UUID, caller: Payer) -> RunFile:
    """The same each time; every payee in it is recorded as looked at."""
    async with at_work(caller) as work:
        return await paying.file_of(work, run_id)


@router.post("/payout-runs/{run_id}/codes", operation_id="takeCodes")
async def take_codes(run_id: UUID, told: CodesIn, caller: OfficerOrPayer) -> Run:
    async with at_work(caller) as work:
        return showing.run(await paying.take_codes(work, run_id, told))


@router.post("/bank-reports", operation_id="readBankReport")
async def read_report(told: BankReportIn, caller: Payer) -> BankReportRead:
    """pain.002 or camt.054; the same file twice changes nothing."""
    async with at_work(caller) as work:
        return await returning.read(work, told)
