"""Waardering's own part of a region's data: its places, who handles which municipality's schemes, and from which account is paid."""

import re
from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property, lru_cache
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from kernel.refusals import Forbidden
from kernel.region_files import NoSuchRegion, read_region
from kernel.working_time import ClosingDay, WorkingTime
from schemas.base import MunicipalityCode, id_of
from services.waardering.refusals import NoAccountOfOurs

POSTCODE = re.compile(r"^([1-9]\d{3})\s?([A-Za-z]{2})$")


def postcode(typed: str) -> str | None:
    """As 1216AB, or nothing when it cannot be a Dutch postcode."""
    found = POSTCODE.match(typed.strip())
    return found[1] + found[2].upper() if found else None


class _Part(BaseModel):
    """What other services read in the same file is none of ours."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Municipality(_Part):
    code: MunicipalityCode
    name: str = ""
    postcodes: tuple[tuple[int, int], ...]


class Desk(_Part):
    organisation: str
    opening_hours: dict[str, JsonValue]
    closing_days: tuple[ClosingDay, ...] = ()


class Account(_Part):
    name: str
    iban: str


class Handler(_Part):
    """An organisation whose officers decide on the schemes of these municipalities."""

    organisation: str
    municipalities: tuple[MunicipalityCode, ...]
    account: Account | None = None


class Handlers(_Part):
    """waardering.yml; a region without it leaves everything to its desk."""

    handled_by: tuple[Handler, ...] = ()


class Region(_Part):
    code: str
    reference_prefix: Annotated[str, Field(pattern=r"^[A-Z]{1,5}$")]
    time_zone: str = "Europe/Amsterdam"
    municipalities: tuple[Municipality, ...]
    desk: Desk
    handlers: Handlers = Handlers()

    @cached_property
    def working_time(self) -> WorkingTime:
        return WorkingTime.model_validate(
            {"opening_hours": self.desk.opening_hours, "closing_days": self.desk.closing_days, "time_zone": self.time_zone}
        )

    @cached_property
    def places(self) -> dict[str, str]:
        """What its municipalities are called, by their code."""
        return {one.code: one.name or one.code for one in self.municipalities}

    def day(self, at: datetime) -> date:
        return self.working_time.local_day(at)

    def municipality(self, postcode: str | None) -> str | None:
        """Where a postcode lies; none outside the region."""
        found = self._at(postcode)
        return found.code if found else None

    def town(self, postcode: str | None) -> str:
        """What its municipality is called; nothing outside the region."""
        found = self._at(postcode)
        return found.name if found else ""

    def _at(self, postcode: str | None) -> Municipality | None:
        if postcode is None:
            return None
        digits = int(postcode[:4])
        return next((one for one in self.municipalities for low, high in one.postcodes if low <= digits <= high), None)

    @cached_property
    def _of(self) -> Mapping[str, Handler]:
        return {code: one for one in self.handlers.handled_by for code in one.municipalities}

    def handler(self, municipality: str) -> UUID:
        """The organisation that decides on a municipality's scheme."""
        found = self._of.get(municipality)
        return id_of(self.code, "organisation", found.organisation if found else self.desk.organisation)

    def account(self, organisation: UUID) -> Account:
        for one in self.handlers.handled_by:
            if one.account is not None and id_of(self.code, "organisation", one.organisation) == organisation:
                return one.account
        raise NoAccountOfOurs

    def reference(self, number: int, at: datetime) -> str:
        """For people to read out; the W (waardering) tells it from a signal's."""
        return f"{self.reference_prefix}-{self.day(at).year}-W{number:05d}"


class RegionNotServed(Forbidden):
    """This house does not serve your region."""

    in_dutch = "Dit kan niet voor uw regio."


def region(code: str) -> Region:
    """Made anew only when a file changed."""
    try:
        return _made(_Raw(read_region(code, "region.yml")), _Raw(_handlers(code)))
    except NoSuchRegion:
        raise RegionNotServed from None


def _handlers(code: str) -> JsonValue:
    try:
        return read_region(code, "waardering.yml")
    except FileNotFoundError:
        return {}


class _Raw:
    """Compared by identity: the reader gives the same object while the file stays the same."""

    def __init__(self, value: JsonValue) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value) if self.value else 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Raw) and (self.value is other.value or self.value == other.value == {})


@lru_cache(maxsize=400)
def _made(raw: _Raw, handlers: _Raw) -> Region:
    made = Region.model_validate(raw.value)
    return made.model_copy(update={"handlers": Handlers.model_validate(handlers.value)})
