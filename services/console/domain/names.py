"""Names, numbers and postcodes as people write and read them."""

import re

import phonenumbers

PARTICLES = frozenset(
    [
        "van",
        "de",
        "den",
        "der",
        "het",
        "'t",
        "ten",
        "ter",
        "te",
        "op",
        "in",
        "aan",
        "bij",
        "el",
        "al",
        "von",
        "da",
        "dos",
        "la",
        "le",
        "du",
        "di",
        "ibn",
        "ben",
        "bin",
    ]
)


def split_family_name(typed: str) -> tuple[str | None, str]:
    """`van den Heuvel` is kept as prefix and name, so that the same family is found again however it was typed.

    A capital before the name is the name itself (`El Idrissi`), and one word is always a name.
    """
    words = typed.split()
    at = 0
    while at < len(words) - 1 and words[at] in PARTICLES:
        at += 1
    return " ".join(words[:at]) or None, " ".join(words[at:])


def initials(name: str) -> str:
    words = [word for word in name.split() if word[:1].isalpha()] or ["?"]
    return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()


def spoken_phone(number: str) -> str:
    """`+31612345678` as it is read out: `06 12 34 56 78`; what is no number stays as it is."""
    if re.fullmatch(r"\+316\d{8}", number):
        own = "0" + number[3:]
        return " ".join([own[:2], *(own[i : i + 2] for i in range(2, 10, 2))])
    try:
        parsed = phonenumbers.parse(number)  # with +31 only: short numbers such as 112 and 0800-2000 stay as they are
    except phonenumbers.NumberParseException:
        return number
    if parsed.country_code != 31:
        return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return re.sub(r"(\d\d)(\d\d)$", r"\1 \2", phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.NATIONAL))


def spoken_postcode(postcode: str) -> str:
    tight = postcode.replace(" ", "").upper()
    return f"{tight[:4]} {tight[4:]}" if re.fullmatch(r"\d{4}[A-Z]{2}", tight) else postcode


def genitive(name: str) -> str:
    """`Annekes`, but `Henk's` is no Dutch: after a vowel that would change its sound comes an apostrophe."""
    if name[-1:].lower() in "aiouy":
        return name + "’s"
    return name + ("’" if name[-1:].lower() in "sxz" else "s")


def code_in_pairs(code: str) -> str:
    """Six figures as they are read out: `123 456`."""
    return f"{code[:3]} {code[3:]}"
