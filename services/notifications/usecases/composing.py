"""Asks the neighbours what a message needs at this moment, and makes the letter or says why there is none."""

from dataclasses import dataclass, replace
from datetime import datetime, time
from uuid import UUID

from kernel.refusals import GiveUp, NotFound
from schemas.api.directory import Region, Staff
from schemas.api.intake import Contact, LinkIn
from schemas.api.referral import Meeting as MeetingShown
from schemas.api.referral import Referral
from schemas.base import PersonId, ReferralId
from schemas.words import CallReason, MessageKind, PaperReason
from services.notifications.domain import wording
from services.notifications.domain.holding import CODE_WAITS, INVITATIONS, overtaken, safe_by_mail, told_by_completion
from services.notifications.domain.messages import Planned, Recipient
from services.notifications.domain.plain_mail import fit_for_mail, own_mark, surnames
from services.notifications.gateways.calendar import Meeting
from services.notifications.gateways.letters import OTHERWISE, Letter, Words, language_for
from services.notifications.gateways.neighbours import Neighbours, NotNow
from services.notifications.gateways.region import desk_of, safety_officer_of

SUMMARY = {"nl": "Afspraak", "en": "Appointment"}
DESCRIPTION = {"nl": "Nummer {reference}. Bekijk de afspraak: {link}", "en": "Number {reference}. See the appointment: {link}"}


@dataclass(frozen=True, slots=True)
class Withheld:
    """It is not to be sent; `reason` is a code."""

    reason: str


@dataclass(frozen=True, slots=True)
class MustRing:
    """She cannot be written to; a person rings her."""

    reason: CallReason


@dataclass(frozen=True, slots=True)
class OnPaper:
    """Mail does not reach whom the letter is to."""

    reason: PaperReason


@dataclass(frozen=True, slots=True)
class Later:
    """It is held back for a while by who asked for it."""


