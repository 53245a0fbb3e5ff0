"""Seals what may name a person with a key per person; without that key's row the rest is noise, which is what erasure relies on."""

from __future__ import annotations

import hmac
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from hashlib import sha256
from secrets import token_bytes
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from kernel.masterkeys import SIZE, MasterKeys

if TYPE_CHECKING:
    from kernel.work import Work

LAYOUT = 1
"""First byte of everything sealed: layout byte | 12 bytes of nonce | ciphertext with its tag."""
NONCE = 12


class Broken(RuntimeError):
    """What was sealed does not open: another row's, another person's, or changed."""


class Erased(RuntimeError):
    """This person's key is gone, and with it everything that was sealed with it."""


class NewKey(NamedTuple):
    """A person's fresh key, and how it is kept in `sealing_key`."""

    key: bytes
    wrapped: bytes
    version: int


@dataclass(frozen=True, slots=True)
class PersonSeal:
    """Seals and opens one person's fields."""

    person: UUID
    _cipher: AESGCM

    def seal(self, table: str, column: str, row: UUID | str, value: str | bytes) -> bytes:
        nonce = token_bytes(NONCE)
        plain = value.encode() if isinstance(value, str) else value
        return bytes((LAYOUT,)) + nonce + self._cipher.encrypt(nonce, plain, self._about(table, column, row))

    def open(self, table: str, column: str, row: UUID | str, sealed: bytes) -> str:
        return self.open_bytes(table, column, row, sealed).decode()

    def open_bytes(self, table: str, column: str, row: UUID | str, sealed: bytes) -> bytes:
        if len(sealed) <= 1 + NONCE or sealed[0] != LAYOUT:
            raise Broken(f"{table}.{column}")
        try:
            return self._cipher.decrypt(sealed[1 : 1 + NONCE], sealed[1 + NONCE :], self._about(table, column, row))
        except InvalidTag:
            raise Broken(f"{table}.{column}") from None

    def _about(self, table: str, column: str, row: UUID | str) -> bytes:
        """Ties a value to its place, so that one moved to another row or person does not open."""
        return f"{table}\0{column}\0{row}\0{self.person}".encode()


