"""Intake: the worklist, one signal, her own file, and who may know how to reach whom."""

from collections.abc import Iterable
from typing import TypeVar
from uuid import UUID

from pydantic import BaseModel

from kernel.answers import Answer
from kernel.caller import Caller
from schemas.api.intake import (
    Appointment,
    AppointmentIn,
    Assignment,
    ClosureIn,
    CodeIn,
    ConsentsIn,
    ContactDetails,
    ContactDetailsQuestion,
    ContactIn,
    DisclosedContact,
    IssuedCode,
    JudgementIn,
    MyContactIn,
    MyFile,
    OffersForSignal,
    Pass,
    PassIn,
    QuestionIn,
    SignalDetail,
    SignalIn,
    SignalStatus,
    WithdrawalIn,
    Worklist,
    WorklistSearch,
)
from schemas.base import PersonId
from schemas.words import Purpose
from services.console import console

NAME = "intake"
A = TypeVar("A", bound=BaseModel)


async def worklist(by: Caller, query: dict[str, str]) -> Worklist:
    """What says who someone is goes in a body, never in an address."""
    if "q" in query:
        body = WorklistSearch.model_validate(query)
        return await console.asks.post(NAME, "/v1/worklist/searches", body=body, answer=Worklist, purpose=Purpose.TRIAGE, as_caller=by)
    return await console.asks.get(NAME, "/v1/worklist", answer=Worklist, purpose=Purpose.TRIAGE, as_caller=by, query=query)


async def signal(by: Caller, id_: UUID) -> SignalDetail:
    return await console.asks.get(NAME, f"/v1/worklist/{id_}", answer=SignalDetail, purpose=Purpose.TRIAGE, as_caller=by)


async def offers(by: Caller, id_: UUID) -> OffersForSignal:
    return await console.asks.get(NAME, f"/v1/worklist/{id_}/offers", answer=OffersForSignal, purpose=Purpose.TRIAGE, as_caller=by)


async def take(by: Caller, id_: UUID, version: int) -> SignalDetail:
    return await console.asks.put(
        NAME, f"/v1/worklist/{id_}/assignee", body=Assignment(), answer=SignalDetail, purpose=Purpose.TRIAGE, as_caller=by, if_match=version
    )


async def note_contact(by: Caller, id_: UUID, version: int, body: ContactIn, once: str) -> None:
    await _change(by, f"/v1/worklist/{id_}/contacts", version, body, once)


async def record_consents(by: Caller, id_: UUID, version: int, body: ConsentsIn, once: str) -> None:
    await _change(by, f"/v1/worklist/{id_}/consents", version, body, once)


async def close(by: Caller, id_: UUID, version: int, body: ClosureIn, once: str) -> None:
    await _change(by, f"/v1/worklist/{id_}/closures", version, body, once)


async def judge(by: Caller, id_: UUID, version: int, body: JudgementIn, once: str) -> None:
    await _change(by, f"/v1/worklist/{id_}/judgements", version, body, once)


async def appoint(by: Caller, id_: UUID, version: int, body: AppointmentIn, once: str) -> Appointment:
    return (await _change(by, f"/v1/worklist/{id_}/appointments", version, body, once)).read(Appointment)


async def code_for_her(by: Caller, id_: UUID, version: int, once: str) -> IssuedCode:
    return (await _change(by, f"/v1/worklist/{id_}/codes", version, None, once)).read(IssuedCode)


async def set_question(by: Caller, id_: UUID, version: int, body: QuestionIn) -> None:
    await console.asks.send("PUT", NAME, f"/v1/worklist/{id_}/question", body=body, purpose=Purpose.TRIAGE, as_caller=by, if_match=version)


async def change_contact(by: Caller, id_: UUID, version: int, body: MyContactIn) -> None:
    path = f"/v1/worklist/{id_}/contact-details"
    await console.asks.send("PUT", NAME, path, body=body, purpose=Purpose.TRIAGE, as_caller=by, if_match=version)


async def report(by: Caller, body: SignalIn, once: str) -> SignalStatus:
    """A signal of a member of staff, or of a professional who logged in."""
    got = await console.asks.send("POST", NAME, "/v1/signals", body=body, purpose=Purpose.SIGNAL, as_caller=by, idempotency_key=once)
    return got.read(SignalStatus)


async def report_publicly(body: SignalIn, once: str) -> SignalStatus:
    """From the form that asks for no login: with the console's own token, which opens only this."""
    got = await console.asks.send("POST", NAME, "/v1/signals", body=body, purpose=Purpose.SIGNAL, idempotency_key=once)
    return got.read(SignalStatus)


async def contacts(by: Caller, people: Iterable[PersonId], purpose: Purpose) -> dict[PersonId, DisclosedContact]:
    """What may be known of these people; recorded by intake, one line for each."""
    ids = tuple(dict.fromkeys(people))[:100]
    if not ids:
        return {}
    found = await console.asks.post(
        NAME, "/v1/contact-details", body=ContactDetailsQuestion(person_ids=ids), answer=ContactDetails, purpose=purpose, as_caller=by
    )
    return {one.person_id: one for one in found.items}


# her own page -------------------------------------------------------------------------------------


async def pass_for(token: str, code: str | None = None) -> Pass:
    return await console.asks.post(NAME, "/v1/passes", body=PassIn(token=token, code=code), answer=Pass, purpose=Purpose.OWN_FILE)


async def ask_code(token: str) -> None:
    await console.asks.send("POST", NAME, "/v1/codes", body=CodeIn(token=token), purpose=Purpose.OWN_FILE)


async def my_file(by: Caller) -> MyFile:
    return await console.asks.get(NAME, "/v1/my-file", answer=MyFile, purpose=Purpose.OWN_FILE, as_caller=by)


async def change_my_contact(by: Caller, body: MyContactIn) -> None:
    await console.asks.send("PUT", NAME, "/v1/my-file/contact-details", body=body, purpose=Purpose.OWN_FILE, as_caller=by)


async def withdraw(by: Caller, body: WithdrawalIn, once: str) -> None:
    await console.asks.send(
        "POST", NAME, "/v1/my-file/withdrawals", body=body, purpose=Purpose.OWN_FILE, as_caller=by, idempotency_key=once
    )


async def _change(by: Caller, path: str, version: int, body: BaseModel | None, once: str) -> Answer:
    return await console.asks.send(
        "POST", NAME, path, body=body, purpose=Purpose.TRIAGE, as_caller=by, if_match=version, idempotency_key=once
    )
