import json
from enum import StrEnum
from uuid import uuid4

import httpx
import pytest
from starlette.requests import Request

from kernel.housekeeping import tidy
from kernel.refusals import BadInput
from kernel.security import asked_for, hang_doors


async def test_without_a_token_the_door_asks_for_one(house):
    answer = await house.client().get("/v1/desk")

    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("header", ["Basic eDp5", "Bearer", "Bearer a b", "Bearer a.b.c"])
async def test_a_wrong_token_is_said_to_be_wrong(house, header):
    answer = await house.client().get("/v1/desk", headers={"Authorization": header})

    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == 'Bearer error="invalid_token"'


@pytest.mark.parametrize(("path", "role"), [("/v1/desk", "provider"), ("/v1/hot-things", "assessor")])
async def test_another_role_is_403(house, path, role):
    client = house.client(house.issuer.person(role))
    answer = await (client.get(path) if path == "/v1/desk" else client.post(path, json={"thingName": "x"}))

    assert answer.status_code == 403


async def test_the_right_role_comes_in_through_either_kind_of_route(house):
    desk = await house.client(house.issuer.person("assessor")).get("/v1/desk")
    hot = await house.client(house.issuer.system("his")).post("/v1/hot-things", json={"thingName": "bell"})

    assert desk.status_code == 200
    assert hot.text == "his bell"


async def test_a_wrong_token_is_refused_at_an_open_door_too(house):
    answer = await house.client("a.b.c").get("/v1/failing/refused")

    assert answer.status_code == 401


async def test_a_flood_of_one_client_is_stopped_and_another_client_goes_on(house):
    one, other = house.client(house.issuer.system("one")), house.client(house.issuer.system("other"))
    statuses = [(await one.post("/v1/hot-things", json={"thingName": "x"})).status_code for _ in range(50)]
    refused = await one.post("/v1/hot-things", json={"thingName": "x"})

    assert set(statuses) == {201}
    assert refused.status_code == 429
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert (await other.post("/v1/hot-things", json={"thingName": "x"})).status_code == 201


async def test_who_guesses_tokens_is_stopped_by_address(house):
    guesses = [(await house.client(f"{number}.b.c").get("/v1/desk")).status_code for number in range(51)]

    assert guesses == [401] * 50 + [429]


async def test_a_house_that_is_still_starting_admits_nobody(house):
    hang_doors(house.app, None)
    answer = await house.client(house.issuer.person("assessor")).get("/v1/desk")

    assert answer.status_code == 503


class Why(StrEnum):
    TRIAGE = "triage"


