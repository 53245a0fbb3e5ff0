"""The door to the rules: which scheme holds, as it was when an application came in, and what it makes of the facts."""

from weakref import WeakKeyDictionary

from sqlmodel import select

from kernel.database import Database
from kernel.refusals import NotFound
from kernel.region_files import NoSuchRegion
from kernel.work import Work
from services.waardering import schemes
from services.waardering.domain import Scheme, Schemes
from services.waardering.tables import SchemeRow


def all_of(region: str) -> Schemes:
    """The region's schemes as their files stand now."""
    try:
        return schemes.of_region(region)
    except NoSuchRegion:
        raise NotFound from None


async def keep(work: Work, region: str, scheme: Scheme) -> bytes:
    """The scheme as it stands is kept once, so that a changed file never touches what came in before."""
    key, there = bytes.fromhex(scheme.fingerprint), _there.setdefault(work.service.database, set())
    if key in there:
        return key
    done = await work.connection.execute(
        "insert into scheme (id, region, key, content, seen_at) values ($1, $2, $3, $4::text::jsonb, $5) on conflict (id) do nothing",
        key,
        region,
        scheme.key,
        scheme.model_dump_json(by_alias=True, exclude_none=True),
        work.now,
    )
    if done == "INSERT 0 0":  # of an earlier transaction that is committed
        there.add(key)
    return key


async def kept(work: Work, key: bytes) -> Scheme:
    """As it was then."""
    if key not in _kept:
        row = (await work.session.exec(select(SchemeRow).where(SchemeRow.id == key))).one()
        _kept[key] = Scheme.model_validate(row.content)
    return _kept[key]


_kept: dict[bytes, Scheme] = {}
"""Of schemes that were read back: they never change under their key, so a process reads each once."""
_there: WeakKeyDictionary[Database, set[bytes]] = WeakKeyDictionary()
"""Schemes that this process knows to be kept."""
