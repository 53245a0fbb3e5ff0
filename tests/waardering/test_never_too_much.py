"""Whatever is done in whatever order: what is paid never passes what is committed, nor that the budget, and nobody passes a cap."""

import random

import pytest

from schemas.waardering import WaarderingPaid

from .bank import pain002, reported
from .town import Town, an_application

STEPS = 60
BUDGET = 50_000
NOTE = {"note": "Na een gesprek."}
FIGURES = """
select p.reserved_cents, p.committed_cents,
    (select coalesce(sum(cents) filter (where what in ('reserve', 'release')), 0)::bigint from waardering.entry where pot_id = p.id),
    (select coalesce(sum(cents) filter (where what in ('commit', 'back')), 0)::bigint from waardering.entry where pot_id = p.id),
    (select coalesce(sum(cents), 0)::bigint from waardering.payment one where state in ('due', 'in-run', 'sent', 'collected')
        or state = 'returned' and not exists (select from waardering.payment again where again.repeats = one.id)),
    (select coalesce(sum(cents), 0)::bigint from waardering.payment where state in ('sent', 'collected')),
    (select coalesce(max(n), 0) from (select count(*) as n from waardering.claim group by caregiver_id) c),
    (select count(*) from (select repeats from waardering.payment where repeats is not null group by repeats having count(*) > 1) r)
from waardering.pot p where p.key = 'pot-tight'
"""
"""As kept, as the movements add up to, what is or may still be paid, what left, and what nobody may have twice."""
PAID_OF_NOTHING = """
select count(*) from waardering.payment p join waardering.application a on a.id = p.application_id
where p.state in ('due', 'in-run') and a.state <> 'granted'
"""


class Walk:
    """Someone at random does one of the things that can be done; most are refused, and that is right."""

    def __init__(self, town: Town, seed: int, people: int = 1000) -> None:
        self.town, self.chance, self.applications, self.people = town, random.Random(seed), list[str](), people

    async def step(self) -> None:
        often = [self.applies] * 3 if len(self.applications) < self.people else [self.decides, self.revises, self.pays]
        await self.chance.choice([*often, self.decides, self.revises, self.withdraws, self.pays, self.returns, self.again])()

    async def applies(self) -> None:
        made = await self.town.applies(an_application("tight", number=self.chance.randrange(1, min(self.people, 15))))
        self.applications.append(made["id"])

    async def _one(self) -> str | None:
        return self.chance.choice(self.applications) if self.applications else None

    async def decides(self) -> None:
        if one := await self._one():
            grant = self.chance.random() < 0.8
            body = {"grant": True, "cents": self.chance.randrange(1, 20_000)} if grant else {"grant": False, "reason": "residence"}
            await self.town.does(one, "decisions", body | NOTE)

    async def revises(self) -> None:
        if one := await self._one():
            await self.town.does(one, "revisions")

    async def withdraws(self) -> None:
        if one := await self._one():
            await self.town.does(one, "withdrawals", NOTE)

    async def pays(self) -> None:
        made = await self.town.payer.post("/v1/payout-runs", json={"form": "money", "most": self.chance.randrange(1, 4)})
        if made.status_code == 201:
            await self.town.approves(made.json(), approve=self.chance.random() < 0.8)

    async def returns(self) -> None:
        if sent := await self.town.payments("sent"):
            await reported(self.town, pain002(self.chance.choice(sent)["id"].replace("-", "")))

    async def again(self) -> None:
        for one in (await self.town.payments("returned"))[:2]:
            if self.chance.random() < 0.5:
                await self.town.payer.post(f"/v1/payments/{one['id']}/repeats", json={})
            else:
                await self.town.payer.post(f"/v1/payments/{one['id']}/cancellations", json={"reason": "Toch niet."})


@pytest.mark.parametrize("seed", [1, 2, 3])
async def test_no_order_of_deeds_pays_more_than_there_is_or_passes_a_cap(town: Town, seed: int):
    walk = Walk(town, seed)
    await walk.applies()
    for number in range(STEPS):
        await walk.step()
        rows = await town.house.rows(FIGURES)
        reserved, committed, kept, spent, live, out, most_claims, twice = rows[0]

        assert (kept, spent) == (reserved, committed), number
        assert out <= live <= committed <= reserved + committed <= BUDGET, number
        assert (most_claims <= 1, twice) == (True, 0), number
    told = [event for event in await town.told(WaarderingPaid) if isinstance(event, WaarderingPaid)]

    assert len({event.payment_id for event in told}) == len(told)
    assert out > 0


@pytest.mark.parametrize("seed", [14, 16])
async def test_of_a_few_decided_anew_again_and_again_each_euro_is_accounted_for(town: Town, seed: int):
    walk = Walk(town, seed, people=3)
    await walk.applies()
    for number in range(STEPS * 3 // 2):
        await walk.step()
        (figures,) = await town.house.rows(FIGURES)
        reserved, committed, kept, spent, live, out, _, twice = figures
        (odd,) = await town.house.rows(PAID_OF_NOTHING)

        assert (kept, spent, twice, odd[0]) == (reserved, committed, 0, 0), number
        assert out <= live <= committed <= reserved + committed <= BUDGET, number
