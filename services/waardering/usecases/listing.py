"""The officer's lists: what stands on each, how many, in which order, and who is found by what someone reads out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, cast
from uuid import UUID

import sqlalchemy
from sqlalchemy import ColumnElement, exists, func
from sqlmodel import col, select

from kernel.work import Work
from schemas.api.waardering import ApplicationCounts, ApplicationLine
from schemas.words import ApplicationState
from services.waardering import terms
from services.waardering.domain import Proposal
from services.waardering.store import applications, people
from services.waardering.tables import ApplicationRow, HistoryRow, PartyRow, PersonRow
from services.waardering.usecases import showing

List = Literal["open", "mine", "due", "ready", "waiting", "drawn", "checked", "done"]
Sort = Literal["due", "-due", "received", "-received", "ended", "-ended"]
PAGE = 25
MOST_WORDS = 8
Rows = Sequence[ApplicationRow]
After = tuple[datetime, UUID] | None
"""Where a next page begins."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What narrows a list, and its counts; None: all of them."""

    scheme: str | None = None
    year: int | None = None
    municipality: str | None = None
    state: ApplicationState | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        row = ApplicationRow
        wanted = ((row.scheme, self.scheme), (row.year, self.year), (row.municipality, self.municipality), (row.state, self.state))
        return [col(column) == value for column, value in wanted if value is not None]


@dataclass(frozen=True, slots=True)
class Asked:
    """Which list, narrowed to what, in which order, from where."""

    which: List = "open"
    filters: Filters = Filters()
    sort: Sort | None = None
    after: After = None

    @property
    def order(self) -> Sort:
        return self.sort or ("-ended" if self.which == "done" else "due")

    @property
    def by(self) -> Any:  # a column of moments, mapped or computed
        """What the list is sorted by; what has not ended stands where its term ends."""
        row = ApplicationRow
        if self.order.endswith("ended"):
            return func.coalesce(row.ended_at, row.decide_by)
        return col(row.received_at) if self.order.endswith("received") else col(row.decide_by)

    def moment(self, row: ApplicationRow) -> datetime:
        if self.order.endswith("ended"):
            return row.ended_at or row.decide_by
        return row.received_at if self.order.endswith("received") else row.decide_by


async def rows(work: Work, asked: Asked, most: int) -> tuple[Rows, After]:
    """A page of them, and where the next one begins."""
    query = select(ApplicationRow).where(applications.visible(work.scope), *_on(work, asked.which), *asked.filters.conditions())
    found = (await work.session.exec(_ordered(query, asked).limit(most + 1))).all()
    shown = found[:most]
    return shown, (asked.moment(shown[-1]), shown[-1].id) if len(found) > most else None


def _ordered(query: Any, asked: Asked) -> Any:  # sqlmodel's own select, which has no one name for what it selects
    down = asked.order.startswith("-")
    if asked.after is not None:
        moment, last = asked.after
        further = asked.by < moment if down else asked.by > moment
        query = query.where(further | ((asked.by == moment) & (col(ApplicationRow.id) > last)))
    return query.order_by(asked.by.desc() if down else asked.by, col(ApplicationRow.id))


def _on(work: Work, which: List) -> list[ColumnElement[bool]]:
    row = ApplicationRow
    still_open = col(row.ended_at).is_(None)
    drawn = cast("ColumnElement[bool]", col(row.drawn))  # as it stands in the index, and no comparison
    checked = exists().where(col(HistoryRow.application_id) == row.id, col(HistoryRow.what) == "checked")
    lists: dict[List, list[ColumnElement[bool]]] = {
        "open": [still_open],
        "mine": [still_open, col(row.owner) == work.by.staff],
        "due": [still_open, col(row.decide_by) <= terms.days_after(work.now, 7)],
        "ready": [still_open, col(row.state) == ApplicationState.RECEIVED, col(row.advice) == Proposal.GRANT],
        "waiting": [still_open, col(row.state) == ApplicationState.WAITING],
        "drawn": [drawn, ~checked, col(row.state).not_in((ApplicationState.REFUSED, ApplicationState.WITHDRAWN))],
        "checked": [drawn, checked],
        "done": [col(row.ended_at).is_not(None)],
    }
    return lists[which]


async def counts(work: Work, filters: Filters) -> ApplicationCounts:
    """Of what is still to be done; what is done is not counted, for it only grows."""
    row = ApplicationRow
    named: tuple[List, ...] = ("open", "mine", "due", "ready", "waiting")
    here = [applications.visible(work.scope), *filters.conditions()]
    columns = [func.count().filter(*_on(work, which)) for which in named]
    run = await work.session.connection()
    open_ones = (await run.execute(sqlalchemy.select(*columns).where(*here, col(row.ended_at).is_(None)))).one()
    drawn = (await run.execute(sqlalchemy.select(func.count()).select_from(row).where(*here, *_on(work, "drawn")))).scalar_one()
    return ApplicationCounts(**dict(zip(named, open_ones, strict=True)), drawn=drawn)


async def lines(work: Work, found: Rows) -> list[ApplicationLine]:
    """Everyone whose name is shown is recorded."""
    known = await people.details(work, [row.person_id for row in found])
    checks = await applications.checks(work, [row.id for row in found if row.drawn])
    work.record(*(row.person_id for row in found), what="application", action="list")
    return [showing.line(row, known, checks.get(row.id)) for row in found]


async def by_reference(work: Work, reference: str) -> Rows:
    return await _found(work, col(ApplicationRow.reference) == reference.upper().replace(" ", ""))


async def by_ids(work: Work, ids: Sequence[UUID]) -> Rows:
    return await _found(work, col(ApplicationRow.id).in_(ids))


async def by_name(work: Work, name: str) -> Rows:
    """By a whole family name; what stands before it, or a first name, may be typed along."""
    words = name.split()[:MOST_WORDS]
    seals, region = work.service.seals, work.scope.region
    hashes = [people.name_hash(seals, region, " ".join(words[first:])) for first in range(len(words))]
    persons = select(PersonRow.id).where(PersonRow.region == region, col(PersonRow.name_hash).in_(hashes))
    named = select(PartyRow.application_id).where(col(PartyRow.person_id).in_(persons))
    return await _found(work, col(ApplicationRow.id).in_(named), most=PAGE + 1)


async def _found(work: Work, which: ColumnElement[bool], most: int = 100) -> Rows:
    """The latest first; nothing is found of another organisation."""
    query = select(ApplicationRow).where(applications.visible(work.scope), which)
    order = (col(ApplicationRow.received_at).desc(), col(ApplicationRow.id))
    return (await work.session.exec(query.order_by(*order).limit(most))).all()
