"""A mail server for one machine: takes every mail of the house and keeps the last 500 as files, so that it can be read in the browser."""

import asyncio
import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from uuid import UUID

from aiosmtpd.smtp import SMTP, Envelope, Session
from uuid_utils.compat import uuid7

from schemas.api.notifications import DevMail
from services.notifications.settings import SmtpSettings, post

MOST = 500
LARGEST = 2_000_000
NAME = re.compile(r"^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}$")


@dataclass(frozen=True, slots=True)
class Kept:
    """What is remembered of a mail, to find it without reading every file."""

    id: str
    to: tuple[str, ...]


class DevMailbox:
    """The files, and the SMTP side that fills them."""

    def __init__(self, folder: Path, *, most: int = MOST) -> None:
        self.folder, self.most = folder, most
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._kept = [Kept(path.stem, _receivers(path.read_bytes())) for path in sorted(folder.glob("*.eml")) if NAME.match(path.stem)]
        self._drop_the_oldest()

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        content = envelope.original_content or b""
        await asyncio.to_thread(self.keep, content, tuple(envelope.rcpt_tos))
        return "250 OK"

    def keep(self, content: bytes, to: tuple[str, ...]) -> str:
        """A repeat of a mail (the same Message-ID) replaces nothing: seeing both is what a developer wants."""
        mail_id = str(uuid7())
        path = self.folder / f"{mail_id}.eml"
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(content)
        self._kept.append(Kept(mail_id, to))
        self._drop_the_oldest()
        return mail_id

    def _drop_the_oldest(self) -> None:
        while len(self._kept) > self.most:
            (self.folder / f"{self._kept.pop(0).id}.eml").unlink(missing_ok=True)

    def newest(self, *, most: int = 100) -> list[DevMail]:
        """Newest first."""
        found = list(reversed(self._kept))
        return [mail for kept in found[:most] if (mail := self.one(kept.id)) is not None]

    def one(self, mail_id: str) -> DevMail | None:
        kept = next((kept for kept in self._kept if kept.id == mail_id), None)
        path = self.folder / f"{mail_id}.eml"
        return _shown(kept, path.read_bytes()) if kept is not None and path.is_file() else None


def _receivers(content: bytes) -> tuple[str, ...]:
    header = message_from_bytes(content, policy=policy.default)["To"]
    return tuple(address.addr_spec for address in header.addresses) if header is not None else ()


def _shown(kept: Kept, content: bytes) -> DevMail:
    mail = message_from_bytes(content, policy=policy.default)
    assert isinstance(mail, EmailMessage)
    text, html = mail.get_body(("plain",)), mail.get_body(("html",))
    return DevMail(
        id=kept.id,
        at=_sent_at(mail, kept),
        to=kept.to,
        subject=str(mail["Subject"] or ""),
        text=text.get_content() if text is not None else "",
        html=html.get_content() if html is not None else None,
        attachments=tuple(name for part in mail.iter_attachments() if (name := part.get_filename())),
    )


def _came_in(mail_id: str) -> datetime:
    """The moment that a uuid7 begins with, in milliseconds."""
    return datetime.fromtimestamp((UUID(mail_id).int >> 80) / 1000, UTC)


def _sent_at(mail: EmailMessage, kept: Kept) -> datetime:
    """By the house's clock, which the story may move; else when it came in."""
    sent = getattr(mail["Date"], "datetime", None)
    return sent.astimezone(UTC) if isinstance(sent, datetime) and sent.tzinfo else _came_in(kept.id)


_open: list[DevMailbox] = []


def the_mailbox() -> DevMailbox | None:
    """The one that is open in this process."""
    return _open[-1] if _open else None


@asynccontextmanager
async def open_mailbox(folder: Path, *, most: int = MOST) -> AsyncIterator[DevMailbox]:
    """Listens on a free loopback port and lets the house's mail go there, as long as the block lasts."""
    mailbox = await asyncio.to_thread(DevMailbox, folder, most=most)
    loop = asyncio.get_running_loop()

    def session() -> SMTP:
        return SMTP(mailbox, data_size_limit=LARGEST, hostname="localhost", ident="Mantelbrug", enable_SMTPUTF8=True, loop=loop)

    server = await loop.create_server(session, host="127.0.0.1", port=0)
    before = post().smtp
    post().smtp = SmtpSettings(host="127.0.0.1", port=server.sockets[0].getsockname()[1], security="none")
    _open.append(mailbox)
    try:
        yield mailbox
    finally:
        _open.remove(mailbox)
        post().smtp = before
        server.close()
        await server.wait_closed()
