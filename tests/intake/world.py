"""The world around intake: a GP who signals, a desk that decides, a directory that ranks, providers that answer."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import httpx
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from kernel.testing.house import TestHouse
from kernel.testing.postgres import TestServer
from schemas.api.directory import Offer, RankedOffer, Ranking, RankingRequest, Reason
from schemas.base import OfferId, OrganisationId, PersonId, ReferralId, SignalId, StaffId, id_of
from schemas.referral import AboutReferral, ReferralAccepted
from schemas.words import SupportArea
from services.intake import intake
from services.intake.__main__ import app
from services.notifications import notifications
from services.referral import referral
from services.waardering import waardering

VERSA = OrganisationId(id_of("gooi", "organisation", "versa-welzijn"))
MEE = OrganisationId(id_of("gooi", "organisation", "mee"))
BUDDY = OfferId(id_of("gooi", "offer", "buddy"))
TALK = OfferId(id_of("gooi", "offer", "talk"))
MARLOES = StaffId(id_of("gooi", "staff", "marloes"))
MONDAY = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
"""Ten o'clock in Hilversum, on an ordinary working day that is still to come."""

Json = dict[str, Any]
"""A body as it goes over the line."""

A_TIRED_DAUGHTER: Json = {
    "signaller": {
        "kind": "gp",
        "organisation": "Huisartsenpraktijk Voorbeeld",
        "name": "Naam Huisarts",
        "email": "praktijk@huisarts.example",
        "phone": "+31355550123",
    },
    "caregiver": {
        "givenName": "Anneke",
        "familyNamePrefix": "de",
        "familyName": "Zandvliet",
        "birthDate": "1958-03-14",
        "postcode": "1216 ab",
        "houseNumber": 12,
        "houseNumberAddition": "a",
        "phone": "06 12345678",
        "email": "anneke@example.org",
        "contactBy": "phone",
        "bestTimes": "na 18 uur",
        "relation": "partner",
        "livesTogether": True,
        "hoursPerWeek": 40,
        "caringSince": "2024-03",
    },
    "careRecipient": {
        "givenName": "Bertus",
        "familyName": "Zandvliet",
        "birthDate": "1954-01-02",
        "postcode": "1216AB",
        "situations": ["dementia"],
    },
    "supportAreas": ["respite", "emotional-support"],
    "urgency": "soon",
    "note": "Slaapt slecht, zorgt dag en nacht.",
    "consents": [
        {"person": "caregiver", "purpose": "referral", "given": True, "on": "2026-11-20", "how": "spoken"},
        {"person": "careRecipient", "purpose": "referral", "given": True, "on": "2026-11-20", "how": "spoken"},
        {"person": "caregiver", "purpose": "feedback-to-signaller", "given": True, "on": "2026-11-20", "how": "spoken"},
    ],
}
A_NEIGHBOURS_WORRY: Json = {
    "signaller": {"kind": "relative-or-neighbour", "name": "Buurvrouw Truus", "phone": "0355550199"},
    "caregiver": {"familyName": "Çelik", "phone": "+31655550142"},
}


def a_signal(base: Json = A_TIRED_DAUGHTER, **changes: object) -> Json:
    """Changes by path: `a_signal(caregiver__phone=None)` leaves the phone out."""
    body = deepcopy(base)
    for path, value in changes.items():
        *parents, last = path.split("__")
        inner = body
        for parent in parents:
            inner = inner.setdefault(parent, {})
        if value is None:
            inner.pop(last, None)
        else:
            inner[last] = value
    return body


def only(body: Json, *consents: tuple[str, str, bool]) -> Json:
    """With these consents and no others."""
    said = [{"person": p, "purpose": u, "given": g, "on": "2026-11-20", "how": "spoken"} for p, u, g in consents]
    return body | {"consents": said}


def offer(offer_id: OfferId, organisation: OrganisationId, name: str) -> RankedOffer:
    made = Offer(
        id=offer_id,
        key=name.lower(),
        organisation=organisation,
        organisation_name=name,
        name=name,
        summary="Helpt.",
        support_areas=(SupportArea.RESPITE,),
        municipalities=("GM0402",),
    )
    return RankedOffer(offer=made, reasons=(Reason(code="area", good=True, text="Past bij de vraag."),), answer_within="twee werkdagen")


@dataclass
class Directory:
    """Ranks two offers for every question, and keeps what it was asked."""

    asked: list[RankingRequest] = field(default_factory=list)
    ranking: Ranking = field(
        default_factory=lambda: Ranking(considered=7, items=(offer(BUDDY, VERSA, "Buddy"), offer(TALK, MEE, "Gesprek")))
    )

    async def rank(self, request: Request) -> Response:
        self.asked.append(RankingRequest.model_validate_json(await request.body()))
        return Response(self.ranking.model_dump_json(by_alias=True), media_type="application/json")

    def app(self) -> Starlette:
        return Starlette(routes=[Route("/v1/rankings", self.rank, methods=["POST"])])


@dataclass
class Answered:
    status: int
    body: Any
    headers: Mapping[str, str]


