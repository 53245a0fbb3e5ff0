"""Whoever sends a signal twice sent it once; the answer tells nothing of whom it knows, and only the sender reads on."""

from __future__ import annotations

import asyncio
import json
import re
from uuid import uuid4

import pytest

from schemas.words import Role
from tests.doors.front_door import HOSPITAL, JSON, refused, send
from tests.doors.town import Town, a_signal

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_the_same_at_the_same_moment_is_one_signal(town: Town) -> None:
    """Twenty times over as many connections, with another content between them."""
    same, other = json.dumps(a_signal("SAME")).encode(), json.dumps(a_signal("SAME", note="Anders.")).encode()
    first = await send(town, same)
    got = await asyncio.gather(*(send(town, body) for body in [same] * 20 + [other] * 5))
    ids = {answer.json()["id"] for answer in got if answer.status_code == 200}

    assert first.status_code == 201
    assert sorted(answer.status_code for answer in got) == [200] * 20 + [409] * 5
    assert ids == {first.json()["id"]}
    assert len(await town.rows("select 1 from intake.signal where external_id = 'SAME'")) == 1


async def test_the_first_of_twenty_at_the_same_moment_makes_it(town: Town) -> None:
    got = await asyncio.gather(*(send(town, json.dumps(a_signal("TWENTY")).encode()) for _ in range(20)))

    assert sorted(answer.status_code for answer in got) == [200] * 19 + [201]
    assert len({answer.json()["id"] for answer in got}) == len({answer.json()["reference"] for answer in got}) == 1
    assert len(await town.rows("select 1 from intake.signal where external_id = 'TWENTY'")) == 1


async def test_the_same_key_at_the_same_moment_is_one_request(town: Town) -> None:
    body = {name: value for name, value in a_signal("").items() if name != "externalId"}
    sent, headers = json.dumps(body).encode(), JSON | {"Idempotency-Key": "one-request"}
    got = await asyncio.gather(*(send(town, sent, headers=headers) for _ in range(20)))
    other = await send(town, json.dumps(body | {"note": "Anders."}).encode(), headers=headers)
    hospital = json.dumps(body | {"signaller": HOSPITAL}).encode()
    elsewhere = await send(town, hospital, headers=headers, token=town.token(Role.SIGNALLER, client="demo-hospital"))

    assert {answer.status_code for answer in got} == {201}
    assert len({answer.content for answer in got}) == len({answer.headers["location"] for answer in got}) == 1
    refused(other, 409)
    assert elsewhere.status_code == 201, elsewhere.text
    assert elsewhere.json()["id"] != got[0].json()["id"]


async def test_an_answer_never_tells_that_she_was_known(town: Town) -> None:
    """Byte for byte the same but for the ids, whoever sends it and whether or not she is known."""
    known = a_signal("KNOWN-1", signaller=HOSPITAL)
    unknown = a_signal("KNOWN-2", signaller=HOSPITAL)
    unknown["caregiver"] = {"familyName": f"Nergens{uuid4().hex[:6]}", "phone": "+31655550199"}
    hospital = town.token(Role.SIGNALLER, client="demo-hospital")
    answers = [await send(town, json.dumps(body).encode(), token=hospital) for body in (known, unknown)]
    shapes = {re.sub(r"[0-9a-f-]{36}|GM-\d{4}-\d{6}|KNOWN-\d|\d{4}-\d\d-\d\dT[\d:.]+Z", "#", answer.text) for answer in answers}

    assert [answer.status_code for answer in answers] == [201, 201]
    assert len(shapes) == 1
    assert {tuple(sorted(answer.headers)) for answer in answers} == {tuple(sorted(answers[0].headers))}


async def test_the_sender_reads_it_and_nobody_else(town: Town) -> None:
    made = await send(town, json.dumps(a_signal("MINE")).encode())
    address = made.headers["location"]
    readers = {
        200: [town.token(Role.SIGNALLER)],
        404: [
            town.token(Role.SIGNALLER, client="demo-hospital"),
            town.token(Role.SIGNALLER, region="elders"),
            town.issuer.person(Role.SIGNALLER, staff="joke-de-wit", organisation="huisartsenpraktijk-kerkelanden"),
        ],
        403: [town.token(role) for role in (Role.ASSESSOR, Role.PROVIDER, Role.PUBLIC_DOOR, Role.SERVICE, Role.CAREGIVER)],
        401: [None],
    }
    for status, tokens in readers.items():
        for token in tokens:
            async with town.client(token) as client:
                assert (await client.get(address)).status_code == status, token
