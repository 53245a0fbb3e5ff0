"""A letter is seen before a decision is taken, read by those who may, and gone with its reader."""

from uuid import UUID

from schemas.base import PersonId
from schemas.intake import PersonErased
from schemas.words import Channel

from .letters import document, goes, letter, letters, text, waits
from .town import Town

# before a decision --------------------------------------------------------------------------------


async def test_a_decision_is_seen_as_a_letter_before_it_is_taken(town: Town):
    application = await waits(town)
    await letters(town, application)
    before, told = await town.see(application), len(await town.told())
    shown = await town.officer.post(
        f"/v1/applications/{application}/decision-previews", json={"grant": True, "cents": 2500, "note": "Telefonisch bevestigd."}
    )
    refusal = await town.officer.post(f"/v1/applications/{application}/decision-previews", json={"grant": False, "reason": "residence"})
    question = await town.officer.post(f"/v1/applications/{application}/information-request-previews", json={"what": "Waar woont zij?"})

    assert [one.status_code for one in (shown, refusal, question)] == [200, 200, 200]
    assert "Voorbeeld: deze brief is niet verstuurd" in text(shown.content)
    assert "€ 25" in text(shown.content)
    assert "afgewezen" in text(refusal.content)
    assert "Waar woont zij?" in text(question.content)
    assert await town.see(application) == before
    assert len(await town.told()) == told
    assert (await town.budget("plain"))["committedCents"] == 0
    assert await town.payments("due") == []


async def test_a_preview_says_why_there_is_none(town: Town):
    application = await waits(town)
    without_note = await town.officer.post(f"/v1/applications/{application}/decision-previews", json={"grant": True})

    assert without_note.status_code == 409


# who may read it ----------------------------------------------------------------------------------


async def test_only_the_organisation_that_decides_reads_its_letters_and_each_look_is_recorded(town: Town):
    made = await town.applies()
    one = await letter(town, made["id"], "granted")
    stranger = town.staff("waardering-officer", "eva", organisation="maatschappelijke-zaken-hbel")
    await document(town, one)
    looks = await town.house.rows("select purpose from waardering.access_log where what = 'letter' and action = 'read'")

    assert (await stranger.get(f"/v1/letters/{one['id']}/file")).status_code == 404
    assert (await stranger.get(f"/v1/applications/{made['id']}/letters")).status_code == 404
    assert (await town.payer.get(f"/v1/letters/{one['id']}/file")).status_code == 403
    assert [row["purpose"] for row in looks] == ["waardering"]


async def test_who_is_erased_leaves_no_letter(town: Town):
    made = await town.applies()
    one = await letter(town, made["id"], "granted")
    await goes(town, one, Channel.EMAIL)
    person = PersonId(UUID((await town.see(made["id"]))["parties"][0]["person"]["id"]))
    await town.house.hears(PersonErased(person_id=person))

    assert (await town.officer.get(f"/v1/letters/{one['id']}/file")).status_code == 410
    assert await town.house.rows("select 1 from waardering.letter where pdf is not null or sheet is not null") == []
    assert await town.house.parked("waardering") == []
