"""A budget that is too small for all who asked goes by lot: once, after the window, by a seed that was laid down before."""

from uuid import UUID

from kernel.work import Work
from schemas.api.waardering import Drawn
from schemas.base import id_of
from schemas.words import ApplicationState
from services.waardering import rules
from services.waardering.domain import draw
from services.waardering.refusals import AlreadyDivided, NotAPool, PoolNotReady
from services.waardering.region import region
from services.waardering.store import applications, budgets
from services.waardering.store import pools as store
from services.waardering.usecases import clocks, deciding, judging
from services.waardering.usecases.applying import NO_ROOM, wanted_cents, wanted_places
from services.waardering.usecases.pooling import ours, still_open

WAITING = "select id from application where scheme_id = $1 and year = $2 and state = 'waiting'"


async def draw_once(work: Work, key: str, year: int) -> Drawn:
    here, versions = region(work.by.region), ours(work, key)
    scheme_id = id_of(here.code, "scheme", key)
    if not await store.begin(work, here.code, scheme_id, year):
        raise AlreadyDivided
    words = await store.rules_of(work, scheme_id, year, state=ApplicationState.WAITING)
    scheme = await rules.kept(work, words) if words else versions[-1]
    if scheme.budget is None or scheme.budget.seed is None:
        raise NotAPool
    waiting = [str(row[0]) for row in await work.connection.fetch(WAITING, scheme_id, year)]
    if not waiting or still_open(work, scheme, year):
        raise PoolNotReady
    seed = f"{scheme.budget.seed}/{year}"
    let_in = 0
    for application in draw(seed, waiting):
        if not await _let_in(work, UUID(application)):
            break
        let_in += 1
    await _leave_the_others_to_a_person(work, scheme_id, year)
    await store.note(work, scheme_id, year, len(waiting), 0, seed)
    return Drawn(of=len(waiting), let_in=let_in, seed=seed)


async def _let_in(work: Work, application: UUID) -> bool:
    held = await applications.hold(work, application)
    row, scheme = held.row, await rules.kept(work, held.row.scheme_hash)
    assessment = await judging.again(work, held, scheme)
    cents, places = wanted_cents(scheme, assessment), wanted_places(scheme, assessment)
    if row.pot_id is not None and (cents or places) and not await budgets.reserve(work, row.pot_id, row.id, cents, places):
        return False
    row.state, row.reserved_cents, row.places = ApplicationState.RECEIVED, cents, places
    if assessment.automatic:
        await applications.line_of(work, row, "drawn")
        await deciding.grant(work, held, scheme, assessment, automatic=True)
    else:
        clocks.watch(work, held)
        await applications.save(work, held, "drawn", by="waardering")
    return True


async def _leave_the_others_to_a_person(work: Work, scheme_id: UUID, year: int) -> None:
    """Only a person refuses, also where the lot was against it."""
    for row in await work.connection.fetch(WAITING, scheme_id, year):
        held = await applications.hold(work, row[0])
        held.row.state, held.row.advice = ApplicationState.RECEIVED, NO_ROOM
        clocks.watch(work, held)
        await applications.save(work, held, "not-drawn", by="waardering")
