"""Copy the logs to the broker, and do it again from the beginning when a topic was lost."""

from __future__ import annotations

import asyncio
import signal
from typing import TYPE_CHECKING, Annotated

import typer

from kernel import logs
from services.commands.saying import failed, say

if TYPE_CHECKING:
    from kernel.settings import HouseSettings

MISSING = 3
Names = Annotated[list[str] | None, typer.Argument(help="Services whose logs are copied; none: all of them", show_default=False)]
Port = Annotated[int | None, typer.Option(help="Port for /livez and /metrics; none: neither", show_default=False)]


def relay(services: Names = None, port: Port = None) -> None:
    """Copy the services' logs to their topics until Ctrl-C. A second one waits until the first is gone.

    Example: `MANTELBRUG_KAFKA=broker:9092 MANTELBRUG_DATABASE_URL=postgresql://owner@db/mantelbrug mantelbrug relay intake referral`
    """
    logs.configure()
    raise typer.Exit(asyncio.run(_relay(services or [], port)))


async def _relay(names: list[str], port: int | None) -> int:
    from kernel.kafka.broker import Broker
    from kernel.kafka.relay import Relay
    from kernel.settings import HouseSettings
    from kernel.wakes import Wakes
    from services.house.instruments import instruments
    from services.house.wiring import NAMES

    settings = HouseSettings()
    chosen = names or list(NAMES)
    if not settings.kafka or (unknown := set(chosen) - set(NAMES)):
        failed("noem de broker in MANTELBRUG_KAFKA" if not settings.kafka else f"onbekend: {', '.join(sorted(unknown))}")
        return MISSING
    urls = await _logins(settings, chosen)
    ended, broker = asyncio.Event(), Broker.of(settings)
    for sign in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(sign, ended.set)
    wakes = {name: Wakes() for name in chosen}  # each service may have a database of its own
    relays = [Relay.of(name, urls[name], broker, settings, wakes[name]) for name in chosen]
    running = [asyncio.create_task(one.run()) for one in relays]
    listening = [asyncio.create_task(wakes[name].tell_others(urls[name])) for name in chosen]
    say(f"De logboeken van {', '.join(chosen)} gaan naar {settings.kafka}. Stoppen: Ctrl-C")
    async with instruments(settings.host, port):
        await ended.wait()
    for one in relays:
        one.stop()
    await asyncio.wait(running, timeout=15)
    for task in (*running, *listening):
        task.cancel()
    await asyncio.gather(*running, *listening, return_exceptions=True)
    return 0


def replay(services: Names = None) -> None:
    """Have all that the logs hold sent to their topics again, after a topic or a broker was lost. Who took an event already drops it.

    Example: `mantelbrug replay intake`
    """
    raise typer.Exit(asyncio.run(_replay(services or [])))


async def _replay(names: list[str]) -> int:
    import asyncpg
    from rich.progress import Progress

    from kernel.kafka.acknowledged import progress, send_again
    from kernel.settings import HouseSettings
    from services.house.wiring import NAMES

    chosen = names or list(NAMES)
    if unknown := set(chosen) - set(NAMES):
        failed(f"onbekend: {', '.join(sorted(unknown))}")
        return MISSING
    urls = await _logins(HouseSettings(), chosen)
    with Progress(transient=True) as bar:
        for name in chosen:
            connection = await asyncpg.connect(urls[name], timeout=10)
            try:
                await send_again(connection, name)
                done, head = await progress(connection, name)
                task = bar.add_task(name, total=max(head, 1))
                while done < head:
                    await asyncio.sleep(0.3)
                    done, _ = await progress(connection, name)
                    bar.update(task, completed=done)
            finally:
                await connection.close()
            say(f"{name}: alles tot en met {head} staat weer bij de broker.")
    return 0


async def _logins(settings: HouseSettings, names: list[str]) -> dict[str, str]:
    from services.house import keeping

    url = ""
    if set(names) - set(settings.database_urls):
        url, _ = await keeping.database_of(settings)
    return {name: keeping.login(settings, url, name) for name in names}
