from datetime import timedelta
from enum import StrEnum
from typing import Annotated
from uuid import UUID, uuid4

import httpx
import pytest
from fastapi import APIRouter, Depends, Request, Response

from kernel.asking import Asking, Neighbours
from kernel.caller import Caller
from kernel.clock import Clock
from kernel.credentials import ClientCredentials
from kernel.http import create_app
from kernel.http.etag import etag, if_match
from kernel.refusals import BadInput, NotFound, PreconditionRequired, Stale, TooMany, Unauthorised, Unavailable
from kernel.security import Doors, allow, asked_for
from kernel.service import Service
from kernel.traces import begin
from schemas.base import Words


class Why(StrEnum):
    TRIAGE = "triage"


class Echo(Words):
    """What the neighbour saw."""

    by: str
    purpose: str
    trace: str | None = None
    number: int = 0


class ChangedBySanne(Stale):
    """This was changed by someone else."""

    in_dutch = "Sanne was u voor."


def neighbour(doors: Doors):
    router = APIRouter(prefix="/v1")
    anyone = Depends(allow("service", "assessor"))
    Known = Annotated[Caller, anyone]
    Purpose = Annotated[Why, Depends(asked_for(Why))]

    @router.get("/echoes/{number}")
    async def echo(request: Request, response: Response, caller: Known, purpose: Purpose, number: int, extra: int = 0) -> Echo:
        etag(response, 7)
        return Echo(by=caller.subject, purpose=purpose, trace=request.headers.get("traceparent"), number=number + extra)

    @router.post("/echoes", status_code=201)
    async def make(caller: Known, echo: Echo) -> Echo:
        return echo

    @router.post("/silences", status_code=204)
    async def nothing(caller: Known, echo: Echo) -> None:
        return None

    @router.put("/echoes/{number}")
    async def change(caller: Known, number: int, echo: Echo, version: Annotated[int, Depends(if_match)]) -> Echo:
        if version != 7:
            raise ChangedBySanne("at noon", who="sanne", version=7)
        return echo

    @router.get("/failing/{how}")
    async def fail(caller: Known, how: str) -> None:
        match how:
            case "unknown":
                raise NotFound("gone fishing")
            case "many":
                raise TooMany(17)
            case _:
                raise ValueError(how)

    return create_app(Service("neighbour"), router, doors=doors)


class Own:
    """A service's own token, which can go bad."""

    def __init__(self, *tokens: str) -> None:
        self.tokens, self.forgotten = list(tokens), 0

    async def token(self) -> str:
        return self.tokens[0]

    def forget(self) -> None:
        self.forgotten += 1
        if len(self.tokens) > 1:
            self.tokens.pop(0)


@pytest.fixture
def asking(house) -> Asking:
    return Asking(Neighbours(apps={"neighbour": neighbour(house.doors)}), Own(house.issuer.service("referral")))


async def test_a_service_asks_as_itself_with_purpose_and_trace(asking):
    trace = begin()
    got = await asking.get("neighbour", "/v1/echoes/3", purpose="triage", answer=Echo, query={"extra": "4"})

    assert got == Echo(by="referral", purpose="triage", trace=trace, number=7)


async def test_for_a_person_that_persons_token_goes_along(asking, house):
    fatima = await house.verifier.caller(house.issuer.person("assessor", staff="fatima"))
    got = await asking.get("neighbour", "/v1/echoes/1", purpose="triage", answer=Echo, as_caller=fatima)

    assert UUID(got.by) == fatima.staff


async def test_without_a_purpose_the_owner_refuses(asking):
    with pytest.raises(BadInput) as refused:
        await asking.get("neighbour", "/v1/echoes/1", answer=Echo)

    assert refused.value.errors[0].pointer == "/Mantelbrug-Purpose"
    assert refused.value.errors[0].expected == "one of triage"


async def test_bad_input_comes_back_with_all_its_errors(asking):
    class Wrong(Words):
        number: str = "x"
        purpose: int = 1

    with pytest.raises(BadInput) as refused:
        await asking.post("neighbour", "/v1/echoes", body=Wrong(), purpose="triage", answer=Echo)

    assert {e.pointer for e in refused.value.errors} == {"/by", "/number", "/purpose"}


async def test_a_refusal_comes_back_in_the_owners_words(asking):
    body = Echo(by="x", purpose="triage")
    with pytest.raises(Stale) as refused:
        await asking.put("neighbour", "/v1/echoes/1", body=body, purpose="triage", answer=Echo, if_match=3)

    assert refused.value.title == "This was changed by someone else."
    assert refused.value.in_dutch == "Sanne was u voor."
    assert refused.value.code == "changed-by-sanne"
    assert refused.value.about == {"who": "sanne", "version": 7}
    with pytest.raises(PreconditionRequired):
        await asking.put("neighbour", "/v1/echoes/1", body=body, purpose="triage", answer=Echo)
    assert await asking.put("neighbour", "/v1/echoes/1", body=body, purpose="triage", answer=Echo, if_match=7) == body


