"""What is sealed: who someone is, an account, what was told with an application, and what was written about it."""

from datetime import date

from pydantic import BaseModel, ConfigDict

from services.waardering.domain import Facts


class Sealed(BaseModel):
    """Read leniently: what an older version wrote stays readable."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    def to_bytes(self) -> bytes:
        return self.model_dump_json(exclude_none=True).encode()


class Details(Sealed):
    """Who someone is and how she is reached."""

    given_name: str | None = None
    family_name_prefix: str | None = None
    family_name: str
    birth_date: date | None = None
    postcode: str | None = None
    house_number: int | None = None
    house_number_addition: str | None = None
    street: str | None = None
    town: str | None = None
    phone: str | None = None
    email: str | None = None
    language: str = "nl"

    @property
    def name(self) -> str:
        return " ".join(part for part in (self.given_name, self.family_name_prefix, self.family_name) if part)


class Account(Sealed):
    name: str
    iban: str


class Verdict(Sealed):
    """One condition as it was judged."""

    condition: str
    verdict: str
    text: str
    fact: str | None = None
    about: str | None = None
    article: str | None = None


class Told(Sealed):
    """The facts under their keys, what the rules made of them, and what staff wrote."""

    facts: Facts
    judged: tuple[Verdict, ...] = ()
    why_a_person: tuple[str, ...] = ()
    how_divided: str | None = None
    how_it_goes: dict[str, str] = {}
    """Person -> her own words, for who calls."""
    asked: str | None = None
    answer: str | None = None
    """Of the applicant herself, to what was asked."""
    note: str | None = None


class Letter(Sealed):
    """Of a case: what was written, what was said when she was heard, and what was answered."""

    text: str
    heard: str | None = None
    answer: str | None = None
