"""Who looks at a page: a member of staff with roles, or she herself behind her link. The doors of the console's routes."""

import asyncio
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID
from weakref import WeakValueDictionary

from fastapi import Request
from pydantic import AwareDatetime, BaseModel

from kernel.caller import Caller
from kernel.refusals import Forbidden, Refused, Unauthorised
from kernel.security.csrf import Csrf
from kernel.security.doors import Allow, doors_of
from schemas.words import Role
from services.console import console, login, sessions
from services.console.gateways import intake
from services.console.place import place_of

EARLY = timedelta(seconds=45)
AWAY = timedelta(minutes=60)
"""Who comes back later than this after the last renewal logs in again, whatever the issuer would grant."""
PUBLIC = "public"
"""What tokens of forms without a session are bound to."""


class LogInFirst(Refused):
    """Nobody is logged in on this browser, or not any more."""

    status = 401
    in_dutch = "U bent niet (meer) ingelogd."

    def __init__(self, subject: str | None = None) -> None:
        super().__init__()
        self.subject = subject
        """Whose session it was, when that is still known."""


class LinkAgain(Refused):
    """Her page is closed: the link in her mail opens it again."""

    status = 401
    in_dutch = "Deze pagina is gesloten. Klik opnieuw op de link in uw mail."


class HeldTokens(BaseModel):
    access_token: str
    refresh_token: str | None = None
    ends_at: AwareDatetime


class HeldLink(BaseModel):
    """Her link, and the pass that it gave; the link gives a new pass when this one ends."""

    token: str
    access_token: str
    ends_at: AwareDatetime
    whole_file: bool = False


@dataclass(frozen=True)
class Visitor:
    caller: Caller
    session: sessions.Opened

    @property
    def me(self) -> UUID | None:
        return self.caller.staff


@dataclass(frozen=True)
class Guest:
    """She herself, by her link."""

    caller: Caller
    session: sessions.Opened
    held: HeldLink

    @property
    def person(self) -> UUID:
        assert self.caller.person is not None
        return self.caller.person


@dataclass(frozen=True)
class SignedIn(Allow):
    """Door: a member of staff with one of these roles."""

    async def __call__(self, request: Request) -> Visitor:  # type: ignore[override]  # a page's visitor, where an API's door gives the caller
        visitor = await signed_in(request)
        if self.roles.isdisjoint(visitor.caller.roles):
            raise Forbidden
        return visitor


@dataclass(frozen=True)
class ByLink(Allow):
    """Door: she herself, with the pass that her link gave."""

    async def __call__(self, request: Request) -> Guest:  # type: ignore[override]  # as above
        return await by_link(request)


def staff(*roles: Role) -> SignedIn:
    return SignedIn(frozenset(map(str, roles)))


HERSELF = ByLink(frozenset({Role.CAREGIVER.value}))
DESK = staff(Role.ASSESSOR, Role.COORDINATOR)
ANYONE = staff(*(role for role in Role if role not in (Role.CAREGIVER, Role.PUBLIC_DOOR, Role.SERVICE)))

_one_renewal_at_a_time: "WeakValueDictionary[bytes, asyncio.Lock]" = WeakValueDictionary()


async def signed_in(request: Request) -> Visitor:
    """From the cookie to a verified token; renewed without a word while the issuer agrees."""
    session = await sessions.opened(request, "staff")
    if session is None:
        raise LogInFirst
    held = HeldTokens.model_validate_json(session.plain)
    if held.ends_at - EARLY <= console.clock.now():
        held = await _renewed(request, session)
    try:
        caller = await doors_of(request).verifier.caller(held.access_token)
    except Unauthorised:
        raise LogInFirst(session.subject) from None
    doors_of(request).floods.client(caller.subject)
    request.scope["caller"] = caller
    return Visitor(caller, session)


async def perhaps(request: Request) -> Visitor | None:
    """For pages that everyone may see: who it is, when that is known without asking."""
    try:
        return await signed_in(request)
    except LogInFirst:
        return None


async def _renewed(request: Request, session: sessions.Opened) -> HeldTokens:
    lock = _one_renewal_at_a_time.setdefault(session.id, asyncio.Lock())
    async with lock:
        again = await sessions.opened(request, "staff")
        if again is None:
            raise LogInFirst(session.subject)
        held = HeldTokens.model_validate_json(again.plain)
        now = console.clock.now()
        if held.ends_at - EARLY > now:
            return held  # another request of this browser was first
        if held.refresh_token is None or now - held.ends_at > AWAY:
            raise LogInFirst(session.subject)
        tokens = await login.renew(place_of(request), held.refresh_token)
        if tokens is None:
            raise LogInFirst(session.subject)
        fresh = held_tokens(tokens, now, held.refresh_token)
        await sessions.change(again, "staff", fresh)
        return fresh


def held_tokens(tokens: login.Tokens, now: datetime, refresh_token: str | None = None) -> HeldTokens:
    return HeldTokens(
        access_token=tokens.access_token,
        refresh_token=tokens.refresh_token or refresh_token,
        ends_at=now + timedelta(seconds=tokens.expires_in),
    )


async def by_link(request: Request) -> Guest:
    session = await sessions.opened(request, "link")
    if session is None:
        raise LinkAgain
    held = HeldLink.model_validate_json(session.plain)
    if held.ends_at - EARLY <= console.clock.now():
        granted = await intake.pass_for(held.token)
        held = HeldLink(token=held.token, access_token=granted.access_token, ends_at=granted.expires_at)
        await sessions.change(session, "link", held)
    try:
        caller = await doors_of(request).verifier.caller(held.access_token)
    except Unauthorised:
        raise LinkAgain from None
    request.scope["caller"] = caller
    return Guest(caller, session, held)


def csrf() -> Csrf:
    return Csrf(console.seals.derived("csrf"))


def form_token(session: sessions.Opened | None) -> str:
    return csrf().token(session.name if session else PUBLIC)


def check_form(request: Request, session: sessions.Opened | None, token: str) -> None:
    """Every change comes from a form of ours, on a page of this session."""
    csrf().check(request, session=session.name if session else PUBLIC, token=token)
