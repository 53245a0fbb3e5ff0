"""What every service answers for itself: what is stuck, and who looked."""

import asyncio
from uuid import UUID

from kernel.caller import Caller
from kernel.http.access_log import Look, Looks
from kernel.http.stuck import Stuck
from kernel.refusals import Refused, Unavailable
from schemas.words import Purpose
from services.console import console

SERVICES = ("intake", "directory", "referral", "notifications", "monitor", "waardering")
PERSONAL = ("intake", "referral", "notifications", "waardering")
"""Who hold something of a person, and so have a list of who looked."""


async def stuck(by: Caller) -> tuple[list[Stuck], list[str]]:
    """Of each service, and the names of those that do not answer."""
    found = await asyncio.gather(*(_stuck(by, name) for name in SERVICES))
    return [one for one in found if isinstance(one, Stuck)], [one for one in found if isinstance(one, str)]


async def complete(by: Caller, service: str, task: UUID) -> None:
    await console.asks.send("POST", service, f"/v1/stuck/{task}/completions", purpose=Purpose.OPERATION, as_caller=by)


async def looks(by: Caller, person: UUID, *, purpose: Purpose = Purpose.OWN_FILE) -> list[Look]:
    """Everyone who saw something of this person, in all services together."""
    found = await asyncio.gather(*(_looks(by, name, person, purpose) for name in PERSONAL))
    return [look for part in found for look in part]


async def _stuck(by: Caller, name: str) -> Stuck | str:
    try:
        return await console.asks.get(name, "/v1/stuck", answer=Stuck, purpose=Purpose.OPERATION, as_caller=by)
    except (Unavailable, Refused):
        return name


async def _looks(by: Caller, name: str, person: UUID, purpose: Purpose) -> list[Look]:
    """Not forgiving: a list of who looked that silently misses a part would be a lie."""
    lines: list[Look] = []
    query = {"person": str(person)}
    while True:
        page = await console.asks.get(name, "/v1/access-log", answer=Looks, purpose=purpose, as_caller=by, query=query)
        lines += page.items
        if page.next is None or len(lines) >= 1000:
            return lines
        query = {"person": str(person), "cursor": page.next}
