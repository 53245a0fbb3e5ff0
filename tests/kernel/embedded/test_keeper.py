"""A server that ends under its house is started again, and one that is stopped stays so."""

import os
import signal
import subprocess
import sys
import time

import pytest
from structlog.testing import capture_logs

from kernel.embedded import Keeper, start
from tests.kernel.embedded.conftest import PROJECT

pytestmark = pytest.mark.faults
FOR_A_MOMENT = """
import sys
from pathlib import Path
from kernel.embedded import start
start(Path(sys.argv[1]))
print("there", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def kept():
    begun = []

    def begin(server, **how):
        begun.append(Keeper(server, **how).begin())
        return begun[-1]

    yield begin
    for keeper in begun:
        keeper.end()


def kill(server):
    killed = server.pid
    os.kill(killed, signal.SIGKILL)
    return killed


async def test_a_killed_server_is_started_again_with_what_was_saved_and_it_is_said(data, ask, kept, soon):
    server = start(data)
    kept(server)
    await ask(server, "create table kept as select 7 as n")
    with capture_logs() as told:
        killed = kill(server)

        assert soon(lambda: "embedded.started" in [line["event"] for line in told])
    assert server.pid not in (None, killed)
    assert await ask(server, "select n from kept") == 7
    (died,) = [line for line in told if line["event"] == "embedded.died"]
    assert (died["log_level"], died["pid"], died["attempt"]) == ("error", killed, 1)


def test_one_that_is_killed_again_and_again_is_waited_with_longer(data, kept, soon):
    server = start(data)
    kept(server, pauses=(0.0, 0.4))
    waited = []
    for _ in range(3):
        killed, began = kill(server), time.monotonic()
        assert soon(lambda gone=killed: server.pid not in (None, gone))
        waited.append(time.monotonic() - began)
        assert soon(lambda: (data / "postmaster.pid").exists() and "ready" in (data / "postmaster.pid").read_text())

    assert min(waited[1:]) > 0.4


def test_one_that_cannot_start_is_tried_until_it_can(data, kept, soon):
    server = start(data)
    kept(server, pauses=(0.0, 0.1))
    settings = (data / "postgresql.auto.conf").read_text()
    with (data / "postgresql.auto.conf").open("a") as spoiled:
        spoiled.write("shared_buffers = plenty\nwork_mem = 'much'\n")
    with capture_logs() as told:
        kill(server)

        assert soon(lambda: [line["event"] for line in told].count("embedded.not-started") >= 2)
    (data / "postgresql.auto.conf").write_text(settings)
    assert soon(lambda: server.pid is not None)


def test_one_that_was_joined_is_started_anew_when_the_command_that_began_it_is_done(data, kept, soon):
    line = [sys.executable, "-c", FOR_A_MOMENT, str(data)]
    command = subprocess.Popen(line, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert command.stdout is not None
    assert "there\n" in iter(command.stdout.readline, "")
    server = start(data)
    theirs = server.pid
    kept(server)
    command.communicate("")

    assert soon(lambda: server.pid not in (None, theirs))


def test_a_keeper_that_ends_leaves_no_server_also_right_after_a_kill(data):
    server = start(data)
    keeper = Keeper(server, pauses=(0.2,)).begin()
    kill(server)
    keeper.end()
    time.sleep(0.5)

    assert server.pid is None
