import json
from typing import Any

import httpx
import pytest
from fastapi import APIRouter

from kernel import logs
from kernel.http import create_app
from kernel.http.walk import NoDoor, doors_in
from kernel.service import Service
from kernel.traces import current_trace


async def test_every_answer_carries_the_version_and_stays_out_of_caches_and_frames(house):
    client = house.client()

    for path in ("/v1/things/x", "/livez", "/v1/nothing", "/v1/failing/broken"):
        headers = (await client.get(path)).headers

        assert headers["api-version"] == "0.1.0"
        assert headers["cache-control"] == "no-store"
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert headers["referrer-policy"] == "no-referrer"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["strict-transport-security"].startswith("max-age=")


async def test_pages_have_the_strict_policy_of_pages():
    client_of = create_app(Service("pages"), pages=True)
    async with httpx.AsyncClient(transport=httpx.ASGITransport(client_of), base_url="http://house.test") as client:
        policy = (await client.get("/livez")).headers["content-security-policy"]

    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'")
    assert "unsafe" not in policy


async def test_a_route_that_does_not_say_who_may_come_in_keeps_the_app_from_being_made():
    router = APIRouter(prefix="/v1")

    @router.get("/forgotten")
    async def forgotten() -> dict[str, Any]:
        return {}

    with pytest.raises(NoDoor, match="/v1/forgotten"):
        create_app(Service("thing"), router)


def test_every_door_can_be_read_off_the_app(house):
    doors = {(door.method, door.path): door for door in doors_in(house.app)}

    assert doors["GET", "/v1/desk"].roles == {"assessor"}
    assert doors["POST", "/v1/hot-things"].roles == {"signaller"}
    assert doors["POST", "/v1/things"].reason == "a test"
    assert doors["GET", "/v1/access-log"].own_file


async def test_the_description_is_open_to_other_sites_and_tells_of_raw_routes_too(house):
    answer = await house.client().get("/v1/openapi.json")

    described = answer.json()
    assert answer.headers["access-control-allow-origin"] == "*"
    hot = described["paths"]["/v1/hot-things"]["post"]
    assert hot["requestBody"]["content"]["application/json"]["schema"]["$ref"].endswith("/Thing")
    assert hot["summary"] == "Takes a thing quickly."
    assert hot["security"] == [{"bearer": []}]
    assert "422" not in described["paths"]["/v1/things"]["post"]["responses"]
    assert "application/problem+json" in described["paths"]["/v1/things"]["post"]["responses"]["400"]["content"]


async def test_a_trace_goes_on_and_one_begins_where_there_is_none(house):
    trace = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
    await house.client().get("/livez", headers={"traceparent": trace})
    kept = current_trace()
    await house.client().get("/livez")

    assert kept == trace
    assert current_trace() not in (None, trace)


async def test_it_lives_before_it_is_ready(house):
    alive, ready = await house.client().get("/livez"), await house.client().get("/readyz")

    assert alive.status_code == 200
    assert ready.status_code == 503
    assert ready.json()["detail"] == "the service has not started yet"


async def test_figures_name_routes_by_their_template(house):
    await house.client().get("/v1/things/9f0c1a52-0000-4000-8000-000000000000")
    figures = (await house.client().get("/metrics")).text

    assert 'mantelbrug_http_requests_total{method="GET",route="/v1/things/{thing_id}",service="thing",status="200"}' in figures
    assert "9f0c1a52" not in figures


async def test_a_service_is_ready_once_its_schema_is_there(teller):
    async with teller() as (_, running):
        answer = await running.client().get("/teller/readyz")

    assert answer.status_code == 200


@pytest.mark.parametrize("route", ["/v1/desk", "/v1/hot-things"])
async def test_every_answer_leaves_one_line_with_ids_and_the_template_of_its_route(house, route, monkeypatch, capfd):
    monkeypatch.setattr(logs, "_says_info", True)
    client = house.client(house.issuer.token(sub="his", azp="his", roles=["assessor", "signaller"], region="gooi", name="Jansen"))
    await (client.get(route) if route == "/v1/desk" else client.post(route, json={"thingName": "Jansen"}))
    [line] = [json.loads(text) for text in capfd.readouterr().err.splitlines() if "request.answered" in text]

    assert (line["route"], line["client"], line["subject"], line["service"]) == (route, "his", "his", "thing")
    assert line["status"] in (200, 201)
    assert "Jansen" not in json.dumps(line)
