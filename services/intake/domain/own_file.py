"""What she sees of her own file: what was done and why, not the desk's inner workings or what others told in confidence."""

from collections.abc import Sequence

from schemas.api.base import Happened
from schemas.words import SignallerKind

SHOWN = frozenset(
    {
        "received",
        "contact",
        "informed",
        "consent",
        "help-requested",
        "declined",
        "expired",
        "appointed",
        "handover-planned",
        "handed-over",
        "completed",
        "stopped",
        "withdrawn",
        "returned",
        "contact-details",
        "closed",
    }
)
PRIVATE_SIGNALLERS = frozenset({SignallerKind.RELATIVE_OR_NEIGHBOUR, SignallerKind.OTHER})
"""People who told in their private life: she reads that someone near her did, not who."""


def history_shown(history: Sequence[Happened]) -> tuple[Happened, ...]:
    return tuple(Happened(at=h.at, what=h.what, by=h.by, code=h.code) for h in history if h.what in SHOWN)


def signaller_shown(kind: SignallerKind, name: str | None, organisation: str | None, *, whole_file: bool) -> str | None:
    if kind in PRIVATE_SIGNALLERS:
        return None
    return organisation if not whole_file else ", ".join(part for part in (name, organisation) if part) or None
