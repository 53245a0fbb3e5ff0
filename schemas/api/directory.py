"""The service directory: who offers what, in the words of HSDS and the eight support areas."""

from datetime import date

from pydantic import Field

from schemas.api.base import Page, Resource
from schemas.base import LanguageCode, MunicipalityCode, OfferId, OrganisationId, RegionCode, StaffId
from schemas.words import Group, Role, SupportArea, Urgency


class Organisation(Resource):
    id: OrganisationId
    key: str
    name: str
    kind: str
    phone: str | None = None
    email: str | None = None
    website: str | None = None
    municipalities: tuple[MunicipalityCode, ...] = ()
    source: str = ""


class Organisations(Page):
    items: tuple[Organisation, ...]


class Offer(Resource):
    id: OfferId
    key: str
    organisation: OrganisationId
    organisation_name: str
    name: str
    summary: str
    support_areas: tuple[SupportArea, ...]
    municipalities: tuple[MunicipalityCode, ...]
    groups: tuple[Group, ...] = ()
    languages: tuple[LanguageCode, ...] = ("nl",)
    respite_form: str | None = None
    cost: str = ""
    access: str = ""
    collective: bool = False
    warm_handover: bool = False
    """Where this help is usually better begun by meeting first."""
    available: int | None = None
    waiting_days: int | None = None
    checked_on: date | None = None
    source: str = ""


class Offers(Page):
    items: tuple[Offer, ...]


class RankingRequest(Resource):
    """Asked without identity: nothing here tells who it is."""

    region: RegionCode
    support_areas: tuple[SupportArea, ...] = Field(min_length=1)
    municipality: MunicipalityCode | None = None
    groups: tuple[Group, ...] = ()
    language: LanguageCode = "nl"
    urgency: Urgency = Urgency.ROUTINE
    postcode4: int | None = Field(None, ge=1000, le=9999)


class Reason(Resource):
    """One reason for an offer's place: `good` speaks for it, otherwise something to mind."""

    code: str
    good: bool
    text: str
    """Plain Dutch, as the assessor reads it."""


class RankedOffer(Resource):
    offer: Offer
    reasons: tuple[Reason, ...]
    answer_within: str
    """When the provider has to answer, in plain Dutch, such as `twee werkdagen`."""


class Ranking(Resource):
    considered: int
    """How many offers the region has in these areas."""
    items: tuple[RankedOffer, ...]


class Staff(Resource):
    """Who works where; shown to colleagues and, by first meeting, to the caregiver."""

    id: StaffId
    name: str
    given_name: str
    organisation: OrganisationId
    organisation_name: str
    unit: str | None = None
    email: str | None = None
    phone: str | None = None
    roles: tuple[Role, ...] = ()


class StaffLookup(Resource):
    """Names for ids, at most 100 at once; `email` only to services and colleagues."""

    ids: tuple[StaffId, ...] = Field(max_length=100)


class StaffList(Resource):
    items: tuple[Staff, ...]


class Inbox(Resource):
    """Where an organisation gets its post, for notifications."""

    organisation: OrganisationId
    name: str
    email: str
    staff: tuple[Staff, ...] = ()


class SafetyNumber(Resource):
    """Whom to ring when someone is not safe."""

    name: str
    phone: str


class Region(Resource):
    """What a page needs to know of a region: names, desk, safety numbers, municipalities."""

    code: RegionCode
    name: str
    theme: str
    desk_name: str
    desk_phone: str
    desk_email: str
    desk_hours: str
    municipalities: dict[MunicipalityCode, str]
    safety_numbers: tuple[SafetyNumber, ...]


class CapacityChange(Resource):
    """A provider says how much room an offer has."""

    available: int | None = Field(None, ge=0, le=10_000)
    waiting_days: int | None = Field(None, ge=0, le=1000)
