"""Payout runs: one makes it, another approves it, and only then the file is made, once, in the transaction that sends its payments."""

from collections.abc import Iterable, Mapping
from hashlib import sha256
from uuid import UUID

from sqlmodel import col, select
from uuid_utils.compat import uuid7

from kernel.refusals import BadInput, Forbidden, InputError, NotFound
from kernel.sealing import PersonSeal
from kernel.work import Work
from schemas.api.waardering import CodesIn, RunApprovalIn, RunFile, RunIn
from schemas.base import ApplicationId, PaymentId, PersonId, SchemeId
from schemas.waardering import WaarderingCodeReady, WaarderingPaid
from schemas.words import PaymentState, RunState, WaarderingForm
from services.waardering import terms
from services.waardering.deadlines import FileKept
from services.waardering.gateways import lists, transfers
from services.waardering.refusals import AlreadyApproved, BySomeoneElse, ChangedMeanwhile, NothingToPay, SeveralSuppliers
from services.waardering.region import region
from services.waardering.store import applications, payment_facts, payments
from services.waardering.tables import PaymentRow, RunFetchRow, RunRow
from services.waardering.usecases.keeping import kept_until

LIST_FORMS = frozenset({WaarderingForm.VOUCHER, WaarderingForm.CARD})


async def make(work: Work, told: RunIn) -> RunRow:
    """Everything of this form that is due and can go; nothing leaves the house yet."""
    if work.by.staff is None or work.by.organisation is None:
        raise Forbidden  # a person makes it for an organisation
    if told.form is WaarderingForm.MONEY:
        region(work.by.region).account(work.by.organisation)
    row = RunRow(
        id=uuid7(),
        region=work.by.region,
        organisation=work.by.organisation,
        form=told.form,
        supplier=await _supplier(work, told),
        state=RunState.PROPOSED,
        made_at=work.now,
        made_by=work.by.staff,
        count=0,
        total_cents=0,
    )
    work.session.add(row)
    await work.flush()
    row.count, row.total_cents = await payments.take(work, row.id, told.form, row.supplier, told.most)
    if not row.count:
        raise NothingToPay
    work.session.add(row)
    return row


async def _supplier(work: Work, told: RunIn) -> str | None:
    """As told; otherwise the only one."""
    if told.supplier is not None or told.form not in LIST_FORMS:
        return told.supplier
    found = [one.supplier for one in await payment_facts.ready(work) if one.form == told.form and one.payments]
    if len(found) > 1:
        raise SeveralSuppliers
    return found[0] if found else None


async def mine(work: Work, run: UUID, version: int | None, *, locked: bool = False) -> RunRow:
    query = select(RunRow).where(RunRow.id == run, RunRow.region == work.scope.region, RunRow.organisation == work.scope.organisation)
    if locked:
        query = query.with_for_update().execution_options(populate_existing=True)
    row = (await work.session.exec(query)).one_or_none()
    if row is None:
        raise NotFound
    if version is not None and row.version != version:
        by, at = row.approved_by, row.approved_at
        raise ChangedMeanwhile(by=str(by) if by else None, at=at.isoformat() if at else None, version=row.version)
    return row


async def page(work: Work, after: UUID | None, size: int) -> list[RunRow]:
    """The latest first."""
    query = select(RunRow).where(RunRow.region == work.scope.region, RunRow.organisation == work.scope.organisation)
    if after is not None:
        query = query.where(col(RunRow.id) < after)
    return list((await work.session.exec(query.order_by(col(RunRow.id).desc()).limit(size + 1))).all())


async def approve(work: Work, run: UUID, told: RunApprovalIn, version: int) -> RunRow:
    """By someone else than who made it. A process that dies on the way has sent nothing, and may do it again."""
    row = await mine(work, run, version, locked=True)
    if row.state != RunState.PROPOSED:
        raise AlreadyApproved(state=row.state, by=str(row.approved_by), at=row.approved_at.isoformat() if row.approved_at else None)
    if row.made_by == work.by.staff or work.by.staff in await payment_facts.corrected_by(work, row.id):
        raise BySomeoneElse
    row.approved_at, row.approved_by, row.version = work.now, work.by.staff, row.version + 1
    row.state = RunState.APPROVED if told.approve else RunState.REJECTED
    if told.approve:
        await _send(work, row)
    else:
        await work.connection.execute(
            "update payment set state = 'due', run_id = null, changed_at = $2 where run_id = $1", row.id, work.now
        )
    work.session.add(row)
    return row


async def _send(work: Work, row: RunRow) -> None:
    rows = await payments.of_run(work, row.id)
    if (len(rows), sum(one.cents for one in rows)) != (row.count, row.total_cents):
        raise ChangedMeanwhile
    file = await _file(work, row, rows)
    seal = await work.service.seals.of(work, row.id)
    row.file, row.file_hash = seal.seal("run", "file", row.id, file), sha256(file).digest()
    work.remind(FileKept(run_id=row.id), at=kept_until(work.now))
    await work.flush()
    await work.connection.execute("update payment set state = 'sent', changed_at = $2 where run_id = $1", row.id, work.now)
    work.record(*(one.person_id for one in rows), what="payout-file", action="made")
    for one, scheme, year, applicant in await _about(work, rows):
        _tell_paid(work, one, scheme, year, applicant)


async def _about(work: Work, rows: list[PaymentRow]) -> list[tuple[PaymentRow, UUID, int, UUID]]:
    ids = {one.application_id for one in rows}
    found = await work.connection.fetch("select id, scheme_id, year, person_id from application where id = any($1)", list(ids))
    by_id = {row[0]: tuple(row[1:]) for row in found}
    return [(one, *by_id[one.application_id]) for one in rows]


