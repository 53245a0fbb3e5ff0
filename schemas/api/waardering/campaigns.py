"""The round of invitations of a year: who would be invited, how far it is, and what an invitation says."""

from datetime import date
from typing import Annotated

from pydantic import AwareDatetime, Field, Strict, StringConstraints

from schemas.api.base import Resource
from schemas.api.intake.parts import Day
from schemas.api.waardering.applications import Code
from schemas.base import CampaignId, InvitationId, MunicipalityCode, PersonId, StaffId
from schemas.words import CampaignState, LeftOut

Year = Annotated[int, Field(ge=2000, le=2200), Strict()]


class LeftOutCount(Resource):
    why: LeftOut
    count: int


class Invitees(Resource):
    """Whom a campaign would invite now. Counts only."""

    scheme: str
    year: int
    by_email: int
    by_letter: int
    invited_already: int = 0
    """By an earlier campaign of this scheme and year: nobody is invited twice."""
    left_out: tuple[LeftOutCount, ...] = ()
    opens_on: date | None = None
    """When it is not open for applications yet: the first day on which it is."""


class CampaignIn(Resource):
    """`POST /v1/campaigns`: nothing goes out before its day."""

    scheme: Code
    year: Year
    starts_on: Day
    reminds_on: Day | None = None
    """On which whoever did not ask yet is reminded, once; nobody is when it is left out."""


class CampaignProgress(Resource):
    """Of those invited. `asked`, `granted` and `paid` count people, each once."""

    expected: int
    """How many there were to invite when it began."""
    invited: int
    by_email: int
    by_letter: int
    letters_to_print: int
    sent: int
    """Of the e-mails and letters: left the house."""
    not_sent: int
    """It no longer held when it would go, or nothing reaches her."""
    reminded: int
    opted_out: int
    asked: int
    granted: int
    paid: int


class Campaign(Resource):
    """`ETag` is its version."""

    id: CampaignId
    version: int
    scheme: str
    year: int
    state: CampaignState
    starts_at: AwareDatetime
    reminds_at: AwareDatetime | None = None
    made_by: StaffId
    ended_at: AwareDatetime | None = None
    progress: CampaignProgress


class Campaigns(Resource):
    items: tuple[Campaign, ...]


class ContactChoiceIn(Resource):
    """`POST /v1/contact-choices`: someone said by phone or letter whether she wants a yearly invitation."""

    person_id: PersonId
    may_invite: Annotated[bool, Strict()]


class InvitationQuestion(Resource):
    """`POST /v1/invitation-letters` by notifications, which heard that someone is invited."""

    invitation_id: InvitationId
    reminder: Annotated[bool, Strict()] = False


class InvitationLetter(Resource):
    """Where it goes and what it says; only at the moment of sending."""

    email: str
    given_name: str | None = None
    language: str
    organisation: str
    token: str
    until: date | None = None
    """The last day on which it can be asked for."""
    words: str | None = None
    """The municipality's own, where the scheme has them."""


class InvitationTokenIn(Resource):
    """`POST /v1/invitation-lookups` and `POST /v1/invitation-refusals`: what stands in the link of an invitation."""

    token: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{20,100}$")]


class InvitationShown(Resource):
    """Behind the link; nothing in it tells who it is."""

    scheme: str
    name: str
    organisation: str
    municipalities: tuple[MunicipalityCode, ...]
    open: bool
    opted_out: bool
