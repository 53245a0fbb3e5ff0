"""Letters about applications: read, shown before a decision, printed and posted, and opened by who got one."""

from uuid import UUID

from pydantic import BaseModel

from kernel.caller import Caller
from schemas.api.waardering.letters import LetterOpeningIn, Letters, PrintBatch, PrintBatches, PrintBatchIn
from schemas.words import LetterState, Purpose
from services.console import console
from services.console.gateways.waardering import NAME


async def of_application(by: Caller, application: UUID) -> Letters:
    return await console.asks.get(NAME, f"/v1/applications/{application}/letters", answer=Letters, purpose=Purpose.WAARDERING, as_caller=by)


async def listed(by: Caller, state: LetterState, cursor: str = "") -> Letters:
    query = {"state": state.value} | ({"cursor": cursor} if cursor else {})
    return await console.asks.get(NAME, "/v1/letters", answer=Letters, purpose=Purpose.WAARDERING, as_caller=by, query=query)


async def document(by: Caller, path: str) -> bytes:
    return (await console.asks.send("GET", NAME, path, purpose=Purpose.WAARDERING, as_caller=by)).body


async def preview(by: Caller, application: UUID, what: str, body: BaseModel) -> bytes:
    path = f"/v1/applications/{application}/{what}-previews"
    return (await console.asks.send("POST", NAME, path, body=body, purpose=Purpose.WAARDERING, as_caller=by)).body


async def print_again(by: Caller, letter: UUID) -> None:
    await console.asks.send("POST", NAME, f"/v1/letters/{letter}/prints", purpose=Purpose.WAARDERING, as_caller=by)


async def batches(by: Caller) -> PrintBatches:
    return await console.asks.get(NAME, "/v1/print-batches", answer=PrintBatches, purpose=Purpose.WAARDERING, as_caller=by)


async def batch(by: Caller, id_: UUID) -> PrintBatch:
    return await console.asks.get(NAME, f"/v1/print-batches/{id_}", answer=PrintBatch, purpose=Purpose.WAARDERING, as_caller=by)


async def make_batch(by: Caller, once: str) -> PrintBatch:
    got = await console.asks.send(
        "POST", NAME, "/v1/print-batches", body=PrintBatchIn(), purpose=Purpose.WAARDERING, as_caller=by, idempotency_key=once
    )
    return got.read(PrintBatch)


async def posted(by: Caller, batch: UUID, version: int) -> None:
    path = f"/v1/print-batches/{batch}/postings"
    await console.asks.send("POST", NAME, path, purpose=Purpose.WAARDERING, as_caller=by, if_match=version)


async def opened(token: str) -> bytes:
    """With the console's own token: the link itself says whose letter it is."""
    body = LetterOpeningIn(token=token)
    return (await console.asks.send("POST", NAME, "/v1/letter-openings", body=body, purpose=Purpose.OWN_FILE)).body
