"""Someone cannot be written to safely, or a mail came back: a person of the desk rings."""

from kernel import aliases
from kernel.work import Work
from schemas.notifications import CallAsked
from services.intake.store import signals
from services.intake.tables import Signal
from services.intake.usecases.following import call_asked

BY = "notifications"


async def ring(work: Work, event: CallAsked) -> None:
    """On the signal it is about, else on her latest open one; a task in any case."""
    signal = await _about(work, event)
    if signal is None:
        work.task("call", event.person_id, event.reason, region=event.region)
    else:
        await call_asked(work, signal, event.reason, by=BY)


async def _about(work: Work, event: CallAsked) -> Signal | None:
    if event.signal_id is not None:
        return await signals.heard_of(work, event.signal_id)
    hers = await signals.of_caregivers(work, await aliases.all_of(work, event.person_id), lock=True)
    return next((signal for signal in hers if signal.closed_at is None), None)
