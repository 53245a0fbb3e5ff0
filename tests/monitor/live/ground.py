"""A live process as it is started in earnest, on topics of the test's own, and what monitor then answers."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections import defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from aiokafka import AIOKafkaProducer

from kernel.kafka.broker import Broker
from kernel.kafka.records import headers_of
from kernel.log import Row
from kernel.partitions import key_of, part_of
from kernel.testing.house import TestHouse
from schemas.api.monitor import LiveFigures
from schemas.base import Event, OfferId, OrganisationId, PersonId, ReferralId, SignalId, StaffId
from schemas.intake import CaregiverSignalled
from schemas.referral import CaregiverHandedOver, ReferralAccepted, ReferralOffered
from schemas.words import SignallerKind, SupportArea, Urgency

SOON = 40.0
VERSA, OFFER, MARLOES = OrganisationId(uuid4()), OfferId(uuid4()), StaffId(uuid4())


def signalled(at: datetime, municipality: str = "GM0402", *areas: SupportArea) -> CaregiverSignalled:
    return CaregiverSignalled(
        caregiver_id=PersonId(uuid4()),
        region="gooi",
        signal_id=SignalId(uuid4()),
        signalled_by=SignallerKind.GP,
        urgency=Urgency.SOON,
        support_areas=areas or (SupportArea.RESPITE,),
        municipality=municipality,
        received_at=at,
        due_at=at,
    )


class Request:
    """One referral, from offer to handover."""

    def __init__(self, at: datetime) -> None:
        about = {"referral_id": ReferralId(uuid4()), "signal_id": SignalId(uuid4()), "caregiver_id": PersonId(uuid4()), "region": "gooi"}
        provider = about | {"provider": VERSA}
        self.offered = ReferralOffered.model_validate(provider | {"offer": OFFER, "attempt": 1, "answer_due": at})
        self.accepted = ReferralAccepted.model_validate(provider | {"offer": OFFER, "receiver": MARLOES})
        self.handed_over = CaregiverHandedOver.model_validate(provider | {"warm": True})


@dataclass
class Topics:
    """Puts events into the topics as a relay does."""

    broker: Broker
    now: Callable[[], datetime]
    _last: dict[tuple[str, int], int] = field(default_factory=lambda: defaultdict(int))
    _positions: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    async def tell(self, *events: Event, twice: bool = False) -> None:
        """`twice`: as a relay does that lost its memory of what it sent."""
        rows = [self._row(event) for event in events]
        producer = AIOKafkaProducer(bootstrap_servers=self.broker.servers, acks="all")
        await producer.start()
        try:
            for row, previous in rows * (2 if twice else 1):
                headers = headers_of(row, previous, source="urn:nld:kvknr:00000000.mantelbrug", schemas="http://house.test")
                await producer.send(
                    self.broker.topic_of(row.log), row.data.encode(), key_of(row.subject), part_of(row.subject), headers=headers
                )
            await producer.flush()
        finally:
            await producer.stop()

    def _row(self, event: Event) -> tuple[Row, int]:
        log, subject = event.told_by(), getattr(event, event.subject)
        self._positions[log] += 1
        position, part = self._positions[log], part_of(subject)
        previous, self._last[log, part] = self._last[log, part], position
        return Row(log, position, uuid4(), event.type, subject, self.now(), event.model_dump_json(by_alias=True), None, part), previous


@dataclass
class Live:
    """The process, and what it counts."""

    house: TestHouse
    broker: Broker

    @asynccontextmanager
    async def process(self, *arguments: str, kill: bool = False) -> AsyncIterator[subprocess.Popen[bytes]]:
        """Asked to end at the end, or killed."""
        settings = {
            "MANTELBRUG_DATA": str(self.house.data / "live-process"),
            "MANTELBRUG_DATABASE_URL": self.house.url,
            "MANTELBRUG_KAFKA": self.broker.servers,
            "MANTELBRUG_KAFKA_NAMES": self.broker.names,
            "MANTELBRUG_KAFKA_SECURITY": self.broker.security,
            **{f"MANTELBRUG_KAFKA_{name}_FILE": value for name, value in certificates(self.broker).items() if value},
        }
        log = Path(self.house.data) / "live.log"
        with log.open("ab") as out:
            process = subprocess.Popen(
                [sys.executable, "-m", "services", "live", *arguments], env={**os.environ, **settings}, stdout=out, stderr=out
            )
        try:
            yield process
        finally:
            if kill:
                process.kill()
            else:
                process.terminate()
            code = await asyncio.to_thread(process.wait, 30)
            assert kill or code == 0, log.read_text()[-3000:]

    async def figures(self, role: str = "coordinator", organisation: str = "aanmeldpunt-gooi") -> LiveFigures:
        async with self.house.client(self.house.issuer.person(role, organisation=organisation)) as client:
            answer = await client.get("/v1/figures/live")
        assert answer.status_code == 200, answer.text
        return LiveFigures.model_validate_json(answer.content)

    async def until(self, right: Callable[[LiveFigures], bool], *, after: datetime | None = None) -> LiveFigures:
        """What is told once it is so and nothing is left to read; what is told in the end when it does not come to be so."""
        latest, found = asyncio.get_running_loop().time() + SOON, await self.figures()
        while asyncio.get_running_loop().time() < latest:
            found = await self.figures()
            if found.at is not None and (after is None or found.at > after) and not found.behind and right(found):
                return found
            await asyncio.sleep(0.2)
        return found


def certificates(broker: Broker) -> dict[str, str]:
    """Empty where none is needed."""
    return {"CA": broker.ca, "CERTIFICATE": broker.certificate, "KEY": broker.key}


def signals(figures: LiveFigures, span: str = "hour") -> int:
    """Of all windows that were told."""
    return sum(one.count or 0 for one in figures.windows if one.span == span and not one.municipality and not one.support_area)
