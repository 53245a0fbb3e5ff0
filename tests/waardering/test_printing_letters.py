"""Letters on paper: one batch in postal order, nothing printed twice, and the objection term from the day of posting."""

import asyncio
from uuid import UUID

from schemas.base import PersonId
from schemas.intake import PersonErased
from schemas.words import Channel, PaperReason

from .letters import goes, letter, on_paper, pages, text
from .town import Json, Town, a_caregiver, an_application


async def granted_at(town: Town, number: int, postcode: str, house: int, addition: str | None = None) -> str:
    body = an_application(number=number)
    where: Json = {"postcode": postcode, "houseNumber": house} | ({"houseNumberAddition": addition} if addition else {})
    body["caregivers"] = [a_caregiver(number, **where)]
    application = (await town.applies(body))["id"]
    await on_paper(town, application)
    return str(application)


async def make(town: Town, key: str | None = None, **more: object) -> Json:
    answer = await town.officer.post("/v1/print-batches", json=more, headers={"Idempotency-Key": key} if key else {})
    assert answer.status_code == 201, answer.text
    made: Json = answer.json()
    return made


async def file_of(town: Town, batch: Json) -> bytes:
    answer = await town.officer.get(f"/v1/print-batches/{batch['id']}/file")
    assert answer.status_code == 200, answer.text
    return answer.content


async def posts(town: Town, batch: Json) -> int:
    answer = await town.officer.post(f"/v1/print-batches/{batch['id']}/postings", headers={"If-Match": f'"{batch["version"]}"'})
    return answer.status_code


async def test_a_batch_lies_as_the_postman_walks_and_each_letter_begins_on_the_front_of_a_sheet(town: Town):
    for number, (postcode, house, addition) in enumerate(
        [("1217CD", 3, None), ("1216AB", 12, "b"), ("1216AB", 12, None), ("1216AB", 2, None), ("1211AA", 90, None)], start=1
    ):
        await granted_at(town, number, postcode, house, addition)
    batch = await make(town)
    sheets = pages(await file_of(town, batch))
    first = [(place, page) for place, page in enumerate(sheets) if "Beste" in page]

    assert batch["count"] == 5
    assert [place % 2 for place, _ in first] == [0] * 5
    assert [
        next(part for part in ("1211 AA", "1217 CD", "Huisnummer 12b", "Huisnummer 12 ", "Huisnummer 2 ") if part in page)
        for _, page in first
    ] == ["1211 AA", "Huisnummer 2 ", "Huisnummer 12 ", "Huisnummer 12b", "1217 CD"]
    assert all("Pagina 1 van" in page for _, page in first)


async def test_nothing_is_printed_twice(town: Town):
    await granted_at(town, 1, "1216AB", 1)
    once, again = await make(town, key="druk"), await make(town, key="druk")
    nothing = await town.officer.post("/v1/print-batches", json={})

    assert once == again
    assert nothing.status_code == 409
    assert await posts(town, once) == 200
    assert await posts(town, once) == 409
    assert (await town.officer.get("/v1/letters")).json()["items"] == []


async def test_two_who_print_at_once_never_share_a_letter(town: Town):
    for number in range(1, 7):
        await granted_at(town, number, "1216AB", number)
    answers = await asyncio.gather(*(town.officer.post("/v1/print-batches", json={"most": 3}) for _ in range(3)))
    made = [one.json() for one in answers if one.status_code == 201]
    placed = await town.house.rows("select count(*), count(distinct id) from waardering.letter where batch_id is not null")

    assert sum(one["count"] for one in made) == placed[0][0] == placed[0][1] <= 6


async def test_the_objection_term_runs_from_the_day_of_posting(town: Town):
    application = await granted_at(town, 1, "1216AB", 1)
    batch = await make(town)
    before = (await town.see(application))["objectionUntil"]
    await town.passes(days=3)
    assert await posts(town, batch) == 200
    after = (await town.see(application))["objectionUntil"]
    one = await letter(town, application, "granted")

    assert (before[:10], after[:10]) == ("2027-04-13", "2027-04-16")
    assert (one["state"], one["sentAt"][:10]) == ("posted", "2027-03-05")


async def test_a_mail_that_comes_back_puts_the_letter_on_paper(town: Town):
    made = await town.applies()
    one = await letter(town, made["id"], "granted")
    await goes(town, one, Channel.EMAIL)
    mailed = (await letter(town, made["id"], "granted"))["state"]
    await goes(town, one, Channel.LETTER, PaperReason.UNDELIVERABLE)
    waiting = (await town.officer.get("/v1/letters")).json()
    batch = await make(town)
    await town.passes(days=3)
    assert await posts(town, batch) == 200

    assert (await town.see(made["id"]))["objectionUntil"][:10] == "2027-04-16"
    assert mailed == "mailed"
    assert (waiting["total"], waiting["items"][0]["state"]) == (1, "to-print")


async def test_another_organisation_prints_none_of_ours(town: Town):
    await granted_at(town, 1, "1216AB", 1)
    stranger = town.staff("waardering-officer", "eva", organisation="maatschappelijke-zaken-hbel")
    batch = await make(town)

    assert (await stranger.get("/v1/letters")).json()["items"] == []
    assert (await stranger.post("/v1/print-batches", json={})).status_code == 409
    assert (await stranger.get(f"/v1/print-batches/{batch['id']}/file")).status_code == 404
    assert (await town.payer.post("/v1/print-batches", json={})).status_code == 403


async def test_everyone_in_a_batch_is_recorded_and_an_erased_one_leaves_it(town: Town):
    first, _ = await granted_at(town, 1, "1216AB", 1), await granted_at(town, 2, "1216AB", 2)
    batch = await make(town)
    assert text(await file_of(town, batch)).count("Beste") == 2
    looks = await town.house.rows("select distinct person from waardering.access_log where what = 'letter' and action = 'print'")
    person = (await town.see(first))["parties"][0]["person"]["id"]
    await town.house.hears(PersonErased(person_id=PersonId(UUID(person))))
    left = text(await file_of(town, batch))

    assert len(looks) == 2
    assert left.count("Beste") == 1
