"""What is known only after the window: a pool divided over all grants, a budget shared out at overrun, a lot drawn. Once, and exact."""

from dataclasses import dataclass
from uuid import UUID

from uuid_utils.compat import uuid7

from kernel.work import Work
from schemas.api.waardering import PoolDivided
from schemas.base import ApplicationId, PersonId, SchemeId, id_of
from schemas.waardering import WaarderingAmountSet
from schemas.words import WaarderingForm
from services.waardering import rules, terms
from services.waardering.domain import Claim, Scheme, pool_split, pro_rata
from services.waardering.domain.giving import Pool
from services.waardering.refusals import AlreadyDivided, BudgetExhausted, ChangedMeanwhile, NoSuchScheme, NotAPool, PoolNotReady
from services.waardering.region import region
from services.waardering.store import budgets
from services.waardering.store import pools as store
from services.waardering.store.pools import Amount


@dataclass(frozen=True, slots=True)
class Divided:
    """Application -> caregiver -> cents, and how."""

    shares: dict[UUID, dict[UUID, int]]
    rule: str


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
    grants = await store.grants(work, scheme_id, year)
    divided = _divided(scheme, grants)
    totals = {application: sum(shares.values()) for application, shares in divided.shares.items()}
    await _commit(work, here.code, scheme, year, sum(totals.values()))
    at = terms.payable_from(scheme.payout.months, work.now)
    amounts = [Amount(application, person, cents) for application, shares in divided.shares.items() for person, cents in shares.items()]
    if not await store.settle(work, amounts, totals, at):
        raise ChangedMeanwhile
    forms = {form.value: form for form in WaarderingForm}
    for grant in grants:
        work.publish(
            WaarderingAmountSet.model_construct(  # of our own rows; to check a hundred thousand again takes a second
                application_id=ApplicationId(grant.application),
                person_id=PersonId(grant.person),
                region=here.code,
                scheme_id=SchemeId(scheme_id),
                year=year,
                cents=totals[grant.application],
                form=forms[grant.form],
            )
        )
    await store.note(work, scheme_id, year, len(grants), sum(totals.values()), divided.rule)
    return PoolDivided(
        applications=len(grants),
        total_cents=sum(totals.values()),
        lowest_cents=min(totals.values()),
        highest_cents=max(totals.values()),
        rule=divided.rule,
    )


def ours(work: Work, key: str) -> list[Scheme]:
    """The versions of a scheme that the asker's organisation decides on."""
    here = region(work.by.region)
    found = [one for one in rules.all_of(here.code).versions(key) if here.handler(one.municipalities[0]) == work.by.organisation]
    if not found:
        raise NoSuchScheme
    return found


def still_open(work: Work, scheme: Scheme, year: int) -> bool:
    """Whether someone may still apply for that year, also late."""
    today = terms.day_of(work.now)
    opening = scheme.window.at(today)
    return scheme.year_of(today) == year and (opening is not None or not scheme.window.periods)


def _divided(scheme: Scheme, grants: list[store.Grant]) -> Divided:
    """In order of receipt, in which the odd cents go."""
    if isinstance(scheme.amount, Pool):
        # By their places, for a hundred thousand ids would be written and read for nothing.
        claims = [Claim(str(at), tuple(map(str, range(len(one.caregivers))))) for at, one in enumerate(grants)]
        pool = scheme.amount
        split = pool_split(pool.cents, claims, per=pool.per, at_most=pool.most_cents, step=pool.step_cents)
        shares = {
            one.application: dict(zip((person for person, _ in one.caregivers), split.shares[str(at)].values(), strict=True))
            for at, one in enumerate(grants)
        }
        return Divided(shares, split.split.rule)
    flat = [(one.application, person, cents) for one in grants for person, cents in one.caregivers]
    claimed = [cents for _, _, cents in flat]
    ceiling = scheme.budget.cents if scheme.budget is not None else None
    result = pro_rata(sum(claimed) if ceiling is None else ceiling, claimed)
    divided: dict[UUID, dict[UUID, int]] = {}
    for (application, person, _), cents in zip(flat, result.shares, strict=True):
        divided.setdefault(application, {})[person] = cents
    return Divided(divided, result.rule)


async def _commit(work: Work, region_code: str, scheme: Scheme, year: int, total: int) -> None:
    pot = await budgets.open_pot(work, region_code, region(region_code).handler(scheme.municipalities[0]), scheme, year)
    if pot is not None and not await budgets.commit(work, pot, uuid7(), reserved=0, granted=total):
        raise BudgetExhausted
