"""A folder becomes a server, and the server stays in its folder."""

import os
import subprocess
import time
from pathlib import Path

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from kernel.embedded import start
from kernel.embedded.binaries import binary
from kernel.embedded.errors import AnotherIsStarting, NotACluster, OtherVersion, WouldNotStart
from kernel.embedded.lock import start_lock
from kernel.embedded.user import server_user


async def test_an_empty_folder_becomes_a_server_that_asyncpg_sqlalchemy_and_libpq_reach(data, ask):
    began = time.monotonic()
    server = start(data)
    took = time.monotonic() - began
    engine = create_async_engine(make_url(server.dsn("postgres")).set(drivername="postgresql+asyncpg"))
    async with engine.connect() as connection:
        by_sqlalchemy = (await connection.execute(text("select 1"))).scalar()
    await engine.dispose()
    by_libpq = subprocess.run(
        [binary("psql"), server.dsn("postgres"), "-XAtc", "select 1"], capture_output=True, text=True, check=True
    ).stdout

    assert (await ask(server, "select 1"), by_sqlalchemy, by_libpq) == (1, 1, "1\n")
    assert took < 15


async def test_a_new_cluster_speaks_utf8_in_a_locale_that_no_library_upgrade_changes(data, ask):
    server = start(data)

    assert await ask(server, "show server_encoding") == "UTF8"
    assert await ask(server, "select datlocprovider::text || datlocale from pg_database where datname = 'postgres'") == "bC.UTF-8"
    assert await ask(server, "select count(*) from pg_database") == 3
    assert await ask(server, "show data_checksums") == "on"


async def test_it_listens_on_no_network(data, ask):
    server = start(data)

    assert await ask(server, "show listen_addresses") == ""
    assert (data.stat().st_mode & 0o777, server.socket_dir) == (0o700, data)


async def test_a_setting_that_changes_reaches_an_old_folder(data, ask):
    start(data).stop()
    server = start(data, settings={"max_connections": "30", "track_commit_timestamp": "on"})

    assert await ask(server, "show max_connections") == "30"
    assert await ask(server, "show track_commit_timestamp") == "on"
    assert await ask(server, "show idle_in_transaction_session_timeout") == "1min"


async def test_what_was_saved_is_there_after_a_stop_and_a_start(data, ask):
    first = start(data)
    await ask(first, "create table kept as select 7 as n")
    first.stop()
    began = time.monotonic()
    second = start(data)
    took = time.monotonic() - began

    assert await ask(second, "select n from kept") == 7
    assert took < 5


def test_stopping_twice_is_as_good_as_once(data):
    server = start(data)
    server.stop()
    server.stop()

    assert server.pid is None


@pytest.mark.parametrize("mode", ["smart", "fast", "immediate"])
def test_each_way_of_stopping_leaves_no_process(data, mode):
    server = start(data)
    pid = server.pid
    server.stop(mode)

    assert pid is not None
    assert not Path(f"/proc/{pid}/cwd").exists()


def test_a_second_start_joins_the_server_that_runs(data):
    first = start(data)
    second = start(data)

    assert second == first
    assert second.pid == first.pid


def test_two_houses_that_start_at_once_share_one_server(data, houses):
    pair = [houses.open(data), houses.open(data)]
    pids = {houses.server_pid(house) for house in pair}

    assert len(pids) == 1


def test_who_waits_too_long_for_another_start_hears_so(data):
    with start_lock(data, server_user(data, data), 1), pytest.raises(AnotherIsStarting, match="ander huis"):
        start(data, timeout=0.1)


def test_the_server_does_not_hear_ctrl_c_nor_the_secrets_of_the_house(data, monkeypatch):
    monkeypatch.setenv("MAIL_PASSWORD", "hush")
    pid = start(data).pid

    assert pid is not None
    assert os.getsid(pid) != os.getsid(0)
    assert b"hush" not in Path(f"/proc/{pid}/environ").read_bytes()


async def test_the_log_stays_in_the_folder_and_holds_no_data_of_people(data, ask):
    server = start(data)
    await ask(server, "create table person (mail text primary key)")
    await ask(server, "insert into person values ('jo@example.org')")
    with pytest.raises(Exception, match="duplicate key"):
        await ask(server, "insert into person values ('jo@example.org')")
    logged = "".join(log.read_text() for log in (data / "log").iterdir())

    assert "duplicate key" in logged
    assert "jo@example.org" not in logged


def test_files_of_somebody_else_are_left_alone(data):
    data.mkdir()
    (data / "holiday.jpg").write_text("sea")
    if os.geteuid() == 0:
        for path in (data, data / "holiday.jpg"):
            os.chown(path, 1, 1)

    with pytest.raises(NotACluster, match="geen database"):
        start(data)
    assert (data / "holiday.jpg").read_text() == "sea"


def test_a_cluster_of_another_version_is_refused(data):
    start(data).stop()
    (data / "PG_VERSION").write_text("16\n")

    with pytest.raises(OtherVersion, match="versie 18"):
        start(data)


def test_a_refused_setting_comes_back_in_the_server_s_own_words(data):
    with pytest.raises(WouldNotStart, match="shared_buffers"):
        start(data, settings={"shared_buffers": "plenty"})


def test_an_initdb_that_was_cut_short_is_begun_anew(data):
    half = data.with_name(".postgres.new")
    half.mkdir()
    (half / "PG_VERSION").write_text("18\n")

    assert start(data).pid
    assert not half.exists()
