import hmac
import json
from base64 import urlsafe_b64encode
from datetime import timedelta
from uuid import uuid4

import httpx
import pytest
from joserfc import jwt
from joserfc.jwk import ECKey, RSAKey

from kernel.clock import Clock
from kernel.refusals import Unauthorised, Unavailable
from kernel.security import TrustedIssuer, Verifier
from kernel.security.issuers import FRESH
from kernel.security.signing import SigningKey
from kernel.testing.house import ISSUER
from schemas.base import id_of


def claims(house, **other):
    now = int(house.clock.now().timestamp())
    given = {
        "iss": ISSUER,
        "aud": "mantelbrug",
        "sub": str(uuid4()),
        "azp": "console",
        "region": "gooi",
        "roles": ["assessor"],
        "exp": now + 60,
    }
    return {name: value for name, value in (given | other).items() if value is not None}


async def test_a_person_is_known_with_place_and_roles(house):
    caller = await house.verifier.caller(house.issuer.person(["assessor", "coordinator"], staff="fatima", organisation="aanmeldpunt"))

    assert caller.kind == "person"
    assert caller.staff == id_of("gooi", "staff", "fatima")
    assert caller.organisation == id_of("gooi", "organisation", "aanmeldpunt")
    assert caller.roles == {"assessor", "coordinator"}


async def test_a_name_and_a_token_do_not_show_in_what_a_caller_prints(house):
    caller = await house.verifier.caller(house.issuer.person("assessor", staff="fatima"))

    assert caller.name == "fatima"
    assert "fatima" not in repr(caller)
    assert caller.token is not None
    assert caller.token not in repr(caller)


async def test_systems_services_and_links_are_told_apart(house):
    person = uuid4()
    system = await house.verifier.caller(house.issuer.system("his"))
    service = await house.verifier.caller(house.issuer.service("referral"))
    keycloak = await house.verifier.caller(house.issuer.key.sign(claims(house, azp="his", preferred_username="service-account-his")))
    link = await house.verifier.caller(house.issuer.key.sign(claims(house, person=str(person), action="follow", whole_file="yes")))

    assert [c.kind for c in (system, service, keycloak, link)] == ["system", "service", "system", "link"]
    assert keycloak.subject == "his"
    assert link.person == person
    assert link.extra["action"] == "follow"
    assert link.sees_whole_file


async def test_the_same_token_is_verified_once_and_its_keys_fetched_once(house):
    token = house.issuer.system()
    assert house.verifier.remembered(token) is None

    await house.verifier.caller(token)
    await house.verifier.caller(house.issuer.system("other"))

    assert house.verifier.remembered(token) is not None
    assert house.asked == ["/.well-known/openid-configuration", "/jwks"]


async def test_a_remembered_token_still_ends(house):
    token = house.issuer.key.sign(claims(house))
    await house.verifier.caller(token)
    house.clock.move(by=timedelta(seconds=91))

    assert house.verifier.remembered(token) is None
    with pytest.raises(Unauthorised, match="has ended"):
        await house.verifier.caller(token)


@pytest.mark.parametrize(
    "wrong",
    [
        {"aud": "another"},
        {"aud": None},
        {"exp": None},
        {"exp": "tomorrow"},
        {"exp": 1},
        {"nbf": 9_999_999_999},
        {"iat": 9_999_999_999},
        {"iss": "https://elsewhere.example"},
        {"sub": None},
        {"sub": "fatima"},
        {"azp": None},
        {"region": None},
        {"roles": "assessor"},
        {"roles": [1]},
        {"roles": ["service"]},
        {"person": "her"},
    ],
    ids=str,
)
async def test_a_token_with_wrong_claims_is_worthless(house, wrong):
    with pytest.raises(Unauthorised):
        await house.verifier.caller(house.issuer.key.sign(claims(house, **wrong)))


async def test_another_key_with_the_same_id_is_refused(house):
    other = ECKey.generate_key("P-256")
    token = jwt.encode({"alg": "ES256", "kid": house.issuer.key.kid}, claims(house), other)

    with pytest.raises(Unauthorised, match="signature"):
        await house.verifier.caller(token)


