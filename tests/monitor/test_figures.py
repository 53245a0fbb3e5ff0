"""The figures at work: counted once, in any order of the logs, shown to whom they may be, and rebuilt to the same."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest

import kernel.testing
from kernel.service import Service
from kernel.testing.house import TestHouse
from kernel.testing.postgres import TestServer
from schemas.api.monitor import Figures
from schemas.base import Event, OfferId, OrganisationId, PersonId, ReferralId, SignalId, StaffId
from schemas.intake import CaregiverSignalled, ContactAttempted, SignalClosed
from schemas.referral import CaregiverHandedOver, ReferralAccepted, ReferralCompleted, ReferralDeclined
from schemas.words import ContactOutcome, DeclineReason, Ending, Outcome, SignallerKind, SupportArea, Urgency
from services.monitor import monitor, usecases
from services.monitor.__main__ import app

PLAIN = Path(kernel.testing.__file__).parent / "plain"
VERSA, OFFER = OrganisationId(uuid4()), OfferId(uuid4())


@pytest.fixture
async def house(server: TestServer) -> AsyncIterator[TestHouse]:
    tellers = [Service(name) for name in ("intake", "referral", "waardering")]
    async with TestHouse(server, {monitor: app}, migrated=tellers, folders={teller.name: PLAIN for teller in tellers}) as house:
        yield house


class Journey:
    """One signal and what becomes of it."""

    def __init__(self, received_at: datetime, *, municipality: str | None = "GM0402", kind: SignallerKind = SignallerKind.GP) -> None:
        self.signal_id, self.caregiver_id = SignalId(uuid4()), PersonId(uuid4())
        self.signalled = CaregiverSignalled(
            caregiver_id=self.caregiver_id,
            region="gooi",
            signal_id=self.signal_id,
            signalled_by=kind,
            urgency=Urgency.SOON,
            support_areas=(SupportArea.RESPITE, SupportArea.EDUCATION),
            municipality=municipality,
            received_at=received_at,
            due_at=received_at,
        )
        self.rang = ContactAttempted(
            caregiver_id=self.caregiver_id, region="gooi", signal_id=self.signal_id, outcome=ContactOutcome.SPOKEN, attempt=1
        )
        self.closed = SignalClosed(caregiver_id=self.caregiver_id, region="gooi", signal_id=self.signal_id, ending=Ending.SUPPORT_COMPLETED)
        about = {"referral_id": ReferralId(uuid4()), "signal_id": self.signal_id, "caregiver_id": self.caregiver_id, "region": "gooi"}
        self.declined = ReferralDeclined.model_validate({**about, "provider": VERSA, "offer": OFFER, "reason": DeclineReason.NO_CAPACITY})
        self.accepted = ReferralAccepted.model_validate({**about, "provider": VERSA, "offer": OFFER, "receiver": StaffId(uuid4())})
        self.handed_over = CaregiverHandedOver.model_validate({**about, "provider": VERSA, "warm": True})
        self.completed = ReferralCompleted.model_validate({**about, "provider": VERSA, "outcome": Outcome.GOAL_REACHED})

    @property
    def whole(self) -> list[Event]:
        return [self.signalled, self.rang, self.declined, self.accepted, self.handed_over, self.completed, self.closed]


async def figures(house: TestHouse, role: str = "coordinator", organisation: str = "aanmeldpunt-gooi", region: str = "gooi") -> Figures:
    async with house.client(house.issuer.person(role, organisation=organisation, region=region)) as client:
        answer = await client.get("/v1/figures")
    assert answer.status_code == 200, answer.text
    return Figures.model_validate_json(answer.content)


def totals(of: Figures) -> dict[str, int | None]:
    return {
        f.what: f.count for f in of.items if f.day is None and f.municipality is None and f.signalled_by is None and f.support_area is None
    }


async def comes_back(house: TestHouse) -> None:
    """Until nothing is set aside any more."""
    house.clock.move(by=timedelta(minutes=30))
    async with asyncio.timeout(10):
        while await house.rows("select 1 from monitor.parked"):
            await asyncio.sleep(0.02)
    await house.settled()


async def plays(house: TestHouse, journey: Journey) -> None:
    """As it goes: what referral tells comes after what intake told."""
    for event in journey.whole:
        await house.hears(event)


async def test_a_whole_journey_is_counted_once_in_each_of_its_steps(house: TestHouse) -> None:
    await plays(house, Journey(house.clock.now()))
    found = await figures(house)

    assert totals(found) == dict.fromkeys(("signals", "declined", "appointed", "handed-over", "completed", "closed"), 1)
    assert {f.support_area: f.count for f in found.items if f.what == "signals" and f.support_area} == {"respite": 1, "education": 1}
    assert await house.parked("monitor") == []


async def test_the_same_figures_stand_by_day_municipality_and_kind(house: TestHouse) -> None:
    now = house.clock.now()
    await house.hears(
        Journey(now).signalled,
        Journey(now - timedelta(days=3), municipality="GM0406").signalled,
        Journey(now, municipality=None, kind=SignallerKind.SCHOOL).signalled,
    )
    found = await figures(house)

    assert {f.municipality: f.count for f in found.items if f.municipality} == {"GM0402": 1, "GM0406": 1}
    assert {f.signalled_by: f.count for f in found.items if f.signalled_by} == {"gp": 2, "school": 1}
    assert sorted(f.count or 0 for f in found.items if f.day) == [1, 2]


async def test_a_step_that_is_heard_before_its_signal_is_counted_all_the_same(house: TestHouse) -> None:
    journey = Journey(house.clock.now())
    await house.tell(journey.accepted)
    await house.hears(journey.signalled)
    await comes_back(house)

    assert totals(await figures(house)) == {"signals": 1, "appointed": 1}


async def test_many_at_once_are_counted_as_many(house: TestHouse) -> None:
    journeys = [Journey(house.clock.now()) for _ in range(50)]
    await house.tell(*(journey.signalled for journey in journeys))
    await house.hears(*(journey.closed for journey in journeys))

    assert totals(await figures(house)) == {"signals": 50, "closed": 50}


async def test_only_the_desk_sees_numbers_under_five(house: TestHouse) -> None:
    await house.hears(
        *(Journey(house.clock.now()).signalled for _ in range(6)), Journey(house.clock.now(), municipality="GM0406").signalled
    )
    shown = await figures(house, "analyst", "gemeente-hilversum")
    by_municipality = {f.municipality: f.count for f in shown.items if f.municipality}

    assert totals(shown) == {"signals": 7}
    assert by_municipality == {"GM0402": None, "GM0406": None}
    assert totals(await figures(house, "coordinator", "versa-welzijn")) == {"signals": 7}
    assert {f.count for f in (await figures(house, "coordinator", "versa-welzijn")).items if f.municipality} == {None}


async def test_another_region_has_figures_of_its_own(house: TestHouse) -> None:
    await house.hears(Journey(house.clock.now()).signalled)

    assert (await figures(house, region="duin-en-bollen")).items == ()


async def test_lead_times_start_at_the_signal_and_count_the_first_contact_only(house: TestHouse) -> None:
    journey = Journey(house.clock.now())
    await house.hears(journey.signalled)
    house.clock.move(by=timedelta(hours=3))
    await house.hears(journey.rang)
    house.clock.move(by=timedelta(hours=40))
    await house.hears(journey.rang, journey.accepted)
    house.clock.move(by=timedelta(hours=100))
    await house.hears(journey.accepted, journey.handed_over)
    found = {lead.stage: (lead.count, lead.median_hours) for lead in (await figures(house)).lead_times}

    assert found == {"received-to-contact": (1, 3.0), "received-to-appointed": (1, 42.0), "appointed-to-handed-over": (1, 108.0)}


async def test_an_analyst_sees_no_lead_time_of_a_few(house: TestHouse) -> None:
    journey = Journey(house.clock.now())
    await house.hears(journey.signalled, journey.rang)
    shown = (await figures(house, "analyst", "gemeente-hilversum")).lead_times

    assert {(lead.count, lead.median_hours) for lead in shown} == {(None, None)}


async def test_figures_are_rebuilt_from_the_logs_to_the_same(house: TestHouse) -> None:
    for _ in range(3):
        await plays(house, Journey(house.clock.now()))
    before = await figures(house)
    async with monitor.work() as work:
        await work.connection.execute("update monitor.daily set count = count + 7")
        await work.connection.execute("delete from monitor.lead")
    async with monitor.work() as work:
        counted = await usecases.rebuild(work, monitor)
    rebuilt = await figures(house)
    await house.hears(Journey(house.clock.now()).signalled)

    assert counted == 21
    assert (rebuilt.items, rebuilt.lead_times) == (before.items, before.lead_times)
    assert totals(await figures(house))["signals"] == 4


async def test_what_is_set_aside_is_not_counted_by_a_rebuild_and_counts_once_later(house: TestHouse) -> None:
    journey = Journey(house.clock.now())
    await house.hears(journey.accepted)
    async with monitor.work() as work:
        counted = await usecases.rebuild(work, monitor)
    await house.hears(journey.signalled)
    await comes_back(house)

    assert counted == 0
    assert totals(await figures(house)) == {"signals": 1, "appointed": 1}


@pytest.mark.parametrize(
    ("role", "query", "status"),
    [
        ("provider", "", 403),
        ("assessor", "", 403),
        ("coordinator", "?from=2026-02-30", 400),
        ("coordinator", "?from=2026-03-01&to=2026-02-01", 400),
        ("coordinator", "?from=1900-01-01", 400),
    ],
)
async def test_who_may_not_or_asks_wrongly_is_refused(house: TestHouse, role: str, query: str, status: int) -> None:
    async with house.client(house.issuer.person(role, organisation="aanmeldpunt-gooi")) as client:
        assert (await client.get(f"/v1/figures{query}")).status_code == status


async def test_a_period_holds_both_its_days(house: TestHouse) -> None:
    await house.hears(Journey(datetime(2026, 3, 1, 12, tzinfo=UTC)).signalled, Journey(datetime(2026, 3, 31, 12, tzinfo=UTC)).signalled)
    async with house.client(house.issuer.person("coordinator", organisation="aanmeldpunt-gooi")) as client:
        march = Figures.model_validate_json((await client.get("/v1/figures?from=2026-03-01&to=2026-03-31")).content)

    assert totals(march) == {"signals": 2}


async def test_a_signal_that_names_no_area_is_counted_as_well(house: TestHouse) -> None:
    asks_to_look = Journey(house.clock.now())
    asks_to_look.signalled = asks_to_look.signalled.model_copy(update={"support_areas": ()})

    await plays(house, asks_to_look)

    assert totals(await figures(house))["signals"] == 1
    assert await house.parked("monitor") == []
