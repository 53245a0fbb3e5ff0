"""A Kafka that lets nobody in without a certificate and lets nobody do what was not granted, as it stands in a cluster."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path
from typing import NamedTuple

from aiokafka.client import AIOKafkaClient
from aiokafka.errors import for_code
from aiokafka.protocol.admin import CreateAclsRequest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from kernel.clock import Clock
from kernel.kafka.broker import Broker
from kernel.testing.kafka import TestKafka

ITSELF = "broker"
GUARDED = """\
listeners=TLS://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller}
advertised.listeners=TLS://127.0.0.1:{port}
listener.security.protocol.map=TLS:SSL,CONTROLLER:PLAINTEXT
inter.broker.listener.name=TLS
ssl.client.auth=required
ssl.keystore.type=PEM
ssl.keystore.location={folder}/{itself}.both
ssl.truststore.type=PEM
ssl.truststore.location={folder}/ca.crt
authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer
super.users=User:ANONYMOUS;User:CN={itself}
"""
"""Nobody is anonymous on the TLS listener; on the controller's the node speaks with itself."""
KINDS = {"topic": 2, "group": 3}
PATTERNS = {"literal": 3, "prefix": 4}
OPERATIONS = {"Read": 3, "Write": 4, "Create": 5, "Delete": 6, "Describe": 8, "DescribeConfigs": 10}
ALLOW = 3


class Right(NamedTuple):
    """In the words of Strimzi's KafkaUser."""

    kind: str
    name: str
    pattern: str
    operation: str


class Certificates:
    """An authority of the test's own, and what it signs, as files in one folder."""

    def __init__(self, folder: Path, now: datetime) -> None:
        self.folder, self._now = folder, now
        self._key, self._name = ec.generate_private_key(ec.SECP256R1()), _named("the authority of a test")
        made = self._certificate(self._name, self._key.public_key()).add_extension(x509.BasicConstraints(ca=True, path_length=0), True)
        (folder / "ca.crt").write_bytes(_pem(made.sign(self._key, hashes.SHA256())))

    def make(self, name: str) -> None:
        """`name.crt`, `name.key`, and both in `name.both`."""
        key = ec.generate_private_key(ec.SECP256R1())
        here = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
        certificate = _pem(self._certificate(_named(name), key.public_key()).add_extension(here, False).sign(self._key, hashes.SHA256()))
        secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        for ending, content in (("crt", certificate), ("key", secret), ("both", secret + certificate)):
            (self.folder / f"{name}.{ending}").write_bytes(content)

    def _certificate(self, name: x509.Name, key: ec.EllipticCurvePublicKey) -> x509.CertificateBuilder:
        begins, ends = self._now - timedelta(days=1), self._now + timedelta(days=1)
        made = x509.CertificateBuilder().subject_name(name).issuer_name(self._name).public_key(key)
        return made.serial_number(x509.random_serial_number()).not_valid_before(begins).not_valid_after(ends)


class GuardedKafka(TestKafka):
    """`grant` says what a name may; `broker_as` is the broker as who has the certificate of that name sees it."""

    def _told(self) -> str:
        self.certificates = Certificates(self.folder, Clock().now())
        self.certificates.make(ITSELF)
        guarded = GUARDED.format(port=self.port, controller=self._controller, folder=self.folder, itself=ITSELF)
        replaced = {line.split("=")[0] for line in guarded.splitlines()}
        return "".join(f"{line}\n" for line in super()._told().splitlines() if line.split("=")[0] not in replaced) + guarded

    async def grant(self, name: str, rights: Iterable[Right]) -> None:
        self.certificates.make(name)
        reached = self.broker_as(ITSELF).reached_as("grants")
        client = AIOKafkaClient(
            bootstrap_servers=reached["bootstrap_servers"],
            security_protocol=reached["security_protocol"],
            ssl_context=reached["ssl_context"],
        )
        await client.bootstrap()
        try:
            for one in rights:
                asked = CreateAclsRequest(
                    KINDS[one.kind], one.name, PATTERNS[one.pattern], f"User:CN={name}", "*", OPERATIONS[one.operation], ALLOW
                )
                for code, said in (await client.send(client.get_random_node(), asked)).creation_responses:
                    if code:
                        raise for_code(code)(said)
        finally:
            await client.close()

    def broker_as(self, name: str, names: str = "mantelbrug") -> Broker:
        nobody = Broker(self.address, names, security="ssl", ca=str(self.folder / "ca.crt"))
        if not name:
            return nobody
        return replace(nobody, certificate=str(self.folder / f"{name}.crt"), key=str(self.folder / f"{name}.key"))


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)
