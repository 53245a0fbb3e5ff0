"""Example people to try a scheme out on, and what one expects of it."""

from pathlib import Path
from typing import Annotated, Any

from pydantic import Field, model_validator

from schemas.words import AppliedVia
from services.waardering.domain import Assessment, Facts, Proposal
from services.waardering.domain.dutch import euros
from services.waardering.domain.facts import Id
from services.waardering.domain.parts import Euros, Name, Part
from services.waardering.schemes.reading import WrongScheme, check


class Expected(Part):
    """What should come of it; what is not named may be anything."""

    proposal: Proposal | None = None
    cents: tuple[Euros, ...] | None = Field(default=None, alias="euros")
    """For each caregiver who gets something."""

    def differs(self, assessment: Assessment) -> str | None:
        """How it turned out otherwise, in plain Dutch."""
        if self.proposal is not None and self.proposal is not assessment.proposal:
            return f"verwacht was {self.proposal.value}, het werd {assessment.proposal.value}"
        got = tuple(share.cents for share in assessment.shares)
        if self.cents is not None and self.cents != got:
            return f"verwacht was {_listed(self.cents)}, het werd {_listed(got)}"
        return None


class Example(Facts):
    """One application of people who do not exist."""

    application: Id = "aanvraag"
    """Its own name, for the sample; without one it is numbered by its place in the file."""
    via: AppliedVia = AppliedVia.ONLINE
    name: Name
    expect: Expected | None = None


class People(Part):
    """A file of examples."""

    applications: Annotated[tuple[Example, ...], Field(min_length=1)]

    @model_validator(mode="before")
    @classmethod
    def _numbered(cls, written: Any) -> Any:  # whatever YAML holds
        """An example needs no id of its own: its place in the file will do."""
        items = written.get("applications") if isinstance(written, dict) else None
        if not isinstance(items, list):
            return written
        numbered = [{"application": f"aanvraag-{i}"} | one if isinstance(one, dict) else one for i, one in enumerate(items, start=1)]
        return written | {"applications": numbered}


def read_people(path: Path) -> tuple[Example, ...]:
    """Raises WrongScheme with the lines, or FileNotFoundError."""
    people, problems = check(path, People)
    if people is None:
        raise WrongScheme(problems)
    return people.applications


def _listed(cents: tuple[int | None, ...]) -> str:
    return ", ".join("later" if one is None else euros(one) for one in cents) or "niets"