class Composer:
    """One message's questions and answers."""

    def __init__(self, neighbours: Neighbours, *, address: str, now: datetime) -> None:
        self.neighbours, self.address, self.now = neighbours, address, now

    async def compose(
        self, planned: Planned, *, person_id: UUID | None, asked_at: datetime
    ) -> Letter | Withheld | MustRing | OnPaper | Later:
        """`person_id` is the person's current id, after merges."""
        if planned.kind is MessageKind.CAREGIVER_CODE and self.now - asked_at > CODE_WAITS:
            return Withheld("too-late")
        now_stands = None
        if planned.referral_id is not None and planned.recipient is not Recipient.SIGNALLER:
            now_stands = await self.neighbours.referral(planned.referral_id)
            if overtaken(planned, now_stands):
                return Withheld("overtaken")
        match planned.recipient:
            case Recipient.SIGNALLER:
                return await self._to_signaller(planned)
            case Recipient.CAREGIVER:
                return await self._to_caregiver(planned, person_id, now_stands)
            case Recipient.INVITED:
                return await self._to_invited(planned)
            case Recipient.ADDRESSEE | Recipient.PAYEE | Recipient.APPLICANT:
                return await self._to_addressee(planned)
            case Recipient.SAVED:
                return await self._to_whom_saved(planned)
            case Recipient.STAFF:
                return await self._to_staff(planned, now_stands)
            case Recipient.INBOX:
                return await self._to_inbox(planned, now_stands)
            case Recipient.DESK | Recipient.SAFETY_OFFICER:
                return await self._to_desk(planned, now_stands)

    async def _begin(self, planned: Planned) -> tuple[Region, Words]:
        """Only when there will be a letter: most questions end before."""
        region = await self.neighbours.region(planned.region)
        return region, Words(region_name=region.name, desk_phone=wording.phone(region.desk_phone))

    async def _to_signaller(self, planned: Planned) -> Letter | Withheld:
        signal_id = planned.recipient_id
        by_completion = planned.kind is MessageKind.SIGNALLER_CLOSED and told_by_completion(planned)
        if by_completion and await self.neighbours.signaller(signal_id, MessageKind.SIGNALLER_COMPLETED) is not None:
            return Withheld("told-by-completion")
        contact = await self.neighbours.signaller(signal_id, planned.kind)
        if contact is None:
            return Withheld("no-word-back")
        region, words = await self._begin(planned)
        words = replace(words, reference=contact.reference, mark=own_mark(contact.external_id))
        if planned.kind is MessageKind.SIGNALLER_COMPLETED:
            words = replace(words, outcome="stopped" if planned.code == "stopped" else "completed")
        return Letter(planned.kind, contact.email, region.desk_email, OTHERWISE, words)

    async def _to_caregiver(self, planned: Planned, person_id: UUID | None, now_stands: Referral | None) -> Letter | Withheld | MustRing:
        assert person_id is not None
        contact = await self._caregiver(person_id)
        if contact is None:
            return Withheld("not-disclosed")
        address = safe_by_mail(contact)
        if address is None:
            return MustRing(CallReason.NO_SAFE_CHANNEL)
        region, words = await self._begin(planned)
        language = language_for(planned.kind, contact.language)
        words = replace(words, given_name=contact.given_name)
        if planned.kind is MessageKind.CAREGIVER_CODE:
            words = replace(words, code=(await self.neighbours.code(person_id)).code)
            return Letter(planned.kind, address, region.desk_email, language, words)
        assert now_stands is not None
        confirm = planned.kind is MessageKind.CAREGIVER_CONFIRM
        link = await self.neighbours.link(
            LinkIn(
                person_id=PersonId(person_id),
                action="confirm-handover" if confirm else "follow",
                referral_id=ReferralId(now_stands.id),
            )
        )
        url = f"{self.address}/mijn/{link.token}"
        words = replace(
            await self._people(words, now_stands),
            reference=now_stands.reference,
            link=url,
            link_until=wording.date(link.expires_at, language),
            warm=now_stands.warm,
        )
        return self._with_meeting(
            Letter(planned.kind, address, region.desk_email, language, words), planned, now_stands, for_her=True, names=surnames(contact)
        )

    async def _to_invited(self, planned: Planned) -> Letter | Withheld | Later:
        """The municipality's own words go along only where nothing in them gives her away."""
        reminder = planned.kind is MessageKind.CAREGIVER_YEARLY_REMINDER
        try:
            found = await self.neighbours.invitation(planned.recipient_id, reminder=reminder)
        except NotNow:
            return Later()
        if found is None:
            return Withheld("overtaken")
        region, words = await self._begin(planned)
        language = language_for(planned.kind, found.language)
        words = replace(
            words,
            given_name=found.given_name,
            link=f"{self.address}/uitnodiging/{found.token}",
            due=wording.date(datetime.combine(found.until, time(12), wording.ZONE), language) if found.until else None,
            organisation=found.organisation,
            own_words=fit_for_mail(found.words),
        )
        return Letter(planned.kind, found.email, region.desk_email, language, words)

    async def _to_addressee(self, planned: Planned) -> Letter | Withheld | OnPaper:
        """That something waits for her, and the link to it; what it is about is read there."""
        ask, page = {
            Recipient.PAYEE: (self.neighbours.payee, "bon"),
            Recipient.APPLICANT: (self.neighbours.applicant, "waardering/verder"),
        }.get(planned.recipient, (self.neighbours.addressee, "brief"))
        found = await ask(planned.recipient_id)
        if found is None:
            return Withheld("overtaken")
        if found.email is None or found.token is None or found.valid_until is None:
            return Withheld("no-email") if planned.recipient is Recipient.APPLICANT else OnPaper(PaperReason.NO_EMAIL)
        language = language_for(planned.kind, found.language)
        region, words = await self._begin(planned)
        words = replace(
            words,
            reference=found.reference,
            organisation=fit_for_mail(found.sender) or region.name,
            desk_phone=found.phone,
            link=f"{self.address}/{'rekening' if found.account_asked else page}/{found.token}",
            link_until=wording.date(found.valid_until, language),
        )
        return Letter(planned.kind, found.email, region.desk_email, language, words)

    async def _to_whom_saved(self, planned: Planned) -> Letter | Withheld:
        """No name and no subject: the address was typed by someone who showed nothing of herself."""
        found = await self.neighbours.saved(planned.recipient_id)
        if found is None:
            return Withheld("overtaken")
        region, words = await self._begin(planned)
        words = replace(words, link=f"{self.address}/waardering/verder/{found.token}", link_until=wording.date(found.expires_at, OTHERWISE))
        return Letter(planned.kind, found.email, region.desk_email, OTHERWISE, words)

    async def _caregiver(self, person_id: UUID) -> Contact | None:
        try:
            return await self.neighbours.caregiver(person_id)
        except NotFound:
            return None

    async def _to_staff(self, planned: Planned, now_stands: Referral | None) -> Letter:
        found = await self.neighbours.staff(planned.recipient_id)
        staff = found.get(planned.recipient_id)
        if staff is None or staff.email is None or now_stands is None:
            raise GiveUp("staff-without-address")
        region, words = await self._begin(planned)
        of_desk = staff.organisation == desk_of(planned.region)
        path = f"signalen/{planned.signal_id}" if of_desk else f"aanvragen/{planned.referral_id}"
        words = replace(
            await self._people(words, now_stands),
            reference=now_stands.reference,
            given_name=staff.given_name,
            link=f"{self.address}/{path}",
        )
        # Her name is not asked for a professional's mail, so a typed place cannot be checked against it: it is read behind the link.
        return self._with_meeting(
            Letter(planned.kind, staff.email, region.desk_email, OTHERWISE, words), planned, now_stands, for_her=False, names=None
        )

    async def _to_inbox(self, planned: Planned, now_stands: Referral | None) -> Letter:
        assert now_stands is not None
        inbox = await self.neighbours.inbox(planned.recipient_id)
        region, words = await self._begin(planned)
        due = wording.when(planned.due_at, OTHERWISE) if planned.due_at else None
        words = replace(words, reference=now_stands.reference, due=due, link=f"{self.address}/aanvragen/{planned.referral_id}")
        return Letter(planned.kind, inbox.email, region.desk_email, OTHERWISE, words)

    async def _to_desk(self, planned: Planned, now_stands: Referral | None) -> Letter:
        inbox = await self.neighbours.inbox(desk_of(planned.region))
        officer = planned.recipient is Recipient.SAFETY_OFFICER
        address = _officer(inbox.staff, safety_officer_of(planned.region)) if officer else inbox.email
        if address is None:
            raise GiveUp("no-safety-officer")
        region, words = await self._begin(planned)
        words = replace(
            words,
            reference=now_stands.reference if now_stands else None,
            link=f"{self.address}/signalen/{planned.signal_id}",
            why=planned.code,
        )
        return Letter(planned.kind, address, region.desk_email, OTHERWISE, words)

    async def _people(self, words: Words, now_stands: Referral) -> Words:
        """The given names of who hands over and who receives: as they are called, no more."""
        meeting = now_stands.meeting
        assessor = meeting.assessor if meeting else now_stands.assessor
        receiver = meeting.receiver if meeting else now_stands.receiver
        found = await self.neighbours.staff(assessor, receiver)
        return replace(words, assessor=_given_name(found, assessor), receiver=_given_name(found, receiver))

    def _with_meeting(
        self, letter: Letter, planned: Planned, now_stands: Referral, *, for_her: bool, names: tuple[str, ...] | None
    ) -> Letter:
        """Adds when and where, and for an invitation or its end the agenda's entry."""
        shown = now_stands.meeting
        at = shown.at if shown else planned.meets_at
        if at is None or planned.kind is MessageKind.CAREGIVER_WELCOME:
            return letter
        language, words = letter.language, letter.words
        minutes = (shown.minutes if shown else planned.minutes) or 45
        place = _place(shown, language, for_her=for_her, names=names) if shown else None
        words = replace(
            words,
            when=wording.when(at, language),
            day=wording.day(at, language),
            how_long=wording.how_long(minutes, language),
            place=place,
            together=wording.together([words.receiver or "", words.assessor or ""], language),
        )
        if planned.kind not in INVITATIONS and planned.kind is not MessageKind.MEETING_CANCELLED:
            return replace(letter, words=words)
        assert planned.referral_id is not None
        entry = Meeting(
            referral_id=planned.referral_id,
            method="CANCEL" if planned.kind is MessageKind.MEETING_CANCELLED else "REQUEST",
            sequence=planned.sequence or 0,
            at=at,
            minutes=minutes,
            summary=SUMMARY[language],
            description=DESCRIPTION[language].format(reference=words.reference, link=words.link),
            place=place,
            link=words.link or self.address,
        )
        return replace(letter, words=words, meeting=entry)


def _place(shown: MeetingShown, language: str, *, for_her: bool, names: tuple[str, ...] | None) -> str:
    typed = fit_for_mail(shown.place, names) if names is not None else None
    return wording.where(shown.way, typed, language, for_her=for_her)


def _given_name(found: dict[UUID, Staff], staff_id: UUID | None) -> str | None:
    staff = found.get(staff_id) if staff_id else None
    return staff.given_name if staff else None


def _officer(staff: tuple[Staff, ...], name: str) -> str | None:
    return next((one.email for one in staff if one.name == name and one.email), None)
