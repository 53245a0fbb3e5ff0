"""From letters to a PDF that everyone can read (PDF/UA-1): one, or a whole batch, each beginning on the front of a sheet.

What is said goes in as data, never as source, so that nothing that anyone typed is read as markup or code.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, TypeAdapter

from services.waardering.domain.letters import Section

if TYPE_CHECKING:
    from typst import Fonts

TEMPLATE = Path(__file__).resolve().parent.parent / "templates" / "letter.typ"


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
    date: str
    reference: str
    subject: str
    salutation: str
    sections: tuple[Section, ...]
    closing: tuple[str, ...]
    preview: bool = False


class CannotBeSet(RuntimeError):
    """The letter cannot be set in type."""


class _All(BaseModel):
    title: str
    author: str
    letters: Sequence[Sheet]


@cache
def _fonts() -> Fonts:
    """Those that typst brings, on every machine the same; read once, which is two thirds of the time of a letter."""
    from typst import Fonts

    return Fonts(include_system_fonts=False)


def made(letters: Sequence[Sheet], *, title: str, at: datetime) -> bytes:
    """The same letters at the same moment are the same bytes. Takes a processor for some milliseconds a letter: call it in a thread."""
    import typst  # heavy; only who makes letters needs it

    told = TypeAdapter(_All).dump_json(_All(title=title, author=letters[0].sender.name, letters=letters)).decode()
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
        # The message may quote what was typed: only that it failed goes on.
        raise CannotBeSet(type(error).__name__) from None
