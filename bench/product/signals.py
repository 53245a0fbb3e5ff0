"""Real signals at fixed times, and when each reached its message row and its figure."""

from __future__ import annotations

import asyncio
import itertools
import json
import re
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID, uuid4

import asyncpg

from bench.load import LENGTH
from bench.places import HOUSE

EXAMPLE = HOUSE / "deploy/regions/gooi/examples/01-gp-tired-daughter.json"
PLACE = re.compile(rb"(?i)location: /v1/signals/([0-9a-f-]{36})")
DONE = """
select s.signal_id, extract(epoch from greatest(pg_xact_commit_timestamp(s.xmin), pg_xact_commit_timestamp(m.xmin)))::float8
from monitor.signal s join notifications.message m on m.signal_id = s.signal_id
where m.kind = 'signaller-received' and s.received_at > $1::timestamptz
"""


@dataclass
class Sent:
    due: dict[UUID, float] = field(default_factory=dict)
    """When each signal was due to arrive, by the id that it got."""
    answered: list[float] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    cut_off: int = 0


def body() -> dict[str, object]:
    told: dict[str, object] = json.loads(EXAMPLE.read_text())
    del told["externalId"]
    return told


async def arrivals(
    port: int, tokens: Sequence[str], rate: float, seconds: float, *, keyed: bool = True, connections: int = 32, patience: float = 180
) -> Sent:
    """An open loop; a connection that breaks is made anew, and its signal counts as cut off."""
    sent = Sent()
    queue: asyncio.Queue[tuple[float, str] | None] = asyncio.Queue()
    told = json.dumps(body()).encode()

    async def sender() -> None:
        reader, writer = None, None
        while (job := await queue.get()) is not None:
            due, token = job
            try:
                if writer is None or reader is None:
                    reader, writer = await asyncio.open_connection("127.0.0.1", port)
                writer.write(_request(told, token, keyed))
                head = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), 30)
                length = LENGTH.search(head)
                answer = await reader.readexactly(int(length[1]) if length else 0)
            except (OSError, asyncio.IncompleteReadError, TimeoutError):
                sent.cut_off += 1
                if writer is not None:
                    writer.close()
                reader, writer = None, None
                continue
            place = PLACE.search(head)
            if place is None:
                sent.refused.append((head.split(b"\r\n")[0] + b" " + answer[:200]).decode())
            else:
                sent.due[UUID(place[1].decode())] = due
                sent.answered.append(time.time() - due)
        if writer is not None:
            writer.close()

    senders = [asyncio.create_task(sender()) for _ in range(connections)]
    start, turns = time.time() + 0.1, itertools.cycle(tokens)
    for number in range(int(rate * seconds)):
        due = start + number / rate
        if (early := due - time.time()) > 0:
            await asyncio.sleep(early)
        queue.put_nowait((due, next(turns)))
    for _ in senders:
        queue.put_nowait(None)
    await asyncio.wait_for(asyncio.gather(*senders), patience)
    return sent


def _request(told: bytes, token: str, keyed: bool) -> bytes:
    more = b""
    if keyed:
        told = told[:-1] + b', "externalId": "B-%s"}' % uuid4().hex.encode()
        more = b"Idempotency-Key: %s\r\n" % str(uuid4()).encode()
    return (
        b"POST /v1/signals HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
        b"Authorization: Bearer %s\r\n%sContent-Length: %d\r\n\r\n%s" % (token.encode(), more, len(told), told)
    )


async def reached(connection: asyncpg.Connection, sent: Mapping[UUID, float], since: float, limit: float = 60) -> dict[UUID, float]:
    """Seconds from the planned arrival until the later of the message row and the figure was on disk."""
    end = time.monotonic() + limit
    while True:
        rows = await connection.fetch(DONE, moment(since))
        found = {row[0]: row[1] - sent[row[0]] for row in rows if row[0] in sent}
        if len(found) >= len(sent) or time.monotonic() > end:
            return found
        await asyncio.sleep(0.2)


def moment(since: float) -> datetime:
    """A little before it: the load generator and the house read the clock at different moments."""
    return datetime.fromtimestamp(since - 5, UTC)
