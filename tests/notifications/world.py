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
from starlette.types import ASGIApp

import kernel.testing
from kernel.clock import Clock
from kernel.service import Service
from kernel.testing.house import TestHouse
from kernel.testing.postgres import TestServer
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
from services.notifications import notifications
from services.notifications.__main__ import app
from services.notifications.settings import MailSettings, SmtpSettings, post

PLAIN = Path(kernel.testing.__file__).parent / "plain"
ZONE = ZoneInfo("Europe/Amsterdam")
TOKEN = "t0ken-of-her-own"
E = TypeVar("E", bound=Event)
R = TypeVar("R", bound=AboutReferral)

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

    def __init__(self) -> None:
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
        )
        self.away = False
        self.links: list[LinkIn] = []
        self.purposes: set[str | None] = set()

    def meets(self, at: datetime) -> None:
        """With a message in it that no mail may pass on."""
        meeting = Meeting(
            at=at,
            minutes=45,
            way=MeetingWay.AT_HOME,
            place=STREET,
            message="Tot ziens bij mevrouw Van Zandbergen, over de dementie van haar man",
            assessor=FATIMA,
            receiver=MARLOES,
            sequence=0,
        )
        self.now_stands(meeting=meeting)

    def now_stands(self, **changes: object) -> None:
        self.referral = self.referral.model_copy(update=changes)

    def apps(self) -> dict[str, ASGIApp]:
        return {
            "intake": self._app(
                ("POST", "/v1/signaller-contacts", self._signaller_contact),
                ("POST", "/v1/contact-details", self._contact_details),
                ("POST", "/v1/links", self._link),
                ("POST", "/v1/issued-codes", self._code),
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


class House(TestHouse):
    """Notifications at work, with stand-ins for the neighbours that it asks and a real mail server."""

    def __init__(self, server: TestServer, mails: MailServer) -> None:
        tellers = [Service(name) for name in ("intake", "referral", "waardering")]
        self.asked = Neighbourhood()
        self.mails = mails
        super().__init__(
            server,
            {notifications: app},
            migrated=tellers,
            neighbours=self.asked.apps(),
            folders={teller.name: PLAIN for teller in tellers},
        )

    async def __aenter__(self) -> House:
        await super().__aenter__()
        self.clock.move(to=next_morning(self.clock))
        self.asked.meets(datetime.combine(self.clock.now().date() + timedelta(days=2), time(14, 30), ZONE))
        return self

    @property
    def address(self) -> str:
        return self.running.settings.where

    @property
    def meeting(self) -> Meeting:
        meeting = self.asked.referral.meeting
        assert meeting is not None
        return meeting

    async def _busy(self, connection: asyncpg.Connection) -> bool:
        """An errand that may be tried again by now counts as well, for the tests that move the clock to that moment."""
        again = "select exists (select 1 from notifications.errand where state = 'waiting' and next_at <= $1)"
        return await super()._busy(connection) or bool(await connection.fetchval(again, self.clock.now()))

    async def moves(self, *, to: datetime | None = None, by: timedelta | None = None) -> None:
        self.clock.move(to=to, by=by)
        await self.settled()

    async def states(self) -> dict[str, str]:
        """What became of each kind of message."""
        rows = await self.rows("select kind, recipient, state, reason from notifications.message order by id")
        return {f"{r['kind']} to {r['recipient']}": f"{r['state']}{': ' + r['reason'] if r['reason'] else ''}" for r in rows}

    async def told(self, event: type[E]) -> list[E]:
        return [one for one in await self.log_of("notifications") if isinstance(one, event)]

    async def tasks(self) -> list[str]:
        return [row["kind"] for row in await self.rows("select kind from notifications.task order by id")]


def next_morning(clock: Clock) -> datetime:
    """Tomorrow at ten, by the clock here: no quiet hour, whenever the test runs."""
    return datetime.combine(clock.now().astimezone(ZONE).date() + timedelta(days=1), time(10), ZONE)


@asynccontextmanager
async def house_in(server: TestServer) -> AsyncIterator[House]:
    the_post = post()
    before = the_post.mail, the_post.smtp
    async with mail_server() as mails:
        the_post.mail = MailSettings(mail_from="bericht@mantelbrug.example")
        the_post.smtp = SmtpSettings(host="127.0.0.1", port=mails.port, security="none")
        async with House(server, mails) as house:
            yield house
    the_post.mail, the_post.smtp = before


# events ---------------------------------------------------------------------------------------------


def signalled(
    *, urgency: Urgency = Urgency.SOON, kind: SignallerKind = SignallerKind.GP, signal_id: SignalId = SIGNAL
) -> CaregiverSignalled:
    at = datetime(2026, 11, 20, 12, tzinfo=ZONE)
    return CaregiverSignalled(
        caregiver_id=ANNEKE, region="gooi", signal_id=signal_id, signalled_by=kind, urgency=urgency, received_at=at, due_at=at
    )


def of_referral(event: type[R], **fields: object) -> R:
    return event.model_validate({"referral_id": REFERRAL, "signal_id": SIGNAL, "caregiver_id": ANNEKE, "region": "gooi", **fields})


def planned(house: House, *, sequence: int = 0) -> HandoverPlanned:
    meeting = house.meeting
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
