"""A system signals as whom it was made for: a GP's is no school."""

import pytest

from tests.intake.world import A_NEIGHBOURS_WORRY, Party, a_signal

SCHOOL = {"kind": "school", "phone": "0355550199"}


def errors(got):
    return [(error["pointer"], error["expected"]) for error in got.body["errors"]]


async def test_a_gp_s_system_does_not_signal_as_a_school(world):
    got = await world.gp("demo-gp").post("/v1/signals", a_signal(signaller=SCHOOL))

    assert got.status == 400
    assert errors(got) == [("/signaller/kind", "gp or gp-nurse")]
    assert await world.rows("select 1 from intake.signal") == []


async def test_it_is_told_with_everything_else_that_is_wrong(world):
    both = a_signal(A_NEIGHBOURS_WORRY, signaller=SCHOOL, caregiver__phone="1")
    broken = a_signal(A_NEIGHBOURS_WORRY, signaller=SCHOOL, caregiver__phone=5)
    got = [await world.gp("demo-gp").post("/v1/signals", body) for body in (both, broken)]

    assert [{pointer for pointer, _ in errors(one)} for one in got] == [{"/signaller/kind", "/caregiver/phone"}] * 2


async def test_what_the_token_says_goes_before_the_region_s_file(world):
    token = world.issuer.token(sub="demo-gp", azp="demo-gp", roles=["signaller"], region="gooi", kinds=["school", "childcare"])
    school, gp = [await Party(world.client(token)).post("/v1/signals", body) for body in (a_signal(signaller=SCHOOL), a_signal())]

    assert school.status == 201
    assert (gp.status, errors(gp)) == (400, [("/signaller/kind", "childcare or school")])


@pytest.mark.parametrize("kinds", [[1], ["gp nurse"], ["x"] * 51])
async def test_a_token_with_odd_kinds_is_worthless(world, kinds):
    token = world.issuer.token(sub="demo-gp", azp="demo-gp", roles=["signaller"], region="gooi", kinds=kinds)

    assert (await Party(world.client(token)).post("/v1/signals", a_signal())).status == 401


async def test_a_system_that_nobody_named_is_not_bound(world):
    assert (await world.gp("another-system").post("/v1/signals", a_signal(signaller=SCHOOL))).status == 201


async def test_a_person_says_herself_for_whom_she_signals(world):
    desk = await world.desk().post("/v1/signals", a_signal(signaller=SCHOOL))

    assert desk.status == 201


@pytest.mark.usefixtures("two_regions")
async def test_a_region_without_a_list_of_systems_binds_none(world):
    token = world.issuer.system("demo-gp", region="elders")

    assert (await Party(world.client(token)).post("/v1/signals", a_signal(signaller=SCHOOL))).status == 201
