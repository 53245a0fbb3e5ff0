"""Where the broker is and how to speak with it, from the settings."""

from __future__ import annotations

import ssl
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, TypedDict

import structlog
from aiokafka.admin import AIOKafkaAdminClient, NewTopic
from aiokafka.errors import KafkaError, TopicAlreadyExistsError, for_code

from kernel.partitions import PARTITIONS
from kernel.refusals import Unavailable

if TYPE_CHECKING:
    from kernel.settings import HouseSettings

log = structlog.get_logger("kernel.kafka")


class Reached(TypedDict):
    """What every client of the broker is told."""

    bootstrap_servers: str
    security_protocol: str
    ssl_context: ssl.SSLContext | None
    client_id: str
    retry_backoff_ms: int
    metadata_max_age_ms: int


class WrongTopic(Exception):
    """The topic is there with another number of partitions; it has to be made anew with 24 and filled by `mantelbrug replay`."""


@dataclass(frozen=True)
class Broker:
    """`member`: this process's lasting name where a supervisor starts it again at once (a StatefulSet's pod); empty otherwise.

    `names` begins the name of each topic and group, so that several houses can share a broker.
    """

    servers: str
    names: str = "mantelbrug"
    copies: int = 1
    """Of a topic that is made."""
    member: str = ""
    security: str = "plaintext"
    ca: str = ""
    certificate: str = ""
    key: str = ""

    @classmethod
    def of(cls, settings: HouseSettings) -> Broker:
        return cls(
            settings.kafka,
            settings.kafka_names,
            settings.kafka_copies,
            settings.kafka_member,
            settings.kafka_security,
            str(settings.kafka_ca_file or ""),
            str(settings.kafka_certificate_file or ""),
            str(settings.kafka_key_file or ""),
        )

    def topic_of(self, log: str) -> str:
        return f"{self.names}.{log}"

    def group_of(self, service: str, reader: str, log: str) -> str:
        return f"{self.names}.{service}.{reader}.{log}"

    def reached_as(self, name: str) -> Reached:
        return {
            "bootstrap_servers": self.servers,
            "security_protocol": "SSL" if self.security == "ssl" else "PLAINTEXT",
            "ssl_context": self._tls,
            "client_id": f"{self.names}-{name}",
            "retry_backoff_ms": 100,
            "metadata_max_age_ms": 30_000,
        }

    @cached_property
    def _tls(self) -> ssl.SSLContext | None:
        if self.security != "ssl":
            return None
        made = ssl.create_default_context(cafile=self.ca or None)
        if self.certificate:
            made.load_cert_chain(self.certificate, self.key or None)
        return made

    async def topic(self, service: str) -> None:
        """Makes the service's topic when it is not there, and refuses one with another number of partitions."""
        admin = AIOKafkaAdminClient(request_timeout_ms=10_000, **self.reached_as(f"{service}-topic"))
        name = self.topic_of(service)
        try:
            await admin.start()
            # A question about one topic makes it, with one partition, where a broker does so by itself; a question about all does not.
            about = next((one for one in await admin.describe_topics() if one["topic"] == name), None)
            if about is not None:
                if len(about["partitions"]) != PARTITIONS:
                    raise WrongTopic(f"{name}: {len(about['partitions'])}. {WrongTopic.__doc__}")
                return
            keep = {"retention.ms": str(30 * 24 * 3_600_000), "min.insync.replicas": "2" if self.copies > 2 else "1"}
            answer = await admin.create_topics([NewTopic(name, PARTITIONS, self.copies, topic_configs=keep)])
            for _, code, *_ in answer.topic_errors:
                if code and for_code(code) is not TopicAlreadyExistsError:
                    raise for_code(code)(name)
            log.info("topic.made", topic=name, copies=self.copies)
        except (KafkaError, OSError) as error:
            raise Unavailable(f"the broker: {type(error).__name__}") from error
        finally:
            await admin.close()
