"""The whole house on a test database, with real rows of one region and a second region beside it."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest
import yaml

from kernel.demo_issuer import demo_issuer_app
from kernel.region_files import region_folder
from kernel.security.issuers import TrustedIssuer
from kernel.testing.house import TestHouse
from kernel.testing.postgres import TestServer
from schemas.base import id_of
from schemas.words import Role
from services.console import sessions
from services.console.__main__ import app as console_app
from services.console.pages.login import demo_login_page
from services.console.place import Issuer, Place, settle
from services.console.visitors import HeldLink, HeldTokens, csrf
from services.house import identity
from services.house.wiring import wire
from services.notifications.dev_mailbox import open_mailbox
from tests.waardering.bank import booked

Json = dict[str, Any]
"""A body as it goes over the line."""

TUESDAY = datetime(2027, 3, 2, 9, 0, tzinfo=UTC)
"""Ten o'clock in Hilversum, on a working day that is still to come."""
DESK, VERSA, PRACTICE = "aanmeldpunt-gooi", "versa-welzijn", "huisartsenpraktijk-kerkelanden"
HILVERSUM = "gemeente-hilversum"
ELSEWHERE = "elders"
LINK = re.compile(r"/mijn/([A-Za-z0-9_-]{20,})")
NAMES = ("Zandvliet", "Anneke", "Bertus", "612345678", "anneke@example.org", "1216AB", "Slaapt slecht", "1958-03-14")
"""Of the person whose rows these are; nobody else may read them."""
SECRET = (
    "signal",
    "reference",
    "caregiver",
    "referral",
    "open_signal",
    "spoken_signal",
    "offered",
    "link",
    "application",
    "open_application",
    "beneficiary",
    "payment",
    "run",
    "case",
    "campaign",
)


def a_signal(external_id: str, family_name: str = "Zandvliet", **changes: object) -> Json:
    on = TUESDAY.date().isoformat()
    return {
        "signaller": {"kind": "gp", "name": "Naam Huisarts", "email": "praktijk@huisarts.example"},
        "caregiver": {
            "givenName": "Anneke",
            "familyName": family_name,
            "birthDate": "1958-03-14",
            "postcode": "1216AB",
            "houseNumber": 12,
            "phone": "+31612345678",
            "email": "anneke@example.org",
            "safeToContact": {"phone": "yes", "email": "yes", "voicemail": "no", "letter": "yes"},
        },
        "careRecipient": {"givenName": "Bertus", "familyName": family_name, "situations": ["dementia"]},
        "supportAreas": ["respite", "emotional-support"],
        "urgency": "soon",
        "note": "Slaapt slecht, zorgt dag en nacht.",
        "consents": [
            {"person": person, "purpose": purpose, "given": True, "on": on, "how": "spoken"}
            for person, purpose in (("caregiver", "referral"), ("careRecipient", "referral"), ("caregiver", "feedback-to-signaller"))
        ],
        "externalId": external_id,
    } | changes


@dataclass
class Rows:
    """What stands in the database, by the names that the expectations use."""

    signal: str = ""
    """Appointed and accepted, with a meeting planned."""
    reference: str = ""
    caregiver: str = ""
    referral: str = ""
    open_signal: str = ""
    """Nobody has done anything with it."""
    spoken_signal: str = ""
    """She was spoken to; a provider can be appointed."""
    other_caregiver: str = ""
    leaving: str = ""
    """A person who is erased."""
    offered: str = ""
    """A referral that was not answered yet."""
    link: str = ""
    mail: str = ""
    offer: str = ""
    staff: str = str(id_of("gooi", "staff", "marloes-kuiper"))
    application: str = ""
    """For waardering: granted and paid."""
    open_application: str = ""
    """Waits for an officer."""
    beneficiary: str = ""
    waiting_beneficiary: str = ""
    payment: str = ""
    run: str = ""
    report: str = ""
    """Of the bank's: it was paid."""
    hand_out: str = ""
    square: str = "A_square-code-0123456789"
    letter: str = ""
    """In a batch: nobody gave an address for mail."""
    batch: str = ""
    no_link: str = "A_link-that-nobody-gave-out-0123456789"
    case: str = ""
    campaign: str = ""
    """Planned for November."""
    scheme: str = "hilversum-mantelzorgwaardering"
    year: str = "2027"
    pot: str = str(id_of("gooi", "pot", "hilversum-waardering/2027"))
    tasks: dict[str, str] = field(default_factory=dict)

    def secrets(self, *, but: tuple[str, ...] = ()) -> tuple[str, ...]:
        """Whoever may not see these rows finds none of this in an answer."""
        ids = [getattr(self, name) for name in SECRET if name not in but]
        return (*NAMES, *(one for one in (*ids, *self.tasks.values()) if one))


