"""The parts that tests run against elsewhere, here as containers: the same migrations, topics and tokens. By `make test-containers`."""

import asyncio
from collections.abc import Iterator

import asyncpg
import pytest
from aiokafka.admin import AIOKafkaAdminClient

from kernel.clock import Clock
from kernel.credentials import ClientCredentials
from kernel.migrations import missing
from kernel.partitions import PARTITIONS
from kernel.security.issuers import TrustedIssuer
from kernel.security.tokens import Verifier
from kernel.testing.postgres import Mode, TestServer
from services.house.wiring import wire
from tools import in_containers
from tools.contained import ContainedKafka, ContainedPostgres
from tools.engine import Engine, engine
from tools.keycloak import secrets

pytestmark = pytest.mark.containers


@pytest.fixture(scope="module")
def docker() -> Iterator[Engine]:
    found = engine()
    with in_containers.reached_by_testcontainers(found):
        yield found


@pytest.fixture(scope="module")
def contained(docker: Engine) -> Iterator[TestServer]:
    server = TestServer(ContainedPostgres(docker))
    yield server
    server.stop()


@pytest.fixture(scope="module")
def broker(docker: Engine) -> Iterator[ContainedKafka]:
    kafka = ContainedKafka(docker)
    kafka.start()
    yield kafka
    kafka.stop()


async def test_every_schema_is_made_in_a_postgresql_of_the_published_image_s_name(contained: TestServer) -> None:
    services = list(wire())
    url = await contained.fresh(services)
    connection = await asyncpg.connect(url)
    version = await connection.fetchval("show server_version_num")
    await connection.close()

    assert [await missing(url, service.name) for service in services] == [None] * len(services)
    assert int(version) // 10_000 == 18


@pytest.mark.parametrize("mode", ["fast", "immediate"])
async def test_what_is_committed_is_there_when_the_database_s_container_begins_again(contained: TestServer, mode: Mode) -> None:
    await contained.admin("create table kept (n integer)")
    contained.restart(mode)
    await contained.admin("drop table kept")


async def topics(kafka: ContainedKafka) -> dict[str, int]:
    """With how many partitions each has."""
    admin = AIOKafkaAdminClient(bootstrap_servers=kafka.address)
    await admin.start()
    try:
        return {one["topic"]: len(one["partitions"]) for one in await admin.describe_topics()}
    finally:
        await admin.close()


async def test_a_topic_is_made_with_as_many_partitions_as_the_code_counts_on(broker: ContainedKafka) -> None:
    at = broker.broker("counted")
    await at.topic("intake")

    assert (await topics(broker))[at.topic_of("intake")] == PARTITIONS


async def test_a_broker_keeps_its_topics_when_it_is_killed_and_loses_them_when_it_is_emptied(broker: ContainedKafka) -> None:
    at = broker.broker("killed")
    await at.topic("intake")
    broker.kill()
    await asyncio.to_thread(broker.start)
    after_a_kill = await topics(broker)
    broker.kill()
    broker.empty()
    await asyncio.to_thread(broker.start)

    assert at.topic_of("intake") in after_a_kill
    assert at.topic_of("intake") not in await topics(broker)


async def test_a_gp_s_system_gets_a_token_that_is_believed(docker: Engine) -> None:
    with in_containers.keycloak(docker, "http://127.0.0.1:8000") as issuer:
        token_url = f"{issuer}/protocol/openid-connect/token"
        token = await ClientCredentials(token_url, "demo-gp", secrets()["MANTELBRUG_SECRET_DEMO_GP"], clock=Clock()).token()
        caller = await Verifier([TrustedIssuer(issuer)], clock=Clock()).caller(token)

    assert (caller.kind, caller.subject, caller.roles) == ("system", "demo-gp", frozenset({"signaller"}))
