"""From the contact moment to a signal at intake: the real two, in one house."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from kernel.testing.house import TestHouse
from kernel.testing.postgres import TestServer
from schemas.intake import CaregiverSignalled
from schemas.waardering import HelpWished
from schemas.words import SignallerKind
from services.intake import intake
from services.intake.__main__ import app as intake_app
from services.notifications import notifications
from services.referral import referral
from services.waardering import waardering
from services.waardering.__main__ import app

from .schemes import town as lay_out
from .town import TUESDAY, Town, a_caregiver, an_application


@pytest.fixture
async def both(server: TestServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Town]:
    lay_out(tmp_path)
    monkeypatch.setenv("MANTELBRUG_REGIONS", str(tmp_path))
    async with TestHouse(server, {waardering: app, intake: intake_app}, migrated=[referral, notifications]) as house:
        house.clock.move(to=TUESDAY)
        yield Town(house)


async def test_her_wish_becomes_one_signal_of_her_own(both: Town):
    her = a_caregiver(wishesHelp=True, howItGoes="Ik slaap slecht.", street="Kerkstraat", town="Hilversum")  # intake knows no street
    await both.applies(an_application() | {"caregivers": [her]})
    await both.house.settled()
    (wished,) = await both.told(HelpWished)
    await both.house.hears(wished)  # told again
    signals = [event for event in await both.house.log_of("intake") if isinstance(event, CaregiverSignalled)]

    assert [signal.signalled_by for signal in signals] == [SignallerKind.SELF]
    assert signals[0].municipality == "GM0402"
    assert await both.house.parked("intake") == []


async def test_who_cannot_be_reached_becomes_a_person_s_task(both: Town):
    her = a_caregiver(wishesHelp=True)
    for way in ("phone", "email", "postcode", "houseNumber"):
        del her[way]
    await both.applies(an_application() | {"caregivers": [her]})
    await both.house.settled()
    rows = await both.house.rows("select reason from intake.task where done_at is null")

    assert [row["reason"] for row in rows] == ["take-wish: nobody-can-reach-her"]


async def test_the_assessor_reads_where_she_said_it_and_in_her_words(both: Town):
    her = a_caregiver(wishesHelp=True, howItGoes="Ik slaap slecht.")
    await both.applies(an_application() | {"caregivers": [her]})
    await both.house.settled()
    fatima = both.house.client(both.house.issuer.person("assessor", staff="fatima", organisation="aanmeldpunt-gooi"))
    (line,) = (await fatima.get("/intake/v1/worklist?list=unassigned")).json()["items"]
    seen = (await fatima.get(f"/intake/v1/worklist/{line['signalId']}")).json()

    assert (seen["saidWith"], seen["note"]) == ("waardering", "Ik slaap slecht.")
    assert seen["caregiver"]["phone"] == "+31612345678"


async def test_no_is_no_signal_and_neither_is_what_was_left_open(both: Town):
    await both.applies(an_application() | {"caregivers": [a_caregiver(wishesHelp=False, howItGoes="Ik slaap slecht.")]})
    await both.applies(an_application(number=2))
    await both.house.settled()

    assert [event for event in await both.house.log_of("intake") if isinstance(event, CaregiverSignalled)] == []


async def test_what_she_took_back_before_intake_asked_is_no_signal(both: Town):
    made = await both.applies(an_application(scheme="shared", applicant="both") | {"caregivers": [a_caregiver(wishesHelp=True)]})
    await both.house.settled()
    (wished,) = await both.told(HelpWished)
    assert isinstance(wished, HelpWished)
    await both.did(made["id"], "withdrawals")
    asked = {"applicationId": made["id"], "caregiverId": str(wished.caregiver_id)}
    answer = await both.intake.post("/waardering/v1/wishes", json=asked)

    assert answer.status_code == 404


@pytest.mark.parametrize("applicant", ["care-recipient", "caregiver"])
async def test_nobody_says_yes_for_another(both: Town, applicant: str):
    others = [a_caregiver(1), a_caregiver(2, wishesHelp=True)]
    answer = await both.sends(an_application(scheme="shared", applicant=applicant) | {"caregivers": others})

    assert answer.status_code == 400
    assert [one["pointer"] for one in answer.json()["errors"]] == ["/caregivers/1/wishesHelp"]


async def test_an_officer_enters_what_was_said_on_paper(both: Town):
    her = a_caregiver(wishesHelp=True)
    body = an_application(scheme="shared", applicant="care-recipient", via="paper") | {"caregivers": [her]}
    await both.applies(body, who=both.officer)
    await both.house.settled()

    assert len([event for event in await both.house.log_of("intake") if isinstance(event, CaregiverSignalled)]) == 1
