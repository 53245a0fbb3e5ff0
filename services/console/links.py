"""A link that came by mail or letter: how it looks, and what stands between it and who tries many."""

import re
from datetime import timedelta

from fastapi import Request

from kernel.refusals import NotFound
from kernel.security.doors import address_of
from kernel.security.limits import count_attempt
from services.console import console, visitors
from services.console.forms import Form

TOKEN = re.compile(r"^[A-Za-z0-9_-]{20,100}$")
MOST = 60
WHILE = timedelta(hours=1)


def looked_at(token: str) -> str:
    """Only looked at: nothing is opened or counted."""
    if not TOKEN.match(token):
        raise NotFound
    return token


async def tried(request: Request, token: str, kind: str = "link") -> str:
    """Tried as the key that it is: each address may do so so many times an hour, per kind of link."""
    looked_at(token)
    async with console.work() as work:
        await count_attempt(work, kind, address_of(request), most=MOST, per=WHILE)
    return token


async def pressed(request: Request) -> tuple[Form, str]:
    """A form of ours, and the link of the page on which the button was pressed."""
    form = await Form.of(request)
    visitors.check_form(request, None, form.text("csrf"))
    return form, await tried(request, form.text("link"))
