"""The words in which a ranking explains itself, in plain Dutch."""

from babel import Locale
from babel.lists import format_list

NUMBERS = ("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien")
DUTCH = Locale("nl")


def listed(words: list[str]) -> str:
    """`respijtzorg, emotionele steun en een cursus`."""
    return format_list(words, locale="nl")


def number(count: int) -> str:
    return NUMBERS[count] if count < len(NUMBERS) else str(count)


def counted(count: int, one: str, more: str) -> str:
    """`één werkdag`, `twee werkdagen`, `14 dagen`."""
    return f"{number(count)} {one if count == 1 else more}"


def language(code: str) -> str:
    name = DUTCH.languages.get(code)
    return name[0].upper() + name[1:] if name else "deze taal"


def sentence(text: str) -> str:
    return text[:1].upper() + text[1:]
