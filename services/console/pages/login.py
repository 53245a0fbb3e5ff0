"""In and out: to the issuer and back, and the page where what was typed waits."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from kernel.clock import Clock
from kernel.demo_issuer import DemoPerson, LoginQuestion
from kernel.security.doors import Public, address_of, doors_of
from schemas.labels import label
from schemas.words import Role
from services.console import console, kept, login, sessions
from services.console.forms import Form
from services.console.place import Place, place_of
from services.console.region import region_pages
from services.console.rendering import Frame
from services.console.show import TEMPLATES, home_of, onwards, page
from services.console.visitors import ANYONE, Visitor, check_form, held_tokens

router = APIRouter()
ON_THE_WAY = Depends(Public("nobody is logged in yet"))
GROUPS = (
    ("Aanmeldpunt", {Role.ASSESSOR, Role.COORDINATOR}),
    ("Aanbieders", {Role.PROVIDER}),
    ("Zorgverleners en anderen die melden", {Role.SIGNALLER}),
    ("Toezicht, beheer en cijfers", set(Role)),
)


@router.get("/inloggen", dependencies=[ON_THE_WAY])
async def log_in(request: Request, naar: str = "/") -> Response:
    doors_of(request).floods.address(address_of(request))
    address, cookie = await login.leave(place_of(request), naar, console.clock.now())
    response = RedirectResponse(address, 303)
    name = sessions.cookie_name(request, login.COOKIE)
    response.set_cookie(
        name, cookie, max_age=int(login.UNDER_WAY.total_seconds()), path="/", secure=sessions.secure(request), httponly=True, samesite="lax"
    )
    return response


@router.get("/inloggen/terug", dependencies=[ON_THE_WAY])
async def come_back(request: Request, state: str = "", code: str = "", error: str = "", iss: str | None = None) -> Response:
    if error or not code or not state:
        raise login.NotLoggedIn("error" if error else "no code")
    now = console.clock.now()
    name = sessions.cookie_name(request, login.COOKIE)
    tokens, back_to = await login.come_back(place_of(request), cookie=request.cookies.get(name), state=state, code=code, iss=iss, now=now)
    caller = await doors_of(request).verifier.caller(tokens.access_token)
    if caller.kind != "person":
        raise login.NotLoggedIn("no person")
    old = await sessions.opened(request, "staff")
    if old is not None:
        await sessions.end(old)
    cookie = await sessions.begin("staff", caller.subject, held_tokens(tokens, now))
    waiting = await kept.found(request, caller.subject)
    response = onwards("/inloggen/verder" if waiting else back_to if back_to != "/" else home_of(caller))
    sessions.give(response, request, "staff", cookie)
    response.delete_cookie(name, path="/", secure=sessions.secure(request), httponly=True, samesite="lax")
    return response


@router.get("/inloggen/verder")
async def resume(request: Request, who: Annotated[Visitor, Depends(ANYONE)]) -> Response:
    """What was typed before the session ended, to be sent after all."""
    waiting = await kept.found(request, who.caller.subject)
    if waiting is None:
        return onwards(home_of(who.caller))
    session, form = waiting
    await sessions.end(session)
    typed: dict[str, tuple[str, ...]] = {}
    for name, value in form.fields:
        typed[name] = (*typed.get(name, ()), value)
    response = page(
        request,
        "resume.html",
        who,
        action=form.path,
        hidden=form.fields,
        typed=kept.shown(Form(typed)),
        back=form.path.rpartition("/")[0] or "/",
    )
    sessions.take(response, request, "kept")
    return response


@router.post("/uitloggen")
async def log_out(request: Request, who: Annotated[Visitor, Depends(ANYONE)]) -> Response:
    form = await Form.of(request)
    check_form(request, who.session, form.text("csrf"))
    await sessions.end(who.session)
    response = page(
        request, "signed_out.html", kept=False, typed=[], login="/inloggen", leave_issuer=await login.leave_issuer(place_of(request))
    )
    sessions.take(response, request, "staff")
    return response


@dataclass(frozen=True)
class Card:
    key: str
    name: str
    job: str
    about: str


@dataclass(frozen=True)
class Group:
    name: str
    people: list[Card]


def demo_login_page(place: Place, clock: Clock) -> Callable[[LoginQuestion], str]:
    """The demo issuer's page in the console's own look: the people of the region as cards."""

    def render(question: LoginQuestion) -> str:
        groups = [Group(name, [_card(one) for one in question.people if _group(one) == name]) for name, _ in GROUPS]
        data = {
            "groups": [group for group in groups if group.people],
            "action": question.action,
            "hidden": dict(question.hidden),
            "choice_name": "person",
        }
        return TEMPLATES.render("login.html", Frame(region_pages(place.region), clock.now()), data)

    return render


def _group(one: DemoPerson) -> str:
    return next(name for name, roles in GROUPS if roles & set(one.roles) or roles == set(Role))


def _card(one: DemoPerson) -> Card:
    return Card(one.key, one.name, f"{label(Role(one.roles[0]))}, {one.organisation_name}", one.about)
