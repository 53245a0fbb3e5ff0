"""Rows as the API's resources; who may see which address."""

from kernel.caller import Caller
from schemas.api import directory as api
from schemas.base import OfferId, OrganisationId, StaffId
from schemas.words import Group, Role, SupportArea
from services.directory.store.looking import Found
from services.directory.tables import OrganisationRow, StaffRow


def organisation(row: OrganisationRow) -> api.Organisation:
    return api.Organisation(
        id=OrganisationId(row.id),
        key=row.key,
        name=row.name,
        kind=row.kind,
        phone=row.phone,
        email=row.email,
        website=row.website,
        municipalities=tuple(row.municipalities),
        source=row.source,
    )


def offer(found: Found) -> api.Offer:
    row, room = found.offer, found.room or found.offer
    return api.Offer(
        id=OfferId(row.id),
        key=row.key,
        organisation=OrganisationId(row.organisation),
        organisation_name=found.organisation.name,
        name=row.name,
        summary=row.summary,
        support_areas=tuple(map(SupportArea, row.support_areas)),
        municipalities=tuple(row.municipalities),
        groups=tuple(map(Group, row.groups)),
        languages=tuple(row.languages),
        respite_form=row.respite_form,
        cost=row.cost,
        access=row.access,
        collective=row.collective,
        warm_handover=row.warm_handover,
        available=room.available,
        waiting_days=room.waiting_days,
        checked_on=row.checked_on,
        source=row.source,
    )


def staff(row: StaffRow, home: OrganisationRow, *, asked_by: Caller) -> api.Staff:
    """Address and roles only to services and colleagues; the number is the organisation's own."""
    close = asked_by.kind == "service" or asked_by.organisation == row.organisation
    return api.Staff(
        id=StaffId(row.id),
        name=row.name,
        given_name=row.given_name,
        organisation=OrganisationId(row.organisation),
        organisation_name=home.name,
        unit=row.unit,
        phone=home.phone,
        email=row.email if close else None,
        roles=tuple(map(Role, row.roles)) if close else (),
    )
