"""Asks a server over its socket how it is, in the first message of PostgreSQL's protocol, as `pg_isready` does."""

import socket
import struct
from enum import Enum, auto
from pathlib import Path

_PROTOCOL_3 = 196608
_HELLO = b"user\0postgres\0database\0postgres\0\0"
_STARTUP = struct.pack("!ii", 8 + len(_HELLO), _PROTOCOL_3) + _HELLO
_TERMINATE = b"X" + struct.pack("!i", 4)


class Answer(Enum):
    READY = auto()
    RECOVERING = auto()
    STOPPING = auto()
    SILENT = auto()


def ask(socket_dir: Path, port: int) -> Answer:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as line:
        line.settimeout(1.0)
        try:
            line.connect(str(socket_dir / f".s.PGSQL.{port}"))
            line.sendall(_STARTUP)
            reply = line.recv(4096)
            answer = _read(reply)
            if answer is Answer.READY:
                line.sendall(_TERMINATE)
        except OSError:
            return Answer.SILENT
    return answer


def _read(reply: bytes) -> Answer:
    if not reply:
        return Answer.SILENT
    if reply[:1] == b"E" and b"C57P03\0" in reply:
        return Answer.STOPPING if b"shutting down" in reply else Answer.RECOVERING
    # Any other refusal (no such database, too many clients) comes from a server that serves.
    return Answer.READY
