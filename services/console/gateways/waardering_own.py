"""Waardering by link, for whoever applied without an account; and papers, for the officer."""

from base64 import b64encode
from collections.abc import Mapping
from typing import TypeVar
from uuid import UUID

from pydantic import BaseModel

from kernel.caller import Caller
from schemas.api.waardering import Application
from schemas.api.waardering.own import (
    CodeOpened,
    DraftIn,
    DraftKept,
    DraftMailIn,
    EvidenceFile,
    EvidenceJudgementIn,
    EvidenceShown,
    LinkOpened,
    LinkRequestIn,
    OwnAccountIn,
    OwnAnswerIn,
    OwnApplication,
    OwnCodeIn,
    OwnEvidenceIn,
    OwnLink,
    Papers,
    Returned,
    ReturnedIn,
    StaffEvidenceIn,
)
from schemas.base import ApplicationId, PaymentId
from schemas.words import Purpose
from services.console import console

NAME = "waardering"
A = TypeVar("A", bound=BaseModel)


async def save(scheme: str, answers: Mapping[str, tuple[str, ...]], token: str | None) -> DraftKept:
    return await _send("/v1/drafts", DraftIn(scheme=scheme, answers=dict(answers), token=token), DraftKept)


async def mail(token: str, address: str) -> None:
    body = DraftMailIn(token=token, email=address)
    await console.asks.send("POST", NAME, "/v1/draft-mails", body=body, purpose=Purpose.OWN_FILE)


async def mail_sent(token: str) -> None:
    await console.asks.send("POST", NAME, "/v1/application-mails", body=OwnLink(token=token), purpose=Purpose.OWN_FILE)


async def mail_lost(reference: str, address: str) -> None:
    body = LinkRequestIn(reference=reference, email=address)
    await console.asks.send("POST", NAME, "/v1/application-link-requests", body=body, purpose=Purpose.OWN_FILE)


async def code(token: str) -> CodeOpened:
    return await _send("/v1/code-openings", OwnLink(token=token), CodeOpened)


async def own_code(token: str, payment: UUID) -> CodeOpened:
    return await _send("/v1/own-codes", OwnCodeIn(token=token, payment_id=PaymentId(payment)), CodeOpened)


async def returned(token: str, payment: PaymentId | None) -> Returned:
    return await _send("/v1/own-accounts/openings", ReturnedIn(token=token, payment_id=payment), Returned)


async def give_account(body: OwnAccountIn, once: str) -> Returned:
    return await _send("/v1/own-accounts", body, Returned, once)


async def opened(token: str) -> LinkOpened:
    return await _send("/v1/own-links/openings", OwnLink(token=token), LinkOpened)


async def answer(token: str, text: str | None, once: str) -> OwnApplication:
    return await _send("/v1/own-applications/answers", OwnAnswerIn(token=token, text=text), OwnApplication, once)


async def withdraw(token: str, once: str) -> OwnApplication:
    return await _send("/v1/own-applications/withdrawals", OwnLink(token=token), OwnApplication, once)


async def hand_in(token: str, kind: str | None, name: str, content: bytes, once: str) -> EvidenceShown:
    body = OwnEvidenceIn.model_validate({"token": token, "kind": kind, "file_name": name[-255:], "content": b64encode(content)})
    return await _send("/v1/own-papers", body, EvidenceShown, once)


async def papers(by: Caller, application: UUID) -> Papers:
    return await console.asks.get(NAME, f"/v1/applications/{application}/papers", answer=Papers, purpose=Purpose.WAARDERING, as_caller=by)


async def paper(by: Caller, application: UUID, evidence: UUID) -> EvidenceFile:
    path = f"/v1/applications/{application}/papers/{evidence}"
    return await console.asks.get(NAME, path, answer=EvidenceFile, purpose=Purpose.WAARDERING, as_caller=by)


async def judge(by: Caller, application: UUID, evidence: UUID, accepted: bool, version: int, once: str) -> Application:
    path, body = f"/v1/applications/{application}/papers/{evidence}/judgements", EvidenceJudgementIn(accepted=accepted)
    got = await console.asks.send(
        "POST", NAME, path, body=body, purpose=Purpose.WAARDERING, as_caller=by, if_match=version, idempotency_key=once
    )
    return got.read(Application)


async def enter(by: Caller, application: UUID, kind: str | None, name: str, content: bytes, once: str) -> Papers:
    body = StaffEvidenceIn.model_validate(
        {"application_id": ApplicationId(application), "kind": kind, "file_name": name[-255:], "content": b64encode(content)}
    )
    got = await console.asks.send("POST", NAME, "/v1/papers", body=body, purpose=Purpose.WAARDERING, as_caller=by, idempotency_key=once)
    return got.read(Papers)


async def _send(path: str, body: BaseModel, answer: type[A], once: str | None = None) -> A:
    """With the console's own token: the link in the body says whose it is."""
    got = await console.asks.send("POST", NAME, path, body=body, purpose=Purpose.OWN_FILE, idempotency_key=once)
    return got.read(answer)
