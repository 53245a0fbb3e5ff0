"""Whoever applied, by her link: how it stands, her answer, her papers, and taking it back."""

from sqlmodel import col, select

from kernel.links import Link
from kernel.work import Work
from schemas.api.waardering.own import (
    CodeOpened,
    EvidenceShown,
    OwnAnswerIn,
    OwnApplication,
    OwnCodeIn,
    OwnEvidenceIn,
    OwnPayment,
    Scan,
)
from schemas.base import PaymentId
from schemas.words import ApplicationState, PaymentState, RefusalReason, WaarderingForm
from services.waardering import rules
from services.waardering.domain.papers import MediaType
from services.waardering.refusals import AlreadyDecided, AlreadyEnded, AlreadyPaid, NothingAsked
from services.waardering.store import applications, payments
from services.waardering.store.applications import Held
from services.waardering.tables import PaymentRow
from services.waardering.usecases import clocks, codes, papers, returning, saving, steps

HERSELF = "applicant"


async def show(work: Work, token: str) -> OwnApplication:
    link, held = await saving.hers(work, token, locked=False)
    work.record(held.row.person_id, what="own-application")
    return await _shown(work, link, held)


async def _shown(work: Work, link: Link, held: Held) -> OwnApplication:
    row, scheme = held.row, await rules.kept(work, held.row.scheme_hash)
    query = select(PaymentRow).where(PaymentRow.application_id == row.id, PaymentRow.state != PaymentState.CANCELLED)
    paid = (await work.session.exec(query.order_by(col(PaymentRow.id)))).all()
    repeated = {one.repeats for one in paid}
    open_ = row.state in steps.UNDECIDED
    return OwnApplication(
        id=held.id,
        reference=row.reference,
        scheme=row.scheme,
        scheme_name=scheme.name,
        state=ApplicationState(row.state),
        received_at=row.received_at,
        decide_by=row.decide_by,
        asked=held.told.asked if open_ else None,
        answer_by=row.answer_by,
        answered=held.told.answer is not None,
        cents=row.granted_cents,
        form=WaarderingForm(row.form) if row.form else None,
        reason=RefusalReason(row.reason) if row.reason else None,
        article=row.article,
        decided_at=row.decided_at,
        objection_until=row.objection_until,
        legal_nature=scheme.legal_nature.kind,
        wanted=await papers.wanted(work, held, scheme) if open_ else (),
        evidence=await papers.shown(work, held),
        takes_evidence=papers.takes(held, scheme),
        may_withdraw=await _may_withdraw(work, held),
        payments=tuple([await _payment(work, one, held, repeated=one.id in repeated) for one in paid]),
        expires_at=link.expires_at,
    )


async def _payment(work: Work, one: PaymentRow, held: Held, *, repeated: bool) -> OwnPayment:
    hers = one.person_id == held.row.person_id
    return OwnPayment(
        form=WaarderingForm(one.form),
        cents=one.cents,
        state=PaymentState(one.state),
        code_of=PaymentId(one.id) if hers and codes.waits(one) else None,
        account_of=PaymentId(one.id) if hers and await returning.may_change_account(work, one) else None,
        account_given=hers and one.new_account is not None,
        repeated=repeated,
        confirmed=one.confirmed_at is not None and one.state == PaymentState.SENT,
    )


async def code(work: Work, told: OwnCodeIn) -> CodeOpened:
    """Of what goes to herself; the codes of others are theirs."""
    _, held = await saving.hers(work, told.token, locked=False)
    return await codes.of_hers(work, held.row.id, held.row.person_id, told.payment_id)


async def answer(work: Work, told: OwnAnswerIn) -> OwnApplication:
    """The decision term goes on, and the officer looks; a late answer counts as long as nothing is decided."""
    link, held = await saving.hers(work, told.token)
    if held.row.state not in steps.UNDECIDED:
        raise AlreadyDecided(state=held.row.state)
    if held.told.asked is None or held.told.answer is not None:
        raise NothingAsked
    if held.row.asked_at is not None:
        clocks.resume(work, held)
    held.told = held.told.model_copy(update={"answer": told.text or ""})
    held.row.advice = "answered"
    await applications.tasks_done(work, held.row.id)
    work.task("applicant-answered", held.row.id, str(held.row.owner or "officer"), region=held.row.region)
    await applications.save(work, held, "answered", by=HERSELF)
    return await _shown(work, link, held)


async def hand_in(work: Work, told: OwnEvidenceIn, found: tuple[MediaType, Scan]) -> EvidenceShown:
    _, held = await saving.hers(work, told.token)
    row = await papers.hand_in(work, held, told, found)
    return next(one for one in await papers.shown(work, held) if one.id == row.id)


async def withdraw(work: Work, token: str) -> OwnApplication:
    link, held = await saving.hers(work, token)
    if held.row.state == ApplicationState.WITHDRAWN:
        raise AlreadyEnded
    if held.row.state == ApplicationState.REFUSED:
        raise AlreadyDecided(state=held.row.state)
    if not await _may_withdraw(work, held):
        raise AlreadyPaid
    await steps.take_back(work, held, by=HERSELF)
    return await _shown(work, link, held)


async def _may_withdraw(work: Work, held: Held) -> bool:
    if held.row.state in (ApplicationState.WITHDRAWN, ApplicationState.REFUSED):
        return False
    return not (await payments.left_the_house(work, held.row.id) or await payments.on_its_way(work, held.row.id))
