"""How pressing a signal is, as the worklist says it."""

from datetime import date, datetime
from typing import Literal

Pressing = Literal["late", "today", "later", "stopped"]


def pressing(due_at: datetime, now: datetime, *, stopped: bool, due_day: date, today: date) -> Pressing:
    """`stopped`: she was tried or reached, so no triage clock runs."""
    if stopped:
        return "stopped"
    if due_at <= now:
        return "late"
    return "today" if due_day <= today else "later"
