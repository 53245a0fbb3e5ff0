"""The front door: whoever sends a signal, and what the sender reads of it."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import ValidationError
from starlette.requests import Request
from starlette.responses import Response

from kernel.caller import Caller
from kernel.group_commit import GroupCommit
from kernel.http.idempotency import key_of
from kernel.refusals import InputError
from kernel.security.doors import allow, open_to_all
from schemas.api.intake import SignalIn, SignalStatus
from schemas.base import Words
from schemas.labels import LABELS
from schemas.words import (
    BOUND_BY_SECRECY,
    Channel,
    ConsentPurpose,
    ConsentWay,
    ContactOutcome,
    Described,
    Ending,
    Ground,
    Group,
    OwnYes,
    Purpose,
    Relation,
    Representation,
    Role,
    Safe,
    SaidBy,
    SignallerKind,
    SignalState,
    Situation,
    SupportArea,
    Urgency,
)
from services.intake import intake
from services.intake.store.arrivals import Arrival, Taken, write
from services.intake.usecases import word_back
from services.intake.usecases.mending import besides
from services.intake.usecases.receive import arrival

SENDERS = (Role.SIGNALLER, Role.ASSESSOR, Role.COORDINATOR, Role.PUBLIC_DOOR)
router = APIRouter(prefix="/v1", tags=["signals"])
arrivals: GroupCommit[Arrival, Taken] = GroupCommit(intake, write)


async def post_signal(request: Request, caller: Caller, told: SignalIn) -> Response:
    """Someone needs attention.

    The same `externalId` of one client is one signal for ever, the same `Idempotency-Key` one request for three days.
    """
    ready = arrival(told, by=caller, at=intake.clock.now(), seals=intake.seals, idempotency_key=key_of(request))
    taken = await arrivals.add(ready)
    where = {"Location": f"/v1/signals/{taken.signal_id}"}
    if taken.answer is not None:
        return Response(taken.answer, 201, where, "application/json")
    async with intake.work(by=caller, purpose=Purpose.SIGNAL) as work:
        status = await word_back.status(work, taken.signal_id)
    return Response(status.model_dump_json(by_alias=True, exclude_none=True), 200, where, "application/json")


def what_else_is_wrong(sent: bytes, error: ValidationError, caller: Caller) -> Sequence[InputError]:
    """Everything at once, also when the form itself is wrong."""
    return besides(sent, error, by=caller, now=intake.clock.now())


@router.get("/signals/{signal_id}", response_model_exclude_none=True)
async def read_signal(signal_id: UUID, caller: Annotated[Caller, Depends(allow(Role.SIGNALLER))]) -> SignalStatus:
    """What became of it, for who sent it and nobody else."""
    async with intake.work(by=caller, purpose=Purpose.SIGNAL) as work:
        return await word_back.status(work, signal_id)


class Code(Words):
    code: str
    label: str
    bound_by_secrecy: bool | None = None
    """Of a signaller: has to state a consent or another ground for each person described."""


class CodeLists(Words):
    lists: dict[str, tuple[Code, ...]]


@router.get("/code-lists", response_model_exclude_none=True, dependencies=[Depends(open_to_all(reason="code lists are about nobody"))])
async def read_code_lists() -> CodeLists:
    """Every code that a signal may hold, with its meaning in Dutch."""
    return CODE_LISTS


LISTS: Mapping[str, type[StrEnum]] = {
    "signallerKinds": SignallerKind,
    "supportAreas": SupportArea,
    "urgencies": Urgency,
    "situations": Situation,
    "relations": Relation,
    "groups": Group,
    "channels": Channel,
    "safeToContact": Safe,
    "persons": Described,
    "consentPurposes": ConsentPurpose,
    "consentWays": ConsentWay,
    "grounds": Ground,
    "saidBy": SaidBy,
    "ownYes": OwnYes,
    "representations": Representation,
    "states": SignalState,
    "endings": Ending,
    "contactOutcomes": ContactOutcome,
}
"""Every list that is published, by the name under which it is."""
CODE_LISTS = CodeLists(
    lists={
        name: tuple(
            Code(code=code, label=label, bound_by_secrecy=code in BOUND_BY_SECRECY if codes is SignallerKind else None)
            for code, label in LABELS[codes].items()
        )
        for name, codes in LISTS.items()
    }
)
