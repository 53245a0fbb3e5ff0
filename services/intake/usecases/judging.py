"""A person judges whether two files are of one person; the judgement is remembered, and can be taken back."""

from uuid import UUID

from kernel import aliases
from kernel.refusals import BadInput, InputError
from kernel.work import Work
from schemas.base import PersonId
from schemas.intake import PersonsMerged, PersonsUnmerged
from services.intake.store import people, signals
from services.intake.tables import Judgement, Signal
from services.intake.usecases.common import settle, who


async def judge(work: Work, signal: Signal, other: UUID, *, same: bool) -> None:
    """The older file leads: its id is the one that everybody knows already."""
    found = await people.row(work, other)
    if found is None or found.region != signal.region or found.role != "caregiver" or other == signal.caregiver_id:
        raise BadInput([InputError("/other", "There is no other file with this id.", "the id of a file that is shown with this signal")])
    await work.flush()
    mine = signal.caregiver_id
    were_one = await work.current(mine) == await work.current(other)
    low, high = sorted((mine, other))
    await work.session.merge(Judgement(low=low, high=high, same=same, by=who(work.by), at=work.now))
    if same and not were_one:
        await _merge(work, await work.current(mine), await work.current(other))
        signals.happened(work, signal, "merged", by=who(work.by))
    elif not same and were_one:
        await _part(work, mine, other)
        signals.happened(work, signal, "unmerged", by=who(work.by))
    else:
        signals.happened(work, signal, "judged", by=who(work.by), code="same" if same else "not-the-same")
    await settle(work, signal)


async def _merge(work: Work, one: UUID, another: UUID) -> None:
    into, old = sorted((one, another))  # ids are made in order of time
    await aliases.lead(work, old, into)
    work.publish(PersonsMerged(old=PersonId(old), into=PersonId(into)))


async def _part(work: Work, mine: UUID, other: UUID) -> None:
    """Whichever of the two was led to the other stands alone again."""
    into = await work.current(mine)
    old = other if mine == into else mine
    await aliases.part(work, old)
    work.publish(PersonsUnmerged(old=PersonId(old), into=PersonId(into)))
