"""Someone tells that a caregiver needs attention: checked, sealed, numbered, told on."""

from datetime import datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from kernel.caller import Caller
from kernel.refusals import BadInput, InputError
from kernel.sealing import Seals
from kernel.traces import current_trace
from schemas.api.intake import SignalIn
from schemas.base import PersonId, SignalId
from schemas.intake import CaregiverSignalled, ConsentRecorded
from schemas.words import ConsentPurpose, Urgency
from schemas.words import Described as Who
from services.intake.deadlines import InformBy, SignalDue
from services.intake.domain import normal
from services.intake.domain.checks import ages, check
from services.intake.domain.persons import Details, Story
from services.intake.domain.steps import Facts, step
from services.intake.domain.who_said import said_of_child
from services.intake.domain.wrong import Wrong
from services.intake.region import Region, region
from services.intake.store.arrivals import Arrival, Described


def arrival(told: SignalIn, *, by: Caller, at: datetime, seals: Seals, idempotency_key: str | None = None) -> Arrival:
    """A signal ready to be written; refused with everything that is wrong with it at once. Touches no database."""
    here = region(by.region)
    checked = check(told, today=here.local_day(at))
    wrong = (*checked.wrong, *not_yours(told, by, here))
    if wrong:
        raise BadInput(as_errors(wrong))
    signal = checked.signal
    signal_id, caregiver_id = uuid7(), uuid7()
    born = ages(signal, here.local_day(at))
    details = Details.of_caregiver(signal.caregiver)
    municipality = normal.municipality(details.postcode, here.postcodes)
    caregiver = described(seals, here, caregiver_id, "caregiver", details)
    people: tuple[Described, ...] = (caregiver,)
    if signal.care_recipient is not None:
        people += (described(seals, here, uuid7(), "recipient", Details.of_recipient(signal.care_recipient)),)
    due_at = here.due(signal.urgency, at)
    inform_by = here.inform_by(at)
    return Arrival(
        id=signal_id,
        sender=sender(by),
        external_id=signal.external_id,
        content_hash=seals.keyed_hash("content", signal.model_dump_json()),
        reference_prefix=here.reference_prefix,
        reference_year=here.local_day(at).year,
        sealed=seals.seal_of(caregiver_id, caregiver.key.key).seal("signal", "sealed", signal_id, Story.of(signal).to_bytes()),
        step=step(Facts(urgency=signal.urgency)),
        inform_by=inform_by,
        people=people,
        consents=tuple((said, said_of_child(said, born[said.person])) for said in signal.consents),
        deadlines=(
            (SignalDue(signal_id=SignalId(signal_id)), due_at),
            *(((InformBy(signal_id=SignalId(signal_id)), inform_by),) if signal.urgency is not Urgency.SAFETY else ()),
        ),
        event=CaregiverSignalled(
            caregiver_id=PersonId(caregiver_id),
            region=here.code,
            signal_id=SignalId(signal_id),
            signalled_by=signal.signaller.kind,
            urgency=signal.urgency,
            support_areas=tuple(dict.fromkeys(signal.support_areas)),
            municipality=municipality,
            received_at=at,
            due_at=due_at,
        ),
        said=tuple(
            ConsentRecorded(
                caregiver_id=PersonId(caregiver_id), region=here.code, about=said.person, purpose=said.purpose, given=said.given
            )
            for said in signal.consents
            if (said.person, said.purpose) == (Who.CAREGIVER, ConsentPurpose.REGISTER)
        ),
        idempotency_key=idempotency_key,
        client=f"{by.region}/{by.client}/{by.subject}",
        trace=current_trace(),
    )


def not_yours(told: SignalIn, by: Caller, here: Region) -> tuple[Wrong, ...]:
    """A system signals as whom it was made for: its token says as whom, else the region's file does."""
    if by.kind != "system":
        return ()
    claimed = by.extra.get("kinds")
    allowed = frozenset(claimed.split()) if claimed is not None else here.kinds.get(by.client)
    if allowed is None or told.signaller.kind in allowed:
        return ()
    detail = f"Your system may not signal as {told.signaller.kind}."
    return (Wrong("/signaller/kind", detail, " or ".join(sorted(allowed)) or "nothing: ask who runs this house"),)


def described(seals: Seals, here: Region, person: UUID, role: str, details: Details) -> Described:
    """A person with a fresh key."""
    key = seals.new_key(person)
    return Described(
        id=person,
        role=role,
        key=key,
        sealed=seals.seal_of(person, key.key).seal("person", "sealed", person, details.to_bytes()),
        municipality=normal.municipality(details.postcode, here.postcodes),
        hashes=hashes_of(seals, here.code, details),
    )


def hashes_of(seals: Seals, region_code: str, details: Details) -> tuple[bytes | None, ...]:
    """In the order of `Keys`; the same value gives another hash in another region."""
    keys = details.keys
    return tuple(hash_of(seals, region_code, kind, value) if value else None for kind, value in zip(keys._fields, keys, strict=True))


def hash_of(seals: Seals, region_code: str, kind: str, value: str) -> bytes:
    return seals.keyed_hash(f"{region_code}/{kind}", value)


def sender(by: Caller) -> str:
    """Whose signal it is: a system's own, or that of the person who typed it; a client of two regions is two senders."""
    return f"{by.region}/{by.client}" if by.kind == "system" else f"{by.region}/{by.client}/{by.subject}"


def as_errors(wrong: tuple[Wrong, ...]) -> list[InputError]:
    return [InputError(w.pointer, w.detail, w.expected) for w in wrong]


def warm_up(region_code: str, now: datetime) -> None:
    """The first signal need not wait for calendars and number plans to be read."""
    here = region(region_code)
    here.due(Urgency.ROUTINE, now)
    normal.phone("+31355550100")
