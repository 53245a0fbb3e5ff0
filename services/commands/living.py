"""Count what happens now along with the topics, in a process of its own."""

from __future__ import annotations

import asyncio
import signal
from typing import Annotated

import typer

from kernel import logs
from services.commands.saying import failed, say

MISSING = 3
Port = Annotated[int | None, typer.Option(help="Port for /livez and /metrics; none: neither", show_default=False)]
Anew = Annotated[bool, typer.Option("--rebuild", help="Forget what was counted live and read the topics from their beginning")]


def live(rebuild: Anew = False, port: Port = None) -> None:
    """Keep the figures of this moment for the live page, until Ctrl-C. A second one waits until the first is gone.

    They are about right; the exact figures are kept by `monitor` itself, with or without this process.

    Examples: `MANTELBRUG_KAFKA=broker:9092 mantelbrug live` · `MANTELBRUG_KAFKA=broker:9092 mantelbrug live --rebuild`
    """
    logs.configure()
    raise typer.Exit(asyncio.run(_live(rebuild, port)))


async def _live(rebuild: bool, port: int | None) -> int:
    import asyncpg

    from kernel.kafka.broker import Broker, WrongTopic
    from kernel.refusals import Unavailable
    from kernel.settings import HouseSettings
    from services.house import keeping
    from services.house.instruments import instruments
    from services.monitor.live import worker

    settings = HouseSettings()
    if not settings.kafka:
        failed("noem de broker in MANTELBRUG_KAFKA; zonder Kafka zijn er geen live cijfers, wel de gewone")
        return MISSING
    url = "" if "monitor" in settings.database_urls else (await keeping.database_of(settings))[0]
    ended = asyncio.Event()
    for sign in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sign, ended.set)
    say(f"Live cijfers uit {settings.kafka}. Stoppen: Ctrl-C")
    try:
        async with instruments(settings.host, port):
            await worker.run(
                keeping.login(settings, url, "monitor"),
                Broker.of(settings),
                settings.data / "live",
                ended,
                rebuild=rebuild,
                waits=lambda: say("Een ander proces telt al live. Dit begint zodra dat stopt."),
            )
    except (Unavailable, WrongTopic, worker.Stopped, OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
        failed(f"{type(error).__name__}: {error}")
        return MISSING
    return 0
