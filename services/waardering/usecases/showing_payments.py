"""Payments, runs, bank reports and hand-out lists as they are shown; every person shown is recorded. No list holds a code."""

from collections.abc import Mapping, Sequence
from typing import cast
from uuid import UUID

from kernel.work import Work
from schemas.api.base import Happened
from schemas.api.waardering import (
    BankReport,
    BankReportLine,
    HandOut,
    HandOutLine,
    Payment,
    PaymentShown,
    Ready,
    Run,
    RunCheck,
    RunShown,
)
from schemas.base import ApplicationId, PaymentId, PersonId, StaffId
from schemas.words import BankOutcome, PaymentReturn, PaymentState, RunState, WaarderingForm
from services.waardering.gateways.returns import Kind
from services.waardering.store import applications, bank, handouts, payment_facts, people
from services.waardering.store import payments as store
from services.waardering.tables import BankReportRow, HandOutRow, PaymentRow, RunRow
from services.waardering.told import Account, Details
from services.waardering.usecases import accounts, handing, returning

GONE = "(gewist)"


async def payments(work: Work, rows: Sequence[PaymentRow]) -> list[Payment]:
    known = await people.details(work, {row.person_id for row in rows})
    work.record(*(row.person_id for row in rows), what="payment", action="list")
    return [_payment(row, known) for row in rows]


def _payment(row: PaymentRow, known: Mapping[UUID, Details]) -> Payment:
    person = known.get(row.person_id)
    return Payment(
        id=PaymentId(row.id),
        application_id=ApplicationId(row.application_id),
        person_id=PersonId(row.person_id),
        name=person.name if person else GONE,
        form=WaarderingForm(row.form),
        cents=row.cents,
        state=PaymentState(row.state),
        run_id=str(row.run_id) if row.run_id else None,
        repeats=PaymentId(row.repeats) if row.repeats else None,
        returned=PaymentReturn(row.returned) if row.returned else None,
        supplier=row.supplier,
        has_code=row.sealed is not None,
        confirmed_at=row.confirmed_at,
        collected_at=row.collected_at,
        new_account_at=row.new_account_at,
    )


async def payment(work: Work, row: PaymentRow) -> PaymentShown:
    """With everything that happened to it."""
    known = await people.details(work, [row.person_id])
    work.record(row.person_id, what="payment")
    account = (await store.accounts(work, [row])).get(row.id) if row.form == WaarderingForm.MONEY else None
    new = await accounts.given(work, row)
    again = await returning.repeated_by(work, row.id)
    return PaymentShown(
        **_payment(row, known).model_dump(),
        reference=await applications.reference_of(work, row.application_id),
        iban=_in_part(account) if account else None,
        account_corrected=row.account_by is not None,
        new_iban=_in_part(new) if new else None,
        repeated_by=PaymentId(again) if again else None,
        history=tuple(await _history(work, row)),
        may_repeat=await returning.may_repeat(work, row),
        may_cancel=row.state in (PaymentState.DUE, PaymentState.RETURNED) and again is None,
        may_undo=handing.may_undo(work, row),
    )


def _in_part(account: Account) -> str:
    return f"{account.iban[:4]} … {account.iban[-4:]}"


async def _history(work: Work, row: PaymentRow) -> list[Happened]:
    """Made, what its run tells, and what was done since."""
    found = [Happened(at=row.at, what="made")]
    run = await work.session.get(RunRow, row.run_id) if row.run_id else None
    if run is not None:
        found.append(Happened(at=run.made_at, what="in-run", by=str(run.made_by)))
        if run.approved_at is not None:
            found.append(Happened(at=run.approved_at, what="sent", by=str(run.approved_by)))
    found += [Happened(at=one.at, what=one.what, by=one.by, code=one.code) for one in await payment_facts.history(work, row.id)]
    return sorted(found, key=lambda one: one.at)


def ready(one: payment_facts.Ready) -> Ready:
    return Ready(
        form=WaarderingForm(one.form),
        supplier=one.supplier,
        count=one.payments,
        total_cents=one.cents,
        without_account=one.without_account,
        later=one.later,
    )


def run(row: RunRow) -> Run:
    return Run(
        id=str(row.id),
        version=row.version,
        form=WaarderingForm(row.form),
        supplier=row.supplier,
        state=RunState(row.state),
        count=row.count,
        total_cents=row.total_cents,
        made_at=row.made_at,
        made_by=StaffId(row.made_by),
        approved_at=row.approved_at,
        approved_by=StaffId(row.approved_by) if row.approved_by else None,
        file_hash=row.file_hash.hex() if row.file_hash else None,
    )


