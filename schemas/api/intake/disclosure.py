"""Who may know how to reach her, and who looked."""

from typing import Annotated

from pydantic import AwareDatetime, Field

from schemas.api.base import Page, Resource
from schemas.api.intake.detail import Contact
from schemas.base import PersonId, SignalId
from schemas.words import MessageKind


class ContactDetailsQuestion(Resource):
    """`POST /v1/contact-details`: asked with a purpose; intake decides per person and records."""

    person_ids: Annotated[tuple[PersonId, ...], Field(min_length=1, max_length=100)]


class DisclosedContact(Resource):
    person_id: PersonId
    contact: Contact | None = None
    """Absent: not disclosed to you, whatever the reason."""
    note: str | None = None
    """What the provider may know, of her own story."""
    about_recipient: str | None = None
    """Only with his consent."""


class ContactDetails(Resource):
    items: tuple[DisclosedContact, ...]


class SignallerContactQuestion(Resource):
    """`POST /v1/signaller-contacts`: may the signaller hear this, and where. 204: no word back about this."""

    signal_id: SignalId
    about: MessageKind


class SignallerContact(Resource):
    email: str
    name: str | None = None
    reference: str
    external_id: str | None = None


class Access(Resource):
    """One line of the access list (NEN 7513)."""

    at: AwareDatetime
    by: str
    """A staff id, a client or a service."""
    organisation: str | None = None
    role: str
    purpose: str
    what: str


class AccessList(Page):
    items: tuple[Access, ...]
