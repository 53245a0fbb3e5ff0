"""Every page of the console, tried by everyone who may not see it; every form, without the token of our own page."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from uuid import uuid4

import httpx
import pytest

from kernel.http.walk import Door, doors_in
from schemas.words import Role
from services.console.visitors import PUBLIC, csrf
from services.house.wiring import wire
from tests.doors.intruders import value_of
from tests.doors.pages import PAGES, Page
from tests.doors.town import ELSEWHERE, Town

Key = tuple[str, str]
(CONSOLE,) = wire(["console"]).values()
DOORS: dict[Key, Door] = {(door.method, door.path): door for door in doors_in(CONSOLE)}
NO_STAFF = {Role.CAREGIVER, Role.PUBLIC_DOOR, Role.SERVICE}
ENDED = "A_cookie-that-nobody-gave-out-0123456789"


@dataclass(frozen=True)
class Visit:
    who: str
    kind: str
    cookie: str | None
    expects: tuple[int, ...]
    sees: bool = False
    token: bool = True
    """Whether the form holds the token of our own page."""
    origin: str = "http://house.test"


def test_every_page_has_an_expectation() -> None:
    assert PAGES.keys() == DOORS.keys()


async def visits(town: Town, key: Key, door: Door, page: Page) -> AsyncIterator[Visit]:
    if page.right is None:
        yield Visit("nobody", "staff", None, page.answers, sees=True)
        if key[0] == "POST":
            yield Visit("a form of another site", "staff", None, (403,), origin="http://evil.test")
            yield Visit("a form without our token", "staff", None, (403,), token=False)
        return
    her = page.right is Role.CAREGIVER
    kind = "link" if her else "staff"
    closed = (401,) if her or key[0] == "POST" or page.streams else (303,)
    yield Visit("nobody", kind, None, closed)
    yield Visit("a cookie of nobody's making", kind, ENDED, closed)
    yield Visit("the other kind of session", kind, await town.cookie(Role.ASSESSOR if her else Role.CAREGIVER), closed)
    if her:
        yield Visit(
            "someone else behind a link", kind, await town.cookie(Role.CAREGIVER, person=str(uuid4()), whole_file="yes"), page.elsewhere
        )
    else:
        for role in Role:
            if role.value not in door.roles and role not in NO_STAFF:
                yield Visit(f"a {role}", kind, await town.cookie(role), (403,))
        for role in map(Role, sorted(door.roles & {page.right, Role.COORDINATOR})):
            yield Visit(f"a {role} of another region", kind, await town.cookie(role, region=ELSEWHERE), page.elsewhere)
            yield Visit(f"a {role} of another organisation", kind, await town.cookie(role, organisation="viore"), page.stranger)
    mine = await town.cookie(page.right, whole_file="yes", referral=town.rows_there.referral) if her else await town.cookie(page.right)
    if key[0] == "POST":
        yield Visit("a form of another site", kind, mine, (403,), origin="http://evil.test")
        yield Visit("a form without our token", kind, mine, (403,), token=False)
    yield Visit("the right one", kind, mine, page.answers, sees=True)


async def visit(town: Town, key: Key, page: Page, one: Visit) -> httpx.Response:
    method, path = key
    for name, row in page.at.items():
        path = path.replace(f"{{{name}}}", "intake" if row == "service of a task" else value_of(town, row))
    form = dict(page.form(town.rows_there)) | {"eenmalig": str(uuid4())}
    if one.token:
        form["csrf"] = town.csrf(one.cookie) if one.cookie else csrf().token(PUBLIC)
    if page.version:
        (row, *_) = page.at.values()
        found = await town.as_(Role.ASSESSOR, "GET", f"/v1/{'worklist' if page.version == 'signal' else 'referrals'}/{value_of(town, row)}")
        form["versie"] = str(found["version"])
    headers = {"Origin": one.origin, "Host": page.host}
    if one.cookie:
        headers["Cookie"] = f"{'mantelbrug-mijn' if one.kind == 'link' else 'mantelbrug'}={one.cookie}"
    async with town.client(None, **headers) as client:
        asking = client.request(method, path + page.query(town.rows_there), data=form if method == "POST" else None)
        if not page.streams:
            return await asking
        try:
            return await asyncio.wait_for(asking, 0.3)
        except TimeoutError:
            return httpx.Response(200)


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("key", [key for key in PAGES if key in DOORS], ids=" ".join)
async def test_nobody_sees_what_is_not_theirs(town: Town, key: Key) -> None:
    door, page = DOORS[key], PAGES[key]
    assert (page.right is None) == (not door.roles), "the table and the door differ about who may come in"
    wrong: list[str] = []
    async for one in visits(town, key, door, page):
        got = await visit(town, key, page, one)
        if got.status_code not in one.expects:
            wrong.append(f"{one.who}: {got.status_code} and not {one.expects}: {headline(got)}")
        seen = [] if one.sees or not page.private else [secret for secret in town.rows_there.secrets(but=said(key)) if secret in got.text]
        if seen:
            wrong.append(f"{one.who} reads {seen}")

    assert wrong == []


def said(key: Key) -> tuple[str, ...]:
    """Ids that a page may repeat because they stand in its own address."""
    return ("signal", "open_signal", "spoken_signal", "caregiver", "referral", "offered") if "{" in key[1] else ()


def headline(got: httpx.Response) -> str:
    at = got.text.find("<h1")
    return got.headers.get("location") or (got.text[at : at + 200] if at >= 0 else got.text[:200])


@pytest.mark.asyncio(loop_scope="module")
@pytest.mark.parametrize("path", ["/postvak", "/v1/dev-mailbox", "/demo-issuer/authorize"])
@pytest.mark.parametrize(
    "header", [("Host", "house.test"), ("X-Forwarded-For", "127.0.0.1"), ("Forwarded", "for=1.1.1.1"), ("Via", "1.1 x")]
)
async def test_what_is_for_one_machine_is_not_there_through_a_proxy(town: Town, path: str, header: tuple[str, str]) -> None:
    headers = {"Host": "localhost"} | dict([header])
    async with town.client(None, **headers) as client:
        got = await client.get(path)

    assert got.status_code in (403, 404)


@pytest.mark.asyncio(loop_scope="module")
async def test_a_search_leaves_no_name_in_any_address(town: Town) -> None:
    """What was typed comes back in the page, and only for who typed it."""
    cookie = await town.cookie(Role.ASSESSOR)
    form = {"csrf": town.csrf(cookie), "zoek": "Zandvliet", "lijst": "alles", "gemeente": "GM0402"}
    async with town.client(None, Origin="http://house.test", Cookie=f"mantelbrug={cookie}") as client:
        sent = await client.post("/werklijst", data=form)
        mine = await client.get(sent.headers["location"])
    other = await town.cookie(Role.COORDINATOR)
    async with town.client(None, Cookie=f"mantelbrug={other}") as client:
        theirs = await client.get(sent.headers["location"])

    assert sent.status_code == 303
    assert "Zandvliet" not in sent.headers["location"]
    assert 'value="Zandvliet"' in mine.text
    assert "Zandvliet" not in "".join(part.split('"')[0] for part in mine.text.split('href="')[1:])
    assert 'value="Zandvliet"' not in theirs.text
