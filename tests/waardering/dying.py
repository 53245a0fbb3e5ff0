"""A process that approves a payout run and dies at a point that a test names."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from kernel.caller import Caller
from kernel.clock import Clock
from kernel.masterkeys import read_keys
from kernel.running import Running
from kernel.sealing import Seals
from kernel.testing.postgres import logins
from schemas.api.waardering import RunApprovalIn
from schemas.base import id_of
from services.waardering import waardering
from services.waardering.usecases import paying

from .town import HILVERSUM, TUESDAY


async def approve(url: str, keys: Path, run: UUID) -> None:
    clock = Clock()
    clock.move(to=TUESDAY)
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
        await paying.approve(work, run, RunApprovalIn(approve=True), 1)
