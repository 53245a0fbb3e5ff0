from datetime import timedelta
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI

from kernel import links
from kernel.clock import Clock
from kernel.links import LinkEnded, LinkUsed, NoSuchLink, PassIssuer
from kernel.refusals import TooMany, Unauthorised
from kernel.security import TrustedIssuer, Verifier, count_attempt
from kernel.security.limits import forget_attempts

HER, REFERRAL = uuid4(), uuid4()


async def test_looking_leaves_a_link_as_it_is_and_using_it_works_once(teller):
    async with teller() as (service, house):
        async with service.work() as work:
            token = await links.make(work, HER, "confirm", referral=REFERRAL, data={"day": "monday"})
        for _ in range(3):
            async with service.work() as work:
                seen = await links.look(work, token)
        async with service.work() as work:
            used = await links.consume(work, token)

        assert (seen.person, seen.action, seen.referral, seen.data, seen.used_at) == (HER, "confirm", REFERRAL, {"day": "monday"}, None)
        assert used.used_at is not None
        with pytest.raises(LinkUsed):
            async with service.work() as work:
                await links.consume(work, token)
        assert token.encode() not in b"".join(row["hash"] for row in await house.rows("select hash from teller.link"))


async def test_a_link_ends_after_fourteen_days_and_says_so(teller):
    async with teller() as (service, house):
        async with service.work() as work:
            token = await links.make(work, HER, "follow")
        house.clock.move(by=timedelta(days=14, seconds=1))
        async with service.work() as work:
            for use in (links.look, links.consume):
                with pytest.raises(LinkEnded):
                    await use(work, token)


@pytest.mark.parametrize("token", ["", "unknown", "é", "x" * 5000])
async def test_an_unknown_link_is_not_found(teller, token):
    async with teller() as (service, _), service.work() as work:
        with pytest.raises(NoSuchLink):
            await links.look(work, token)


async def test_revoking_ends_all_links_and_codes_of_a_person(teller):
    async with teller() as (service, _), service.work() as work:
        token, code = await links.make(work, HER, "follow"), await links.make_code(work, HER)
        revoked = await links.revoke(work, HER)
        right = await links.code_is_right(work, HER, code)

        assert (revoked, right) == (1, False)
        with pytest.raises(NoSuchLink):
            await links.look(work, token)


async def test_ended_links_are_forgotten_after_a_month(teller):
    async with teller() as (service, house):
        async with service.work() as work:
            await links.make(work, HER, "follow")
        house.clock.move(by=timedelta(days=45))
        async with service.work() as work:
            assert await links.forget_ended(work) == 1


async def test_a_code_works_once_with_or_without_a_space(teller):
    async with teller() as (service, _), service.work() as work:
        code = await links.make_code(work, HER)

        assert len(code) == 6
        assert code.isdecimal()
        assert not await links.code_is_right(work, uuid4(), code)
        assert await links.code_is_right(work, HER, f"{code[:3]} {code[3:]}")
        assert not await links.code_is_right(work, HER, code)


async def test_a_code_has_five_tries_and_half_an_hour(teller):
    async with teller() as (service, house):
        async with service.work() as work:
            code = await links.make_code(work, HER)
            wrong = "000000" if code != "000000" else "000001"
            tries = [await links.code_is_right(work, HER, wrong) for _ in range(5)]

            assert not any(tries)
            assert not await links.code_is_right(work, HER, code)
            late = await links.make_code(work, HER)
        house.clock.move(by=timedelta(minutes=31))
        async with service.work() as work:
            assert not await links.code_is_right(work, HER, late)


async def test_attempts_are_counted_for_all_replicas_together(teller):
    async with teller() as (service, house):
        # Midway in a window, so that the test never stands on its edge.
        house.clock.move(by=timedelta(seconds=3600 - house.clock.now().timestamp() % 3600 + 60))
        for _ in range(3):
            async with service.work() as work:
                await count_attempt(work, "code", "192.0.2.1", most=3, per=timedelta(hours=1))
        with pytest.raises(TooMany) as refused:
            async with service.work() as work:
                await count_attempt(work, "code", "192.0.2.1", most=3, per=timedelta(hours=1))
        async with service.work() as work:
            await count_attempt(work, "code", "192.0.2.2", most=3, per=timedelta(hours=1))
        house.clock.move(by=timedelta(hours=1))
        async with service.work() as work:
            await count_attempt(work, "code", "192.0.2.1", most=3, per=timedelta(hours=1))

        assert 3000 < refused.value.retry_after <= 3600
        assert b"192.0.2" not in b"".join(row["who"] for row in await house.rows("select who from teller.attempt_count"))
        house.clock.move(by=timedelta(days=3))
        async with service.work() as work:
            assert await forget_attempts(work) == 3


async def test_a_pass_lets_her_in_for_half_an_hour_by_the_issuers_own_discovery():
    clock = Clock()
    issuer = PassIssuer("http://house.test/intake", b"seed", clock=clock, role="caregiver")
    app = FastAPI()
    app.include_router(issuer.router())
    verifier = Verifier(
        [TrustedIssuer(issuer.issuer, at="http://intake.internal", only_roles=frozenset({"caregiver"}))],
        clock=clock,
        client=httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://intake.internal"),
    )
    token = issuer.sign_for(HER, action="follow", region="gooi", referral=REFERRAL)
    caller = await verifier.caller(token)

    assert (caller.kind, caller.person, caller.roles) == ("link", HER, {"caregiver"})
    assert caller.extra == {"action": "follow", "referral": str(REFERRAL)}
    assert not caller.sees_whole_file
    clock.move(by=timedelta(minutes=31))
    with pytest.raises(Unauthorised):
        await verifier.caller(token)


def test_replicas_with_the_same_secret_sign_with_the_same_key():
    one, other = (PassIssuer("http://x", b"seed", clock=Clock(), role="caregiver") for _ in range(2))

    assert one._key.kid == other._key.kid
    assert PassIssuer("http://x", b"another", clock=Clock(), role="caregiver")._key.kid != one._key.kid
