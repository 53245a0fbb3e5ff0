"""A form on its way to a service: checked, sent once, and told plainly when someone else was first."""

from collections.abc import Sequence
from datetime import datetime

from starlette.requests import Request
from starlette.responses import Response

from kernel.refusals import Conflict, Gone, NotFound, PreconditionRequired, Refused, Stale
from services.console import console, kept
from services.console.domain import moments
from services.console.forms import Form
from services.console.show import page
from services.console.views.history import Line
from services.console.views.people import People
from services.console.visitors import Guest, Visitor, check_form


class NoVersion(Stale):
    """This form does not say which version was read."""


async def form_of(request: Request, who: Visitor | Guest) -> Form:
    form = await Form.of(request)
    check_form(request, who.session, form.text("csrf"))
    return form


def once(form: Form) -> str:
    """The key under which a service does this one time, however often the button is pressed."""
    return form.text("eenmalig")[:100] or "geen"


def version(form: Form) -> int:
    text = form.text("versie")
    if not text.isdecimal() or len(text) > 15:
        raise NoVersion
    return int(text)


def overtaken(
    request: Request,
    who: Visitor,
    refused: Refused,
    form: Form,
    *,
    people: People,
    lines: Sequence[Line],
    href: str,
    text: str,
    here: str,
) -> Response:
    """`Al beantwoord door ...`: who was first, what happened, what was typed, and the way on. Nothing was overwritten."""
    by, at = refused.about.get("by"), refused.about.get("at")
    name = people.name(str(by)) if by else ""
    if not name and lines and isinstance(refused, Conflict | Stale):
        name = lines[0].more
    headline = "Dit is al beantwoord"
    if name and name not in ("U", "Mantelbrug"):
        headline = f"Al beantwoord door {name[:1].lower() + name[1:] if name == 'Zijzelf' else name}"
    elif name == "U":
        headline = "U deed dit al"
    if isinstance(refused, Gone):
        headline = "Hier kunt u niet meer op antwoorden"
    elif refused.code == "too-early":
        headline = "Dat kan nu nog niet"
    when = _when(at)
    lead = refused.in_dutch or "Intussen is dit veranderd."
    if "niets" not in lead:
        lead += " Er is niets overschreven."
    return page(
        request,
        "changed.html",
        who,
        status=409,
        here=here,
        headline=headline,
        lead=f"{lead}{' Dat was ' + when + '.' if when else ''}",
        lines=list(lines)[:3],
        typed=kept.shown(form),
        href=href,
        label_of_link=text,
    )


def is_overtaken(refused: Refused) -> bool:
    return isinstance(refused, Conflict | Stale | Gone | PreconditionRequired) and not isinstance(refused, NotFound)


def _when(at: object) -> str:
    if not isinstance(at, str):
        return ""
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        return ""
    return moments.moment(moment, console.clock.now()) if moment.tzinfo else ""
