"""A municipality's scheme, one version of it, and all schemes together."""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Annotated, Self

from pydantic import Field, StrictBool, model_validator
from pydantic_core import PydanticCustomError

from schemas.base import MunicipalityCode
from schemas.words import Applicant, AppliedVia, WaarderingForm
from services.waardering.domain.conditions import (
    Ages,
    Cap,
    Care,
    Deceased,
    Excluded,
    Income,
    NeededIndication,
    Proof,
    Question,
    Registration,
    Relations,
    Residence,
)
from services.waardering.domain.deciding import Contact, Decision, LegalNature, Letters
from services.waardering.domain.giving import Amount, Budget, Division, Form, Payout, Pool, Table
from services.waardering.domain.parts import Key, Name, Sourced, Text
from services.waardering.domain.when import Excusable, When
from services.waardering.domain.windows import Window
from services.waardering.domain.words import Audience

FAR_AHEAD = date(9999, 12, 31)


class Scheme(Sourced):
    """One version of a scheme, valid for applications received from `since` up to and including `until`."""

    key: Key
    name: Name
    summary: Text | None = None
    audience: Audience = Audience.EVERYONE
    municipalities: Annotated[tuple[MunicipalityCode, ...], Field(min_length=1)]
    since: date = Field(alias="valid_from")
    until: date | None = Field(default=None, alias="valid_until")
    legal_nature: LegalNature
    applicants: tuple[Applicant, ...]
    without_application: StrictBool = False
    """Given to everyone who is registered; nobody has to ask."""
    via: Annotated[tuple[AppliedVia, ...], Field(min_length=1)] = (AppliedVia.ONLINE, AppliedVia.PAPER, AppliedVia.STAFF)
    window: Window = Window()
    residence: Residence | None = None
    deceased: Deceased | None = None
    relations: Relations | None = None
    exclusions: tuple[Excluded, ...] = ()
    ages: tuple[Ages, ...] = ()
    registration: Registration | None = None
    care: Care | None = None
    indication: NeededIndication | None = None
    income: Income | None = None
    questions: tuple[Question, ...] = ()
    proof: Proof = Proof(by="trust")
    caps: tuple[Cap, ...] = ()
    forms: Annotated[tuple[Form, ...], Field(min_length=1)]
    amount: Amount
    division: Division | None = None
    budget: Budget | None = None
    payout: Payout
    decision: Decision = Decision()
    letters: Letters = Letters()
    contact: Contact = Contact()

    @property
    def version(self) -> str:
        """The scheme and its first day, such as `hilversum-2024@2024-01-01`; a decision keeps it."""
        return f"{self.key}@{self.since.isoformat()}"

    @cached_property
    def fingerprint(self) -> str:
        """Of what it says, so that a decision can show under which words it was taken; what it leaves out does not count."""
        return hashlib.sha256(self.model_dump_json(by_alias=True, exclude_defaults=True).encode()).hexdigest()

    @property
    def amounts_later(self) -> bool:
        """Amounts are known only after the window: a pool, or a budget that is shared out at overrun."""
        return isinstance(self.amount, Pool) or (self.budget is not None and self.budget.at_end == "pro-rata")

    @cached_property
    def firsts(self) -> frozenset[int]:
        """Of how many grants of the year the first ones are told apart; empty where none are."""
        return frozenset(when.first for _, when in cases_of(self) if when.first is not None)

    @cached_property
    def scarce(self) -> tuple[str, ...]:
        """Forms of which there are only so many in a year."""
        return tuple(form.id for form in self.forms if form.at_most is not None)

    @property
    def choice(self) -> tuple[Form, ...]:
        """Everything one can get, without `nothing`."""
        return tuple(form for form in self.forms if form.form is not WaarderingForm.NOTHING)

    def holds(self, on: date) -> bool:
        return self.since <= on <= (self.until or FAR_AHEAD)

    def year_of(self, received_on: date) -> int:
        """Which year's appreciation is asked for on this day."""
        return self.window.year(received_on)

    def takes(self, received_on: date) -> bool:
        """Rules do not change within a period: the version that held when it opened decides on all that comes in it, also late."""
        opening = self.window.at(received_on)
        return self.holds(opening.opens if opening else received_on)

    @model_validator(mode="after")
    def _makes_sense(self) -> Self:
        if found := list(contradictions(self)):
            raise PydanticCustomError("contradictions", "{told}", {"told": "; ".join(told for _, told in found), "found": found})
        return self


