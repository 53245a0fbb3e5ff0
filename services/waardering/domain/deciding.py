"""How a scheme decides and writes: its legal nature, term, letters and languages."""

from typing import Annotated, Literal, Self

from pydantic import Field, StrictBool, model_validator

from schemas.base import LanguageCode
from services.waardering.domain.parts import LetterText, Name, Part, Sourced, Text

Weeks = Annotated[int, Field(ge=1, le=52)]


class LegalNature(Sourced):
    """A decision (beschikking) knows objection; a gift of a welfare organisation or programme knows a complaint."""

    kind: Literal["decision", "gift"]
    by: Name
    """The college, or the organisation that gives."""
    mandate: Name | None = None
    """Who signs for the college."""
    rules: tuple[Text, ...] = ()
    """The ordinance and further rules, with the article."""
    objection_weeks: Weeks = 6
    committee: StrictBool = False
    """Objections are heard by a committee: 12 weeks instead of 6."""
    complaint: Text | None = None
    """Where one complains."""

    @model_validator(mode="after")
    def _a_gift_has_its_own_way(self) -> Self:
        if self.kind == "gift" and self.complaint is None:
            raise ValueError("noem bij een gift complaint: waar iemand een klacht kwijt kan (bezwaar kan niet)")
        return self


class Term(Part):
    amount: Annotated[int, Field(ge=1, le=366)]
    unit: Literal["working-days", "days", "weeks", "months"]


class Decision(Sourced):
    """The scheme's own term; without one it is eight weeks (Awb 4:13). `automatic`: a full grant may go without a person."""

    within: Term = Term(amount=8, unit="weeks")
    automatic: StrictBool = False
    postponement: Term | None = None


class Letters(Sourced):
    """The municipality's own words in its letters, in B1; what is not here comes from the service."""

    invitation: LetterText | None = None
    received: LetterText | None = None
    information: LetterText | None = None
    granted: LetterText | None = None
    amount: LetterText | None = None
    """The second letter of a pool: what it became."""
    refused: LetterText | None = None
    waiting: LetterText | None = None
    paid: LetterText | None = None
    thanks: LetterText | None = None
    """To someone who wants nothing."""


class Contact(Sourced):
    """With the waardering someone asks how it goes; the invitation goes out by itself on request."""

    asks_how_it_goes: StrictBool = True
    invitation: Literal["none", "letter", "letter-with-form", "own-channel"] = "own-channel"
    languages: Annotated[tuple[LanguageCode, ...], Field(min_length=1)] = ("nl",)
