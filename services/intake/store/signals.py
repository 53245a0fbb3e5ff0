"""Signals and their history."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col, select
from uuid_utils.compat import uuid7

from kernel.refusals import NotFound
from kernel.work import Work
from schemas.api.base import Happened
from schemas.base import SignalId
from services.intake.refusals import ChangedMeanwhile
from services.intake.tables import Call, Happening, Signal


async def signal(work: Work, signal_id: UUID) -> Signal:
    """One of the caller's own region; another region's does not exist for her."""
    found = (await work.session.exec(select(Signal).where(Signal.id == signal_id, Signal.region == work.scope.region))).first()
    if found is None:
        raise NotFound
    return found


async def for_change(work: Work, signal_id: UUID, version: int) -> Signal:
    """Locked until the work ends, and refused when someone else was first."""
    query = select(Signal).where(Signal.id == signal_id, Signal.region == work.scope.region).with_for_update()
    found = (await work.session.exec(query)).first()
    if found is None:
        raise NotFound
    if found.version != version:
        raise ChangedMeanwhile(
            changedBy=found.changed_by,
            changedAt=found.changed_at.isoformat() if found.changed_at else None,
            version=found.version,
        )
    return found


async def heard_of(work: Work, signal_id: UUID) -> Signal | None:
    """For reactions and deadlines, which act for the house itself; locked."""
    return (await work.session.exec(select(Signal).where(Signal.id == signal_id).with_for_update())).first()


async def of_sender(work: Work, signal_id: UUID, sender: str) -> Signal:
    query = select(Signal).where(Signal.id == signal_id, Signal.sender == sender, Signal.region == work.scope.region)
    found = (await work.session.exec(query)).first()
    if found is None:
        raise NotFound
    return found


async def by_reference(work: Work, reference: str) -> Signal | None:
    query = select(Signal).where(Signal.reference == reference, Signal.region == work.scope.region)
    return (await work.session.exec(query)).first()


async def of_caregivers(work: Work, caregivers: Sequence[UUID], *, lock: bool = False) -> list[Signal]:
    """All signals about someone, by all her ids; the newest first."""
    query = select(Signal).where(col(Signal.caregiver_id).in_(caregivers)).order_by(col(Signal.received_at).desc())
    return list((await work.session.exec(query.with_for_update() if lock else query)).all())


async def history(work: Work, of: Signal) -> tuple[Happened, ...]:
    rows = (await work.session.exec(select(Happening).where(Happening.signal_id == of.id).order_by(col(Happening.id)))).all()
    received = Happened(at=of.received_at, what="received", by="signaller")
    return (received, *(Happened(at=row.at, what=row.what, by=row.by, code=row.code) for row in rows))


async def calls(work: Work, of: Signal) -> list[Call]:
    return list((await work.session.exec(select(Call).where(Call.signal_id == of.id).order_by(col(Call.id)))).all())


def happened(work: Work, to: Signal, what: str, *, by: str, code: str | None = None) -> None:
    """A line of its history; the signal is another version from now on."""
    work.session.add(Happening(id=uuid7(), signal_id=to.id, at=work.now, what=what, by=by, code=code))
    to.version += 1
    to.changed_by, to.changed_at = by, work.now
    work.session.add(to)


async def tasks_done(work: Work, of: Signal) -> None:
    """Whatever a person was asked to look at here is looked at now."""
    await work.flush()
    await work.connection.execute(
        "update task set done_at = $2, done_by = $3 where subject = $1 and done_at is null", of.id, work.now, work.by.subject
    )


def id_of(signal: Signal) -> SignalId:
    return SignalId(signal.id)
