"""Who said yes to the register at the desk, or with a signal, is invited as well: once, as who she is, and her name stays with intake."""

from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import httpx
import pytest

from kernel.testing.house import TestHouse
from kernel.testing.postgres import TestServer
from schemas.words import Channel, LeftOut
from services.intake import intake
from services.intake.__main__ import app as intake_app
from services.notifications import notifications
from services.referral import referral
from services.waardering import waardering
from services.waardering.__main__ import app

from .campaigning import REMIND, START, SUMMER, counts, did, invited, planned, see, until
from .letters import text
from .schemes import town as lay_out
from .town import TUESDAY, Json, Town, a_caregiver, an_application

YES = {"person": "caregiver", "purpose": "register", "given": True, "on": "2027-03-01", "how": "spoken"}
SAFE = {"email": "yes", "letter": "yes"}


@pytest.fixture
async def desk(server: TestServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Town]:
    """Waardering and intake at work in one house."""
    lay_out(tmp_path)
    monkeypatch.setenv("MANTELBRUG_REGIONS", str(tmp_path))
    async with TestHouse(server, {waardering: app, intake: intake_app}, migrated=[referral, notifications]) as house:
        house.clock.move(to=TUESDAY)
        yield Town(house)


async def test_her_yes_at_the_desk_invites_her_by_the_address_that_intake_knows(desk: Town) -> None:
    await _says(desk, await _signal(desk), YES)
    await _begun(desk)
    (one,) = await invited(desk)
    letter = await _letter(desk, one.invitation_id)
    query = "select purpose from intake.access_log where what = 'register-contact' and person = $1"
    looks = await desk.house.rows(query, one.person_id)

    assert one.channel is Channel.EMAIL
    assert (letter.json()["email"], letter.json()["givenName"]) == ("anneke@example.org", "Anneke")
    assert {row[0] for row in looks} == {"waardering"}
    assert await desk.house.rows("select 1 from waardering.person") == []
    assert await desk.house.parked("waardering") == []


async def test_her_yes_with_a_signal_counts_too_and_a_letter_goes_where_she_has_no_mail(desk: Town) -> None:
    await _signal(desk, consents=[YES], email=None)
    campaign = await _begun(desk)
    (one,) = await invited(desk)
    pile = await desk.officer.get(f"/v1/campaigns/{campaign}/letters")
    noted = await did(desk, campaign, "printings")

    assert one.channel is Channel.LETTER
    assert "Beste Anneke Zandvlietbaa" in text(pile.content)
    assert "1216 AB" in text(pile.content)
    assert noted["progress"]["sent"] == 1


async def test_a_yes_twice_and_an_application_before_is_one_invitation_of_one_person(desk: Town) -> None:
    made = await desk.applies(an_application(number=1))
    signal = await _signal(desk)
    await _says(desk, signal, YES)
    await _says(desk, signal, YES)
    await _begun(desk)
    (one,) = await invited(desk)

    assert str(one.person_id) == (await desk.see(made["id"]))["parties"][0]["person"]["id"]


async def test_who_asks_after_her_yes_is_recognised_and_her_later_no_holds(desk: Town) -> None:
    await _says(desk, await _signal(desk), YES)
    (known,) = await desk.house.rows("select person_id from waardering.registered")
    made = await desk.applies(an_application(number=1))
    await until(desk, SUMMER)
    before = await counts(desk)
    said = await desk.officer.post("/v1/contact-choices", json={"personId": str(known[0]), "mayInvite": False})

    assert (await desk.see(made["id"]))["parties"][0]["person"]["id"] == str(known[0])
    assert (before, said.status_code) == ((1, {}), 204)
    assert await counts(desk) == (0, {LeftOut.OPTED_OUT: 1})


async def test_what_she_takes_back_at_the_desk_ends_it_also_for_what_is_on_its_way(desk: Town) -> None:
    signal = await _signal(desk)
    await _says(desk, signal, YES)
    campaign = await _begun(desk)
    (one,) = await invited(desk)
    await _says(desk, signal, YES | {"given": False, "on": "2028-11-10"})
    asked = await _letter(desk, one.invitation_id)
    await until(desk, REMIND)

    assert asked.status_code == 404
    assert (await see(desk, campaign))["progress"]["reminded"] == 0
    assert await desk.house.rows("select 1 from waardering.registered") == []


async def test_a_yes_after_a_no_counts_again(desk: Town) -> None:
    signal = await _signal(desk)
    for number, given in enumerate((True, False, True)):
        await _says(desk, signal, YES | {"given": given, "on": f"2027-03-0{number + 1}"}, on=f"2027-03-0{number + 3}T10:00:00Z")
    await until(desk, SUMMER)

    assert await counts(desk) == (1, {})


@pytest.mark.parametrize(
    ("changes", "left"),
    [
        ({"safeToContact": {"email": "no", "letter": "ask"}}, {LeftOut.NO_CHANNEL: 1}),
        ({"birthDate": "2015-01-01"}, {}),
        ({"postcode": "1011AB"}, {}),
    ],
    ids=["nothing reaches her safely", "a child", "of another municipality"],
)
async def test_who_may_not_be_written_to_is_not_invited(desk: Town, changes: Json, left: dict[LeftOut, int]) -> None:
    await _signal(desk, consents=[YES], **changes)
    await until(desk, SUMMER)

    assert await counts(desk) == (0, left)


