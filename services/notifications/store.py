"""The SQL of messages."""

from collections.abc import Sequence
from dataclasses import astuple
from datetime import datetime
from typing import Literal
from uuid import UUID

import asyncpg
from uuid_utils.compat import uuid7

from kernel import aliases
from kernel.access import RESTRICTED
from kernel.work import Work
from schemas.api.notifications import Message as MessageShown
from schemas.base import MessageId, RegionCode
from schemas.words import Channel, MessageKind
from services.notifications.domain.messages import Planned, Recipient, State

COLUMNS = "kind, recipient, recipient_id, region, signal_id, referral_id, person_id, code, sequence, meets_at, minutes, due_at"
TYPES = "text[], text[], uuid[], text[], uuid[], uuid[], uuid[], text[], integer[], timestamptz[], integer[], timestamptz[]"
PLACES = ", ".join(f"${number}::{kind}" for number, kind in enumerate(TYPES.split(", "), start=5))
ADD = f"""
insert into notifications.message (id, cause, state, created_at, {COLUMNS})
select u.id, u.cause, $3, $4, u.kind, u.recipient, u.recipient_id, u.region, u.signal_id, u.referral_id, u.person_id,
    u.code, u.sequence, u.meets_at, u.minutes, u.due_at
from unnest($1::uuid[], $2::uuid[], {PLACES}) u(id, cause, {COLUMNS})
on conflict (kind, recipient, recipient_id, cause) do nothing
returning id, kind, region
"""


async def add(work: Work, planned: Sequence[tuple[Planned, UUID]]) -> list[tuple[MessageId, MessageKind, RegionCode]]:
    """Writes messages with their cause, in one statement; answers those that were not there yet."""
    if not planned:
        return []
    columns = [list(column) for column in zip(*(astuple(message) for message, _ in planned), strict=True)]
    ids, causes = [uuid7() for _ in planned], [cause for _, cause in planned]
    rows = await work.connection.fetch(ADD, ids, causes, State.WAITING.value, work.now, *columns)
    return [(MessageId(row["id"]), MessageKind(row["kind"]), row["region"]) for row in rows]


async def waiting(work: Work, message_id: MessageId) -> tuple[Planned, datetime] | None:
    """A message that still has to be sent, with the moment it was asked for."""
    row = await work.connection.fetchrow(
        f"select {COLUMNS}, created_at from notifications.message where id = $1 and state = $2", message_id, State.WAITING.value
    )
    return (_planned(row), row["created_at"]) if row else None


def _planned(row: asyncpg.Record) -> Planned:
    kind, recipient, *rest = tuple(row)[:12]
    return Planned(MessageKind(kind), Recipient(recipient), *rest)


async def ended(
    work: Work, message_id: MessageId, state: State, *, channel: Channel | None = None, reason: str | None = None
) -> Planned | None:
    """Notes what became of a message; nothing when another try noted it already."""
    row = await work.connection.fetchrow(
        "update notifications.message set state = $2, channel = $3, reason = $4, sent_at = case when $2 = 'sent' then $5::timestamptz end "
        f"where id = $1 and state = $6 returning {COLUMNS}",
        message_id,
        state.value,
        channel.value if channel else None,
        reason,
        work.now,
        State.WAITING.value,
    )
    return _planned(row) if row else None


async def invited(work: Work, referral_id: UUID) -> list[Planned]:
    """The professionals' last invitations to a meeting of this referral that were sent or are on their way."""
    rows = await work.connection.fetch(
        f"select distinct on (recipient_id) {COLUMNS} from notifications.message where referral_id = $1 and recipient = $2 "
        "and kind = any($3) and state in ('sent', 'waiting') order by recipient_id, sequence desc",
        referral_id,
        Recipient.STAFF.value,
        [MessageKind.RECEIVER_INVITATION.value, MessageKind.ASSESSOR_INVITATION.value],
    )
    return [_planned(row) for row in rows]


async def messages(work: Work, *, about: Literal["referral_id", "signal_id"], subject: UUID, region: RegionCode) -> list[MessageShown]:
    """What went out about this; whoever it is about is shown, so that is recorded."""
    rows = await work.connection.fetch(
        "select id, kind, state, channel, created_at, sent_at, person_id from notifications.message "
        f"where {about} = $1 and region = $2 order by created_at, id limit 200",
        subject,
        region,
    )
    safety = any(row["kind"] == MessageKind.DESK_SAFETY for row in rows)
    people = {row["person_id"] for row in rows if row["person_id"]}
    work.record(*people, what="messages", action=RESTRICTED if safety else "read")
    return [MessageShown.model_validate({name: value for name, value in row.items() if name != "person_id"}) for row in rows]


async def forget_old(work: Work, *, before: datetime) -> int:
    """Some thousands at a time; what still has to be sent stays."""
    gone = await work.connection.execute(
        "delete from notifications.message where id in (select id from notifications.message "
        "where created_at < $1 and state <> $2 order by id limit 5000)",
        before,
        State.WAITING.value,
    )
    return int(gone.split()[-1])


async def erase(work: Work, person_id: UUID) -> list[UUID]:
    """Deletes every message about this person; answers the referrals they were about."""
    people = await aliases.all_of(work, person_id)
    rows = await work.connection.fetch(
        "delete from notifications.message where person_id = any($1) returning referral_id", [*people, person_id]
    )
    return list({row["referral_id"] for row in rows if row["referral_id"]})
