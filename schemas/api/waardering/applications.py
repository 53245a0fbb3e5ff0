"""An application as it is sent, and as the officer sees it."""

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field, Strict, StringConstraints

from schemas.api.base import Happened, Page, Resource
from schemas.api.intake.parts import Day, Email, HouseNumber, Line, Name, Phone, Postcode, YesOrNo
from schemas.api.intake.signals import SignalIn
from schemas.base import ApplicationId, LanguageCode, MunicipalityCode, PersonId, StaffId
from schemas.words import Applicant, ApplicationState, AppliedVia, Group, RefusalReason, Relation, WaarderingForm

Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Cents = Annotated[int, Field(ge=0, le=10_000_000), Strict()]
Answer = Annotated[bool, Strict()] | Annotated[int, Strict()] | Line
"""To a question of the scheme's own."""
LinkToken = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{20,100}$")]
Place = Annotated[str, StringConstraints(min_length=1, max_length=60, strip_whitespace=True, pattern=r"^[^\n\r\t]*$")]
"""One line in the window of an envelope."""
Iban = Annotated[str, StringConstraints(min_length=15, max_length=42)]
"""As typed; kept without spaces."""


class StayIn(Resource):
    municipality: MunicipalityCode
    since: Day
    until: Day | None = None


class IndicationIn(Resource):
    law: Literal["wmo", "wlz", "zvw", "jeugdwet"]
    since: Day
    until: Day | None = None


class WaarderingPersonIn(Resource):
    """Only what the scheme needs is asked; what is not said is not known, and never guessed."""

    person_id: PersonId | None = None
    """By staff, who know this person from the register."""
    given_name: Name | None = None
    family_name_prefix: Annotated[str, StringConstraints(max_length=20, strip_whitespace=True)] | None = None
    family_name: Name
    birth_date: Day | None = None
    postcode: Postcode | None = None
    house_number: HouseNumber | None = None
    house_number_addition: Annotated[str, StringConstraints(max_length=10, strip_whitespace=True)] | None = None
    street: Place | None = None
    """As it stands on a letter; postcode and number lead to the same door."""
    town: Place | None = None
    """Absent: that of the postcode, as far as it lies in the region."""
    municipality: MunicipalityCode | None = None
    """Where she lives, when the postcode does not tell it."""
    lived: Annotated[tuple[StayIn, ...], Field(max_length=20)] = ()
    phone: Phone | None = None
    email: Email | None = None
    language: LanguageCode = "nl"
    died_on: Day | None = None
    exclusions: Annotated[dict[Code, YesOrNo], Field(max_length=20, default_factory=dict)]
    """To what keeps someone out of a scheme: yes or no."""
    answers: Annotated[dict[Code, Answer], Field(max_length=50, default_factory=dict)]
    income_cents: Annotated[int, Field(ge=0, le=10_000_000_000), Strict()] | None = None
    household_kind: Literal["single", "single-parent", "couple"] | None = None
    iban: Iban | None = None
    """Where it may be paid to, of whoever the scheme pays."""
    account_name: Name | None = None


class WaarderingRecipientIn(WaarderingPersonIn):
    """The person cared for."""

    country: Literal["NL", "BE", "DE", "LU", "FR", "GB", "other"] | None = None
    """Where the scheme asks for it; abroad there is no postcode."""
    indications: Annotated[tuple[IndicationIn, ...], Field(max_length=20)] | None = None
    caregivers: Annotated[int, Field(ge=0, le=100), Strict()] | None = None
    """How many care for this person, also those who ask for nothing."""


class WaarderingCaregiverIn(WaarderingPersonIn):
    """One for whom the appreciation is asked."""

    relation: Relation | None = None
    groups: Annotated[tuple[Group, ...], Field(max_length=8)] | None = None
    hours_a_week: Annotated[int, Field(ge=0, le=168), Strict()] | None = None
    cares_since: Day | None = None
    cares_until: Day | None = None
    months_of_care: Annotated[int, Field(ge=0, le=1200), Strict()] | None = None
    recipients: Annotated[int, Field(ge=0, le=50), Strict()] | None = None
    registered: YesOrNo | None = None
    registered_since: Day | None = None
    declared: YesOrNo | None = None
    """Signed that it is all true."""
    evidence: Annotated[dict[Code, YesOrNo | None], Field(max_length=20, default_factory=dict)]
    """What was handed in, and whether staff accepted it; null: nobody looked yet."""
    form: WaarderingForm | None = None
    form_key: Code | None = None
    chosen_cents: Cents | None = None
    """Her share, where whoever asks divides it."""
    wishes_help: YesOrNo = False
    """The contact moment: how are you, may someone call you? Her yes becomes a signal of her own."""
    how_it_goes: Line | None = None
    """In her own words, for who calls."""
    wishes_register: YesOrNo = False
    """She says herself that she wants to be known at the support desk, for news and invitations."""


