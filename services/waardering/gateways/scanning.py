"""The virus scanner as a port: clamd over TCP (INSTREAM) where one is set, and otherwise the plain word that nobody looked."""

import asyncio
from functools import lru_cache
from typing import Final, Protocol

from kernel.refusals import Unavailable
from schemas.api.waardering.own import Scan
from services.waardering.refusals import Infected
from services.waardering.settings import WaarderingSettings

CHUNK: Final = 64 * 1024
PATIENCE: Final = 20.0


class Scanner(Protocol):
    async def scan(self, content: bytes) -> Scan:
        """Raises Infected; raises Unavailable where it cannot be told now, for then nothing is kept."""


class NoScanner:
    async def scan(self, content: bytes) -> Scan:
        return "not-scanned"


class Clamd:
    """Speaks `zINSTREAM`: chunks with their length before them, an empty one at the end, one line back (man clamd)."""

    def __init__(self, host: str, port: int, *, patience: float = PATIENCE) -> None:
        self.host, self.port, self.patience = host, port, patience

    async def scan(self, content: bytes) -> Scan:
        try:
            async with asyncio.timeout(self.patience):
                told = await self._ask(content)
        except (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError) as error:
            raise Unavailable("the virus scanner does not answer") from error
        if told.endswith(" FOUND"):
            raise Infected
        if not told.endswith(" OK"):
            raise Unavailable("the virus scanner could not read this")
        return "clean"

    async def _ask(self, content: bytes) -> str:
        reader, writer = await asyncio.open_connection(self.host, self.port)
        try:
            writer.write(b"zINSTREAM\0")
            for start in range(0, len(content), CHUNK):
                chunk = content[start : start + CHUNK]
                writer.write(len(chunk).to_bytes(4, "big") + chunk)
                await writer.drain()
            writer.write(bytes(4))
            await writer.drain()
            return (await reader.readuntil(b"\0")).rstrip(b"\0").decode("utf-8", "replace").strip()
        finally:
            writer.close()


@lru_cache(maxsize=4)
def _scanner(where: str) -> Scanner:
    if not where:
        return NoScanner()
    host, _, port = where.rpartition(":")
    return Clamd(host.strip("[]"), int(port))


def scanner() -> Scanner:
    """As the environment says now."""
    return _scanner(WaarderingSettings().clamd)
