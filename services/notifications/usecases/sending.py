"""Sends one message: asks, writes, hands it to the mail server, and notes what became of it."""

from datetime import timedelta
from uuid import UUID

from kernel.errands import Outing
from kernel.service import Service
from kernel.work import Work
from schemas.base import InvitationId, LetterId, MessageId, PaymentId, PersonId, SignalId
from schemas.notifications import CallAsked, CodeHandled, InvitationHandled, LetterHandled, MessageSent
from schemas.words import CallReason, Channel, InvitationOutcome, PaperReason
from services.notifications import store
from services.notifications.domain.messages import Planned, Recipient, State
from services.notifications.gateways import smtp
from services.notifications.gateways.letters import Letter, envelope
from services.notifications.gateways.neighbours import Neighbours
from services.notifications.promises import SendMessage
from services.notifications.settings import post
from services.notifications.usecases.composing import Composer, Later, MustRing, OnPaper, Withheld
from services.notifications.usecases.writing import first_moment

ASKED_AGAIN = timedelta(minutes=30)
"""So long after it goes on, what a campaign held back is on its way."""


TOLD_BY_WAARDERING = (Recipient.ADDRESSEE, Recipient.PAYEE)
"""Where mail does not reach them, waardering finds another way."""
HERS = (Recipient.CAREGIVER, Recipient.INVITED, Recipient.APPLICANT, *TOLD_BY_WAARDERING)


async def send(service: Service, message_id: MessageId, out: Outing) -> None:
    """At least once: after a crash between sending and noting it goes again, with the same Message-ID."""
    async with out.work() as work:
        found = await store.waiting(work, message_id)
        person_id = await work.current(found[0].person_id) if found and found[0].person_id else None
    if found is None:
        return
    planned, asked_at = found
    if (morning := first_moment(planned.kind, out.now)) > out.now:
        # Planned by day, and tried again only now.
        async with out.done() as work:
            work.errand(SendMessage(message_id=message_id, region=planned.region), not_before=morning)
        return
    composer = Composer(Neighbours(service, planned.region), address=service.settings.where, now=out.now)
    letter = await composer.compose(planned, person_id=person_id, asked_at=asked_at)
    match letter:
        case Withheld(reason):
            async with out.done() as work:
                await store.ended(work, message_id, State.WITHHELD, reason=reason)
                _tell_waardering(work, planned, message_id, InvitationOutcome.WITHHELD)
        case Later():
            async with out.done() as work:
                work.errand(SendMessage(message_id=message_id, region=planned.region), not_before=out.now + ASKED_AGAIN)
        case OnPaper(reason):
            async with out.done() as work:
                await _on_paper(work, planned, message_id, reason)
        case MustRing(reason):
            async with out.done() as work:
                await _ask_for_a_call(work, message_id, reason)
        case Letter():
            await _post(letter, planned, message_id, person_id, out)


async def _post(letter: Letter, planned: Planned, message_id: MessageId, person_id: UUID | None, out: Outing) -> None:
    try:
        await smtp.send(envelope(letter, message_id=message_id, now=out.now, mail=post().mail), post().smtp)
    except smtp.Undeliverable:
        async with out.done() as work:
            await undeliverable(work, message_id)
        return
    async with out.done() as work:
        if await store.ended(work, message_id, State.SENT, channel=Channel.EMAIL) is not None:
            hers = planned.recipient in HERS
            work.publish(
                MessageSent(
                    message_id=message_id,
                    region=planned.region,
                    kind=planned.kind,
                    channel=Channel.EMAIL,
                    person_id=PersonId(person_id) if hers and person_id else None,
                )
            )
            _tell_waardering(work, planned, message_id, InvitationOutcome.SENT)
            if planned.recipient in TOLD_BY_WAARDERING:
                work.publish(_handled(planned, message_id, Channel.EMAIL))


async def _on_paper(work: Work, planned: Planned, message_id: MessageId, reason: PaperReason) -> None:
    if await store.ended(work, message_id, State.ON_PAPER, channel=Channel.LETTER, reason=reason.value) is not None:
        work.publish(_handled(planned, message_id, Channel.LETTER, reason))


def _handled(planned: Planned, message_id: MessageId, channel: Channel, reason: PaperReason | None = None) -> LetterHandled | CodeHandled:
    if planned.recipient is Recipient.PAYEE:
        payment = PaymentId(planned.recipient_id)
        return CodeHandled(message_id=message_id, region=planned.region, kind=planned.kind, payment_id=payment, reason=reason)
    return LetterHandled(
        message_id=message_id,
        region=planned.region,
        kind=planned.kind,
        letter_id=LetterId(planned.recipient_id),
        channel=channel,
        reason=reason,
    )


def _tell_waardering(work: Work, planned: Planned, message_id: MessageId, outcome: InvitationOutcome) -> None:
    """Only of what it asked for; what mail cannot deliver goes out by letter there."""
    if planned.recipient is Recipient.INVITED:
        work.publish(
            InvitationHandled(
                message_id=message_id,
                region=planned.region,
                kind=planned.kind,
                invitation_id=InvitationId(planned.recipient_id),
                outcome=outcome,
            )
        )


async def undeliverable(work: Work, message_id: MessageId) -> None:
    """Mail will not reach them: a caregiver is rung, for anyone else a person mends the address."""
    found = await store.waiting(work, message_id)
    if found is None:
        return
    if found[0].recipient is Recipient.CAREGIVER:
        await _ask_for_a_call(work, message_id, CallReason.UNDELIVERABLE)
    elif found[0].recipient in TOLD_BY_WAARDERING:
        await _on_paper(work, found[0], message_id, PaperReason.UNDELIVERABLE)
    elif found[0].recipient in (
        Recipient.SAVED,
        Recipient.APPLICANT,
    ):  # she has the link on paper or on her screen; nobody can mend the address
        await store.ended(work, message_id, State.FAILED, reason="undeliverable")
    elif found[0].recipient is Recipient.INVITED:
        await store.ended(work, message_id, State.FAILED, reason="undeliverable")
        _tell_waardering(work, found[0], message_id, InvitationOutcome.UNDELIVERABLE)
    else:
        await store.ended(work, message_id, State.FAILED, reason="undeliverable")
        work.task("mail-undeliverable", message_id, found[0].kind.value, region=found[0].region)


async def given_up(work: Work, message_id: MessageId) -> None:
    """It never left: a caregiver is rung; for anyone else the given-up errand itself is a person's task."""
    found = await store.waiting(work, message_id)
    if found is not None and found[0].recipient is Recipient.CAREGIVER:
        await _ask_for_a_call(work, message_id, CallReason.UNDELIVERABLE)
    elif found is not None and found[0].recipient in TOLD_BY_WAARDERING:
        await _on_paper(work, found[0], message_id, PaperReason.UNDELIVERABLE)
    else:
        await store.ended(work, message_id, State.FAILED, reason="given-up")
        if found is not None:
            _tell_waardering(work, found[0], message_id, InvitationOutcome.UNDELIVERABLE)


async def _ask_for_a_call(work: Work, message_id: MessageId, reason: CallReason) -> None:
    planned = await store.ended(work, message_id, State.CALL_ASKED, reason=reason.value)
    if planned is None or planned.person_id is None:
        return
    work.publish(
        CallAsked(
            message_id=message_id,
            region=planned.region,
            kind=planned.kind,
            person_id=PersonId(await work.current(planned.person_id)),
            signal_id=SignalId(planned.signal_id) if planned.signal_id else None,
            reason=reason,
        )
    )
