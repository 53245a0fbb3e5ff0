"""Root hands the server to a plain user and changes nothing else; a user who may not is told what to do."""

import ctypes
import os
import pwd
from pathlib import Path

import pytest

from kernel.embedded import start
from kernel.embedded.errors import OutOfReach, SocketFolderTaken
from kernel.embedded.processes import living_in
from kernel.embedded.user import ServerUser, must_look_past

SYS_PTRACE, DAC_READ_SEARCH = 19, 2


def status(pid: int | None, name: str) -> list[str]:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(line.split()[1:] for line in lines if line.startswith(f"{name}:"))


def give_up(*capabilities: int) -> None:
    """For the rest of this process, as root in most containers has been born without them."""
    libc = ctypes.CDLL(None, use_errno=True)
    header = (ctypes.c_uint32 * 2)(0x20080522, 0)
    held = (ctypes.c_uint32 * 6)()
    assert libc.capget(header, held) == 0
    for one in capabilities:
        held[0] &= ~(1 << one)
        held[1] &= ~(1 << one)
    assert libc.capset(header, held) == 0


def mount_memory_on(folder: Path) -> None:
    """Seen by this process alone."""
    new_namespace, private = 0x20000, 0x44000
    libc = ctypes.CDLL(None, use_errno=True)
    assert libc.unshare(new_namespace) == 0
    assert libc.mount(b"none", b"/", None, private, None) == 0
    assert libc.mount(b"tmpfs", bytes(folder), b"tmpfs", 0, None) == 0


def become(name: str) -> pwd.struct_passwd:
    found = pwd.getpwnam(name)
    os.setgroups([])
    os.setgid(found.pw_gid)
    os.setuid(found.pw_uid)
    return found


def test_the_server_runs_as_a_plain_user_without_rights(data, server_uid):
    pid = start(data).pid

    assert status(pid, "Uid") == [str(server_uid)] * 4
    assert os.geteuid() != 0 or status(pid, "CapPrm") == ["0000000000000000"]


async def test_an_address_too_long_for_a_socket_moves_to_a_short_private_folder(home, ask, server_uid):
    deep = home / ("a-rather-long-name-" * 6) / "postgres"
    server = start(deep)
    found = server.socket_dir.stat()

    assert await ask(server, "select 1") == 1
    assert start(deep) == server
    assert (found.st_uid, found.st_mode & 0o777) == (server_uid, 0o700)
    server.stop()
    server.socket_dir.rmdir()


def test_a_planted_socket_folder_is_not_used(home):
    deep = home / ("a-rather-long-name-" * 6) / "postgres"
    server = start(deep)
    server.stop()
    server.socket_dir.chmod(0o777)

    with pytest.raises(SocketFolderTaken, match="niet veilig"):
        start(deep)
    server.socket_dir.rmdir()


@pytest.mark.usefixtures("as_root")
async def test_root_serves_a_folder_below_a_closed_one_and_opens_nothing(home, ask):
    closed = home / "closed"
    closed.mkdir(mode=0o700)
    server = start(closed / "postgres")

    assert await ask(server, "select 1") == 1
    assert status(server.pid, "CapEff") == [f"{1 << DAC_READ_SEARCH:016x}"]
    assert (closed.stat().st_mode & 0o777, closed.stat().st_uid) == (0o700, 0)
    assert start(closed / "postgres").pid == server.pid


@pytest.mark.usefixtures("as_root")
def test_root_that_may_not_hand_on_the_right_to_look_past_names_the_closed_folder(home, elsewhere):
    closed = home / "closed"
    closed.mkdir(mode=0o700)

    def act() -> object:
        give_up(DAC_READ_SEARCH)
        return start(closed / "postgres")

    said = elsewhere(act)

    assert said.startswith("OutOfReach")
    assert f"chmod a+rX {closed}" in said


@pytest.mark.usefixtures("as_root")
def test_programs_that_the_plain_user_may_not_run_are_named(home, server_uid):
    program = home / "bin" / "postgres"
    program.parent.mkdir()
    program.touch(mode=0o700)

    with pytest.raises(OutOfReach, match=str(program)):
        must_look_past(ServerUser(server_uid, server_uid), program, [])


@pytest.mark.usefixtures("as_root")
def test_root_in_a_container_still_sees_each_process_of_a_server(data, elsewhere):
    start(data)
    seen = sorted(one.pid for one in living_in(data))

    def act() -> object:
        give_up(SYS_PTRACE)
        return sorted(one.pid for one in living_in(data))

    assert len(seen) > 4
    assert elsewhere(act) == str(seen)


@pytest.mark.usefixtures("as_root")
def test_a_user_who_comes_after_root_hears_whose_folder_it_is_and_what_to_do(home, data, elsewhere):
    start(data).stop()
    home.chmod(0o777)

    def act() -> object:
        become("daemon")
        return start(data)

    said = elsewhere(act)

    assert said.startswith("FolderOfAnother")
    assert f"sudo chown -R daemon {data} {data}.lock" in said


@pytest.mark.usefixtures("as_root")
def test_a_user_who_may_not_write_beside_the_folder_hears_so(data, elsewhere):
    def act() -> object:
        become("daemon")
        return start(data)

    assert elsewhere(act).startswith("NotWritable")


@pytest.mark.usefixtures("as_root")
def test_root_after_a_user_serves_as_that_user(data):
    daemon = pwd.getpwnam("daemon")
    data.mkdir()
    os.chown(data, daemon.pw_uid, daemon.pw_gid)
    server = start(data)

    assert status(server.pid, "Uid") == [str(daemon.pw_uid)] * 4
    assert {path.stat().st_uid for path in (data, data / "PG_VERSION", data.with_name("postgres.lock"))} == {daemon.pw_uid}


@pytest.mark.usefixtures("as_root")
def test_root_is_told_to_give_away_a_cluster_of_its_own(data, elsewhere):
    data.mkdir()
    (data / "PG_VERSION").write_text("18\n")

    said = elsewhere(lambda: start(data))

    assert said.startswith("FolderOfRoot")
    assert f"chown -R nobody {data}" in said


@pytest.mark.usefixtures("as_root")
def test_a_mount_point_is_refused_with_the_way_out(data, elsewhere):
    data.mkdir()

    def act() -> object:
        mount_memory_on(data)
        return start(data)

    said = elsewhere(act)

    assert said.startswith("FolderIsMount")
    assert f"{data}/postgres" in said