class Town(TestHouse):
    """Everyone who comes to the doors, each with a token of their own."""

    rows_there: Rows

    def token(self, role: Role | str, *, organisation: str | None = None, region: str = "gooi", **claims: str) -> str:
        """As this role really comes: a person, a system, the console's own client, a service, or she herself."""
        role = Role(role)
        if role is Role.CAREGIVER:
            return self.pass_of(claims.pop("person", self.rows_there.caregiver), region=region, **claims)
        if role is Role.SERVICE:
            return self.issuer.service(claims.get("service", "notifications"))
        if role is Role.PUBLIC_DOOR:
            return self.issuer.system("console", role=role, organisation=organisation or "", region=region)
        if role is Role.SIGNALLER:
            client = claims.get("client", "demo-gp")
            return self.issuer.system(client, role=role, organisation=organisation or PRACTICE, region=region)
        return self.issuer.person(role, staff=self.staff_key(role), organisation=organisation or home(role), region=region)

    def staff_key(self, role: Role) -> str:
        return {Role.ASSESSOR: "fatima-el-idrissi", Role.COORDINATOR: "ruud-veenstra", Role.PROVIDER: "marloes-kuiper"}.get(
            role, role.value
        )

    def pass_of(self, person: str, *, region: str = "gooi", **claims: str) -> str:
        claims = {"action": "follow"} | {name: value for name, value in claims.items() if name in ("action", "referral", "whole_file")}
        return self.issuer.token(sub=person, person=person, azp="link", roles=["caregiver"], region=region, **claims)

    async def as_(self, role: Role | str, method: str, path: str, body: object = None, **more: Any) -> Json:
        """Asks, and insists on an answer."""
        headers = {"Mantelbrug-Purpose": "triage"} | more.pop("headers", {})
        async with self.client(self.token(role, **more)) as client:
            got = await client.request(method, path, json=body, headers=headers)
        assert got.status_code < 300, (method, path, got.status_code, got.text)
        found: Json = got.json() if got.content else {}
        return found

    async def does(self, signal: str, what: str, body: object, method: str = "POST") -> Json:
        """A step of the desk on what it has just read."""
        version = (await self.as_(Role.ASSESSOR, "GET", f"/v1/worklist/{signal}"))["version"]
        return await self.as_(Role.ASSESSOR, method, f"/v1/worklist/{signal}/{what}", body, headers={"If-Match": f'"{version}"'})

    async def cookie(self, role: Role | str, **more: Any) -> str:
        """A session as the console begins them; its cookie is the only way in."""
        token, later = self.token(role, **more), self.clock.now() + timedelta(hours=1)
        if Role(role) is Role.CAREGIVER:
            held = HeldLink(token=self.rows_there.link or "x" * 30, access_token=token, ends_at=later, whole_file="whole_file" in more)
            return await sessions.begin("link", str(more.get("person") or self.rows_there.caregiver), held)
        if Role(role) is Role.SIGNALLER:
            token = self.issuer.person(Role.SIGNALLER, staff="joke-de-wit", organisation=PRACTICE)
        return await sessions.begin("staff", role, HeldTokens(access_token=token, ends_at=later))

    def csrf(self, cookie: str) -> str:
        return csrf().token(sha256(cookie.encode()).hexdigest())


def home(role: Role) -> str:
    at = {Role.PROVIDER: VERSA, Role.WAARDERING_OFFICER: HILVERSUM, Role.PAYER: HILVERSUM}
    return at.get(role, DESK)


def second_region(folder: Path) -> None:
    """Beside gooi another region with a desk and providers of its own, so that nothing is refused only because it is unknown."""
    ours, theirs = region_folder("gooi"), folder / ELSEWHERE
    (folder / "gooi").symlink_to(ours)
    theirs.mkdir()
    for path in ours.glob("*.yml"):
        text = path.read_text(encoding="utf-8")
        if path.name == "region.yml":
            text = text.replace("code: gooi", f"code: {ELSEWHERE}", 1).replace("reference_prefix: GM", "reference_prefix: EL", 1)
            assert yaml.safe_load(text)["code"] == ELSEWHERE
        (theirs / path.name).write_text(text, encoding="utf-8")


