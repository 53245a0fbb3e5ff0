"""The world around notifications: neighbours that answer as they would, a mail server that can refuse, and a house that listens."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import TypeVar
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import asyncpg
from aiosmtpd.smtp import SMTP, Envelope, Session
from pydantic import BaseModel
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

import kernel.testing
from kernel.asking import Asking, Neighbours
from kernel.clock import Clock
from kernel.running import Running
from kernel.service import Service
from kernel.testing.postgres import TestServer, logins
from schemas.api.directory import Inbox, Region, Staff, StaffList, StaffLookup
from schemas.api.intake import (
    CodeIssueIn,
    Contact,
    ContactDetails,
    ContactDetailsQuestion,
    DisclosedContact,
    IssuedCode,
    Link,
    LinkIn,
    SafeToContact,
    SignallerContact,
    SignallerContactQuestion,
)
from schemas.api.referral import Meeting, Referral
from schemas.base import Event, OfferId, OrganisationId, PersonId, ReferralId, SignalId, StaffId, id_of
from schemas.intake import CaregiverSignalled
from schemas.referral import AboutReferral, HandoverPlanned
from schemas.words import MeetingWay, MessageKind, ReferralState, Safe, SignallerKind, SupportArea, Urgency
from services.notifications import notifications, reactions
from services.notifications.settings import MailSettings, Post, SmtpSettings, post

assert reactions  # declared by being imported
PLAIN = Path(kernel.testing.__file__).parent / "plain"
ZONE = ZoneInfo("Europe/Amsterdam")
ADDRESS = "https://mantelbrug.example"
TOKEN = "t0ken-of-her-own"
B = TypeVar("B", bound=BaseModel)
E = TypeVar("E", bound=AboutReferral)

SIGNAL, REFERRAL, ANNEKE = SignalId(uuid4()), ReferralId(uuid4()), PersonId(uuid4())
DESK = OrganisationId(id_of("gooi", "organisation", "aanmeldpunt-gooi"))
VERSA = OrganisationId(id_of("gooi", "organisation", "versa-welzijn"))
OFFER = OfferId(uuid4())
FATIMA, MARLOES, BEA = (StaffId(id_of("gooi", "staff", key)) for key in ("fatima", "marloes", "bea"))
STREET = "Kerkstraat 12"
REFERENCE = "GM-2026-0418"


def staff(staff_id: StaffId, given: str, family: str, organisation: OrganisationId, email: str) -> Staff:
    return Staff(
        id=staff_id, name=f"{given} {family}", given_name=given, organisation=organisation, organisation_name="Organisatie", email=email
    )


class Neighbourhood:
    """Intake, directory and referral, as far as notifications asks them; what they answer can be changed."""

    def __init__(self, meets_at: datetime) -> None:
        self.signaller: SignallerContact | None = SignallerContact(
            email="praktijk@huisarts.example", name="Naam Huisarts", reference=REFERENCE, external_id="HIS-123456"
        )
        self.no_word_about: set[MessageKind] = set()
        self.caregiver: Contact | None = Contact(
            given_name="Anneke",
            name="Anneke van Zandbergen",
            phone="+31612345678",
            email="anneke@example.org",
            address=STREET,
            language="nl",
            safe_to_contact=SafeToContact(email=Safe.YES),
        )
        self.people = {
            one.id: one
            for one in (
                staff(FATIMA, "Fatima", "El Idrissi", DESK, "fatima@aanmeldpunt-gooi.example"),
                staff(MARLOES, "Marloes", "Kuiper", VERSA, "marloes@versa-welzijn.example"),
                staff(BEA, "Bea", "van Ommen", DESK, "bea@aanmeldpunt-gooi.example"),
            )
        }
        self.referral = Referral(
            id=REFERRAL,
            version=1,
            reference=REFERENCE,
            state=ReferralState.HANDOVER_PLANNED,
            support_areas=(SupportArea.RESPITE,),
            urgency=Urgency.SOON,
            warm=True,
            signal_id=SIGNAL,
            caregiver_id=ANNEKE,
            provider=VERSA,
            offer=OFFER,
            assessor=FATIMA,
            receiver=MARLOES,
            meeting=Meeting(
                at=meets_at,
                minutes=45,
                way=MeetingWay.AT_HOME,
                place=STREET,
                message="Tot ziens bij mevrouw Van Zandbergen, over de dementie van haar man",
                assessor=FATIMA,
                receiver=MARLOES,
                sequence=0,
            ),
        )
        self.away = False
        self.links: list[LinkIn] = []
        self.purposes: set[str | None] = set()

    def now_stands(self, **changes: object) -> None:
        self.referral = self.referral.model_copy(update=changes)

    def apps(self) -> dict[str, Starlette]:
        return {
            "intake": self._app(
                ("POST", "/v1/signaller-contacts", self._signaller_contact),
                ("POST", "/v1/contact-details", self._contact_details),
                ("POST", "/v1/links", self._link),
                ("POST", "/v1/codes/issue", self._code),
            ),
            "directory": self._app(
                ("POST", "/v1/staff-lookups", self._staff),
                ("GET", "/v1/inboxes/{organisation}", self._inbox),
                ("GET", "/v1/regions/{code}", self._region),
            ),
            "referral": self._app(("GET", "/v1/referrals/{id}", self._referral)),
        }

    def _app(self, *routes: tuple[str, str, Callable[[Request], Awaitable[BaseModel | None]]]) -> Starlette:
        def route(method: str, path: str, answer: Callable[[Request], Awaitable[BaseModel | None]]) -> Route:
            async def endpoint(request: Request) -> Response:
                self.purposes.add(request.headers.get("Mantelbrug-Purpose"))
                if self.away:
                    return JSONResponse({}, status_code=503)
                body = await answer(request)
                if body is None:
                    return Response(status_code=204)
                return Response(body.model_dump_json(by_alias=True, exclude_none=True), media_type="application/json")

            return Route(path, endpoint, methods=[method])

        return Starlette(routes=[route(*one) for one in routes])

    async def _signaller_contact(self, request: Request) -> SignallerContact | None:
        about = SignallerContactQuestion.model_validate_json(await request.body()).about
        return None if about in self.no_word_about else self.signaller

    async def _contact_details(self, request: Request) -> ContactDetails:
        (person_id,) = ContactDetailsQuestion.model_validate_json(await request.body()).person_ids
        return ContactDetails(items=(DisclosedContact(person_id=person_id, contact=self.caregiver),))

    async def _link(self, request: Request) -> Link:
        self.links.append(LinkIn.model_validate_json(await request.body()))
        return Link(token=TOKEN, expires_at=datetime(2026, 12, 7, 12, tzinfo=ZONE))

    async def _code(self, request: Request) -> IssuedCode:
        CodeIssueIn.model_validate_json(await request.body())
        return IssuedCode(code="493027", expires_at=datetime(2026, 12, 7, 12, tzinfo=ZONE))

    async def _staff(self, request: Request) -> StaffList:
        ids = StaffLookup.model_validate_json(await request.body()).ids
        return StaffList(items=tuple(self.people[i] for i in ids if i in self.people))

    async def _inbox(self, request: Request) -> Inbox:
        organisation = OrganisationId(UUID(request.path_params["organisation"]))
        email = "hallo@aanmeldpunt-gooi.example" if organisation == DESK else "aanvragen@versa-welzijn.example"
        return Inbox(
            organisation=organisation,
            name="Organisatie",
            email=email,
            staff=tuple(one for one in self.people.values() if one.organisation == organisation),
        )

    async def _region(self, request: Request) -> Region:
        return Region(
            code=request.path_params["code"],
            name="Gooi en omstreken",
            theme="gooi",
            desk_name="Aanmeldpunt Mantelzorg Gooi",
            desk_phone="+31355550100",
            desk_email="hallo@aanmeldpunt-gooi.example",
            desk_hours="op werkdagen",
            municipalities={},
            safety_numbers=(),
        )

    async def _referral(self, request: Request) -> Referral:
        assert request.path_params["id"] == str(REFERRAL)
        return self.referral


@dataclass
class MailServer:
    """A real SMTP server that keeps what it takes, and refuses whom it is told to refuse."""

    taken: list[tuple[str, EmailMessage]] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    """Address to the server's whole answer, such as `550 no such user`."""
    port: int = 0

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]) -> str:
        if address in self.refused:
            return self.refused[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        mail = message_from_bytes(envelope.original_content or b"", policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.taken += [(address, mail) for address in envelope.rcpt_tos]
        return "250 OK"

    def to(self, address: str) -> list[EmailMessage]:
        return [mail for receiver, mail in self.taken if receiver == address]

    @property
    def subjects(self) -> list[tuple[str, str]]:
        return [(receiver, str(mail["Subject"])) for receiver, mail in self.taken]


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


def everything_in(mail: EmailMessage) -> str:
    """Headers, text, page and agenda entry, decoded."""
    parts = [str(part.get_payload(decode=True).decode()) for part in mail.walk() if not part.is_multipart()]  # type: ignore[union-attr]
    return "\n".join([*(f"{name}: {value}" for name, value in mail.items()), *parts]).replace("\r\n ", "")


@asynccontextmanager
async def mail_server() -> AsyncIterator[MailServer]:
    taking = MailServer()
    server = await asyncio.get_running_loop().create_server(lambda: SMTP(taking, hostname="localhost"), host="127.0.0.1", port=0)
    taking.port = server.sockets[0].getsockname()[1]
    yield taking
    server.close()
    await server.wait_closed()


class House:
    """Notifications at work, between tellers of the others' events."""

    def __init__(self, running: Running, neighbours: Neighbourhood, mails: MailServer, tellers: dict[str, Service], owner: str) -> None:
        self._owner = owner
        self.running, self.neighbours, self.mails, self._tellers = running, neighbours, mails, tellers
        self.clock = running.clock

    async def hears(self, *events: Event) -> None:
        """Tells the events where they belong, and waits until notifications has nothing left to do."""
        for event in events:
            async with self._tellers[event.told_by()].work() as work:
                work.publish(event)
        await self.settled()

    async def settled(self) -> None:
        async with asyncio.timeout(15):
            while not await self._is_settled():
                await asyncio.sleep(0.02)

    async def _is_settled(self) -> bool:
        async with notifications.database.lease() as lease:
            for teller in self._tellers.values():
                async with teller.database.lease() as theirs:
                    head = await theirs.raw.fetchval(f'select "{teller.name}".log_head()')
                behind = await lease.raw.fetchval(
                    "select count(*) from notifications.cursor where log = $1 and position < $2", teller.name, head
                )
                if behind or not await lease.raw.fetchval("select count(*) from notifications.cursor where log = $1", teller.name):
                    return False
            due = await lease.raw.fetchval(
                "select (select count(*) from notifications.errand where state = 'waiting' and next_at <= $1 or lease_until > $1)"
                " + (select count(*) from notifications.deadline where next_at <= $1)",
                self.clock.now(),
            )
            return not due

    async def moves(self, *, to: datetime | None = None, by: timedelta | None = None) -> None:
        self.clock.move(to=to, by=by)
        await self.settled()

    async def states(self) -> dict[str, str]:
        """What became of each kind of message."""
        async with notifications.database.lease() as lease:
            rows = await lease.raw.fetch("select kind, recipient, state, reason from notifications.message order by id")
        return {f"{r['kind']} to {r['recipient']}": f"{r['state']}{': ' + r['reason'] if r['reason'] else ''}" for r in rows}

    async def told(self, *types: type[Event]) -> list[Event]:
        rows = await self.owners("select * from notifications.log order by position")
        return [t.from_json(row["data"]) for row in rows for t in types if row["type"] == t.type]

    async def owners(self, query: str) -> list[asyncpg.Record]:
        """What a service itself may not read: its log."""
        connection = await asyncpg.connect(self._owner)
        try:
            return list(await connection.fetch(query))
        finally:
            await connection.close()

    async def tasks(self) -> list[str]:
        async with notifications.database.lease() as lease:
            return [row["kind"] for row in await lease.raw.fetch("select kind from notifications.task order by id")]


def next_morning(clock: Clock) -> datetime:
    """Tomorrow at ten, by the clock here: no quiet hour, whenever the test runs."""
    return datetime.combine(clock.now().astimezone(ZONE).date() + timedelta(days=1), time(10), ZONE)


@asynccontextmanager
async def house_in(server: TestServer) -> AsyncIterator[House]:
    clock = Clock()
    clock.move(to=next_morning(clock))
    neighbours = Neighbourhood(meets_at=datetime.combine(clock.now().date() + timedelta(days=2), time(14, 30), ZONE))
    tellers = {name: Service(name) for name in ("intake", "referral")}
    services = [*tellers.values(), notifications]
    url = await server.fresh(services, dict.fromkeys(tellers, PLAIN))
    asking = {"notifications": Asking(Neighbours(apps=neighbours.apps()))}
    before = (post().address, post().mail, post().smtp)
    async with mail_server() as mails:
        the_post: Post = post()
        the_post.address, the_post.mail = ADDRESS, MailSettings(mail_from="bericht@mantelbrug.example")
        the_post.smtp = SmtpSettings(host="127.0.0.1", port=mails.port, security="none")
        running = Running(services, urls=logins(url, [s.name for s in services]), clock=clock, asking=asking)
        async with running:
            yield House(running, neighbours, mails, tellers, url)
    the_post.address, the_post.mail, the_post.smtp = before
    await server.drop(url)


# events ---------------------------------------------------------------------------------------------


def signalled(
    *, urgency: Urgency = Urgency.SOON, kind: SignallerKind = SignallerKind.GP, signal_id: SignalId = SIGNAL
) -> CaregiverSignalled:
    at = datetime(2026, 11, 20, 12, tzinfo=ZONE)
    return CaregiverSignalled(
        caregiver_id=ANNEKE, region="gooi", signal_id=signal_id, signalled_by=kind, urgency=urgency, received_at=at, due_at=at
    )


def of_referral(event: type[E], **fields: object) -> E:
    return event.model_validate({"referral_id": REFERRAL, "signal_id": SIGNAL, "caregiver_id": ANNEKE, "region": "gooi", **fields})


def planned(house: House, *, sequence: int = 0) -> HandoverPlanned:
    meeting = house.neighbours.referral.meeting
    assert meeting is not None
    return of_referral(
        HandoverPlanned,
        provider=VERSA,
        assessor=FATIMA,
        receiver=MARLOES,
        at=meeting.at,
        minutes=meeting.minutes,
        way=meeting.way,
        sequence=sequence,
    )
