"""Who the desk and the aandachtsfunctionaris of a region are, from the region's own data."""

from uuid import UUID

from pydantic import BaseModel

from kernel.region_files import NoSuchRegion, read_region
from schemas.base import OrganisationId, RegionCode, id_of


class _Desk(BaseModel):
    organisation: str


class _Safety(BaseModel):
    officer: str


class _RegionFile(BaseModel):
    desk: _Desk
    safety: _Safety


def _of(region: RegionCode) -> _RegionFile:
    return _RegionFile.model_validate(read_region(region, "region.yml"))


def desk_of(region: RegionCode) -> OrganisationId:
    return OrganisationId(id_of(region, "organisation", _of(region).desk.organisation))


def is_desk(organisation: UUID | None, region: RegionCode) -> bool:
    try:
        return organisation == desk_of(region)
    except NoSuchRegion:
        return False


def safety_officer_of(region: RegionCode) -> str:
    """The officer's name, as the directory has it too."""
    return _of(region).safety.officer
