"""Where a scheme does not ask a condition of someone: the case is told with it."""

from collections.abc import Sequence
from dataclasses import replace

from services.waardering.domain.assessment import Judged
from services.waardering.domain.cases import holds
from services.waardering.domain.facts import Caregiver, Facts
from services.waardering.domain.scheme import Scheme
from services.waardering.domain.telling_cases import case
from services.waardering.domain.when import When
from services.waardering.domain.words import Verdict


def excused(judged: Judged, unless: Sequence[When] | None, scheme: Scheme, facts: Facts, her: Caregiver | None) -> Judged:
    """As judged where there is no such case, or it does not hold; met where it holds; unknown where it matters and is unknown."""
    if unless is None:
        return judged
    found, told = _found(unless, scheme, facts, her), f"{judged.sentence} Dat hoeft niet als {case(unless, scheme.questions)}."
    if found:
        return replace(judged, verdict=Verdict.MET, sentence=told, fact=f"{judged.fact}; de uitzondering geldt")
    if found is None and judged.verdict is Verdict.NOT_MET:
        return replace(judged, verdict=Verdict.UNKNOWN, sentence=told, fact=f"{judged.fact}; niet bekend of de uitzondering geldt")
    return replace(judged, sentence=told)


def _found(unless: Sequence[When], scheme: Scheme, facts: Facts, her: Caregiver | None) -> bool | None:
    """Of the application as a whole it is not asked where the case holds for each caregiver; where they differ a person looks."""
    found = {holds(unless, scheme, facts, one) for one in ((her,) if her else facts.caregivers or (None,))}
    return found.pop() if len(found) == 1 else None
