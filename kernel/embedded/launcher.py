"""Becomes a program of PostgreSQL as another user, that ends with its owner. Run as a script by `launch.py`.

A process of its own instead of a `preexec_fn`, which is not safe in a process with threads.
"""

import ctypes
import os
import signal
import sys

PR_SET_PDEATHSIG, PR_SET_KEEPCAPS, PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE = 1, 8, 47, 2
CAP_DAC_READ_SEARCH = 2
CAPABILITY_VERSION_3 = 0x20080522

libc = ctypes.CDLL(None, use_errno=True)


def call(function: str, *arguments: object) -> None:
    if getattr(libc, function)(*arguments) != 0:
        code = ctypes.get_errno()
        raise OSError(code, f"{function}: {os.strerror(code)}")


def become(uid: int, gid: int, *, look_past: bool) -> None:
    if look_past:
        call("prctl", PR_SET_KEEPCAPS, 1, 0, 0, 0)
    os.setgroups([])
    os.setresgid(gid, gid, gid)
    os.setresuid(uid, uid, uid)
    if look_past:
        header = (ctypes.c_uint32 * 2)(CAPABILITY_VERSION_3, 0)
        only_this = 1 << CAP_DAC_READ_SEARCH
        call("capset", header, (ctypes.c_uint32 * 6)(only_this, only_this, only_this, 0, 0, 0))
        call("prctl", PR_CAP_AMBIENT, PR_CAP_AMBIENT_RAISE, CAP_DAC_READ_SEARCH, 0, 0)


def main(owner: str, end: str, uid: str, gid: str, look_past: str, words: str, *command: str) -> None:
    if int(uid) != os.geteuid():
        become(int(uid), int(gid), look_past=look_past == "1")
    os.umask(0o077)
    if words != "-":
        # Opened as the server's user: in a folder of theirs root would follow a planted link.
        out = os.open(words, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
        os.dup2(out, 1)
        os.dup2(out, 2)
    # Python ignores the first two, and would only note the third, which is then lost in the exec.
    for changed_by_python in (signal.SIGPIPE, signal.SIGXFSZ, signal.SIGINT):
        signal.signal(changed_by_python, signal.SIG_DFL)
    # Last: a change of user clears it. An owner that died before this line sends no signal any more.
    call("prctl", PR_SET_PDEATHSIG, int(end), 0, 0, 0)
    if os.getppid() != int(owner):
        sys.exit("The owner died before the start.")
    os.execv(command[0], command)  # noqa: S606 - to become the program is the whole purpose; no shell is wanted


if __name__ == "__main__":
    main(*sys.argv[1:])
