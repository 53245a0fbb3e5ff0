"""Someone is erased: her key is destroyed, every holder is told, and the receipt fills as they answer."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlmodel import col, select

from kernel import aliases, links
from kernel.refusals import NotFound
from kernel.service import Service
from kernel.work import Work
from schemas.base import PersonId
from schemas.erasure import HOLDERS, ErasureDone, IntakeErasureDone
from schemas.intake import PersonErased
from schemas.words import Ending, ErasureReason, ErasureResult, KeptGround
from services.intake.deadlines import ForgetRefused
from services.intake.store import people, signals
from services.intake.tables import Erasure, Person
from services.intake.usecases import closing

NOTHING = b""


@dataclass(frozen=True)
class Asked:
    """Who asked for it, and why; the command line says neither."""

    by: str
    reason: ErasureReason


async def erase(service: Service, person: UUID, *, list_file: Path, asked: Asked | None = None) -> None:
    """The id is written outside the database first: a backup that is put back is erased again from there."""
    remember(list_file, person)
    async with service.work() as work:
        await erase_in(work, person, asked=asked)


async def erase_again(service: Service, *, list_file: Path, tell: Callable[[int, int], None] = lambda _at, _end: None) -> int:
    """After a restore: whoever was erased and came back with the backup goes again. `tell` hears how far it is."""
    again, everyone = 0, remembered(list_file)
    for number, person in enumerate(everyone, start=1):
        async with service.work() as work:
            row = await people.row(work, person)
            if row is not None and (row.erased_at is None or await work.service.seals.for_many(work, [person])):
                await erase_in(work, person)
                again += 1
        tell(number, len(everyone))
    return again


async def erase_in(work: Work, person: UUID, *, asked: Asked | None = None) -> None:
    """Signals stay as numbers without a person: when, where, what kind."""
    hers = await aliases.all_of(work, person)
    rows = await people.rows(work, hers)
    if not rows:
        raise NotFound
    for signal in await signals.of_caregivers(work, hers, lock=True):
        if signal.closed_at is None:
            await closing.end(work, signal, Ending.WITHDRAWN, by="intake")
        signal.sealed = NOTHING
        work.session.add(signal)
        for call in await signals.calls(work, signal):
            call.sealed = None
            work.session.add(call)
    for row in rows:
        _empty(work, row)
    await work.flush()
    await work.service.seals.destroy(work, hers)
    for one in hers:
        await links.revoke(work, one)
        work.forget(ForgetRefused, one)
        work.publish(PersonErased(person_id=PersonId(one)))
    await _receipt(work, hers, asked)


def _empty(work: Work, row: Person) -> None:
    row.sealed, row.municipality, row.erased_at = NOTHING, None, work.now
    row.family_name_hash = row.first_letters_hash = row.whole_hash = row.postcode_hash = row.phone_hash = row.email_hash = None
    work.session.add(row)


async def _receipt(work: Work, persons: list[UUID], asked: Asked | None) -> None:
    for person in persons:
        kept_until = await work.looks_kept_until(person)
        ground = KeptGround.LEGAL_TERM if kept_until else None
        for holder in HOLDERS:
            line = Erasure(person_id=person, holder=holder, asked_at=work.now)
            if asked is not None:
                line.asked_by, line.reason = asked.by, asked.reason
            if holder == work.service.name:
                line.result, line.answered_at = ErasureResult.EMPTIED, work.now
                line.kept_until, line.ground = kept_until, ground
            await work.session.merge(line)
        work.publish(IntakeErasureDone(person_id=PersonId(person), result=ErasureResult.EMPTIED, kept_until=kept_until, ground=ground))


async def answered(work: Work, done: ErasureDone) -> None:
    """A line of the receipt: what this holder did, and until when the law keeps the rest."""
    found = (await work.session.exec(select(Erasure).where(Erasure.person_id == done.person_id, Erasure.holder == done.told_by()))).first()
    row = found or Erasure(person_id=done.person_id, holder=done.told_by(), asked_at=work.now)
    row.result, row.kept_until, row.ground, row.answered_at = done.result, done.kept_until, done.ground, work.now
    work.session.add(row)


async def receipt(work: Work, person: UUID) -> list[Erasure]:
    """Who was asked, and what each did."""
    query = select(Erasure).where(Erasure.person_id == person).order_by(col(Erasure.holder))
    return list((await work.session.exec(query)).all())


def remember(list_file: Path, person: UUID) -> None:
    list_file.parent.mkdir(parents=True, exist_ok=True)
    with list_file.open("a", encoding="ascii") as file:
        file.write(f"{person}\n")
        file.flush()


def remembered(list_file: Path) -> list[UUID]:
    if not list_file.exists():
        return []
    return list(dict.fromkeys(UUID(line) for line in list_file.read_text(encoding="ascii").split()))
