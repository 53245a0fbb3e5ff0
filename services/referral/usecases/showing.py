"""What each party sees of a referral: the provider no name and no ids of hers before it said yes, and none after the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypedDict
from uuid import UUID

from kernel.caller import Caller
from kernel.work import Work
from schemas.api.base import Happened
from schemas.api.referral import Attempt, Meeting, Note, Referral
from schemas.base import OfferId, OrganisationId, PersonId, ReferralId, SignalId, StaffId
from schemas.words import Confirmer, Group, ReferralState, Role, SupportArea, Urgency
from services.referral import domain
from services.referral.domain import KNOWN_TO_PROVIDER
from services.referral.store import texts
from services.referral.store.one import Held
from services.referral.tables import HistoryRow, NoteRow, ReferralRow

BEFORE_YES = frozenset({"requested", "declined", "expired"})
"""Lines about others that were asked; only the desk reads them."""
HERS = frozenset(
    {"accepted", "handover-planned", "confirmed", "not-met", "other-time", "handed-over", "completed", "stopped", "withdrawn", "tried"}
)


class Eyes(StrEnum):
    DESK = "desk"
    PROVIDER = "provider"
    CAREGIVER = "caregiver"
    SERVICE = "service"

    @classmethod
    def of(cls, caller: Caller, row: ReferralRow) -> "Eyes":
        if caller.kind == "link":
            return cls.CAREGIVER
        if caller.kind == "service":
            return cls.SERVICE
        at_desk = caller.organisation == row.organisation and caller.has(Role.ASSESSOR, Role.COORDINATOR)
        return cls.DESK if at_desk else cls.PROVIDER


class Question(TypedDict):
    """What was asked, as everybody concerned may know it."""

    id: ReferralId
    version: int
    reference: str
    support_areas: tuple[SupportArea, ...]
    municipality: str | None
    urgency: Urgency
    groups: tuple[Group, ...]
    language: str
    age_from: int | None
    warm: bool
    assessor: StaffId


@dataclass(frozen=True, slots=True)
class Sight:
    """What these eyes may see of this referral."""

    eyes: Eyes
    knows_her: bool
    """Her ids, the meeting's texts."""
    knows_provider: bool

    @classmethod
    def of(cls, eyes: Eyes, held: Held) -> "Sight":
        helping = held.referral.state in KNOWN_TO_PROVIDER
        return cls(
            eyes, knows_her=eyes is not Eyes.PROVIDER or helping, knows_provider=eyes is not Eyes.CAREGIVER or held.row.receiver is not None
        )


async def whole(work: Work, held: Held) -> Referral:
    """With the texts, and the read recorded."""
    sight = Sight.of(Eyes.of(work.by, held.row), held)
    if sight.knows_her:
        work.record(held.row.caregiver_id, what="referral")
    lines = _history(sight, held, await texts.history(work, held.row.id))
    place, message = await _meeting_texts(work, held) if sight.knows_her else (None, None)
    return _line(held, sight).model_copy(
        update={
            "meeting": _meeting(held, place=place, message=message),
            "history": lines,
            "notes": await _notes(work, held, sight),
        }
    )


def line(work: Work, held: Held) -> Referral:
    """In a list: no texts; the person shown is recorded all the same."""
    sight = Sight.of(Eyes.of(work.by, held.row), held)
    if sight.knows_her:
        work.record(held.row.caregiver_id, what="referral", action="list")
    return _line(held, sight)


def given_back(held: Held, organisation: UUID | None) -> Referral:
    """To a provider that said no: its own answer, and nothing of what comes after."""
    answers = tuple(_attempt(one) for one in held.referral.attempts if one.provider == organisation and one.answer)
    return Referral(**_question(held.row), state=ReferralState.RETURNED, attempts=answers[-1:])


def _question(row: ReferralRow) -> Question:
    return {
        "id": ReferralId(row.id),
        "version": row.version,
        "reference": row.reference,
        "support_areas": tuple(map(SupportArea, row.support_areas)),
        "municipality": row.municipality,
        "urgency": Urgency(row.urgency),
        "groups": tuple(map(Group, row.groups)),
        "language": row.language,
        "age_from": row.age_from,
        "warm": row.warm,
        "assessor": StaffId(row.assessor),
    }