async def test_the_version_comes_along_when_the_whole_answer_is_wanted(asking):
    got = await asking.send("GET", "neighbour", "/v1/echoes/1", purpose="triage")

    assert (got.status, got.version, got.read(Echo).number) == (200, 7, 1)


async def test_nothing_to_tell_is_none_only_where_that_is_expected(asking):
    body = Echo(by="x", purpose="triage")

    assert await asking.post("neighbour", "/v1/silences", body=body, purpose="triage", answer=Echo, or_none=True) is None
    with pytest.raises(Unavailable):
        await asking.post("neighbour", "/v1/silences", body=body, purpose="triage", answer=Echo)


async def test_not_found_is_a_refusal_and_what_breaks_there_is_an_outage_here(asking):
    with pytest.raises(NotFound, match="gone fishing"):
        await asking.get("neighbour", "/v1/failing/unknown", purpose="triage", answer=Echo)
    with pytest.raises(Unavailable):
        await asking.get("neighbour", "/v1/failing/broken", purpose="triage", answer=Echo)


async def test_too_many_is_said_to_a_person_and_waited_for_by_a_service(asking, house):
    with pytest.raises(TooMany) as refused:
        await asking.get("neighbour", "/v1/failing/many", answer=Echo, as_caller=house.issuer.person("assessor"))
    with pytest.raises(Unavailable):
        await asking.get("neighbour", "/v1/failing/many", answer=Echo)

    assert refused.value.retry_after == 17


async def test_an_own_token_that_went_bad_is_replaced_once(house):
    own = Own("a.b.c", house.issuer.service("referral"))
    asking = Asking(Neighbours(apps={"neighbour": neighbour(house.doors)}), own)

    assert (await asking.get("neighbour", "/v1/echoes/1", purpose="triage", answer=Echo)).by == "referral"
    own.tokens[:] = ["a.b.c"]
    with pytest.raises(Unavailable):
        await asking.get("neighbour", "/v1/echoes/1", purpose="triage", answer=Echo)
    assert own.forgotten == 2


async def test_a_persons_bad_token_is_said_to_be_so(asking):
    with pytest.raises(Unauthorised):
        await asking.get("neighbour", "/v1/echoes/1", purpose="triage", answer=Echo, as_caller="a.b.c")


@pytest.mark.parametrize("path", ["v1/x", "/v1/../x", "/v1//x", "/v1/x?y=1", "/v1/x%2f", "//evil.example/x", "/v1/x\n"])
async def test_a_value_cannot_turn_a_path_into_another(asking, path):
    with pytest.raises(ValueError, match="not a path"):
        await asking.get("neighbour", path, answer=Echo)


async def test_over_the_network_no_redirect_is_followed_and_silence_is_an_outage(monkeypatch):
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/v1/moved":
            return httpx.Response(302, headers={"Location": "https://evil.example"})
        raise httpx.ConnectTimeout("silence")

    neighbours = Neighbours(urls={"far": "http://far.example"})
    monkeypatch.setattr(
        neighbours, "client", lambda _: httpx.AsyncClient(transport=httpx.MockTransport(answer), base_url="http://far.example")
    )
    asking = Asking(neighbours)

    for path in ("/v1/moved", "/v1/silent"):
        with pytest.raises(Unavailable):
            await asking.get("far", path, answer=Echo)
    with pytest.raises(Unavailable, match="no address"):
        await Asking(Neighbours()).get("nowhere", "/v1/x", answer=Echo)


async def test_client_credentials_are_fetched_once_until_shortly_before_their_end():
    asked: list[bytes] = []

    def grant(request: httpx.Request) -> httpx.Response:
        asked.append(request.content)
        return httpx.Response(200, json={"access_token": str(uuid4()), "expires_in": 900})

    clock = Clock()
    own = ClientCredentials(
        "http://issuer.test/token", "me", "secret", clock=clock, client=httpx.AsyncClient(transport=httpx.MockTransport(grant))
    )
    first = await own.token()
    clock.move(by=timedelta(minutes=13))
    same = await own.token()
    clock.move(by=timedelta(minutes=2))
    fresh = await own.token()
    own.forget()
    afresh = await own.token()

    assert first == same
    assert len({first, fresh, afresh}) == 3
    assert asked == [b"grant_type=client_credentials"] * 3
