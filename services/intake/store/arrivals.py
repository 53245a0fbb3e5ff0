"""Writes signals as they come in, many in one transaction, without an ORM: this is the hot path."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

import asyncpg
from uuid_utils.compat import uuid7

from kernel import log
from kernel.deadlines import Deadline
from kernel.group_commit import Written
from kernel.sealing import NewKey
from schemas.api.intake import ConsentIn
from schemas.base import SignalId
from schemas.intake import CaregiverSignalled, ConsentRecorded
from services.intake.domain.normal import Keys
from services.intake.domain.word_back import as_received
from services.intake.refusals import KeyUsedForAnother, OtherContent

KEYS_KEPT = timedelta(hours=72)
ROUTE = "POST /v1/signals"

INSERT = """
with keys as (
    insert into sealing_key (person, version, wrapped) select * from unnest($1::uuid[], $2::int[], $3::bytea[])
), people as (
    insert into person (id, region, role, sealed, municipality, family_name_hash, first_letters_hash, whole_hash,
        postcode_hash, phone_hash, email_hash, changed_at)
    select * from unnest($1::uuid[], $4::text[], $5::text[], $6::bytea[], $7::text[], $8::bytea[], $9::bytea[], $10::bytea[],
        $11::bytea[], $12::bytea[], $13::bytea[], $14::timestamptz[])
), said as (
    insert into consent (id, caregiver_id, signal_id, about, purpose, given, said_on, how, by, at, said_by, reason, of_child)
    select i, c, s, a, p, g, d, h, 'signaller', t, w, y, k
    from unnest($15::uuid[], $16::uuid[], $17::uuid[], $18::text[], $19::text[], $20::bool[], $21::date[], $22::text[], $23::timestamptz[],
        $45::text[], $46::text[], $47::bool[]) u(i, c, s, a, p, g, d, h, t, w, y, k)
), due as (
    insert into deadline (type, subject, data, at, next_at)
    select t, s, d::json, a, a from unnest($24::text[], $25::uuid[], $26::text[], $27::timestamptz[]) u(t, s, d, a)
)
insert into signal (id, region, reference, sender, external_id, content_hash, signalled_by, urgency, support_areas, municipality,
    caregiver_id, recipient_id, sealed, state, step, restricted, received_at, due_at, inform_by)
select i, r, n, e, x, h, k, u, string_to_array(a, ','), m, c, p, b, 'received', s, s = 'safety', t, d, f
from unnest($28::uuid[], $29::text[], $30::text[], $31::text[], $32::text[], $33::bytea[], $34::text[], $35::text[], $36::text[],
    $37::text[], $38::uuid[], $39::uuid[], $40::bytea[], $41::text[], $42::timestamptz[], $43::timestamptz[], $44::timestamptz[])
    v(i, r, n, e, x, h, k, u, a, m, c, p, b, s, t, d, f)
"""
COUNT = """
insert into reference_counter (region, year, last) select * from unnest($1::text[], $2::int[], $3::int[])
on conflict (region, year) do update set last = reference_counter.last + excluded.last returning region, year, last
"""
KNOWN = """
select s.sender, s.external_id, s.id, s.content_hash from signal s
join unnest($1::text[], $2::text[]) u(sender, external_id) on s.sender = u.sender and s.external_id = u.external_id
"""
REPLAYED = """
select i.client, i.key, i.body_hash, i.answer from idempotency i
join unnest($1::text[], $2::text[]) u(client, key) on i.client = u.client and i.key = u.key
where i.route = $3 and i.at > $4
"""
KEEP_KEYS = """
insert into idempotency (client, route, key, body_hash, status, answer, at)
select c, $5, k, h, 201, a, $6 from unnest($1::text[], $2::text[], $3::bytea[], $4::bytea[]) u(c, k, h, a)
on conflict (client, route, key) do update set body_hash = excluded.body_hash, answer = excluded.answer, at = excluded.at
"""


@dataclass(frozen=True, slots=True)
class Described:
    """One person of an arrival, sealed."""

    id: UUID
    role: str
    key: NewKey
    sealed: bytes
    municipality: str | None
    hashes: tuple[bytes | None, ...]
    """In the order of `Keys`."""


@dataclass(frozen=True, slots=True)
class Arrival:
    """A signal that is checked and sealed, ready to be written."""

    id: UUID
    sender: str
    external_id: str | None
    content_hash: bytes
    reference_prefix: str
    reference_year: int
    sealed: bytes
    step: str
    inform_by: datetime
    people: tuple[Described, ...]
    consents: tuple[tuple[ConsentIn, bool], ...]
    """Each with whether it was said of a child."""
    deadlines: tuple[tuple[Deadline, datetime], ...]
    event: CaregiverSignalled
    said: tuple[ConsentRecorded, ...] = ()
    """Told by itself as well: what she said to the register, which who invites her listens for."""
    idempotency_key: str | None = None
    client: str = ""
    trace: str | None = None
    """Of its own request, for many requests are written at once."""

    @property
    def recipient_id(self) -> UUID | None:
        return self.people[1].id if len(self.people) > 1 else None


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of it: the answer to a new signal (or, word for word, to the same request), or the signal that was there."""

    signal_id: UUID
    answer: bytes | None = None
    """None: another request told the same before."""
    same_request: bool = False


