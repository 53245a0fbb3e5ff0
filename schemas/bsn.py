"""Recognises a citizen service number (BSN) in text, so that it is refused and never stored."""

import re
import unicodedata
from collections.abc import Iterator

PHONE = re.compile(r"(?<!\d)(?:(?:\+|00)[\s.-]?31[\s.-]?(?:\(0\))?|0)(?:[\s.-]?\d){9}(?!\d)")
DAY = re.compile(r"(?<!\d)(?:[0-3]?\d[-./ ][01]?\d[-./ ](?:19|20)\d\d|(?:19|20)\d\d-[01]\d-[0-3]\d)(?!\d)")
RUN = re.compile(r"\d(?:[\s.-]?\d)*")
GAP = re.compile(r"\D+")


def passes_eleven_test(digits: str) -> bool:
    """Nine digits, or eight with the leading zero left off, weighed 9 to 2 and minus 1."""
    digits = digits.zfill(9)
    if len(digits) != 9 or not digits.strip("0"):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits, (9, 8, 7, 6, 5, 4, 3, 2, -1), strict=True))
    return total % 11 == 0


def holds_bsn(text: str) -> bool:
    """Whether a BSN can be recognised, also with dots, dashes or spaces in it; phone numbers and dates are no BSN."""
    plain = unicodedata.normalize("NFKC", text)
    plain = DAY.sub("|", PHONE.sub("|", plain))
    return any(passes_eleven_test(number) for run in RUN.findall(plain) for number in _numbers(GAP.split(run)))


def _numbers(groups: list[str]) -> Iterator[str]:
    """Every number of eight or nine digits that neighbouring groups make together."""
    for start in range(len(groups)):
        number = ""
        for group in groups[start:]:
            number += group
            if len(number) in (8, 9):
                yield number
            if len(number) > 9:
                break