def _line(held: Held, sight: Sight) -> Referral:
    row, referral = held.row, held.referral
    at_desk = sight.eyes in (Eyes.DESK, Eyes.SERVICE)
    return Referral(
        **_question(row),
        state=referral.state,
        signal_id=SignalId(row.signal_id) if sight.eyes is not Eyes.PROVIDER else None,
        caregiver_id=PersonId(row.caregiver_id) if sight.knows_her else None,
        provider=OrganisationId(row.provider) if row.provider and sight.knows_provider else None,
        offer=OfferId(row.offer) if row.offer and sight.knows_provider else None,
        receiver=StaffId(row.receiver) if row.receiver else None,
        due_at=referral.due_at,
        due_what=referral.due,
        meeting=_meeting(held, place=None, message=None),
        confirmed_by=_confirmed_by(referral),
        attempts=tuple(_attempt(one) for one in referral.attempts) if at_desk else (),
        owner=referral.owner.value if referral.owner else None,
        her_word_asked=referral.asked_for_her_word if at_desk else 0,
        outcome=referral.outcome,
    )


def _confirmed_by(referral: domain.Referral) -> tuple[Confirmer, ...]:
    receiver = (Confirmer.RECEIVER,) if referral.receiver_met else ()
    return (*receiver, referral.her_word) if referral.her_word else receiver


def _attempt(one: domain.Attempt) -> Attempt:
    return Attempt(
        provider=one.provider,
        offer=one.offer,
        offered_at=one.offered_at,
        answer_due=one.answer_due,
        answer=one.answer,
        reason=one.reason,
    )


def _meeting(held: Held, *, place: str | None, message: str | None) -> Meeting | None:
    meeting = held.referral.meeting
    if meeting is None:
        return None
    return Meeting(
        at=meeting.at,
        minutes=meeting.minutes,
        way=meeting.way,
        place=place,
        message=message,
        assessor=meeting.assessor,
        receiver=meeting.receiver,
        sequence=meeting.sequence,
    )


async def _meeting_texts(work: Work, held: Held) -> tuple[str | None, str | None]:
    row = held.meeting
    if row is None or (row.place is None and row.message is None):
        return None, None
    seal = await work.service.seals.existing(work, held.row.caregiver_id)
    place = seal.open("meeting", "place", row.id, row.place) if row.place else None
    message = seal.open("meeting", "message", row.id, row.message) if row.message else None
    return place, message


async def _notes(work: Work, held: Held, sight: Sight) -> tuple[Note, ...]:
    if sight.eyes not in (Eyes.DESK, Eyes.PROVIDER) or not sight.knows_her:
        return ()
    rows = [row for row in await texts.notes(work, held.row.id) if row.text and _may_read(sight, row, work.by.organisation)]
    if not rows:
        return ()
    seal = await work.service.seals.existing(work, held.row.caregiver_id)
    return tuple(_note(row, seal.open("note", "text", row.id, row.text or b"")) for row in rows)


def _note(row: NoteRow, text: str) -> Note:
    return Note.model_validate({"at": row.at, "about": row.about, "by": row.by, "text": text})


def _may_read(sight: Sight, row: NoteRow, organisation: UUID | None) -> bool:
    """Not what another provider wrote when it said no."""
    return sight.eyes is Eyes.DESK or row.about == "other-time" or row.organisation == organisation


def _history(sight: Sight, held: Held, rows: Sequence[HistoryRow]) -> tuple[Happened, ...]:
    if sight.eyes is Eyes.PROVIDER:
        asked_last = max(row.position for row in rows if row.what == "offered")
        rows = [row for row in rows if row.position >= asked_last and row.what not in BEFORE_YES]
    elif sight.eyes is Eyes.CAREGIVER:
        rows = [row for row in rows if row.what in HERS]
    return tuple(Happened(at=row.at, what=row.what, by=row.by, code=row.code) for row in rows)
