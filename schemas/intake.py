"""What intake tells: about a caregiver's file, always with her file id (her person id) as subject."""

from typing import Annotated, ClassVar

from pydantic import AwareDatetime, Field

from schemas.base import (
    Event,
    LanguageCode,
    MunicipalityCode,
    OfferId,
    OrganisationId,
    PersonId,
    ReferralId,
    RegionCode,
    SignalId,
    StaffId,
    up_to,
)
from schemas.words import (
    ConsentPurpose,
    ContactOutcome,
    Described,
    Ending,
    Group,
    SignallerKind,
    SupportArea,
    Urgency,
)


class AboutCaregiver(Event):
    """Told about one caregiver; ordered within her file."""

    subject: ClassVar[str] = "caregiver_id"
    caregiver_id: PersonId
    region: RegionCode


class CaregiverSignalled(AboutCaregiver):
    """Someone told us that a caregiver needs attention."""

    type: ClassVar[str] = "nl.mantelbrug.intake.caregiver-signalled.v1"
    signal_id: SignalId
    signalled_by: SignallerKind
    urgency: Urgency
    support_areas: Annotated[tuple[SupportArea, ...], Field(max_length=8)] = ()
    municipality: MunicipalityCode | None = None
    received_at: AwareDatetime
    due_at: AwareDatetime


class SignalPickedUp(AboutCaregiver):
    """An assessor took a signal upon her; it has an owner now."""

    type: ClassVar[str] = "nl.mantelbrug.intake.signal-picked-up.v1"
    signal_id: SignalId
    assessor: StaffId


class ContactAttempted(AboutCaregiver):
    """Someone of the desk tried to reach her; the first attempt stops the triage clock."""

    type: ClassVar[str] = "nl.mantelbrug.intake.contact-attempted.v1"
    signal_id: SignalId
    outcome: ContactOutcome
    attempt: Annotated[int, up_to(1000, least=1)]


class CaregiverInformed(AboutCaregiver):
    """She was told who signalled, what is recorded, why, and her rights (AVG art. 14)."""

    type: ClassVar[str] = "nl.mantelbrug.intake.caregiver-informed.v1"
    signal_id: SignalId


class ConsentRecorded(AboutCaregiver):
    """One of the two people said yes or no to one purpose."""

    type: ClassVar[str] = "nl.mantelbrug.intake.consent-recorded.v1"
    about: Described
    purpose: ConsentPurpose
    given: bool


class ConsentWithdrawn(AboutCaregiver):
    """She took her consent back; what stands on it is closed in the same transaction, and who listens stops."""

    type: ClassVar[str] = "nl.mantelbrug.intake.consent-withdrawn.v1"
    about: Described
    purpose: ConsentPurpose
    referral_ids: Annotated[tuple[ReferralId, ...], Field(max_length=50)] = ()


class HelpRequested(AboutCaregiver):
    """The assessor appointed a provider, with others in reserve; holds what a provider needs to decide, no name.

    `group` and `language` are the caregiver's; nothing about the person cared for without that person's consent.
    """

    type: ClassVar[str] = "nl.mantelbrug.intake.help-requested.v1"
    referral_id: ReferralId
    signal_id: SignalId
    assessor: StaffId
    desk: OrganisationId
    offers: Annotated[tuple[OfferId, ...], Field(min_length=1, max_length=20)]
    providers: Annotated[tuple[OrganisationId, ...], Field(min_length=1, max_length=20)]
    support_areas: Annotated[tuple[SupportArea, ...], Field(min_length=1, max_length=8)]
    municipality: MunicipalityCode | None = None
    urgency: Urgency
    groups: Annotated[tuple[Group, ...], Field(max_length=8)] = ()
    language: LanguageCode = "nl"
    age_from: Annotated[int, up_to(120)] | None = None
    warm: bool


class SignalClosed(AboutCaregiver):
    """Nothing is left to do for this signal."""

    type: ClassVar[str] = "nl.mantelbrug.intake.signal-closed.v1"
    signal_id: SignalId
    ending: Ending


class ContactDetailsChanged(AboutCaregiver):
    """She is reached in another way now; who needs it asks again."""

    type: ClassVar[str] = "nl.mantelbrug.intake.contact-details-changed.v1"


class CodeAsked(AboutCaregiver):
    """She wants to see her whole file and needs a code by another way than the link."""

    type: ClassVar[str] = "nl.mantelbrug.intake.code-asked.v1"


class PersonsMerged(Event):
    """A person judged that two files are of one person; the old id leads to the other from now on."""

    type: ClassVar[str] = "nl.mantelbrug.intake.persons-merged.v1"
    subject: ClassVar[str] = "into"
    old: PersonId
    into: PersonId


class PersonsUnmerged(Event):
    """They turned out to be two people after all."""

    type: ClassVar[str] = "nl.mantelbrug.intake.persons-unmerged.v1"
    subject: ClassVar[str] = "into"
    old: PersonId
    into: PersonId


class PersonErased(Event):
    """Everyone who holds something about this person answers with what was done."""

    type: ClassVar[str] = "nl.mantelbrug.intake.person-erased.v1"
    subject: ClassVar[str] = "person_id"
    person_id: PersonId
