"""Who tries each door, and what has to come of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx

from kernel.http.walk import Door
from schemas.base import id_of
from schemas.words import Role
from tests.doors.expected import Expected, Key
from tests.doors.town import ELSEWHERE, Town

UNKNOWN = str(uuid4())
GARBAGE = "eyJhbGciOiJFUzI1NiJ9.e30.AAAA"


@dataclass(frozen=True)
class Try:
    who: str
    token: str | None
    expects: tuple[int, ...]
    sees: bool = False
    """Whether the rows may be in the answer."""


def tries(town: Town, door: Door, expected: Expected) -> Iterator[Try]:
    """Everyone who may not, then the right one: what she changes does not help the others."""
    if expected.right is None:
        yield Try("nobody", None, expected.answers, sees=True)
        if "is what lets her in" in (door.reason or "") or "open data" in (door.reason or ""):
            yield Try("a token of nobody's making", GARBAGE, (401,))
        return
    yield Try("nobody", None, (401,))
    yield Try("a token of nobody's making", GARBAGE, (401,))
    for role in Role:
        if role.value not in door.roles and not (role is Role.CAREGIVER and door.own_file):
            yield Try(f"a {role}", town.token(role), (403,))
    for role in map(Role, sorted(door.roles - {Role.SERVICE, Role.CAREGIVER})):
        yield from _of_elsewhere(town, role, expected)
    if Role.CAREGIVER in door.roles or door.own_file:
        yield from _with_a_pass(town, expected)
    if expected.other_client:
        token = town.token(expected.right, client="another-system", service="monitor")
        yield Try("another client of the same role", token, expected.other_client)
    yield Try("the right one", right(town, expected), expected.answers, sees=True)


def _of_elsewhere(town: Town, role: Role, expected: Expected) -> Iterator[Try]:
    yield Try(f"a {role} of another region", town.token(role, region=ELSEWHERE), expected.elsewhere)
    if expected.stranger is not None:
        yield Try(f"a {role} of another organisation", town.token(role, organisation="viore"), expected.stranger)
    if role not in (Role.SIGNALLER, Role.PUBLIC_DOOR) and expected.stranger is not None:
        token = town.issuer.person(role, staff="someone", organisation="")
        yield Try(f"a {role} of no organisation", token, expected.stranger)


def _with_a_pass(town: Town, expected: Expected) -> Iterator[Try]:
    hers = town.rows_there
    assert expected.herself, "a pass is admitted: say what her own pass opens"
    assert expected.other_person, "a pass is admitted: say what another person's opens"
    yield Try("her own pass without a code", town.pass_of(hers.caregiver), expected.herself, sees=True)
    yield Try("a pass of someone unknown, with a code", town.pass_of(UNKNOWN, whole_file="yes"), expected.other_person)
    yield Try("a pass of someone unknown for this referral", town.pass_of(UNKNOWN, referral=hers.referral), expected.other_person)
    stolen = town.pass_of(hers.caregiver, region=ELSEWHERE, whole_file="yes", referral=hers.referral)
    yield Try("her pass in another region", stolen, expected.elsewhere)
    if expected.other_referral:
        token = town.pass_of(hers.caregiver, referral=hers.offered, action="confirm-handover")
        yield Try("her pass for another referral", token, expected.other_referral)


def right(town: Town, expected: Expected) -> str:
    assert expected.right is not None
    if expected.right is Role.CAREGIVER:
        return town.pass_of(town.rows_there.caregiver, whole_file="yes", referral=town.rows_there.referral)
    return town.token(expected.right)


async def knock(town: Town, key: Key, expected: Expected, token: str | None) -> httpx.Response:
    service, method, path = key
    for name, row in expected.at.items():
        path = path.replace(f"{{{name}}}", value_of(town, row))
    headers = {"Mantelbrug-Purpose": "triage"} | expected.headers
    if expected.version:
        headers["If-Match"] = await version(town, expected)
    body: Any = expected.body(town.rows_there) if expected.body else None
    async with town.client(token, **headers) as client:
        return await client.request(method, f"/{service}{path}{expected.query(town.rows_there)}", json=body)


def value_of(town: Town, row: str) -> str:
    if row.startswith("task of "):
        return town.rows_there.tasks[row.removeprefix("task of ")]
    if row == "organisation":
        return str(id_of("gooi", "organisation", "versa-welzijn"))
    if row == "region":
        return "gooi"
    return str(getattr(town.rows_there, row))


WAARDERINGS = {
    "application": "applications/{application_id}",
    "case": "cases/{case_id}",
    "run": "payout-runs/{run_id}",
    "budget": "budgets/{budget_id}",
    "campaign": "campaigns/{campaign_id}",
    "batch": "print-batches/{batch_id}",
}


async def waardering_version(town: Town, expected: Expected) -> str:
    path = WAARDERINGS[expected.version]
    for name, row in expected.at.items():
        path = path.replace(f"{{{name}}}", value_of(town, row))
    role = Role.PAYER if expected.version in ("run", "budget") else Role.WAARDERING_OFFICER
    async with town.client(town.token(role)) as client:
        return (await client.get(f"/v1/{path}")).headers["etag"]


async def version(town: Town, expected: Expected) -> str:
    """Of the row as it stands now, so that nothing is refused for being stale."""
    row = next(iter(expected.at.values()))
    if expected.version == "offer":
        async with town.client() as client:
            return (await client.get(f"/v1/offers/{town.rows_there.offer}")).headers["etag"]
    if expected.version in WAARDERINGS:
        return await waardering_version(town, expected)
    path = "worklist" if expected.version == "signal" else "referrals"
    found = await town.as_(Role.ASSESSOR, "GET", f"/v1/{path}/{value_of(town, row)}")
    return f'"{found["version"]}"'
