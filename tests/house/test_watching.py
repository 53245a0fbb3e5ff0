"""What waits in a service is counted for Prometheus: by service, and never by person."""

from collections.abc import AsyncIterator
from datetime import timedelta
from uuid import uuid4

import pytest
from prometheus_client import REGISTRY

from kernel.testing.house import TestHouse
from kernel.testing.postgres import TestServer
from services.house.watching import count
from services.house.wiring import wire


@pytest.fixture
async def house(server: TestServer) -> AsyncIterator[TestHouse]:
    services = {service.name: service for service in wire(("directory", "intake", "referral", "notifications", "monitor", "waardering"))}
    async with TestHouse(server, {services["referral"]: None}, migrated=list(services.values())) as house:
        yield house


def figure(name: str, **labels: str) -> float | None:
    return REGISTRY.get_sample_value(f"mantelbrug_{name}", labels)


async def test_what_waits_is_counted_with_how_long_it_waits(house: TestHouse) -> None:
    referral = next(iter(house.apps))
    now = house.clock.now()
    await house.rows(
        "insert into referral.task (id, kind, reason, created_at) values (gen_random_uuid(), 'call', 'x', $1) returning id", now
    )
    await house.rows(
        "insert into referral.errand (id, type, data, next_at, created_at) values ($1, 'nobody-s', '{}', $2, $2) returning id",
        uuid4(),
        now - timedelta(minutes=5),
    )
    await house.rows(
        "insert into referral.parked (reader, log, position, subject, event_id, type, time, data, state, error, attempts, since) "
        "values ('main', 'intake', 7, $1, $1, 'x', $2, '{}', 'parked', 'x', 8, $2) returning position",
        uuid4(),
        now,
    )

    await count(referral, now, logs_are_near=True)

    assert figure("open_tasks", service="referral") == 1
    assert figure("parked_events", service="referral") == 1
    assert figure("errands_due", service="referral") == 1
    assert figure("errand_late_seconds", service="referral") == pytest.approx(300, abs=1)
    assert figure("not_yet_events", service="referral") == 0
    assert figure("reader_behind", service="referral", reader="main", log="intake") == 0


async def test_what_is_done_is_not_counted_any_more(house: TestHouse) -> None:
    referral = next(iter(house.apps))
    await house.rows(
        "insert into referral.task (id, kind, reason, created_at, done_at) values (gen_random_uuid(), 'call', 'x', $1, $1) returning id",
        house.clock.now(),
    )

    await count(referral, house.clock.now(), logs_are_near=False)

    assert figure("open_tasks", service="referral") == 0
    assert figure("errand_late_seconds", service="referral") == 0
