"""After a decision too a person is told: that her payment came back, that her present lies ready, that her application is withdrawn."""

from __future__ import annotations

from uuid import UUID

import pytest

from schemas.waardering import WaarderingPaymentReturned, WaarderingWithdrawn
from schemas.words import Channel, PaperReason
from services.waardering import waardering

from .bank import camt054, granted, reported
from .letters import document, goes, letter, letters, read, text
from .test_cases import does
from .test_deciding import open_case, refused
from .town import Json, Town


async def came_back(town: Town) -> tuple[str, Json]:
    (application,) = await granted(town)
    await town.paid()
    (payment,) = await town.payments("sent")
    answer = await reported(town, camt054(payment["id"].replace("-", "")))
    assert answer.status_code == 200, answer.text
    return application, payment


async def kinds(town: Town, application: str) -> list[str]:
    """Of the letters that were made, the first first."""
    return [one["kind"] for one in await letters(town, application)][::-1]


async def not_made_yet(town: Town, application: str, kind: str) -> Json:
    """Its first try failed; the officer will have it made again."""
    one = await letter(town, application, kind)
    async with waardering.work() as work:
        await work.connection.execute("update letter set state = 'held', reason = 'failed' where id = $1", UUID(one["id"]))
    return one


async def test_whose_payment_came_back_is_asked_for_the_right_account_and_not_by_mail(town: Town) -> None:
    application, _ = await came_back(town)
    said = await read(town, application, "returned")

    assert "De bank stuurde het geld terug" in said
    assert "de rekening die eindigt op 4300" in said
    assert "Mail uw rekeningnummer niet" in said
    assert "NL91" not in said


async def test_told_twice_that_it_came_back_it_is_one_letter(town: Town) -> None:
    application, _ = await came_back(town)
    before = await kinds(town, application)
    async with waardering.work() as work:
        await work.connection.execute("update waardering.cursor set position = 0 where reader = 'letters'")
    await town.applies()

    assert len(await town.told(WaarderingPaymentReturned)) == 1
    assert before == await kinds(town, application)
    assert (await kinds(town, application)).count("returned") == 1


async def test_what_is_paid_again_before_the_letter_was_made_needs_none(town: Town) -> None:
    """The officer had her on the phone already."""
    application, payment = await came_back(town)
    one = await not_made_yet(town, application, "returned")
    again = await town.officer.post(f"/v1/payments/{payment['id']}/repeats", json={"iban": "NL02ABNA0123456789"})
    await town.officer.post(f"/v1/letters/{one['id']}/prints")

    assert again.status_code == 201
    assert "returned" not in await kinds(town, application)


async def test_who_stands_on_the_list_of_a_meeting_is_invited_once_where_the_officer_says_so(town: Town) -> None:
    silent, told = await granted(town, 2, "gift")
    body = {"title": "Koffie in de bieb", "on": "2027-03-10", "forms": ["gift"]}
    await town.officer.post("/v1/hand-outs", json=body)
    before = await kinds(town, told)
    key = {"Idempotency-Key": "list-1"}
    answers = [await town.officer.post("/v1/hand-outs", json=body | {"tell": True}, headers=key) for _ in range(2)]
    said = await read(town, told, "collect")

    assert "collect" not in before
    assert [answer.status_code for answer in answers] == [201, 201]
    assert "Koffie in de bieb, op 10 maart 2027" in said
    assert [(await kinds(town, one)).count("collect") for one in (silent, told)] == [1, 1]


async def test_what_was_handed_over_before_the_letter_was_made_is_not_announced(town: Town) -> None:
    (application,) = await granted(town, 1, "gift")
    (gift,) = await town.payments("due", "gift")
    await town.officer.post("/v1/hand-outs", json={"title": "Koffie", "on": "2027-03-10", "forms": ["gift"], "tell": True})
    one = await not_made_yet(town, application, "collect")
    await town.officer.post(f"/v1/payments/{gift['id']}/collections", json={"signedBy": "A. Zandvliet"})
    await town.officer.post(f"/v1/letters/{one['id']}/prints")

    assert "collect" not in await kinds(town, application)


async def test_who_withdraws_reads_that_it_is_withdrawn_and_without_mail_on_paper(town: Town) -> None:
    (application,) = await granted(town)
    await town.did(application, "withdrawals")
    one = next(one for one in await letters(town, application) if one["kind"] == "withdrawn")
    await goes(town, one, Channel.LETTER, PaperReason.NO_EMAIL)

    assert len(await town.told(WaarderingWithdrawn)) == 1
    assert "is op 2 maart 2027 ingetrokken" in await read(town, application, "withdrawn")
    assert [one["kind"] for one in (await town.officer.get("/v1/letters")).json()["items"]] == ["withdrawn"]


async def test_who_objects_is_invited_to_be_heard_for_each_moment_once_and_not_for_one_that_moved(town: Town) -> None:
    application = await refused(town)
    case = (await open_case(town, application, "objection")).json()
    note = "In het raadhuis, kamer 3."
    await does(town, case, "hearings", {"state": "planned", "at": "2027-03-16T10:00:00+01:00", "note": note})
    await does(town, case, "hearings", {"state": "planned", "at": "2027-03-16T10:00:00+01:00", "note": note})
    said = await read(town, application, "hearing")
    await does(town, case, "hearings", {"state": "planned", "at": "2027-03-18T14:30:00+01:00", "note": note})
    moved = [text(await document(town, one)) for one in await letters(town, application) if one["kind"] == "hearing"]

    assert "16 maart 2027 om 10.00 uur" in said
    assert note in said
    assert len(moved) == 2
    assert "18 maart 2027 om 14.30 uur" in moved[0]


@pytest.mark.parametrize(("kind", "until"), [("objection", "8 juni 2027"), ("complaint", "28 april 2027")])
async def test_who_objects_or_complains_reads_once_that_the_answer_comes_later_and_by_when(town: Town, kind: str, until: str) -> None:
    application = await refused(town)
    case = (await open_case(town, application, kind)).json()
    extended = await does(town, case, "extensions", {"weeks": 2})
    again = await does(town, case, "extensions", {"weeks": 2})
    said = await read(town, application, "case-extended")

    assert (extended.status_code, again.status_code) == (200, 409)
    assert f"U krijgt uiterlijk {until} antwoord." in said
    assert (await kinds(town, application)).count("case-extended") == 1


async def test_an_answer_that_came_before_the_letter_was_made_leaves_nothing_to_postpone(town: Town) -> None:
    application = await refused(town)
    case = (await open_case(town, application, "complaint")).json()
    await does(town, case, "extensions", {"weeks": 2})
    one = await not_made_yet(town, application, "case-extended")
    await does(town, case, "closures", {"outcome": "settled", "text": "Het spijt ons."})
    await town.officer.post(f"/v1/letters/{one['id']}/prints")

    assert "case-extended" not in await kinds(town, application)


async def test_a_hearing_that_was_called_off_before_the_letter_was_made_is_not_announced(town: Town) -> None:
    application = await refused(town)
    case = (await open_case(town, application, "objection")).json()
    await does(town, case, "hearings", {"state": "planned", "at": "2027-03-16T10:00:00+01:00"})
    one = await not_made_yet(town, application, "hearing")
    await does(town, case, "hearings", {"state": "waived", "note": "Gebeld: liever niet."})
    await town.officer.post(f"/v1/letters/{one['id']}/prints")

    assert "hearing" not in await kinds(town, application)
