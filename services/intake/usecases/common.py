"""What the desk's stories share: where a signal stands now, who did it, and texts that may not be stored."""

from kernel.caller import Caller
from kernel.refusals import BadInput
from kernel.sealing import PersonSeal
from kernel.work import Work
from schemas.words import ConsentPurpose, Described, SignalState, Urgency
from services.intake.domain.checks import texts_that_may_not_be
from services.intake.domain.consents import Consents, given
from services.intake.domain.persons import Story
from services.intake.domain.steps import Facts, Mark, state, step
from services.intake.refusals import AlreadyClosed, FileErased
from services.intake.store import consents as consent_store
from services.intake.tables import Signal
from services.intake.usecases.receive import as_errors


def who(by: Caller) -> str:
    """As it stands in a history: a staff id, `caregiver`, or a service."""
    return "caregiver" if by.kind == "link" else by.subject


def facts(signal: Signal, consents: Consents, *, child: bool = False) -> Facts:
    """`child`: matters only for what is said to be missing."""
    return Facts(
        closed=signal.closed_at is not None,
        urgency=Urgency(signal.urgency),
        owned=signal.assessor is not None,
        attempts=signal.attempts,
        spoken=signal.spoken,
        informed=signal.informed_at is not None,
        consents=given(consents, Described.CAREGIVER, ConsentPurpose.REFERRAL),
        child=child,
        areas=bool(signal.support_areas),
        referral_open=signal.referral_open,
        mark=Mark(signal.mark) if signal.mark else None,
    )


async def settle(work: Work, signal: Signal) -> Facts:
    """After any change: the step and the state that follow from it."""
    await work.flush()
    now = facts(signal, await consent_store.of_signal(work, signal))
    signal.step, signal.state = step(now), state(now, SignalState(signal.state))
    work.session.add(signal)
    return now


def must_be_open(signal: Signal) -> None:
    if signal.closed_at is not None:
        raise AlreadyClosed(endedAs=signal.ending)


def refuse_bad_text(**texts: str | None) -> None:
    """Named by its field in the API."""
    wrong = tuple(texts_that_may_not_be({name: text for name, text in texts.items() if text}))
    if wrong:
        raise BadInput(as_errors(wrong))


async def seal_of(work: Work, signal: Signal) -> PersonSeal:
    """Opens what was told about her; refused when she was erased."""
    seals = await work.service.seals.for_many(work, [signal.caregiver_id])
    if signal.caregiver_id not in seals:
        raise FileErased
    return seals[signal.caregiver_id]


async def story(work: Work, signal: Signal) -> Story:
    seal = await seal_of(work, signal)
    return Story.from_bytes(seal.open_bytes("signal", "sealed", signal.id, signal.sealed))


async def retell(work: Work, signal: Signal, new: Story) -> None:
    seal = await seal_of(work, signal)
    signal.sealed = seal.seal("signal", "sealed", signal.id, new.to_bytes())
    work.session.add(signal)