@dataclass
class Party:
    """Someone with a token."""

    client: httpx.AsyncClient

    async def ask(self, method: str, path: str, body: object = None, **headers: str) -> Answered:
        content = None if body is None else json.dumps(body)
        sent = headers | ({"Content-Type": "application/json"} if content is not None else {})
        got = await self.client.request(method, path, content=content, headers={k.replace("_", "-"): v for k, v in sent.items()})
        return Answered(got.status_code, got.json() if got.content else None, got.headers)

    async def get(self, path: str, **headers: str) -> Answered:
        return await self.ask("GET", path, **headers)

    async def post(self, path: str, body: object = None, **headers: str) -> Answered:
        return await self.ask("POST", path, body, **headers)


class Desk(Party):
    """An assessor, who always acts on what she has just read."""

    async def open(self, signal_id: str) -> Json:
        got = await self.get(f"/v1/worklist/{signal_id}")
        assert got.status == 200, got.body
        return got.body

    async def do(self, signal_id: str, what: str, body: object, method: str = "POST") -> Answered:
        version = (await self.open(signal_id))["version"]
        return await self.ask(method, f"/v1/worklist/{signal_id}/{what}", body, If_Match=f'"{version}"')

    async def done(self, signal_id: str, what: str, body: object, method: str = "POST") -> Json:
        got = await self.do(signal_id, what, body, method)
        assert got.status < 300, got.body
        return got.body

    async def find(self, q: str, **filters: str) -> list[Json]:
        got = await self.post("/v1/worklist/searches", {"q": q} | filters)
        assert got.status == 200, got.body
        items: list[Json] = got.body["items"]
        return items

    async def spoken(self, signal_id: str) -> Json:
        return await self.done(signal_id, "contacts", {"outcome": "spoken", "informed": True, "note": "Zij wil graag hulp."})

    async def appoint(self, signal_id: str) -> ReferralId:
        body = {"offers": [str(BUDDY), str(TALK)], "warm": True, "warmReason": "Zij vertelt het liever een keer."}
        return ReferralId(UUID((await self.done(signal_id, "appointments", body))["referralId"]))


class World(TestHouse):
    """Intake at work, with everyone around it."""

    directory: Directory

    def gp(self, client: str = "a-gp-system") -> Party:
        """A system that the region's file does not name, so that it may signal as anyone."""
        return Party(self.client(self.issuer.system(client)))

    def desk(self, staff: str = "fatima", role: str = "assessor", region: str = "gooi") -> Desk:
        return Desk(self.client(self.issuer.person(role, staff=staff, organisation="aanmeldpunt-gooi", region=region)))

    def provider(self, organisation: str = "versa-welzijn", region: str = "gooi") -> Party:
        return Party(self.client(self.issuer.person("provider", staff="marloes", organisation=organisation, region=region)))

    def house(self, service: str = "notifications") -> Party:
        return Party(self.client(self.issuer.service(service)))

    def herself(self, person: str | UUID, *, whole_file: bool = False, **claims: str) -> Party:
        """With a pass as intake itself signs them."""
        token = self.issuer.token(
            sub=str(person), person=str(person), azp="link", roles=["caregiver"], region="gooi", action="follow", **claims,
            **({"whole_file": "yes"} if whole_file else {}),
        )  # fmt: skip
        return Party(self.client(token))

    async def signalled(self, body: Json | None = None, *, client: str = "a-gp-system") -> str:
        """A signal's id."""
        got = await self.gp(client).post("/v1/signals", body or A_TIRED_DAUGHTER)
        assert got.status == 201, got.body
        return str(got.body["id"])

    async def appointed(self, body: Json | None = None) -> tuple[str, ReferralId]:
        """A signal for which Versa was asked."""
        signal_id = await self.signalled(body)
        await self.desk().spoken(signal_id)
        return signal_id, await self.desk().appoint(signal_id)

    async def caregiver(self, signal_id: str) -> PersonId:
        rows = await self.rows("select caregiver_id from intake.signal where id = $1", UUID(signal_id))
        return PersonId(rows[0][0])

    async def about(self, kind: type[AboutReferral], signal_id: str, referral_id: ReferralId, **more: object) -> AboutReferral:
        return kind(
            referral_id=referral_id,
            signal_id=SignalId(UUID(signal_id)),
            caregiver_id=await self.caregiver(signal_id),
            region="gooi",
            **more,
        )

    async def accept(self, signal_id: str, referral_id: ReferralId) -> None:
        """Versa says yes."""
        event = await self.about(ReferralAccepted, signal_id, referral_id, provider=VERSA, offer=BUDDY, receiver=MARLOES)
        await self.hears(event)
        assert await self.parked("intake") == []

    async def told(self, *kinds: type) -> list[Any]:
        return [event for event in await self.log_of("intake") if not kinds or isinstance(event, kinds)]

    def on_monday(self) -> datetime:
        """Makes it ten o'clock on a working day."""
        self.clock.move(to=MONDAY)
        return MONDAY

    def later(self, **by: float) -> None:
        self.clock.move(by=timedelta(**by))


@asynccontextmanager
async def world_in(server: TestServer) -> AsyncIterator[World]:
    directory = Directory()
    world = World(server, {intake: app}, migrated=[referral, notifications, waardering], neighbours={"directory": directory.app()})
    world.directory = directory
    async with world:
        yield world


async def contact_of(party: Party, person: str | UUID, purpose: str = "support") -> Json:
    got = await party.post("/v1/contact-details", {"personIds": [str(person)]}, Mantelbrug_Purpose=purpose)
    assert got.status == 200, got.body
    return got.body["items"][0]
