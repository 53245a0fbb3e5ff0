from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from kernel.region_files import region_folder
from kernel.testing.postgres import TestServer
from tests.intake.world import World, world_in


@pytest.fixture
async def world(server: TestServer) -> AsyncIterator[World]:
    async with world_in(server) as world:
        yield world


@pytest.fixture
def two_regions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside gooi another region, `elders`, with a desk of its own."""
    ours = region_folder("gooi")
    (tmp_path / "gooi").symlink_to(ours)
    (tmp_path / "elders").mkdir()
    text = (
        (ours / "region.yml").read_text().replace("code: gooi", "code: elders", 1).replace("reference_prefix: GM", "reference_prefix: EL")
    )
    (tmp_path / "elders" / "region.yml").write_text(text)
    monkeypatch.setenv("MANTELBRUG_REGIONS", str(tmp_path))
