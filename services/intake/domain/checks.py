"""What is wrong with a signal that has the right form: everything at once, each with what would be right."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from schemas.api.intake import CaregiverIn, CareRecipientIn, MyContactIn, SignalIn, Signaller
from schemas.bsn import holds_bsn, passes_eleven_test
from schemas.words import BOUND_BY_SECRECY, ConsentPurpose, Described, SignallerKind

from . import normal
from .persons import age_on
from .who_said import wrong_speakers
from .wrong import Wrong

OLDEST = 120
LINES = frozenset("\n\r\t")
MAY_TELL = frozenset({ConsentPurpose.REFERRAL, ConsentPurpose.REGISTER})
"""Consents on which a secrecy-bound signaller may tell who someone is; a yes to word back alone is none."""


T = TypeVar("T", Signaller, CaregiverIn, CareRecipientIn, MyContactIn)


@dataclass(frozen=True)
class Checked:
    """A signal in one spelling, or everything that is wrong with it."""

    signal: SignalIn
    wrong: tuple[Wrong, ...]


def check(told: SignalIn, *, today: date) -> Checked:
    """Phones and postcodes come out in one spelling."""
    wrong: list[Wrong] = []
    signaller = _one_spelling(told.signaller, "/signaller", wrong)
    caregiver = _one_spelling(told.caregiver, "/caregiver", wrong)
    recipient = told.care_recipient and _one_spelling(told.care_recipient, "/careRecipient", wrong)
    signal = told
    if (signaller, caregiver, recipient) != (told.signaller, told.caregiver, told.care_recipient):
        signal = told.model_copy(update={"signaller": signaller, "caregiver": caregiver, "care_recipient": recipient})
    if _suspect(told):
        wrong += texts_that_may_not_be(told.model_dump(mode="python", by_alias=True, exclude_none=True))
    wrong += _a_way_to_answer(told)
    wrong += _a_way_to_reach(told.caregiver)
    wrong += _a_reason_to_tell(told)
    wrong += _impossible_dates(told, today)
    wrong += wrong_speakers(told.consents, ages(told, today))
    if told.external_id and len(told.external_id) == 9 and told.external_id.isdigit() and passes_eleven_test(told.external_id):
        wrong.append(Wrong("/externalId", "This can be a BSN, and a BSN is never taken here.", "a number of your own, such as HIS-123456"))
    return Checked(signal, tuple(wrong))


def check_contact(told: MyContactIn) -> tuple[MyContactIn, tuple[Wrong, ...]]:
    """Her own new contact details in one spelling; at least one way to reach her has to be left."""
    wrong: list[Wrong] = []
    contact = _one_spelling(told, "", wrong)
    wrong += texts_that_may_not_be(told.model_dump(mode="python", by_alias=True, exclude_none=True))
    if not (told.phone or told.email or (told.postcode and told.house_number)):
        wrong.append(Wrong("", "Nobody can reach you this way.", "a phone number, an e-mail address, or a postcode with house number"))
    return contact, tuple(wrong)


SUSPECT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]|\d(?:[\s.-]?\d){7}")


def _suspect(told: SignalIn) -> bool:
    """Whether any text needs a closer look: one pass over all of them, for nearly none does."""
    who, her, him = told.signaller, told.caregiver, told.care_recipient
    texts = [who.organisation, who.name, her.given_name, her.family_name_prefix, her.family_name, her.house_number_addition]
    texts += [her.best_times, told.note, *(consent.representative.name for consent in told.consents if consent.representative)]
    if him is not None:
        texts += [him.given_name, him.family_name_prefix, him.family_name, him.house_number_addition]
    everything = "|".join(text for text in texts if text)
    if not everything.isascii():
        everything = unicodedata.normalize("NFKC", everything)
    return SUSPECT.search(everything) is not None


def texts_that_may_not_be(value: object, pointer: str = "") -> Iterator[Wrong]:
    """Every text with a BSN or with characters that no person types."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from texts_that_may_not_be(inner, f"{pointer}/{key}")
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value):
            yield from texts_that_may_not_be(inner, f"{pointer}/{number}")
    elif isinstance(value, str):
        if any(unicodedata.category(letter) in ("Cc", "Cs") and letter not in LINES for letter in value):
            yield Wrong(pointer, "This holds a control character or half a character.", "text as a person types it")
        if not pointer.endswith(("/phone", "/externalId", "/email", "/caringSince")) and holds_bsn(value):
            yield Wrong(pointer, "This holds what can be a BSN, and a BSN is never taken here.", "the same text without that number")


