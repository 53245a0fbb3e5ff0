"""What a scheme asks, two of its versions side by side, and how it turns out for people who do not exist."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field, Strict, StringConstraints, model_validator

from schemas.api.base import Resource
from schemas.api.waardering.applications import ApplicationLine, Code, ConditionShown
from schemas.base import ApplicationId, LanguageCode, MunicipalityCode
from schemas.words import Applicant, Relation, WaarderingForm

Asked = Literal[
    "recipient",
    "recipient-address",
    "recipient-country",
    "recipient-birth-date",
    "recipient-lived",
    "recipient-income",
    "recipient-caregivers",
    "indication",
    "caregiver-address",
    "caregiver-birth-date",
    "caregiver-lived",
    "caregiver-income",
    "relation",
    "groups",
    "hours",
    "since",
    "recipients",
    "registered",
    "registered-since",
    "household",
    "declared",
    "shares",
    "how-it-goes",
    "register",
    "late-reason",
    "account-of-caregiver",
    "account-of-recipient",
]


class SchemePart(Resource):
    heading: str
    sentences: tuple[str, ...]


class AskedExclusion(Resource):
    """What keeps someone out, as the end of a sentence about that person: `krijgt betaald voor de zorg`."""

    code: Code
    of: Literal["caregiver", "recipient"]
    text: str


class AskedChoice(Resource):
    key: Code
    name: str


class AskedQuestion(Resource):
    """The scheme's own."""

    key: Code
    ask: str
    of: Literal["caregiver", "recipient", "application"]
    kind: Literal["yes-no", "number", "date", "choice"]
    choices: tuple[AskedChoice, ...] = ()


class AskedCountry(Resource):
    """`other` is any that is not named."""

    code: Literal["NL", "BE", "DE", "LU", "FR", "GB", "other"]
    name: str


class Place(Resource):
    code: MunicipalityCode
    name: str


class AskedDivision(Resource):
    """One amount for several caregivers, as whoever asks divides it."""

    total_cents: int | None = None
    """None where it depends on who they are; then the rules tell."""
    step_cents: int = 1
    least_cents: int | None = None
    equal_too: bool
    """Leave it open, and it is divided in equal shares."""


class AskedForm(Resource):
    """One of what may be chosen."""

    form: WaarderingForm
    key: Code | None = None
    name: str
    note: str | None = None
    """What she should know of it before she chooses."""
    donated: bool = False
    """To a good cause, so that no account of hers is needed."""


class SchemeForm(Resource):
    """All that has to be asked under this version, and nothing else."""

    key: Code
    name: str
    version: str
    organisation: str
    municipalities: tuple[MunicipalityCode, ...]
    open: bool
    """Whether one can ask online today."""
    parts: tuple[SchemePart, ...]
    applicants: tuple[Applicant, ...]
    asks: frozenset[Asked]
    exclusions: tuple[AskedExclusion, ...] = ()
    questions: tuple[AskedQuestion, ...] = ()
    forms: tuple[AskedForm, ...]
    evidence: tuple[str, ...] = ()
    papers: tuple[AskedChoice, ...] = ()
    """The same evidence under its keys, for who looks at it."""
    programme: bool = False
    """Whether a programme may bring applications in too."""
    late_reasons: tuple[AskedChoice, ...] = ()
    most_caregivers: int
    income_together: bool = False
    """The income of two who live together is asked as one."""
    division: AskedDivision | None = None
    """Where shares may be chosen."""
    places: tuple[Place, ...] = ()
    """The scheme's municipalities by name, where it has to be asked in which of them someone lived."""
    countries: tuple[AskedCountry, ...] = ()
    """Where the recipient may live in another one, and which are asked."""
    languages: tuple[LanguageCode, ...] = ("nl",)
    decide_within: str
    legal_nature: Literal["decision", "gift"]


class BesideLine(Resource):
    heading: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    changed: bool


class SchemesBeside(Resource):
    """The version that holds, beside the next one; beside the one before it where no next one is known."""

    before: str
    after: str
    before_since: date
    after_since: date
    after_is_next: bool
    lines: tuple[BesideLine, ...]


class TrialCaregiver(Resource):
    """Someone who does not exist; what is not told is not known."""

    age: Annotated[int, Field(ge=0, le=120), Strict()] | None = None
    hours_a_week: Annotated[int, Field(ge=0, le=168), Strict()] | None = None
    months_of_care: Annotated[int, Field(ge=0, le=1200), Strict()] | None = None
    relation: Relation | None = None
    registered: bool | None = None


class TrialIn(Resource):
    """`POST /v1/schemes/{key}/trials`: kept nowhere."""

    applicant: Applicant
    received_on: Annotated[date, Field(ge=date(2015, 1, 1), le=date(2099, 12, 31))]
    """Since the Wmo 2015."""
    municipality: MunicipalityCode | None = None
    """Where the person cared for lives."""
    recipient_age: Annotated[int, Field(ge=0, le=120), Strict()] | None = None
    caregivers: Annotated[tuple[TrialCaregiver, ...], Field(min_length=1, max_length=20)]


class Trial(Resource):
    """How one version turns out."""

    version: str
    proposal: Literal["grant", "part", "refuse", "ask"]
    automatic: bool
    cents: tuple[int | None, ...]
    """For each caregiver who gets something; null is known only later."""
    conditions: tuple[ConditionShown, ...]
    why: tuple[str, ...] = ()


class Trials(Resource):
    items: tuple[Trial, ...]


class ApplicationSearch(Resource):
    """`POST /v1/applications/searches`: by a reference, a name or ids, so that neither stands in an address."""

    reference: Annotated[str, StringConstraints(min_length=3, max_length=40, strip_whitespace=True)] | None = None
    name: Annotated[str, StringConstraints(min_length=2, max_length=100, strip_whitespace=True)] | None = None
    """A whole family name, of who applied, a caregiver or the person cared for."""
    ids: Annotated[tuple[ApplicationId, ...], Field(max_length=100)] = ()

    @model_validator(mode="after")
    def one_of_them(self) -> "ApplicationSearch":
        if sum(map(bool, (self.reference, self.name, self.ids))) != 1:
            raise ValueError("either reference, name or ids")
        return self


class ApplicationsFound(Resource):
    items: tuple[ApplicationLine, ...]
    more: bool = False
    """There are others of this name; only the latest are shown."""
