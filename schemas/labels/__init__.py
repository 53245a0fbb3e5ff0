"""The code lists in plain Dutch, as published and as people read them: one place, so that a code is called the same everywhere."""

from collections.abc import Sequence
from enum import StrEnum

from schemas.labels import access, consents, erasure, letters, messages, people, referrals, signallers, signals, waardering
from schemas.labels.phrases import AREA_OF_HELP, CARED_FOR, GROUP_SERVED, inside
from schemas.labels.shape import Labels

__all__ = ["AREA_OF_HELP", "CARED_FOR", "GROUP_SERVED", "LABELS", "inside", "label", "labels"]

ROOMS = (access, signallers, signals, people, consents, referrals, messages, erasure, waardering, letters)
LABELS: Labels = {codes: words for room in ROOMS for codes, words in room.LABELS.items()}


def label(code: StrEnum) -> str:
    """The code in plain Dutch; a code of another house's newer version shows itself rather than failing the page."""
    return LABELS.get(type(code), {}).get(code, code.value)


def labels(codes: Sequence[StrEnum]) -> str:
    """Several as one line: `Respijtzorg, emotionele steun`."""
    words = [label(code) for code in codes]
    return ", ".join([*words[:1], *(inside(word) for word in words[1:])])
