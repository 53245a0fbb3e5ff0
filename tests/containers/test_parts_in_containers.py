"""The parts that tests run against elsewhere, here as containers: the same migrations, topics and tokens. By `make test-containers`."""

from collections.abc import Iterator
from pathlib import Path

import asyncpg
import pytest
from aiokafka.admin import AIOKafkaAdminClient

from kernel.clock import Clock
from kernel.credentials import ClientCredentials
from kernel.kafka.broker import Broker
from kernel.migrations import migrate, missing
from kernel.partitions import PARTITIONS
from kernel.security.issuers import TrustedIssuer
from kernel.security.tokens import Verifier
from services.house.wiring import wire
from tools import in_containers
from tools.engine import Engine, engine
from tools.keycloak import secrets

pytestmark = pytest.mark.containers


@pytest.fixture(scope="module")
def docker() -> Iterator[Engine]:
    found = engine()
    with in_containers.reached_by_testcontainers(found):
        yield found


async def test_every_schema_is_made_in_a_postgresql_of_the_published_image_s_name(docker: Engine) -> None:
    services = list(wire())
    with in_containers.postgres(docker) as url:
        await migrate(url, services, passwords={service.name: "x" for service in services})
        connection = await asyncpg.connect(url)
        version = await connection.fetchval("show server_version_num")
        await connection.close()

        assert [await missing(url, service.name) for service in services] == [None] * len(services)
    assert int(version) // 10_000 == 18


async def test_a_topic_is_made_with_as_many_partitions_as_the_code_counts_on(docker: Engine, tmp_path: Path) -> None:
    with in_containers.kafka(docker, tmp_path / "kafka") as address:
        broker = Broker(address)
        await broker.topic("intake")
        admin = AIOKafkaAdminClient(bootstrap_servers=address)
        await admin.start()
        about = (await admin.describe_topics([broker.topic_of("intake")]))[0]
        await admin.close()

    assert len(about["partitions"]) == PARTITIONS


async def test_a_gp_s_system_gets_a_token_that_is_believed(docker: Engine) -> None:
    with in_containers.keycloak(docker, "http://127.0.0.1:8000") as issuer:
        token_url = f"{issuer}/protocol/openid-connect/token"
        token = await ClientCredentials(token_url, "demo-gp", secrets()["MANTELBRUG_SECRET_DEMO_GP"], clock=Clock()).token()
        caller = await Verifier([TrustedIssuer(issuer)], clock=Clock()).caller(token)

    assert (caller.kind, caller.subject, caller.roles) == ("system", "demo-gp", {"signaller"})
