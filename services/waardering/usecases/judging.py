"""What the rules make of an application now, with everything that was granted before; nothing that is unknown is guessed."""

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from kernel.work import Work
from schemas.base import id_of
from services.waardering.domain import Assessment, Facts, Proposal, Scheme, assess
from services.waardering.domain.facts import Person
from services.waardering.region import region as places_of
from services.waardering.store import claims, people, pools
from services.waardering.store.applications import Held
from services.waardering.told import Told, Verdict

DIVIDED = "Het bedrag van dit jaar is al verdeeld. Een medewerker bepaalt wat deze aanvraag krijgt."


def persons(facts: Facts) -> tuple[Person, ...]:
    return (*((facts.recipient,) if facts.recipient else ()), *facts.caregivers)


async def judge(work: Work, region: str, scheme: Scheme, facts: Facts, received_at: datetime) -> tuple[Facts, Assessment]:
    """Under a lock on everyone's caps, so that two at once never both fit under the same one."""
    here = persons(facts)
    await people.lock(work, [bytes.fromhex(one.address) for one in here if one.address], [UUID(one.key) for one in here])
    known = facts.model_copy(update={"earlier": await claims.earlier(work, region, UUID(facts.application), here)})
    if scheme.firsts or scheme.scarce:
        known = await _counted(work, region, scheme, known, received_at)
    assessment = assess(scheme, known, places_of(region).places)
    if scheme.amounts_later and await pools.done(work, id_of(region, "scheme", scheme.key), assessment.year):
        assessment = _too_late_to_divide(assessment)
    return facts, assessment


def _too_late_to_divide(assessment: Assessment) -> Assessment:
    """What comes after the division, or is decided anew, gets what a person finds right."""
    asks = Proposal.ASK if assessment.proposal is Proposal.GRANT else assessment.proposal
    shares = tuple(replace(share, cents=None) for share in assessment.shares)
    return replace(assessment, automatic=False, proposal=asks, shares=shares, why_a_person=(*assessment.why_a_person, DIVIDED))


async def _counted(work: Work, region: str, scheme: Scheme, facts: Facts, received_at: datetime) -> Facts:
    """What there are only so many of in a year, as it stands now."""
    year, application = scheme.year_of(facts.received_on), UUID(facts.application)
    await claims.in_turn(work, region, scheme, year)
    if scheme.scarce:
        taken = await claims.forms_taken(work, region, scheme, year, application, received_at)
        facts = facts.model_copy(update={"forms_taken": taken})
    if not scheme.firsts:
        return facts
    keys = [UUID(her.key) for her in facts.caregivers]
    turns = await claims.turns(work, region, scheme, year, application, received_at, keys)
    caregivers = tuple(her.model_copy(update={"turn": turns[UUID(her.key)]}) for her in facts.caregivers)
    return facts.model_copy(update={"caregivers": caregivers})


async def again(work: Work, held: Held, scheme: Scheme) -> Assessment:
    """Since it came in something may have been granted elsewhere; what is shown is what holds now."""
    _, assessment = await judge(work, held.row.region, scheme, held.told.facts, held.row.received_at)
    note(held, assessment)
    return assessment


def note(held: Held, assessment: Assessment) -> None:
    held.row.advice = assessment.proposal.value
    known = [share.cents for share in assessment.shares]
    held.row.proposed_cents = None if not known or None in known else sum(cents or 0 for cents in known)
    if assessment.sampled is not None:  # a fixed number is drawn later, and then stands
        held.row.drawn = assessment.sampled.drawn
    held.told = with_judgement(held.told, assessment)


def with_judgement(told: Told, assessment: Assessment) -> Told:
    judged = tuple(
        Verdict(
            condition=one.condition.value,
            verdict=one.verdict.value,
            text=one.sentence,
            fact=one.fact,
            about=one.about,
            article=one.article,
        )
        for one in assessment.judged
    )
    update = {"judged": judged, "why_a_person": assessment.why_a_person, "how_divided": assessment.how_divided}
    return told.model_copy(update=update)
