"""What a signaller may hear: received and closed always; the rest with her consent, and never if it is no business of theirs."""

from collections.abc import Sequence
from datetime import datetime

from schemas.api.base import Happened
from schemas.api.intake import SignalStatus
from schemas.base import SignalId
from schemas.words import HEARS_LITTLE, MessageKind, SignallerKind, SignalState

ALWAYS = frozenset({MessageKind.SIGNALLER_RECEIVED, MessageKind.SIGNALLER_CLOSED})
WITH_CONSENT = frozenset({MessageKind.SIGNALLER_APPOINTED, MessageKind.SIGNALLER_HANDED_OVER, MessageKind.SIGNALLER_COMPLETED})
STEPS_TOLD = ("received", "appointed", "handed-over", "completed", "stopped", "closed")
STEPS_ALWAYS_TOLD = ("received", "closed")

NEXT: dict[SignalState, str] = {
    SignalState.RECEIVED: "Een medewerker van het aanmeldpunt neemt contact op met de persoon die u meldde.",
    SignalState.IN_TRIAGE: "Het aanmeldpunt bekijkt met deze persoon wat er nodig is.",
    SignalState.APPOINTED: "Een organisatie helpt. Zij maakt een afspraak om kennis te maken.",
    SignalState.HANDED_OVER: "De organisatie die helpt, kent deze persoon nu. U hoort wanneer de hulp klaar is.",
    SignalState.CLOSED: "Het aanmeldpunt heeft dit afgerond. U hoeft niets te doen.",
}


def hears_all(kind: SignallerKind, *, consented: bool, restricted: bool) -> bool:
    """Safety is told to nobody, whatever was consented to before."""
    return consented and not restricted and kind not in HEARS_LITTLE


def may_hear(about: MessageKind, kind: SignallerKind, *, consented: bool, restricted: bool) -> bool:
    if about in ALWAYS:
        return True
    return about in WITH_CONSENT and hears_all(kind, consented=consented, restricted=restricted)


def state_told(state: SignalState, *, all_of_it: bool) -> SignalState:
    if all_of_it or state is SignalState.CLOSED:
        return state
    return SignalState.RECEIVED


def history_told(history: Sequence[Happened], *, all_of_it: bool) -> tuple[Happened, ...]:
    """Without who did it; how it ended only with consent."""
    told = STEPS_TOLD if all_of_it else STEPS_ALWAYS_TOLD
    return tuple(Happened(at=h.at, what=h.what, code=h.code if all_of_it else None) for h in history if h.what in told)


def next_step(state: SignalState, *, all_of_it: bool) -> str:
    return NEXT[state_told(state, all_of_it=all_of_it)]


def as_received(*, signal_id: SignalId, reference: str, received_at: datetime, due_at: datetime, external_id: str | None) -> bytes:
    """The first answer to a sender, as JSON."""
    status = SignalStatus(
        id=signal_id,
        reference=reference,
        state=SignalState.RECEIVED,
        received_at=received_at,
        due_at=due_at,
        external_id=external_id,
        history=(Happened(at=received_at, what="received"),),
        next_step=NEXT[SignalState.RECEIVED],
    )
    return status.model_dump_json(by_alias=True, exclude_none=True).encode()
