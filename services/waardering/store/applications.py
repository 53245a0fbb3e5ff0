"""An application in hand: its row, its parties, and what is sealed."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement
from sqlmodel import col, select

from kernel.caller import Caller, Scope
from kernel.refusals import NotFound
from kernel.sealing import PersonSeal
from kernel.work import Work
from schemas.base import ApplicationId, PersonId, SchemeId
from services.waardering.refusals import ChangedMeanwhile, PersonErased
from services.waardering.tables import REFERENCES, ApplicationRow, HistoryRow, PartyRow
from services.waardering.told import Told


@dataclass(slots=True)
class Held:
    row: ApplicationRow
    parties: list[PartyRow]
    told: Told

    @property
    def caregivers(self) -> list[PartyRow]:
        return [party for party in self.parties if party.position > 0]

    @property
    def id(self) -> ApplicationId:
        return ApplicationId(self.row.id)

    @property
    def person_id(self) -> PersonId:
        return PersonId(self.row.person_id)

    @property
    def scheme_id(self) -> SchemeId:
        return SchemeId(self.row.scheme_id)

    def party(self, person: UUID) -> PartyRow | None:
        return next((party for party in self.parties if party.person_id == person), None)


def visible(scope: Scope) -> ColumnElement[bool]:
    """The organisation that decides, in its region."""
    return (col(ApplicationRow.region) == scope.region) & (col(ApplicationRow.organisation) == scope.organisation)


async def next_number(work: Work) -> int:
    found: int = await work.connection.fetchval("select nextval($1::regclass)", f"{REFERENCES.schema}.{REFERENCES.name}")
    return found


async def hold(work: Work, application: UUID, *which: ColumnElement[bool], locked: bool = True) -> Held:
    """`locked`: two who decide come one after the other."""
    question = select(ApplicationRow).where(col(ApplicationRow.id) == application, *which)
    if locked:
        # What another transaction changed while we waited must be read again, not taken from the session.
        question = question.with_for_update().execution_options(populate_existing=True)
    row = (await work.session.exec(question)).one_or_none()
    if row is None:
        raise NotFound
    parties = await work.session.exec(select(PartyRow).where(PartyRow.application_id == row.id).order_by(col(PartyRow.position)))
    return Held(row, list(parties.all()), await opened(work, row))


async def look_at(work: Work, applications: Collection[UUID]) -> dict[UUID, Held]:
    """Some together, to be read only; whose applicant was erased is left out."""
    rows = (await work.session.exec(select(ApplicationRow).where(col(ApplicationRow.id).in_(applications)))).all()
    query = select(PartyRow).where(col(PartyRow.application_id).in_(applications)).order_by(col(PartyRow.position))
    parties = defaultdict[UUID, list[PartyRow]](list)
    for party in (await work.session.exec(query)).all():
        parties[party.application_id].append(party)
    seals = await work.service.seals.for_many(work, [row.person_id for row in rows])
    there = [row for row in rows if row.sealed and row.person_id in seals]
    return {row.id: Held(row, parties[row.id], _told(row, seals[row.person_id])) for row in there}


async def mine(work: Work, application: UUID, version: int | None, *, locked: bool = True) -> Held:
    """For a member of staff, who says which version was read."""
    held = await hold(work, application, visible(work.scope), locked=locked)
    if version is not None and held.row.version != version:
        last = await work.connection.fetchrow(
            "select by, at from history where application_id = $1 order by position desc limit 1", application
        )
        assert last is not None  # every application begins with a line
        raise ChangedMeanwhile(by=last["by"], at=last["at"].isoformat(), version=held.row.version)
    return held


async def opened(work: Work, row: ApplicationRow) -> Told:
    seals = await work.service.seals.for_many(work, [row.person_id])
    if row.person_id not in seals or not row.sealed:
        raise PersonErased
    return _told(row, seals[row.person_id])


def _told(row: ApplicationRow, seal: PersonSeal) -> Told:
    return Told.model_validate_json(seal.open_bytes("application", "sealed", row.id, row.sealed))


def begin(work: Work, held: Held, *, by: str, code: str | None) -> None:
    """Its first line; written with the step that follows."""
    held.row.history_length = 1
    work.session.add(HistoryRow(application_id=held.row.id, position=1, at=work.now, what="received", by=by, code=code))


async def save(work: Work, held: Held, what: str, *, by: str, code: str | None = None) -> None:
    """A step: a line of history, a new version, and what was told sealed again."""
    row = held.row
    seal = await work.service.seals.of(work, row.person_id)
    row.sealed = seal.seal("application", "sealed", row.id, held.told.to_bytes())
    row.version += 1
    row.history_length += 1
    work.session.add(row)
    for party in held.parties:
        work.session.add(party)
    work.session.add(HistoryRow(application_id=row.id, position=row.history_length, at=work.now, what=what, by=by, code=code))
    await work.flush()


async def line_of(work: Work, row: ApplicationRow, what: str, code: str | None = None) -> None:
    """A line of history, also of who was erased since."""
    row.history_length += 1
    row.version += 1
    work.session.add(row)
    work.session.add(HistoryRow(application_id=row.id, position=row.history_length, at=work.now, what=what, by=who(work.by), code=code))
    await work.flush()


async def bare(work: Work, application: UUID) -> ApplicationRow:
    """For what happens to its payments, also when the person behind it was erased since."""
    query = select(ApplicationRow).where(ApplicationRow.id == application).with_for_update().execution_options(populate_existing=True)
    return (await work.session.exec(query)).one()


async def checks(work: Work, drawn: Sequence[UUID]) -> dict[UUID, bool]:
    """Of those that were looked at: whether the last spot check was right."""
    rows = await work.connection.fetch(
        "select distinct on (application_id) application_id, code from history where application_id = any($1) and what = 'checked' "
        "order by application_id, position desc",
        list(drawn),
    )
    return {row[0]: row[1] == "passed" for row in rows}


async def by_reference(work: Work, reference: str) -> ApplicationRow | None:
    """For the house itself, of this region."""
    query = select(ApplicationRow).where(ApplicationRow.reference == reference, ApplicationRow.region == work.by.region)
    return (await work.session.exec(query)).one_or_none()


async def reference_of(work: Work, application: UUID) -> str:
    found: str = await work.connection.fetchval("select reference from application where id = $1", application)
    return found


async def state_of(work: Work, application: UUID) -> str:
    found: str = await work.connection.fetchval("select state from application where id = $1", application)
    return found


async def decided_by(work: Work, application: UUID) -> str | None:
    found: str | None = await work.connection.fetchval("select decided_by from application where id = $1", application)
    return found


async def history(work: Work, application: UUID) -> Sequence[HistoryRow]:
    query = select(HistoryRow).where(HistoryRow.application_id == application).order_by(col(HistoryRow.position))
    return (await work.session.exec(query)).all()


async def tasks_done(work: Work, subject: UUID) -> None:
    """What somebody was asked to look at has moved on."""
    await work.connection.execute(
        "update task set done_at = $2, done_by = $3 where subject = $1 and done_at is null", subject, work.now, work.by.subject
    )


def who(by: Caller) -> str:
    """As it stands in a history."""
    return "applicant" if by.kind in ("system", "link") else by.subject
