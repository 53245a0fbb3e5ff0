"""What is known of a person and of a signal's story; all of it is sealed when it is stored."""

from collections.abc import Sequence
from datetime import date
from typing import Self

from pydantic import BaseModel, ConfigDict

from schemas.api.intake import (
    CaregiverIn,
    CareRecipientIn,
    ConsentIn,
    Contact,
    GroundIn,
    MyContactIn,
    Represented,
    SafeToContact,
    SignalIn,
    Signaller,
)
from schemas.base import LanguageCode, MunicipalityCode
from schemas.words import Channel, Group, Relation, Situation

from .normal import Keys, keys_of

ADULT_OF = 25
OLDER_FROM = 65


class Sealed(BaseModel):
    """Kept as sealed JSON; what a later version adds has a default, so that what is stored stays readable."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    def to_bytes(self) -> bytes:
        return self.model_dump_json(exclude_none=True, exclude_defaults=True).encode()

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        return cls.model_validate_json(data)


class Details(Sealed):
    """Who someone is and how to reach her or him."""

    given_name: str | None = None
    family_name_prefix: str | None = None
    family_name: str | None = None
    birth_date: date | None = None
    postcode: str | None = None
    house_number: int | None = None
    house_number_addition: str | None = None
    phone: str | None = None
    email: str | None = None
    language: LanguageCode = "nl"
    contact_by: Channel | None = None
    best_times: str | None = None
    safe_to_contact: SafeToContact = SafeToContact()
    situations: tuple[Situation, ...] = ()

    @classmethod
    def of_caregiver(cls, told: CaregiverIn) -> "Details":
        """Checked already, so not checked again."""
        return Details.model_construct(**{name: getattr(told, name) for name in OF_CAREGIVER})

    @classmethod
    def of_recipient(cls, told: CareRecipientIn) -> "Details":
        return Details.model_construct(**{name: getattr(told, name) for name in OF_RECIPIENT})

    def as_recipient(self) -> CareRecipientIn:
        return CareRecipientIn(**{name: getattr(self, name) for name in OF_RECIPIENT})

    @property
    def keys(self) -> Keys:
        return keys_of(family_name=self.family_name, birth_date=self.birth_date, postcode=self.postcode, phone=self.phone, email=self.email)

    @property
    def name(self) -> str:
        """For staff: De Vries, Anna would sort; this reads: Anna de Vries."""
        return " ".join(part for part in (self.given_name, self.family_name_prefix, self.family_name) if part)

    @property
    def address(self) -> str | None:
        if not self.postcode or not self.house_number:
            return None
        return f"{self.postcode} {self.house_number}{self.house_number_addition or ''}"

    def contact(self, municipality: MunicipalityCode | None) -> Contact:
        return Contact(
            given_name=self.given_name,
            name=self.name,
            phone=self.phone,
            email=self.email,
            address=self.address,
            postcode=self.postcode,
            house_number=self.house_number,
            house_number_addition=self.house_number_addition,
            municipality=municipality,
            language=self.language,
            contact_by=self.contact_by,
            best_times=self.best_times,
            safe_to_contact=self.safe_to_contact,
        )

    def with_contact(self, new: MyContactIn) -> Self:
        return self.model_copy(update={name: getattr(new, name) for name in MyContactIn.model_fields})

    def without_ways_to_reach(self) -> Self:
        """What stays of someone who said no, thank you: a name, so that the closed file can be understood."""
        return type(self)(given_name=self.given_name, family_name_prefix=self.family_name_prefix, family_name=self.family_name)


OF_CAREGIVER = tuple(name for name in Details.model_fields if name in CaregiverIn.model_fields)
OF_RECIPIENT = tuple(name for name in Details.model_fields if name in CareRecipientIn.model_fields)


def newest_first(versions: Sequence[Details]) -> Details:
    """One picture of a person with several files: what was told last, filled up with what only an earlier file knows."""
    newest, *earlier = versions
    filled = {
        name: next((getattr(older, name) for older in earlier if getattr(older, name) is not None), None)
        for name in ("given_name", "family_name", "birth_date", "phone", "email", "contact_by", "best_times")
        if getattr(newest, name) is None
    }
    if newest.postcode is None and (home := next((older for older in earlier if older.postcode), None)):
        filled |= {name: getattr(home, name) for name in ("postcode", "house_number", "house_number_addition")}
    return newest.model_copy(update=filled)


class Story(Sealed):
    """What a signaller told besides who it is about."""

    signaller: Signaller
    note: str | None = None
    relation: Relation | None = None
    lives_together: bool | None = None
    hours_per_week: int | None = None
    caring_since: str | None = None
    grounds: tuple[GroundIn, ...] = ()
    groups: tuple[Group, ...] = ()
    closing_note: str | None = None
    represented: tuple[Represented, ...] = ()
    """Who decides for one of the two; the latest per person counts."""

    @classmethod
    def of(cls, told: SignalIn) -> Self:
        her = told.caregiver
        return cls(
            signaller=told.signaller,
            note=told.note,
            relation=her.relation,
            lives_together=her.lives_together,
            hours_per_week=her.hours_per_week,
            caring_since=her.caring_since,
            grounds=told.grounds,
            groups=groups_told(told),
            represented=representatives_in(told.consents),
        )

    def to_bytes(self) -> bytes:
        return self.model_dump_json(exclude_none=True).encode()

    def with_representatives(self, told: Sequence[ConsentIn]) -> Self:
        """What is said later about who decides takes the place of what was said before."""
        new = {one.person: one for one in (*self.represented, *representatives_in(told))}
        return self.model_copy(update={"represented": tuple(new.values())})


def representatives_in(told: Sequence[ConsentIn]) -> tuple[Represented, ...]:
    return tuple(Represented(person=one.person, representative=one.representative, on=one.on) for one in told if one.representative)


class Words(Sealed):
    """A free text of the desk."""

    text: str


def age_on(day: date, birth_date: date | None) -> int | None:
    if birth_date is None:
        return None
    return day.year - birth_date.year - ((day.month, day.day) < (birth_date.month, birth_date.day))


def groups_of(named: Sequence[Group], age: int | None) -> tuple[Group, ...]:
    """The groups that were named, and those that her age puts her in [001 bijlage 4, 002 actie 4-5]."""
    found = set(named)
    if age is not None and age < ADULT_OF:
        found.add(Group.YOUNG)
    if age is not None and age >= OLDER_FROM:
        found.add(Group.OLDER)
    return tuple(sorted(found))


def groups_told(told: SignalIn) -> tuple[Group, ...]:
    """The groups that were named, and those that follow from what is the matter with the person cared for."""
    found = set(told.caregiver.groups)
    situations = told.care_recipient.situations if told.care_recipient else ()
    found |= {GROUP_BY_SITUATION[situation] for situation in situations if situation in GROUP_BY_SITUATION}
    return tuple(sorted(found))


GROUP_BY_SITUATION = {
    Situation.DEMENTIA: Group.DEMENTIA,
    Situation.BRAIN_INJURY: Group.DEMENTIA,
    Situation.MENTAL_HEALTH: Group.MENTAL_HEALTH,
    Situation.CHILD_WITH_CONDITION: Group.PARENTS_OF_CHILD,
}
ABOUT_THE_RECIPIENT = frozenset({Group.DEMENTIA, Group.MENTAL_HEALTH, Group.PARENTS_OF_CHILD})


def groups_that_may_leave(groups: Sequence[Group], *, recipient_consents: bool) -> tuple[Group, ...]:
    """A group that tells what is the matter with the person cared for leaves with that person's consent only."""
    return tuple(group for group in groups if recipient_consents or group not in ABOUT_THE_RECIPIENT)