def request_with(**headers: str) -> Request:
    return Request({"type": "http", "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()]})


def test_a_question_names_its_purpose_from_the_list():
    ask = asked_for(Why)

    assert ask(request_with(**{"Mantelbrug-Purpose": "triage"})) is Why.TRIAGE
    for wrong in ({}, {"Mantelbrug-Purpose": "curiosity"}):
        with pytest.raises(BadInput) as refused:
            ask(request_with(**wrong))
        assert refused.value.errors[0].expected == "one of triage"


async def test_the_person_of_a_link_sees_her_own_list_and_no_other(teller):
    async with teller() as (service, house):
        her, him = "11111111-1111-4111-8111-111111111111", "22222222-2222-4222-8222-222222222222"
        token = house.issuer.token(sub=her, person=her, azp="link", roles=["caregiver"], region="gooi", whole_file="yes")
        without_code = house.issuer.token(sub=her, person=her, azp="link", roles=["caregiver"], region="gooi")
        async with service.work(purpose="triage") as work:
            from uuid import UUID

            work.record(UUID(her), UUID(him), what="contact")
        own = await house.client(token).get("/teller/v1/access-log", params={"person": her})
        his = await house.client(token).get("/teller/v1/access-log", params={"person": him})
        closed = await house.client(without_code).get("/teller/v1/access-log", params={"person": her})

        assert [(look["what"], look["purpose"], look["by"]) for look in own.json()["items"]] == [("contact", "triage", "teller")]
        assert his.status_code == 404
        assert closed.status_code == 403


async def test_a_privacy_officer_sees_the_own_region_and_that_is_recorded_too(teller):
    async with teller() as (service, house):
        from uuid import UUID

        from kernel.caller import Caller

        her = UUID("11111111-1111-4111-8111-111111111111")
        for region in ("gooi", "duin-en-bollen"):
            async with service.work(by=Caller.service_itself("teller", region=region), purpose="triage") as work:
                work.record(her, what=f"file-in-{region}")
        client = house.client(house.issuer.person("privacy-officer", staff="petra"))
        await client.get("/teller/v1/access-log", params={"person": str(her)})
        again = (await client.get("/teller/v1/access-log", params={"person": str(her)})).json()

        assert [look["what"] for look in again["items"]] == ["access-log", "file-in-gooi"]
        assert again["items"][0]["by"] == str(house.staff("petra"))


async def test_long_lists_come_in_pages(teller):
    async with teller() as (service, house):
        from uuid import UUID

        her = UUID("11111111-1111-4111-8111-111111111111")
        async with service.work(by=service.itself("gooi"), purpose="triage") as work:
            for number in range(130):
                work.record(her, what=f"part-{number}")
        client = house.client(house.issuer.person("privacy-officer"))
        first = (await client.get("/teller/v1/access-log", params={"person": str(her)})).json()
        second = (await client.get("/teller/v1/access-log", params={"person": str(her), "cursor": first["next"]})).json()
        wrong = await client.get("/teller/v1/access-log", params={"person": str(her), "cursor": "mine"})

        seen = [look["what"] for look in first["items"] + second["items"]]
        assert len(first["items"]) == 100
        assert len(seen) == len(set(seen)) == 130
        assert second.get("next") is None
        assert wrong.status_code == 400


async def test_what_is_stuck_in_another_region_is_not_shown_and_what_is_of_none_is(teller):
    async with teller() as (service, house):
        async with service.work() as work:
            for position, region in enumerate(("gooi", "elders", None), start=1):
                data, subject = json.dumps({"region": region} if region else {}), uuid4()
                work.task("event-parked", subject, region or "none")
                await work.connection.execute(
                    "insert into teller.parked (reader, log, position, subject, event_id, type, time, data, state, error, attempts, since) "
                    "values ('main', 'teller', $1, $2, $2, 'it', $3, $4::text::json, 'parked', '', 1, $3)",
                    position, subject, work.now, data,
                )  # fmt: skip
                await work.connection.execute(
                    "insert into teller.errand (id, type, data, state, next_at, created_at, error) "
                    "values ($1, $2, $4::text::json, 'given-up', $3, $3, '')", uuid4(), region or "none", work.now, data,
                )  # fmt: skip
        seen = (await house.client(house.issuer.person("coordinator")).get("/teller/v1/stuck")).json()

        assert [one["position"] for one in seen["parked"]] == [1, 3]
        assert sorted(one["reason"] for one in seen["tasks"]) == ["gooi", "none"]
        assert sorted(one["type"] for one in seen["errands"]) == ["gooi", "none"]


async def test_a_task_ends_by_itself_once_its_event_or_errand_is_stuck_no_more(teller):
    async with teller() as (service, house):
        async with service.work() as work:
            work.task("event-parked", uuid4(), "it")
            work.task("errand-given-up", uuid4(), "it")
            work.task("call", uuid4(), "three-attempts")
        await tidy(service)

        assert [row["kind"] for row in await house.rows("select kind from teller.task where done_at is null")] == ["call"]


async def test_the_same_open_task_again_is_still_one(teller):
    async with teller() as (service, house):
        subject = uuid4()
        for _ in range(2):
            async with service.work() as work:
                work.task("event-parked", subject, "it")
                work.task("call", None, "three-attempts")
        await house.rows("update teller.task set done_at = created_at where kind = 'call' returning 1")
        async with service.work() as work:
            work.task("call", None, "three-attempts")

        open_now = await house.rows("select kind from teller.task where done_at is null order by kind")
        assert [row["kind"] for row in open_now] == ["call", "event-parked"]
        assert len(await house.rows("select 1 from teller.task")) == 3


async def test_what_is_stuck_is_shown_to_operators_and_ended_by_them(teller):
    async with teller() as (service, house):
        async with service.work() as work:
            work.task("call", None, "three-attempts")
        client: httpx.AsyncClient = house.client(house.issuer.person("coordinator", staff="ruud"))
        task = (await client.get("/teller/v1/stuck")).json()["tasks"][0]
        done = await client.post(f"/teller/v1/stuck/{task['id']}/completions")

        assert (task["kind"], task["reason"]) == ("call", "three-attempts")
        assert done.status_code == 204
        assert (await client.get("/teller/v1/stuck")).json()["tasks"] == []
        assert (await house.client(house.issuer.person("assessor")).get("/teller/v1/stuck")).status_code == 403
        assert (await client.post(f"/teller/v1/stuck/{house.staff('x')}/completions")).status_code == 404
        assert [row["done_by"] for row in await house.rows("select done_by from teller.task")] == [str(house.staff("ruud"))]
