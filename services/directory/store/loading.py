"""Brings a region's files into the tables; doing it again changes nothing."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, update
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col

from kernel.work import Work
from schemas.base import id_of
from services.directory.region.models import Offer, Organisation, Person
from services.directory.region.reading import RegionData
from services.directory.tables import CapacityRow, OfferRow, OrganisationRow, StaffRow

LOADING = 0x6469726563746F72
"""Two processes that start at once load one after the other."""


async def bring_in(work: Work, data: RegionData) -> None:
    await work.connection.execute("select pg_advisory_xact_lock($1)", LOADING)
    region = data.region.code
    await _replace(work, OrganisationRow, region, [_organisation(region, one) for one in data.organisations])
    await _replace(work, StaffRow, region, [_staff(region, one) for one in data.people.people])
    offers = [_offer(region, one) for one in data.offers]
    await _forget_older_room(work, offers)
    await _replace(work, OfferRow, region, offers)


async def _replace(
    work: Work, table: type[OrganisationRow] | type[StaffRow] | type[OfferRow], region: str, rows: Sequence[dict[str, object]]
) -> None:
    """What left the files stays as an inactive row, so that what points to it still finds a name."""
    ids = [row["id"] for row in rows]
    await work.session.exec(update(table).where(col(table.region) == region, col(table.id).not_in(ids)).values(active=False))
    if rows:
        statement = insert(table)
        fresh = {name: statement.excluded[name] for name in rows[0] if name != "id"}
        await work.session.exec(statement.on_conflict_do_update(index_elements=["id"], set_=fresh), params=list(rows))


async def _forget_older_room(work: Work, offers: Sequence[dict[str, object]]) -> None:
    """A provider's own word counts until the file says something else than it did."""
    known = {
        row["id"]: (row["available"], row["waiting_days"])
        for row in await work.connection.fetch("select id, available, waiting_days from offer")
    }
    changed = [one["id"] for one in offers if one["id"] in known and known[one["id"]] != (one["available"], one["waiting_days"])]
    if changed:
        await work.session.exec(delete(CapacityRow).where(col(CapacityRow.offer_id).in_(changed)))


def _organisation(region: str, one: Organisation) -> dict[str, object]:
    return {
        "id": id_of(region, "organisation", one.key),
        "region": region,
        "key": one.key,
        "name": one.name,
        "kind": one.kind,
        "phone": one.phone,
        "email": one.email,
        "website": one.website,
        "municipalities": list(one.municipalities),
        "source": one.source,
        "active": True,
    }


def _staff(region: str, one: Person) -> dict[str, object]:
    return {
        "id": id_of(region, "staff", one.key),
        "region": region,
        "organisation": id_of(region, "organisation", one.organisation),
        "name": str(one.name),
        "given_name": one.name.given,
        "unit": one.unit,
        "email": one.email,
        "roles": list(one.roles),
        "active": True,
    }


def _offer(region: str, one: Offer) -> dict[str, object]:
    return {
        "id": offer_id(region, one.key),
        "region": region,
        "key": one.key,
        "organisation": id_of(region, "organisation", one.organisation),
        "name": one.name,
        "summary": one.summary,
        "support_areas": list(one.support_areas),
        "municipalities": list(one.municipalities),
        "postcodes": [list(span) for span in one.postcodes],
        "groups": list(one.groups),
        "languages": list(one.languages),
        "respite_form": one.respite_form,
        "free": one.cost == "free",
        "cost": one.cost_text,
        "access": one.access,
        "collective": one.collective,
        "warm_handover": one.warm_handover,
        "available": one.capacity.available,
        "waiting_days": one.capacity.waiting_days,
        "checked_on": one.checked_on,
        "source": one.source,
        "active": True,
    }


def offer_id(region: str, key: str) -> UUID:
    return id_of(region, "offer", key)
