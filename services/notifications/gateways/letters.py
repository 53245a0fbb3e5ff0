"""Turns a letter into a MIME message: plain text, HTML and, for a meeting, its .ics; from the templates of its kind and language."""

from dataclasses import asdict, dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from functools import lru_cache
from pathlib import Path
from typing import Literal
from uuid import UUID

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape

from schemas.words import MessageKind
from services.notifications.gateways.calendar import Meeting, ics
from services.notifications.settings import MailSettings

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
OTHERWISE = "nl"
SUBJECT = "Onderwerp: "
"""The first line of every text template, in every language: what follows it is the subject."""


class BadTemplate(RuntimeError):
    """A text template begins with its subject and an empty line."""


@dataclass(frozen=True, slots=True)
class Words:
    """What a template may use; what is None is not there for it, and a template that needs it fails loudly."""

    region_name: str
    desk_phone: str
    link: str | None = None
    link_until: str | None = None
    reference: str | None = None
    mark: str | None = None
    """The signaller's own number."""
    given_name: str | None = None
    assessor: str | None = None
    """A given name, as the receiver's."""
    receiver: str | None = None
    warm: bool | None = None
    when: str | None = None
    day: str | None = None
    how_long: str | None = None
    place: str | None = None
    together: str | None = None
    code: str | None = None
    due: str | None = None
    outcome: Literal["completed", "stopped"] | None = None
    why: str | None = None
    """A coded reason."""
    organisation: str | None = None
    """Who gives a waardering."""
    own_words: str | None = None
    """Of a municipality, in its own letters."""


@dataclass(frozen=True, slots=True)
class Letter:
    kind: MessageKind
    to: str
    reply_to: str
    language: str
    words: Words
    meeting: Meeting | None = None


@lru_cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(TEMPLATES),
        undefined=StrictUndefined,
        autoescape=select_autoescape(["html"]),
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def language_for(kind: MessageKind, language: str) -> str:
    """Her own language when the letter exists in it, else Dutch."""
    return language if (TEMPLATES / language / f"{kind.value}.txt").is_file() else OTHERWISE


def render(letter: Letter) -> tuple[str, str, str]:
    """Subject, text and HTML."""
    values = {name: value for name, value in asdict(letter.words).items() if value is not None}
    values["language"] = letter.language
    written = _environment().get_template(f"{letter.language}/{letter.kind.value}.txt").render(values)
    first, _, rest = written.partition("\n")
    if not first.startswith(SUBJECT) or not rest.startswith("\n"):
        raise BadTemplate(f"{letter.language}/{letter.kind.value}.txt")
    subject = first.removeprefix(SUBJECT).strip()
    html = _environment().get_template(f"{letter.language}/{letter.kind.value}.html").render(values | {"subject": subject})
    return subject, rest.strip() + "\n", html


def envelope(letter: Letter, *, message_id: UUID, now: datetime, mail: MailSettings) -> EmailMessage:
    """The mail as it leaves. Its Message-ID is the message's own id, so a repeat after a crash can be known as one."""
    subject, text, html = render(letter)
    message = EmailMessage(policy=SMTP)
    message["Message-ID"] = f"<{message_id}@{mail.mail_from.rpartition('@')[2]}>"
    message["Date"] = now
    message["From"] = Address(mail.mail_from_name, addr_spec=mail.mail_from)
    message["To"] = Address(addr_spec=letter.to)
    message["Reply-To"] = Address(addr_spec=letter.reply_to)
    message["Subject"] = subject
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(text)
    message.add_alternative(html, subtype="html")
    if letter.meeting is not None:
        entry = ics(letter.meeting, organiser=mail.mail_from, attendee=letter.to, now=now)
        method = letter.meeting.method
        message.add_alternative(entry.decode(), subtype="calendar", params={"method": method})
        message.add_attachment(entry, maintype="application", subtype="ics", filename="afspraak.ics", params={"method": method})
    message["Content-Language"] = letter.language  # last: adding parts moves such headers into them
    return message
