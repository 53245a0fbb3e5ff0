from collections.abc import AsyncIterator, Callable, Iterator

import pytest

from kernel.security import issuers
from kernel.testing.postgres import TestServer
from services.house.wiring import wire
from tests.keycloak.town import WHERE, Admin, Town, town_in
from tools import keycloak as real
from tools.keycloak import Keycloak


@pytest.fixture(scope="session")
def keycloak(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Keycloak]:
    """One real Keycloak for the whole run."""
    server = real.started(tmp_path_factory.mktemp("keycloak") / "home", WHERE)
    yield server
    server.stop()


@pytest.fixture
async def admin(keycloak: Keycloak) -> AsyncIterator[Admin]:
    async with Admin.of(keycloak) as admin:
        yield admin
        await admin.as_it_was()


@pytest.fixture
async def town(server: TestServer, keycloak: Keycloak, admin: Admin) -> AsyncIterator[Town]:
    """The whole house with Keycloak at its doors, and no demo issuer anywhere."""
    async with town_in(server, keycloak, wire()) as town:
        yield town


@pytest.fixture
def minutes_go_by(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From the call on, the doors fetch keys as if the last time was more than ten minutes ago."""

    def pass_by() -> None:
        for patience in ("FRESH", "BREATH", "PATIENCE"):
            monkeypatch.setattr(issuers, patience, 0.0)

    return pass_by
