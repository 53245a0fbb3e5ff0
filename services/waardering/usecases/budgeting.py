"""What there is, what is left, more of it, and whoever waits for it."""

from uuid import UUID

from kernel.refusals import NotFound
from kernel.work import Work
from schemas.api.waardering import Budget, BudgetIn
from schemas.words import ApplicationState
from services.waardering import rules
from services.waardering.refusals import BelowWhatIsSpent, ChangedMeanwhile
from services.waardering.store import applications, budgets
from services.waardering.store.budgets import Pot
from services.waardering.usecases import clocks, deciding, judging
from services.waardering.usecases.applying import find_room

NOBODY = (0, 0)


def version_of(pot: Pot) -> int:
    """Whoever changes a budget does so on these figures."""
    return (pot.total or 0) * 31 + pot.reserved * 7 + pot.committed + (pot.places or 0) * 13 + pot.places_taken * 3


async def show(work: Work) -> list[Budget]:
    pots = await budgets.pots(work)
    waiting = await budgets.waiting(work, [pot.id for pot in pots])
    return [shown(pot, waiting.get(pot.id, NOBODY)) for pot in pots]


async def with_waiting(work: Work, pot: Pot) -> Budget:
    return shown(pot, (await budgets.waiting(work, [pot.id])).get(pot.id, NOBODY))


def shown(pot: Pot, waiting: tuple[int, int]) -> Budget:
    return Budget(
        id=pot.id,
        key=pot.key,
        year=pot.year,
        total_cents=pot.total,
        reserved_cents=pot.reserved,
        committed_cents=pot.committed,
        left_cents=pot.left,
        places=pot.places,
        places_taken=pot.places_taken,
        waiting=waiting[0],
        waiting_cents=waiting[1],
    )


async def one(work: Work, pot: UUID, *, lock: bool = False) -> Pot:
    found = await budgets.pots(work, pot=pot, lock=lock)
    if not found:
        raise NotFound
    return found[0]


async def set_total(work: Work, pot_id: UUID, told: BudgetIn, version: int) -> Pot:
    """More lets in who waits; less than what already stands is refused."""
    pot = await one(work, pot_id, lock=True)
    if version != version_of(pot):
        raise ChangedMeanwhile(**await budgets.last_change(work, pot.id))
    if told.total_cents is not None and not await budgets.set_total(work, pot.id, told.total_cents):
        raise BelowWhatIsSpent
    if told.places is not None and not await budgets.set_places(work, pot.id, told.places):
        raise BelowWhatIsSpent
    deciding.room_again(work, pot.id)
    return await one(work, pot_id)


async def let_in(work: Work, pot: UUID) -> None:
    """The first that waits, and then the next in a transaction of its own; strictly in order, so that a small one never overtakes."""
    waiting = await budgets.next_waiting(work, pot, most=1)
    if not waiting:
        return
    held = await applications.hold(work, waiting[0])
    if held.row.state != ApplicationState.WAITING:
        deciding.room_again(work, pot)
        return
    scheme = await rules.kept(work, held.row.scheme_hash)
    if scheme.budget is None or scheme.budget.at_end == "draw":
        return  # the lot decides, not the order
    assessment = await judging.again(work, held, scheme)
    held.row.state = ApplicationState.RECEIVED
    if not await find_room(work, held, scheme, assessment, again=True):
        held.row.state = ApplicationState.WAITING
        return
    if assessment.automatic:
        await deciding.grant(work, held, scheme, assessment, automatic=True)
    else:
        clocks.watch(work, held)
        await applications.save(work, held, "let-in", by="waardering")
    deciding.room_again(work, pot)
