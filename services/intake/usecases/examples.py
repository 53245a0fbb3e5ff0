"""The region's example signals, at the first start of a house with demo people; received over the last days, as if really sent."""

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta

import structlog

from kernel.caller import Caller
from kernel.refusals import BadInput
from kernel.region_files import region_folder
from kernel.service import Service
from schemas.api.intake import SignalIn
from schemas.words import Role, SignallerKind, Urgency
from services.intake.region import Region, region
from services.intake.store.arrivals import Arrival, write
from services.intake.usecases.receive import arrival

log = structlog.get_logger("intake.examples")
OVER = timedelta(days=4)
JUST_NOW = {Urgency.SAFETY: timedelta(minutes=5), Urgency.TODAY: timedelta(hours=1)}
CLIENTS = {
    SignallerKind.GP: "demo-gp",
    SignallerKind.GP_NURSE: "demo-gp",
    SignallerKind.HOME_CARE: "demo-home-care",
    SignallerKind.DEMENTIA_CASE_MANAGER: "demo-home-care",
    SignallerKind.HOSPITAL: "demo-hospital",
    SignallerKind.SCHOOL: "demo-school",
    SignallerKind.EMPLOYER: "demo-employer",
}
FORM = "console"


async def load(service: Service, region_code: str) -> int:
    """Through the same checks and the same writing as a post; once, into an empty desk."""
    async with service.work() as work:
        if await work.connection.fetchval("select exists (select 1 from signal where region = $1)", region_code):
            return 0
    arrivals = _arrivals(service, region(region_code))
    if arrivals:
        async with service.work() as work:
            await write(work.connection, arrivals)
    log.info("examples.loaded", count=len(arrivals))
    return len(arrivals)


def _arrivals(service: Service, here: Region) -> Sequence[Arrival]:
    now = service.clock.now()
    files = sorted((region_folder(here.code) / "examples").glob("*.json"))
    found: list[Arrival] = []
    for number, file in enumerate(files):
        told = SignalIn.model_validate_json(file.read_bytes())
        at = received_at(here, told, now, share=(number + 1) / len(files))
        try:
            found.append(arrival(told, by=_sender(told, here), at=at, seals=service.seals))
        except BadInput as refused:
            log.warning("example.refused", file=file.name, pointers=[error.pointer for error in refused.errors])
    return sorted(found, key=lambda one: one.event.received_at)


def received_at(here: Region, told: SignalIn, now: datetime, *, share: float) -> datetime:
    """Spread over the last days; what cannot wait came just now; never before a consent that it tells of."""
    at = now - JUST_NOW.get(told.urgency, OVER * (1 - share))
    for consent in told.consents:
        asked = datetime.combine(consent.on, time(9), here.working_time.zone).astimezone(UTC)
        at = max(at, min(asked, now))
    return at


def _sender(told: SignalIn, here: Region) -> Caller:
    client = CLIENTS.get(told.signaller.kind, FORM)
    role = Role.PUBLIC_DOOR if client == FORM else Role.SIGNALLER
    return Caller(kind="system", subject=client, client=client, region=here.code, roles=frozenset({role}))
