"""Whose PostgreSQL and Kafka the tests run on: containers where an engine answers, else the wheel and Kafka's own jars.

MANTELBRUG_TEST_PARTS=containers or =packages says it instead.
"""

import os
from collections.abc import Callable
from enum import StrEnum
from functools import cache

from kernel.testing.kafka import TestKafka
from kernel.testing.postgres import TestServer
from tools import engine as engines
from tools.images import NAMES

SETTING = "MANTELBRUG_TEST_PARTS"


class Source(StrEnum):
    CONTAINERS = "containers"
    PACKAGES = "packages"


class UnknownSource(ValueError):
    """MANTELBRUG_TEST_PARTS is `containers` or `packages`."""


def chosen(said: str, there: Callable[[], bool]) -> Source:
    """`there`: whether an engine answers that has our images; asked only when nothing was said."""
    if not said:
        return Source.CONTAINERS if there() else Source.PACKAGES
    if said not in list(Source):
        raise UnknownSource(f"{said!r}. {UnknownSource.__doc__}")
    return Source(said)


def there() -> bool:
    """Of an engine that runs; none is started for this. Where there is none it costs a look at the path."""
    if not engines.answers(dict(os.environ)):
        return False
    found = engines.Engine(None, ours=False)
    return all(found.has(NAMES[kind]) or found.pull(NAMES[kind]) for kind in ("postgres", "kafka"))


@cache
def source() -> Source:
    return chosen(os.environ.get(SETTING, ""), there)


def postgres() -> TestServer:
    if source() is Source.PACKAGES:
        return TestServer()
    from tools.contained import ContainedPostgres

    return TestServer(ContainedPostgres(engines.engine()))


def kafka() -> TestKafka:
    """Not started yet."""
    if source() is Source.PACKAGES:
        return TestKafka()
    from tools.contained import ContainedKafka

    return ContainedKafka(engines.engine())
