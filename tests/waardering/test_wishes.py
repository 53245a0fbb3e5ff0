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
    her = a_caregiver(wishesHelp=True, howItGoes="Ik slaap slecht.")
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
