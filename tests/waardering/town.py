"""Who deals with waardering in a test, each with a token of their own."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import httpx

from kernel.testing.house import TestHouse
from schemas.base import Event
from schemas.waardering import AboutApplication

HILVERSUM = "gemeente-hilversum"
TUESDAY = datetime(2027, 3, 2, 9, tzinfo=UTC)
IBAN = "NL91ABNA0417164300"
Json = dict[str, Any]
"""A body as it goes over the line."""


def a_caregiver(number: int = 1, **changes: object) -> Json:
    return {
        "givenName": "Anneke",
        "familyName": f"Zandvliet{'abcdefghij'[number % 10]}{'abcdefghij'[number // 10 % 10]}{'abcdefghij'[number // 100 % 10]}",
        "birthDate": "1958-03-14",
        "postcode": "1216AB",
        "houseNumber": number,
        "phone": "+31612345678",
        "email": "anneke@example.org",
        "iban": IBAN,
    } | changes


def a_recipient(number: int = 1, **changes: object) -> Json:
    return {
        "givenName": "Bertus",
        "familyName": f"Naaste{'abcdefghij'[number % 10]}{'abcdefghij'[number // 10 % 10]}{'abcdefghij'[number // 100 % 10]}",
        "birthDate": "1931-05-01",
        "postcode": "1216AB",
        "houseNumber": number,
    } | changes


def an_application(scheme: str = "plain", number: int = 1, *, caregivers: int = 1, **changes: object) -> Json:
    return {
        "scheme": scheme,
        "applicant": "caregiver",
        "careRecipient": a_recipient(number),
        "caregivers": [a_caregiver(number + place) for place in range(caregivers)],
    } | changes


@dataclass
class Town:
    house: TestHouse
    numbers: count[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.door = self.house.client(self.house.issuer.system("console", role="public-door", organisation=""))
        self.officer = self.staff("waardering-officer", "wendy")
        self.colleague = self.staff("waardering-officer", "olaf")
        self.payer = self.staff("payer", "petra")
        self.other_payer = self.staff("payer", "paul")
        self.intake = self.house.client(self.house.issuer.service("intake"))

    def staff(self, role: str, name: str, *, organisation: str = HILVERSUM, region: str = "gooi") -> httpx.AsyncClient:
        return self.house.client(self.house.issuer.person(role, staff=name, organisation=organisation, region=region))

    async def applies(self, body: Json | None = None, *, key: str | None = None, who: httpx.AsyncClient | None = None) -> Json:
        answer = await self.sends(body or an_application(number=next(self.numbers)), key=key, who=who)
        assert answer.status_code == 201, answer.text
        made: Json = answer.json()
        return made

    async def sends(self, body: Json, *, key: str | None = None, who: httpx.AsyncClient | None = None) -> httpx.Response:
        headers = {"Idempotency-Key": key} if key else {}
        return await (who or self.door).post("/v1/applications", json=body, headers=headers)

    async def see(self, application: str, who: httpx.AsyncClient | None = None) -> Json:
        answer = await (who or self.officer).get(f"/v1/applications/{application}")
        assert answer.status_code == 200, answer.text
        seen: Json = answer.json()
        return seen

    async def does(
        self, application: str, step: str, body: Json | None = None, *, who: httpx.AsyncClient | None = None, version: int | None = None
    ) -> httpx.Response:
        """A step on what was read just before, or on an older `version`."""
        who = who or self.officer
        if version is None:
            version = (await who.get(f"/v1/applications/{application}")).json().get("version", 1)
        return await who.post(f"/v1/applications/{application}/{step}", json=body or {}, headers={"If-Match": f'"{version}"'})

    async def did(self, application: str, step: str, body: Json | None = None, **more: Any) -> Json:
        answer = await self.does(application, step, body, **more)
        assert answer.status_code < 300, answer.text
        seen: Json = answer.json()
        return seen

    async def budget(self, key: str, year: int = 2027) -> Json:
        listed = (await self.payer.get("/v1/budgets")).json()["items"]
        (pot,) = [one["id"] for one in listed if (one["key"], one["year"]) == (f"pot-{key}", year)]
        answer = await self.payer.get(f"/v1/budgets/{pot}")
        assert answer.status_code == 200, answer.text
        seen: Json = answer.json() | {"etag": answer.headers["etag"]}
        return seen

    async def a_run(self, form: str = "money") -> Json:
        answer = await self.payer.post("/v1/payout-runs", json={"form": form})
        assert answer.status_code == 201, answer.text
        made: Json = answer.json()
        return made

    async def approves(self, run: Json, *, who: httpx.AsyncClient | None = None, approve: bool = True) -> httpx.Response:
        return await (who or self.other_payer).post(
            f"/v1/payout-runs/{run['id']}/approvals", json={"approve": approve}, headers={"If-Match": f'"{run["version"]}"'}
        )

    async def paid(self, form: str = "money") -> Json:
        run = await self.a_run(form)
        answer = await self.approves(run)
        assert answer.status_code == 200, answer.text
        approved: Json = answer.json()
        return approved

    async def payments(self, state: str, form: str | None = None) -> list[Json]:
        answer = await self.payer.get("/v1/payments", params={"state": state} | ({"form": form} if form else {}))
        assert answer.status_code == 200, answer.text
        found: list[Json] = answer.json()["items"]
        return found

    async def passes(self, **time: float) -> None:
        self.house.clock.move(by=timedelta(**time))
        await self.house.settled()

    async def told(self, *kinds: type[Event]) -> list[Event]:
        return [event for event in await self.house.log_of("waardering") if not kinds or isinstance(event, kinds)]

    async def story(self, application: str) -> list[str]:
        """The names of what was told of one application."""
        told = [event for event in await self.told() if isinstance(event, AboutApplication)]
        return [type(event).__name__.removeprefix("Waardering") for event in told if str(event.application_id) == application]

    async def tasks(self) -> list[str]:
        return [row["kind"] for row in await self.house.rows("select kind from waardering.task where done_at is null order by created_at")]
