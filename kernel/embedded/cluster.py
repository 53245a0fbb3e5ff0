"""The folder of a cluster: making it, knowing it, and clearing what a crash left in it."""

import errno
import hashlib
import os
import shutil
import stat
import tempfile
from pathlib import Path

from kernel.embedded.binaries import VERSION, binary
from kernel.embedded.errors import FolderIsMount, NoShortFolder, NotACluster, NotWritable, OtherVersion, SocketFolderTaken, WouldNotStart
from kernel.embedded.launch import Launch
from kernel.embedded.user import ServerUser, name_of

_LONGEST_SOCKET = 107  # sun_path holds 108 bytes with its end
_FORM = ("-U", "postgres", "--auth-local=trust", "--auth-host=reject", "--encoding=UTF8", "--locale=C")
_LOCALE = ("--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-instructions")


def is_new(data: Path) -> bool:
    if not data.exists() or not any(data.iterdir()):
        return True
    try:
        version = (data / "PG_VERSION").read_text().strip()
    except FileNotFoundError:
        raise NotACluster(data=data) from None
    if version != VERSION:
        raise OtherVersion(data=data, version=version, ours=VERSION)
    return False


def make(data: Path, launch: Launch, *, lock: int) -> None:
    """Beside its place and moved there when whole: an `initdb` that was cut short leaves no half cluster to start on."""
    new = data.with_name(f".{data.name}.new")
    try:
        shutil.rmtree(new, ignore_errors=not new.exists())
        new.mkdir(mode=0o700)
    except PermissionError:
        raise NotWritable(me=name_of(os.geteuid()), folder=data.parent) from None
    launch.user.owns(new)
    made = launch.run([str(binary("initdb")), "-D", str(new), *_FORM, *_LOCALE], lock=lock)
    if made.returncode != 0:
        raise WouldNotStart(data=data, log=made.stdout[-2000:])
    try:
        new.rename(data)
    except OSError as error:
        if error.errno == errno.EBUSY:
            raise FolderIsMount(data=data) from None
        raise
    _sync(data.parent)


def clear_stale(data: Path, socket_dir: Path, port: int) -> None:
    """Only for a folder in which no process lives: PostgreSQL would obey these even when a stranger has the pid in them."""
    for left in (data / "postmaster.pid", socket_dir / f".s.PGSQL.{port}", socket_dir / f".s.PGSQL.{port}.lock"):
        left.unlink(missing_ok=True)


def socket_dir(data: Path, user: ServerUser, port: int) -> Path:
    """The private folder of the cluster itself, or a short one when the kernel cannot hold that address."""
    if _fits(data, port):
        return data
    name = f"mantelbrug-{user.uid}-{hashlib.sha256(os.fsencode(data)).hexdigest()[:12]}"
    short = Path(tempfile.gettempdir(), name)
    if not _fits(short, port):
        raise NoShortFolder(folder=short)
    try:
        short.mkdir(mode=0o700)
        user.owns(short)
    except FileExistsError:
        found = short.lstat()
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != user.uid or stat.S_IMODE(found.st_mode) != 0o700:
            raise SocketFolderTaken(folder=short, user=user.name) from None
    return short


def last_words(data: Path) -> str:
    logs = sorted([data / "start.log", *data.glob("log/*.log")], key=lambda log: log.stat().st_mtime if log.exists() else 0)
    return "".join(log.read_text(errors="replace")[-1500:] for log in logs[-2:] if log.exists() and not log.is_symlink())


def _fits(folder: Path, port: int) -> bool:
    return len(os.fsencode(folder / f".s.PGSQL.{port}")) <= _LONGEST_SOCKET


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