class ApplicationIn(Resource):
    """`POST /v1/applications`."""

    scheme: Code
    applicant: Applicant
    via: AppliedVia = AppliedVia.ONLINE
    received_on: Day | None = None
    """Of a letter: the day on which it came. Staff only."""
    care_recipient: WaarderingRecipientIn | None = None
    caregivers: Annotated[tuple[WaarderingCaregiverIn, ...], Field(min_length=1, max_length=20)]
    answers: Annotated[dict[Code, Answer], Field(max_length=50, default_factory=dict)]
    late_reason: Literal["illness", "bereavement", "crisis", "not-informed", "our-mistake", "other"] | None = None
    wishes_link: YesOrNo = False
    """A link comes back, by which whoever applied sees how it stands."""
    draft: LinkToken | None = None
    """Of what was saved on the way; it goes when this is sent."""


class FactsIn(Resource):
    """What was missing, or was wrong: only what is named here changes."""

    care_recipient: WaarderingRecipientIn | None = None
    caregivers: Annotated[tuple[WaarderingCaregiverIn, ...], Field(max_length=20)] = ()
    answers: Annotated[dict[Code, Answer], Field(max_length=50, default_factory=dict)]
    late_accepted: YesOrNo | None = None


class ApplicationStatus(Resource):
    """What whoever sent it reads at once."""

    id: ApplicationId
    reference: str
    """For people to read out."""
    state: ApplicationState
    decide_by: AwareDatetime
    cents: int | None = None
    """When it was granted at once."""
    link: LinkToken | None = None
    """The only time that it is told."""


class ApplicationLine(Resource):
    """In a list."""

    id: ApplicationId
    version: int
    """For a decision on several at once, each on what was read."""
    reference: str
    scheme: str
    year: int
    state: ApplicationState
    applicant: Applicant
    via: AppliedVia
    municipality: MunicipalityCode | None = None
    advice: str
    received_at: AwareDatetime
    decide_by: AwareDatetime
    owner: StaffId | None = None
    proposed_cents: int | None = None
    """What the rules propose; none where it is known only later."""
    reserved_cents: int = 0
    budget_id: UUID | None = None
    granted_cents: int | None = None
    drawn: bool = False
    checked: bool | None = None
    """Of a drawn one: whether the spot check was right; none: nobody looked yet."""
    name: str
    """Of who applied."""


class ApplicationCounts(Resource):
    """How many stand on each list, within the same scheme."""

    open: int
    mine: int
    due: int
    ready: int
    waiting: int
    drawn: int


class Applications(Page):
    items: tuple[ApplicationLine, ...]
    counts: ApplicationCounts


class ConditionShown(Resource):
    """One condition of the scheme, what became of it, and the fact that was used."""

    condition: str
    verdict: Literal["met", "not-met", "unknown"]
    about: str | None = None
    """Whose: a person id of this application."""
    text: str
    fact: str | None = None
    """Such as `10 uur per week`; `niet bekend` where there is none."""
    article: str | None = None


class PersonShown(Resource):
    id: PersonId
    name: str
    given_name: str | None = None
    family_name: str | None = None
    """With what stands before it, as people write it."""
    birth_date: date | None = None
    postcode: str | None = None
    house_number: str | None = None
    street: str | None = None
    town: str | None = None
    phone: str | None = None
    email: str | None = None


class PartyShown(Resource):
    """A caregiver of the application, and what she gets."""

    person: PersonShown
    form: WaarderingForm | None = None
    gets: str | None = None
    """What she chose or was granted, as the scheme calls it."""
    given_to: str | None = None
    """The good cause to which it goes instead."""
    share_cents: int | None = None
    iban: str | None = None
    """Without its middle."""
    wishes_help: bool = False


class Application(ApplicationLine):
    """With everything that the officer needs to decide. `ETag` is its version."""

    care_recipient: PersonShown | None = None
    parties: tuple[PartyShown, ...]
    conditions: tuple[ConditionShown, ...]
    explanation: str = ""
    """In plain Dutch, as the letter will say it."""
    legal_nature: Literal["decision", "gift"] = "decision"
    asked: str | None = None
    """What was asked of the applicant, while it waits for that."""
    answer_by: AwareDatetime | None = None
    postponed: bool = False
    form: WaarderingForm | None = None
    reason: RefusalReason | None = None
    article: str | None = None
    automatic: bool = False
    decided_at: AwareDatetime | None = None
    decided_by: str | None = None
    objection_until: AwareDatetime | None = None
    note: str | None = None
    history: tuple[Happened, ...] = ()


class SchemeShown(Resource):
    """What anyone may know of a scheme."""

    key: str
    name: str
    organisation: str | None = None
    municipalities: tuple[MunicipalityCode, ...]
    """All where it holds."""
    version: str | None = None
    text: str
    """In plain Dutch."""
    open: bool
    """Whether it can be asked for today."""
    online: bool = False
    """Whether who cares, or who is cared for, can ask for it online today; some come only on paper, by staff or through a programme."""


class SchemesShown(Resource):
    items: tuple[SchemeShown, ...]


class WishQuestion(Resource):
    """`POST /v1/wishes` by intake, which heard that this caregiver wishes to be called."""

    application_id: ApplicationId
    caregiver_id: PersonId


class Wish(Resource):
    """What she said, as a signal of her own."""

    signal: SignalIn
