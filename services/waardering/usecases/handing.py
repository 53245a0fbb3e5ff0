"""Presents, vouchers and cards handed over at a meeting: listed, found by their square code or a name, signed for once."""

from base64 import urlsafe_b64encode
from datetime import timedelta
from hashlib import sha256
from uuid import UUID, uuid5

from uuid_utils.compat import uuid7

from kernel.refusals import Forbidden
from kernel.work import Work
from schemas.api.waardering import CollectionIn, HandOutIn
from schemas.base import ApplicationId, PaymentId, PersonId, SchemeId
from schemas.waardering import WaarderingPaid
from schemas.words import LetterKind, PaymentState, WaarderingForm
from services.waardering.deadlines import CollectionStands
from services.waardering.refusals import AlreadyCollected, NothingToHandOut, NotToCollect, TooLateToUndo
from services.waardering.store import applications, handouts, payments
from services.waardering.store.letters import Planned
from services.waardering.tables import HandOutRow, PaymentRow
from services.waardering.usecases import lettering

UNDO = timedelta(minutes=15)
"""So long a mistake at the table is taken back; after that it is told that it was paid."""
LISTED = (WaarderingForm.VOUCHER, WaarderingForm.CARD)


def token(work: Work, hand_out: UUID, payment: UUID) -> str:
    """The same each time the list is printed, and nobody can guess it."""
    return urlsafe_b64encode(work.service.seals.keyed_hash_long("hand-out", f"{hand_out}/{payment}")[:18]).decode()


def hash_of(given: str) -> bytes:
    return sha256(given.encode()).digest()


async def make(work: Work, told: HandOutIn) -> HandOutRow:
    """Everything in these forms that lies ready at this moment."""
    if work.by.staff is None or work.by.organisation is None:
        raise Forbidden  # a person makes it for an organisation
    row = HandOutRow(
        id=uuid7(),
        region=work.scope.region,
        organisation=work.by.organisation,
        title=told.title,
        on=told.on,
        made_at=work.now,
        made_by=work.by.subject,
    )
    work.session.add(row)
    await work.flush()
    found = await handouts.lying_ready(work, told.forms)
    if not found:
        raise NothingToHandOut
    await handouts.add(work, row.id, {payment: hash_of(token(work, row.id, payment)) for payment in found})
    if told.tell:
        listed = await handouts.payments_on(work, row.id)
        await lettering.plan(work, [Planned(one.application_id, LetterKind.COLLECT, one.id, uuid5(row.id, str(one.id))) for one in listed])
    return row


async def collect(work: Work, payment: UUID, told: CollectionIn) -> PaymentRow:
    """A gift that was due, or a voucher or card whose list was made. Signed for once."""
    row = await payments.mine(work, payment)
    if row.state == PaymentState.COLLECTED:
        assert row.collected_at is not None
        raise AlreadyCollected(at=row.collected_at.isoformat(), by=row.collected_by)
    if not (_given(row) and row.state == PaymentState.DUE) and not (row.form in LISTED and row.state == PaymentState.SENT):
        raise NotToCollect(state=row.state)
    row.state, row.changed_at, row.collected_at, row.collected_by = PaymentState.COLLECTED, work.now, work.now, work.by.subject
    await payments.note(work, row, told.signed_by)
    await payments.line(work, row.id, "collected", work.by.subject, "scanned" if told.scanned else "by-name")
    await applications.tasks_done(work, row.id)
    await applications.line_of(work, await applications.bare(work, row.application_id), "collected")
    if _given(row):
        work.remind(CollectionStands(payment_id=PaymentId(row.id)), at=work.now + UNDO)
    return row


def _given(row: PaymentRow) -> bool:
    """A present leaves the house here, and not by a run."""
    return row.form == WaarderingForm.GIFT


def may_undo(work: Work, row: PaymentRow) -> bool:
    return row.state == PaymentState.COLLECTED and row.collected_at is not None and work.now < row.collected_at + UNDO


async def undo(work: Work, payment: UUID) -> PaymentRow:
    """The wrong name was ticked: for a short while it lies ready again."""
    row = await payments.mine(work, payment)
    held = await applications.bare(work, row.application_id)
    if not may_undo(work, row) or held.round != row.round:  # decided anew since, with what was handed over counted along
        raise TooLateToUndo(state=row.state)
    row.state = PaymentState.DUE if _given(row) else PaymentState.SENT
    row.changed_at, row.collected_at, row.collected_by, row.note = work.now, None, None, None
    work.session.add(row)
    work.forget(CollectionStands, row.id)
    await payments.line(work, row.id, "collection-undone", work.by.subject)
    await applications.line_of(work, held, "collection-undone")
    return row


async def stands(work: Work, payment: UUID) -> None:
    """It was not taken back in time: it is paid."""
    row = await payments.locked(work, payment)
    if row is None or row.state != PaymentState.COLLECTED:
        return
    held = await applications.bare(work, row.application_id)
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
