"""Waardering: what a scheme asks, applications, cases, budgets and payout runs."""

from typing import Literal, TypeVar
from uuid import UUID

from pydantic import BaseModel

from kernel.caller import Caller
from schemas.api.waardering import (
    Application,
    ApplicationIn,
    Applications,
    ApplicationStatus,
    Budgets,
    CaseIn,
    CaseShown,
    SchemesShown,
)
from schemas.api.waardering.schemes import SchemeForm, SchemesBeside, TrialIn, Trials
from schemas.words import Purpose
from services.console import console

NAME = "waardering"
A = TypeVar("A", bound=BaseModel)


async def schemes(region: str) -> SchemesShown:
    return await console.asks.get(NAME, "/v1/schemes", answer=SchemesShown, query={"region": region})


async def form(region: str, key: str) -> SchemeForm:
    return await console.asks.get(NAME, f"/v1/schemes/{key}/form", answer=SchemeForm, query={"region": region})


async def beside(region: str, key: str) -> SchemesBeside:
    return await console.asks.get(NAME, f"/v1/schemes/{key}/beside", answer=SchemesBeside, query={"region": region})


async def tried(by: Caller, key: str, body: TrialIn) -> Trials:
    return await console.asks.post(NAME, f"/v1/schemes/{key}/trials", body=body, answer=Trials, purpose=Purpose.WAARDERING, as_caller=by)


async def apply(body: ApplicationIn, once: str) -> ApplicationStatus:
    """From the form that asks for no login: with the console's own token, which opens only this."""
    got = await console.asks.send("POST", NAME, "/v1/applications", body=body, purpose=Purpose.WAARDERING, idempotency_key=once)
    return got.read(ApplicationStatus)


async def listed(by: Caller, query: dict[str, str]) -> Applications:
    return await _get(by, "/v1/applications", Applications, query)


async def one(by: Caller, id_: UUID) -> Application:
    return await _get(by, f"/v1/applications/{id_}", Application)


async def step(by: Caller, id_: UUID, what: str, version: int, body: BaseModel | None, once: str) -> None:
    """One of the officer's steps, on what she read."""
    await _send(by, "PUT" if what == "owner" else "POST", f"/v1/applications/{id_}/{what}", body, version, once)


async def open_case(by: Caller, id_: UUID, body: CaseIn, once: str) -> None:
    await _send(by, "POST", f"/v1/applications/{id_}/cases", body, None, once)


async def case(by: Caller, id_: UUID) -> CaseShown:
    return await _get(by, f"/v1/cases/{id_}", CaseShown)


async def budgets(by: Caller) -> Budgets:
    return await _get(by, "/v1/budgets", Budgets)


async def _get(by: Caller, path: str, answer: type[A], query: dict[str, str] | None = None) -> A:
    return await console.asks.get(NAME, path, answer=answer, purpose=Purpose.WAARDERING, as_caller=by, query=query)


async def _send(
    by: Caller, method: Literal["POST", "PUT"], path: str, body: BaseModel | None, version: int | None, once: str | None
) -> None:
    await console.asks.send(method, NAME, path, body=body, purpose=Purpose.WAARDERING, as_caller=by, if_match=version, idempotency_key=once)
