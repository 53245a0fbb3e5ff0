"""A region's checked data, and who may log in where no issuer is set."""

from dataclasses import dataclass
from functools import lru_cache
from uuid import UUID

from pydantic import TypeAdapter

from kernel.region_files import read_region, region_folder
from schemas.base import id_of
from services.directory.region.models import Offer, Organisation, People, Region

ORGANISATIONS, OFFERS = TypeAdapter(tuple[Organisation, ...]), TypeAdapter(tuple[Offer, ...])


@dataclass(frozen=True)
class RegionData:
    """Everything that the region's staff wrote."""

    region: Region
    organisations: tuple[Organisation, ...]
    offers: tuple[Offer, ...]
    people: People


@dataclass(frozen=True)
class DemoPerson:
    """Someone to log in as, with the claims of her token."""

    key: str
    id: UUID
    """Subject of the token and id of the member of staff."""
    name: str
    email: str
    organisation: str
    """Key of the organisation."""
    organisation_name: str
    unit: str
    roles: tuple[str, ...]
    about: str
    """One line for the login page."""
    region: str


@dataclass(frozen=True)
class DemoClient:
    """A system that signals; its demo secret is `demo-` and its key."""

    key: str
    client_id: str
    name: str
    organisation: str
    roles: tuple[str, ...]
    kinds: tuple[str, ...]
    region: str


def region_data(region: str) -> RegionData:
    """Read again only when a file changed; raises pydantic's error where `check` would show a problem."""
    folder = region_folder(region)
    changed = tuple((folder / name).stat().st_mtime_ns for name in ("region.yml", "organisations.yml", "offers.yml", "people.yml"))
    return _read(region, str(folder), changed)


@lru_cache(maxsize=16)
def _read(region: str, _folder: str, _changed: tuple[int, ...]) -> RegionData:
    return RegionData(
        Region.model_validate(read_region(region, "region.yml")),
        ORGANISATIONS.validate_python(read_region(region, "organisations.yml")),
        OFFERS.validate_python(read_region(region, "offers.yml")),
        People.model_validate(read_region(region, "people.yml")),
    )


def demo_people(region: str) -> tuple[DemoPerson, ...]:
    data = region_data(region)
    names = {one.key: one.name for one in data.organisations}
    return tuple(
        DemoPerson(
            key=one.key,
            id=id_of(region, "staff", one.key),
            name=str(one.name),
            email=one.email,
            organisation=one.organisation,
            organisation_name=names[one.organisation],
            unit=one.unit,
            roles=tuple(one.roles),
            about=one.about,
            region=region,
        )
        for one in data.people.people
    )


def demo_clients(region: str) -> tuple[DemoClient, ...]:
    return tuple(
        DemoClient(
            key=one.key,
            client_id=one.client_id,
            name=one.name,
            organisation=one.organisation,
            roles=tuple(one.roles),
            kinds=tuple(one.kinds),
            region=region,
        )
        for one in region_data(region).people.clients
    )
