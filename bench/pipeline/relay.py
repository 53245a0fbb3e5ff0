"""Copies the services' logs to their topics: `PIPELINE_URL=... PIPELINE_KAFKA=... python -m bench.pipeline.relay first second`."""

import asyncio
import os
import signal
import sys

import uvloop

from kernel.kafka.broker import Broker
from kernel.kafka.relay import Relay
from kernel.testing.postgres import logins
from kernel.wakes import Wakes

SOURCE, SCHEMAS = "urn:nld:kvknr:00000000.mantelbrug", "http://127.0.0.1:8000"


async def main(names: list[str]) -> None:
    ended, wakes = asyncio.Event(), Wakes()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, ended.set)
    urls = logins(os.environ["PIPELINE_URL"], names)
    broker = Broker(os.environ["PIPELINE_KAFKA"], os.environ["PIPELINE_NAMES"])
    relays = [Relay(name, urls[name], broker, source=SOURCE, schemas=SCHEMAS, woken=wakes.event("log", name)) for name in names]
    loops = [asyncio.create_task(one.run()) for one in relays] + [asyncio.create_task(wakes.tell_others(urls[names[0]]))]
    await ended.wait()
    for task in loops:
        task.cancel()
    await asyncio.gather(*loops, return_exceptions=True)


if __name__ == "__main__":
    uvloop.run(main(sys.argv[1:]))
