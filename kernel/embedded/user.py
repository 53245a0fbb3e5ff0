"""As whom the server runs, and whether that user can come where the server must be."""

import os
import pwd
import stat
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kernel.embedded.errors import FolderOfAnother, FolderOfRoot, NoPlainUser, OutOfReach

PLAIN = ("nobody", "daemon")
_CAP_DAC_READ_SEARCH = 2


@dataclass(frozen=True)
class ServerUser:
    uid: int
    gid: int

    @property
    def name(self) -> str:
        return name_of(self.uid)

    @property
    def is_me(self) -> bool:
        return self.uid == os.geteuid()

    def may(self, bits: int, path: Path) -> bool:
        """`bits` as in chmod's last digit."""
        found = path.stat()
        shift = 6 if found.st_uid == self.uid else 3 if found.st_gid == self.gid else 0
        return (stat.S_IMODE(found.st_mode) >> shift) & bits == bits

    def owns(self, path: Path) -> None:
        if not self.is_me:
            os.chown(path, self.uid, self.gid, follow_symlinks=False)


def server_user(data: Path, lock: Path) -> ServerUser:
    """The folder's owner where there is one, so that root can start what a normal user began."""
    me = os.geteuid()
    try:
        found = data.stat()
        filled = any(data.iterdir())
    except FileNotFoundError:
        return _plain_user() if me == 0 else ServerUser(me, os.getegid())
    except PermissionError:
        raise refused(data, data, lock) from None
    if me != 0:
        if found.st_uid != me:
            raise refused(data, data, lock)
        return ServerUser(me, os.getegid())
    if found.st_uid != 0:
        return ServerUser(found.st_uid, found.st_gid)
    if filled:
        raise FolderOfRoot(data=data, user=_plain_user().name)
    return _plain_user()


def must_look_past(user: ServerUser, program: Path, paths: Iterable[Path]) -> bool:
    """Whether the server needs CAP_DAC_READ_SEARCH: some folder above these paths is closed to its user, as /root is."""
    if user.is_me:
        return False
    if not user.may(1, program):
        raise OutOfReach(user=user.name, path=program, closed=f"-R {program.parents[1]}")
    closed = [(above, path) for path in (program, *paths) for above in path.parents if not user.may(1, above)]
    if not user.may(4, program):
        closed.append((program.parents[1], program))
    if closed and not _permitted(_CAP_DAC_READ_SEARCH):
        raise OutOfReach(user=user.name, path=closed[0][1], closed=closed[0][0])
    return bool(closed)


def refused(path: Path, data: Path, lock: Path) -> FolderOfAnother:
    """Names the folder that is closed: the deepest one we can still look at."""
    seen = next(folder for folder in (path, *path.parents) if os.access(folder.parent, os.X_OK))
    return FolderOfAnother(folder=seen, owner=name_of(seen.stat().st_uid), me=name_of(os.geteuid()), data=data, lock=lock)


def name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return str(uid)


def _plain_user() -> ServerUser:
    for name in PLAIN:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return ServerUser(found.pw_uid, found.pw_gid)
    raise NoPlainUser(names=", ".join(PLAIN))


def _permitted(capability: int) -> bool:
    lines = Path("/proc/thread-self/status").read_text().splitlines()
    permitted = next(int(line.split()[1], 16) for line in lines if line.startswith("CapPrm:"))
    return bool(permitted >> capability & 1)
