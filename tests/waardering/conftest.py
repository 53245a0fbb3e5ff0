from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from kernel.testing.house import TestHouse
from kernel.testing.postgres import TestServer
from services.intake import intake
from services.notifications import notifications
from services.waardering import waardering
from services.waardering.__main__ import app

from .schemes import town as lay_out
from .town import TUESDAY, Town


@pytest.fixture
async def town(server: TestServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Town]:
    """Waardering at work on a Tuesday morning in March, with schemes of its own beside the region's."""
    lay_out(tmp_path)
    monkeypatch.setenv("MANTELBRUG_REGIONS", str(tmp_path))
    async with TestHouse(server, {waardering: app}, migrated=[intake, notifications]) as house:
        house.clock.move(to=TUESDAY)
        yield Town(house)
