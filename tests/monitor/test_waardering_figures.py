"""Waardering in figures: what each application became last, counted once, per scheme and municipality, and rebuilt to the same."""

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest

import kernel.testing
from kernel.service import Service
from kernel.testing.house import TestHouse
from kernel.testing.postgres import TestServer
from schemas.api.monitor import WaarderingFigure, WaarderingFigures
from schemas.base import ApplicationId, CampaignId, Event, InvitationId, PaymentId, PersonId, SchemeId, id_of
from schemas.waardering import (
    AboutApplication,
    CaregiverInvited,
    CaregiverReminded,
    HelpWished,
    WaarderingAmountSet,
    WaarderingGranted,
    WaarderingPaid,
    WaarderingPaymentReturned,
    WaarderingPostponed,
    WaarderingQueued,
    WaarderingRefused,
    WaarderingRequested,
    WaarderingResumed,
    WaarderingWithdrawn,
)
from schemas.words import Applicant, AppliedVia, Channel, PaymentReturn, RefusalReason, WaarderingForm
from services.monitor import monitor, usecases
from services.monitor.__main__ import app
from services.monitor.waardering.showing import without_small

PLAIN = Path(kernel.testing.__file__).parent / "plain"
HILVERSUM, LAREN = SchemeId(id_of("gooi", "scheme", "hilversum")), SchemeId(id_of("gooi", "scheme", "laren"))
YEAR = 2026
TERM = timedelta(weeks=8)


@pytest.fixture
async def house(server: TestServer) -> AsyncIterator[TestHouse]:
    tellers = [Service(name) for name in ("intake", "referral", "waardering")]
    async with TestHouse(server, {monitor: app}, migrated=tellers, folders={teller.name: PLAIN for teller in tellers}) as house:
        yield house


class Asked:
    """One application and what becomes of it."""

    def __init__(self, at: datetime, *, scheme: SchemeId = HILVERSUM, municipality: str = "GM0402", caregivers: int = 1) -> None:
        self.about = {
            "application_id": ApplicationId(uuid4()),
            "person_id": PersonId(uuid4()),
            "region": "gooi",
            "scheme_id": scheme,
            "year": YEAR,
        }
        self.requested = self.tells(
            WaarderingRequested,
            applicant=Applicant.CAREGIVER,
            via=AppliedVia.ONLINE,
            municipality=municipality,
            caregivers=caregivers,
            decide_by=at + TERM,
        )

    def tells(self, kind: type[AboutApplication], **fields: object) -> Event:
        return kind.model_validate(self.about | fields)

    def granted(self, form: WaarderingForm = WaarderingForm.MONEY, cents: int | None = 5000, *, automatic: bool = False) -> Event:
        return self.tells(WaarderingGranted, cents=cents, form=form, payees=1, automatic=automatic)

    def refused(self, reason: RefusalReason = RefusalReason.RESIDENCE) -> Event:
        return self.tells(WaarderingRefused, reason=reason)

    def paid(self, cents: int = 5000, payment: UUID | None = None) -> Event:
        return self.tells(WaarderingPaid, payment_id=PaymentId(payment or uuid4()), cents=cents, form=WaarderingForm.MONEY)


async def figures(
    house: TestHouse, role: str = "coordinator", organisation: str = "aanmeldpunt-gooi", year: int = YEAR
) -> WaarderingFigures:
    async with house.client(house.issuer.person(role, organisation=organisation)) as client:
        answer = await client.get(f"/v1/figures/waardering?year={year}")
    assert answer.status_code == 200, answer.text
    return WaarderingFigures.model_validate_json(answer.content)


def totals(of: WaarderingFigures) -> dict[str, int | None]:
    return {one.what: one.count for one in of.items if _plain(one)}


def cents(of: WaarderingFigures) -> dict[str, int | None]:
    return {one.what: one.cents for one in of.items if _plain(one) and one.cents is not None}


def _plain(one: WaarderingFigure) -> bool:
    return (one.scheme_id, one.municipality, one.reason, one.form) == (None, None, None, None)


