"""Master keys are made once, a newer one comes beside them, and every person's key moves to it; nothing has to be sealed anew."""

import os
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import asyncpg
import pytest

from kernel.database import as_user
from kernel.masterkeys import read_keys
from kernel.migrations import role_of
from kernel.running import Running
from kernel.sealing import Seals
from kernel.testing.postgres import TestServer
from services.house.wiring import wire

MANTELBRUG = [sys.executable, "-m", "services"]


def keys(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*MANTELBRUG, "keys", *arguments], env={**os.environ, **environment}, capture_output=True, text=True, timeout=120)


def test_keys_that_are_there_are_never_made_again(tmp_path: Path) -> None:
    file = tmp_path / "keys" / "master"
    first = keys("make", str(file))
    made = file.read_bytes()
    second = keys("make", str(file))

    assert (first.returncode, second.returncode) == (0, 0), first.stderr + second.stderr
    assert file.read_bytes() == made
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_newer_key_comes_beside_the_old_ones(tmp_path: Path) -> None:
    file = tmp_path / "master"
    keys("make", str(file))
    before = read_keys(file)
    added = keys("add", str(file))

    assert added.returncode == 0, added.stderr
    assert read_keys(file).newest == before.newest + 1
    assert before.versions.items() <= read_keys(file).versions.items()


def test_nothing_is_added_to_keys_that_are_not_there(tmp_path: Path) -> None:
    assert keys("add", str(tmp_path / "master")).returncode == 3


@pytest.mark.slow
async def test_every_person_s_key_moves_to_the_newest_one_and_what_was_sealed_still_opens(server: TestServer, tmp_path: Path) -> None:
    file, person = tmp_path / "master", uuid4()
    keys("make", str(file))
    services = list(wire())
    url = await server.fresh(services)
    intake = next(service for service in services if service.name == "intake")
    login = {"intake": as_user(url, role_of("intake"))}
    async with Running([intake], urls=login, seals={"intake": Seals(read_keys(file), "intake")}, listening=False), intake.work() as work:
        sealed = (await intake.seals.of(work, person)).seal("person", "sealed", person, "Anneke")
    keys("add", str(file))

    moved = keys("rewrap", MANTELBRUG_DATABASE_URL=url, MANTELBRUG_MASTER_KEY_FILE=str(file), MANTELBRUG_DATA=str(tmp_path / "data"))

    assert moved.returncode == 0, moved.stderr
    assert "intake: 1 sleutels" in moved.stdout
    connection = await asyncpg.connect(url)
    assert await connection.fetchval("select version from intake.sealing_key where person = $1", person) == read_keys(file).newest
    await connection.close()
    async with Running([intake], urls=login, seals={"intake": Seals(read_keys(file), "intake")}, listening=False), intake.work() as work:
        assert (await intake.seals.existing(work, person)).open("person", "sealed", person, sealed) == "Anneke"
    await server.drop(url)
