"""Where a scheme does not ask a condition of someone: the case is told with it."""

from dataclasses import replace

from services.waardering.domain.assessment import Judged
from services.waardering.domain.cases import holds
from services.waardering.domain.conditions import When
from services.waardering.domain.facts import Caregiver, Facts
from services.waardering.domain.scheme import Scheme
from services.waardering.domain.telling_cases import case
from services.waardering.domain.words import Verdict


def excused(judged: Judged, unless: When | None, scheme: Scheme, facts: Facts, her: Caregiver | None) -> Judged:
    """As judged where there is no such case, or it does not hold; met where it holds; unknown where it matters and is unknown."""
    if unless is None:
        return judged
    found, told = holds(unless, scheme, facts, her), f"{judged.sentence} Dat hoeft niet als {case(unless)}."
    if found:
        return replace(judged, verdict=Verdict.MET, sentence=told, fact=f"{judged.fact}; de uitzondering geldt")
    if found is None and judged.verdict is Verdict.NOT_MET:
        return replace(judged, verdict=Verdict.UNKNOWN, sentence=told, fact=f"{judged.fact}; niet bekend of de uitzondering geldt")
    return replace(judged, sentence=told)
