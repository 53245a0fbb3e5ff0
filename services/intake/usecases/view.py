"""One signal as the assessor sees it; opening it is recorded for everyone whose data it shows."""

from collections.abc import Sequence
from datetime import date
from typing import Literal
from uuid import UUID

from sqlmodel import col, or_, select

from kernel import aliases
from kernel.access import RESTRICTED
from kernel.work import Work
from schemas.api.intake import CallNote, MaybeSame, SignalDetail
from schemas.base import PersonId, ReferralId, StaffId
from schemas.words import Channel, ContactOutcome, Relation, SignalState, SupportArea, Urgency
from services.intake.domain.consents import is_child, states
from services.intake.domain.due import Pressing, pressing
from services.intake.domain.persons import Details, Words, age_on, groups_of
from services.intake.domain.steps import missing
from services.intake.region import Region, region
from services.intake.store import consents as consent_store
from services.intake.store import people, signals
from services.intake.store.people import Known
from services.intake.tables import Call, Judgement, Person, Signal
from services.intake.usecases.common import facts, seal_of, story

SameKey = Literal["family-name", "birth-date", "postcode", "phone", "email"]


async def detail(work: Work, signal: Signal) -> SignalDetail:
    here = region(signal.region)
    asked = [signal.caregiver_id, *([signal.recipient_id] if signal.recipient_id else [])]
    known = await people.known(work, asked)
    caregiver = known.get(signal.caregiver_id) or Known(Details(), None)
    recipient = known.get(signal.recipient_id) if signal.recipient_id else None
    told = await story(work, signal)
    consents = await consent_store.of_signal(work, signal)
    maybe_same = await _maybe_same(work, signal, caregiver.details)
    caregiver_id = await work.current(signal.caregiver_id)
    action = RESTRICTED if signal.restricted else "read"
    work.record(caregiver_id, *asked[1:], what="signal", action=action)
    work.record(*(other.person_id for other in maybe_same), what="maybe-same", action=action)
    age = age_on(here.local_day(work.now), caregiver.details.birth_date)
    return SignalDetail(
        signal_id=signals.id_of(signal),
        version=signal.version,
        reference=signal.reference,
        state=SignalState(signal.state),
        step=signal.step,
        urgency=Urgency(signal.urgency),
        received_at=signal.received_at,
        due_at=signal.due_at,
        due=due(work, here, signal),
        informed_by=signal.inform_by,
        informed_at=signal.informed_at,
        assessor=StaffId(signal.assessor) if signal.assessor else None,
        signaller=told.signaller,
        said_with="waardering" if signal.sender.endswith("/waardering") else None,
        caregiver_id=PersonId(caregiver_id),
        caregiver=caregiver.details.contact(caregiver.municipality),
        birth_date=caregiver.details.birth_date,
        age=age,
        relation=Relation(told.relation) if told.relation else None,
        lives_together=told.lives_together,
        hours_per_week=told.hours_per_week,
        caring_since=told.caring_since,
        groups=groups_of(told.groups, age),
        care_recipient=recipient.details.as_recipient() if recipient else None,
        support_areas=tuple(SupportArea(area) for area in signal.support_areas),
        note=told.note,
        consents=states(consents),
        grounds=told.grounds,
        represented=told.represented,
        do_not_contact=await people.wants_no_contact(work, signal.caregiver_id),
        maybe_same=maybe_same,
        contacts=await _call_notes(work, signal),
        history=await signals.history(work, signal),
        referral_id=ReferralId(signal.referral_id) if signal.referral_id else None,
        missing=missing(facts(signal, consents, child=is_child(age))),
    )


def due(work: Work, here: Region, signal: Signal) -> Pressing:
    return pressing(
        signal.due_at,
        work.now,
        stopped=signal.stopped or signal.closed_at is not None,
        due_day=here.local_day(signal.due_at),
        today=here.local_day(work.now),
    )


async def _call_notes(work: Work, signal: Signal) -> tuple[CallNote, ...]:
    seal = await seal_of(work, signal)

    def text(call: Call) -> str | None:
        return Words.from_bytes(seal.open_bytes("call", "sealed", call.id, call.sealed)).text if call.sealed else None

    return tuple(
        CallNote(
            at=call.at,
            by=call.by,
            outcome=ContactOutcome(call.outcome),
            channel=Channel(call.channel),
            note=text(call),
            informed=call.informed,
        )
        for call in await signals.calls(work, signal)
    )


async def _maybe_same(work: Work, signal: Signal, her: Details) -> tuple[MaybeSame, ...]:
    """Other files with the same exact keys that nobody has judged yet; software never merges."""
    own = await aliases.all_of(work, signal.caregiver_id)
    others = await people.with_the_same_keys(work, own)
    judged = await _judged(work, own)
    found: dict[UUID, MaybeSame] = {}
    known = await people.known(work, others)
    rows = {row.id: row for row in await people.rows(work, [*own, *others])}
    mine = [rows[one] for one in own if one in rows]
    for other in others:
        into = await work.current(other)
        if other in judged or into in judged or into in found or other not in known:
            continue
        theirs = known[other].details
        earlier = await signals.of_caregivers(work, await aliases.all_of(work, into))
        found[into] = MaybeSame(
            person_id=PersonId(into),
            name=theirs.name,
            birth_date=theirs.birth_date,
            postcode=theirs.postcode,
            same=_same(mine, rows[other], (her.birth_date, theirs.birth_date)),
            do_not_contact=await people.wants_no_contact(work, into),
            earlier=tuple(s.reference for s in earlier if s.region == signal.region),
        )
    return tuple(found.values())


async def _judged(work: Work, own: Sequence[UUID]) -> set[UUID]:
    query = select(Judgement).where(or_(col(Judgement.low).in_(own), col(Judgement.high).in_(own)))
    return {one for row in (await work.session.exec(query)).all() if not row.same for one in (row.low, row.high)} - set(own)


def _same(mine: Sequence[Person], other: Person, born: tuple[date | None, date | None]) -> tuple[SameKey, ...]:
    """By their hashes, which stay when how to reach someone is forgotten."""

    def shared(kind: str) -> bool:
        key = getattr(other, f"{kind}_hash")
        return key is not None and any(getattr(one, f"{kind}_hash") == key for one in mine)

    whole = shared("whole")
    pairs: tuple[tuple[SameKey, bool], ...] = (
        ("family-name", shared("family_name")),
        ("birth-date", whole or (born[0] is not None and born[0] == born[1])),
        ("postcode", whole or shared("postcode")),
        ("phone", shared("phone")),
        ("email", shared("email")),
    )
    return tuple(name for name, same in pairs if same)
