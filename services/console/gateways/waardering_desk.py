"""Waardering for the desk: who is found, several granted at once, a list as a sheet, budgets, pools and lots."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar
from uuid import UUID

from pydantic import BaseModel

from kernel.caller import Caller
from schemas.api.waardering import (
    Allotments,
    ApplicationIn,
    ApplicationRecords,
    ApplicationStatus,
    BatchDecided,
    BatchIn,
    Budget,
    BudgetIn,
    CaseShown,
    CasesShown,
    DrawIn,
    Drawn,
    DrawPreview,
    LotResult,
    PoolDivided,
    PoolIn,
    WaitingList,
)
from schemas.api.waardering.schemes import ApplicationSearch, ApplicationsFound, SchemeForm
from schemas.base import ApplicationId
from schemas.words import Purpose
from services.console import console

NAME = "waardering"
A = TypeVar("A", bound=BaseModel)


async def by_reference(by: Caller, reference: str) -> ApplicationsFound:
    return await _post(by, "/v1/applications/searches", ApplicationSearch(reference=reference), ApplicationsFound)


async def by_name(by: Caller, name: str) -> ApplicationsFound:
    return await _post(by, "/v1/applications/searches", ApplicationSearch(name=name), ApplicationsFound)


async def by_ids(by: Caller, ids: Sequence[UUID]) -> ApplicationsFound:
    body = ApplicationSearch(ids=tuple(ApplicationId(one) for one in ids))
    return await _post(by, "/v1/applications/searches", body, ApplicationsFound)


async def grant_several(by: Caller, body: BatchIn, once: str) -> BatchDecided:
    got = await console.asks.send(
        "POST", NAME, "/v1/applications/decisions", body=body, purpose=Purpose.WAARDERING, as_caller=by, idempotency_key=once
    )
    return got.read(BatchDecided)


async def records(by: Caller, query: dict[str, str]) -> ApplicationRecords:
    return await _get(by, "/v1/applications/records", ApplicationRecords, query)


async def form(region: str, key: str, on: date) -> SchemeForm:
    """What was asked on that day."""
    query = {"region": region, "on": on.isoformat()}
    return await console.asks.get(NAME, f"/v1/schemes/{key}/form", answer=SchemeForm, query=query)


async def enter(by: Caller, body: ApplicationIn, once: str) -> ApplicationStatus:
    """With the token of who enters it, who stands in its history."""
    got = await console.asks.send(
        "POST", NAME, "/v1/applications", body=body, purpose=Purpose.WAARDERING, as_caller=by, idempotency_key=once
    )
    return got.read(ApplicationStatus)


async def cases(by: Caller, which: str, cursor: str) -> CasesShown:
    return await _get(by, "/v1/cases", CasesShown, {"list": which} | ({"cursor": cursor} if cursor else {}))


async def case_step(by: Caller, id_: UUID, what: str, version: int, body: BaseModel) -> CaseShown:
    path = f"/v1/cases/{id_}/{what}"
    got = await console.asks.send(
        "PUT" if what == "owner" else "POST", NAME, path, body=body, purpose=Purpose.WAARDERING, as_caller=by, if_match=version
    )
    return got.read(CaseShown)


async def budget(by: Caller, id_: UUID) -> tuple[Budget, int]:
    """With the figures on which a change of it stands."""
    got = await console.asks.send("GET", NAME, f"/v1/budgets/{id_}", purpose=Purpose.WAARDERING, as_caller=by)
    return got.read(Budget), got.version or 0


async def set_budget(by: Caller, id_: UUID, version: int, body: BudgetIn) -> None:
    path = f"/v1/budgets/{id_}"
    await console.asks.put(NAME, path, body=body, answer=Budget, purpose=Purpose.WAARDERING, as_caller=by, if_match=version)


async def waiting(by: Caller, id_: UUID, cursor: str = "") -> WaitingList:
    return await _get(by, f"/v1/budgets/{id_}/waiting", WaitingList, {"cursor": cursor} if cursor else None)


async def allotments(by: Caller) -> Allotments:
    return await _get(by, "/v1/budgets/allotments", Allotments)


async def pool(by: Caller, key: str, year: int) -> PoolDivided:
    return await _get(by, f"/v1/schemes/{key}/pools/{year}", PoolDivided)


async def drawn(by: Caller, key: str, year: int) -> LotResult:
    return await _get(by, f"/v1/schemes/{key}/draws/{year}/lines", LotResult)


async def divide(by: Caller, key: str, year: int) -> PoolDivided:
    return await _post(by, f"/v1/schemes/{key}/pools", PoolIn(year=year), PoolDivided)


async def lot(by: Caller, key: str, year: int) -> DrawPreview:
    return await _get(by, f"/v1/schemes/{key}/draws/{year}", DrawPreview)


async def draw(by: Caller, key: str, year: int) -> Drawn:
    return await _post(by, f"/v1/schemes/{key}/draws", DrawIn(year=year), Drawn)


async def _get(by: Caller, path: str, answer: type[A], query: dict[str, str] | None = None) -> A:
    return await console.asks.get(NAME, path, answer=answer, purpose=Purpose.WAARDERING, as_caller=by, query=query)


async def _post(by: Caller, path: str, body: BaseModel, answer: type[A]) -> A:
    return await console.asks.post(NAME, path, body=body, answer=answer, purpose=Purpose.WAARDERING, as_caller=by)
