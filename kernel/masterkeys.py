"""The master keys of a house: a file that only its owner reads, never the database or its backup."""

import contextlib
import os
import stat
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from secrets import token_bytes, token_hex

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

SIZE = 32
FOR_HASHES = 0
"""This line seals nothing: keyed hashes and links stand on it, so that they survive a new master key."""


class KeysOpenToOthers(RuntimeError):
    """Others on this machine could read the master keys; `chmod 600` the file, and make new keys if anyone may have."""


class KeysUnreadable(RuntimeError):
    """The file of master keys is not lines of `version:base64`, with a line 0 and at least one more."""


@dataclass(frozen=True)
class MasterKeys:
    """Versions of the key that wraps persons' keys; the highest wraps what is new."""

    versions: Mapping[int, bytes]

    @cached_property
    def newest(self) -> int:
        return max(self.versions)

    def derived(self, *purpose: str) -> bytes:
        """A key for one purpose, the same after a rotation."""
        info = "/".join(("mantelbrug", *purpose)).encode()
        return HKDF(SHA256(), SIZE, salt=None, info=info).derive(self.versions[FOR_HASHES])

    def wrapping(self, service: str, version: int) -> bytes:
        """Each service wraps with a key of its own, so that one service's rows open nothing of another's."""
        info = f"mantelbrug/wrap/{service}".encode()
        return HKDF(SHA256(), SIZE, salt=None, info=info).derive(self.versions[version])


def read_keys(path: Path) -> MasterKeys:
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise KeysOpenToOthers(f"{KeysOpenToOthers.__doc__} ({path})")
    try:
        pairs = [line.split(":", 1) for line in path.read_text().split()]
        found = {int(version): b64decode(key, validate=True) for version, key in pairs}
    except ValueError:
        raise KeysUnreadable(KeysUnreadable.__doc__) from None
    if FOR_HASHES not in found or len(found) < 2 or len(found) != len(pairs) or any(len(key) != SIZE for key in found.values()):
        raise KeysUnreadable(KeysUnreadable.__doc__)
    return MasterKeys(found)


def make_keys(path: Path) -> MasterKeys:
    """At the first start. Never over an existing file: without its keys what is sealed stays shut for ever."""
    write_private(path, _lines({FOR_HASHES: token_bytes(SIZE), 1: token_bytes(SIZE)}))
    return read_keys(path)


def read_or_make_keys(path: Path) -> MasterKeys:
    """For a house that starts on an empty folder; of two that start at once the second reads what the first made."""
    if not path.exists():
        with contextlib.suppress(FileExistsError):
            return make_keys(path)
    return read_keys(path)


def add_version(path: Path) -> MasterKeys:
    """A new master key beside the old ones; `Seals.rewrap` then moves every person's key to it."""
    keys = read_keys(path)
    fresh = path.with_name(f"{path.name}.{keys.newest + 1}")
    write_private(fresh, _lines({**keys.versions, keys.newest + 1: token_bytes(SIZE)}))
    fresh.replace(path)
    return read_keys(path)


def _lines(versions: Mapping[int, bytes]) -> bytes:
    return "".join(f"{version}:{b64encode(key).decode()}\n" for version, key in sorted(versions.items())).encode()


def write_private(path: Path, content: bytes) -> None:
    """A new file that only its owner can read: whole and on disk, or not there; FileExistsError when another was first."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_name(f".{path.name}.{token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        os.write(handle, content)
        os.fsync(handle)
        os.link(draft, path)
    finally:
        os.close(handle)
        draft.unlink()