async def whole_run(work: Work, row: RunRow) -> RunShown:
    """With what was checked, who took the file, and what the bank said since."""
    now = await payment_facts.tally(work, row.id)
    checks = [
        RunCheck(code="count", good=now.payments == row.count, count=now.payments),
        RunCheck(code="total", good=now.cents == row.total_cents),
        RunCheck(code="twice", good=not now.twice, count=now.twice),
    ]
    if row.form == WaarderingForm.MONEY:
        checks += [RunCheck(code="accounts", good=not now.without_account, count=now.without_account)]
        checks += [RunCheck(code="corrected", good=not now.corrected, count=now.corrected)]
    fetched = await payment_facts.fetched(work, row.id)
    me = work.by.staff
    return RunShown(
        **run(row).model_dump(),
        checks=tuple(checks) if row.state != RunState.REJECTED else (),
        fetched=tuple(Happened(at=one.at, what="fetched", by=one.by) for one in fetched),
        confirmed=now.confirmed,
        returned=now.returned,
        returned_cents=now.returned_cents,
        collected=now.collected,
        codes=now.codes,
        corrected=now.corrected,
        may_approve=row.state == RunState.PROPOSED and row.made_by != me and me not in await payment_facts.corrected_by(work, row.id),
    )


async def reports(work: Work, rows: Sequence[BankReportRow]) -> list[BankReport]:
    counts = await bank.counts(work, [row.id for row in rows])
    return [_report(row, counts.get(row.id, {})) for row in rows]


async def report(work: Work, row: BankReportRow, *, again: bool = False) -> BankReport:
    counts = await bank.counts(work, [row.id])
    lines = await bank.lines(work, row.id)
    persons = {one.person for one in lines if one.person}
    known = await people.details(work, persons)
    work.record(*persons, what="payment", action="list")
    shown = tuple(
        BankReportLine(
            outcome=BankOutcome(one.outcome),
            reason=PaymentReturn(one.reason) if one.reason else None,
            cents=one.cents,
            payment_id=PaymentId(one.payment) if one.payment else None,
            application_id=ApplicationId(one.application) if one.application else None,
            name=(known[one.person].name if one.person in known else GONE) if one.person else None,
        )
        for one in lines
    )
    return _report(row, counts.get(row.id, {}), again=again, lines=shown)


def _report(row: BankReportRow, counts: Mapping[str, int], *, again: bool = False, lines: tuple[BankReportLine, ...] = ()) -> BankReport:
    return BankReport(
        id=row.id,
        kind=cast(Kind, row.kind),
        read_at=row.read_at,
        read_by=StaffId(row.read_by),
        again=again,
        paid=counts.get(BankOutcome.PAID, 0),
        returned=counts.get(BankOutcome.RETURNED, 0),
        known_already=counts.get(BankOutcome.KNOWN, 0),
        on_its_way=counts.get(BankOutcome.ON_ITS_WAY, 0),
        other_amount=counts.get(BankOutcome.OTHER_AMOUNT, 0),
        not_ours=counts.get(BankOutcome.UNKNOWN, 0),
        lines=lines,
    )


async def hand_outs(work: Work, rows: Sequence[HandOutRow]) -> list[HandOut]:
    counts = await handouts.counts(work, [row.id for row in rows])
    return [_hand_out(row, *counts.get(row.id, (0, 0))) for row in rows]


async def hand_out(work: Work, row: HandOutRow) -> HandOut:
    """In order of name, as people come to the table."""
    found = await handouts.payments_on(work, row.id)
    lines = sorted(await hand_out_lines(work, row.id, found), key=lambda one: (one.name.casefold(), one.payment_id))
    return _hand_out(row, len(lines), sum(one.state == PaymentState.COLLECTED for one in lines), tuple(lines))


async def hand_out_lines(work: Work, list_: UUID, rows: Sequence[PaymentRow]) -> list[HandOutLine]:
    persons = {row.person_id for row in rows}
    known = await people.details(work, persons)
    keys = await work.service.seals.for_many(work, [row.person_id for row in rows if row.collected_at])
    work.record(*persons, what="hand-out", action="list")
    return [
        HandOutLine(
            token=handing.token(work, list_, row.id),
            hand_out_id=list_,
            payment_id=PaymentId(row.id),
            name=known[row.person_id].name if row.person_id in known else GONE,
            form=WaarderingForm(row.form),
            cents=row.cents,
            state=PaymentState(row.state),
            collected_at=row.collected_at,
            collected_by=row.collected_by,
            signed_by=keys[row.person_id].open("payment", "note", row.id, row.note)
            if row.collected_at and row.note and row.person_id in keys
            else None,
        )
        for row in rows
    ]


def _hand_out(row: HandOutRow, count: int, collected: int, lines: tuple[HandOutLine, ...] = ()) -> HandOut:
    return HandOut(
        id=row.id, title=row.title, on=row.on, made_at=row.made_at, made_by=row.made_by, count=count, collected=collected, lines=lines
    )
