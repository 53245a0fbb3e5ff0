"""How amounts, days and lists are written for people."""

from collections.abc import Sequence
from datetime import date

MONTHS = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december")
NOT_KNOWN = "niet bekend"


def euros(cents: int) -> str:
    """€ 150, € 12,50, € 103.350."""
    whole, part = divmod(abs(cents), 100)
    told = f"{whole:,}".replace(",", ".") + (f",{part:02d}" if part else "")
    return f"{'-' if cents < 0 else ''}€ {told}"


def percent(number: float) -> str:
    """5 procent, 2,5 procent."""
    return f"{number:g} procent".replace(".", ",")


def day(when: date) -> str:
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def day_of_year(written: str) -> str:
    """`10-01` is 1 oktober."""
    return f"{int(written[3:])} {MONTHS[int(written[:2]) - 1]}"


def several(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def either(words: Sequence[str]) -> str:
    return _listed(words, "of")


def both(words: Sequence[str]) -> str:
    return _listed(words, "en")


def _listed(words: Sequence[str], last: str) -> str:
    return f"{', '.join(words[:-1])} {last} {words[-1]}" if len(words) > 1 else "".join(words)