@dataclass
class _Batch:
    arrivals: Sequence[Arrival]
    results: list[Taken | Exception | None] = field(default_factory=list)
    new: list[Arrival] = field(default_factory=list)
    references: dict[UUID, str] = field(default_factory=dict)
    answers: dict[UUID, bytes] = field(default_factory=dict)


async def write(connection: asyncpg.Connection, arrivals: Sequence[Arrival]) -> Written[Taken]:
    """A batch in one transaction; what was sent before comes back as the first signal, or as a refusal when it differs."""
    batch = _Batch(arrivals, results=[None] * len(arrivals))
    await _recognise(connection, batch)
    appended: log.Appended | None = None
    if batch.new:
        await _number(connection, batch)
        await connection.execute(INSERT, *_columns(batch))
        await _keep_keys(connection, batch)
        # Append last: readers wait for every append that is still open.
        told = [(event, a.trace) for a in batch.new for event in (a.event, *a.said)]
        at = max(a.event.received_at for a in batch.new)
        appended = await log.append(connection, "intake", [event for event, _ in told], at, [trace for _, trace in told])
    return Written([_result(batch, arrival, result) for arrival, result in zip(arrivals, batch.results, strict=True)], appended)


def _result(batch: _Batch, arrival: Arrival, result: Taken | Exception | None) -> Taken | Exception:
    if result is None:
        return Taken(arrival.id, batch.answers[arrival.id])
    if isinstance(result, Taken) and result.same_request and result.answer is None:
        return Taken(result.signal_id, batch.answers[result.signal_id])  # the first one came in this very batch
    return result


async def _recognise(connection: asyncpg.Connection, batch: _Batch) -> None:
    """One externalId of a client is one signal for ever; one Idempotency-Key is one request for three days."""
    by_key = await _replayed(connection, batch.arrivals)
    by_external = await _known(connection, batch.arrivals)
    for number, arrival in enumerate(batch.arrivals):
        key = (arrival.client, arrival.idempotency_key or "")
        external = (arrival.sender, arrival.external_id or "")
        if arrival.idempotency_key and key in by_key:
            first = by_key[key]
            batch.results[number] = first.taken if first.content_hash == arrival.content_hash else KeyUsedForAnother()
        elif arrival.external_id and external in by_external:
            first = by_external[external]
            batch.results[number] = first.taken if first.content_hash == arrival.content_hash else OtherContent()
        else:
            batch.new.append(arrival)
            by_key[key] = First(arrival.content_hash, Taken(arrival.id, same_request=True))
            by_external[external] = First(arrival.content_hash, Taken(arrival.id))


class First(NamedTuple):
    """What was told the first time under a key or an externalId."""

    content_hash: bytes
    taken: Taken


Firsts = dict[tuple[str, str], First]


async def _known(connection: asyncpg.Connection, arrivals: Sequence[Arrival]) -> Firsts:
    named = [(a.sender, a.external_id) for a in arrivals if a.external_id]
    if not named:
        return {}
    rows = await connection.fetch(KNOWN, [sender for sender, _ in named], [external for _, external in named])
    return {(row[0], row[1]): First(row[3], Taken(row[2])) for row in rows}


