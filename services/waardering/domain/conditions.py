"""What a scheme may ask of an application: who, where, for whom, how much care, how it is shown, how often."""

from typing import Annotated, Literal, Self

from pydantic import Field, StrictBool, model_validator

from schemas.base import MunicipalityCode
from schemas.words import Relation
from services.waardering.domain.parts import AgeDay, DayOfYear, Euros, HomeDay, Key, Name, Part, Postcodes, Range, Sourced, Text
from services.waardering.domain.when import Excusable
from services.waardering.domain.words import CareLaw, Country, EvidenceKind, Exclusion, Household

Count = Annotated[int, Field(ge=1, le=1000)]
Days = Annotated[int, Field(ge=1, le=3660)]
Whose = Literal["caregiver", "recipient"]


class Residence(Sourced):
    """Who has to live in the municipality: at the application, on one day of the year that it is about, or so many months of that year."""

    who: Literal["recipient", "caregiver", "either", "both"]
    when: HomeDay = "at-application"
    months: Annotated[int, Field(ge=1, le=12)] = 12
    municipalities: tuple[MunicipalityCode, ...] = ()
    """Other than the scheme's own."""
    postcodes: Postcodes = ()
    """Only this part of it, by the four digits: from and to, both counted. For a village, or a municipality that was merged."""

    abroad: tuple[Country, ...] = ()
    """Countries in which the recipient may live as well, of a caregiver who lives in the municipality; `other` is any other."""

    @model_validator(mode="after")
    def _abroad_of_whom(self) -> Self:
        if self.abroad and self.who == "caregiver":
            raise ValueError("bij who: caregiver maakt het niet uit waar de zorgvrager woont, ook niet in welk land; laat abroad weg")
        if self.abroad and self.when != "at-application":
            raise ValueError("abroad gaat over het adres op de dag van de aanvraag; laat when weg")
        if Country.NL in self.abroad:
            raise ValueError("abroad noemt andere landen, zoals [BE, DE]; Nederland telt altijd mee, laat NL weg")
        return self

    @model_validator(mode="after")
    def _as_of_now(self) -> Self:
        if self.postcodes and self.when != "at-application":
            raise ValueError("postcodes gaat over het adres op de dag van de aanvraag; laat when weg")
        return self


class Deceased(Sourced):
    """An application may still come so many months after the recipient died."""

    months: Annotated[int, Field(ge=0, le=60)]


class Relations(Sourced):
    """Which relations count; an empty `allowed` is all but those excluded."""

    allowed: tuple[Relation, ...] = ()
    excluded: tuple[Relation, ...] = ()

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if bool(self.allowed) == bool(self.excluded):
            raise ValueError("noem allowed (deze tellen) of excluded (deze niet), een van de twee")
        return self


class Excluded(Excusable):
    who: Exclusion


class Ages(Excusable):
    """In whole years. `on` says on which day the age is taken: at the application, or a day of the year that it is about such as 11-10."""

    of: Whose
    years: Range
    on: AgeDay = "application"


class Registration(Excusable):
    """Known as a caregiver to this organisation, on request for so many days already, or on a day of the year that it is about."""

    at: Name
    days_before: Days | None = None
    on: DayOfYear | None = None


class Care(Excusable):
    """How much and how long. `within` says where the months must lie; `together` adds up the hours of all caregivers."""

    hours_a_week: Annotated[int, Field(ge=1, le=168)] | None = None
    months: Annotated[int, Field(ge=1, le=600)] | None = None
    within: Literal["any-time", "year", "last-twelve-months"] = "any-time"
    together: StrictBool = False
    enough: Literal["both", "either"] = "both"
    """`either`: so many hours or so many months, one of them will do."""
    still: StrictBool = False
    """She has to care still on the day of the application."""

    @model_validator(mode="after")
    def _says_something(self) -> Self:
        if self.hours_a_week is None and self.months is None:
            raise ValueError("noem hours_a_week, months of allebei")
        if self.enough == "either" and (self.hours_a_week is None or self.months is None or self.together):
            raise ValueError("enough: either kiest tussen hours_a_week en months; noem ze allebei, zonder together")
        return self


class NeededIndication(Excusable):
    """The recipient has an indication under one of these laws, for so many days in all; gaps of so many days do not count against it."""

    any_of: Annotated[tuple[CareLaw, ...], Field(min_length=1)]
    days: Days | None = None
    gap_days: Annotated[int, Field(ge=0, le=366)] = 0
    when: Literal["at-application", "in-the-year"] = "at-application"
    """`in-the-year`: on some day of the year that it is about, as where one asks in the year after."""


class Ceiling(Part):
    household: Household | None = None
    """None: any other."""
    age: Range | None = None
    """Only at this age, such as {from: 67} where who has a state pension has a norm of its own; without it any other age."""
    cents: Euros = Field(alias="euros")


