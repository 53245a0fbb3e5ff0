"""What came back from the bank, what is paid again as a new payment, what is handed over, what is not paid after all."""

from uuid import UUID

from sqlmodel import col, select
from uuid_utils.compat import uuid7

from kernel.work import Work
from schemas.api.waardering import BankReportIn, BankReportRead, CollectionIn, PaymentCancellationIn
from schemas.base import ApplicationId, PaymentId, PersonId, SchemeId
from schemas.waardering import WaarderingPaid, WaarderingPaymentReturned
from schemas.words import PaymentReturn, PaymentState, WaarderingForm
from services.waardering.gateways import returns
from services.waardering.gateways.returns import Returned
from services.waardering.refusals import AlreadyPaid, CannotRepeat, NotToCollect
from services.waardering.store import applications, budgets, payments
from services.waardering.store.applications import who
from services.waardering.tables import ApplicationRow, HistoryRow, PaymentRow
from services.waardering.usecases import deciding


async def read(work: Work, told: BankReportIn) -> BankReportRead:
    """The same file twice changes nothing; what is not ours is only counted."""
    found = returns.read(told.xml)
    rows = await _rows(work, found)
    back = known = 0
    for row, reason in rows:
        if row.state == PaymentState.RETURNED:
            known += 1
            continue
        if row.state != PaymentState.SENT:
            continue
        await _came_back(work, row, reason)
        back += 1
    return BankReportRead(returned=back, known_already=known, not_ours=len(found) - len({row.id for row, _ in rows}) if found else 0)


async def _rows(work: Work, found: tuple[Returned, ...]) -> list[tuple[PaymentRow, PaymentReturn]]:
    """One by one by their reference; or all of a message that was refused as a whole."""
    by_reference = await payments.by_reference(work, [one.reference for one in found if one.reference])
    rows = [(by_reference[one.reference], one.reason) for one in found if one.reference in by_reference]
    for one in found:
        if one.message is not None and len(one.message) == 32:
            query = select(PaymentRow).where(
                PaymentRow.run_id == UUID(one.message),
                PaymentRow.region == work.scope.region,
                PaymentRow.organisation == work.scope.organisation,
            )
            rows += [(row, one.reason) for row in (await work.session.exec(query.order_by(col(PaymentRow.id)).with_for_update())).all()]
    return rows


async def _came_back(work: Work, row: PaymentRow, reason: PaymentReturn) -> None:
    row.state, row.returned, row.changed_at = PaymentState.RETURNED, reason, work.now
    work.session.add(row)
    held = await applications.bare(work, row.application_id)
    await _line(work, held, "payment-returned", reason)
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


async def _line(work: Work, row: ApplicationRow, what: str, code: str | None = None) -> None:
    """A line of history, also of who was erased since."""
    row.history_length += 1
    row.version += 1
    work.session.add(row)
    work.session.add(HistoryRow(application_id=row.id, position=row.history_length, at=work.now, what=what, by=who(work.by), code=code))
    await work.flush()


async def repeat(work: Work, payment: UUID) -> PaymentRow:
    """A new payment that names the one it repeats; a second one of the same finds it taken."""
    row = await payments.mine(work, payment)
    if row.state != PaymentState.RETURNED or await _repeated(work, row.id):
        raise CannotRepeat(state=row.state)
    held = await applications.bare(work, row.application_id)
    has_account = await work.connection.fetchval(
        "select has_account from party where application_id = $1 and position = $2", row.application_id, row.position
    )
    again = PaymentRow(
        id=uuid7(),
        region=row.region,
        organisation=row.organisation,
        application_id=row.application_id,
        person_id=row.person_id,
        form=row.form,
        cents=row.cents,
        round=row.round,
        state=PaymentState.DUE,
        repeats=row.id,
        position=row.position,
        payable_from=work.now,
        has_account=bool(has_account),
        at=work.now,
        changed_at=work.now,
    )
    work.session.add(again)
    await applications.tasks_done(work, row.id)
    await _line(work, held, "payment-repeated")
    return again


async def _repeated(work: Work, payment: UUID) -> bool:
    found: bool = await work.connection.fetchval("select exists (select 1 from payment where repeats = $1)", payment)
    return found


async def collect(work: Work, payment: UUID, told: CollectionIn) -> PaymentRow:
    """At a meeting: a gift that was due, or a voucher or card whose list was made. Signed for once."""
    row = await payments.mine(work, payment)
    given = row.form == WaarderingForm.GIFT and row.state == PaymentState.DUE
    if not given and not (row.form in (WaarderingForm.VOUCHER, WaarderingForm.CARD) and row.state == PaymentState.SENT):
        raise NotToCollect(state=row.state)
    row.state, row.changed_at = PaymentState.COLLECTED, work.now
    await _note(work, row, told.signed_by)
    held = await applications.bare(work, row.application_id)
    await _line(work, held, "collected")
    if given:
        work.publish(
            WaarderingPaid(
                application_id=ApplicationId(held.id),
                person_id=PersonId(held.person_id),
                region=row.region,
                scheme_id=SchemeId(held.scheme_id),
                year=held.year,
                payment_id=PaymentId(row.id),
                cents=row.cents,
                form=WaarderingForm(row.form),
            )
        )
    return row


async def _note(work: Work, row: PaymentRow, text: str) -> None:
    """With the payee's key; of who was erased since nothing is written any more."""
    keys = await work.service.seals.for_many(work, [row.person_id])
    if row.person_id in keys:
        row.note = keys[row.person_id].seal("payment", "note", row.id, text)
    work.session.add(row)


async def cancel(work: Work, payment: UUID, told: PaymentCancellationIn) -> PaymentRow:
    """Not paid after all: before it went, or after it came back. The budget gets it back."""
    row = await payments.mine(work, payment)
    if row.state not in (PaymentState.DUE, PaymentState.RETURNED) or await _repeated(work, row.id):
        raise AlreadyPaid(state=row.state)
    row.state, row.changed_at = PaymentState.CANCELLED, work.now
    await _note(work, row, told.reason)
    held = await applications.bare(work, row.application_id)
    back = min(row.cents, held.committed_cents)
    if held.pot_id is not None and back:
        await budgets.release(work, held.pot_id, held.id, committed=back)
        held.committed_cents -= back
        deciding.room_again(work, held.pot_id)
    await applications.tasks_done(work, row.id)
    await _line(work, held, "payment-cancelled")
    return row
