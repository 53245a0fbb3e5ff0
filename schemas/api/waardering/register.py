"""Between waardering and intake: who wants to be known at the support desk, and of whom an erasure may be asked."""

from typing import Annotated

from pydantic import Field

from schemas.api.base import Resource
from schemas.api.intake.erasures import Reference
from schemas.api.intake.parts import Day
from schemas.api.intake.signals import CaregiverIn
from schemas.base import LanguageCode, MunicipalityCode, PersonId, RegionCode


class RegisterEntry(Resource):
    """`POST /v1/register-entries` by intake: who said yes, and when."""

    caregiver: CaregiverIn
    said_on: Day


class ErasureCandidates(Resource):
    """`POST /v1/erasure-candidates` by intake: the people of an application by its reference, or one by an id."""

    region: RegionCode
    reference: Reference | None = None
    person_id: PersonId | None = None


class RegisterQuestion(Resource):
    """`POST /v1/register-contacts` at intake, by waardering: to recognise whom it invites, and at the moment that it writes to her."""

    person_ids: Annotated[tuple[PersonId, ...], Field(min_length=1, max_length=100)]


class RegisterContact(Resource):
    """Someone whose yes to the register stands, by the id that was asked for."""

    person_id: PersonId
    given_name: str | None = None
    family_name_prefix: str | None = None
    family_name: str
    birth_date: Day | None = None
    postcode: str | None = None
    house_number: int | None = None
    house_number_addition: str | None = None
    municipality: MunicipalityCode | None = None
    language: LanguageCode = "nl"
    email: str | None = None
    """Only where she said that mail reaches nobody but her."""
    may_write: bool = False
    """Whether a letter reaches her safely."""


class RegisterContacts(Resource):
    """Whoever is absent may not be written to, whatever the reason."""

    items: tuple[RegisterContact, ...]
