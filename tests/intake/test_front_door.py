"""`POST /v1/signals`: once, sealed, numbered, told on; and everything that is refused leaves nothing behind."""

import asyncio
import json
from uuid import UUID

import pytest

from schemas.intake import CaregiverSignalled
from schemas.words import SignallerKind, Urgency
from tests.intake.world import A_NEIGHBOURS_WORRY, A_TIRED_DAUGHTER, Party, a_signal, only


async def test_a_signal_gets_a_reference_and_a_place(world):
    got = await world.gp().post("/v1/signals", A_TIRED_DAUGHTER)

    assert got.status == 201
    assert got.headers["location"] == f"/v1/signals/{got.body['id']}"
    assert got.body["reference"].startswith("GM-")
    assert got.body["reference"].endswith("-000001")
    assert got.body["state"] == "received"


async def test_what_is_told_on_holds_no_name(world):
    signal_id = await world.signalled()
    (told,) = await world.told()

    assert isinstance(told, CaregiverSignalled)
    assert (str(told.signal_id), told.signalled_by, told.urgency, told.municipality) == (
        signal_id,
        SignallerKind.GP,
        Urgency.SOON,
        "GM0402",
    )


async def test_each_of_many_at_once_is_told_under_the_trace_of_its_own_request(world):
    traces = [f"00-{number:032x}-b7ad6b7169203331-01" for number in range(1, 6)]
    gp = world.gp()
    answers = await asyncio.gather(*(gp.post("/v1/signals", A_TIRED_DAUGHTER, traceparent=trace) for trace in traces))
    told = await world.rows("select data->>'signalId', trace from intake.log")

    assert {signal: trace[:35] for signal, trace in told} == {
        answer.body["id"]: trace[:35] for answer, trace in zip(answers, traces, strict=True)
    }


async def test_no_name_stands_in_the_database_in_the_clear(world):
    await world.signalled()
    tables = [row[0] for row in await world.rows("select tablename from pg_tables where schemaname = 'intake'")]
    everything = "".join([str(row[0]) for table in tables for row in await world.rows(f'select t::text from intake."{table}" t')])

    for word in ("Zandvliet", "Anneke", "Bertus", "Slaapt slecht", "612345678", "example.org", "1216AB", "huisarts.example", "1958-03-14"):
        assert word not in everything
        assert word.encode().hex() not in everything


async def test_the_same_external_id_and_content_is_the_same_signal(world):
    body = a_signal(externalId="HIS-123456")
    first = await world.gp().post("/v1/signals", body)
    again = await world.gp().post("/v1/signals", json.loads(json.dumps(body, sort_keys=True)))

    assert (first.status, again.status) == (201, 200)
    assert again.body["id"] == first.body["id"]
    assert len(await world.told(CaregiverSignalled)) == 1


async def test_the_same_external_id_with_other_content_is_refused(world):
    await world.gp().post("/v1/signals", a_signal(externalId="HIS-123456"))
    got = await world.gp().post("/v1/signals", a_signal(externalId="HIS-123456", note="Anders."))

    assert got.status == 409
    assert len(await world.told(CaregiverSignalled)) == 1


async def test_an_external_id_stays_taken_for_years(world):
    await world.gp().post("/v1/signals", a_signal(externalId="HIS-123456"))
    world.later(days=300)
    got = await world.gp().post("/v1/signals", a_signal(externalId="HIS-123456"))

    assert got.status == 200


async def test_another_client_may_use_the_same_external_id(world):
    first = await world.gp("demo-gp").post("/v1/signals", a_signal(externalId="1"))
    other = await world.gp("another-system").post("/v1/signals", a_signal(externalId="1"))

    assert (first.status, other.status) == (201, 201)


async def test_the_same_request_twice_gets_the_same_answer(world):
    first = await world.gp().post("/v1/signals", A_TIRED_DAUGHTER, Idempotency_Key="abc")
    again = await world.gp().post("/v1/signals", A_TIRED_DAUGHTER, Idempotency_Key="abc")

    assert (first.status, first.body, first.headers["location"]) == (again.status, again.body, again.headers["location"])
    assert len(await world.told(CaregiverSignalled)) == 1


async def test_a_key_of_another_request_is_refused(world):
    await world.gp().post("/v1/signals", A_TIRED_DAUGHTER, Idempotency_Key="abc")
    got = await world.gp().post("/v1/signals", A_NEIGHBOURS_WORRY, Idempotency_Key="abc")

    assert got.status == 409


async def test_a_key_is_kept_for_three_days(world):
    await world.gp().post("/v1/signals", A_TIRED_DAUGHTER, Idempotency_Key="abc")
    world.later(hours=73)
    got = await world.gp().post("/v1/signals", A_NEIGHBOURS_WORRY, Idempotency_Key="abc")

    assert got.status == 201


async def test_many_at_the_same_moment_are_each_one_signal(world):
    bodies = [a_signal(externalId=f"HIS-{n % 10}") for n in range(40)]
    got = await asyncio.gather(*(world.gp().post("/v1/signals", body) for body in bodies))

    assert sorted(g.status for g in got) == [200] * 30 + [201] * 10
    assert len({g.body["id"] for g in got}) == 10
    assert len({g.body["reference"] for g in got}) == 10


async def test_the_same_key_at_the_same_moment_is_one_signal_with_one_answer(world):
    got = await asyncio.gather(*(world.gp().post("/v1/signals", A_TIRED_DAUGHTER, Idempotency_Key="k") for _ in range(12)))

    assert {(g.status, g.body["id"]) for g in got} == {(201, got[0].body["id"])}


