"""Logging in, staying in and leaving: tokens never reach the browser, and nobody is sent anywhere else."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import timedelta
from html import unescape
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi import FastAPI

from kernel.demo_issuer import DemoClient, DemoIssuer, DemoPerson, demo_issuer_app
from kernel.security.issuers import TrustedIssuer
from kernel.security.signing import SigningKey
from kernel.testing.house import TestHouse
from kernel.testing.postgres import TestServer
from schemas.base import id_of
from services.console import console, login
from services.console.__main__ import app
from services.console.place import Issuer, Place, settle

WHERE = "http://127.0.0.1:8000"
ISSUER = f"{WHERE}/demo-issuer"
WOUTER = DemoPerson("wouter", id_of("gooi", "staff", "wouter"), "Wouter Hagen", "gooi", "gemeente", "Gemeente", ("analyst",))
PIETER = DemoPerson("pieter", id_of("gooi", "staff", "pieter"), "Pieter Langerak", "gooi", "aanmeldpunt-gooi", "Aanmeldpunt", ("analyst",))


@dataclass
class Town:
    house: TestHouse
    issuer: DemoIssuer
    app: FastAPI
    at_issuer: httpx.AsyncClient

    def browser(self, where: str = WHERE) -> httpx.AsyncClient:
        return httpx.AsyncClient(transport=httpx.ASGITransport(self.app), base_url=where, headers={"Sec-Fetch-Site": "same-origin"})

    async def chooses(self, browser: httpx.AsyncClient, person: str, path: str = "/") -> httpx.Response:
        """To the issuer and back, as a browser does; answers where the console sends her."""
        away = await browser.get("/inloggen", params={"naar": path})
        asked = {name: values[0] for name, values in parse_qs(urlsplit(away.headers["location"]).query).items()}
        chosen = await self.at_issuer.post(f"{ISSUER}/authorize", data={**asked, "person": person})
        return await browser.get(chosen.headers["location"])


@pytest.fixture
async def town(server: TestServer) -> AsyncIterator[Town]:
    made: list[FastAPI] = []

    def make() -> FastAPI:
        made.append(app())
        return made[-1]

    async with TestHouse(server, {console: make}) as house:
        client = DemoClient("console", region="gooi", roles=("public-door",), returns_to=(f"{WHERE}/inloggen/terug",))
        issuer = DemoIssuer.of(
            ISSUER, [WOUTER, PIETER], [client], key=SigningKey.from_seed(b"the demo issuer of a test"), clock=house.clock
        )
        issuer_app = demo_issuer_app(issuer, lambda question: "")

        async def under_its_path(scope: dict[str, object], receive: object, send: object) -> None:
            await issuer_app({**scope, "path": str(scope["path"]).removeprefix("/demo-issuer")}, receive, send)  # type: ignore[arg-type]

        at_issuer = httpx.AsyncClient(transport=httpx.ASGITransport(under_its_path))  # type: ignore[arg-type]
        house.verifier.trust(TrustedIssuer(ISSUER), at_issuer)
        settle(made[0], Place("gooi", WHERE, Issuer(ISSUER, demo=True, client=at_issuer)))
        yield Town(house, issuer, made[0], at_issuer)
        await at_issuer.aclose()


def secrets_of(page: str) -> dict[str, str]:
    return {"csrf": unescape(re.findall(r'name="csrf" value="([^"]*)"', page)[0])}


async def test_who_logs_in_comes_back_where_she_was_going_and_the_browser_holds_no_token(town: Town) -> None:
    async with town.browser() as browser:
        answer = await town.chooses(browser, "wouter", "/cijfers?periode=2026-10")
        page = await browser.get("/contact")

        assert answer.headers["location"] == "/cijfers?periode=2026-10"
        cookie = answer.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=lax" in cookie
        assert "eyJ" not in cookie
        assert "Wouter Hagen" in page.text
    rows = await town.house.rows("select kind, subject, sealed from console.session")
    assert [(row["kind"], row["subject"]) for row in rows] == [("staff", str(WOUTER.subject))]
    assert b"eyJ" not in rows[0]["sealed"]


@pytest.mark.parametrize("path", ["https://elders.example", "//elders.example", "/\\elders.example", "/a\nb", "elders", "/a\\b"])
def test_a_login_goes_back_to_our_own_pages_only(path: str) -> None:
    assert login.safe_path(path) == "/"


@pytest.mark.parametrize("change", ["state", "code", "iss", "cookie"])
async def test_what_does_not_come_from_this_browser_s_own_login_is_refused(town: Town, change: str) -> None:
    async with town.browser() as browser:
        away = await browser.get("/inloggen")
        asked = {name: values[0] for name, values in parse_qs(urlsplit(away.headers["location"]).query).items()}
        chosen = await town.at_issuer.post(f"{ISSUER}/authorize", data={**asked, "person": "wouter"})
        back = {name: values[0] for name, values in parse_qs(urlsplit(chosen.headers["location"]).query).items()}
        if change == "cookie":
            browser.cookies.clear()
        else:
            back[change] = "iets-anders"
        answer = await browser.get("/inloggen/terug", params=back)

        assert answer.status_code == 400
        assert "Het inloggen is niet gelukt" in answer.text
        assert "mantelbrug=" not in answer.headers.get("set-cookie", "")


async def test_a_code_works_once(town: Town) -> None:
    async with town.browser() as browser, town.browser() as thief:
        away = await browser.get("/inloggen")
        asked = {name: values[0] for name, values in parse_qs(urlsplit(away.headers["location"]).query).items()}
        chosen = await town.at_issuer.post(f"{ISSUER}/authorize", data={**asked, "person": "wouter"})
        thief.cookies.update(browser.cookies)
        await browser.get(chosen.headers["location"])
        again = await thief.get(chosen.headers["location"])

        assert again.status_code == 400


async def test_a_token_is_renewed_without_asking_while_she_works(town: Town) -> None:
    async with town.browser() as browser:
        await town.chooses(browser, "wouter")
        before = (await town.house.rows("select sealed from console.session"))[0]["sealed"]
        town.house.clock.move(by=timedelta(minutes=20))
        page = await browser.get("/contact")

        assert "Wouter Hagen" in page.text
        assert (await town.house.rows("select sealed from console.session"))[0]["sealed"] != before


async def test_who_was_away_for_long_logs_in_again_and_comes_back_to_the_same_page(town: Town) -> None:
    async with town.browser() as browser:
        await town.chooses(browser, "wouter")
        town.house.clock.move(by=timedelta(minutes=90))
        answer = await browser.get("/cijfers", params={"periode": "2026-10"})
        by_htmx = await browser.get("/werklijst/nieuws", headers={"HX-Request": "true"})

        assert answer.status_code == 303
        assert answer.headers["location"] == "/inloggen?naar=/cijfers%3Fperiode%3D2026-10"
        assert by_htmx.status_code == 401


async def test_after_ten_hours_a_session_is_over_and_its_row_goes_at_the_next_login(town: Town) -> None:
    async with town.browser() as browser, town.browser() as other:
        await town.chooses(browser, "wouter")
        town.house.clock.move(by=timedelta(hours=11))
        assert (await browser.get("/cijfers")).status_code == 303
        await town.chooses(other, "pieter")

    assert [row["subject"] for row in await town.house.rows("select subject from console.session")] == [str(PIETER.subject)]


async def test_another_cookie_opens_nothing(town: Town) -> None:
    async with town.browser() as browser:
        await town.chooses(browser, "wouter")
        browser.cookies.set("mantelbrug", "x" * 43, domain="127.0.0.1")

        assert (await browser.get("/cijfers")).status_code == 303


async def test_leaving_ends_the_session_and_needs_the_form_of_the_page(town: Town) -> None:
    async with town.browser() as browser:
        await town.chooses(browser, "wouter")
        page = await browser.get("/contact")
        refused = await browser.post("/uitloggen", data={"csrf": "00"})
        assert refused.status_code == 403
        assert await town.house.rows("select 1 from console.session")
        left = await browser.post("/uitloggen", data=secrets_of(page.text))

        assert "U bent uitgelogd" in left.text
        assert await town.house.rows("select 1 from console.session") == []


async def test_a_new_login_ends_the_session_before(town: Town) -> None:
    async with town.browser() as browser:
        await town.chooses(browser, "wouter")
        await town.chooses(browser, "pieter")

    assert [row["subject"] for row in await town.house.rows("select subject from console.session")] == [str(PIETER.subject)]


async def test_over_https_cookies_are_tied_to_the_host(town: Town) -> None:
    async with town.browser("https://mantelbrug.example") as browser:
        answer = await browser.get("/inloggen")

        assert answer.headers["set-cookie"].startswith("__Host-mantelbrug-inloggen=")
        assert "Secure" in answer.headers["set-cookie"]


async def test_problems_are_pages_with_the_same_status(town: Town) -> None:
    async with town.browser() as browser:
        for path, status, says in (("/nergens", 404, "Deze pagina is er niet"), ("/signalen/geen-nummer", 303, "")):
            answer = await browser.get(path)
            assert answer.status_code == status
            assert says in answer.text
        too_large = await browser.post(
            "/aanmelden", content=b"vertel=" + b"x" * 70_000, headers={"Content-Type": "application/x-www-form-urlencoded"}
        )
        wrong_kind = await browser.post("/aanmelden", json={})

        assert (too_large.status_code, "Dit is te veel om te versturen" in too_large.text) == (413, True)
        assert (wrong_kind.status_code, "Dit kunnen wij niet lezen" in wrong_kind.text) == (415, True)
        assert too_large.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'")
