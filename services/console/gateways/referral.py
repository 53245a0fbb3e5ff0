"""Referral: requests for help as the provider, the desk and she herself see them."""

from uuid import UUID

from pydantic import BaseModel

from kernel.caller import Caller
from schemas.api.referral import ConfirmationIn, DecisionIn, MeetingIn, OtherTimeIn, OutcomeIn, Referral, Referrals, WithdrawalIn
from schemas.words import Purpose
from services.console import console

NAME = "referral"


async def listed(by: Caller, list_: str, cursor: str | None = None) -> Referrals:
    query = {"list": list_} | ({"cursor": cursor} if cursor else {})
    return await console.asks.get(NAME, "/v1/referrals", answer=Referrals, purpose=Purpose.SUPPORT, as_caller=by, query=query)


async def of_signal(by: Caller, signal: UUID) -> Referral | None:
    """The newest of this signal."""
    found = await console.asks.get(
        NAME, "/v1/referrals", answer=Referrals, purpose=Purpose.TRIAGE, as_caller=by, query={"signal": str(signal)}
    )
    return found.items[0] if found.items else None


async def one(by: Caller, id_: UUID, purpose: Purpose = Purpose.SUPPORT) -> Referral:
    return await console.asks.get(NAME, f"/v1/referrals/{id_}", answer=Referral, purpose=purpose, as_caller=by)


async def decide(by: Caller, id_: UUID, version: int, body: DecisionIn, once: str) -> None:
    await _change(by, id_, "decisions", version, body, once)


async def plan(by: Caller, id_: UUID, version: int, body: MeetingIn, once: str) -> None:
    await _change(by, id_, "handovers", version, body, once)


async def confirm(by: Caller, id_: UUID, version: int | None, body: ConfirmationIn, once: str) -> None:
    """She herself has read no version: her word counts whatever else changed."""
    await _change(by, id_, "confirmations", version, body, once)


async def finish(by: Caller, id_: UUID, version: int, body: OutcomeIn, once: str) -> None:
    await _change(by, id_, "outcomes", version, body, once)


async def withdraw(by: Caller, id_: UUID, version: int, body: WithdrawalIn, once: str) -> None:
    await _change(by, id_, "withdrawals", version, body, once)


async def ask_other_time(by: Caller, id_: UUID, body: OtherTimeIn, once: str) -> None:
    await _change(by, id_, "other-times", None, body, once)


async def _change(by: Caller, id_: UUID, what: str, version: int | None, body: BaseModel, once: str) -> None:
    await console.asks.send(
        "POST",
        NAME,
        f"/v1/referrals/{id_}/{what}",
        body=body,
        purpose=Purpose.HANDOVER,
        as_caller=by,
        if_match=version,
        idempotency_key=once,
    )
