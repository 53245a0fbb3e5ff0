"""One thing that is wrong with what was sent."""

from typing import NamedTuple


class Wrong(NamedTuple):
    """One thing wrong: where (JSON pointer), what, what would be right, and what it was concluded from besides."""

    pointer: str
    detail: str
    expected: str
    seen: tuple[str, ...] = ()
