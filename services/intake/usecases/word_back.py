"""What the sender reads of a signal, and where the signaller may hear of it."""

from uuid import UUID

from kernel.access import RESTRICTED
from kernel.work import Work
from schemas.api.intake import SignallerContact, SignalStatus
from schemas.words import ConsentPurpose, Described, MessageKind, Safe, SignallerKind, SignalState
from services.intake.domain import word_back
from services.intake.domain.consents import given
from services.intake.refusals import FileErased
from services.intake.store import consents as consent_store
from services.intake.store import people, signals
from services.intake.tables import Signal
from services.intake.usecases.common import story
from services.intake.usecases.receive import sender


async def status(work: Work, signal_id: UUID) -> SignalStatus:
    """For who sent it; without her consent it says received and closed, and nothing between."""
    signal = await signals.of_sender(work, signal_id, sender(work.by))
    all_of_it = word_back.hears_all(
        SignallerKind(signal.signalled_by), consented=await _consented(work, signal), restricted=signal.restricted
    )
    state = SignalState(signal.state)
    action = RESTRICTED if signal.restricted else "read"
    work.record(await work.current(signal.caregiver_id), what="signal-status", action=action)
    return SignalStatus(
        id=signals.id_of(signal),
        reference=signal.reference,
        state=word_back.state_told(state, all_of_it=all_of_it),
        received_at=signal.received_at,
        due_at=signal.due_at if not signal.stopped else None,
        external_id=signal.external_id,
        history=word_back.history_told(await signals.history(work, signal), all_of_it=all_of_it),
        next_step=word_back.next_step(state, all_of_it=all_of_it),
    )


async def _consented(work: Work, signal: Signal) -> bool:
    return given(await consent_store.of_signal(work, signal), Described.CAREGIVER, ConsentPurpose.FEEDBACK_TO_SIGNALLER)


async def signaller(work: Work, signal_id: UUID, about: MessageKind) -> SignallerContact | None:
    """Nothing: no word back about this, or nowhere to send it."""
    signal = await signals.heard_of(work, signal_id)
    if signal is None:
        return None
    kind = SignallerKind(signal.signalled_by)
    if not word_back.may_hear(about, kind, consented=await _consented(work, signal), restricted=signal.restricted):
        return None
    try:
        who = (await story(work, signal)).signaller
    except FileErased:
        return None
    email, name = who.email, who.name
    if email is None and kind is SignallerKind.SELF:
        herself = (await people.known(work, [signal.caregiver_id])).get(signal.caregiver_id)
        if herself is not None and herself.details.safe_to_contact.email is not Safe.NO:
            email, name = herself.details.email, herself.details.given_name
    if email is None:
        return None
    caregiver_id = await work.current(signal.caregiver_id)
    work.record(caregiver_id, what="signaller-contact", action=RESTRICTED if signal.restricted else "read")
    return SignallerContact(email=email, name=name, reference=signal.reference, external_id=signal.external_id)
