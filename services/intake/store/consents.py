"""Consents, appointments and grants."""

from collections.abc import Collection, Sequence
from uuid import UUID

from sqlmodel import col, or_, select
from uuid_utils.compat import uuid7

from kernel import aliases
from kernel.work import Work
from schemas.api.intake import ConsentIn
from schemas.words import ConsentPurpose, ConsentWay, Described, OwnYes, SaidBy
from services.intake.domain.consents import Consents, Said, last_words
from services.intake.tables import Appointment, Consent, Grant, Signal


async def of_signal(work: Work, signal: Signal) -> Consents:
    """What was said last, as far as it counts for this signal."""
    hers = await aliases.all_of(work, signal.caregiver_id)
    query = select(Consent).where(or_(col(Consent.caregiver_id).in_(hers), Consent.signal_id == signal.id))
    return last_words([_said(row) for row in (await work.session.exec(query)).all()], signal.id)


def _said(row: Consent) -> Said:
    return Said(
        person=Described(row.about),
        purpose=ConsentPurpose(row.purpose),
        given=row.given,
        on=row.said_on,
        how=ConsentWay(row.how),
        by=row.by,
        at=row.at,
        said_by=SaidBy(row.said_by),
        reason=OwnYes(row.reason) if row.reason else None,
        of_child=row.of_child,
        signal_id=row.signal_id,
    )


def record(work: Work, signal: Signal, told: ConsentIn, *, by: str, of_child: bool, whole_file: bool = False) -> None:
    """`whole_file`: said for all her signals at once."""
    work.session.add(
        Consent(
            id=uuid7(),
            caregiver_id=signal.caregiver_id,
            signal_id=None if whole_file else signal.id,
            about=told.person,
            purpose=told.purpose,
            given=told.given,
            said_on=told.on,
            how=told.how,
            said_by=told.by,
            reason=told.reason,
            of_child=of_child,
            by=by,
            at=work.now,
        )
    )


async def said_yes_herself(work: Work, caregiver: UUID, purpose: ConsentPurpose = ConsentPurpose.REFERRAL) -> bool:
    """Whether the caregiver's own last word on being helped (or on another purpose) is yes, whoever else spoke for her."""
    hers = await aliases.all_of(work, caregiver)
    query = select(Consent.given).where(
        col(Consent.caregiver_id).in_(hers),
        Consent.about == Described.CAREGIVER,
        Consent.purpose == purpose,
        Consent.said_by == SaidBy.SELF,
    )
    return (await work.session.exec(query.order_by(col(Consent.said_on).desc(), col(Consent.at).desc()).limit(1))).first() is True


async def about_register(work: Work, persons: Collection[UUID]) -> list[tuple[UUID, Said]]:
    """All that these said about being registered, each under the id that it was said with."""
    query = select(Consent).where(
        col(Consent.caregiver_id).in_(persons), Consent.about == Described.CAREGIVER, Consent.purpose == ConsentPurpose.REGISTER
    )
    return [(row.caregiver_id, _said(row)) for row in (await work.session.exec(query)).all()]


async def appointment(work: Work, referral_id: UUID) -> Appointment | None:
    return (await work.session.exec(select(Appointment).where(Appointment.referral_id == referral_id).with_for_update())).first()


async def running_appointments(work: Work, caregivers: Sequence[UUID]) -> list[Appointment]:
    query = select(Appointment).where(col(Appointment.caregiver_id).in_(caregivers), col(Appointment.ended_at).is_(None))
    return list((await work.session.exec(query.order_by(col(Appointment.at)).with_for_update())).all())


async def end_grants(work: Work, *, why: str, caregivers: Sequence[UUID] = (), referral_id: UUID | None = None) -> None:
    """From this moment nobody reads her contact details on them."""
    query = select(Grant).where(
        or_(col(Grant.caregiver_id).in_(caregivers), Grant.referral_id == referral_id), col(Grant.ended_at).is_(None)
    )
    for grant in (await work.session.exec(query.with_for_update())).all():
        grant.ended_at, grant.why_ended = work.now, why
        work.session.add(grant)


OPEN_GRANTS = """
with asked as (select unnest($1::uuid[]) id),
named as (select a.id, coalesce(l.into_id, a.id) as current from asked a left join alias l on l.old = a.id),
member as (select id, current as person from named union select n.id, l.old from named n join alias l on l.into_id = n.current)
select distinct on (m.id) m.id, g.signal_id from member m join contact_grant g on g.caregiver_id = m.person
where g.provider = $2 and g.region = $3 and g.ended_at is null order by m.id, g.begun_at desc
"""


async def granted_to(work: Work, provider: UUID, persons: Sequence[UUID]) -> dict[UUID, UUID]:
    """Of these persons those that this provider may reach, each with the signal that it is about."""
    found = await work.connection.fetch(OPEN_GRANTS, list(persons), provider, work.scope.region)
    return {row[0]: row[1] for row in found}
