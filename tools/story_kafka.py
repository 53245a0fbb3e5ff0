"""The story over separate processes: each service by itself on a database of its own, a relay, and a real Apache Kafka.

`make story-kafka`; it ends with the story's exit code. All steps are played: the processes share a clock that the story moves.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path

from kernel import embedded, logs
from services.story.playing import Story
from services.story.staging import play
from tools import grounds
from tools.apart import Apart


async def main() -> int:
    logs.configure("CRITICAL")
    async with AsyncExitStack() as stack:
        folder = within(stack.enter_context(tempfile.TemporaryDirectory(prefix="mantelbrug-apart-", ignore_cleanup_errors=True)))
        print("Kafka, Postgres en de diensten starten, elk voor zich ...", flush=True)
        kafka = grounds.kafka()
        stack.callback(kafka.stop)
        broker = asyncio.create_task(asyncio.to_thread(kafka.start))
        server = await asyncio.to_thread(embedded.start, folder / "postgres", settings={"max_connections": "300"})
        stack.push_async_callback(asyncio.to_thread, server.stop)
        await broker
        house = await stack.enter_async_context(Apart(folder, server.dsn, kafka.broker("mantelbrug")))
        print(f"{len(house.at)} diensten, een relay en een broker werken; hun deur is {house.where}", flush=True)
        code = await play(Story, house.where, house.clock)
        if code:
            print(house.logs(), file=sys.stderr)
        return code


def within(folder: str) -> Path:
    """The database server may run as another user, and has to get in."""
    path = Path(folder)
    path.chmod(0o755)
    return path


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
