"""Lays the facts of one application beside a scheme; what is unknown stays unknown, and a person decides all but a full grant."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from services.waardering.domain import care, limits, who
from services.waardering.domain.amounts import Given, given
from services.waardering.domain.assessment import Assessment, Judged
from services.waardering.domain.dutch import several
from services.waardering.domain.facts import Caregiver, Facts
from services.waardering.domain.sampling import sample
from services.waardering.domain.scheme import Scheme
from services.waardering.domain.words import Condition, Proposal, Verdict

MUNICIPALITY = re.compile(r"\bGM\d{4}\b")


def assess(scheme: Scheme, facts: Facts, places: Mapping[str, str] | None = None) -> Assessment:
    """Every condition of the scheme with the fact used, a share for each caregiver who is left, and a proposal.

    A condition about the application that is not met refuses all of it; one about a caregiver leaves only her out.
    `places`: what municipalities are called, by their code, for the facts as people read them.
    """
    year = scheme.year_of(facts.received_on)
    checks = scheme.proof.spot_checks
    sampled = sample(checks, year, facts.application) if checks else None
    about_all = [*who.of_the_application(scheme, facts), *care.of_the_application(scheme, facts)]
    about_all += limits.of_the_application(scheme, facts, sampled)
    about_each = [judged for her in facts.caregivers for judged in _about(scheme, facts, her)]
    out = _left_out([*about_all, *about_each])
    left = [her for her in facts.caregivers if her.key not in out]
    gives = given(scheme, facts, left)
    judged = tuple(_readable(one, places or {}) for one in (*about_all, *about_each, *gives.judged))
    out |= _left_out(gives.judged)
    proposal = _proposal(judged, out, facts)
    why = tuple(_why_a_person(scheme, proposal, judged, out))
    return Assessment(
        scheme=scheme.version,
        fingerprint=scheme.fingerprint,
        year=year,
        judged=judged,
        shares=() if proposal is Proposal.REFUSE else tuple(share for share in gives.shares if share.caregiver not in out),
        proposal=proposal,
        automatic=not why,
        why_a_person=why,
        sampled=sampled,
        how_divided=_how(gives, proposal),
    )


def _readable(one: Judged, places: Mapping[str, str]) -> Judged:
    """In a letter stands Laren, and not GM0417."""
    if "GM" not in one.fact and "GM" not in one.sentence:
        return one

    def named(text: str) -> str:
        return MUNICIPALITY.sub(lambda code: places.get(code[0], code[0]), text)

    return replace(one, fact=named(one.fact), sentence=named(one.sentence))


def _about(scheme: Scheme, facts: Facts, her: Caregiver) -> Iterator[Judged]:
    yield from who.of_a_caregiver(scheme, facts, her)
    yield from care.of_a_caregiver(scheme, facts, her)
    yield from limits.of_a_caregiver(scheme, facts, her)


def _left_out(judged: list[Judged] | tuple[Judged, ...]) -> set[str]:
    return {one.about for one in judged if one.about is not None and one.verdict is Verdict.NOT_MET and not one.partly}


def _proposal(judged: tuple[Judged, ...], out: set[str], facts: Facts) -> Proposal:
    hard = any(one.verdict is Verdict.NOT_MET and one.about is None and not one.partly for one in judged)
    if hard or (facts.caregivers and len(out) == len(facts.caregivers)):
        return Proposal.REFUSE
    if any(one.verdict is Verdict.UNKNOWN and one.about not in out for one in judged):
        return Proposal.ASK
    if out or any(one.partly for one in judged):
        return Proposal.PART
    return Proposal.GRANT


def _why_a_person(scheme: Scheme, proposal: Proposal, judged: tuple[Judged, ...], out: set[str]) -> Iterator[str]:
    if proposal is Proposal.REFUSE:
        yield "Een afwijzing geeft altijd een medewerker."
    if proposal is Proposal.PART:
        yield "Een lager bedrag, of niet voor iedereen: dat beslist altijd een medewerker."
    if proposal is Proposal.ASK:
        unknown = [one for one in judged if one.verdict is Verdict.UNKNOWN and one.about not in out]
        yield f"{several(len(unknown), 'voorwaarde is', 'voorwaarden zijn')} nog niet bekend. Er wordt niets gegokt."
        if any(one.condition is Condition.BUDGET for one in unknown):
            yield "Het budget is op: wat er dan gebeurt, beslist een medewerker."
    if proposal is Proposal.GRANT and not scheme.decision.automatic:
        yield "In deze regeling beslist altijd een medewerker."


def _how(gives: Given, proposal: Proposal) -> str | None:
    return None if proposal is Proposal.REFUSE else gives.how_divided
