"""What a scheme gives: forms to choose from, the amount and its division, the budget and its end, and who is paid."""

from typing import Annotated, Literal, Self

from pydantic import Field, StrictBool, model_validator

from schemas.words import WaarderingForm
from services.waardering.domain.conditions import Count
from services.waardering.domain.parts import Euros, Iban, Key, Name, Part, Sourced, Text
from services.waardering.domain.when import Cases

Per = Literal["caregiver", "recipient"]
"""`recipient`: one amount for everyone who cares for this person, to be divided. `caregiver`: as much for each."""


class Donation(Part):
    """A good cause to which this form goes instead of to her."""

    name: Name
    iban: Iban


class Form(Sourced):
    """One of what she may choose. `euros` where this form is worth another amount than the scheme's."""

    form: WaarderingForm
    key: Key | None = None
    """Where there are several of one form."""
    name: Name
    supplier: Name | None = None
    handed: Literal["transfer", "post", "email", "meeting", "collect", "on-card", "none"]
    cents: Euros | None = Field(default=None, alias="euros")
    when: Cases | None = None
    """Only for these."""
    at_most: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    """There are so many in a year, in order of receipt; what is given back goes to the next."""
    donated_to: Donation | None = None
    note: Text | None = None
    """What she should know of it: how long it is valid, what she pays herself, what comes with it."""

    @property
    def id(self) -> str:
        return self.key or self.form.value

    @model_validator(mode="after")
    def _money_is_transferred(self) -> Self:
        if (self.form is WaarderingForm.MONEY) != (self.handed == "transfer"):
            raise ValueError("handed: transfer hoort bij form: money, en alleen daarbij")
        if self.form is WaarderingForm.NOTHING and (self.handed != "none" or self.cents is not None):
            raise ValueError("form: nothing heeft handed: none en geen euros")
        if self.form is WaarderingForm.MONEY and self.supplier is not None:
            raise ValueError("supplier hoort bij bonnen en passen; geld voor een goed doel gaat met donated_to")
        if self.donated_to is not None and (self.form is not WaarderingForm.MONEY or self.key is None):
            raise ValueError("donated_to (een goed doel) hoort bij form: money, met een eigen key, zoals key: goed-doel")
        return self


class Fixed(Sourced):
    """The same for everyone."""

    kind: Literal["fixed"]
    per: Per
    cents: Euros = Field(alias="euros")


class Row(Sourced):
    when: Cases
    cents: Euros = Field(alias="euros")


class Table(Sourced):
    """By age, group, hours or any other case: the first row that holds counts; without `otherwise` someone in no row gets nothing."""

    kind: Literal["table"]
    per: Per
    rows: Annotated[tuple[Row, ...], Field(min_length=1)]
    otherwise_cents: Euros | None = Field(default=None, alias="otherwise")


class Each(Sourced):
    """So much for each person she cares for, each month of the year in which she cared, or each hour a week; at most so much in all."""

    kind: Literal["each"]
    per: Literal["caregiver"]
    of: Literal["recipient", "month-of-the-year", "hour-a-week"]
    cents: Euros = Field(alias="euros")
    most_cents: Euros | None = Field(default=None, alias="at_most")


class Pool(Sourced):
    """A fixed sum that is divided by all grants after the window, each at most so much, in steps of `step` euros."""

    kind: Literal["pool"]
    per: Per
    cents: Euros = Field(alias="euros")
    most_cents: Euros | None = Field(default=None, alias="at_most")
    step_cents: Euros = Field(default=1, alias="step")


class InKind(Sourced):
    """No amount: an activity, a present whose price does not matter here."""

    kind: Literal["in-kind"]


class NotSet(Sourced):
    """The amount is decided elsewhere and not yet known here; until it is filled in a person decides each application."""

    kind: Literal["not-set"]
    per: Per
    where: Text


Amount = Annotated[Fixed | Table | Each | Pool | InKind | NotSet, Field(discriminator="kind")]


class Division(Sourced):
    """How one amount goes to several caregivers: in equal shares, or as whoever asks divides it."""

    how: Literal["equal", "chosen", "equal-or-chosen"]
    at_most: Count
    """So many caregivers at one time."""
    step_cents: Euros = Field(default=1, alias="step")
    """Shares are whole steps of this; what no step fits in is not paid. Without it: to the cent."""
    least_cents: Euros | None = Field(default=None, alias="at_least")
    """No share is smaller."""


class Budget(Sourced):
    """What there is in a year. Schemes with the same key share it.

    At its end: `stop`; `wait-list` in order of receipt; `pro-rata`: everyone less, known after the window; `top-up`: a person asks for
    more; `draw`: by lot, with the seed. A refusal because it is used up needs a ceiling that was published beforehand.
    """

    key: Key
    cents: Euros | None = Field(default=None, alias="euros")
    """None where the source tells no sum; then nothing is kept back by it."""
    grants: Annotated[int, Field(ge=1, le=1_000_000)] | None = None
    """At most so many in the year: caregivers where the amount is per caregiver, applications where it is per recipient."""
    at_end: Literal["stop", "wait-list", "pro-rata", "top-up", "draw"]
    published: Text | None = None
    """Where the ceiling was published."""
    seed: Annotated[str, Field(min_length=4, max_length=100)] | None = None
    also_pays: Text | None = None
    """What else is paid from it."""

    @model_validator(mode="after")
    def _fits(self) -> Self:
        if (self.at_end == "draw") != (self.seed is not None):
            raise ValueError("seed hoort bij at_end: draw, en daar is het nodig om de loting te kunnen narekenen")
        if self.grants is not None and self.at_end == "pro-rata":
            raise ValueError("grants past niet bij at_end: pro-rata; geld kan naar verhouding minder worden, een aantal niet")
        return self


PaidTo = Literal["caregiver", "recipient", "applicant", "programme"]
"""`applicant`: whoever asked; `programme`: hands it on to her."""


class Instead(Part):
    """In this case it goes to someone else, such as a child's to the parent who asked."""

    when: Cases
    to: PaidTo


class Payout(Sourced):
    """Who gets it, and when."""

    to: PaidTo
    instead: tuple[Instead, ...] = ()
    """The first case that holds counts."""
    months: tuple[Annotated[int, Field(ge=1, le=12)], ...] = ()
    """Paid in these months only; empty: as soon as it is granted."""
    instalments: Annotated[int, Field(ge=1, le=12)] = 1
    """In so many equal parts, one in each of the next of these months."""
    four_eyes: StrictBool = True

    @model_validator(mode="after")
    def _a_month_for_each_part(self) -> Self:
        if self.instalments > max(1, len(set(self.months))):
            raise ValueError(f"instalments: {self.instalments} vraagt bij months om {self.instalments} maanden of meer, zoals [5, 11]")
        return self

    @property
    def payees(self) -> frozenset[PaidTo]:
        return frozenset({self.to, *(one.to for one in self.instead)})