async def test_from_request_to_payment_each_step_is_counted_once(house: TestHouse) -> None:
    asked = Asked(house.clock.now(), caregivers=2)
    await house.hears(asked.requested)
    open_now = totals(await figures(house))
    await house.hears(asked.granted(automatic=True), asked.paid(3000), asked.paid(2000))
    found = await figures(house)

    assert open_now == {"applied": 1, "open": 1}
    assert totals(found) == {"applied": 1, "granted": 1, "granted-automatic": 1, "reached": 2, "in-time": 1, "paid": 1}
    assert cents(found) == {"granted": 5000, "paid": 5000}


async def test_what_it_became_last_counts_and_the_first_decision_ended_the_wait(house: TestHouse) -> None:
    asked = Asked(house.clock.now())
    await house.hears(asked.requested)
    house.clock.move(by=timedelta(days=10))
    await house.hears(asked.refused())
    house.clock.move(by=timedelta(days=80))
    await house.hears(asked.granted())
    found = await figures(house)

    assert totals(found) == {"applied": 1, "granted": 1, "reached": 1, "in-time": 1}
    assert [one for one in found.items if one.reason] == []
    assert {one.stage: one.median_days for one in found.lead_times if one.scheme_id is None} == {"requested-to-decided": 10.0}


async def test_refusals_stand_by_reason_and_grants_by_what_was_chosen(house: TestHouse) -> None:
    now = house.clock.now()
    some = [Asked(now) for _ in range(6)]
    await house.hears(*(one.requested for one in some))
    money, thanks, no, late = WaarderingForm.MONEY, WaarderingForm.NOTHING, RefusalReason.RESIDENCE, RefusalReason.OUTSIDE_WINDOW
    await house.hears(
        some[0].granted(money), some[1].granted(money), some[2].granted(thanks, 0), some[3].refused(no), some[4].refused(late)
    )
    found = await figures(house)
    of_the_scheme = [one for one in found.items if one.scheme_id == HILVERSUM]

    assert {one.form: one.count for one in found.items if one.form and not one.scheme_id} == {money: 2, thanks: 1}
    assert {one.reason: one.count for one in of_the_scheme if one.reason} == {no: 1, late: 1}


async def test_each_scheme_and_municipality_has_its_own_and_another_year_none(house: TestHouse) -> None:
    now = house.clock.now()
    await house.hears(Asked(now).requested, Asked(now).requested, Asked(now, scheme=LAREN, municipality="GM0417").requested)
    found = await figures(house)

    assert {one.scheme_id: one.count for one in found.items if one.scheme_id and one.what == "applied"} == {HILVERSUM: 2, LAREN: 1}
    assert {one.municipality: one.count for one in found.items if one.municipality and one.what == "applied"} == {"GM0402": 2, "GM0417": 1}
    assert found.years == (YEAR,)
    assert (await figures(house, year=2025)).items == ()


async def test_a_term_that_stood_still_or_was_postponed_counts_as_it_became(house: TestHouse) -> None:
    now = house.clock.now()
    waited, postponed, late = Asked(now), Asked(now), Asked(now)
    await house.hears(waited.requested, postponed.requested, late.requested)
    await house.hears(
        waited.tells(WaarderingResumed, decide_by=now + timedelta(weeks=12)),
        postponed.tells(WaarderingPostponed, decide_by=now + timedelta(weeks=12)),
    )
    house.clock.move(by=timedelta(weeks=10))
    overdue = totals(await figures(house))["overdue"]
    await house.hears(waited.granted(), postponed.granted(), late.granted())
    found = totals(await figures(house))

    assert overdue == 1
    assert (found["in-time"], found["late"]) == (2, 1)


async def test_what_came_back_is_taken_off_until_it_is_paid_again(house: TestHouse) -> None:
    asked, payment = Asked(house.clock.now()), uuid4()
    back = asked.tells(WaarderingPaymentReturned, payment_id=PaymentId(payment), cents=5000, reason=PaymentReturn.CLOSED_ACCOUNT)
    await house.hears(asked.requested, asked.granted(), asked.paid(payment=payment), back)
    returned = await figures(house)
    await house.hears(asked.paid())
    again = await figures(house)

    assert "paid" not in totals(returned)
    assert (totals(again)["paid"], cents(again)["paid"]) == (1, 5000)