async def _replayed(connection: asyncpg.Connection, arrivals: Sequence[Arrival]) -> Firsts:
    keyed = [(a.client, a.idempotency_key) for a in arrivals if a.idempotency_key]
    if not keyed:
        return {}
    since = max(a.event.received_at for a in arrivals) - KEYS_KEPT
    rows = await connection.fetch(REPLAYED, [client for client, _ in keyed], [key for _, key in keyed], ROUTE, since)
    return {(row[0], row[1]): First(row[2], Taken(UUID(bytes=row[3][:16]), row[3][16:], same_request=True)) for row in rows}


async def _number(connection: asyncpg.Connection, batch: _Batch) -> None:
    wanted: dict[tuple[str, int], list[Arrival]] = {}
    for arrival in batch.new:
        wanted.setdefault((arrival.event.region, arrival.reference_year), []).append(arrival)
    counted = sorted(wanted)  # in one order everywhere, so that two processes never wait for each other
    rows = await connection.fetch(COUNT, [r for r, _ in counted], [y for _, y in counted], [len(wanted[c]) for c in counted])
    for region, year, last in rows:
        arrivals = wanted[region, year]
        for number, arrival in enumerate(arrivals, start=last - len(arrivals) + 1):
            reference = batch.references[arrival.id] = f"{arrival.reference_prefix}-{year}-{number:06}"
            batch.answers[arrival.id] = as_received(
                signal_id=SignalId(arrival.id),
                reference=reference,
                received_at=arrival.event.received_at,
                due_at=arrival.event.due_at,
                external_id=arrival.external_id,
            )


async def _keep_keys(connection: asyncpg.Connection, batch: _Batch) -> None:
    keyed = [a for a in batch.new if a.idempotency_key]
    if keyed:
        await connection.execute(
            KEEP_KEYS,
            [a.client for a in keyed],
            [a.idempotency_key for a in keyed],
            [a.content_hash for a in keyed],
            [a.id.bytes + batch.answers[a.id] for a in keyed],
            ROUTE,
            max(a.event.received_at for a in keyed),
        )


def _columns(batch: _Batch) -> Sequence[Sequence[object]]:
    new = batch.new
    people = [(arrival, person) for arrival in new for person in arrival.people]
    said = [(arrival, *consent) for arrival in new for consent in arrival.consents]
    due = [reminder for arrival in new for reminder in arrival.deadlines]
    return [
        [p.id for _, p in people],
        [p.key.version for _, p in people],
        [p.key.wrapped for _, p in people],
        [a.event.region for a, _ in people],
        [p.role for _, p in people],
        [p.sealed for _, p in people],
        [p.municipality for _, p in people],
        *([p.hashes[number] for _, p in people] for number in range(len(Keys._fields))),
        [a.event.received_at for a, _ in people],
        [uuid7() for _ in said],
        [a.event.caregiver_id for a, _, _ in said],
        [a.id for a, _, _ in said],
        [c.person for _, c, _ in said],
        [c.purpose for _, c, _ in said],
        [c.given for _, c, _ in said],
        [c.on for _, c, _ in said],
        [c.how for _, c, _ in said],
        [a.event.received_at for a, _, _ in said],
        [d.type for d, _ in due],
        [d.subject_id() for d, _ in due],
        [d.to_json() for d, _ in due],
        [at for _, at in due],
        [a.id for a in new],
        [a.event.region for a in new],
        [batch.references[a.id] for a in new],
        [a.sender for a in new],
        [a.external_id for a in new],
        [a.content_hash for a in new],
        [a.event.signalled_by for a in new],
        [a.event.urgency for a in new],
        [",".join(a.event.support_areas) for a in new],
        [a.event.municipality for a in new],
        [a.event.caregiver_id for a in new],
        [a.recipient_id for a in new],
        [a.sealed for a in new],
        [a.step for a in new],
        [a.event.received_at for a in new],
        [a.event.due_at for a in new],
        [a.inform_by for a in new],
        [c.by for _, c, _ in said],
        [c.reason for _, c, _ in said],
        [child for _, _, child in said],
    ]
