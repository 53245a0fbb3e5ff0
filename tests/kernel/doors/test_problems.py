import json

import pytest

JSON = {"content-type": "application/json"}


async def test_everything_wrong_is_said_at_once_in_the_senders_own_spelling(house):
    answer = await house.client().post(
        "/v1/things", json={"thingName": "", "smalls": [{"shoeSize": 9}, {"shoeSize": 40, "shoe_size": 1}], "BSN": 1}
    )

    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    assert {(e["pointer"], e.get("expected")) for e in answer.json()["errors"]} == {
        ("/thingName", "at least 1 characters"),
        ("/smalls/0/shoeSize", "15 or more"),
        ("/smalls/1/shoe_size", "leave it out, or check its spelling (camelCase)"),
        ("/BSN", "leave it out, or check its spelling (camelCase)"),
    }


async def test_what_was_sent_is_never_repeated(house):
    answer = await house.client().post(
        "/v1/things", json={"thingName": "Jansen" * 10, "smalls": [{"shoeSize": "Jansen", "since": "Jansen"}]}
    )

    assert answer.status_code == 400
    assert "Jansen" not in answer.text


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        (b"{", ""),
        (b"", ""),
        (b'{"thingName": "\xff"}', ""),
        ('{"thingName": "x"}'.encode("utf-16"), ""),
        (b'{"thingName": "a\x00b"}', ""),
        (rb'{"thingName": "a\u0000b"}', "/thingName"),
        (rb'{"thingName": "\ud800"}', ""),
        (b"[]", ""),
        (b'{"thingName": NaN}', "/thingName"),
    ],
)
@pytest.mark.parametrize("path", ["/v1/things", "/v1/hot-things"])
async def test_a_body_that_is_not_clean_json_is_refused(house, path, body, pointer):
    answer = await house.client(house.issuer.system()).post(path, content=body, headers=JSON)

    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"] == pointer


async def test_a_backslash_u_in_the_text_itself_is_taken(house):
    answer = await house.client().post("/v1/things", content=rb'{"thingName": "a\\u0000 \u00e9"}', headers=JSON)

    assert answer.status_code == 200
    assert answer.json()["thingName"] == "a\\u0000 é"


async def test_a_body_over_64_kb_is_too_large_whether_announced_or_not(house):
    async def in_pieces():
        for _ in range(70):
            yield b" " * 1024

    announced = await house.client().post("/v1/things", content=b" " * 65_537, headers=JSON)
    streamed = await house.client().post("/v1/things", content=in_pieces(), headers=JSON)

    assert [announced.status_code, streamed.status_code] == [413, 413]


async def test_a_body_of_another_kind_is_415(house):
    answer = await house.client().post("/v1/things", data={"thingName": "x"})

    assert answer.status_code == 415


async def test_a_wrong_query_and_a_wrong_path_name_their_place(house):
    answer = await house.client().get("/v1/things/nr-1?page_size=many")

    assert {(e["place"], e["pointer"]) for e in answer.json()["errors"]} == {("path", "/thing_id"), ("query", "/page_size")}


@pytest.mark.parametrize(
    "path",
    ["/v1/things/%00", "/v1/things/%ff", "/v1/things/0199c2d4-0000-7000-8000-000000000000?page_size=%00"],
    ids=["nul", "half", "query"],
)
async def test_an_address_with_nul_or_half_characters_is_refused(house, path):
    answer = await house.client().get(path)

    assert answer.status_code == 400


async def test_a_refusal_speaks_with_its_docstring_and_its_facts(house):
    answer = await house.client().get("/v1/failing/refused")

    assert answer.status_code == 409
    assert answer.json() == {
        "type": "urn:mantelbrug:problem:already-told",
        "title": "This was told before.",
        "status": 409,
        "detail": "on Monday",
        "inDutch": "Dit is al verteld.",
        "by": "someone",
    }


@pytest.mark.parametrize("how", ["unavailable", "away"])
async def test_a_surrounding_that_is_away_is_503_with_when_to_try_again(house, how):
    answer = await house.client().get(f"/v1/failing/{how}")

    assert answer.status_code == 503
    assert answer.headers["retry-after"] == "5"


async def test_what_breaks_tells_nothing_of_what_it_held(house, capfd):
    answer = await house.client().get("/v1/failing/broken")

    assert answer.status_code == 500
    assert "Jansen" not in answer.text + "".join(capfd.readouterr())


@pytest.mark.parametrize(
    ("method", "path", "status"), [("GET", "/v1/nothing", 404), ("GET", "/v1/things/", 404), ("PUT", "/v1/things", 405)]
)
async def test_an_unknown_route_is_a_problem_too(house, method, path, status):
    answer = await house.client().request(method, path, json={} if method == "PUT" else None)

    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert json.loads(answer.text)["status"] == status
