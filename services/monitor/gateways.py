"""Which organisation is a region's desk, from the region's own data."""

from pydantic import BaseModel

from kernel.region_files import read_region
from schemas.base import OrganisationId, RegionCode, id_of


class _Desk(BaseModel):
    organisation: str


class _RegionFile(BaseModel):
    desk: _Desk


def desk_of(region: RegionCode) -> OrganisationId:
    found = _RegionFile.model_validate(read_region(region, "region.yml"))
    return OrganisationId(id_of(region, "organisation", found.desk.organisation))
