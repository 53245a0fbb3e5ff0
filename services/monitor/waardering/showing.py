"""Figures of one year's waardering: in all, per scheme and per municipality; reasons and forms in all and per scheme."""

from collections.abc import Iterator, Sequence
from uuid import UUID

import asyncpg

from kernel.work import Work
from schemas.api.monitor import WaarderingFigure, WaarderingFigures, WaarderingLeadTime
from schemas.base import SchemeId
from services.monitor.domain import LEAST, to_hide

SUMS = """
select scheme_id, municipality, count(*) as applied, count(*) filter (where outcome is null) as open,
    count(*) filter (where outcome is null and decide_by < $3) as overdue, count(*) filter (where queued) as queued,
    count(*) filter (where outcome = 'granted') as granted,
    count(*) filter (where outcome = 'granted' and automatic) as "granted-automatic",
    sum(caregivers) filter (where outcome = 'granted') as reached, count(*) filter (where outcome = 'refused') as refused,
    count(*) filter (where outcome = 'withdrawn') as withdrawn, count(*) filter (where in_time) as "in-time",
    count(*) filter (where not in_time) as late, count(*) filter (where paid_cents > returned_cents) as paid, sum(wishes) as "help-wished",
    sum(cents) filter (where outcome = 'granted') as granted_cents, sum(paid_cents - returned_cents) as paid_cents
from monitor.application where region = $1 and year = $2 group by grouping sets ((), (scheme_id), (municipality))
having grouping(municipality) = 1 or municipality <> '' order by scheme_id nulls first, municipality nulls first
"""
COUNTS = (
    "applied",
    "open",
    "overdue",
    "queued",
    "granted",
    "granted-automatic",
    "reached",
    "refused",
    "withdrawn",
    "in-time",
    "late",
    "paid",
    "help-wished",
)
CENTS = {"granted": "granted_cents", "paid": "paid_cents"}
PARTS = """
select scheme_id, {part}, count(*) as count from monitor.application
where region = $1 and year = $2 and outcome = $3 and {part} is not null
group by grouping sets (({part}), (scheme_id, {part})) order by scheme_id nulls first, count(*) desc, {part}
"""
LEADS = """
select scheme_id, count(*) filter (where decided_at is not null), count(*) filter (where paid_at is not null),
    percentile_cont(0.5) within group (order by extract(epoch from decided_at - requested_at)),
    percentile_cont(0.5) within group (order by extract(epoch from paid_at - decided_at)) filter (where paid_at is not null)
from monitor.application where region = $1 and year = $2 and decided_at is not null
group by grouping sets ((), (scheme_id)) order by scheme_id nulls first
"""
INVITED = """
select what, scheme_id, municipality, sum(count)::bigint as count from monitor.invited where region = $1 and year = $2
group by grouping sets ((what), (what, scheme_id), (what, municipality)) having grouping(municipality) = 1 or municipality <> ''
order by what, scheme_id nulls first, municipality nulls first
"""
YEARS = "select distinct year from monitor.application where region = $1 order by year desc limit 10"
DAY = 86_400
STAGES = ("requested-to-decided", "decided-to-paid")


async def show(work: Work, year: int, *, suppressed: bool) -> WaarderingFigures:
    region, fetch = work.by.region, work.connection.fetch
    items = [
        *_sums(await fetch(SUMS, region, year, work.now)),
        *[WaarderingFigure.model_validate(dict(row)) for row in await fetch(INVITED, region, year)],
        *[_part("refused", row) for row in await fetch(PARTS.format(part="reason"), region, year, "refused")],
        *[_part("granted", row) for row in await fetch(PARTS.format(part="form"), region, year, "granted")],
    ]
    leads = list(_leads(await fetch(LEADS, region, year)))
    return WaarderingFigures(
        at=work.now,
        year=year,
        years=tuple(row[0] for row in await fetch(YEARS, region)),
        items=without_small(items) if suppressed else tuple(items),
        lead_times=tuple(_hidden(one) if suppressed and (one.count or 0) < LEAST else one for one in leads),
    )


def _sums(rows: Sequence[asyncpg.Record]) -> Iterator[WaarderingFigure]:
    """What did not happen has no row."""
    for row in rows:
        for what in COUNTS:
            if row[what]:
                cents = row[CENTS[what]] if what in CENTS else None
                yield WaarderingFigure(
                    what=what,
                    scheme_id=row["scheme_id"],
                    municipality=row["municipality"],
                    count=int(row[what]),
                    cents=int(cents) if cents is not None else None,
                )


def _part(what: str, row: asyncpg.Record) -> WaarderingFigure:
    return WaarderingFigure.model_validate({"what": what} | dict(row))


def _leads(rows: Sequence[asyncpg.Record]) -> Iterator[WaarderingLeadTime]:
    for scheme, decided, paid, to_decision, to_payment in rows:
        for stage, count, seconds in zip(STAGES, (decided, paid), (to_decision, to_payment), strict=True):
            if count:
                yield WaarderingLeadTime(stage=stage, scheme_id=scheme, median_days=round(seconds / DAY, 1), count=count)


def _hidden(one: WaarderingLeadTime) -> WaarderingLeadTime:
    return one.model_copy(update={"median_days": None, "count": None})


def without_small(figures: Sequence[WaarderingFigure]) -> tuple[WaarderingFigure, ...]:
    """As the other figures: under five is left out, with its euros; and where that alone could be worked out, the next one too."""
    hidden = to_hide([(_row(one), one.count or 0) for one in figures])
    return tuple(one.model_copy(update={"count": None, "cents": None}) if at in hidden else one for at, one in enumerate(figures))


def _row(one: WaarderingFigure) -> tuple[str, bool, bool, bool, bool, SchemeId | UUID | None]:
    """Reasons and forms of one scheme add up to its own total, so they are judged together."""
    parted = one.reason is not None or one.form is not None
    return (
        one.what,
        one.scheme_id is not None,
        one.municipality is not None,
        one.reason is not None,
        one.form is not None,
        one.scheme_id if parted else None,
    )
