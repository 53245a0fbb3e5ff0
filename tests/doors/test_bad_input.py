"""`POST /v1/signals`: whatever is wrong is said at once, with what would be right, and stores nothing."""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import pytest

from kernel.security.doors import Doors, hang_doors
from kernel.security.limits import Floods
from schemas.words import Role
from tests.doors.front_door import JSON, PATH, refused, send
from tests.doors.town import Json, Town, a_signal

pytestmark = pytest.mark.asyncio(loop_scope="module")
GOOD = json.dumps(a_signal("GOOD")).encode()


def typed(**changes: object) -> bytes:
    """A signal as sent, with changes by path: `caregiver__phone=None` leaves it out."""
    body: Json = a_signal("BAD")
    for path, value in changes.items():
        *parents, last = path.split("__")
        inner: Any = body
        for parent in parents:
            inner = inner[int(parent)] if isinstance(inner, list) else inner[parent]
        if value is None:
            del inner[last]
        else:
            inner[last] = value
    return json.dumps(body).encode()


NO_TEXT = [
    pytest.param(GOOD.decode().encode("utf-16"), id="utf-16"),
    pytest.param(typed(note="één").decode().replace("\\u00e9", "é").encode("latin-1"), id="latin-1"),
    pytest.param(GOOD.replace(b"Anneke", b"Ann\xc3\x28"), id="broken utf-8"),
    pytest.param(GOOD.replace(b"Anneke", b"\xed\xa0\x80"), id="surrogate in utf-8"),
    pytest.param(GOOD.replace(b"Anneke", b"Ann\x00"), id="NUL"),
    pytest.param(GOOD.replace(b"Anneke", b"Ann\\u0000"), id="escaped NUL"),
    pytest.param(GOOD.replace(b"Anneke", b"Ann\\ud800"), id="lone high surrogate"),
    pytest.param(GOOD.replace(b"Anneke", b"\\udc00ke"), id="lone low surrogate"),
    pytest.param(b"\xef\xbb\xbf" + GOOD, id="byte order mark"),
    pytest.param(GOOD[:-1], id="cut off"),
    pytest.param(GOOD + GOOD, id="two documents"),
    pytest.param(b"", id="nothing"),
    pytest.param(b"null", id="null"),
    pytest.param(b"[]", id="a list"),
    pytest.param(b'"text"', id="a text"),
    pytest.param(b"[" * 30_000, id="a deep well"),
    pytest.param(GOOD.replace(b'"houseNumber": 12', b'"houseNumber": NaN'), id="NaN"),
    pytest.param(GOOD.replace(b'"houseNumber": 12', b'"houseNumber": 1e400'), id="infinite"),
    pytest.param(GOOD.replace(b'"houseNumber": 12', b'"houseNumber": ' + b"9" * 5_000), id="an endless number"),
]
WRONG = {
    "/caregiver/birthDate": [
        typed(caregiver__birthDate=day)
        for day in (
            "2027-02-29",
            "1958-13-01",
            "1958-00-10",
            "31-12-1958",
            "0000-01-01",
            "1850-01-01",
            "2099-01-01",
            -1,
            0,
        )
    ],
    "/caregiver/caringSince": [typed(caregiver__caringSince=month) for month in ("2024-13", "2099-01", "1900", "maart", "2024-1")],
    "/caregiver/nickname": [typed(caregiver__nickname="An")],
    "/caregiver/family_name": [typed(caregiver__family_name="Zandvliet")],
    "/bsn": [typed(bsn="123456782")],
    "/constructor": [typed(constructor={})],
    "/note": [
        typed(note=f"Haar nummer is {bsn}.") for bsn in ("123456782", "1234.56.782", "123 456 782", "１２３４５６７８２", "bsn:111222333")
    ]
    + [typed(note="a" * 4_001), typed(note="bel\x07"), typed(note=7)],
    "/externalId": [typed(externalId="123456782"), typed(externalId=""), typed(externalId="met spatie"), typed(externalId="a" * 101)],
    "/caregiver/familyName": [typed(caregiver__familyName=None), typed(caregiver__familyName=" "), typed(caregiver__familyName="a" * 101)],
    "/caregiver/houseNumber": [typed(caregiver__houseNumber=value) for value in (0, -3, 100_000, 1.5, "twaalf", "12", True)],
    "/caregiver/phone": [typed(caregiver__phone=value) for value in ("0000000000", "geen nummer", "+1", 31612345678)],
    "/caregiver/postcode": [typed(caregiver__postcode=value) for value in ("0999AB", "1216SS", "1216-AB")],
    "/caregiver/email": [typed(caregiver__email=value) for value in ("a@", "a b@c.nl", "x@y\n.nl")],
    "/caregiver/language": [typed(caregiver__language="Nederlands")],
    "/signaller/kind": [typed(signaller__kind="dokter"), typed(signaller__kind=None), typed(signaller__kind=["gp"])],
    "/supportAreas/0": [typed(supportAreas=["hulp"])],
    "/supportAreas": [typed(supportAreas="respite")],
    "/urgency": [typed(urgency="now")],
    "/consents": [typed(consents=[])],
    "/consents/0/on": [typed(consents__0__on="2027-02-30"), typed(consents__0__on="2099-01-01")],
    "/consents/0/given": [typed(consents__0__given=value) for value in ("ja", "true", 1, None)],
    "/consents/0/how": [typed(consents__0__how=None)],
    "/careRecipient/situations/0": [typed(careRecipient__situations=["ziek"])],
}


async def rows_of_intake(town: Town) -> Json:
    """How many rows stand in every table."""
    tables = [row[0] for row in await town.rows("select tablename from pg_tables where schemaname = 'intake' order by 1")]
    return {table: (await town.rows(f'select count(*) from intake."{table}"'))[0][0] for table in tables}


