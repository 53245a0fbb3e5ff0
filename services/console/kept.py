"""What was typed on a page whose session had ended: kept sealed in the browser's own session until its sender is back."""

from collections.abc import Mapping
from enum import StrEnum

from pydantic import BaseModel
from starlette.requests import Request

from schemas.labels import label
from schemas.words import (
    Channel,
    ConsentWay,
    ContactOutcome,
    DeclineReason,
    Ending,
    Ground,
    Group,
    MeetingWay,
    Outcome,
    RefusalReason,
    Relation,
    SignallerKind,
    Situation,
    SupportArea,
    Urgency,
)
from services.console import sessions
from services.console.forms import SECRETS, Form

LONGEST = 20_000
HIDDEN = ("reserve", "aanbod", "plaats-", "antwoord")
"""Fields that a person chose by a button or an id: they say nothing when shown."""
CHOSEN: Mapping[str, tuple[type[StrEnum], ...]] = {
    "uitkomst": (ContactOutcome, Outcome),
    "manier": (Channel,),
    "poging": (Channel,),
    "liefst": (Channel,),
    "hoe": (ConsentWay, MeetingWay),
    "reden": (DeclineReason, Ending, RefusalReason),
    "vraag": (SupportArea,),
    "haast": (Urgency,),
    "groep": (Group,),
    "soort": (SignallerKind,),
    "relatie": (Relation,),
    "situatie": (Situation,),
    "grond": (Ground,),
}
"""Whose codes a field of a form sends."""


class KeptForm(BaseModel):
    path: str
    fields: list[tuple[str, str]]


def keepable(form: Form) -> list[tuple[str, str]]:
    return [(name, value) for name, values in form.typed.items() if name not in SECRETS - {"versie"} for value in values]


async def keep(request: Request, subject: str | None, form: Form) -> str | None:
    """The cookie that opens it; none when it was not kept: nobody knows whose it is, or it is too much."""
    fields = keepable(form)
    if subject is None or not fields or sum(len(name) + len(value) for name, value in fields) > LONGEST:
        return None
    return await sessions.begin("kept", subject, KeptForm(path=request.url.path, fields=fields))


async def found(request: Request, subject: str) -> tuple[sessions.Opened, KeptForm] | None:
    """Only for who typed it: another person at the same browser sees nothing."""
    session = await sessions.opened(request, "kept")
    if session is None or session.subject != subject:
        return None
    return session, KeptForm.model_validate_json(session.plain)


def shown(form: Form) -> list[tuple[str, str]]:
    """What was typed as facts, in words that a person recognises."""
    return [
        (name.replace("-", " ").replace("_", " ").capitalize(), ", ".join(_said(name, value) for value in values if value))
        for name, values in form.what_was_typed().items()
        if any(values) and not name.startswith(HIDDEN)
    ]


def _said(name: str, value: str) -> str:
    """A choice in the words that stood beside it; what was typed as it was typed."""
    for codes in CHOSEN.get(name, ()):
        if value in list(codes):
            return label(codes(value))
    return {"ja": "Ja", "nee": "Nee"}.get(value, value)