class Income(Excusable):
    """At most this income; the ceilings of a percentage of the minimum are written out, for they change with the norm."""

    of: Whose
    together: StrictBool = False
    """With the income of a partner."""
    per: Literal["month", "year"]
    at_most: Annotated[tuple[Ceiling, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _once_each(self) -> Self:
        kinds = [(ceiling.household, ceiling.age) for ceiling in self.at_most]
        if len(set(kinds)) != len(kinds):
            raise ValueError("noem elke soort huishouden en leeftijd een keer")
        return self


class Choice(Part):
    key: Key
    name: Name


class Question(Sourced):
    """A question of the scheme's own, for what no other field can say.

    `right` says which answer the condition asks: true or false, a range, or some of the choices; without it the answer only
    serves the amount or the conversation.
    """

    key: Key
    ask: Text
    of: Literal["caregiver", "recipient", "application"]
    kind: Literal["yes-no", "number", "date", "choice"]
    choices: tuple[Choice, ...] = ()
    right: StrictBool | Range | tuple[Key, ...] | None = None
    condition: Text | None = None
    """The condition as a sentence: "U heeft de cursus gevolgd."."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if (self.kind == "choice") != bool(self.choices):
            raise ValueError("choices hoort bij kind: choice, en daar zijn ze nodig")
        fits = {"yes-no": bool, "number": Range, "choice": tuple}.get(self.kind)
        if self.right is not None and (fits is None or not isinstance(self.right, fits)):
            raise ValueError(
                "right past niet bij kind: yes-no heeft true of false, number {from: 1}, choice een lijst van keys, date niets"
            )
        if isinstance(self.right, tuple) and not set(self.right) <= {choice.key for choice in self.choices}:
            raise ValueError("right noemt een key die niet bij choices staat")
        if self.right is not None and self.condition is None:
            raise ValueError("noem bij right ook condition: de voorwaarde als zin, die in de brief komt")
        return self


class SpotChecks(Sourced):
    """A sample, drawn by a seed that was laid down before, so that anyone can draw it again: so many percent, or a fixed number.

    `percent` is decided for each application as it comes in. `number` is drawn once a year from all that was granted, when nobody may
    ask any more for that year and everything is decided.
    """

    percent: Annotated[float, Field(gt=0, le=100)] | None = None
    number: Annotated[int, Field(ge=1, le=10_000)] | None = None
    """So many of a year's grants; all of them where there are fewer."""
    seed: Annotated[str, Field(min_length=4, max_length=100)]
    when: Literal["before-decision", "after-payment"] = "before-decision"
    looks_at: tuple[EvidenceKind, ...] = ()

    @model_validator(mode="after")
    def _can_be_drawn(self) -> Self:
        if (self.percent is None) == (self.number is None):
            raise ValueError("noem percent (zoals 5) of number (een vast aantal per jaar, zoals 25), een van de twee")
        if self.number is not None and self.when == "before-decision":
            raise ValueError(
                "number (een vast aantal) wordt getrokken als het jaar voorbij is en alles is beslist, want pas dan zijn ze er allemaal; "
                "zet er when: after-payment bij, of neem percent voor een controle voor de beslissing"
            )
        return self


class Proof(Excusable):
    """`trust`: what is told is believed. `declaration`: she signs for it. `evidence`: papers, and a person looks at them."""

    by: Literal["trust", "declaration", "evidence"]
    evidence: tuple[EvidenceKind, ...] = ()
    enough: Literal["all", "one"] = "all"
    """`one`: any of these papers will do."""
    spot_checks: SpotChecks | None = None

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if (self.by == "evidence") != bool(self.evidence):
            raise ValueError("evidence (welke stukken) hoort bij by: evidence, en daar is het nodig")
        if self.enough == "one" and len(self.evidence) < 2:
            raise ValueError("enough: one kiest uit twee of meer stukken bij evidence")
        if self.unless is not None and self.by != "evidence":
            raise ValueError("unless hoort hier bij by: evidence, en zegt wie geen stukken hoeft te geven")
        return self


class Cap(Sourced):
    """At most so many grants, caregivers or euros for one of these. `household` and `address` are the recipient's.

    `caregiver-of-recipient` counts for her with this recipient only: who cares for two may have it for each.

    `years` 2 looks at this year and the one before. `within` period counts only what was asked for in the same period of the window.
    `also` names other schemes that count along.
    """

    per: Literal["recipient", "household", "address", "caregiver", "caregiver-of-recipient", "caregiver-household", "caregiver-address"]
    grants: Count | None = None
    caregivers: Count | None = None
    cents: Euros | None = Field(default=None, alias="euros")
    within: Literal["year", "period", "twelve-months", "ever"] = "year"
    years: Annotated[int, Field(ge=1, le=10)] = 1
    also: tuple[Key, ...] = ()

    @model_validator(mode="after")
    def _one_of_three(self) -> Self:
        if sum(most is not None for most in (self.grants, self.caregivers, self.cents)) != 1:
            raise ValueError("noem een van grants, caregivers of euros, zoals {per: recipient, grants: 1}")
        if self.per in ("caregiver", "caregiver-of-recipient") and self.caregivers is not None:
            raise ValueError(f"per {self.per} telt grants of euros")
        if self.years > 1 and self.within in ("period", "ever"):
            raise ValueError(f"years past niet bij within: {self.within}; laat een van de twee weg")
        return self
