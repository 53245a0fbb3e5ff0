"""The privacy officer finds who a request is about, has that person erased, and reads what every holder did."""

import re
from collections.abc import Sequence
from typing import Literal, cast
from uuid import UUID

from kernel import aliases
from kernel.caller import Caller
from kernel.refusals import Forbidden, NotFound
from kernel.service import Service
from kernel.work import Work
from schemas.api.intake import ErasureIn, ErasureLine, ErasureReceipt, ErasureSearch, PeopleFound, PersonFound
from schemas.api.waardering.register import ErasureCandidates
from schemas.base import PersonId
from schemas.words import ErasureReason, ErasureResult, KeptGround, Purpose
from services.intake.settings import erased_file
from services.intake.store import people, signals
from services.intake.tables import Erasure, Person
from services.intake.usecases import erasing

OF_WAARDERING = re.compile(r"^[A-Z]{1,5}-\d{4}-W\d+$")
"""The W tells an application's reference from a signal's."""


async def find(service: Service, by: Caller, asked: ErasureSearch) -> PeopleFound:
    """The people of one signal or application of her own region, or the one that is named; recorded."""
    if asked.reference is not None and OF_WAARDERING.match(asked.reference.upper()):
        return await _as_known_here(service, by, await _of_waardering(service, by.region, asked))
    async with service.work(by=by, purpose=Purpose.OVERSIGHT) as work:
        found = await _here(work, asked)
    return found if found is not None else await _of_waardering(service, by.region, asked)


async def _of_waardering(service: Service, region_code: str, asked: ErasureSearch) -> PeopleFound:
    """Whom waardering knows and intake does not: nobody who only asked for an appreciation has a file here."""
    question = ErasureCandidates(region=region_code, reference=asked.reference, person_id=asked.person_id)
    found = await service.asks.post("waardering", "/v1/erasure-candidates", body=question, answer=PeopleFound, purpose=Purpose.OVERSIGHT)
    if asked.person_id is not None and not found.items:
        raise NotFound
    return found


async def _as_known_here(service: Service, by: Caller, found: PeopleFound) -> PeopleFound:
    """Who has a file here as well is shown under the id of that file, so that both go."""
    async with service.work(by=by, purpose=Purpose.OVERSIGHT) as work:
        items = [one.model_copy(update={"person_id": PersonId(await work.current(one.person_id))}) for one in found.items]
    return PeopleFound(items=tuple(items))


async def _here(work: Work, asked: ErasureSearch) -> PeopleFound | None:
    """None: no file of this person here."""
    if asked.person_id is not None and not await people.rows(work, await aliases.all_of(work, asked.person_id)):
        return None
    ids = await _asked_for(work, asked)
    rows = {row.id: row for row in await people.rows(work, ids)}
    known = await people.known(work, ids)
    work.record(*ids, what="erasure-search")
    return PeopleFound(
        items=tuple(
            PersonFound(
                person_id=PersonId(one),
                role=cast(Literal["caregiver", "recipient"], rows[one].role),
                name=known[one].details.name if one in known else "",
                birth_date=known[one].details.birth_date if one in known else None,
                erased_at=rows[one].erased_at,
            )
            for one in ids
        )
    )


async def _asked_for(work: Work, asked: ErasureSearch) -> list[UUID]:
    if asked.person_id is not None:
        return [(await _of_this_region(work, asked.person_id)).id]
    signal = await signals.by_reference(work, asked.reference.upper()) if asked.reference else None
    if signal is None:
        return []
    return [one for one in (await work.current(signal.caregiver_id), signal.recipient_id) if one is not None]


async def known_elsewhere(service: Service, by: Caller, asked: UUID) -> PersonFound | None:
    """Asked before anything is done: someone whom only waardering knows. None: she has a file here."""
    async with service.work(by=by, purpose=Purpose.OVERSIGHT) as work:
        if await people.rows(work, await aliases.all_of(work, asked)):
            return None
    return (await _of_waardering(service, by.region, ErasureSearch(person_id=PersonId(asked)))).items[0]


async def erase(service: Service, work: Work, told: ErasureIn, elsewhere: PersonFound | None = None) -> bool:
    """Whether this asked for it: who is erased already stays so, with the first receipt."""
    if work.by.staff is None:
        raise Forbidden
    if elsewhere is not None:
        # A file without anything in it: so that there is a receipt, and the list of who was erased holds her.
        work.session.add(Person(id=told.person_id, region=work.by.region, role=elsewhere.role, sealed=b"", changed_at=work.now))
        await work.flush()
    person = await _of_this_region(work, told.person_id)
    if person.erased_at is not None:
        return False
    erasing.remember(erased_file(service.settings), person.id)
    work.record(person.id, what="person", action="erase")
    await erasing.erase_in(work, person.id, asked=erasing.Asked(by=str(work.by.staff), reason=told.reason))
    return True


async def receipt(work: Work, asked: UUID) -> ErasureReceipt:
    person = await _of_this_region(work, asked)
    lines = await erasing.receipt(work, person.id)
    if not lines:
        raise NotFound
    work.record(person.id, what="erasure-receipt")
    return _receipt(person, lines)


async def _of_this_region(work: Work, asked: UUID) -> Person:
    """By any of her ids; another region's does not exist here."""
    rows = await people.rows(work, await aliases.all_of(work, asked))
    found = next((row for row in rows if row.id == asked), None)
    if found is None or found.region != work.scope.region:
        raise NotFound
    return found


def _receipt(person: Person, lines: Sequence[Erasure]) -> ErasureReceipt:
    first = lines[0]
    return ErasureReceipt(
        person_id=PersonId(person.id),
        reason=ErasureReason(first.reason) if first.reason else None,
        asked_at=min(line.asked_at for line in lines),
        asked_by=first.asked_by,
        lines=tuple(
            ErasureLine(
                holder=line.holder,
                result=ErasureResult(line.result) if line.result else None,
                kept_until=line.kept_until,
                ground=KeptGround(line.ground) if line.ground else None,
                answered_at=line.answered_at,
            )
            for line in lines
        ),
    )
