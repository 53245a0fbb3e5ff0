"""People who log in at a real Keycloak: in, out, too late, and shut out."""

from datetime import timedelta

import pytest

from tests.keycloak.town import Admin, Town

pytestmark = [pytest.mark.keycloak, pytest.mark.slow]


async def test_who_logs_in_comes_back_where_she_was_going_as_who_she_is(town: Town) -> None:
    async with town.browser() as browser:
        answer = await browser.logs_in("wouter-hagen", "/cijfers?periode=2026-10")
        page = await browser.console.get("/contact")

    assert answer.headers["location"] == "/cijfers?periode=2026-10"
    assert "Wouter Hagen" in page.text
    rows = await town.rows("select subject, sealed from console.session")
    assert [row["subject"] for row in rows] == [str(town.staff("wouter-hagen"))]
    assert b"eyJ" not in rows[0]["sealed"]


async def test_the_desk_works_with_what_keycloak_says_of_her(town: Town) -> None:
    """Roles, region and organisation come out of the token alone: she sees the desk's list, and an analyst does not."""
    async with town.browser() as fatima, town.browser() as wouter:
        await fatima.logs_in("fatima-el-idrissi")
        await wouter.logs_in("wouter-hagen")
        hers, his = await fatima.console.get("/werklijst"), await wouter.console.get("/werklijst")

    assert hers.status_code == 200
    assert his.status_code == 403


async def test_a_wrong_password_lets_nobody_in(town: Town) -> None:
    async with town.browser() as browser:
        answer = await browser.logs_in("wouter-hagen", password="niet-het-wachtwoord")

    assert answer.status_code == 200
    assert answer.url.host == "127.0.0.1"
    assert await town.rows("select 1 from console.session") == []


async def test_a_login_without_pkce_is_refused_by_keycloak(town: Town) -> None:
    async with town.browser() as browser:
        away = await browser.console.get("/inloggen")
        without = away.headers["location"].replace("code_challenge", "no_challenge")
        answer = await browser.issuer.get(without)

    assert "error=invalid_request" in answer.headers["location"]


async def test_a_login_goes_back_to_no_other_address(town: Town) -> None:
    async with town.browser() as browser:
        away = await browser.console.get("/inloggen")
        elsewhere = away.headers["location"].replace("%2Finloggen%2Fterug", "%2Felders")
        answer = await browser.issuer.get(elsewhere)

    assert answer.status_code == 400


async def test_leaving_ends_the_session_here_and_at_keycloak(town: Town) -> None:
    async with town.browser() as browser:
        await browser.logs_in("wouter-hagen")
        still_known = await browser.goes_to_log_in()
        end = await browser.leaves()
        await browser.ends_at_issuer(end)
        asked = await browser.goes_to_log_in()

    assert still_known.status_code in (302, 303)
    assert await town.rows("select 1 from console.session") == []
    assert 'name="password"' in asked.text


async def test_a_token_is_renewed_at_keycloak_while_she_works(town: Town) -> None:
    async with town.browser() as browser:
        await browser.logs_in("wouter-hagen")
        before = (await town.rows("select sealed from console.session"))[0]["sealed"]
        town.clock.move(by=timedelta(minutes=4, seconds=30))
        page = await browser.console.get("/contact")

    assert "Wouter Hagen" in page.text
    assert (await town.rows("select sealed from console.session"))[0]["sealed"] != before


async def test_an_expired_session_asks_her_to_log_in_again_and_brings_her_back(town: Town, admin: Admin) -> None:
    async with town.browser() as browser:
        await browser.logs_in("wouter-hagen")
        await admin.end_sessions("wouter-hagen")
        town.clock.move(by=timedelta(minutes=5))
        answer = await browser.console.get("/cijfers")

    assert answer.status_code == 303
    assert answer.headers["location"] == "/inloggen?naar=/cijfers"


async def test_who_is_shut_out_is_out_within_five_minutes_and_does_not_come_in_again(town: Town, admin: Admin) -> None:
    """A token that was given lives to its end; that is why it lives no longer than five minutes."""
    async with town.browser() as browser:
        await browser.logs_in("wouter-hagen")
        await admin.revoke("wouter-hagen")
        town.clock.move(by=timedelta(minutes=5))
        out = await browser.console.get("/cijfers")
        again = await browser.logs_in("wouter-hagen")
        still_out = await browser.console.get("/cijfers")

    assert out.headers["location"].startswith("/inloggen")
    assert 'name="password"' in again.text
    assert still_out.headers["location"].startswith("/inloggen")


async def test_a_role_that_is_taken_away_is_gone_with_the_next_token(town: Town, admin: Admin) -> None:
    async with town.browser() as browser:
        await browser.logs_in("fatima-el-idrissi")
        await admin.change_roles("fatima-el-idrissi", take="assessor", give="analyst")
        before = await browser.console.get("/werklijst")
        town.clock.move(by=timedelta(minutes=4, seconds=30))
        after = await browser.console.get("/werklijst")

    assert before.status_code == 200
    assert after.status_code == 403
