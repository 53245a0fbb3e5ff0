"""What the bank reported: paid, returned, or nothing of ours. A file is read once; the same one again answers the same."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from uuid_utils.compat import uuid7

from kernel.refusals import Forbidden
from kernel.work import Work
from schemas.api.waardering import BankReportIn
from schemas.base import ApplicationId, PaymentId, PersonId, SchemeId
from schemas.waardering import WaarderingPaymentReturned
from schemas.words import BankOutcome, PaymentReturn, PaymentState
from services.waardering.gateways import returns
from services.waardering.gateways.returns import Told
from services.waardering.store import applications, bank, payments
from services.waardering.tables import BankReportRow, PaymentRow


@dataclass(frozen=True, slots=True)
class Line:
    """One payment of a report, and what it means for it."""

    outcome: BankOutcome
    row: PaymentRow | None = None
    reason: PaymentReturn | None = None
    cents: int | None = None


async def read(work: Work, told: BankReportIn) -> tuple[BankReportRow, bool]:
    """The report, and whether it was read before."""
    if work.by.staff is None or work.by.organisation is None:
        raise Forbidden  # a person reads it for an organisation
    found = returns.read(told.xml)
    report = BankReportRow(
        id=uuid7(),
        region=work.scope.region,
        organisation=work.by.organisation,
        hash=sha256(told.xml.encode()).digest(),
        kind=found.kind,
        read_at=work.now,
        read_by=work.by.staff,
    )
    if not await bank.begin(work, report):
        return await bank.by_hash(work, report.hash), True
    lines = await _lines(work, found.lines)
    for line in lines:
        if line.outcome is BankOutcome.RETURNED and line.row is not None and line.reason is not None:
            await _came_back(work, line.row, line.reason)
        if line.outcome is BankOutcome.OTHER_AMOUNT and line.row is not None:
            work.task("payment-other-amount", line.row.id, "other-amount", region=line.row.region)
    await _confirm(work, [line.row for line in lines if line.outcome is BankOutcome.PAID and line.row is not None])
    await bank.keep(work, report.id, [(one.row.id if one.row else None, one.cents, one.outcome, one.reason) for one in lines])
    return report, False


async def _lines(work: Work, told: Sequence[Told]) -> list[Line]:
    """By its reference; or all of a message of which only the whole was told. Nothing counts twice in one file."""
    by_reference = await payments.by_reference(work, [one.reference for one in told if one.reference])
    found: list[tuple[Told, PaymentRow | None]] = []
    for one in told:
        if one.reference is not None:
            found.append((one, by_reference.get(one.reference.lower())))
        else:
            run = payments.id_in(one.message)
            found += [(one, row) for row in (await bank.of_run(work, run) if run else [])] or [(one, None)]
    lines, seen = [], set[UUID]()
    for one, row in found:
        if row is None:
            lines.append(Line(BankOutcome.UNKNOWN, cents=one.cents))
        elif row.id not in seen:
            seen.add(row.id)
            lines.append(_judged(one, row))
    return lines


def _judged(told: Told, row: PaymentRow) -> Line:
    """What was never sent cannot come back; what is settled stays as it is."""
    if row.run_id is None or row.state not in (PaymentState.SENT, PaymentState.RETURNED, PaymentState.CANCELLED):
        return Line(BankOutcome.UNKNOWN, cents=told.cents)
    if told.cents is not None and told.cents != row.cents:
        return Line(BankOutcome.OTHER_AMOUNT, row, told.reason, told.cents)
    if told.outcome == "on-its-way":
        return Line(BankOutcome.ON_ITS_WAY, row, cents=row.cents)
    if row.state != PaymentState.SENT or (told.outcome == "paid" and row.confirmed_at is not None):
        return Line(BankOutcome.KNOWN, row, told.reason, row.cents)
    return Line(BankOutcome.PAID if told.outcome == "paid" else BankOutcome.RETURNED, row, told.reason, row.cents)


async def _confirm(work: Work, rows: Sequence[PaymentRow]) -> None:
    if rows:
        await payments.lines(work, [row.id for row in rows], "confirmed", work.by.subject, [None] * len(rows))
        await work.connection.execute(
            "update payment set confirmed_at = $2, changed_at = $2 where id = any($1)", [row.id for row in rows], work.now
        )


async def _came_back(work: Work, row: PaymentRow, reason: PaymentReturn) -> None:
    row.state, row.returned, row.changed_at = PaymentState.RETURNED, reason, work.now
    work.session.add(row)
    held = await applications.bare(work, row.application_id)
    await applications.line_of(work, held, "payment-returned", reason)
    await payments.line(work, row.id, "returned", work.by.subject, reason)
    work.task("payment-returned", row.id, reason, region=row.region)
    work.publish(
        WaarderingPaymentReturned(
            application_id=ApplicationId(held.id),
            person_id=PersonId(held.person_id),
            region=row.region,
            scheme_id=SchemeId(held.scheme_id),
            year=held.year,
            payment_id=PaymentId(row.id),
            cents=row.cents,
            reason=reason,
        )
    )
