"""What referral tells: how a request for help fares, from offer to outcome, with the referral as subject."""

from typing import Annotated, ClassVar

from pydantic import AwareDatetime

from schemas.base import Event, OfferId, OrganisationId, PersonId, ReferralId, RegionCode, SignalId, StaffId, up_to
from schemas.words import CallReason, Confirmer, DeclineReason, MeetingWay, Outcome, ReturnReason


class AboutReferral(Event):
    """Told about one referral; ordered within it."""

    subject: ClassVar[str] = "referral_id"
    referral_id: ReferralId
    signal_id: SignalId
    caregiver_id: PersonId
    region: RegionCode


class ReferralOffered(AboutReferral):
    """A provider was asked; it sees the question without a name."""

    type: ClassVar[str] = "nl.mantelbrug.referral.referral-offered.v1"
    provider: OrganisationId
    offer: OfferId
    attempt: Annotated[int, up_to(20, least=1)]
    answer_due: AwareDatetime


class ReferralAccepted(AboutReferral):
    """The provider helps; with her consent it may now see how to reach her."""

    type: ClassVar[str] = "nl.mantelbrug.referral.referral-accepted.v1"
    provider: OrganisationId
    offer: OfferId
    receiver: StaffId


class ReferralDeclined(AboutReferral):
    """The provider cannot take this referral; another one must be found."""

    type: ClassVar[str] = "nl.mantelbrug.referral.referral-declined.v1"
    provider: OrganisationId
    offer: OfferId
    reason: DeclineReason


class ReferralExpired(AboutReferral):
    """The provider did not answer in time; another one must be found."""

    type: ClassVar[str] = "nl.mantelbrug.referral.referral-expired.v1"
    provider: OrganisationId
    offer: OfferId


class ReferralReturned(AboutReferral):
    """It lies at the desk again, with the history of attempts."""

    type: ClassVar[str] = "nl.mantelbrug.referral.referral-returned.v1"
    reason: ReturnReason


class ReferralWithdrawn(AboutReferral):
    """Taken back before the handover, by her or by the desk."""

    type: ClassVar[str] = "nl.mantelbrug.referral.referral-withdrawn.v1"
    provider: OrganisationId | None = None


class HandoverPlanned(AboutReferral):
    """Three people will meet: who hands over, who receives, the caregiver. Planned anew replaces the meeting before."""

    type: ClassVar[str] = "nl.mantelbrug.referral.handover-planned.v1"
    provider: OrganisationId
    assessor: StaffId
    receiver: StaffId
    at: AwareDatetime
    minutes: Annotated[int, up_to(480, least=5)]
    way: MeetingWay
    sequence: Annotated[int, up_to(1000)]


class HandoverConfirmed(AboutReferral):
    """One side says whether the meeting took place."""

    type: ClassVar[str] = "nl.mantelbrug.referral.handover-confirmed.v1"
    by: Confirmer
    took_place: bool


class CaregiverHandedOver(AboutReferral):
    """Receiver and caregiver both confirmed: she is known at her provider. Also told of a referral that needed no warm handover."""

    type: ClassVar[str] = "nl.mantelbrug.referral.caregiver-handed-over.v1"
    provider: OrganisationId
    warm: bool


class HerWordAwaited(AboutReferral):
    """The receiver confirmed and she did not yet; silence never counts, so a person rings her."""

    type: ClassVar[str] = "nl.mantelbrug.referral.her-word-awaited.v1"
    reason: CallReason


class ReferralCompleted(AboutReferral):
    """The provider ended the support with an outcome."""

    type: ClassVar[str] = "nl.mantelbrug.referral.referral-completed.v1"
    provider: OrganisationId
    outcome: Outcome


class ReferralStopped(AboutReferral):
    """The support ended before its goal."""

    type: ClassVar[str] = "nl.mantelbrug.referral.referral-stopped.v1"
    provider: OrganisationId
    outcome: Outcome