async def test_a_pool_s_amount_and_a_wait_and_a_withdrawal_and_a_wish_are_seen(house: TestHouse) -> None:
    now = house.clock.now()
    pooled, queued, taken_back = Asked(now), Asked(now), Asked(now)
    await house.hears(pooled.requested, queued.requested, taken_back.requested)
    await house.hears(
        pooled.granted(cents=None),
        pooled.tells(WaarderingAmountSet, cents=1234, form=WaarderingForm.MONEY),
        queued.tells(WaarderingQueued),
        taken_back.tells(WaarderingWithdrawn, granted_before=False),
        pooled.tells(HelpWished, caregiver_id=PersonId(uuid4())),
    )
    found = await figures(house)

    assert totals(found) == {
        "applied": 3,
        "open": 1,
        "queued": 1,
        "granted": 1,
        "reached": 1,
        "withdrawn": 1,
        "in-time": 1,
        "help-wished": 1,
    }
    assert cents(found) == {"granted": 1234}


async def test_invitations_and_reminders_are_counted(house: TestHouse) -> None:
    def told(kind: type[CaregiverInvited] | type[CaregiverReminded], number: int) -> Event:
        return kind(
            invitation_id=InvitationId(UUID(int=number)),
            campaign_id=CampaignId(UUID(int=99)),
            person_id=PersonId(UUID(int=number)),
            region="gooi",
            scheme_id=HILVERSUM,
            year=YEAR,
            municipality="GM0402",
            channel=Channel.EMAIL,
        )

    await house.hears(*(told(CaregiverInvited, number) for number in range(3)))
    await house.hears(told(CaregiverReminded, 1))

    assert totals(await figures(house)) == {"invited": 3, "reminded": 1}


async def test_they_are_rebuilt_from_the_log_to_the_same(house: TestHouse) -> None:
    asked = [Asked(house.clock.now()) for _ in range(4)]
    await house.hears(*(one.requested for one in asked))
    await house.hears(asked[0].granted(), asked[1].refused(), asked[0].paid(), asked[2].granted(WaarderingForm.VOUCHER))
    before = await figures(house)
    async with monitor.work() as work:
        await work.connection.execute("update monitor.application set cents = 7, outcome = 'granted'")
    async with monitor.work() as work:
        counted = await usecases.rebuild(work, monitor)
    after = await figures(house)

    assert counted == 8
    assert (after.items, after.lead_times) == (before.items, before.lead_times)


def test_what_is_under_five_is_left_out_with_its_euros_and_so_is_what_would_give_it_away() -> None:
    def of(reason: RefusalReason, count: int) -> WaarderingFigure:
        return WaarderingFigure(what="refused", scheme_id=HILVERSUM, reason=reason, count=count)

    shown = without_small(
        [
            WaarderingFigure(what="granted", count=4, cents=20_000),
            of(RefusalReason.RESIDENCE, 2),
            of(RefusalReason.INCOME, 7),
            of(RefusalReason.HOURS, 30),
        ]
    )

    assert [(one.count, one.cents) for one in shown] == [(None, None), (None, None), (None, None), (30, None)]


async def test_outside_the_desk_nobody_reads_a_number_under_five_or_a_lead_time_of_a_few(house: TestHouse) -> None:
    asked = Asked(house.clock.now())
    await house.hears(asked.requested, asked.granted())
    shown = await figures(house, "analyst", "gemeente-hilversum")

    assert {one.count for one in shown.items} == {None}
    assert {one.cents for one in shown.items} == {None}
    assert {(one.median_days, one.count) for one in shown.lead_times} == {(None, None)}


@pytest.mark.parametrize(("role", "status"), [("waardering-officer", 403), ("provider", 403), ("coordinator", 200)])
async def test_who_may_read_them(house: TestHouse, role: str, status: int) -> None:
    async with house.client(house.issuer.person(role, organisation="aanmeldpunt-gooi")) as client:
        assert (await client.get("/v1/figures/waardering")).status_code == status
