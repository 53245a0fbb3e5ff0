"""Intake's part for the privacy officer: who a request is about, erasing, and what every holder did."""

from uuid import UUID

from kernel.caller import Caller
from schemas.api.intake import ErasureIn, ErasureReceipt, ErasureSearch, PeopleFound, PersonFound
from schemas.base import PersonId
from schemas.words import ErasureReason, Purpose
from services.console import console

NAME = "intake"


async def find(by: Caller, reference: str) -> PeopleFound:
    return await _search(by, ErasureSearch(reference=reference))


async def person(by: Caller, id_: UUID) -> PersonFound:
    return (await _search(by, ErasureSearch(person_id=PersonId(id_)))).items[0]


async def _search(by: Caller, body: ErasureSearch) -> PeopleFound:
    return await console.asks.post(NAME, "/v1/erasures/searches", body=body, answer=PeopleFound, purpose=Purpose.OVERSIGHT, as_caller=by)


async def erase(by: Caller, person: UUID, reason: ErasureReason) -> ErasureReceipt:
    """Asked twice is done once."""
    body = ErasureIn(person_id=PersonId(person), reason=reason)
    return await console.asks.post(NAME, "/v1/erasures", body=body, answer=ErasureReceipt, purpose=Purpose.OVERSIGHT, as_caller=by)


async def receipt(by: Caller, person: UUID) -> ErasureReceipt:
    return await console.asks.get(NAME, f"/v1/erasures/{person}", answer=ErasureReceipt, purpose=Purpose.OVERSIGHT, as_caller=by)
