"""One spelling for what is typed in many: phone numbers, postcodes, names, and the keys that persons are found by."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from typing import NamedTuple

import phonenumbers

from schemas.base import MunicipalityCode

POSTCODE = re.compile(r"^([1-9]\d{3})\s?([A-Za-z]{2})$")
COMMON = re.compile(r"^(?:\+31|0031|0)([1-9]\d{8})$", re.ASCII)
GAPS = {ord(letter): None for letter in " -."}
NO_ACCENTS = str.maketrans({"ß": "ss", "ø": "o", "Ø": "o", "ı": "i"})
"""Letters that do not come apart into a letter and a sign."""
NEVER_ISSUED = {"SA", "SD", "SS"}
LETTERS = 3
"""So many first letters of a family name can be searched for."""


def phone(typed: str) -> str | None:
    """As E.164 (+31612345678), or nothing when it cannot be a phone number."""
    if (found := COMMON.match(typed.translate(GAPS))) and _dutch().fullmatch(found[1]):
        return f"+31{found[1]}"
    try:
        number = phonenumbers.parse(typed, "NL")
    except phonenumbers.NumberParseException:
        return None
    if number.extension or not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@cache
def _dutch() -> re.Pattern[str]:
    """Mobile and landline numbers as the library knows them; asking its patterns directly is thirty times as fast."""
    numbers = phonenumbers.PhoneMetadata.metadata_for_region("NL")
    assert numbers is not None
    kinds = (numbers.mobile, numbers.fixed_line)
    return re.compile("|".join(kind.national_number_pattern for kind in kinds if kind and kind.national_number_pattern))


def postcode(typed: str) -> str | None:
    """As 1216AB, or nothing when it cannot be a Dutch postcode."""
    found = POSTCODE.match(typed.strip())
    if not found or found[2].upper() in NEVER_ISSUED:
        return None
    return found[1] + found[2].upper()


def name_key(name: str) -> str:
    """Letters only, without accents or capitals: Çelik and celik are found by each other."""
    plain = unicodedata.normalize("NFKD", name).translate(NO_ACCENTS)
    return "".join(letter for letter in plain.casefold() if letter.isalpha() and not unicodedata.combining(letter))


class Keys(NamedTuple):
    """What a person is found by; each is hashed with a key before it is stored."""

    family_name: str | None = None
    first_letters: str | None = None
    whole: str | None = None
    """Family name, birth date and postcode together."""
    postcode: str | None = None
    phone: str | None = None
    email: str | None = None


def keys_of(*, family_name: str | None, birth_date: date | None, postcode: str | None, phone: str | None, email: str | None) -> Keys:
    """Takes what is already in one spelling."""
    name = name_key(family_name) if family_name else ""
    whole = f"{name}|{birth_date.isoformat()}|{postcode}" if name and birth_date and postcode else None
    return Keys(name or None, name[:LETTERS] or None, whole, postcode, phone, email.casefold() if email else None)


PostcodeRanges = Mapping[MunicipalityCode, Sequence[tuple[int, int]]]


def municipality(postcode: str | None, ranges: PostcodeRanges) -> MunicipalityCode | None:
    """The municipality of this region that the postcode lies in; both ends of a range count."""
    if postcode is None:
        return None
    four = int(postcode[:4])
    return next((code for code, spans in ranges.items() if any(low <= four <= high for low, high in spans)), None)
