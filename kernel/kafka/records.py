"""How an event travels: CloudEvents 1.0 in binary mode, with the two positions that keep its order provable."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from kernel.log import Row
from kernel.partitions import part_of

Headers = Sequence[tuple[str, bytes]]


class NotOurs(ValueError):
    """A record in one of our topics that no relay of ours sent."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A record read back: the event, and the position before it in its partition."""

    row: Row
    previous: int
    offset: int


def headers_of(row: Row, previous: int, *, source: str, schemas: str) -> Headers:
    """`source`: URN of who runs the house, without the service; `schemas`: the address below which JSON Schemas are published."""
    told = [
        ("content-type", "application/json"),
        ("ce_specversion", "1.0"),
        ("ce_id", str(row.id)),
        ("ce_source", f"{source}-{row.log}"),
        ("ce_type", row.type),
        ("ce_subject", str(row.subject)),
        ("ce_time", row.time.astimezone(UTC).isoformat().replace("+00:00", "Z")),
        ("ce_dataschema", f"{schemas}/schemas/json/{row.type}.json"),
        ("ce_sequence", str(row.position)),
        ("ce_previous", str(previous)),
    ]
    if row.trace:
        told.append(("ce_traceparent", row.trace))
    return [(name, value.encode()) for name, value in told]


def read(record: Any, log: str) -> Copy:
    """Raises `NotOurs`."""
    try:
        told = {name: value.decode() for name, value in record.headers}
        row = Row(
            log,
            int(told["ce_sequence"]),
            UUID(told["ce_id"]),
            told["ce_type"],
            UUID(told["ce_subject"]),
            datetime.fromisoformat(told["ce_time"]),
            (record.value or b"").decode(),
            told.get("ce_traceparent"),
            record.partition,
        )
        previous = int(told["ce_previous"])
    except (KeyError, ValueError) as error:
        raise NotOurs(f"partition {record.partition}, offset {record.offset}") from error
    if part_of(row.subject) != record.partition:
        raise NotOurs(f"partition {record.partition}, offset {record.offset}: another partition function")
    return Copy(row, previous, record.offset)
