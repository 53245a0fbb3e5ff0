"""Who deals with referrals in a test, each with a token of their own."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import httpx

from kernel.testing.house import TestHouse
from schemas.api.referral import Referral
from schemas.base import Event
from schemas.intake import HelpRequested

from .examples import TIRED_DAUGHTER, a_request


@dataclass
class Parties:
    house: TestHouse

    def __post_init__(self) -> None:
        person = self.house.issuer.person
        self.marloes = self.house.client(person("provider", staff="marloes-kuiper", organisation="versa-welzijn"))
        self.colleague = self.house.client(person("provider", staff="versa-colleague", organisation="versa-welzijn"))
        self.tom = self.house.client(person("provider", staff="tom-hendriks", organisation="herberg-thuis"))
        self.fatima = self.house.client(person("assessor", staff="fatima-el-idrissi", organisation="aanmeldpunt-gooi"))
        self.ruud = self.house.client(person(["coordinator", "assessor"], staff="ruud-veenstra", organisation="aanmeldpunt-gooi"))
        self.elsewhere = self.house.client(person("assessor", staff="x", organisation="aanmeldpunt-gooi", region="duin-en-bollen"))
        self.notifications = self.house.client(self.house.issuer.service("notifications"), **{"Mantelbrug-Purpose": "messages"})

    def her(
        self, action: str = "confirm-handover", *, referral: UUID | None = None, person: UUID = TIRED_DAUGHTER, **claims: str
    ) -> httpx.AsyncClient:
        """She comes in by a link in her mail."""
        about = {"referral": str(referral)} if referral else {}
        return self.house.client(
            self.house.issuer.token(
                sub=str(person), person=str(person), azp="pass", roles=["caregiver"], region="gooi", action=action, **about, **claims
            )
        )

    async def request(self, name: str = "referral", **about: Any) -> HelpRequested:
        request = a_request(name, **about)
        await self.house.hears(request)
        return request

    async def see(self, who: httpx.AsyncClient, referral: UUID) -> Referral:
        answer = await who.get(f"/v1/referrals/{referral}")
        assert answer.status_code == 200, answer.text
        return Referral.model_validate_json(answer.text)

    async def does(
        self, who: httpx.AsyncClient, referral: UUID, step: str, *, version: int | None = None, key: str | None = None, **body: object
    ) -> httpx.Response:
        """Takes a step on what was read just before, or on an older `version`."""
        if version is None:
            read = await who.get(f"/v1/referrals/{referral}")
            version = read.json().get("version", 1)
        return await who.post(
            f"/v1/referrals/{referral}/{step}", json=body, headers={"If-Match": f'"{version}"'} | ({"Idempotency-Key": key} if key else {})
        )

    async def accepted(self, **about: Any) -> UUID:
        referral = (await self.request(**about)).referral_id
        answer = await self.does(self.marloes, referral, "decisions", accept=True)
        assert answer.status_code == 200, answer.text
        return referral

    async def planned(self, *, at: datetime | None = None, **about: Any) -> UUID:
        """Accepted, with a meeting tomorrow."""
        referral = await self.accepted(**about)
        at = at or self.house.clock.now() + timedelta(days=1)
        answer = await self.does(
            self.marloes, referral, "handovers", at=at.isoformat(), way="at-home", place="Kerkelandenlaan 12a", message="Ik neem taart mee"
        )
        assert answer.status_code == 200, answer.text
        return referral

    async def met(self, **about: Any) -> UUID:
        """The planned meeting has begun, and nobody has said anything yet."""
        referral = await self.planned(**about)
        self.house.clock.move(by=timedelta(days=1, minutes=50))
        return referral

    async def handed_over(self) -> UUID:
        referral = await self.met()
        await self.does(self.marloes, referral, "confirmations", tookPlace=True)
        await self.she_says(referral, True)
        return referral

    async def she_says(self, referral: UUID, took_place: bool) -> httpx.Response:
        return await self.her(referral=referral).post(f"/v1/referrals/{referral}/confirmations", json={"tookPlace": took_place})

    async def passes(self, **time: float) -> None:
        self.house.clock.move(by=timedelta(**time))
        await self.house.settled()

    async def told(self, *kinds: type[Event]) -> list[Event]:
        return [event for event in await self.house.log_of("referral") if not kinds or isinstance(event, kinds)]

    async def comes_true(self, wanted: Callable[[list[Event]], bool]) -> None:
        """For what the reader comes back to by itself."""
        for _ in range(250):
            if wanted(await self.told()):
                return
            await asyncio.sleep(0.02)
        raise AssertionError("it did not come true")

    async def tasks(self) -> list[tuple[str, str]]:
        rows = await self.house.rows("select kind, reason from referral.task where done_at is null order by created_at")
        return [(row["kind"], row["reason"]) for row in rows]