async def test_no_signature_and_a_signature_with_the_public_key_as_secret_are_refused(house):
    def part(value):
        return urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()

    bare = f"{part({'alg': 'none', 'kid': house.issuer.key.kid})}.{part(claims(house))}."
    public = house.issuer.key.public.as_pem(private=False)
    signed = f"{part({'alg': 'HS256', 'kid': house.issuer.key.kid})}.{part(claims(house))}"
    mac = urlsafe_b64encode(hmac.digest(public, signed.encode(), "sha256")).rstrip(b"=").decode()
    confused = f"{signed}.{mac}"

    for token in (bare, confused):
        with pytest.raises(Unauthorised, match="not signed with"):
            await house.verifier.caller(token)


async def test_keys_that_a_token_brings_itself_are_not_looked_at(house):
    own = ECKey.generate_key("P-256", {"kid": "own"})
    header = {"alg": "ES256", "kid": "own", "jku": "https://evil.example/jwks", "jwk": own.as_dict(private=False)}
    token = jwt.encode(header, claims(house), own)

    with pytest.raises(Unauthorised, match="not one of its issuer"):
        await house.verifier.caller(token)
    assert all("evil" not in path for path in house.asked)


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "é.é.é", "e30.e30.e30", "x" * 9000, "W10.W10.W10"])
async def test_what_is_no_token_is_refused(house, token):
    with pytest.raises(Unauthorised):
        await house.verifier.caller(token)


async def test_a_flood_of_invented_key_ids_does_not_become_a_flood_at_the_issuer(house):
    await house.verifier.caller(house.issuer.system())
    for number in range(20):
        token = jwt.encode({"alg": "ES256", "kid": f"invented-{number}"}, claims(house), ECKey.generate_key("P-256"))
        with pytest.raises(Unauthorised):
            await house.verifier.caller(token)

    assert len(house.asked) <= 4


async def test_a_new_key_is_found_and_a_withdrawn_key_stops_opening(house, monkeypatch):
    from kernel.security import issuers

    ticks = [0.0]
    monkeypatch.setattr(issuers, "monotonic", lambda: ticks[0])
    old, old_key = house.issuer.system(), house.issuer.key
    await house.verifier.caller(old)
    fresh = SigningKey.from_seed(b"the next key")
    monkeypatch.setattr(old_key, "jwks", fresh.jwks)
    ticks[0] += FRESH + 1
    caller = await house.verifier.caller(fresh.sign(claims(house)))

    assert caller.kind == "person"
    assert house.verifier.remembered(old) is None
    with pytest.raises(Unauthorised):
        await house.verifier.caller(old)


async def test_rs256_and_ps256_are_taken_as_well(house, monkeypatch):
    key = RSAKey.generate_key(2048, {"kid": "rsa"})
    monkeypatch.setattr(house.issuer.key, "jwks", lambda: {"keys": [{**key.as_dict(private=False), "use": "sig"}]})

    for algorithm in ("RS256", "PS256"):
        token = jwt.encode({"alg": algorithm, "kid": "rsa"}, claims(house), key, algorithms=[algorithm])
        assert (await house.verifier.caller(token)).has("assessor")


async def test_an_issuer_gives_only_the_roles_that_it_may(house):
    verifier = Verifier([TrustedIssuer(ISSUER, only_roles=frozenset({"caregiver"}))], clock=Clock(), client=house.to_issuer)

    with pytest.raises(Unauthorised, match="may not give"):
        await verifier.caller(house.issuer.person("assessor"))


async def test_an_issuer_that_is_away_is_an_outage_not_a_refusal():
    tried = []

    def away(request):
        tried.append(request)
        raise httpx.ConnectError("away")

    house_away = Verifier([TrustedIssuer(ISSUER)], clock=Clock(), client=httpx.AsyncClient(transport=httpx.MockTransport(away)))
    token = SigningKey.from_seed(b"x").sign({"iss": ISSUER})

    for _ in range(5):
        with pytest.raises(Unavailable):
            await house_away.caller(token)

    assert len(tried) == 1


async def test_a_discovery_that_names_another_issuer_is_not_believed(house):
    verifier = Verifier([TrustedIssuer("http://other.test", at=ISSUER)], clock=Clock(), client=house.to_issuer)

    with pytest.raises(Unavailable):
        await verifier.caller(house.issuer.key.sign(claims(house, iss="http://other.test")))
