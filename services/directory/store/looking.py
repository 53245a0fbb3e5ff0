"""Looking up organisations, offers and staff."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, tuple_
from sqlmodel import col, select

from kernel.work import Work
from schemas.words import Group, SupportArea
from services.directory.tables import CapacityRow, OfferRow, OrganisationRow, StaffRow

PAGE = 50


@dataclass(frozen=True, slots=True)
class After:
    """The last row of the page before."""

    name: str
    id: UUID


@dataclass(frozen=True, slots=True)
class Found:
    """An offer with who offers it and what room it has now."""

    offer: OfferRow
    organisation: OrganisationRow
    room: CapacityRow | None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What someone looks for; empty fields leave it open."""

    region: str | None = None
    organisation: UUID | None = None
    area: SupportArea | None = None
    municipality: str | None = None
    group: Group | None = None
    language: str | None = None
    words: tuple[str, ...] = ()

    def conditions(self) -> list[ColumnElement[bool]]:
        found: list[ColumnElement[bool]] = [col(OfferRow.active).is_(True)]
        if self.region is not None:
            found.append(col(OfferRow.region) == self.region)
        if self.organisation is not None:
            found.append(col(OfferRow.organisation) == self.organisation)
        for column, value in (
            (OfferRow.support_areas, self.area),
            (OfferRow.municipalities, self.municipality),
            (OfferRow.languages, self.language),
        ):
            if value is not None:
                found.append(col(column).contains([str(value)]))
        if self.group is not None:
            for_everyone = func.cardinality(col(OfferRow.groups)) == 0
            found.append(or_(for_everyone, col(OfferRow.groups).contains([str(self.group)])))
        for word in self.words:
            found.append(
                or_(*(col(column).icontains(word, autoescape=True) for column in (OfferRow.name, OfferRow.summary, OrganisationRow.name)))
            )
        return found


def _offers(*conditions: ColumnElement[bool]):  # type: ignore[no-untyped-def]  # SQLModel's own name for this is longer than the line
    return (
        select(OfferRow, OrganisationRow, CapacityRow)
        .join(OrganisationRow, col(OrganisationRow.id) == col(OfferRow.organisation))
        .join(CapacityRow, col(CapacityRow.offer_id) == col(OfferRow.id), isouter=True)
        .where(*conditions)
    )


async def offers(work: Work, wanted: Wanted, after: After | None) -> tuple[list[Found], After | None, int]:
    """By name, a page at a time."""
    conditions = wanted.conditions()
    total = (await work.session.exec(select(func.count()).select_from(_offers(*conditions).subquery()))).one()
    place = tuple_(col(OfferRow.name), col(OfferRow.id))
    if after is not None:
        conditions.append(place > (after.name, after.id))
    rows = (await work.session.exec(_offers(*conditions).order_by(col(OfferRow.name), col(OfferRow.id)).limit(PAGE + 1))).all()
    page = [Found(*row) for row in rows[:PAGE]]
    return page, After(page[-1].offer.name, page[-1].offer.id) if len(rows) > PAGE else None, total


async def all_offers(work: Work, wanted: Wanted) -> list[Found]:
    """For a ranking: a region has some hundreds."""
    return [Found(*row) for row in await work.session.exec(_offers(*wanted.conditions()))]


async def offer(work: Work, offer_id: UUID, *, locked: bool = False) -> Found | None:
    """Also one that is no longer offered, by its id."""
    question = _offers(col(OfferRow.id) == offer_id)
    if locked:
        question = question.with_for_update(of=OfferRow).execution_options(populate_existing=True)
    row = (await work.session.exec(question)).one_or_none()
    return Found(*row) if row else None


async def organisations(work: Work, region: str | None, after: After | None) -> tuple[list[OrganisationRow], After | None, int]:
    conditions: list[ColumnElement[bool]] = [col(OrganisationRow.active).is_(True)]
    if region is not None:
        conditions.append(col(OrganisationRow.region) == region)
    total = (await work.session.exec(select(func.count()).select_from(OrganisationRow).where(*conditions))).one()
    if after is not None:
        conditions.append(tuple_(col(OrganisationRow.name), col(OrganisationRow.id)) > (after.name, after.id))
    question = select(OrganisationRow).where(*conditions).order_by(col(OrganisationRow.name), col(OrganisationRow.id)).limit(PAGE + 1)
    rows = list((await work.session.exec(question)).all())
    page = rows[:PAGE]
    return page, After(page[-1].name, page[-1].id) if len(rows) > PAGE else None, total


async def organisation(work: Work, organisation_id: UUID) -> OrganisationRow | None:
    return await work.session.get(OrganisationRow, organisation_id)


async def staff(
    work: Work, *, ids: Sequence[UUID] | None = None, organisation: UUID | None = None
) -> list[tuple[StaffRow, OrganisationRow]]:
    """By id also who left; of an organisation who works there now."""
    question = select(StaffRow, OrganisationRow).join(OrganisationRow, col(OrganisationRow.id) == col(StaffRow.organisation))
    if ids is not None:
        question = question.where(col(StaffRow.id).in_(ids))
    if organisation is not None:
        question = question.where(col(StaffRow.organisation) == organisation, col(StaffRow.active).is_(True))
    return list((await work.session.exec(question.order_by(col(StaffRow.name), col(StaffRow.id)))).all())
