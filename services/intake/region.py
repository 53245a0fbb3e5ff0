"""Intake's own part of a region's data: the desk's hours, its terms, its postcodes."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import cached_property
from time import monotonic
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from kernel.refusals import Forbidden
from kernel.region_files import NoSuchRegion, read_region
from kernel.working_time import ClosingDay, Span, Term, Unit, WorkingTime
from schemas.base import MunicipalityCode, OrganisationId, id_of
from schemas.words import SignallerKind, Urgency
from services.intake.domain.normal import PostcodeRanges

NEXT_WORKING_DAY = Span(amount=1, unit=Unit.WORKING_DAYS)


class _Data(BaseModel):
    """What other services read in the same file is none of ours."""

    model_config = ConfigDict(frozen=True, extra="ignore")


class Municipality(_Data):
    code: MunicipalityCode
    postcodes: tuple[tuple[int, int], ...]


class Desk(_Data):
    organisation: str
    opening_hours: JsonValue
    closing_days: tuple[ClosingDay, ...] = ()


class Terms(_Data):
    """When the desk has to have tried to reach her, per urgency, and the terms of the law."""

    safety: Term
    today: Term
    soon: Term
    routine: Term
    art14: Span
    contact_data_after_no: Span
    caregiver_link: Span

    def of(self, urgency: Urgency) -> Term:
        return {Urgency.SAFETY: self.safety, Urgency.TODAY: self.today, Urgency.SOON: self.soon, Urgency.ROUTINE: self.routine}[urgency]


class Client(_Data):
    """A system that signals without a person, and as whom it may."""

    client_id: str
    kinds: tuple[SignallerKind, ...] = ()


class Clients(_Data):
    clients: tuple[Client, ...] = ()


class Region(_Data):
    code: str
    reference_prefix: Annotated[str, Field(pattern=r"^[A-Z]{1,5}$")]
    time_zone: str = "Europe/Amsterdam"
    municipalities: tuple[Municipality, ...]
    desk: Desk
    terms: Terms
    kinds: Mapping[str, frozenset[SignallerKind]] = {}
    """Per client that the region knows: as whom it may signal; nothing named is no bound."""

    @cached_property
    def working_time(self) -> WorkingTime:
        return WorkingTime.model_validate(
            {"opening_hours": self.desk.opening_hours, "closing_days": self.desk.closing_days, "time_zone": self.time_zone}
        )

    def due(self, urgency: Urgency, received_at: datetime) -> datetime:
        return self.working_time.due(self.terms.of(urgency), received_at)

    def local_day(self, at: datetime) -> date:
        return self.working_time.local_day(at)

    def inform_by(self, received_at: datetime) -> datetime:
        return self.working_time.due(self.terms.art14, received_at)

    def forget_at(self, refused_at: datetime) -> datetime:
        return self.working_time.due(self.terms.contact_data_after_no, refused_at)

    def climb_at(self, urgency: Urgency, at: datetime) -> datetime:
        """When what is overdue goes to someone higher: safety at once again, the rest the next working day."""
        return self.working_time.due(self.terms.safety if urgency is Urgency.SAFETY else NEXT_WORKING_DAY, at)

    @cached_property
    def postcodes(self) -> PostcodeRanges:
        return {municipality.code: municipality.postcodes for municipality in self.municipalities}

    @property
    def desk_id(self) -> OrganisationId:
        return OrganisationId(UUID(str(id_of(self.code, "organisation", self.desk.organisation))))


class RegionNotServed(Forbidden):
    """This house does not serve your region."""

    in_dutch = "Dit aanmeldpunt is er niet voor uw regio."


_read: dict[str, tuple[JsonValue, JsonValue, Region, float]] = {}
LOOK_AGAIN = 1.0
"""Seconds after which the file is looked at again."""


def region(code: str) -> Region:
    """Made once from the region's file, and again when the file changed."""
    known = _read.get(code)
    if known is not None and monotonic() - known[3] < LOOK_AGAIN:
        return known[2]
    try:
        raw = read_region(code, "region.yml")
    except NoSuchRegion:
        raise RegionNotServed from None
    people = _people(code)
    made = known[2] if known is not None and known[0] is raw and known[1] is people else _made(raw, people)
    _read[code] = (raw, people, made, monotonic())
    return made


def _people(code: str) -> JsonValue:
    """A region whose systems log in at an issuer that tells their kinds has no such file."""
    try:
        return read_region(code, "people.yml")
    except FileNotFoundError:
        return None


def _made(raw: JsonValue, people: JsonValue) -> Region:
    clients = Clients.model_validate(people or {}).clients
    named = {client.client_id: frozenset(client.kinds) for client in clients if client.kinds}
    return Region.model_validate(raw).model_copy(update={"kinds": named})
