"""Who sends: arrivals at fixed times with the moment of arrival in each signal, or as many as wrk can press through."""

from __future__ import annotations

import asyncio
import json
import re
import time
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

from bench.places import PEERS

FOUND = re.compile(r"RES rps=(\d+) p50=([\d.]+)ms p99=([\d.]+)ms non2xx=(\d+) sockerr=(\d+)")
LENGTH = re.compile(rb"(?i)content-length: (\d+)")


@dataclass
class Arrivals:
    waits: list[float] = field(default_factory=list)
    """Seconds from the planned arrival to the answer."""
    refused: int = 0


@dataclass(frozen=True)
class Pressed:
    per_second: int
    p50_ms: float
    p99_ms: float
    failed: int


def signal(t0: float) -> bytes:
    """The peers' signal of some 600 bytes; `t0` is when it was due to arrive."""
    return json.dumps(
        {
            "id": str(uuid4()),
            "kind": "referral",
            "at": "2026-01-02T03:04:05Z",
            "referrer": "user-1234567",
            "referee": "user-7654321",
            "email": "someone@example.org",
            "amount": 1250,
            "note": "n" * 280,
            "meta": {"source": "campaign-spring", "region": "eu-west", "tags": ["alpha", "beta", "gamma"], "score": 0.75},
            "t0": t0,
        }
    ).encode()


async def arrivals(port: int, rate: float, seconds: float, connections: int = 64) -> Arrivals:
    """An open loop: a slow answer delays nobody's arrival, and its queue counts."""
    told = Arrivals()
    queue: asyncio.Queue[float | None] = asyncio.Queue()

    async def sender() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while (t0 := await queue.get()) is not None:
            body = signal(t0)
            head = b"POST /signals HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n" % len(body)
            writer.write(head + body)
            answer = await reader.readuntil(b"\r\n\r\n")
            length = LENGTH.search(answer)
            await reader.readexactly(int(length[1]) if length else 0)
            told.refused += answer[9:10] != b"2"
            told.waits.append(time.time() - t0)
        writer.close()

    senders = [asyncio.create_task(sender()) for _ in range(connections)]
    start = time.time() + 0.1
    for number in range(int(rate * seconds)):
        due = start + number / rate
        if (early := due - time.time()) > 0:
            await asyncio.sleep(early)
        queue.put_nowait(due)
    for _ in senders:
        queue.put_nowait(None)
    await asyncio.wait_for(asyncio.gather(*senders), 180)
    return told


async def press(port: int, seconds: float, connections: int, script: Path = PEERS / "post.lua") -> Pressed:
    command = ["wrk", "-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s", "-s", str(script), f"http://127.0.0.1:{port}"]
    wrk = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT)
    words = (await wrk.communicate())[0].decode()
    found = FOUND.search(words)
    if found is None:
        raise RuntimeError(f"wrk said: {words[-500:]}")
    rate, p50, p99, refused, broken = found.groups()
    return Pressed(int(rate), float(p50), float(p99), int(refused) + int(broken))


def percentile(values: list[float], part: float) -> float | None:
    ordered = sorted(values)
    return round(ordered[min(len(ordered) - 1, int(len(ordered) * part))] * 1000, 1) if ordered else None