async def test_one_wrong_signal_harms_no_other_at_the_same_moment(world):
    bodies = [a_signal(externalId="A"), a_signal(externalId="A", note="Anders."), A_NEIGHBOURS_WORRY]
    got = await asyncio.gather(*(world.gp().post("/v1/signals", body) for body in bodies))

    assert sorted(g.status for g in got) == [201, 201, 409]


async def test_numbers_run_on_per_region_and_year(world):
    references = [(await world.gp().post("/v1/signals", A_NEIGHBOURS_WORRY)).body["reference"] for _ in range(3)]

    assert [reference[-6:] for reference in references] == ["000001", "000002", "000003"]


async def test_an_answer_never_tells_that_she_was_known(world):
    first = await world.gp().post("/v1/signals", A_TIRED_DAUGHTER)
    second = await world.gp("another-system").post("/v1/signals", A_TIRED_DAUGHTER)

    assert first.body.keys() == second.body.keys()
    assert {k: v for k, v in first.body.items() if k in ("state", "nextStep")} == {
        k: v for k, v in second.body.items() if k in ("state", "nextStep")
    }


SOMEONE = b'{"signaller": {"kind": "other", "email": "a@b.example"}, "caregiver": {"familyName": "%b", "phone": "0612345678"}}'


@pytest.mark.parametrize(
    ("sent", "pointer"),
    [
        (b"{", ""),
        (b"[]", ""),
        (SOMEONE % b"\xff", ""),
        (SOMEONE % b"a\\ud800", ""),
        (SOMEONE % b"a\\u0000", "/caregiver/familyName"),
    ],
)
async def test_what_is_no_text_is_refused_and_nothing_is_stored(world, sent, pointer):
    client = world.client(world.issuer.system())
    got = await client.post("/v1/signals", content=sent, headers={"Content-Type": "application/json"})

    assert got.status_code == 400
    assert got.headers["content-type"] == "application/problem+json"
    assert got.json()["errors"][0]["pointer"] == pointer
    assert await world.told() == []


async def test_errors_of_form_and_of_content_come_together(world):
    body = only(a_signal(caregiver__familyName=None, caregiver__hoursPerWeek=200, caregiver__nickname="An", note="bsn 123456782"))
    got = await world.gp().post("/v1/signals", body)

    assert got.status == 400
    assert {error["pointer"] for error in got.body["errors"]} == {
        "/caregiver/familyName",
        "/caregiver/hoursPerWeek",
        "/caregiver/nickname",
        "/note",
        "/consents",
    }


async def test_what_follows_from_a_broken_field_is_not_said_twice(world):
    got = await world.gp().post("/v1/signals", a_signal(A_NEIGHBOURS_WORRY, caregiver__phone=5))

    assert [error["pointer"] for error in got.body["errors"]] == ["/caregiver/phone"]


async def test_an_error_never_repeats_what_was_sent(world):
    got = await world.gp().post("/v1/signals", a_signal(note="bsn 123456782", caregiver__email="geen adres"))

    assert "123456782" not in json.dumps(got.body)
    assert "geen adres" not in json.dumps(got.body)


async def test_a_body_of_more_than_64_kb_is_refused(world):
    got = await world.gp().post("/v1/signals", a_signal(note="a" * 70_000))

    assert got.status == 413


async def test_without_a_token_nobody_comes_in(world):
    got = await Party(world.client()).post("/v1/signals", A_TIRED_DAUGHTER)

    assert got.status == 401


@pytest.mark.parametrize("role", ["provider", "analyst", "privacy-officer", "administrator", "caregiver"])
async def test_other_roles_send_no_signals(world, role):
    got = await Party(world.client(world.issuer.person(role))).post("/v1/signals", A_TIRED_DAUGHTER)

    assert got.status == 403


async def test_a_signal_typed_in_at_the_desk_is_a_signal(world):
    got = await world.desk().post("/v1/signals", A_NEIGHBOURS_WORRY)

    assert got.status == 201
    assert (await world.desk().open(got.body["id"]))["signaller"]["kind"] == "relative-or-neighbour"


async def test_only_the_sender_reads_what_became_of_it(world):
    signal_id = await world.signalled()

    assert (await world.gp().get(f"/v1/signals/{signal_id}")).status == 200
    assert (await world.gp("another-system").get(f"/v1/signals/{signal_id}")).status == 404
    assert (await world.provider().get(f"/v1/signals/{signal_id}")).status == 403


async def test_two_professionals_behind_one_door_do_not_read_each_other_s_signals(world):
    joke, sanne = (Party(world.client(world.issuer.person("signaller", staff=name))) for name in ("joke", "sanne"))
    sent = await joke.post("/v1/signals", A_NEIGHBOURS_WORRY)

    assert (await joke.get(f"/v1/signals/{sent.body['id']}")).status == 200
    assert (await sanne.get(f"/v1/signals/{sent.body['id']}")).status == 404


async def test_the_code_lists_are_for_everyone(world):
    got = await Party(world.client()).get("/v1/code-lists")

    assert {"code": "gp", "label": "Huisarts", "boundBySecrecy": True} in got.body["lists"]["signallerKinds"]
    assert len(got.body["lists"]["supportAreas"]) == 8


async def test_municipality_and_due_time_come_from_the_region(world):
    world.on_monday()
    signal_id = await world.signalled(a_signal(urgency="today"))
    (row,) = await world.rows("select municipality, due_at from intake.signal where id = $1", UUID(signal_id))

    assert (row["municipality"], row["due_at"].isoformat()) == ("GM0402", "2027-03-01T16:00:00+00:00")


async def test_someone_from_elsewhere_has_no_municipality_of_this_region(world):
    signal_id = await world.signalled(a_signal(caregiver__postcode="2161AB"))

    assert (await world.desk().open(signal_id))["caregiver"].get("municipality") is None
