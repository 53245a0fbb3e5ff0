"""Erased is erased: the key, the hashes and the words go, everyone who holds something is asked, and a backup changes nothing."""

import asyncpg
import pytest

from kernel.access import KEPT
from kernel.refusals import NotFound
from schemas.erasure import IntakeErasureDone, NotificationsErasureDone, ReferralErasureDone
from schemas.intake import PersonErased, SignalClosed
from schemas.words import ErasureResult, KeptGround
from services.intake import intake
from services.intake.settings import erased_file
from services.intake.usecases import erasing
from tests.intake.world import MARLOES, contact_of


def list_file(world):
    return erased_file(intake.running.settings)


async def test_nothing_that_names_her_is_left(world):
    signal_id, referral_id = await world.appointed()
    await world.accept(signal_id, referral_id)
    person = await world.caregiver(signal_id)
    await erasing.erase(intake, person, list_file=list_file(world))

    assert await world.rows("select 1 from intake.sealing_key where person = $1", person) == []
    (row,) = await world.rows("select * from intake.person where id = $1", person)
    assert {name for name, value in row.items() if value} == {"id", "region", "role", "changed_at", "erased_at"}
    assert (await world.rows("select sealed from intake.signal"))[0][0] == b""
    assert (await world.rows("select sealed from intake.call"))[0][0] is None
    assert (await contact_of(world.provider(), person))["contact"] is None


async def test_everyone_who_holds_something_is_asked_and_the_receipt_fills(world):
    person = await world.caregiver(await world.signalled())
    await erasing.erase(intake, person, list_file=list_file(world))
    kept = world.clock.now()
    await world.hears(
        ReferralErasureDone(person_id=person, result=ErasureResult.EMPTIED),
        NotificationsErasureDone(person_id=person, result=ErasureResult.KEPT, kept_until=kept),
    )
    async with intake.work() as work:
        receipt = {row.holder: (row.result, row.kept_until) for row in await erasing.receipt(work, person)}

    assert await world.told(PersonErased, IntakeErasureDone) == [
        PersonErased(person_id=person),
        IntakeErasureDone(person_id=person, result=ErasureResult.EMPTIED),
    ]
    assert receipt.pop("waardering") == (None, None)
    assert receipt == {"intake": ("emptied", None), "referral": ("emptied", None), "notifications": ("kept", kept)}


async def test_the_receipt_says_that_who_looked_stays_and_until_when(world):
    signal_id = await world.signalled()
    person = await world.caregiver(signal_id)
    await world.desk().open(signal_id)
    (looked,) = [row[0] for row in await world.rows("select max(at) from intake.access_log where person = $1", person)]
    await erasing.erase(intake, person, list_file=list_file(world))
    (told,) = await world.told(IntakeErasureDone)
    async with intake.work() as work:
        receipt = {row.holder: (row.kept_until, row.ground) for row in await erasing.receipt(work, person)}

    assert (told.kept_until, told.ground) == (looked + KEPT, KeptGround.LEGAL_TERM)
    assert receipt["intake"] == (looked + KEPT, "legal-term")


async def test_what_was_open_is_closed(world):
    signal_id = await world.signalled()
    await erasing.erase(intake, await world.caregiver(signal_id), list_file=list_file(world))

    assert len(await world.told(SignalClosed)) == 1
    (row,) = (await world.desk().get("/v1/worklist?list=closed")).body["items"]
    assert (row["signalId"], row["name"]) == (signal_id, "")


async def test_an_erased_file_says_so(world):
    signal_id = await world.signalled()
    person = await world.caregiver(signal_id)
    await erasing.erase(intake, person, list_file=list_file(world))

    assert (await world.desk().get(f"/v1/worklist/{signal_id}")).status == 410
    assert (await world.gp().get(f"/v1/signals/{signal_id}")).status == 200
    assert (await world.house().post("/v1/signaller-contacts", {"signalId": signal_id, "about": "signaller-closed"})).status == 204
    assert (await world.herself(person, whole_file=True).get("/v1/my-file")).status == 410
    assert (await world.house().post("/v1/links", {"personId": str(person), "action": "follow"})).status == 404


async def test_her_other_files_go_with_her(world):
    first, second = await world.signalled(), await world.signalled()
    one, other = await world.caregiver(first), await world.caregiver(second)
    await world.desk().done(second, "judgements", {"other": str(one), "same": True})
    await erasing.erase(intake, other, list_file=list_file(world))

    assert await world.rows("select 1 from intake.sealing_key where person = any($1)", [one, other]) == []
    assert {told.person_id for told in await world.told(PersonErased)} == {one, other}


async def test_she_is_not_recognised_any_more(world):
    signal_id = await world.signalled()
    await erasing.erase(intake, await world.caregiver(signal_id), list_file=list_file(world))
    again = await world.signalled()

    assert (await world.desk().open(again))["maybeSame"] == []


async def test_who_cares_for_him_stays_when_he_is_erased(world):
    signal_id = await world.signalled()
    (row,) = await world.rows("select recipient_id from intake.signal")
    await erasing.erase(intake, row[0], list_file=list_file(world))
    page = await world.desk().open(signal_id)

    assert (page["caregiver"]["name"], page["careRecipient"]) == ("Anneke de Zandvliet", None)


async def test_a_restored_backup_is_erased_again(world):
    person = await world.caregiver(await world.signalled())
    keep = await world.rows("select * from intake.sealing_key where person = $1", person)
    before = (await world.rows("select sealed from intake.person where id = $1", person))[0][0]
    await erasing.erase(intake, person, list_file=list_file(world))
    connection = await asyncpg.connect(world.url)
    try:
        await connection.execute("insert into intake.sealing_key values ($1, $2, $3)", *keep[0])
        await connection.execute("update intake.person set erased_at = null, sealed = $2 where id = $1", person, before)
    finally:
        await connection.close()

    assert await erasing.erase_again(intake, list_file=list_file(world)) == 1
    assert await world.rows("select 1 from intake.sealing_key where person = $1", person) == []
    assert await erasing.erase_again(intake, list_file=list_file(world)) == 0


async def test_someone_unknown_cannot_be_erased(world):
    with pytest.raises(NotFound):
        await erasing.erase(intake, MARLOES, list_file=list_file(world))
