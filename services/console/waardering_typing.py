"""What is being typed on the public application: each step has an address of its own, so that the browser's back button works.

Sealed in the browser's own session: half an hour after the last step nobody can read it, and closing the browser ends it.
"""

from collections.abc import Mapping

from fastapi import Request
from pydantic import BaseModel
from starlette.responses import Response

from services.console import sessions
from services.console.forms import SECRETS, Form
from services.console.show import onwards

NOT_KEPT = SECRETS | {"doe"}


class Typing(BaseModel):
    scheme: str
    answers: Mapping[str, tuple[str, ...]]


async def on_to(request: Request, scheme: str, step: str, form: Form, *, wrong: bool = False) -> Response:
    """To the address of this step, with all that was typed before it."""
    answers = {name: values for name, values in form.typed.items() if name not in NOT_KEPT}
    response = onwards(f"/waardering/{scheme}/aanvragen?stap={step}{'&fout=ja' if wrong else ''}")
    before = await sessions.opened(request, "asking")
    sessions.give(response, request, "asking", await sessions.begin("asking", "", Typing(scheme=scheme, answers=answers)))
    if before is not None:
        await sessions.end(before)
    return response


async def typed(request: Request, scheme: str) -> Form | None:
    """Of this scheme; whoever fills in two at once goes on with what stands on the page."""
    session = await sessions.opened(request, "asking")
    if session is None:
        return None
    held = Typing.model_validate_json(session.plain)
    return Form(held.answers) if held.scheme == scheme else None


async def end(response: Response, request: Request) -> Response:
    """Sent, saved by link, or begun anew: the next one at this computer finds nothing."""
    session = await sessions.opened(request, "asking")
    if session is not None:
        await sessions.end(session)
        sessions.take(response, request, "asking")
    return response