def contradictions(scheme: Scheme) -> Iterator[tuple[str, str]]:
    """What each part may say and all together may not: the field, and what would be right."""
    if scheme.until is not None and scheme.until < scheme.since:
        yield "valid_until", f"{scheme.until} ligt voor valid_from ({scheme.since})"
    if not scheme.applicants and not scheme.without_application:
        yield "applicants", "noem wie mag aanvragen, of zet without_application: true"
    if scheme.without_application and scheme.registration is None:
        yield "without_application", "kan alleen met registration: zonder lijst weten wij niet wie het krijgt"
    if getattr(scheme.amount, "per", None) == "recipient" and scheme.division is None:
        yield "amount", "is per recipient; noem bij division hoe het bedrag over mantelzorgers gaat (at_most: 1 als het niet deelbaar is)"
    if getattr(scheme.amount, "per", None) != "recipient" and scheme.division is not None:
        yield "division", "hoort bij een amount per recipient; haal division weg of zet per: recipient bij amount"
    if not scheme.choice:
        yield "forms", "noem iets wat mensen krijgen, naast nothing"
    if len({form.id for form in scheme.forms}) != len(scheme.forms):
        yield "forms", "twee vormen zijn gelijk; geef ze elk een eigen key"
    asked = [question.key for question in scheme.questions]
    if len(set(asked)) != len(asked):
        yield "questions", "twee vragen hebben dezelfde key"
    for field, when in cases_of(scheme):
        for unknown in sorted(when.answers.keys() - set(asked)):
            yield field, f"when noemt het antwoord {unknown}, maar die vraag staat niet bij questions"
    if any(scheme.key in cap.also for cap in scheme.caps):
        yield "caps", f"also noemt {scheme.key}, en die telt al mee"
    if isinstance(scheme.amount, Pool) and not scheme.window.periods:
        yield "window", "een pool wordt na de periode verdeeld; noem bij window periods met opens en closes"
    yield from _firsts(scheme)
    if scheme.scarce and len(scheme.choice) == 1:
        yield "forms", "at_most zegt hoe vaak een van de vormen kan; is er maar een vorm, zet dan grants bij budget"
    if scheme.scarce and scheme.budget is not None and scheme.budget.at_end == "draw":
        yield "forms", "at_most (zolang er zijn) en een loting gaan niet samen; kies bij at_end iets anders, of laat at_most weg"
    if any(cap.within == "period" for cap in scheme.caps) and not scheme.window.periods:
        yield "caps", "within: period telt per aanvraagperiode; noem bij window periods met opens en closes, of kies within: year"
    if scheme.payout.instalments > 1 and scheme.amounts_later:
        yield "payout", "instalments kan niet als het bedrag pas na de periode bekend is; laat instalments weg"
    if scheme.amounts_later and any(form.donated_to for form in scheme.forms):
        yield "forms", "donated_to kan niet als het bedrag pas na de periode bekend is; kies een vast bedrag, of laat het goede doel weg"


def _firsts(scheme: Scheme) -> Iterator[tuple[str, str]]:
    """Who is among the first is known at a grant, so it goes with what is known then."""
    if not scheme.firsts:
        return
    if scheme.amounts_later:
        yield "amount", "first (de eerste zoveel) past niet bij een bedrag dat pas na de periode bekend is; laat first weg"
    if scheme.budget is not None and scheme.budget.at_end == "draw":
        yield "budget", "first (de eerste zoveel) en een loting gaan niet samen; kies bij at_end iets anders, of laat first weg"
    for field, when in cases_of(scheme):
        if when.first is not None and field not in ("forms", "amount"):
            yield field, "first (de eerste zoveel) zegt wat iemand krijgt; zet het bij when van forms of amount"


def cases_of(scheme: Scheme) -> Iterator[tuple[str, When]]:
    """Every case that the scheme names, and in which field."""
    yield from (("forms", when) for form in scheme.forms for when in form.when or ())
    yield from (("payout", when) for one in scheme.payout.instead for when in one.when)
    asked: dict[str, Sequence[Excusable | None]] = {
        "proof": (scheme.proof,),
        "care": (scheme.care,),
        "registration": (scheme.registration,),
        "indication": (scheme.indication,),
        "income": (scheme.income,),
        "ages": scheme.ages,
        "exclusions": scheme.exclusions,
    }
    for field, parts in asked.items():
        yield from ((field, when) for part in parts if part for when in part.unless or ())
    if isinstance(scheme.amount, Table):
        yield from (("amount", when) for row in scheme.amount.rows for when in row.when)


class Overlap(ValueError):
    """Two versions of one scheme hold on the same day."""


class Schemes:
    """Every version of every scheme, to find the one that holds."""

    def __init__(self, schemes: Iterable[Scheme]) -> None:
        self._versions: dict[str, list[Scheme]] = {}
        self._of: dict[str, list[Scheme]] = {}
        for scheme in sorted(schemes, key=lambda one: (one.key, one.since)):
            before = self._versions.setdefault(scheme.key, [])
            if before and (before[-1].until or FAR_AHEAD) >= scheme.since:
                raise Overlap(f"{Overlap.__doc__} {before[-1].version} {scheme.version}")
            before.append(scheme)
            for municipality in scheme.municipalities:
                self._of.setdefault(municipality, []).append(scheme)

    def __iter__(self) -> Iterator[Scheme]:
        return (scheme for versions in self._versions.values() for scheme in versions)

    def __len__(self) -> int:
        return sum(map(len, self._versions.values()))

    def for_(self, municipality: str, group: Audience | None, on: date) -> tuple[Scheme, ...]:
        """What holds in this municipality on this day for adults or the young; None is for anyone."""
        fits = (Audience.EVERYONE, group) if group not in (None, Audience.EVERYONE) else tuple(Audience)
        keys = dict.fromkeys(scheme.key for scheme in self._of.get(municipality, ()))
        found = (self.version(key, on) for key in keys)
        return tuple(scheme for scheme in found if scheme and municipality in scheme.municipalities and scheme.audience in fits)

    def version(self, key: str, on: date) -> Scheme | None:
        """The version of this scheme that decides on an application received on this day."""
        versions = self._versions.get(key, ())
        taking = [scheme for scheme in versions if scheme.takes(on)]
        return taking[-1] if taking else next((scheme for scheme in versions if scheme.holds(on)), None)

    def by_version(self, version: str) -> Scheme | None:
        """As a decision kept it: `hilversum-2024@2024-01-01`."""
        return next((scheme for scheme in self._versions.get(version.partition("@")[0], ()) if scheme.version == version), None)

    def versions(self, key: str) -> tuple[Scheme, ...]:
        return tuple(self._versions.get(key, ()))

    def next_after(self, scheme: Scheme) -> Scheme | None:
        """Next year's, to lay beside this year's."""
        return next((later for later in self._versions.get(scheme.key, ()) if later.since > scheme.since), None)
