"""A fixed number of a year's grants is checked: drawn once, when nobody may ask any more and everything is decided."""

from datetime import timedelta
from uuid import UUID

from kernel.work import Work
from schemas.base import SchemeId, id_of
from schemas.words import ApplicationState
from services.waardering import rules, terms
from services.waardering.deadlines import SampleDue
from services.waardering.domain import Scheme, sample_of
from services.waardering.store import applications, pools
from services.waardering.tables import ApplicationRow
from services.waardering.usecases.pooling import still_open

DAY = timedelta(days=1)
AGAIN = timedelta(days=7)
"""After which is looked again whether everything is decided."""
DRAWN = (
    "select exists (select 1 from application a join history h on h.application_id = a.id "
    "where a.scheme_id = $1 and a.year = $2 and h.what = 'sampled')"
)
GRANTED = "select id from application where scheme_id = $1 and year = $2 and state = any($3)"


def watch(work: Work, row: ApplicationRow, scheme: Scheme) -> None:
    """What is granted takes part."""
    checks = scheme.proof.spot_checks
    if checks is None or checks.number is None:
        return
    due = SampleDue(
        sample_id=id_of(row.region, "sample", f"{row.scheme_id}/{row.year}"),
        scheme_id=SchemeId(row.scheme_id),
        year=row.year,
        rules=scheme.fingerprint,
    )
    work.remind(due, at=max(work.now, terms.end_of(scheme.window.ends(row.year) + DAY)))


async def draw_once(work: Work, due: SampleDue) -> None:
    """What is granted after this, as by an objection, is in no sample: a second draw would be another one."""
    scheme = await rules.kept(work, bytes.fromhex(due.rules))
    checks = scheme.proof.spot_checks
    if checks is None or await work.connection.fetchval(DRAWN, due.scheme_id, due.year):
        return
    if still_open(work, scheme, due.year) or await pools.undecided(work, due.scheme_id, due.year):
        work.remind(due, at=work.now + AGAIN)
        return
    states = [ApplicationState.GRANTED.value, ApplicationState.POOLED.value]
    granted = [str(row[0]) for row in await work.connection.fetch(GRANTED, due.scheme_id, due.year, states)]
    for application in sorted(sample_of(checks, due.year, granted)):  # locked in one order, as by everyone who takes several
        row = await applications.bare(work, UUID(application))
        row.drawn = True
        await applications.line_of(work, row, "sampled")
