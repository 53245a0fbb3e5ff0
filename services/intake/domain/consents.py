"""Yes and no, as they were said: nothing is overwritten, the last word counts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from schemas.api.intake import ConsentState
from schemas.words import DECIDES_FROM, ConsentPurpose, ConsentWay, Described, OwnYes, SaidBy


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
    said_by: SaidBy = SaidBy.SELF
    reason: OwnYes | None = None
    of_child: bool = False
    """Under sixteen on the day that it was recorded."""


@dataclass(frozen=True)
class Answers:
    """The last word of a person, and the last word of who speaks for that person."""

    own: Said | None = None
    other: Said | None = None

    @property
    def last(self) -> Said | None:
        return max((said for said in self.all), key=lambda s: (s.on, s.at), default=None)

    @property
    def all(self) -> tuple[Said, ...]:
        return tuple(said for said in (self.own, self.other) if said is not None)

    @property
    def given(self) -> bool:
        """The last word counts; for a child a parent's yes that the child does not contradict, or its own yes to free help for itself."""
        last = self.last
        if last is None or not last.of_child:
            return last is not None and last.given
        if self.own is not None and not self.own.given:
            return False
        parents = self.other is not None and self.other.given
        return parents or (self.own is not None and self.own.reason is OwnYes.OFFERED_DIRECTLY_FREE)


Consents = Mapping[tuple[Described, ConsentPurpose], Answers]


def about_signal(said: Said, signal_id: UUID) -> bool:
    """Her yes to referral holds for her whole file; a yes to word back, and what the person cared for says, only for this signal."""
    if said.person is Described.CAREGIVER and said.purpose is not ConsentPurpose.FEEDBACK_TO_SIGNALLER:
        return True
    return said.signal_id in (signal_id, None)


def last_words(said: Iterable[Said], signal_id: UUID) -> Consents:
    """The latest per person and purpose: by the day it was said, and on one day by when it was recorded."""
    latest: dict[tuple[Described, ConsentPurpose], Answers] = {}
    for one in sorted(said, key=lambda s: (s.on, s.at)):
        if about_signal(one, signal_id):
            before = latest.get((one.person, one.purpose), Answers())
            side = "own" if one.said_by is SaidBy.SELF else "other"
            latest[one.person, one.purpose] = replace(before, **{side: one})
    return latest


def given(consents: Consents, person: Described, purpose: ConsentPurpose) -> bool:
    found = consents.get((person, purpose))
    return found is not None and found.given


def states(consents: Consents) -> tuple[ConsentState, ...]:
    """As they are shown, the older of two first."""
    return tuple(
        ConsentState(
            person=s.person,
            purpose=s.purpose,
            given=s.given,
            on=s.on,
            how=s.how,
            recorded_by=s.by,
            by=s.said_by,
            reason=s.reason,
            of_child=s.of_child,
        )
        for found in consents.values()
        for s in sorted(found.all, key=lambda s: (s.on, s.at))
    )


def is_child(age: int | None) -> bool:
    """Too young to say yes alone; whose age is unknown is asked."""
    return age is not None and age < DECIDES_FROM
