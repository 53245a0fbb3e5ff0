"""Between waardering and intake: who wants to be known at the support desk, and of whom an erasure may be asked."""

from schemas.api.base import Resource
from schemas.api.intake.erasures import Reference
from schemas.api.intake.parts import Day
from schemas.api.intake.signals import CaregiverIn
from schemas.base import PersonId, RegionCode


class RegisterEntry(Resource):
    """`POST /v1/register-entries` by intake: who said yes, and when."""

    caregiver: CaregiverIn
    said_on: Day


class ErasureCandidates(Resource):
    """`POST /v1/erasure-candidates` by intake: the people of an application by its reference, or one by an id."""

    region: RegionCode
    reference: Reference | None = None
    person_id: PersonId | None = None
