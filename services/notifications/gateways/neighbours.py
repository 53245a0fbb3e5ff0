"""What is asked of the neighbours at the moment of sending; nothing of it is kept."""

from uuid import UUID

from pydantic import BaseModel

from kernel.refusals import NotFound, Refused
from kernel.service import Service
from schemas.api.directory import Inbox, Region, Staff, StaffList, StaffLookup
from schemas.api.intake import (
    CodeIssueIn,
    Contact,
    ContactDetails,
    ContactDetailsQuestion,
    IssuedCode,
    Link,
    LinkIn,
    SignallerContact,
    SignallerContactQuestion,
)
from schemas.api.referral import Referral
from schemas.api.waardering import InvitationLetter, InvitationQuestion
from schemas.api.waardering.letters import LetterContact, LetterContactQuestion
from schemas.api.waardering.own import ApplicationLinkIn, CodeContactQuestion, DraftLetter, DraftLetterIn
from schemas.base import ApplicationId, DraftId, InvitationId, LetterId, PaymentId, PersonId, ReferralId, SignalId, StaffId
from schemas.words import MessageKind, Purpose

STANDS_STILL = "campaign-stands-still"


class NotNow(Exception):
    """Whoever asked for this message holds it back for a while."""


class Neighbours:
    def __init__(self, service: Service, region: str) -> None:
        self._asks, self._region = service.asks, region

    async def signaller(self, signal_id: UUID, about: MessageKind) -> SignallerContact | None:
        """Where the signaller reads this; nothing when no word back about it was agreed."""
        question = SignallerContactQuestion(signal_id=SignalId(signal_id), about=about)
        try:
            return await self._asks.post(
                "intake", "/v1/signaller-contacts", body=question, purpose=Purpose.MESSAGES, answer=SignallerContact, or_none=True
            )
        except NotFound:
            return None

    async def caregiver(self, person_id: UUID) -> Contact | None:
        question = ContactDetailsQuestion(person_ids=(PersonId(person_id),))
        answer = await self._asks.post("intake", "/v1/contact-details", body=question, purpose=Purpose.MESSAGES, answer=ContactDetails)
        return answer.items[0].contact if answer.items else None

    async def link(self, question: LinkIn) -> Link:
        return await self._asks.post("intake", "/v1/links", body=question, purpose=Purpose.MESSAGES, answer=Link)

    async def code(self, person_id: UUID) -> IssuedCode:
        question = CodeIssueIn(person_id=PersonId(person_id))
        return await self._asks.post("intake", "/v1/issued-codes", body=question, purpose=Purpose.MESSAGES, answer=IssuedCode)

    async def staff(self, *ids: UUID | None) -> dict[UUID, Staff]:
        wanted = tuple(dict.fromkeys(StaffId(i) for i in ids if i is not None))
        if not wanted:
            return {}
        answer = await self._asks.post(
            "directory", "/v1/staff-lookups", body=StaffLookup(ids=wanted), purpose=Purpose.MESSAGES, answer=StaffList
        )
        return {one.id: one for one in answer.items}

    async def inbox(self, organisation: UUID) -> Inbox:
        return await self._asks.get("directory", f"/v1/inboxes/{organisation}", purpose=Purpose.MESSAGES, answer=Inbox)

    async def region(self, code: str) -> Region:
        return await self._asks.seldom("directory", f"/v1/regions/{code}", purpose=Purpose.MESSAGES, answer=Region)

    async def referral(self, referral_id: UUID) -> Referral:
        return await self._asks.get("referral", f"/v1/referrals/{ReferralId(referral_id)}", purpose=Purpose.MESSAGES, answer=Referral)

    async def invitation(self, invitation_id: UUID, *, reminder: bool) -> InvitationLetter | None:
        """Nothing when it no longer holds; raises `NotNow` while its campaign stands still."""
        question = InvitationQuestion(invitation_id=InvitationId(invitation_id), reminder=reminder)
        try:
            return await self._asks.post(
                "waardering", "/v1/invitation-letters", body=question, purpose=Purpose.MESSAGES, answer=InvitationLetter
            )
        except NotFound:
            return None
        except Refused as refused:
            if refused.code != STANDS_STILL:
                raise
            raise NotNow from refused

    async def saved(self, draft_id: UUID) -> DraftLetter | None:
        """Nothing when it was sent or thrown away since."""
        question = DraftLetterIn(draft_id=DraftId(draft_id))
        try:
            return await self._asks.post("waardering", "/v1/draft-letters", body=question, purpose=Purpose.MESSAGES, answer=DraftLetter)
        except NotFound:
            return None

    async def addressee(self, letter_id: UUID) -> LetterContact | None:
        return await self._told("/v1/letter-contacts", LetterContactQuestion(letter_id=LetterId(letter_id)))

    async def payee(self, payment_id: UUID) -> LetterContact | None:
        return await self._told("/v1/code-contacts", CodeContactQuestion(payment_id=PaymentId(payment_id)))

    async def applicant(self, application_id: UUID) -> LetterContact | None:
        return await self._told("/v1/application-links", ApplicationLinkIn(application_id=ApplicationId(application_id)))

    async def _told(self, path: str, question: BaseModel) -> LetterContact | None:
        """Nothing when what she would be told no longer holds, or she was erased."""
        try:
            return await self._asks.post("waardering", path, body=question, purpose=Purpose.MESSAGES, answer=LetterContact)
        except NotFound:
            return None
