"""The virus scanner's own protocol, spoken with a server that speaks it back over a real connection."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from kernel.refusals import Unavailable
from services.waardering.gateways.scanning import CHUNK, Clamd, NoScanner, scanner
from services.waardering.refusals import Infected

from .handing import PDF, by_link, hands_in, schemes_with_papers
from .town import Town

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
Serves = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


class SmallClamd:
    """INSTREAM as clamd has it: a command that ends in NUL, chunks with four bytes of length, an empty one, one line back."""

    def __init__(self, limit: int = 25 * 1024 * 1024) -> None:
        self.limit = limit
        self.chunks: list[int] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        assert await reader.readuntil(b"\0") == b"zINSTREAM\0"
        content = b""
        while size := int.from_bytes(await reader.readexactly(4), "big"):
            self.chunks.append(size)
            content += await reader.readexactly(size)
        found = b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"
        writer.write(b"INSTREAM size limit exceeded. ERROR\0" if len(content) > self.limit else found)
        await writer.drain()
        writer.close()


@asynccontextmanager
async def listening(serve: Serves) -> AsyncIterator[Clamd]:
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield Clamd("127.0.0.1", server.sockets[0].getsockname()[1], patience=0.5)


async def test_what_is_clean_is_told_clean_also_in_several_chunks() -> None:
    small = SmallClamd()
    async with listening(small.serve) as clamd:
        found = await clamd.scan(PDF + bytes(2 * CHUNK))

    assert found == "clean"
    assert (len(small.chunks), sum(small.chunks)) == (3, len(PDF) + 2 * CHUNK)


async def test_what_is_infected_is_refused_in_words_that_help() -> None:
    async with listening(SmallClamd().serve) as clamd:
        with pytest.raises(Infected) as refused:
            await clamd.scan(PDF + EICAR)

    assert refused.value.status == 422
    assert "virus" in (refused.value.in_dutch or "")


async def test_a_scanner_that_could_not_read_it_says_nothing_about_it() -> None:
    async with listening(SmallClamd(limit=10).serve) as clamd:
        with pytest.raises(Unavailable):
            await clamd.scan(PDF)


async def hangs_up(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    writer.close()


async def says_nothing(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.read()
    writer.close()


@pytest.mark.parametrize("serve", [hangs_up, says_nothing])
async def test_a_scanner_that_is_away_or_silent_lets_nothing_in(serve: Serves) -> None:
    async with listening(serve) as clamd:
        with pytest.raises(Unavailable):
            await clamd.scan(PDF)


async def test_a_scanner_that_is_not_there_lets_nothing_in() -> None:
    with pytest.raises(Unavailable):
        await Clamd("127.0.0.1", 1, patience=0.5).scan(PDF)


async def test_without_a_scanner_it_is_said_that_nobody_looked() -> None:
    assert await NoScanner().scan(PDF) == "not-scanned"
    assert isinstance(scanner(), NoScanner)


async def test_a_paper_is_looked_at_before_it_is_kept(town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    schemes_with_papers(tmp_path)
    _, token = await by_link(town)
    async with listening(SmallClamd().serve) as clamd:
        monkeypatch.setenv("MANTELBRUG_WAARDERING_CLAMD", f"{clamd.host}:{clamd.port}")
        clean, infected = await hands_in(town, token), await hands_in(town, token, PDF + EICAR)
    away = await hands_in(town, token)

    assert (clean.status_code, clean.json()["scan"]) == (201, "clean")
    assert (infected.status_code, away.status_code) == (422, 503)
    assert infected.json()["inDutch"].startswith("In dit bestand zit een virus")
    assert len(await town.house.rows("select 1 from waardering.evidence")) == 1
