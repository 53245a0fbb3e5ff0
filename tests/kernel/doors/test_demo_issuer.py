from base64 import urlsafe_b64encode
from datetime import timedelta
from hashlib import sha256
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import httpx
import pytest

from kernel.clock import Clock
from kernel.demo_issuer import DemoClient, DemoIssuer, DemoPerson, LoginQuestion, demo_issuer_app
from kernel.refusals import Unauthorised
from kernel.security import TrustedIssuer, Verifier
from kernel.security.signing import SigningKey

URL, BACK = "http://127.0.0.1:8000/demo", "http://127.0.0.1:8000/inloggen/terug"
FATIMA = DemoPerson("fatima", uuid4(), "Fatima El Idrissi", "gooi", "aanmeldpunt", "Aanmeldpunt", ("assessor",), "Belt mensen")
VERIFIER = "v" * 50
CHALLENGE = urlsafe_b64encode(sha256(VERIFIER.encode()).digest()).rstrip(b"=").decode()
ASKED = {
    "client_id": "console",
    "redirect_uri": BACK,
    "response_type": "code",
    "code_challenge": CHALLENGE,
    "code_challenge_method": "S256",
    "state": "s1",
    "nonce": "n1",
}


def page(question: LoginQuestion) -> str:
    return f"{[person.name for person in question.people]} {question.action} {dict(question.hidden)}"


class Demo:
    def __init__(self, folder) -> None:
        self.clock = Clock()
        clients = [
            DemoClient("console", returns_to=(BACK,)),
            DemoClient("gp", region="gooi", roles=("signaller",), organisation="praktijk"),
        ]
        self.issuer = DemoIssuer.of(URL, [FATIMA], clients, key=SigningKey.kept_in(folder / "issuer"), clock=self.clock)
        self.http = httpx.AsyncClient(
            transport=httpx.ASGITransport(demo_issuer_app(self.issuer, page)), base_url="http://127.0.0.1:8000", auth=None
        )
        self.verifier = Verifier([TrustedIssuer(URL, at="http://127.0.0.1:8000")], clock=self.clock, client=self.http)

    async def code(self, **other) -> str:
        answer = await self.http.post("/authorize", data=ASKED | {"person": "fatima"} | other)
        assert answer.status_code == 303
        return parse_qs(urlsplit(answer.headers["location"]).query)["code"][0]

    async def token(self, auth=("console", "demo-console"), **form):
        return await self.http.post("/token", data=form, auth=auth)


@pytest.fixture
def demo(tmp_path) -> Demo:
    return Demo(tmp_path)


async def test_a_person_logs_in_and_is_known_to_a_service(demo):
    shown = await demo.http.get("/authorize", params=ASKED)
    chosen = await demo.http.post("/authorize", data=ASKED | {"person": "fatima"})
    back = parse_qs(urlsplit(chosen.headers["location"]).query)
    granted = (await demo.token(grant_type="authorization_code", code=back["code"][0], redirect_uri=BACK, code_verifier=VERIFIER)).json()
    caller = await demo.verifier.caller(granted["access_token"])

    assert "Fatima El Idrissi" in shown.text
    assert chosen.headers["location"].startswith(BACK)
    assert (back["state"], back["iss"]) == (["s1"], [URL])
    assert (caller.staff, caller.name, caller.roles) == (FATIMA.subject, FATIMA.name, {"assessor"})
    assert granted["expires_in"] == 900


async def test_an_id_token_is_for_the_client_and_opens_no_service(demo):
    granted = (await demo.token(grant_type="authorization_code", code=await demo.code(), redirect_uri=BACK, code_verifier=VERIFIER)).json()

    for other in ("id_token", "refresh_token"):
        with pytest.raises(Unauthorised, match="meant for someone else"):
            await demo.verifier.caller(granted[other])


async def test_a_session_goes_on_with_its_refresh_token_until_it_ends(demo):
    granted = (await demo.token(grant_type="authorization_code", code=await demo.code(), redirect_uri=BACK, code_verifier=VERIFIER)).json()
    demo.clock.move(by=timedelta(hours=9))
    again = await demo.token(grant_type="refresh_token", refresh_token=granted["refresh_token"])
    caller = await demo.verifier.caller(again.json()["access_token"])
    demo.clock.move(by=timedelta(hours=2))
    late = await demo.token(grant_type="refresh_token", refresh_token=granted["refresh_token"])

    assert caller.staff == FATIMA.subject
    assert late.json()["error"] == "invalid_grant"