@asynccontextmanager
async def a_town(server: TestServer, folder: Path) -> AsyncIterator[Town]:
    """Open doors, and nobody has come in yet."""
    second_region(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MANTELBRUG_REGIONS", str(folder))
        apps = wire()
        town = Town(server, {service: (lambda app=app: app) for service, app in apps.items()}, roles={"console": Role.PUBLIC_DOOR.value})
        async with AsyncExitStack() as stack:
            mailbox = await stack.enter_async_context(open_mailbox(folder / "mail"))
            town.rows_there = Rows()
            await stack.enter_async_context(town)
            town.clock.move(to=TUESDAY)
            _trust_passes(town)
            _settle_console(town, next(app for service, app in apps.items() if service.name == "console"))
            assert mailbox.newest() is not None
            yield town


def _trust_passes(town: Town) -> None:
    passes = TrustedIssuer("http://house.test/intake", only_roles=frozenset({Role.CAREGIVER.value}))
    town.verifier.trust(passes, httpx.AsyncClient(transport=httpx.ASGITransport(town.app), base_url="http://house.test"))


def _settle_console(town: Town, app: Any) -> None:
    demo = identity.demo_issuer("gooi", "http://localhost", town.data, town.clock)
    here = httpx.AsyncClient(transport=httpx.ASGITransport(town.app))
    place = Place("gooi", "http://house.test", Issuer(demo.url, demo=True, client=here), mailbox=True)
    settle(app, place)
    town.app.add(identity.PATH, demo_issuer_app(demo, demo_login_page(place, town.clock)))


async def play(town: Town) -> None:
    """Through the doors only: signals, an appointment, a yes, a planned meeting; mails and links come of it."""
    there = town.rows_there
    made = await town.as_(Role.SIGNALLER, "POST", "/v1/signals", a_signal("HIS-1"))
    there.signal, there.reference = made["id"], made["reference"]
    there.open_signal = (await town.as_(Role.SIGNALLER, "POST", "/v1/signals", a_signal("HIS-2")))["id"]
    there.spoken_signal = (await town.as_(Role.SIGNALLER, "POST", "/v1/signals", a_signal("HIS-3")))["id"]
    waiting = (await town.as_(Role.SIGNALLER, "POST", "/v1/signals", a_signal("HIS-4")))["id"]
    for signal in (there.signal, there.spoken_signal, waiting):
        await town.does(signal, "contacts", {"outcome": "spoken", "informed": True, "note": "Slaapt slecht."})
    there.caregiver = await caregiver_of(town, there.signal)
    there.other_caregiver = await caregiver_of(town, there.open_signal)
    leaver = (await town.as_(Role.SIGNALLER, "POST", "/v1/signals", a_signal("HIS-5", "Vertrekker")))["id"]
    there.leaving = await caregiver_of(town, leaver)
    there.offer = await an_offer(town, there.signal)
    there.referral = await appoint(town, there.signal, there.offer)
    there.offered = await appoint(town, waiting, there.offer)
    await town.settled()
    await referral_step(town, "decisions", {"accept": True})
    at = (town.clock.now() + timedelta(days=1, hours=3)).isoformat()
    await referral_step(town, "handovers", {"at": at, "way": "at-home", "message": "Wij nemen de tijd."})
    await town.settled()
    await _waardering(town)
    await _mails_are_there(town)
    for service in town.apps:
        rows = await town.rows(
            f'insert into "{service.name}".task (id, kind, subject, reason, region, created_at) '
            "values (gen_random_uuid(), 'call', $1, 'x', 'gooi', $2) returning id",
            UUID(there.signal),
            town.clock.now(),
        )
        there.tasks[service.name] = str(rows[0][0])


def an_application(**caregiver: object) -> Json:
    hers = {"givenName": "Anneke", "familyName": "Zandvliet", "birthDate": "1958-03-14", "postcode": "1216AB", "houseNumber": 12}
    return {
        "scheme": "hilversum-mantelzorgwaardering",
        "applicant": "caregiver",
        "careRecipient": {
            "givenName": "Bertus",
            "familyName": "Zandvliet",
            "birthDate": "1930-01-01",
            "postcode": "1216AB",
            "houseNumber": 12,
        },
        "caregivers": [hers | {"phone": "+31612345678", "form": "money", "iban": "NL91ABNA0417164300"} | caregiver],
    }


async def _waardering(town: Town) -> None:
    """One granted and paid by two people, one that waits, and a complaint."""
    there = town.rows_there
    there.application = (await town.as_(Role.PUBLIC_DOOR, "POST", "/v1/applications", an_application()))["id"]
    waiting = an_application(givenName="Truus", birthDate="1961-01-01")
    del waiting["careRecipient"]["postcode"]
    there.open_application = (await town.as_(Role.PUBLIC_DOOR, "POST", "/v1/applications", waiting))["id"]
    seen = await town.as_(Role.WAARDERING_OFFICER, "GET", f"/v1/applications/{there.application}")
    there.beneficiary = seen["parties"][0]["person"]["id"]
    seen = await town.as_(Role.WAARDERING_OFFICER, "GET", f"/v1/applications/{there.open_application}")
    there.waiting_beneficiary = seen["parties"][0]["person"]["id"]
    maker = town.issuer.person(Role.PAYER, staff="petra", organisation=HILVERSUM)
    async with town.client(maker) as client:
        there.run = (await client.post("/v1/payout-runs", json={"form": "money"})).json()["id"]
    await town.as_(Role.PAYER, "POST", f"/v1/payout-runs/{there.run}/approvals", {"approve": True}, headers={"If-Match": '"1"'})
    there.payment = (await town.as_(Role.PAYER, "GET", "/v1/payments?state=sent"))["items"][0]["id"]
    there.report = (await town.as_(Role.PAYER, "POST", "/v1/bank-reports", {"xml": booked(there.payment.replace("-", ""))}))["id"]
    there.hand_out = str(await _hand_out(town))
    planned = {"scheme": "hilversum-mantelzorgwaardering", "year": 2027, "startsOn": "2027-11-10"}
    there.campaign = (await town.as_(Role.WAARDERING_OFFICER, "POST", "/v1/campaigns", planned))["id"]
    complaint = {"kind": "complaint", "text": "Het duurde lang."}
    there.case = (await town.as_(Role.WAARDERING_OFFICER, "POST", f"/v1/applications/{there.application}/cases", complaint))["id"]
    await town.settled()
    letters = (await town.as_(Role.WAARDERING_OFFICER, "GET", f"/v1/applications/{there.application}/letters"))["items"]
    there.letter = next(one["id"] for one in letters if one["kind"] == "granted")
    there.batch = (await town.as_(Role.WAARDERING_OFFICER, "POST", "/v1/print-batches", {}))["id"]


async def _hand_out(town: Town) -> UUID:
    """The schemes that ship give no presents, so this list is written by hand."""
    made = await town.rows(
        'insert into waardering.hand_out (id, region, organisation, title, "on", made_at, made_by) '
        "values (gen_random_uuid(), 'gooi', $1, 'Koffie', current_date, now(), 'wendy') returning id",
        id_of("gooi", "organisation", HILVERSUM),
    )
    found: UUID = made[0][0]
    await town.rows(
        "insert into waardering.hand_out_line (hand_out_id, payment_id, token_hash) values ($1, $2, $3)",
        found,
        UUID(town.rows_there.payment),
        sha256(town.rows_there.square.encode()).digest(),
    )
    return found


async def caregiver_of(town: Town, signal: str) -> str:
    return str((await town.rows("select caregiver_id from intake.signal where id = $1", UUID(signal)))[0][0])


async def an_offer(town: Town, signal: str) -> str:
    """One of Versa's, as the directory ranks them."""
    ranked = await town.as_(Role.ASSESSOR, "GET", f"/v1/worklist/{signal}/offers")
    return next(str(one["offer"]["id"]) for one in ranked["items"] if "Versa" in one["offer"]["organisationName"])


async def appoint(town: Town, signal: str, offer: str) -> str:
    body = {"offers": [offer], "warm": True, "warmReason": "Zij vertelt het liever een keer."}
    return str((await town.does(signal, "appointments", body))["referralId"])


async def referral_step(town: Town, what: str, body: object) -> Json:
    path = f"/v1/referrals/{town.rows_there.referral}"
    version = (await town.as_(Role.PROVIDER, "GET", path))["version"]
    return await town.as_(Role.PROVIDER, "POST", f"{path}/{what}", body, headers={"If-Match": f'"{version}"'})


async def _mails_are_there(town: Town) -> None:
    """An errand may still be on its way to the mail server."""
    async with httpx.AsyncClient(transport=httpx.ASGITransport(town.app), base_url="http://localhost") as client:
        for _ in range(250):
            for mail in (await client.get("/v1/dev-mailbox")).json()["items"]:
                found = LINK.search(mail["text"])
                if found and "anneke@example.org" in str(mail["to"]):
                    town.rows_there.link, town.rows_there.mail = found[1], mail["id"]
                    return
            await asyncio.sleep(0.02)
    raise AssertionError("no mail with a link came")


__all__ = ["Rows", "Town", "a_signal", "a_town", "console_app", "play"]
