"""From letters to a PDF that everyone can read (PDF/UA-1): one, or a whole batch, each beginning on the front of a sheet.

What is said goes in as data, never as source, so that nothing that anyone typed is read as markup or code.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pydantic import BaseModel, ConfigDict

from services.waardering.domain.letters import Section, Written

if TYPE_CHECKING:
    from typst import Fonts

TEMPLATE = Path(__file__).resolve().parent.parent / "templates" / "letter.typ"
IN_THE_WAY = re.compile(r'the (?:text|text contains the disallowed codepoint) `"(.+?)"`', re.DOTALL)
NO_SIGNS = frozenset({"Cc", "Cn", "Co", "Cs"})
"""Control characters and what Unicode keeps empty."""
MARK = "\ufeff"
"""Of the order of bytes, left over from somebody's file."""
MOST_LOST = 40


class Letterhead(BaseModel):
    """Who writes, as it stands on top."""

    model_config = ConfigDict(frozen=True)

    name: str
    department: str | None
    lines: tuple[str, ...]
    colour: str
    logo: str | None
    """SVG."""
    logo_alt: str | None


class Sheet(BaseModel):
    """One letter, ready to be set in type."""

    model_config = ConfigDict(frozen=True)

    sender: Letterhead
    to: tuple[str, ...]
    """The lines in the window of the envelope."""
    door: tuple[str, int, str] | None = None
    """Postcode, number and addition: as the postman walks."""
    date: str
    reference: str
    subject: str
    salutation: str
    sections: tuple[Section, ...]
    closing: tuple[str, ...]
    english: Written | None = None
    """What it comes down to, above the letter itself."""
    preview: bool = False


class CannotBeSet(RuntimeError):
    """The letter cannot be set in type."""


class _All(BaseModel):
    title: str
    author: str
    letters: tuple[Sheet, ...]


class Made(NamedTuple):
    """`letters`: as they were set, without what no font of ours can show; `lost`: those characters, each once."""

    document: bytes
    letters: tuple[Sheet, ...]
    lost: str


@cache
def _fonts() -> Fonts:
    """Those that typst brings, on every machine the same; read once, which is two thirds of the time of a letter."""
    from typst import Fonts

    return Fonts(include_system_fonts=False)


def made(letters: Sequence[Sheet], *, title: str, at: datetime) -> Made:
    """The same letters at the same moment are the same bytes. Takes a processor for some milliseconds a letter: call it in a thread.

    A sign that cannot be shown becomes a question mark, for PDF/UA refuses a page with a hole in it; who sends the letter is told.
    """
    all_of = _All(title=title, author=letters[0].sender.name, letters=tuple(letters))
    told, lost = _clean(all_of.model_dump(), ""), ""
    for _ in range(MOST_LOST):
        found = _set(json.dumps(told, ensure_ascii=False), at)
        if isinstance(found, bytes):
            return Made(found, _All.model_validate(told).letters, lost)
        lost, told = lost + found, _clean(told, found)
    raise CannotBeSet("too many signs that no font has")


def _set(told: str, at: datetime) -> bytes | str:
    """The document, or the sign that stands in its way."""
    import typst  # heavy; only who makes letters needs it

    try:
        return typst.compile(
            TEMPLATE,
            root=TEMPLATE.parent,
            sys_inputs={"letters": told},
            font_paths=_fonts(),
            pdf_standards="ua-1",
            timestamp=int(at.timestamp()),
        )
    except typst.TypstError as error:
        # The message may quote what was typed: only the sign that it names is used, and nothing of it goes on.
        if (named := IN_THE_WAY.search(str(error))) is None:
            raise CannotBeSet(type(error).__name__) from None
        return re.sub(r"\\u\{([0-9a-f]+)\}", lambda code: chr(int(code[1], 16)), named[1])


def _clean(value: object, without: str) -> object:
    if isinstance(value, str):
        shown = value if value.replace("\n", " ").isprintable() else "".join(filter(_can_stand, value))
        return shown.replace(without, "?") if without else shown
    if isinstance(value, dict):
        return {name: _clean(one, without) for name, one in value.items()}
    return [_clean(one, without) for one in value] if isinstance(value, list | tuple) else value


def _can_stand(sign: str) -> bool:
    return sign in "\n\t" or (unicodedata.category(sign) not in NO_SIGNS and sign != MARK)
