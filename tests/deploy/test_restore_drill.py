"""The restore drill on a real backup: it says that a good one is good, and of a bad one what is wrong."""

import os
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest

from kernel.embedded.binaries import binary
from kernel.masterkeys import make_keys
from kernel.testing.house import TestHouse
from kernel.testing.postgres import TestServer
from services.house.wiring import wire

pytestmark = [pytest.mark.slow, pytest.mark.faults]
HOUSE = Path(__file__).resolve().parents[2]
"""Of the repository."""


@dataclass
class Backup:
    folder: Path
    keys: Path
    erased: Path
    person: str

    def drill(self, into: str, **changes: str) -> subprocess.CompletedProcess[str]:
        told = {
            "DRILL_DATABASE_URL": into,
            "MANTELBRUG_MASTER_KEY_FILE": str(self.keys),
            "MANTELBRUG_INTAKE_ERASED_FILE": str(self.erased),
        }
        return subprocess.run(
            ["bash", str(HOUSE / "deploy/restore-drill.sh"), str(self.folder / "mantelbrug.dump"), str(self.folder / "roles.sql")],
            env={**os.environ, **with_programs(), **told, **changes},
            capture_output=True,
            text=True,
            timeout=240,
        )


def with_programs() -> dict[str, str]:
    """psql and pg_restore of the embedded PostgreSQL, and our own command."""
    return {"PATH": f"{binary('psql').parent}:{Path(sys.executable).parent}:{os.environ['PATH']}"}


@pytest.fixture
async def backup(server: TestServer, tmp_path: Path) -> AsyncIterator[Backup]:
    """Of a house where two signals came in; one of the two people is on the list of who was erased after it was made."""
    apps = wire()
    async with TestHouse(server, {service: (lambda app=app: app) for service, app in apps.items()}) as house:
        person = ""
        for name in ("Zandvliet", "Vertrekker"):
            person = await signals(house, name)
        await house.settled()
        for command in (
            ["pg_dump", "--format=custom", f"--dbname={house.url}", f"--file={tmp_path / 'mantelbrug.dump'}"],
            ["pg_dumpall", "--roles-only", f"--dbname={house.url}", f"--file={tmp_path / 'roles.sql'}"],
        ):
            subprocess.run(command, check=True, env={**os.environ, **with_programs()})
        erased = tmp_path / "erased.txt"
        erased.write_text(f"{person}\n")
        keys = tmp_path / "copy-of-the-keys"
        keys.write_bytes((house.data / "keys" / "master").read_bytes())
        keys.chmod(0o600)
        yield Backup(tmp_path, keys, erased, person)


async def signals(house: TestHouse, family_name: str) -> str:
    body = {
        "signaller": {"kind": "gp", "name": "Naam Huisarts", "email": "praktijk@huisarts.example"},
        "caregiver": {"givenName": "Anneke", "familyName": family_name, "phone": "+31612345678", "postcode": "1216AB"},
        "supportAreas": ["respite"],
        "urgency": "soon",
        "consents": [
            {"person": "caregiver", "purpose": "referral", "given": True, "on": house.clock.now().date().isoformat(), "how": "spoken"}
        ],
    }
    async with house.client(house.issuer.system()) as client:
        made = await client.post("/v1/signals", json=body)
    assert made.status_code == 201, made.text
    rows = await house.rows("select caregiver_id from intake.signal where id = $1", UUID(made.json()["id"]))
    return str(rows[0][0])


@pytest.fixture
def elsewhere() -> Iterator[TestServer]:
    """An empty PostgreSQL, another than the one that the backup is of."""
    server = TestServer()
    yield server
    server.stop()


async def test_a_good_backup_is_called_good_and_who_was_erased_is_erased_again(backup: Backup, elsewhere: TestServer) -> None:
    done = backup.drill(elsewhere.url())

    assert done.returncode == 0, done.stdout + done.stderr
    assert "the backup is good" in done.stdout
    assert "1 persoon gewist" in done.stdout
    assert "intake: 2 sleutels gaan open" in done.stdout or "intake: 4 sleutels gaan open" in done.stdout


async def test_a_copy_of_other_keys_is_seen(backup: Backup, elsewhere: TestServer, tmp_path: Path) -> None:
    make_keys(tmp_path / "other-keys")

    done = backup.drill(elsewhere.url(), MANTELBRUG_MASTER_KEY_FILE=str(tmp_path / "other-keys"), MANTELBRUG_INTAKE_ERASED_FILE="")

    assert done.returncode == 1
    assert "gaan NIET open" in done.stdout
    assert "NOT GOOD" in done.stdout


async def test_a_dump_that_is_not_whole_is_seen(backup: Backup, elsewhere: TestServer) -> None:
    dump = backup.folder / "mantelbrug.dump"
    dump.write_bytes(dump.read_bytes()[: dump.stat().st_size // 2])

    assert backup.drill(elsewhere.url()).returncode != 0


async def test_the_drill_touches_no_postgresql_that_has_a_house_in_it(backup: Backup, server: TestServer) -> None:
    done = backup.drill(server.url())

    assert done.returncode == 2
    assert "empty one" in done.stderr
