"""How is written down what a route answers to whom."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal

from schemas.words import Role
from tests.doors.town import Json, Rows

Key = tuple[str, str, str]
"""Service, method, path."""
GONE, REFUSED = 404, 403
NOTHING = 200
"""Answered, with nothing of the rows that this caller may not see."""
DESK, PROVIDER, OFFICER = Role.ASSESSOR, Role.PROVIDER, Role.WAARDERING_OFFICER


@dataclass(frozen=True)
class Expected:
    right: Role | None = None
    """Who is admitted and owns the row; None: open to all."""
    answers: tuple[int, ...] = (200,)
    """To the right one; a 409 there means that the row was found and is in another state."""
    elsewhere: tuple[int, ...] = (GONE,)
    """To the same role of another region."""
    stranger: tuple[int, ...] | None = (GONE,)
    """To the same role of another organisation in the region; None: the route is the region's, not an organisation's."""
    at: dict[str, str] = field(default_factory=dict)
    """Path parameter -> name of the row."""
    query: Callable[[Rows], str] = lambda rows: ""
    body: Callable[[Rows], object] | None = None
    version: Literal["", "signal", "referral", "offer", "application", "case", "run", "budget", "campaign", "batch"] = ""
    headers: dict[str, str] = field(default_factory=dict)
    private: bool = True
    """Whether strangers may read names and ids in the answer; open data may be read by all."""
    echoes: tuple[str, ...] = ()
    """Rows whose id the answer repeats because the question named it."""
    other_client: tuple[int, ...] | None = None
    """To another client (or service) of the same role."""
    herself: tuple[int, ...] = ()
    """To her own pass, without a code."""
    other_person: tuple[int, ...] = ()
    """To someone else's pass; needed wherever a pass is admitted."""
    other_referral: tuple[int, ...] = ()
    """To her own pass for another referral."""


def fixed(value: Json) -> Callable[[Rows], object]:
    return lambda rows: value
