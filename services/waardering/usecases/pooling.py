"""What is known only after the window: a pool divided over all grants, a budget shared out at overrun, a lot drawn. Once, and exact."""

import asyncio
import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from uuid import UUID

from uuid_utils.compat import uuid7

from kernel.work import Work
from schemas.api.waardering import PoolDivided
from schemas.base import ApplicationId, PersonId, SchemeId, id_of
from schemas.waardering import WaarderingAmountSet
from schemas.words import WaarderingForm
from services.waardering import rules, terms
from services.waardering.domain import Scheme, divide_parts, pro_rata
from services.waardering.domain.giving import Pool
from services.waardering.refusals import AlreadyDivided, BudgetExhausted, ChangedMeanwhile, NoSuchScheme, NotAPool, PoolNotReady
from services.waardering.region import region
from services.waardering.store import budgets
from services.waardering.store import pools as store
from services.waardering.store.pools import Grant


async def divide_once(work: Work, key: str, year: int) -> PoolDivided:
    here = region(work.by.region)
    versions = ours(work, key)
    scheme_id = id_of(here.code, "scheme", key)
    if not await store.begin(work, here.code, scheme_id, year):
        raise AlreadyDivided
    words = await store.rules_of(work, scheme_id, year)
    scheme = await rules.kept(work, words) if words else versions[-1]
    if not scheme.amounts_later:
        raise NotAPool
    if words is None or still_open(work, scheme, year) or await store.undecided(work, scheme_id, year):
        raise PoolNotReady
    with _unswept():
        grants = await store.grants(work, scheme_id, year)
        pot = await _pot(work, here.code, scheme, year)
        shares, rule = divided(scheme, grants, await budgets.left(work, pot) if pot is not None else None)
        totals: dict[UUID, int] = {}
        for grant, cents in zip(grants, shares, strict=True):
            totals[grant.application] = totals.get(grant.application, 0) + cents
        total = sum(shares)
        if pot is not None and not await budgets.commit(work, pot, uuid7(), reserved=0, granted=total):
            raise BudgetExhausted
        at = terms.payable_from(scheme.payout.months, work.now)
        suppliers = {one.form.value: one.supplier for one in reversed(scheme.choice) if one.supplier}
        # The events are made while the database writes; meanwhile this process goes on answering others.
        settled, events = await asyncio.gather(
            store.settle(work, grants, shares, totals, at, suppliers),
            asyncio.to_thread(_events, here.code, scheme_id, year, grants, totals),
        )
        if not settled:
            raise ChangedMeanwhile
        for event in events:
            work.publish(event)
    await store.note(work, scheme_id, year, len(totals), total, rule)
    return PoolDivided(
        applications=len(totals),
        total_cents=total,
        lowest_cents=min(totals.values()),
        highest_cents=max(totals.values()),
        rule=rule,
    )


@contextmanager
def _unswept() -> Iterator[None]:
    """A hundred thousand rows in hand are no garbage; to look for some among them, again and again, takes a quarter of the time."""
    swept = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if swept:
            gc.enable()


def _events(region_code: str, scheme_id: UUID, year: int, grants: Sequence[Grant], totals: Mapping[UUID, int]) -> list[WaarderingAmountSet]:
    """Of our own rows: to check a hundred thousand again would take a second."""
    forms = {form.value: form for form in WaarderingForm}
    first = {grant.application: grant for grant in reversed(grants)}
    return [
        WaarderingAmountSet.model_construct(
            application_id=ApplicationId(application),
            person_id=PersonId(first[application].person),
            region=region_code,
            scheme_id=SchemeId(scheme_id),
            year=year,
            cents=cents,
            form=forms[first[application].form],
        )
        for application, cents in totals.items()
    ]


def ours(work: Work, key: str) -> list[Scheme]:
    """The versions of a scheme that the asker's organisation decides on."""
    here = region(work.by.region)
    found = [one for one in rules.all_of(here.code).versions(key) if here.handler(one.municipalities[0]) == work.by.organisation]
    if not found:
        raise NoSuchScheme
    return found


def still_open(work: Work, scheme: Scheme, year: int) -> bool:
    """Whether someone may still apply for that year, also late or in a period that is still to come."""
    today = terms.day_of(work.now)
    opening, coming = scheme.window.at(today), scheme.window.next(today)
    if coming is not None and scheme.year_of(coming.opens) <= year:
        return True
    return scheme.year_of(today) == year and (opening is not None or not scheme.window.periods)


def divided(scheme: Scheme, grants: Sequence[Grant], left: int | None) -> tuple[Sequence[int], str]:
    """Of each grant its cents, and how. In order of receipt, in which the odd cents go. `left`: of the budget as it is now."""
    if isinstance(scheme.amount, Pool):
        pool = scheme.amount
        parts = range(len(grants)) if pool.per == "caregiver" else [one.recipient or one.application for one in grants]
        split, shares = divide_parts(pool.cents, parts, at_most=pool.most_cents, step=pool.step_cents)
        return shares, split.rule
    claimed = [one.cents for one in grants]
    result = pro_rata(sum(claimed) if left is None else left, claimed)
    return result.shares, result.rule


async def _pot(work: Work, region_code: str, scheme: Scheme, year: int) -> UUID | None:
    return await budgets.open_pot(work, region_code, region(region_code).handler(scheme.municipalities[0]), scheme, year)
