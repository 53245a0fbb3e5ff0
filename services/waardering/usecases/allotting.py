"""The years that are divided or drawn once: how each stands, and what would come of it, before anybody does it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kernel.work import Work
from schemas.api.waardering import Allotment, DrawPreview, LotLine, LotResult, PoolDivided
from schemas.base import id_of
from schemas.words import ApplicationState
from services.waardering import rules
from services.waardering.domain import Scheme, draw
from services.waardering.domain.giving import Pool
from services.waardering.domain.sampling import lot_of
from services.waardering.refusals import AlreadyDivided, NotAPool, PoolNotReady
from services.waardering.region import region
from services.waardering.store import budgets
from services.waardering.store import pools as store
from services.waardering.usecases.pooling import divided, ours, still_open

YEARS = """
select a.scheme_id, a.year, count(*) filter (where a.state in ('pooled', 'granted')), count(*) filter (where a.state = 'waiting'),
    count(*) filter (where a.state in ('received', 'incomplete', 'waiting') or o.id is not null),
    p.at, p.by, p.total_cents, p.rule, p.applications
from application a left join pool p on p.scheme_id = a.scheme_id and p.year = a.year
left join (select distinct application_id as id from case_file where kind = 'objection' and closed_at is null) o on o.id = a.id
where a.region = $1 and a.organisation = $2 and a.scheme_id = any($3)
group by a.scheme_id, a.year, p.at, p.by, p.total_cents, p.rule, p.applications order by a.year desc, a.scheme_id
"""
TOOK_PART = """
select a.id, a.reference, bool_or(h.what = 'drawn') from application a join history h on h.application_id = a.id
where a.scheme_id = $1 and a.year = $2 and h.what in ('drawn', 'not-drawn') group by a.id, a.reference
"""
DONE = "select exists (select 1 from pool where scheme_id = $1 and year = $2)"
WAITING = (
    "select count(*), coalesce(sum(proposed_cents), 0)::bigint from application where scheme_id = $1 and year = $2 and state = 'waiting'"
)


@dataclass(frozen=True, slots=True)
class Year:
    """As the tables tell it."""

    scheme_id: UUID
    year: int
    granted: int
    waiting: int
    undecided: int
    at: datetime | None
    by: str | None
    total: int | None
    rule: str | None
    done: int | None


async def all_of(work: Work) -> list[Allotment]:
    """Of every scheme of the asker's organisation that knows its amounts, or who gets it, only later."""
    schemes = {id_of(work.scope.region, "scheme", one.key): one for one in _later(work)}
    found = await work.connection.fetch(YEARS, work.scope.region, work.scope.organisation, list(schemes))
    return [_shown(work, schemes[row[0]], Year(*row)) for row in found]


def _later(work: Work) -> Iterator[Scheme]:
    """The last version of each."""
    here = region(work.scope.region)
    every = rules.all_of(here.code)
    for key in dict.fromkeys(one.key for one in every):
        last = every.versions(key)[-1]
        if here.handler(last.municipalities[0]) == work.scope.organisation and (last.amounts_later or _by_lot(last)):
            yield last


def _by_lot(scheme: Scheme) -> bool:
    return scheme.budget is not None and scheme.budget.at_end == "draw"


def _shown(work: Work, scheme: Scheme, year: Year) -> Allotment:
    lot = _by_lot(scheme)
    to_do = not year.waiting if lot else year.undecided > 0
    state = "done" if year.at else "open" if still_open(work, scheme, year.year) else "undecided" if to_do else "ready"
    whole = scheme.amount.cents if isinstance(scheme.amount, Pool) else scheme.budget.cents if scheme.budget else None
    return Allotment.model_validate(
        {
            "scheme": scheme.key,
            "name": scheme.name,
            "year": year.year,
            "kind": "draw" if lot else "pool",
            "state": state,
            "applications": year.done if year.at else year.waiting if lot else year.granted,
            "undecided": year.undecided,
            "total_cents": year.total if year.at and not lot else whole,
            "done_at": year.at,
            "done_by": year.by,
            "rule": year.rule or None,
        }
    )


async def pool(work: Work, key: str, year: int) -> PoolDivided:
    """What each would get if it were divided now; nothing is kept."""
    scheme_id = await _not_done(work, key, year)
    words = await store.rules_of(work, scheme_id, year)
    scheme = await rules.kept(work, words) if words else ours(work, key)[-1]
    if not scheme.amounts_later:
        raise NotAPool
    if words is None or still_open(work, scheme, year) or await store.undecided(work, scheme_id, year):
        raise PoolNotReady
    grants = await store.grants(work, scheme_id, year)
    found = await budgets.pots(work, pot=budgets.pot_id(work.scope.region, scheme.budget.key, year)) if scheme.budget else []
    shares, rule = divided(scheme, grants, found[0].left if found else None)
    totals: dict[UUID, int] = {}
    for grant, cents in zip(grants, shares, strict=True):
        totals[grant.application] = totals.get(grant.application, 0) + cents
    return PoolDivided(
        applications=len(totals),
        total_cents=sum(shares),
        lowest_cents=min(totals.values()),
        highest_cents=max(totals.values()),
        rule=rule,
    )


async def lot(work: Work, key: str, year: int) -> DrawPreview:
    """How many wait for how much; whom the lot favours is known only once it is drawn."""
    scheme_id = await _not_done(work, key, year)
    words = await store.rules_of(work, scheme_id, year, state=ApplicationState.WAITING)
    scheme = await rules.kept(work, words) if words else ours(work, key)[-1]
    if scheme.budget is None or scheme.budget.seed is None:
        raise NotAPool
    row = await work.connection.fetchrow(WAITING, scheme_id, year)
    assert row is not None  # a count is always one row
    if not row[0] or still_open(work, scheme, year):
        raise PoolNotReady
    found = await budgets.pots(work, pot=budgets.pot_id(work.scope.region, scheme.budget.key, year))
    return DrawPreview(
        waiting=row[0], waiting_cents=row[1], left_cents=found[0].left if found else None, seed=f"{scheme.budget.seed}/{year}"
    )


async def drawn(work: Work, key: str, year: int) -> LotResult:
    """In the order of the lot; without names, so that it can be shown to anyone who wants to work it out again."""
    scheme_id = id_of(work.scope.region, "scheme", ours(work, key)[-1].key)
    seed = await work.connection.fetchval("select rule from pool where scheme_id = $1 and year = $2", scheme_id, year)
    found = {str(row[0]): row for row in await work.connection.fetch(TOOK_PART, scheme_id, year)}
    if seed is None or not found:
        raise PoolNotReady
    lines = [
        LotLine(place=place, id=found[one][0], reference=found[one][1], number=lot_of(seed, one), drawn=found[one][2])
        for place, one in enumerate(draw(seed, list(found)), start=1)
    ]
    return LotResult(seed=seed, items=tuple(lines))


async def _not_done(work: Work, key: str, year: int) -> UUID:
    scheme_id = id_of(work.scope.region, "scheme", ours(work, key)[-1].key)
    if await work.connection.fetchval(DONE, scheme_id, year):
        raise AlreadyDivided
    return scheme_id
