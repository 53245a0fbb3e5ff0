"""The Faust app: two agents over the topics of intake and referral, and three tables of what they keep."""

from __future__ import annotations

from collections.abc import AsyncIterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

import faust
import structlog
from pydantic import ValidationError

from kernel.clock import Clock
from kernel.kafka.broker import Broker
from kernel.kafka.records import NotOurs, read
from kernel.log import Row
from kernel.partitions import PARTITIONS
from kernel.region_files import regions
from schemas.base import Event
from schemas.intake import CaregiverSignalled
from schemas.referral import (
    CaregiverHandedOver,
    ReferralAccepted,
    ReferralDeclined,
    ReferralExpired,
    ReferralOffered,
    ReferralReturned,
    ReferralWithdrawn,
)
from services.monitor.domain import What
from services.monitor.live.changelogs import FIVE_MINUTES, HOURS, LOGS, OFFERS_WAITING, SESSION, name_of
from services.monitor.live.counting import KEPT, NOTHING, SIZES, InWindow, Kept, Key, Span, Told, keys_of_signal, tell

logger = structlog.get_logger("monitor.live")
ANSWERS = (ReferralAccepted, ReferralDeclined, ReferralExpired, ReferralReturned, ReferralWithdrawn)
COUNTED: dict[str, type[Event]] = {event.type: event for event in (CaregiverSignalled, CaregiverHandedOver, ReferralOffered, *ANSWERS)}


class LiveWindows:
    """`app` is Faust's; `told` is what it comes to now. The library gives its records and tables no types of their own."""

    def __init__(self, broker: Broker, folder: Path, clock: Clock) -> None:
        self.broker, self.clock = broker, clock
        folder.mkdir(parents=True, exist_ok=True)  # Faust makes only the last of it
        self.app = faust.App(
            name_of(broker),
            broker=[f"kafka://{server}" for server in broker.servers.split(",")],
            broker_credentials=faust.SSLCredentials(broker.reached_as("live")["ssl_context"]) if broker.security == "ssl" else None,
            broker_client_id=f"{broker.names}-monitor-live",
            broker_session_timeout=SESSION,
            broker_heartbeat_interval=2.0,
            broker_commit_interval=1.0,
            consumer_auto_offset_reset="earliest",
            producer_acks=-1,
            topic_partitions=PARTITIONS,
            topic_replication_factor=broker.copies,
            topic_disable_leader=True,
            store="memory://",
            datadir=str(folder),
            web_enabled=False,
            autodiscover=False,
        )
        self._windows: dict[Span, Any] = {
            "five-minutes": self._table(FIVE_MINUTES, "five-minutes"),
            "hour": self._table(HOURS, "hour"),
        }
        self._waiting: Any = self.app.Table(OFFERS_WAITING, partitions=PARTITIONS)
        self._read: dict[tuple[str, int], int] = {}
        for log in LOGS:
            self._follow(log)

    def _table(self, name: str, span: Span) -> Any:
        made = self.app.Table(name, default=lambda: list(NOTHING), partitions=PARTITIONS)
        return made.tumbling(SIZES[span], expires=KEPT[span])

    def _follow(self, log: str) -> None:
        topic = self.app.topic(self.broker.topic_of(log), key_type=bytes, value_type=bytes, key_serializer="raw", value_serializer="raw")

        async def follow(stream: Any) -> None:
            events: AsyncIterable[Any] = stream.events()
            async for event in events:
                self._take(event.message, log)

        self.app.agent(topic, name=f"live.{log}")(follow)

    def _take(self, record: Any, log: str) -> None:
        """Never fails: an agent that fails loses its event all the same, and counts nothing for five seconds more."""
        try:
            row = read(record, log).row
            known = COUNTED.get(row.type)
            if known is not None and known.told_by() == log:
                self._count(known.from_json(row.data), row, record.partition)
        except (NotOurs, ValidationError) as error:
            logger.warning("live.passed-over", log=log, error=type(error).__name__)
        self._read[record.topic, record.partition] = record.offset + 1

    def _count(self, event: Event, row: Row, part: int) -> None:
        if isinstance(event, CaregiverSignalled):
            keys = keys_of_signal(part, event.region, event.municipality, event.support_areas)
            self._add("five-minutes", keys, event.received_at, row.position)
            self._add("hour", keys, event.received_at, row.position)
        elif isinstance(event, CaregiverHandedOver):
            self._add("hour", [Key(part, event.region, What.HANDED_OVER.value, "", "")], row.time, row.position)
        elif isinstance(event, ReferralOffered):
            self._waiting[str(event.referral_id)] = event.region
        elif isinstance(event, ANSWERS):
            self._waiting.pop(str(event.referral_id), None)

    def _add(self, span: Span, keys: Sequence[Key], at: datetime, position: int) -> None:
        if at < self.clock.now() - KEPT[span]:
            return
        window = self._windows[span].relative_to(at.timestamp())
        for key in keys:
            kept = Kept(*window[key].value())
            if position > kept.position:
                window[key] = [kept.times + 1, position]

    @property
    def knows(self) -> bool:
        """Whether the tables hold what they held before."""
        tables: Any = self.app.tables
        return bool(tables.recovery.completed.is_set() and not tables.recovery.in_recovery and not self.app.rebalancing)

    def told(self) -> dict[str, Told]:
        rows: dict[Span, Iterator[tuple[InWindow, Kept]]] = {span: iter(one.table.items()) for span, one in self._windows.items()}
        return tell(rows, self._waiting.values(), self.clock.now(), regions())

    async def behind(self) -> int:
        """Records that the topics hold and the tables do not."""
        consumer = self.app.consumer
        mine = {tp for tp in consumer.assignment() if tp.topic in {self.broker.topic_of(log) for log in LOGS}}
        ends = await consumer.highwaters(*mine) if mine else {}
        left = [(ends.get(tp) or 0) - self._read.get((tp.topic, tp.partition), await consumer.position(tp) or 0) for tp in mine]
        return sum(max(one, 0) for one in left)
