"""Waardering's money and presents: payments, runs, what the bank says, and lists to hand over from."""

from typing import Literal, TypeVar
from uuid import UUID

from pydantic import BaseModel

from kernel.caller import Caller
from schemas.api.waardering import (
    BankReport,
    BankReportIn,
    BankReports,
    CodeShown,
    CodesIn,
    CollectionIn,
    HandOut,
    HandOutIn,
    HandOutLine,
    HandOuts,
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
from schemas.words import Purpose
from services.console import console

NAME = "waardering"
A = TypeVar("A", bound=BaseModel)


async def ready(by: Caller) -> ReadyToPay:
    return await _get(by, "/v1/payments/ready", ReadyToPay)


async def payments(by: Caller, query: dict[str, str]) -> Payments:
    return await _get(by, "/v1/payments", Payments, query)


async def payment(by: Caller, id_: UUID) -> PaymentShown:
    return await _get(by, f"/v1/payments/{id_}", PaymentShown)


async def code_of(by: Caller, id_: UUID) -> CodeShown:
    return await _get(by, f"/v1/payments/{id_}/code", CodeShown)


async def repeat(by: Caller, id_: UUID, body: RepeatIn) -> Payment:
    return await _post(by, f"/v1/payments/{id_}/repeats", body, Payment)


async def cancel(by: Caller, id_: UUID, body: PaymentCancellationIn) -> Payment:
    return await _post(by, f"/v1/payments/{id_}/cancellations", body, Payment)


async def collect(by: Caller, id_: UUID, body: CollectionIn) -> Payment:
    return await _post(by, f"/v1/payments/{id_}/collections", body, Payment)


async def undo(by: Caller, id_: UUID) -> Payment:
    return await _post(by, f"/v1/payments/{id_}/collection-withdrawals", None, Payment)


async def runs(by: Caller, cursor: str = "") -> Runs:
    return await _get(by, "/v1/payout-runs", Runs, {"cursor": cursor} if cursor else None)


async def run(by: Caller, id_: UUID) -> RunShown:
    return await _get(by, f"/v1/payout-runs/{id_}", RunShown)


async def make_run(by: Caller, body: RunIn, once: str) -> Run:
    return await _post(by, "/v1/payout-runs", body, Run, once=once)


async def judge_run(by: Caller, id_: UUID, version: int, body: RunApprovalIn) -> Run:
    return await _post(by, f"/v1/payout-runs/{id_}/approvals", body, Run, version=version)


async def file_of(by: Caller, id_: UUID) -> RunFile:
    return await _get(by, f"/v1/payout-runs/{id_}/file", RunFile)


async def take_codes(by: Caller, id_: UUID, body: CodesIn) -> RunShown:
    return await _post(by, f"/v1/payout-runs/{id_}/codes", body, RunShown)


async def reports(by: Caller, cursor: str = "") -> BankReports:
    return await _get(by, "/v1/bank-reports", BankReports, {"cursor": cursor} if cursor else None)


async def report(by: Caller, id_: UUID) -> BankReport:
    return await _get(by, f"/v1/bank-reports/{id_}", BankReport)


async def read_report(by: Caller, body: BankReportIn) -> BankReport:
    return await _post(by, "/v1/bank-reports", body, BankReport)


async def hand_outs(by: Caller, cursor: str = "") -> HandOuts:
    return await _get(by, "/v1/hand-outs", HandOuts, {"cursor": cursor} if cursor else None)


async def hand_out(by: Caller, id_: UUID) -> HandOut:
    return await _get(by, f"/v1/hand-outs/{id_}", HandOut)


async def make_hand_out(by: Caller, body: HandOutIn, once: str) -> HandOut:
    return await _post(by, "/v1/hand-outs", body, HandOut, once=once)


async def scanned(by: Caller, token: str) -> HandOutLine:
    return await _get(by, f"/v1/hand-out-tokens/{token}", HandOutLine)


async def _get(by: Caller, path: str, answer: type[A], query: dict[str, str] | None = None) -> A:
    return await console.asks.get(NAME, path, answer=answer, purpose=Purpose.WAARDERING, as_caller=by, query=query)


async def _post(
    by: Caller, path: str, body: BaseModel | None, answer: type[A], *, version: int | None = None, once: str | None = None
) -> A:
    method: Literal["POST"] = "POST"
    got = await console.asks.send(
        method, NAME, path, body=body, purpose=Purpose.WAARDERING, as_caller=by, if_match=version, idempotency_key=once
    )
    return got.read(answer)
