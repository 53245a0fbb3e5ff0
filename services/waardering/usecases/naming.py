"""Who was known before names were searched for is given the hash of her name, a few hundred in a transaction."""

from kernel.work import Work
from services.waardering.store import people
from services.waardering.told import Details

SOME = 500
NAMELESS = "select id, region, sealed from person where name_hash is null and erased_at is null limit $1 for update skip locked"
NAMED = "update person p set name_hash = u.h from unnest($1::uuid[], $2::bytea[]) u(i, h) where p.id = u.i"
NOBODY = b""
"""Of someone whose key is gone: found by no name, and not looked at again."""


async def name_some(work: Work) -> int:
    """How many there were; none is the end."""
    rows = await work.connection.fetch(NAMELESS, SOME)
    seals = work.service.seals
    keys = await seals.for_many(work, [row["id"] for row in rows])
    hashes = []
    for row in rows:
        key = keys.get(row["id"])
        details = Details.model_validate_json(key.open_bytes("person", "sealed", row["id"], row["sealed"])) if key else None
        hashes.append(people.name_hash(seals, row["region"], details.family_name) if details else NOBODY)
    await work.connection.execute(NAMED, [row["id"] for row in rows], hashes)
    return len(rows)