@asynccontextmanager
async def nothing_stored(town: Town) -> AsyncIterator[None]:
    await town.settled()
    before = await rows_of_intake(town)
    yield

    assert await rows_of_intake(town) == before


@pytest.mark.parametrize("body", NO_TEXT)
async def test_what_is_no_text_is_refused(town: Town, body: bytes) -> None:
    async with nothing_stored(town):
        problem = refused(await send(town, body), 400)

    assert all(error["detail"] and error["expected"] for error in problem["errors"])


@pytest.mark.parametrize(("pointer", "body"), [(pointer, body) for pointer, bodies in WRONG.items() for body in bodies])
async def test_each_wrong_thing_is_named_with_what_would_be_right(town: Town, pointer: str, body: bytes) -> None:
    async with nothing_stored(town):
        problem = refused(await send(town, body), 400)

    found = {error["pointer"]: error for error in problem["errors"]}
    assert pointer in found, found
    assert found[pointer]["detail"]
    assert found[pointer]["expected"]


async def test_all_errors_come_at_once(town: Town) -> None:
    body = typed(
        caregiver__familyName=None, caregiver__birthDate="2027-02-29", caregiver__nickname="x", note="bsn 123456782", urgency="now", hobby=1
    )
    async with nothing_stored(town):
        problem = refused(await send(town, body), 400)

    pointers = {error["pointer"] for error in problem["errors"]}
    assert pointers == {"/caregiver/familyName", "/caregiver/birthDate", "/caregiver/nickname", "/note", "/urgency", "/hobby"}


async def test_an_error_repeats_nothing_of_what_was_sent(town: Town) -> None:
    problem = await send(town, typed(note="bsn 123456782", caregiver__phone="0612345678x", caregiver__email="anneke@"))

    assert not re.search("123456782|0612345678|anneke", problem.text)


@pytest.mark.parametrize("size", [65_537, 70_000, 1_000_000])
async def test_more_than_64_kb_is_refused(town: Town, size: int) -> None:
    async with nothing_stored(town):
        refused(await send(town, GOOD[:-1] + b" " * (size - len(GOOD)) + b"}"), 413)


async def test_more_than_64_kb_is_refused_without_a_length_as_well(town: Town) -> None:
    async def endless() -> AsyncIterator[bytes]:
        for _ in range(100):
            yield b" " * 1_000

    async with nothing_stored(town), town.client(town.token(Role.SIGNALLER)) as client:
        refused(await client.post(PATH, content=endless(), headers=JSON), 413)


async def test_exactly_64_kb_is_read(town: Town) -> None:
    body = GOOD[:-1] + b" " * (65_536 - len(GOOD)) + b"}"

    assert (await send(town, body.replace(b'"GOOD"', b'"FULL"'))).status_code == 201


KINDS = ["text/plain", "application/xml", "application/x-www-form-urlencoded", "multipart/form-data", "text/json", ""]


@pytest.mark.parametrize("kind", KINDS)
async def test_another_kind_of_body_is_refused(town: Town, kind: str) -> None:
    async with nothing_stored(town):
        refused(await send(town, GOOD, headers={"Content-Type": kind} if kind else {}), 415)


async def test_no_token_or_a_wrong_one_is_refused(town: Town) -> None:
    issuer, good = town.issuer, {"sub": "demo-gp", "azp": "demo-gp", "roles": ["signaller"], "region": "gooi"}
    head, body, signature = issuer.token(**good).split(".")
    wrong = [
        None,
        "x",
        issuer.token(**good | {"exp": 1}),
        issuer.token(**good | {"nbf": 4_000_000_000}),
        issuer.token(**good | {"aud": "another"}),
        issuer.token(**good | {"iss": "http://evil.test"}),
        issuer.token(**good | {"roles": "signaller"}),
        issuer.token(**{name: value for name, value in good.items() if name != "region"}),
        f"{head}.{body}.{signature[:-4]}AAAA",
        f"eyJhbGciOiJub25lIn0.{body}.",
    ]
    async with nothing_stored(town):
        for token in wrong:
            got = await send(town, GOOD, token=token)
            refused(got, 401)
            assert got.headers["www-authenticate"].startswith("Bearer")


async def test_another_role_is_refused_before_the_body_is_looked_at(town: Town) -> None:
    admitted = {Role.SIGNALLER, Role.ASSESSOR, Role.COORDINATOR, Role.PUBLIC_DOOR}
    async with nothing_stored(town):
        for role in set(Role) - admitted:
            refused(await send(town, b'{"wrong": 1}', token=town.token(role)), 403)


@contextmanager
def few_at_a_time(town: Town, **limits: str) -> Iterator[None]:
    app: Any = town.app._apps["intake"]
    before = app.state.doors
    hang_doors(app, Doors(town.verifier, Floods(**limits)))
    yield
    hang_doors(app, before)


async def test_too_many_are_told_when_to_come_back(town: Town) -> None:
    with few_at_a_time(town, per_client="2/minute"):
        await send(town, b"{}")
        await send(town, b"{}")
        async with nothing_stored(town):
            got = await send(town, GOOD)
        other = await send(town, b"{}", token=town.token(Role.SIGNALLER, client="demo-hospital"))

    refused(got, 429)
    assert 1 <= int(got.headers["retry-after"]) <= 60
    assert other.status_code == 400


async def test_guesses_at_tokens_are_stopped_as_well(town: Town) -> None:
    with few_at_a_time(town, per_address="2/minute"):
        got = [(await send(town, GOOD, token=token)).status_code for token in ("x", None, "y")]

    assert got == [401, 401, 429]
