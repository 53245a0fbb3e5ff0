"""The house as `mantelbrug run` starts it, for a measurement: `python -m bench.product.house [--rows-only]`.

With `--rows-only` nothing leaves the house: the message's row is written, and no errand asks, writes or sends the mail.
"""

import asyncio
import signal
import sys

import uvloop

from kernel import logs
from kernel.collecting import settle
from kernel.settings import HouseSettings
from services.house.house import House
from services.house.wiring import wire
from services.notifications import notifications


async def main() -> None:
    ended = asyncio.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sign, ended.set)
    if "--rows-only" in sys.argv:
        wire()
        notifications.errands.clear()
    async with House(HouseSettings()):
        settle()
        await ended.wait()


if __name__ == "__main__":
    logs.configure()
    uvloop.run(main())