class Seals:
    """One service's sealing."""

    def __init__(self, keys: MasterKeys, service: str) -> None:
        self.service, self._keys = service, keys
        self._wrapping = {version: AESGCM(keys.wrapping(service, version)) for version in keys.versions if version > 0}
        self._hashing = hmac.new(keys.derived("hashes", service), digestmod=sha256)

    # persons' keys ---------------------------------------------------------------------------------

    def new_key(self, person: UUID) -> NewKey:
        """Pure, for the hot path: the caller inserts `(person, version, wrapped)` itself."""
        key = token_bytes(SIZE)
        return NewKey(key, self._wrap(person, key), self._keys.newest)

    def seal_of(self, person: UUID, key: bytes) -> PersonSeal:
        return PersonSeal(person, AESGCM(key))

    async def of(self, work: Work, person: UUID) -> PersonSeal:
        """Makes the key at the first use."""
        found = await self.for_many(work, [person], make=True)
        return found[person]

    async def for_many(self, work: Work, persons: Iterable[UUID], *, make: bool = False) -> dict[UUID, PersonSeal]:
        """In one statement; whose key is gone (erased) is left out."""
        cache = _cache(work)
        asked = list(dict.fromkeys(persons))
        wanted = [person for person in asked if person not in cache]
        if wanted:
            await self._load(work, wanted, cache)
            absent = [person for person in wanted if person not in cache]
            if make and absent:
                await self._make(work, absent, cache)
                if others := [person for person in absent if person not in cache]:
                    await self._load(work, others, cache)
        return {person: cache[person] for person in asked if person in cache}

    async def existing(self, work: Work, person: UUID) -> PersonSeal:
        """For reading: an erased person gets no new key."""
        found = await self.for_many(work, [person])
        if person not in found:
            raise Erased(str(person))
        return found[person]

    async def _load(self, work: Work, persons: list[UUID], into: dict[UUID, PersonSeal]) -> None:
        rows = await work.connection.fetch(
            f'select person, version, wrapped from "{self.service}".sealing_key where person = any($1)', persons
        )
        for person, version, wrapped in rows:
            into[person] = PersonSeal(person, AESGCM(self._unwrap(person, version, wrapped)))

    async def _make(self, work: Work, persons: list[UUID], into: dict[UUID, PersonSeal]) -> None:
        """Two at once make one key: the second insert does nothing, and who made none reads what stands."""
        made = {person: self.new_key(person) for person in sorted(persons)}
        kept = await work.connection.fetch(
            f'insert into "{self.service}".sealing_key (person, version, wrapped) '
            "select * from unnest($1::uuid[], $2::int[], $3::bytea[]) on conflict (person) do nothing returning person",
            list(made),
            [new.version for new in made.values()],
            [new.wrapped for new in made.values()],
        )
        for (person,) in kept:
            into[person] = PersonSeal(person, AESGCM(made[person].key))

    async def destroy(self, work: Work, persons: Collection[UUID]) -> int:
        """Erasure: what was sealed for these persons never opens again. A restored backup brings keys back, so erase again after it."""
        for person in persons:
            _cache(work).pop(person, None)
        done: str = await work.connection.execute(f'delete from "{self.service}".sealing_key where person = any($1)', list(persons))
        return int(done.rpartition(" ")[2])

    async def rewrap(self, work: Work, *, most: int = 1000) -> int:
        """Moves persons' keys to the newest master key, some at a time; 0 when none is left and the old line may go."""
        rows = await work.connection.fetch(
            f'select person, version, wrapped from "{self.service}".sealing_key where version < $1 order by person limit $2 for update',
            self._keys.newest,
            most,
        )
        fresh = [self._wrap(person, self._unwrap(person, version, wrapped)) for person, version, wrapped in rows]
        await work.connection.execute(
            f'update "{self.service}".sealing_key k set version = $1, wrapped = u.w '
            "from unnest($2::uuid[], $3::bytea[]) u(p, w) where k.person = u.p",
            self._keys.newest,
            [row[0] for row in rows],
            fresh,
        )
        return len(rows)

    def _wrap(self, person: UUID, key: bytes) -> bytes:
        nonce = token_bytes(NONCE)
        return nonce + self._wrapping[self._keys.newest].encrypt(nonce, key, person.bytes)

    def _unwrap(self, person: UUID, version: int, wrapped: bytes) -> bytes:
        try:
            return self._wrapping[version].decrypt(wrapped[:NONCE], wrapped[NONCE:], person.bytes)
        except KeyError:
            raise Broken(f"the key of this person was wrapped with master key {version}, which is not in the file") from None
        except InvalidTag:
            raise Broken("this person's key was wrapped with another master key of the same number") from None

    # hashes ----------------------------------------------------------------------------------------

    def keyed_hash(self, kind: str, value: str | bytes) -> bytes:
        """For exact search: the same value gives the same 16 bytes in this house only. The caller has normalised it."""
        return self.keyed_hash_long(kind, value)[:16]

    def keyed_hash_long(self, kind: str, value: str | bytes) -> bytes:
        made = self._hashing.copy()
        made.update(kind.encode() + b"\0" + (value.encode() if isinstance(value, str) else value))
        return made.digest()

    def derived(self, *purpose: str) -> bytes:
        """A key of this service for one other purpose, such as signing."""
        return self._keys.derived("service", self.service, *purpose)


def _cache(work: Work) -> dict[UUID, PersonSeal]:
    """Keys live as long as the work that read them, no longer."""
    found: dict[UUID, PersonSeal] = work.__dict__.setdefault("_person_seals", {})
    return found
