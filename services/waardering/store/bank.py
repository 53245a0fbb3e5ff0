"""Reports of the bank's, read once, with what each line meant."""

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from sqlmodel import col, select

from kernel.refusals import NotFound
from kernel.work import Work
from services.waardering.tables import BankReportRow, PaymentRow

BEGIN = """
insert into bank_report (id, region, organisation, hash, kind, read_at, read_by) values ($1, $2, $3, $4, $5, $6, $7)
on conflict (region, organisation, hash) do nothing returning true
"""
LINES = """
select l.outcome, l.reason, l.cents, p.id, p.application_id, p.person_id from bank_line l left join payment p on p.id = l.payment_id
where l.report_id = $1
order by array_position(array['returned', 'other-amount', 'unknown', 'on-its-way', 'known', 'paid'], l.outcome), l.position limit 500
"""


class ReportLine(NamedTuple):
    outcome: str
    reason: str | None
    cents: int | None
    payment: UUID | None
    application: UUID | None
    person: UUID | None


async def begin(work: Work, report: BankReportRow) -> bool:
    """False when this very file was read before; whoever is reading it at this moment is waited for."""
    found = await work.connection.fetchval(
        BEGIN, report.id, report.region, report.organisation, report.hash, report.kind, report.read_at, report.read_by
    )
    return bool(found)


async def keep(work: Work, report: UUID, lines: Sequence[tuple[UUID | None, int | None, str, str | None]]) -> None:
    await work.flush()
    await work.connection.execute(
        "insert into bank_line (report_id, position, payment_id, cents, outcome, reason) "
        "select $1, n, p, c, o, r from unnest($2::uuid[], $3::bigint[], $4::text[], $5::text[]) with ordinality u(p, c, o, r, n)",
        report,
        [payment for payment, _, _, _ in lines],
        [cents for _, cents, _, _ in lines],
        [str(outcome) for _, _, outcome, _ in lines],
        [reason for _, _, _, reason in lines],
    )


async def by_hash(work: Work, hashed: bytes) -> BankReportRow:
    query = select(BankReportRow).where(
        BankReportRow.region == work.scope.region, BankReportRow.organisation == work.scope.organisation, BankReportRow.hash == hashed
    )
    return (await work.session.exec(query)).one()


async def one(work: Work, report: UUID) -> BankReportRow:
    query = select(BankReportRow).where(
        BankReportRow.region == work.scope.region, BankReportRow.organisation == work.scope.organisation, BankReportRow.id == report
    )
    row = (await work.session.exec(query)).one_or_none()
    if row is None:
        raise NotFound
    return row


async def page(work: Work, after: UUID | None, size: int) -> list[BankReportRow]:
    """The latest first."""
    query = select(BankReportRow).where(BankReportRow.region == work.scope.region, BankReportRow.organisation == work.scope.organisation)
    if after is not None:
        query = query.where(col(BankReportRow.id) < after)
    return list((await work.session.exec(query.order_by(col(BankReportRow.id).desc()).limit(size + 1))).all())


async def counts(work: Work, reports: Sequence[UUID]) -> dict[UUID, dict[str, int]]:
    rows = await work.connection.fetch(
        "select report_id, outcome, count(*)::int from bank_line where report_id = any($1) group by report_id, outcome", list(reports)
    )
    found: dict[UUID, dict[str, int]] = {}
    for report, outcome, count in rows:
        found.setdefault(report, {})[outcome] = count
    return found


async def lines(work: Work, report: UUID) -> list[ReportLine]:
    """What needs somebody first."""
    return [ReportLine(*row) for row in await work.connection.fetch(LINES, report)]


async def of_run(work: Work, run: UUID) -> Sequence[PaymentRow]:
    query = select(PaymentRow).where(
        PaymentRow.run_id == run, PaymentRow.region == work.scope.region, PaymentRow.organisation == work.scope.organisation
    )
    return (await work.session.exec(query.order_by(col(PaymentRow.id)).with_for_update())).all()
