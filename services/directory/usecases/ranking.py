"""Ranks a region's offers for a request; the rules stand in domain/ranking.py."""

from kernel.refusals import NotFound
from kernel.region_files import NoSuchRegion
from kernel.work import Work
from kernel.working_time import Span, Unit
from schemas.api.directory import Ranking, RankingRequest
from schemas.words import Urgency
from services.directory.domain.dutch import counted
from services.directory.domain.ranking import Candidate, rank
from services.directory.region.models import Terms
from services.directory.region.reading import region_data
from services.directory.store import looking
from services.directory.store.looking import Found
from services.directory.usecases import answering

UNITS = {
    Unit.STAFFED_MINUTES: ("minuut", "minuten"),
    Unit.WORKING_DAYS: ("werkdag", "werkdagen"),
    Unit.DAYS: ("dag", "dagen"),
    Unit.MONTHS: ("maand", "maanden"),
}


async def ranked(work: Work, request: RankingRequest) -> Ranking:
    try:
        region = region_data(request.region).region
    except NoSuchRegion:
        raise NotFound from None
    names = {one.code: one.name for one in region.municipalities}
    found = await looking.all_offers(work, looking.Wanted(region=request.region))
    return rank(
        request,
        [_candidate(one) for one in found],
        municipality_name=names.get(request.municipality or ""),
        answer_within=answer_within(region.terms, request.urgency),
    )


def answer_within(terms: Terms, urgency: Urgency) -> str:
    """The region's term for a provider's answer, in plain Dutch."""
    by_urgency: dict[Urgency, Span] = {Urgency.ROUTINE: terms.answer_routine, Urgency.SOON: terms.answer_soon}
    term = by_urgency.get(urgency, terms.answer_today)
    return counted(term.amount, *UNITS[term.unit])


def _candidate(found: Found) -> Candidate:
    postcodes = [(int(str(first)), int(str(last))) for first, last in _spans(found)]
    return Candidate(
        offer=answering.offer(found),
        free=found.offer.free,
        needs_indication=found.offer.access == "with-indication",
        postcodes=tuple(postcodes),
    )


def _spans(found: Found) -> list[tuple[object, object]]:
    return [(span[0], span[1]) for span in found.offer.postcodes if isinstance(span, list)]