@pytest.mark.parametrize("wrong", ["code", "redirect_uri", "code_verifier"])
async def test_a_code_works_only_as_it_was_asked(demo, wrong):
    given = {"code": await demo.code(), "redirect_uri": BACK, "code_verifier": VERIFIER} | {wrong: "another"}
    answer = await demo.token(grant_type="authorization_code", **given)

    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_grant")


async def test_a_code_works_once_and_for_a_minute(demo):
    given = {"grant_type": "authorization_code", "redirect_uri": BACK, "code_verifier": VERIFIER}
    code, late = await demo.code(), await demo.code()
    first, second = await demo.token(**given, code=code), await demo.token(**given, code=code)
    demo.clock.move(by=timedelta(minutes=2))

    assert [first.status_code, second.status_code] == [200, 400]
    assert (await demo.token(**given, code=late)).status_code == 400


async def test_nobody_is_sent_to_an_unknown_address(demo):
    for wrong in ({"redirect_uri": "https://evil.example"}, {"client_id": "unknown"}):
        answer = await demo.http.get("/authorize", params=ASKED | wrong)

        assert answer.status_code == 400
        assert "location" not in answer.headers


@pytest.mark.parametrize("wrong", [{"response_type": "token"}, {"code_challenge_method": "plain"}, {"code_challenge": "short"}])
async def test_what_is_asked_wrongly_goes_back_as_an_error(demo, wrong):
    answer = await demo.http.get("/authorize", params=ASKED | wrong)

    assert parse_qs(urlsplit(answer.headers["location"]).query)["error"]


async def test_a_person_who_is_not_on_the_list_cannot_be_chosen(demo):
    assert (await demo.http.post("/authorize", data=ASKED | {"person": "nobody"})).status_code == 400


async def test_a_system_gets_a_token_with_its_secret(demo):
    granted = await demo.token(auth=("gp", "demo-gp"), grant_type="client_credentials")
    posted = await demo.token(auth=None, grant_type="client_credentials", client_id="gp", client_secret="demo-gp")
    caller = await demo.verifier.caller(granted.json()["access_token"])

    assert (caller.kind, caller.subject, caller.roles) == ("system", "gp", {"signaller"})
    assert posted.status_code == 200


@pytest.mark.parametrize("auth", [("gp", "wrong"), ("unknown", "demo-unknown"), None])
async def test_a_wrong_secret_gets_nothing(demo, auth):
    answer = await demo.token(auth=auth, grant_type="client_credentials")

    assert (answer.status_code, answer.json()["error"]) == (401, "invalid_client")


async def test_the_pages_own_client_has_no_rights_of_its_own(demo):
    assert (await demo.token(grant_type="client_credentials")).json()["error"] == "unauthorized_client"
    assert (await demo.token(grant_type="password")).json()["error"] == "unsupported_grant_type"


@pytest.mark.parametrize(
    "headers", [{"Host": "mantelbrug.example"}, {"Host": "127.0.0.1.evil.example"}, {"X-Forwarded-For": "1.2.3.4"}, {"Forwarded": "for=x"}]
)
async def test_it_answers_on_this_machine_only(demo, headers):
    answer = await demo.http.get("/.well-known/openid-configuration", headers=headers)

    assert answer.status_code == 403


async def test_its_keys_outlive_a_restart(demo, tmp_path):
    token = demo.issuer.token_of_client("gp")

    assert (await Demo(tmp_path).verifier.caller(token)).subject == "gp"
    assert (tmp_path / "issuer").stat().st_mode & 0o777 == 0o600


async def test_logging_out_goes_back_only_to_known_addresses(demo):
    known = await demo.http.get("/logout", params={"client_id": "console", "post_logout_redirect_uri": BACK})
    unknown = await demo.http.get("/logout", params={"client_id": "console", "post_logout_redirect_uri": "https://evil.example"})

    assert (known.status_code, known.headers["location"]) == (303, BACK)
    assert unknown.status_code == 200
