"""Another process that answers each question after some milliseconds, as a mail server or a municipality's own system would."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bench.broker import free_port
from bench.places import HOUSE

KEPT_BUSY = 0.002
"""Seconds that an answer takes."""


@asynccontextmanager
async def neighbour() -> AsyncIterator[int]:
    port = free_port()
    process = await asyncio.create_subprocess_exec(sys.executable, "-m", "bench.kafka.outside", str(port), cwd=HOUSE)
    try:
        yield port
    finally:
        process.terminate()
        await process.wait()


async def ask(port: int, questions: int) -> None:
    """One after the other over one connection: whoever is asked answers one at a time."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for _ in range(questions):
            writer.write(b"?\n")
            await reader.readline()
    finally:
        writer.close()


async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    while await reader.readline():
        await asyncio.sleep(KEPT_BUSY)
        writer.write(b"!\n")
    writer.close()


async def main(port: int) -> None:
    async with await asyncio.start_server(answer, "127.0.0.1", port) as server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1])))
