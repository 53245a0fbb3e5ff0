"""Yes and no, as they were said: nothing is overwritten, the last word counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from schemas.words import ConsentPurpose, ConsentWay, Described


@dataclass(frozen=True)
class Said:
    """One person said yes or no to one purpose."""

    person: Described
    purpose: ConsentPurpose
    given: bool
    on: date
    how: ConsentWay
    by: str
    """Who recorded it: `signaller`, `caregiver` or a staff id."""
    at: datetime
    signal_id: UUID | None = None
    """The signal that it was said about; none when she said it for all of them."""


Consents = Mapping[tuple[Described, ConsentPurpose], Said]


def about_signal(said: Said, signal_id: UUID) -> bool:
    """Her yes to referral holds for her whole file; a yes to word back, and what the person cared for says, only for this signal."""
    if said.person is Described.CAREGIVER and said.purpose is not ConsentPurpose.FEEDBACK_TO_SIGNALLER:
        return True
    return said.signal_id in (signal_id, None)


def last_words(said: Iterable[Said], signal_id: UUID) -> Consents:
    """The latest per person and purpose: by the day it was said, and on one day by when it was recorded."""
    latest: dict[tuple[Described, ConsentPurpose], Said] = {}
    for one in sorted(said, key=lambda s: (s.on, s.at)):
        if about_signal(one, signal_id):
            latest[one.person, one.purpose] = one
    return latest


def given(consents: Consents, person: Described, purpose: ConsentPurpose) -> bool:
    last = consents.get((person, purpose))
    return last is not None and last.given