async def test_how_she_may_be_reached_is_asked_again_when_she_changes_it(desk: Town) -> None:
    signal = await _signal(desk, consents=[YES])
    page = await _assessor(desk).get(f"/v1/worklist/{signal}")
    home = {"postcode": "1216AB", "houseNumber": 1, "email": "nieuw@example.org", "phone": "+31612345678"}
    told = home | {"safeToContact": {"email": "no", "letter": "no"}}
    changed = await _assessor(desk).put(f"/v1/worklist/{signal}/contact-details", json=told, headers={"If-Match": page.headers["etag"]})
    await desk.house.settled()
    await until(desk, SUMMER)

    assert changed.status_code == 200, changed.text
    assert await counts(desk) == (0, {LeftOut.NO_CHANNEL: 1})


async def test_who_was_ever_signalled_for_safety_is_not_invited(desk: Town) -> None:
    await _signal(desk, consents=[YES], urgency="safety")
    await until(desk, SUMMER)

    assert await counts(desk) == (0, {})


async def test_who_is_erased_at_intake_is_nobody_s_guest(desk: Town, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("MANTELBRUG_INTAKE_ERASED_FILE", str(tmp_path / "erased.txt"))
    await _says(desk, await _signal(desk), YES)
    (known,) = await desk.house.rows("select person_id from waardering.registered")
    privacy = desk.staff("privacy-officer", "pieter", organisation="aanmeldpunt-gooi")
    erased = await privacy.post("/v1/erasures", json={"personId": str(known[0]), "reason": "asked"})
    await until(desk, SUMMER)

    assert erased.status_code == 201
    assert await counts(desk) == (0, {})
    assert await desk.house.rows("select 1 from waardering.registered") == []


async def test_only_waardering_asks_who_is_in_the_register(desk: Town) -> None:
    await _says(desk, await _signal(desk), YES)
    (known,) = await desk.house.rows("select person_id from waardering.registered")
    question = {"personIds": [str(known[0]), str(UUID(int=5))]}
    headers = {"Mantelbrug-Purpose": "waardering"}
    answers = [
        await desk.house.client(desk.house.issuer.service(name)).post("/v1/register-contacts", json=question, headers=headers)
        for name in ("monitor", "waardering")
    ]

    assert [one.status_code for one in answers] == [403, 200]
    assert [one["personId"] for one in answers[1].json()["items"]] == [str(known[0])]


async def test_an_officer_finds_her_of_the_register_by_name_and_notes_her_no(desk: Town) -> None:
    await _says(desk, await _signal(desk), YES)
    await until(desk, SUMMER)
    found = (await desk.officer.post("/v1/contact-choices/searches", json={"name": "Zandvlietbaa"})).json()["items"]
    elsewhere = desk.staff("waardering-officer", "sven", organisation="versa-welzijn")
    other = (await elsewhere.post("/v1/contact-choices/searches", json={"name": "Zandvlietbaa"})).json()["items"]
    said = await desk.officer.post("/v1/contact-choices", json={"personId": found[0]["personId"], "mayInvite": False})

    assert [(one["name"], one["askedHerself"]) for one in found] == [("Anneke Zandvlietbaa", True)]
    assert (other, said.status_code) == ([], 204)
    assert await counts(desk) == (0, {LeftOut.OPTED_OUT: 1})


async def _begun(desk: Town) -> str:
    await until(desk, SUMMER)
    campaign = await planned(desk)
    await until(desk, START)
    return campaign


def _assessor(desk: Town) -> httpx.AsyncClient:
    return desk.staff("assessor", "fatima", organisation="aanmeldpunt-gooi")


async def _signal(desk: Town, *, consents: list[Json] | None = None, urgency: str = "soon", **her: object) -> str:
    """Of the caregiver whom an application names with the same number."""
    caregiver = {name: value for name, value in (a_caregiver(1, safeToContact=SAFE) | her).items() if value is not None and name != "iban"}
    body = {
        "signaller": {"kind": "self", "name": "Anneke", "phone": "+31612345678"},
        "caregiver": caregiver,
        "supportAreas": ["respite"],
        "urgency": urgency,
        "consents": consents or [],
    }
    made = await _assessor(desk).post("/v1/signals", json=body)
    assert made.status_code == 201, made.text
    await desk.house.settled()
    return str(made.json()["id"])


async def _says(desk: Town, signal: str, said: Json, *, on: str | None = None) -> None:
    if on is not None:
        await until(desk, on)
    page = await _assessor(desk).get(f"/v1/worklist/{signal}")
    answer = await _assessor(desk).post(
        f"/v1/worklist/{signal}/consents", json={"consents": [said]}, headers={"If-Match": page.headers["etag"]}
    )
    assert answer.status_code == 200, answer.text
    await desk.house.settled()


async def _letter(desk: Town, invitation: UUID) -> httpx.Response:
    notifier = desk.house.client(desk.house.issuer.service("notifications"))
    return await notifier.post("/v1/invitation-letters", json={"invitationId": str(invitation)})
