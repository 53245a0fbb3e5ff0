"""A step of a referral: taken by the rules, saved, told, and its clock set; all in the work of whoever asked."""

from collections.abc import Iterator
from contextlib import contextmanager

from kernel.refusals import BadInput, InputError, PreconditionRequired, Refused, Stale
from kernel.work import Work
from schemas.words import ReferralState
from services.referral.domain import Objection, Terms
from services.referral.domain.objections import InThePast, TooFar
from services.referral.settings import terms_of
from services.referral.store import one, texts
from services.referral.store.one import Held
from services.referral.usecases.clocks import set_clock


@contextmanager
def objections_refused() -> Iterator[None]:
    """What the rules object to becomes the house's way of saying no, with the same words."""
    try:
        yield
    except Objection as objection:
        raise refusal(objection) from objection


def refusal(objection: Objection) -> Refused:
    if isinstance(objection, InThePast | TooFar):
        return BadInput([InputError("/at", str(objection), "a moment from now to a year ahead")])
    kind = type(objection)
    said = {"__doc__": kind.__doc__, "status": kind.status, "in_dutch": kind.in_dutch}
    refused: type[Refused] = type(kind.__name__, (Refused,), said)
    about = {"by": objection.by, "at": objection.at.isoformat() if objection.at else None}
    return refused(**{name: value for name, value in about.items() if value})


def terms(held: Held) -> Terms:
    return terms_of(held.row.region)


async def must_be_fresh(work: Work, held: Held, version: int | None) -> None:
    """Staff decide on what they have read; who comes second hears who was first, and nothing is overwritten."""
    if version is None:
        raise PreconditionRequired
    if version != held.row.version:
        last = (await texts.history(work, held.row.id))[-1]
        raise Stale(by=last.by, at=last.at.isoformat(), version=held.row.version)


async def settle(work: Work, held: Held) -> None:
    """Saves the step and tells it; without a step nothing happens."""
    referral = held.referral
    if not referral.lines:
        return
    was = ReferralState(held.row.state)
    await one.save(work, held)
    if referral.state is not was:
        await texts.end_tasks(work, referral.id)
    for fact in referral.facts:
        work.publish(fact)
    referral.facts.clear()
    set_clock(work, referral, was=was)
