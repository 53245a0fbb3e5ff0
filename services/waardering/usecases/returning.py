"""What is paid again as a new payment that names the one it repeats, and what is not paid after all."""

from uuid import UUID

from uuid_utils.compat import uuid7

from kernel.work import Work
from schemas.api.waardering import PaymentCancellationIn, RepeatIn
from schemas.words import ApplicationState, PaymentState, WaarderingForm
from services.waardering.gateways.transfers import checked_iban
from services.waardering.refusals import AlreadyPaid, CannotRepeat, PersonErased
from services.waardering.store import applications, budgets, payments, people
from services.waardering.tables import PaymentRow
from services.waardering.told import Account
from services.waardering.usecases import deciding


async def repeat(work: Work, payment: UUID, told: RepeatIn) -> PaymentRow:
    """A second one of the same finds it taken."""
    row = await payments.mine(work, payment)
    held = await applications.bare(work, row.application_id)
    if not await may_repeat(work, row):
        raise CannotRepeat(state=row.state)
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
        has_account=bool(has_account) or row.account is not None,
        supplier=row.supplier,
        part=row.part,
        at=work.now,
        changed_at=work.now,
    )
    await _to_account(work, row, again, told)
    work.session.add(again)
    await applications.tasks_done(work, row.id)
    await payments.line(work, row.id, "repeated", work.by.subject)
    how = "account-by-payee" if told.iban is None and row.new_account is not None else "account-corrected" if again.account_by else None
    row.new_account = row.new_account_at = None
    work.session.add(row)
    await payments.line(work, again.id, "repeats", work.by.subject, how)
    await applications.line_of(work, held, "payment-repeated")
    return again


async def _to_account(work: Work, row: PaymentRow, again: PaymentRow, told: RepeatIn) -> None:
    """As corrected now, as the payee gave it since, or as corrected at an earlier repeat; without any as given with the application."""
    if told.iban is None and row.account is None and row.new_account is None:
        return
    keys = await work.service.seals.for_many(work, [row.person_id])
    if row.person_id not in keys:
        raise PersonErased
    seal = keys[row.person_id]
    if told.iban is None or row.form != WaarderingForm.MONEY:
        if row.new_account is not None:
            again.account = seal.seal("payment", "account", again.id, seal.open_bytes("payment", "new_account", row.id, row.new_account))
            again.account_by, again.has_account = work.by.staff, True
        elif row.account is not None:
            again.account = seal.seal("payment", "account", again.id, seal.open_bytes("payment", "account", row.id, row.account))
            again.account_by = row.account_by
        return
    name = told.account_name or (await people.details(work, [row.person_id]))[row.person_id].name
    account = Account(name=name, iban=checked_iban(told.iban, "/iban"))
    again.account, again.account_by = seal.seal("payment", "account", again.id, account.to_bytes()), work.by.staff
    again.has_account = True


async def may_repeat(work: Work, row: PaymentRow) -> bool:
    """Once, and only while what it pays is granted: refused or decided anew since, that decision says what is paid."""
    if row.state != PaymentState.RETURNED or await repeated_by(work, row.id):
        return False
    return await applications.state_of(work, row.application_id) == ApplicationState.GRANTED


async def may_change_account(work: Work, row: PaymentRow) -> bool:
    """Her own, as long as it was not paid again; where it goes to a good cause, the account is that one's."""
    return row.form == WaarderingForm.MONEY and row.supplier is None and await may_repeat(work, row)


async def repeated_by(work: Work, payment: UUID) -> UUID | None:
    found: UUID | None = await work.connection.fetchval("select id from payment where repeats = $1", payment)
    return found


async def cancel(work: Work, payment: UUID, told: PaymentCancellationIn) -> PaymentRow:
    """Not paid after all: before it went, or after it came back. The budget gets it back."""
    row = await payments.mine(work, payment)
    if row.state not in (PaymentState.DUE, PaymentState.RETURNED) or await repeated_by(work, row.id):
        raise AlreadyPaid(state=row.state)
    row.state, row.changed_at, row.new_account, row.new_account_at = PaymentState.CANCELLED, work.now, None, None
    await payments.note(work, row, told.reason)
    held = await applications.bare(work, row.application_id)
    back = min(row.cents, held.committed_cents)
    if held.pot_id is not None and back:
        await budgets.release(work, held.pot_id, held.id, committed=back)
        held.committed_cents -= back
        deciding.room_again(work, held.pot_id)
    await applications.tasks_done(work, row.id)
    await payments.line(work, row.id, "cancelled", work.by.subject)
    await applications.line_of(work, held, "payment-cancelled")
    return row
