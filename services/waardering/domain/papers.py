"""A paper that is handed in: its type by what it holds, never by its name; at most so large and so many."""

import re
from typing import Final, Literal

MediaType = Literal["application/pdf", "image/jpeg", "image/png"]
LARGEST: Final = 5 * 1024 * 1024
MOST: Final = 10
"""On one application."""
BEGINS: Final[tuple[tuple[bytes, MediaType], ...]] = (
    (b"%PDF-", "application/pdf"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
)
ENDING: Final[dict[MediaType, str]] = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}
UNSEEN = re.compile(r"[\x00-\x1f\x7f<>:\"|?*]")


def media_type(content: bytes) -> MediaType | None:
    """None of what may come in."""
    return next((kind for begin, kind in BEGINS if content.startswith(begin)), None)


def shown_name(typed: str) -> str:
    """As the sender called it, to be read and never used as a name of a file."""
    last = re.split(r"[/\\]", typed)[-1]
    return UNSEEN.sub("", last).strip()[:100] or "bestand"


def file_name(reference: str, number: int, kind: MediaType) -> str:
    """GM-2027-W00001-2.pdf"""
    return f"{reference}-{number}.{ENDING[kind]}"
