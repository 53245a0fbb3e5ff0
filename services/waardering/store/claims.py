"""What was granted before to whom and where, for the caps."""

from collections.abc import Sequence
from uuid import UUID

from kernel.work import Work
from services.waardering.domain import EarlierGrant
from services.waardering.domain.facts import Person

FOUND = """
select c.application_id, c.scheme, c.year, c."on", coalesce(p.share_cents, 0) as cents,
    coalesce(a.into_id, c.caregiver_id) as caregiver_id, c.caregiver_address,
    coalesce(b.into_id, c.recipient_id) as recipient_id, c.recipient_address
from claim c left join party p on p.application_id = c.application_id and p.person_id = c.caregiver_id and p.position > 0
left join alias a on a.old = c.caregiver_id left join alias b on b.old = c.recipient_id
where c.region = $1 and c.application_id <> $2 and (c.caregiver_id = any($3 || array(select old from alias where into_id = any($3)))
    or c.recipient_id = any($3 || array(select old from alias where into_id = any($3)))
    or c.caregiver_address = any($4) or c.recipient_address = any($4))
order by c."on", c.application_id, c.caregiver_id
"""


async def earlier(work: Work, region: str, application: UUID, persons: Sequence[Person]) -> tuple[EarlierGrant, ...]:
    """Of everyone here under any of their ids, and of everyone at their addresses."""
    ids = [UUID(person.key) for person in persons]
    addresses = [bytes.fromhex(person.address) for person in persons if person.address]
    rows = await work.connection.fetch(FOUND, region, application, ids, addresses)
    return tuple(
        EarlierGrant(
            application=str(row["application_id"]),
            scheme=row["scheme"],
            year=row["year"],
            on=row["on"],
            cents=row["cents"],
            caregiver=str(row["caregiver_id"]),
            caregiver_address=_key(row["caregiver_address"]),
            caregiver_household=_key(row["caregiver_address"]),
            recipient=str(row["recipient_id"]) if row["recipient_id"] else None,
            recipient_address=_key(row["recipient_address"]),
            recipient_household=_key(row["recipient_address"]),
        )
        for row in rows
    )


def _key(hashed: bytes | None) -> str | None:
    return hashed.hex() if hashed else None


async def add(work: Work, grants: Sequence[EarlierGrant], region: str) -> None:
    await work.connection.executemany(
        'insert into claim (application_id, caregiver_id, region, scheme, year, "on", caregiver_address, recipient_id, '
        "recipient_address) values ($1, $2, $3, $4, $5, $6, $7, $8, $9) "
        "on conflict (application_id, caregiver_id) do nothing",
        [
            (
                UUID(one.application),
                UUID(one.caregiver),
                region,
                one.scheme,
                one.year,
                one.on,
                bytes.fromhex(one.caregiver_address) if one.caregiver_address else None,
                UUID(one.recipient) if one.recipient else None,
                bytes.fromhex(one.recipient_address) if one.recipient_address else None,
            )
            for one in grants
        ],
    )


async def drop(work: Work, application: UUID) -> None:
    """Withdrawn or refused after all: it counts no more."""
    await work.connection.execute("delete from claim where application_id = $1", application)
