"""The house as `mantelbrug run` starts it, for a measurement: `python -m bench.product.house [--rows-only] [service]`.

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
from services.house.wiring import NAMES, wire

ROWS_ONLY = "--rows-only"


async def main() -> None:
    ended = asyncio.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sign, ended.set)
    names = [name for name in sys.argv[1:] if name != ROWS_ONLY] or NAMES
    if ROWS_ONLY in sys.argv and "notifications" in names:
        wire(names)
        from services.notifications import notifications  # only where it runs: what starts must not load it

        notifications.errands.clear()
    async with House(HouseSettings(), names=names):
        settle()
        await ended.wait()


if __name__ == "__main__":
    logs.configure()
    uvloop.run(main())
