"""Who saw what of whom, and why: one row per person shown, insert only (NEN 7513)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID

from uuid_utils.compat import uuid7

if TYPE_CHECKING:
    from kernel.work import Work


RESTRICTED = "restricted"
"""Action of a look that the person herself is not shown, because knowing of it could harm someone."""
KEPT = timedelta(days=5 * 365 + 2)
"""How long at least the law has us keep who looked (NEN 7513): five years, leap days included."""


class NoPurpose(RuntimeError):
    """A person's data was read without saying why; open the work with a purpose."""


class AccessRecords:
    """Gathers one work's records and writes them in one statement."""

    def __init__(self) -> None:
        self._rows: dict[tuple[UUID, str, str], None] = {}

    def add(self, people: Iterable[UUID], *, what: str, action: str) -> None:
        self._rows.update(dict.fromkeys((person, action, what) for person in people))

    async def kept_until(self, work: Work, people: Sequence[UUID]) -> datetime | None:
        """Five years after the last look at these people, this work's own included; none when nobody ever looked."""
        if any(person in people for person, _, _ in self._rows):
            return work.now + KEPT
        last: datetime | None = await work.connection.fetchval(
            f'select max(at) from "{work.service.name}".access_log where person = any($1)', list(people)
        )
        return last + KEPT if last else None

    async def write(self, work: Work) -> None:
        if not self._rows:
            return
        if work.purpose is None:
            raise NoPurpose(work.service.name)
        by = work.by
        people, actions, whats = (list(column) for column in zip(*self._rows, strict=True))
        await work.connection.execute(
            f'insert into "{work.service.name}".access_log '
            "(id, at, person, action, what, by_subject, by_client, organisation, region, role, purpose, source) "
            "select i, $5, p, a, w, $6, $7, $8, $9, $10, $11, $12 "
            "from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) u(i, p, a, w)",
            [uuid7() for _ in people],
            people,
            actions,
            whats,
            work.now,
            by.subject,
            by.client,
            by.organisation,
            by.region,
            ",".join(sorted(by.roles)) or by.kind,
            str(work.purpose),
            work.service.name,
        )
