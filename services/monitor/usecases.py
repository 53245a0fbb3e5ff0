"""Counts a batch of events, and shows what was counted."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date, datetime
from itertools import groupby
from uuid import UUID

from kernel import log
from kernel.log import Heard
from kernel.service import Service
from kernel.work import Work
from schemas.api.monitor import Figures, LeadTime
from schemas.base import Event
from schemas.intake import CaregiverSignalled, ContactAttempted
from services.monitor import store
from services.monitor.domain import LEAST, Known, Stage, What, counts, known_from, median_hours, step, without_small

Happened = Sequence[tuple[UUID, datetime]]
"""A signal's id, and when it happened to it."""


async def count_signals(work: Work, heard: Sequence[Heard[CaregiverSignalled]]) -> None:
    signals = [known_from(one.event) for one in heard]
    await store.remember(work, signals)
    await store.count(work, counts(What.SIGNALS, ((signal, signal.received_at) for signal in signals)))


async def count(work: Work, what: What, happened: Happened) -> None:
    """Counts later events of signals; an appointment and a handover are timed as well."""
    known = await store.known(work, (signal_id for signal_id, _ in happened))
    await store.count(work, counts(what, ((known[signal_id], at) for signal_id, at in happened)))
    if what is What.APPOINTED:
        await _time_first(work, happened, known)
    if what is What.HANDED_OVER:
        timed = [(known[signal_id], at) for signal_id, at in happened]
        await store.time(work, Counter(step(one, Stage.TO_HANDED_OVER, one.appointed_at, at) for one, at in timed if one.appointed_at))


async def _time_first(work: Work, happened: Happened, known: dict[UUID, Known]) -> None:
    """A second provider after a return is no new appointment: the first one ended the wait."""
    first = {signal_id: at for signal_id, at in reversed(happened) if known[signal_id].appointed_at is None}
    if first:
        await store.note(work, "appointed_at", first)
        await store.time(work, Counter(step(known[s], Stage.TO_APPOINTED, known[s].received_at, at) for s, at in first.items()))


async def time_first_contact(work: Work, heard: Sequence[Heard[ContactAttempted]]) -> None:
    """The first attempt to reach her stops the triage clock, whoever answered."""
    known = await store.known(work, (one.event.signal_id for one in heard))
    first: dict[UUID, datetime] = {one.event.signal_id: one.time for one in reversed(heard) if not known[one.event.signal_id].contacted_at}
    if first:
        await store.note(work, "contacted_at", first)
        await store.time(work, Counter(step(known[s], Stage.TO_CONTACT, known[s].received_at, at) for s, at in first.items()))


async def show(work: Work, *, first: date, last: date, suppressed: bool) -> Figures:
    figures = await store.figures(work, work.by.region, first, last)
    histograms = await store.histograms(work, work.by.region, first, last)
    return Figures(
        at=work.now,
        items=without_small(figures) if suppressed else tuple(figures),
        lead_times=tuple(_lead_time(stage, histograms.get(stage.value, {}), suppressed=suppressed) for stage in Stage),
    )


def _lead_time(stage: Stage, histogram: dict[int, int], *, suppressed: bool) -> LeadTime:
    number = sum(histogram.values())
    if suppressed and number < LEAST:
        return LeadTime(stage=stage.value, median_hours=None, count=None)
    return LeadTime(stage=stage.value, median_hours=median_hours(histogram), count=number)


async def rebuild(work: Work, service: Service, *, tell: Callable[[str, int, int], None] = lambda _log, _at, _end: None) -> int:
    """Forgets every figure and counts the logs again as far as they were counted, all in one transaction: nobody ever sees half of it.

    Intake first, for the others count by what it told of a signal. Answers how many events were counted; `tell` hears on the way
    how far each log is, and where it ends.
    """
    counted = 0
    held = await store.hold(work)
    await store.empty(work)
    for name, (end, skipped) in sorted(held.items()):
        reader, at = service.readers[store.READER, name], 0
        while rows := [row for row in await log.after(work.connection, name, at) if row.position <= end]:
            at = rows[-1].position
            todo = [row for row in rows if reader.wants(row.type) and row.position not in skipped]
            for kind, run in groupby(todo, key=lambda row: row.type):
                heard = [Heard(Event.known[kind].from_json(row.data), row) for row in run]
                counted += len(heard)
                for react in reader.many[kind]:
                    await react(heard, work)
            tell(name, at, end)
    return counted
