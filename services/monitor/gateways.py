"""Which organisation is a region's desk, from the region's own data."""

from uuid import UUID

from pydantic import BaseModel

from kernel.region_files import NoSuchRegion, read_region
from schemas.base import RegionCode, id_of


class _Desk(BaseModel):
    organisation: str


class _RegionFile(BaseModel):
    desk: _Desk


def is_desk(organisation: UUID | None, region: RegionCode) -> bool:
    try:
        found = _RegionFile.model_validate(read_region(region, "region.yml"))
    except NoSuchRegion:
        return False
    return organisation == id_of(region, "organisation", found.desk.organisation)
