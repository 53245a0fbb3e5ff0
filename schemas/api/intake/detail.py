"""One signal as the assessor sees it."""

from datetime import date
from typing import Literal

from pydantic import AwareDatetime

from schemas.api.base import Happened, Resource
from schemas.api.directory import RankedOffer
from schemas.api.intake.signals import CareRecipientIn, GroundIn, Representative, SafeToContact, Signaller
from schemas.base import LanguageCode, MunicipalityCode, PersonId, ReferralId, SignalId, StaffId
from schemas.words import (
    Channel,
    ConsentPurpose,
    ConsentWay,
    ContactOutcome,
    Described,
    Group,
    OwnYes,
    Relation,
    SaidBy,
    SignalState,
    SupportArea,
    Urgency,
)


class Contact(Resource):
    """How to reach someone."""

    given_name: str | None = None
    name: str
    phone: str | None = None
    email: str | None = None
    address: str | None = None
    postcode: str | None = None
    house_number: int | None = None
    house_number_addition: str | None = None
    municipality: MunicipalityCode | None = None
    language: LanguageCode = "nl"
    contact_by: Channel | None = None
    best_times: str | None = None
    safe_to_contact: SafeToContact = SafeToContact()


class ConsentState(Resource):
    person: Described
    purpose: ConsentPurpose
    given: bool
    on: date
    how: ConsentWay
    recorded_by: str
    """`signaller`, `caregiver` or a staff id."""
    by: SaidBy = SaidBy.SELF
    reason: OwnYes | None = None
    of_child: bool = False
    """Was under sixteen on the day that it was said, as far as was known."""


class Represented(Resource):
    """Who decides for one of the two people who cannot."""

    person: Described
    representative: Representative
    on: date
    """Since when this house knows it."""


class MaybeSame(Resource):
    """A file with the same exact keys; only a person judges."""

    person_id: PersonId
    name: str
    birth_date: date | None = None
    postcode: str | None = None
    same: tuple[Literal["family-name", "birth-date", "postcode", "phone", "email"], ...]
    earlier: tuple[str, ...] = ()
    """References of earlier signals."""
    do_not_contact: bool = False
    """Said no, thank you, and wants to be left alone."""


class CallNote(Resource):
    at: AwareDatetime
    by: str
    outcome: ContactOutcome
    channel: Channel
    note: str | None = None
    informed: bool = False


class SignalDetail(Resource):
    """Everything the assessor needs on one page. `ETag` is its version."""

    signal_id: SignalId
    version: int
    reference: str
    state: SignalState
    step: str
    urgency: Urgency
    received_at: AwareDatetime
    due_at: AwareDatetime
    due: str
    informed_by: AwareDatetime
    """She has to be told by then (AVG art. 14)."""
    informed_at: AwareDatetime | None = None
    assessor: StaffId | None = None
    signaller: Signaller
    said_with: Literal["waardering"] | None = None
    """Where she said it, when she asked for something else: how she is was asked along with the yearly appreciation."""
    caregiver_id: PersonId
    caregiver: Contact
    birth_date: date | None = None
    age: int | None = None
    relation: Relation | None = None
    lives_together: bool | None = None
    hours_per_week: int | None = None
    caring_since: str | None = None
    groups: tuple[Group, ...] = ()
    care_recipient: CareRecipientIn | None = None
    support_areas: tuple[SupportArea, ...]
    note: str | None = None
    consents: tuple[ConsentState, ...]
    grounds: tuple[GroundIn, ...] = ()
    represented: tuple[Represented, ...] = ()
    do_not_contact: bool = False
    """She said before that she does not want to be approached."""
    maybe_same: tuple[MaybeSame, ...] = ()
    contacts: tuple[CallNote, ...] = ()
    history: tuple[Happened, ...] = ()
    referral_id: ReferralId | None = None
    missing: tuple[Literal["contact", "informed", "consent", "parent-consent", "support-area", "safety"], ...] = ()
    """What has to be there before a provider can be appointed."""


class OffersForSignal(Resource):
    considered: int
    items: tuple[RankedOffer, ...]
