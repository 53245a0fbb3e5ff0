"""Whatever is killed, nothing is lost, nothing is left behind, and the next start comes through."""

import asyncio
import os
import signal
import subprocess
import threading
import time
from pathlib import Path

import asyncpg
import pytest
from structlog.testing import capture_logs

from kernel.embedded import start
from kernel.embedded.answering import Answer
from kernel.embedded.answering import ask as ask_how
from kernel.embedded.binaries import binary
from kernel.embedded.errors import ForeignServer
from kernel.embedded.processes import OWNER, living_in

pytestmark = pytest.mark.faults


@pytest.fixture
def stranger(server_uid):
    """A living process of the server's user that has nothing to do with the folder."""
    sleeper = subprocess.Popen(["sleep", "600"], user=server_uid)
    yield sleeper
    sleeper.kill()
    sleeper.wait()


@pytest.fixture
def by_hand(data, server_uid):
    """Starts a server as somebody at a terminal would, with words of their own."""
    started = []

    def begin(*words: str) -> subprocess.Popen[bytes]:
        line = [binary("postgres"), "-D", data, "-c", "listen_addresses=", *words]
        started.append(subprocess.Popen(line, user=server_uid, cwd="/", stderr=subprocess.DEVNULL))
        return started[-1]

    yield begin
    for server in started:
        server.send_signal(signal.SIGINT)
        server.wait()


def leave_lock_files(data: Path, pid: int, server_uid: int) -> None:
    (data / "postmaster.pid").write_text(f"{pid}\n{data}\n1700000000\n5432\n{data}\n\n  1234567         7\nready   \n")
    (data / ".s.PGSQL.5432.lock").write_text(f"{pid}\n{data}\n1700000000\n5432\n{data}\n")
    for name in ("postmaster.pid", ".s.PGSQL.5432.lock"):
        os.chown(data / name, server_uid, -1)


async def test_after_a_kill_of_the_server_the_next_start_recovers_what_was_saved(data, ask, soon):
    first = start(data)
    await ask(first, "create table kept as select 7 as n")
    killed = first.pid
    os.kill(killed, signal.SIGKILL)
    second = start(data)

    assert second.pid not in (None, killed)
    assert await ask(second, "select n from kept") == 7
    assert soon(lambda: not Path(f"/proc/{killed}").exists()), "the killed server stayed a zombie"


def test_a_zombie_with_the_recorded_pid_is_no_server(data, server_uid, soon):
    start(data).stop()
    zombie = subprocess.Popen(["true"], user=server_uid)
    assert soon(lambda: "\nState:\tZ" in Path(f"/proc/{zombie.pid}/status").read_text())
    leave_lock_files(data, zombie.pid, server_uid)
    server = start(data)
    zombie.wait()

    assert server.pid not in (None, zombie.pid)


def test_a_stranger_with_the_recorded_pid_is_no_server_and_lives_on(data, server_uid, stranger):
    start(data).stop()
    leave_lock_files(data, stranger.pid, server_uid)
    server = start(data)

    assert server.pid not in (None, stranger.pid)
    assert stranger.poll() is None


@pytest.mark.parametrize("torn", ["", "1", "1234\n/some", "\0\0\0\0"])
def test_a_torn_lock_file_does_not_stop_a_start(data, torn):
    start(data).stop()
    (data / "postmaster.pid").write_text(torn)

    assert start(data).pid


def test_a_torn_lock_file_does_not_hide_a_running_server(data):
    first = start(data)
    (data / "postmaster.pid").write_text("")

    assert start(data).pid == first.pid


def test_a_server_does_not_outlive_its_killed_owner(data, houses, soon):
    house = houses.open(data)
    pid = houses.server_pid(house)
    house.kill()

    assert soon(lambda: not living_in(data)), f"server {pid} lives on"


async def test_a_house_that_was_killed_comes_back_at_once_on_its_own_data(data, houses, ask):
    house = houses.open(data)
    orphan = houses.server_pid(house)
    house.kill()
    server = start(data)
    await asyncio.sleep(1)

    assert server.pid not in (None, orphan)
    assert await ask(server, "select 1") == 1


def test_a_server_whose_owner_is_gone_is_ended_and_not_joined(data, by_hand, soon):
    start(data).stop()
    gone = subprocess.Popen(["true"])
    gone.wait()
    orphan = by_hand("-c", "port=5432", "-c", f"unix_socket_directories={data}", "-c", f"{OWNER}={gone.pid}")
    assert soon(lambda: ask_how(data, 5432) is Answer.READY)
    server = start(data)

    assert server.pid not in (None, orphan.pid)
    assert soon(lambda: orphan.poll() is not None)


async def test_a_server_outlives_the_thread_that_asked_for_it(data, ask):
    found = []
    asker = threading.Thread(target=lambda: found.append(start(data)))
    asker.start()
    asker.join()
    await asyncio.sleep(0.5)

    assert await ask(found[0], "select 1") == 1


async def test_a_session_that_computes_without_pause_does_not_hold_up_the_next_start(data):
    first = start(data)
    line = await asyncpg.connect(first.dsn("postgres"))
    busy = asyncio.create_task(line.execute("do $$ begin loop null; end loop; end $$"))
    await asyncio.sleep(0.3)
    before = {one.pid for one in living_in(data)}
    os.kill(first.pid, signal.SIGKILL)
    second = await asyncio.to_thread(start, data, timeout=20)
    with pytest.raises((asyncpg.PostgresError, OSError)):
        await busy

    assert second.pid not in before
    assert before.isdisjoint(one.pid for one in living_in(data))


@pytest.mark.slow
def test_a_recovery_longer_than_our_patience_is_waited_for_aloud(data, server_uid):
    start(data).stop()
    (data / "recovery.signal").touch()
    os.chown(data / "recovery.signal", server_uid, -1)
    began = time.monotonic()
    with capture_logs() as told:
        server = start(data, timeout=1, settings={"restore_command": "sleep 2; false", "hot_standby": "off"})
    took = time.monotonic() - began

    assert server.pid
    assert took > 6
    assert "embedded.recovering" in [line["event"] for line in told]


def test_lock_files_of_a_server_that_lives_stay_where_they_are(data, by_hand, soon):
    start(data).stop()
    theirs = by_hand("-k", str(data))
    assert soon(lambda: (data / ".s.PGSQL.5432.lock").exists())

    with pytest.raises(ForeignServer, match=f"kill -INT {theirs.pid}"):
        start(data)
    assert (data / "postmaster.pid").read_text().startswith(f"{theirs.pid}\n")
    assert theirs.poll() is None