def _tell_paid(work: Work, one: PaymentRow, scheme: UUID, year: int, applicant: UUID) -> None:
    work.publish(
        WaarderingPaid(
            application_id=ApplicationId(one.application_id),
            person_id=PersonId(applicant),
            region=one.region,
            scheme_id=SchemeId(scheme),
            year=year,
            payment_id=PaymentId(one.id),
            cents=one.cents,
            form=WaarderingForm(one.form),
            repeats=PaymentId(one.repeats) if one.repeats else None,
        )
    )


async def _file(work: Work, row: RunRow, rows: list[PaymentRow]) -> bytes:
    if row.form != WaarderingForm.MONEY:
        return lists.ordered(lists.Wanted(one.id.hex, one.cents) for one in rows)
    accounts = await payments.accounts(work, rows)
    without = [one for one in rows if one.id not in accounts]
    if without:
        raise BadInput([InputError("", f"{len(without)} of these have no account any more.", "cancel them first")])
    ours = region(row.region).account(row.organisation)
    references = await _references(work, rows)
    return transfers.made(
        message=row.id.hex,
        at=work.now,
        on=terms.day_of(work.now),
        payer=transfers.Account(ours.name, transfers.checked_iban(ours.iban, "/account")),
        transfers=[
            transfers.Transfer(
                one.id.hex,
                transfers.Account(accounts[one.id].name, accounts[one.id].iban),
                one.cents,
                f"Waardering {references[one.application_id]}",
            )
            for one in rows
        ],
    )


async def _references(work: Work, rows: list[PaymentRow]) -> dict[UUID, str]:
    found = await work.connection.fetch(
        "select id, reference from application where id = any($1)", list({one.application_id for one in rows})
    )
    return {row[0]: row[1] for row in found}


async def file_of(work: Work, run: UUID) -> RunFile:
    """The same bytes each time; who fetched it is recorded for everyone in it."""
    row = await mine(work, run, None)
    if row.file is None:
        raise NotFound
    seal = await work.service.seals.existing(work, row.id)
    text = seal.open("run", "file", row.id, row.file)
    people = await work.connection.fetch("select distinct person_id from payment where run_id = $1", row.id)
    work.record(*(one[0] for one in people), what="payout-file")
    work.session.add(RunFetchRow(id=uuid7(), run_id=row.id, at=work.now, by=work.by.subject))
    money = row.form == WaarderingForm.MONEY
    name = f"{row.made_at:%Y-%m-%d}-{row.form}-{row.id.hex[-8:]}.{'xml' if money else 'csv'}"
    return RunFile(file_name=name, media_type="application/xml" if money else "text/csv", text=text)


async def take_codes(work: Work, run: UUID, told: CodesIn) -> RunRow:
    """What the supplier returned, sealed with each payee's key; a code once there is never replaced by another."""
    row = await mine(work, run, None, locked=True)
    if row.state != RunState.APPROVED or row.form not in LIST_FORMS:
        raise NotFound
    codes = lists.codes(told.csv)
    rows = {one.id.hex: one for one in await payments.of_run(work, row.id)}
    unknown = codes.keys() - rows.keys()
    if unknown:
        raise BadInput([InputError("/csv", f"{len(unknown)} references are not of this run.", "the supplier's own answer to this list")])
    seals = await work.service.seals.for_many(work, [rows[reference].person_id for reference in codes])
    _not_given_before(rows.values(), codes, await work.service.seals.for_many(work, [one.person_id for one in rows.values() if one.sealed]))
    taken: list[PaymentRow] = []
    for reference, code in codes.items():
        one = rows[reference]
        if one.sealed is None and one.person_id in seals and one.state == PaymentState.SENT:
            one.sealed = seals[one.person_id].seal("payment", "sealed", one.id, code)
            one.changed_at = work.now
            work.session.add(one)
            taken.append(one)
    await payments.lines(work, [one.id for one in taken], "code-taken", work.by.subject, [None] * len(taken))
    for one, scheme, year, applicant in await _about(work, taken):
        work.publish(
            WaarderingCodeReady(
                application_id=ApplicationId(one.application_id),
                person_id=PersonId(applicant),
                region=one.region,
                scheme_id=SchemeId(scheme),
                year=year,
                payment_id=PaymentId(one.id),
                form=WaarderingForm(one.form),
                payee_id=PersonId(one.person_id),
            )
        )
    return row


def _not_given_before(rows: Iterable[PaymentRow], codes: Mapping[str, str], seals: Mapping[UUID, PersonSeal]) -> None:
    """The code that somebody of this run has already goes to nobody else."""
    there = [one for one in rows if one.sealed and one.person_id in seals]
    owners = {seals[one.person_id].open("payment", "sealed", one.id, one.sealed or b""): one.id.hex for one in there}
    twice = [code for reference, code in codes.items() if owners.get(code, reference) != reference]
    if twice:
        raise BadInput([InputError("/csv", f"{len(twice)} codes were given to someone else before.", "one code for each reference")])


async def code_of(work: Work, payment: UUID) -> str:
    """Of one voucher or card, for who hands it over; who looked is recorded."""
    row = await payments.mine(work, payment)
    keys = await work.service.seals.for_many(work, [row.person_id])
    if row.sealed is None or row.person_id not in keys:
        raise NotFound
    work.record(row.person_id, what="voucher-code")
    await payments.line(work, row.id, "code-read", work.by.subject)
    await applications.tasks_done(work, row.id)
    return keys[row.person_id].open("payment", "sealed", row.id, row.sealed)
