import asyncio
from datetime import timedelta

import pytest
from starlette.requests import Request

from kernel.caller import Caller
from kernel.http.idempotency import Kept, KeyUsedForOtherContent, forget_old, once
from kernel.refusals import BadInput, Conflict

ANSWER = Kept(201, b'{"name":"Aafke"}', {"Location": "/v1/things/1"})


def asked(key: str | None = "k1", *, client: str = "his", path: str = "/v1/things", body: bytes = b"{}"):
    headers = [] if key is None else [(b"idempotency-key", key.encode())]
    caller = Caller(kind="system", subject=client, client=client, region="gooi")
    scope = {"type": "http", "method": "POST", "path": path, "query_string": b"", "headers": headers, "caller": caller, "server": ("x", 80)}
    return once(Request(scope), body)


class Counted:
    def __init__(self) -> None:
        self.times = 0

    async def make(self) -> Kept:
        self.times += 1
        return ANSWER


async def test_the_same_request_twice_is_done_once_with_the_same_answer(teller):
    counted = Counted()
    async with teller() as (service, house):
        answers = []
        for _ in range(2):
            async with service.work() as work:
                answers.append(await asked().do(work, counted.make))

        assert counted.times == 1
        assert [a.body for a in answers] == [ANSWER.body] * 2
        assert [a.headers["location"] for a in answers] == ["/v1/things/1"] * 2
        assert answers[1].headers["idempotency-replayed"] == "true"
        [row] = await house.rows("select answer from teller.idempotency")
        assert b"Aafke" not in row["answer"]


async def test_two_at_the_same_moment_are_done_once(teller):
    counted = Counted()
    async with teller() as (service, _):

        async def ask() -> int:
            async with service.work() as work:
                return (await asked().do(work, counted.make)).status_code

        statuses = await asyncio.gather(*(ask() for _ in range(5)))

    assert statuses == [201] * 5
    assert counted.times == 1


@pytest.mark.parametrize("other", [{"client": "another"}, {"path": "/v1/things/2"}, {"key": "k2"}, {"key": None}], ids=str)
async def test_another_client_route_or_key_is_another_request(teller, other):
    counted = Counted()
    async with teller() as (service, _):
        for question in (asked(), asked(**other)):
            async with service.work() as work:
                await question.do(work, counted.make)

    assert counted.times == 2


async def test_the_same_key_with_other_content_is_refused(teller):
    async with teller() as (service, _):
        async with service.work() as work:
            await asked().do(work, Counted().make)
        with pytest.raises(KeyUsedForOtherContent):
            async with service.work() as work:
                await asked(body=b"[]").do(work, Counted().make)


async def test_what_was_refused_may_be_tried_again_with_the_same_key(teller):
    async def refuse() -> Kept:
        raise Conflict

    counted = Counted()
    async with teller() as (service, _):
        with pytest.raises(Conflict):
            async with service.work() as work:
                await asked().do(work, refuse)
        async with service.work() as work:
            await asked().do(work, counted.make)

    assert counted.times == 1


async def test_a_key_is_kept_for_72_hours(teller):
    counted = Counted()
    async with teller() as (service, house):
        async with service.work() as work:
            await asked().do(work, counted.make)
            await asked("k2").do(work, counted.make)
        house.clock.move(by=timedelta(hours=73))
        async with service.work() as work:
            await asked().do(work, counted.make)
            forgotten = await forget_old(work)

    assert counted.times == 3
    assert forgotten == 1


@pytest.mark.parametrize("key", ["", "two words", "x" * 101, "é"])
def test_a_key_is_one_short_word(key):
    with pytest.raises(BadInput):
        asked(key)
