"""A tired daughter, three providers in turn, and terms without weekends."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid5

from schemas.base import NAMESPACE, OfferId, OrganisationId, PersonId, ReferralId, SignalId, StaffId, id_of
from schemas.intake import HelpRequested
from schemas.words import Group, SupportArea, Urgency

REGION = "gooi"
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)


def named(name: str) -> UUID:
    return uuid5(NAMESPACE, f"test/{name}")


def organisation(key: str) -> OrganisationId:
    return OrganisationId(id_of(REGION, "organisation", key))


def staff(key: str) -> StaffId:
    return StaffId(id_of(REGION, "staff", key))


DESK = organisation("aanmeldpunt-gooi")
VERSA, HERBERG, MEE = organisation("versa-welzijn"), organisation("herberg-thuis"), organisation("mee")
NOBODY_ELSE = organisation("viore")
ASSESSOR, COORDINATOR = staff("fatima-el-idrissi"), staff("ruud-veenstra")
RECEIVER, COLLEAGUE, BUDDY_DESK = staff("marloes-kuiper"), staff("versa-colleague"), staff("tom-hendriks")
TIRED_DAUGHTER = PersonId(named("tired-daughter"))
PROVIDERS = (VERSA, HERBERG, MEE)


def a_request(
    name: str = "referral", *, choices: int = 3, warm: bool = True, urgency: Urgency = Urgency.SOON, caregiver: PersonId = TIRED_DAUGHTER
) -> HelpRequested:
    return HelpRequested(
        caregiver_id=caregiver,
        region=REGION,
        referral_id=ReferralId(named(name)),
        signal_id=SignalId(named(f"signal of {name}")),
        assessor=ASSESSOR,
        desk=DESK,
        offers=tuple(OfferId(named(f"offer {i}")) for i in range(choices)),
        providers=PROVIDERS[:choices],
        support_areas=(SupportArea.RESPITE, SupportArea.EMOTIONAL_SUPPORT),
        municipality="GM0402",
        urgency=urgency,
        groups=(Group.OLDER,),
        language="nl",
        age_from=65,
        warm=warm,
    )


class FixedTerms:
    """Days of 24 hours, so that a test can count."""

    def answer_due(self, urgency: Urgency, asked_at: datetime) -> datetime:
        return asked_at + timedelta(days=1 if urgency is Urgency.TODAY else 2)

    def plan_due(self, accepted_at: datetime) -> datetime:
        return accepted_at + timedelta(days=3)

    def word_due(self, since: datetime) -> datetime:
        return since + timedelta(days=3)

    def outcome_due(self, handed_over_at: datetime) -> datetime:
        return handed_over_at + timedelta(days=90)

    def climbs_at(self, overdue_since: datetime) -> datetime:
        return overdue_since + timedelta(days=2)

    def day(self, at: datetime) -> date:
        return at.date()
