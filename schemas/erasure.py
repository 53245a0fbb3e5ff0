"""Who holds something about a person, and the answer each gives when that person is to be erased."""

from typing import ClassVar

from pydantic import AwareDatetime

from schemas.base import Event, PersonId
from schemas.words import ErasureResult, KeptGround

HOLDERS = ("intake", "referral", "notifications", "waardering")
"""Every service with a row about a person. A new holder adds its name here and its `ErasureDone` below."""


class ErasureDone(Event):
    """What this holder did about one person, and until when the law keeps the rest, on what ground."""

    subject: ClassVar[str] = "person_id"
    person_id: PersonId
    result: ErasureResult
    kept_until: AwareDatetime | None = None
    ground: KeptGround | None = None


class ReferralErasureDone(ErasureDone):
    """Referral's answer."""

    type: ClassVar[str] = "nl.mantelbrug.referral.erasure-done.v1"


class NotificationsErasureDone(ErasureDone):
    """Notifications' answer."""

    type: ClassVar[str] = "nl.mantelbrug.notifications.erasure-done.v1"


class WaarderingErasureDone(ErasureDone):
    """Waardering's answer; what was paid stays as long as the law on accounts asks."""

    type: ClassVar[str] = "nl.mantelbrug.waardering.erasure-done.v1"


class IntakeErasureDone(ErasureDone):
    """Intake's own answer."""

    type: ClassVar[str] = "nl.mantelbrug.intake.erasure-done.v1"
