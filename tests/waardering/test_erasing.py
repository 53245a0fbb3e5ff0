"""Who is erased leaves no name, no account and no text; what was paid stays as long as the law asks."""

from uuid import UUID

from schemas.base import PersonId
from schemas.erasure import WaarderingErasureDone
from schemas.intake import PersonErased, PersonsMerged
from schemas.words import ErasureResult, KeptGround

from .town import Town, a_caregiver, an_application

SECRETS = ("Zandvliet", "0417164300", "1216AB", "anneke@example.org")


async def person_of(town: Town, application: str) -> PersonId:
    return PersonId(UUID((await town.see(application))["parties"][0]["person"]["id"]))


async def receipt(town: Town) -> WaarderingErasureDone:
    (done,) = await town.told(WaarderingErasureDone)
    assert isinstance(done, WaarderingErasureDone)
    return done


async def test_what_was_not_paid_is_taken_back_and_emptied(town: Town):
    body = an_application()
    del body["careRecipient"]["postcode"]
    made = await town.applies(body)
    person = await person_of(town, made["id"])
    await town.house.hears(PersonErased(person_id=person))
    done = await receipt(town)

    assert (done.result, done.kept_until) == (ErasureResult.EMPTIED, None)
    assert await town.story(made["id"]) == ["Requested", "Withdrawn"]
    assert (await town.officer.get(f"/v1/applications/{made['id']}")).status_code == 410
    assert (await town.officer.get("/v1/applications", params={"list": "done"})).json()["items"][0]["name"] == "(gewist)"
    assert await town.house.rows("select 1 from waardering.sealing_key where person = $1", person) == []
    assert await town.house.parked("waardering") == []


async def test_what_was_paid_stays_in_the_sealed_file_until_seven_years_after_the_year(town: Town):
    made = await town.applies()
    run = await town.paid()
    await town.house.hears(PersonErased(person_id=await person_of(town, made["id"])))
    done = await receipt(town)
    file = (await town.payer.get(f"/v1/payout-runs/{run['id']}/file")).json()

    assert (done.result, done.ground) == (ErasureResult.KEPT, KeptGround.LEGAL_TERM)
    assert done.kept_until is not None
    assert done.kept_until.isoformat().startswith("2034-12-31T23:00")
    assert "Zandvliet" in file["text"]
    await town.passes(days=366 * 8)
    assert await town.house.rows("select 1 from waardering.run where file is not null") == []
    assert await town.house.rows("select 1 from waardering.sealing_key where person = $1", UUID(run["id"])) == []


async def test_while_an_objection_runs_it_is_kept_and_somebody_is_told(town: Town):
    body = an_application()
    del body["careRecipient"]["postcode"]
    made = await town.applies(body)
    await town.did(made["id"], "decisions", {"grant": False, "reason": "residence"})
    await town.officer.post(f"/v1/applications/{made['id']}/cases", json={"kind": "objection", "text": "Niet eens."})
    await town.house.hears(PersonErased(person_id=await person_of(town, made["id"])))

    assert (await receipt(town)).ground is KeptGround.COMPLAINT
    assert (await town.see(made["id"]))["name"].endswith("Zandvlietbaa")
    assert "erasure-waits-for-case" in await town.tasks()


async def test_who_was_never_here_is_answered_all_the_same(town: Town):
    await town.house.hears(PersonErased(person_id=PersonId(UUID(int=7))))

    assert (await receipt(town)).result is ErasureResult.DELETED


async def test_told_twice_changes_nothing(town: Town):
    made = await town.applies()
    event = PersonErased(person_id=await person_of(town, made["id"]))
    await town.house.hears(event, event)

    assert await town.house.parked("waardering") == []
    assert (await town.budget("plain"))["committedCents"] == 0
    assert await town.payments("due") == []


async def test_erased_she_may_ask_again_as_somebody_new(town: Town):
    made = await town.applies(an_application(number=1))
    person = await person_of(town, made["id"])
    await town.house.hears(PersonErased(person_id=person))
    again = await town.applies(an_application(number=1))

    assert await person_of(town, again["id"]) != person


async def test_two_ids_of_one_person_count_as_one_for_her_caps(town: Town):
    first = await town.applies(an_application(number=1))
    old = await person_of(town, first["id"])
    other = an_application(number=2)
    other["caregivers"] = [a_caregiver(3, familyName="Meisjesnaam")]
    body = dict(other)
    body["careRecipient"] = other["careRecipient"] | {"postcode": None}
    del body["careRecipient"]["postcode"]
    second = await town.applies(body)
    new = await person_of(town, second["id"])
    await town.house.hears(PersonsMerged(old=old, into=new))
    seen = await town.did(second["id"], "completions", {"facts": {"careRecipient": {"familyName": "Naaste", "postcode": "1216AB"}}})

    assert (seen["state"], seen["advice"]) == ("received", "refuse")
