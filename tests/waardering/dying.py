"""A process that makes or approves a payout run, reads what the bank sent, or makes letters, and dies at a point that a test names."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from kernel.caller import Caller
from kernel.clock import Clock
from kernel.masterkeys import read_keys
from kernel.running import Running
from kernel.sealing import Seals
from kernel.testing.postgres import logins
from kernel.work import Work
from schemas.api.waardering import BankReportIn, RunApprovalIn, RunIn
from schemas.base import id_of
from schemas.words import WaarderingForm
from services.waardering import waardering
from services.waardering.usecases import banking, lettering, paying

from .town import HILVERSUM, TUESDAY


@asynccontextmanager
async def at_work(url: str, keys: Path) -> AsyncIterator[Work]:
    clock = Clock()
    clock.move(to=TUESDAY + timedelta(hours=1))  # after whatever the house did meanwhile
    by = Caller(
        kind="person",
        subject=str(id_of("gooi", "staff", "paul")),
        client="console",
        region="gooi",
        organisation=id_of("gooi", "organisation", HILVERSUM),
        roles=frozenset({"payer"}),
    )
    seals = {waardering.name: Seals(read_keys(keys), waardering.name)}
    async with (
        Running([waardering], urls=logins(url, [waardering.name]), clock=clock, seals=seals, listening=False),
        waardering.work(by=by, purpose="waardering") as work,
    ):
        yield work


async def approve(url: str, keys: Path, run: str) -> None:
    async with at_work(url, keys) as work:
        await paying.approve(work, UUID(run), RunApprovalIn(approve=True), 1)


async def make(url: str, keys: Path, form: str) -> None:
    async with at_work(url, keys) as work:
        await paying.make(work, RunIn(form=WaarderingForm(form)))


async def report(url: str, keys: Path, xml: str) -> None:
    async with at_work(url, keys) as work:
        await banking.read(work, BankReportIn(xml=xml))


async def letters(url: str, keys: Path, count: str) -> None:
    async with at_work(url, keys) as work:
        assert await lettering.make_some(work) == int(count)
