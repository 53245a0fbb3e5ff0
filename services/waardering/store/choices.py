"""What someone said about yearly invitations, in SQL."""

from datetime import datetime
from uuid import UUID

from kernel.work import Work


async def choose(work: Work, person: UUID, region: str, *, may_invite: bool, why: str, at: datetime) -> bool:
    """No where it is too late for another word: she has died, or asked to be erased."""
    said = await work.connection.execute(
        "insert into contact_choice (person_id, region, may_invite, why, at) values ($1, $2, $3, $4, $5) "
        "on conflict (person_id) do update set may_invite = excluded.may_invite, why = excluded.why, at = excluded.at "
        "where contact_choice.why not in ('deceased', 'erasure')",
        person,
        region,
        may_invite,
        why,
        at,
    )
    return bool(said != "INSERT 0 0")


async def choice(work: Work, person: UUID) -> bool | None:
    found: bool | None = await work.connection.fetchval("select may_invite from contact_choice where person_id = $1", person)
    return found


async def region_of(work: Work, person: UUID) -> str | None:
    found: str | None = await work.connection.fetchval("select region from person where id = $1", person)
    return found
