"""Payments, the runs in which they leave the house, and what the bank says of them, over HTTP."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Response

from kernel.http.etag import etag
from kernel.http.idempotency import Kept
from kernel.http.paging import PAGE, cursor_of
from schemas.api.waardering import (
    BankReport,
    BankReportIn,
    BankReports,
    CodeShown,
    CodesIn,
    Payment,
    PaymentCancellationIn,
    Payments,
    PaymentShown,
    ReadyToPay,
    RepeatIn,
    Run,
    RunApprovalIn,
    RunFile,
    RunIn,
    Runs,
    RunShown,
)
from schemas.words import PaymentState, WaarderingForm
from services.waardering.api import JustOnce, Officer, OfficerOrPayer, Payer, Version, at_work, read_id
from services.waardering.store import bank, payment_facts
from services.waardering.store import payments as store
from services.waardering.usecases import banking, paying, returning
from services.waardering.usecases import showing_payments as showing

router = APIRouter(prefix="/v1", tags=["payout"])
Cursor = Annotated[str | None, Query(max_length=500)]


@router.get("/payments", operation_id="listPayments")
async def list_payments(
    caller: OfficerOrPayer,
    state: PaymentState | None = None,
    form: WaarderingForm | None = None,
    run: UUID | None = None,
    cursor: Cursor = None,
) -> Payments:
    """What is due, unless a run or another state is asked. Codes of vouchers are in no list."""
    async with at_work(caller) as work:
        wanted = PaymentState.DUE if state is None and run is None else state
        rows = await store.page(work, wanted, form, read_id(cursor), PAGE, run)
        items = await showing.payments(work, rows[:PAGE])
    return Payments(items=tuple(items), next=cursor_of(str(rows[PAGE - 1].id)) if len(rows) > PAGE else None)


@router.get("/payments/ready", operation_id="readReady")
async def read_ready(caller: OfficerOrPayer) -> ReadyToPay:
    """By form and supplier: so many runs could be made."""
    async with at_work(caller) as work:
        return ReadyToPay(items=tuple(map(showing.ready, await payment_facts.ready(work))))


@router.get("/payments/{payment_id}", operation_id="readPayment")
async def read_payment(payment_id: UUID, caller: OfficerOrPayer) -> PaymentShown:
    """With what it repeats, what repeats it, and everything that happened to it."""
    async with at_work(caller) as work:
        return await showing.payment(work, await store.mine(work, payment_id))


@router.get("/payments/{payment_id}/code", operation_id="readCode")
async def read_code(payment_id: UUID, caller: Officer) -> CodeShown:
    """Of a voucher or card; who looked is recorded."""
    async with at_work(caller) as work:
        return CodeShown(code=await paying.code_of(work, payment_id))


@router.post("/payments/{payment_id}/repeats", operation_id="repeatPayment", status_code=201, response_model=Payment)
async def repeat(payment_id: UUID, told: RepeatIn, caller: OfficerOrPayer, once: JustOnce) -> Response:
    """A new payment that names this one; only after it came back, and once. Another approves the run that it goes in."""

    async def make() -> Kept:
        return Kept.of((await showing.payments(work, [await returning.repeat(work, payment_id, told)]))[0], 201)

    async with at_work(caller) as work:
        return await once.do(work, make)


@router.post("/payments/{payment_id}/cancellations", operation_id="cancelPayment", response_model=Payment)
async def cancel(payment_id: UUID, told: PaymentCancellationIn, caller: Payer, once: JustOnce) -> Response:
    async def make() -> Kept:
        return Kept.of((await showing.payments(work, [await returning.cancel(work, payment_id, told)]))[0])

    async with at_work(caller) as work:
        return await once.do(work, make)


@router.post("/payout-runs", operation_id="makeRun", status_code=201, response_model=Run)
async def make_run(told: RunIn, caller: OfficerOrPayer, once: JustOnce) -> Response:
    """Everything of one form that is due; nothing leaves the house yet."""

    async def make() -> Kept:
        row = await paying.make(work, told)
        return Kept.of(showing.run(row), 201, Location=f"/v1/payout-runs/{row.id}")

    async with at_work(caller) as work:
        return await once.do(work, make)


@router.get("/payout-runs", operation_id="listRuns")
async def list_runs(caller: OfficerOrPayer, cursor: Cursor = None) -> Runs:
    async with at_work(caller) as work:
        rows = await paying.page(work, read_id(cursor), PAGE)
    return Runs(items=tuple(map(showing.run, rows[:PAGE])), next=cursor_of(str(rows[PAGE - 1].id)) if len(rows) > PAGE else None)


@router.get("/payout-runs/{run_id}", operation_id="readRun")
async def read_run(run_id: UUID, caller: OfficerOrPayer, response: Response) -> RunShown:
    """With what was checked, who took its file, and what the bank said since."""
    async with at_work(caller) as work:
        row = await paying.mine(work, run_id, None)
        etag(response, row.version)
        return await showing.whole_run(work, row)


@router.post("/payout-runs/{run_id}/approvals", operation_id="approveRun")
async def approve(run_id: UUID, told: RunApprovalIn, caller: Payer, version: Version, response: Response) -> Run:
    """By someone else than who made it or filled in an account; the file is made now, and once."""
    async with at_work(caller) as work:
        row = await paying.approve(work, run_id, told, version)
        etag(response, row.version)
        return showing.run(row)


@router.get("/payout-runs/{run_id}/file", operation_id="readRunFile")
async def read_file(run_id: UUID, caller: Payer) -> RunFile:
    """The same each time; who took it is kept, and every payee in it is recorded as looked at."""
    async with at_work(caller) as work:
        return await paying.file_of(work, run_id)


@router.post("/payout-runs/{run_id}/codes", operation_id="takeCodes", response_model=RunShown)
async def take_codes(run_id: UUID, told: CodesIn, caller: OfficerOrPayer, once: JustOnce) -> Response:
    """A code once there is never replaced; none is ever shown in a list."""

    async def take() -> Kept:
        return Kept.of(await showing.whole_run(work, await paying.take_codes(work, run_id, told)))

    async with at_work(caller) as work:
        return await once.do(work, take)


@router.post("/bank-reports", operation_id="readBankReport")
async def read_report(told: BankReportIn, caller: Payer) -> BankReport:
    """pain.002 or camt.054; the same file twice changes nothing."""
    async with at_work(caller) as work:
        row, again = await banking.read(work, told)
        return await showing.report(work, row, again=again)


@router.get("/bank-reports", operation_id="listBankReports")
async def list_reports(caller: OfficerOrPayer, cursor: Cursor = None) -> BankReports:
    async with at_work(caller) as work:
        rows = await bank.page(work, read_id(cursor), PAGE)
        items = await showing.reports(work, rows[:PAGE])
    return BankReports(items=tuple(items), next=cursor_of(str(rows[PAGE - 1].id)) if len(rows) > PAGE else None)


@router.get("/bank-reports/{report_id}", operation_id="showBankReport")
async def show_report(report_id: UUID, caller: OfficerOrPayer) -> BankReport:
    async with at_work(caller) as work:
        return await showing.report(work, await bank.one(work, report_id))