def _one_spelling(told: T, at: str, wrong: list[Wrong]) -> T:
    new: dict[str, str] = {}
    typed_phone: str | None = getattr(told, "phone", None)
    if typed_phone:
        if number := normal.phone(typed_phone):
            new["phone"] = number
        else:
            wrong.append(Wrong(f"{at}/phone", "This is not a phone number.", "a number such as 06 12345678 or +31612345678"))
    typed_postcode: str | None = getattr(told, "postcode", None)
    if typed_postcode:
        if code := normal.postcode(typed_postcode):
            new["postcode"] = code
        else:
            wrong.append(Wrong(f"{at}/postcode", "This is not a Dutch postcode.", "four digits and two letters, such as 1216AB"))
    changed = {name: value for name, value in new.items() if value != getattr(told, name)}
    return told.model_copy(update=changed) if changed else told


def _a_way_to_answer(told: SignalIn) -> Iterator[Wrong]:
    who = told.signaller
    herself = told.signaller.kind is SignallerKind.SELF and (told.caregiver.phone or told.caregiver.email)
    if not (who.email or who.phone or herself):
        yield Wrong("/signaller", "There is no way to answer you.", "a phone or an email", ("/signaller", "/caregiver"))


def _a_way_to_reach(her: CaregiverIn) -> Iterator[Wrong]:
    if not (her.phone or her.email or (her.postcode and her.house_number)):
        yield Wrong("/caregiver", "Nobody can reach her this way.", "a phone, an email, or a postcode with houseNumber", ("/caregiver",))


def _a_reason_to_tell(told: SignalIn) -> Iterator[Wrong]:
    """Professional secrecy: a consent or another ground for each person that is described (DOMAIN.md, rules of practice)."""
    if told.signaller.kind not in BOUND_BY_SECRECY:
        return
    grounded = {ground.person for ground in told.grounds}
    grounded |= {consent.person for consent in told.consents if consent.given and consent.purpose in MAY_TELL}
    described = [Described.CAREGIVER] + ([Described.CARE_RECIPIENT] if told.care_recipient else [])
    for person in described:
        if person not in grounded:
            yield Wrong(
                "/consents",
                f"You are bound by professional secrecy, and there is no consent or other ground for the {person}.",
                f'a consent with given true for "{person}", or a ground; otherwise hand over the self-registration card '
                "(aanmeldkaart), with which people sign up themselves",
                ("/consents", "/grounds", "/signaller/kind"),
            )


def ages(told: SignalIn, today: date) -> Mapping[Described, int | None]:
    born = told.care_recipient.birth_date if told.care_recipient else None
    return {Described.CAREGIVER: age_on(today, told.caregiver.birth_date), Described.CARE_RECIPIENT: age_on(today, born)}


def _impossible_dates(told: SignalIn, today: date) -> Iterator[Wrong]:
    for at, person in (("/caregiver", told.caregiver), ("/careRecipient", told.care_recipient)):
        if person and person.birth_date:
            if person.birth_date > today:
                yield Wrong(f"{at}/birthDate", "This day has not come yet.", "a day in the past")
            elif today.year - person.birth_date.year > OLDEST:
                yield Wrong(f"{at}/birthDate", f"Nobody is older than {OLDEST}.", "a later day")
    since, born = told.caregiver.caring_since, told.caregiver.birth_date
    if born and born > today:
        born = None  # that is said already
    if since:
        if since > today.isoformat()[: len(since)]:
            yield Wrong("/caregiver/caringSince", "This month has not come yet.", "a month in the past, such as 2024-03")
        elif int(since[:4]) < today.year - OLDEST or (born and since < born.isoformat()[: len(since)]):
            yield Wrong("/caregiver/caringSince", "This is before she was born.", "a month in her life, such as 2024-03")
    for number, consent in enumerate(told.consents):
        if consent.on > today:
            yield Wrong(f"/consents/{number}/on", "This day has not come yet.", "the day on which it was asked")
