"""Messages as staff see them: which, to whom, what became of it; never their text with names."""

from pydantic import AwareDatetime

from schemas.api.base import Page, Resource
from schemas.base import MessageId
from schemas.words import Channel, MessageKind


class Message(Resource):
    id: MessageId
    kind: MessageKind
    state: str
    """waiting, sent, withheld, call-asked, failed."""
    channel: Channel | None = None
    created_at: AwareDatetime
    sent_at: AwareDatetime | None = None


class Messages(Page):
    items: tuple[Message, ...]


class DevMail(Resource):
    """A mail in the dev mailbox (embedded mode only)."""

    id: str
    at: AwareDatetime
    to: tuple[str, ...]
    subject: str
    text: str
    html: str | None = None
    attachments: tuple[str, ...] = ()


class DevMails(Page):
    items: tuple[DevMail, ...]
