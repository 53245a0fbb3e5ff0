"""Puts offers in order for a request that names nobody, and says why in plain Dutch. A person chooses; there is no score.

First the question and the municipality together, then the group, the language, and how soon there is room. Cost does not count.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil

from schemas.api.directory import Offer, RankedOffer, Ranking, RankingRequest, Reason
from schemas.labels import AREA_OF_HELP, GROUP_SERVED
from schemas.words import Urgency
from services.directory.domain.dutch import counted, language, listed, sentence

SHOWN = 20
"""As many as can be asked in turn."""
UNKNOWN_WAIT = 10_000
SOON = {Urgency.SAFETY: 2, Urgency.TODAY: 2, Urgency.SOON: 7, Urgency.ROUTINE: 14}
"""Days of waiting that still speak for an offer."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """An offer, and what only the ranking needs of it."""

    offer: Offer
    free: bool
    needs_indication: bool
    postcodes: tuple[tuple[int, int], ...] = ()
    """Empty: all of its municipalities."""


def rank(request: RankingRequest, candidates: Iterable[Candidate], *, municipality_name: str | None, answer_within: str) -> Ranking:
    """Offers that answer at least one of the questions, best fitting first."""
    fitting = [one for one in candidates if set(one.offer.support_areas) & set(request.support_areas)]
    fitting.sort(key=lambda one: place(request, one))
    where = municipality_name or "haar gemeente"
    shown = [
        RankedOffer(offer=one.offer, reasons=tuple(reasons(request, one, where)), answer_within=answer_within) for one in fitting[:SHOWN]
    ]
    return Ranking(considered=len(fitting), items=tuple(shown))


def place(request: RankingRequest, one: Candidate) -> tuple[int, int, int, int, int, int, str, str]:
    """What comes first sorts lowest; the name makes the order the same every time."""
    covered = len(set(one.offer.support_areas) & set(request.support_areas))
    return (
        0 if works_there(request, one) else 1,
        -covered,
        _group_place(request, one.offer),
        0 if request.language in one.offer.languages else 1,
        1 if one.offer.available == 0 else 0,
        UNKNOWN_WAIT if one.offer.waiting_days is None else one.offer.waiting_days,
        one.offer.name,
        one.offer.key,
    )


def works_there(request: RankingRequest, one: Candidate) -> bool:
    """Unknown where she lives: nothing speaks against it."""
    if request.municipality is not None and request.municipality not in one.offer.municipalities:
        return False
    if request.postcode4 is None or not one.postcodes:
        return True
    return any(first <= request.postcode4 <= last for first, last in one.postcodes)


def _group_place(request: RankingRequest, offer: Offer) -> int:
    """Made for her group, for everyone, for others."""
    if set(offer.groups) & set(request.groups):
        return 0
    return 1 if not offer.groups else 2


def reasons(request: RankingRequest, one: Candidate, where: str) -> Sequence[Reason]:
    return [
        *_area(request, one.offer),
        *_municipality(request, one, where),
        *_group(request, one.offer),
        *_language(request, one.offer),
        *_room(request, one.offer),
        *_cost(one),
    ]


def _area(request: RankingRequest, offer: Offer) -> Iterable[Reason]:
    covered = [AREA_OF_HELP[area] for area in request.support_areas if area in offer.support_areas]
    missing = [AREA_OF_HELP[area] for area in request.support_areas if area not in offer.support_areas]
    yield Reason(code="area", good=True, text=f"{sentence(listed(covered))}: dit is wat zij vraagt")
    if missing:
        yield Reason(code="area-missing", good=False, text=f"Geen {listed(missing)}: regel dat erbij".replace("Geen een ", "Geen "))


def _municipality(request: RankingRequest, one: Candidate, where: str) -> Iterable[Reason]:
    if request.municipality is None:
        return
    if works_there(request, one):
        yield Reason(code="municipality", good=True, text=f"Werkt in {where}" if one.postcodes else f"Werkt in heel {where}")
    elif request.municipality in one.offer.municipalities:
        yield Reason(code="municipality-part", good=False, text=f"Werkt in een ander deel van {where}")
    else:
        yield Reason(code="municipality-other", good=False, text=f"Werkt niet in {where}")


def _group(request: RankingRequest, offer: Offer) -> Iterable[Reason]:
    shared = [GROUP_SERVED[group] for group in request.groups if group in offer.groups]
    if shared:
        yield Reason(code="group", good=True, text=f"Ervaring met {listed(shared)}")
    elif offer.groups:
        yield Reason(code="group-other", good=False, text=f"Vooral voor {listed([GROUP_SERVED[group] for group in offer.groups])}")


def _language(request: RankingRequest, offer: Offer) -> Iterable[Reason]:
    if request.language not in offer.languages:
        yield Reason(code="language-missing", good=False, text=f"{language(request.language)} spreken zij niet")
    elif request.language != "nl":
        yield Reason(code="language", good=True, text=f"{language(request.language)} spreken zij ook")


def _room(request: RankingRequest, offer: Offer) -> Iterable[Reason]:
    if offer.available == 0:
        yield Reason(code="full", good=False, text="Nu geen plek")
        return
    days = offer.waiting_days
    if days is None:
        yield Reason(code="wait-unknown", good=False, text="Wachttijd niet bekend")
        return
    good = days <= SOON[request.urgency]
    if days == 0:
        text = "Kan meteen beginnen"
    elif days < 7:
        text = f"Plek binnen {counted(days, 'dag', 'dagen')}"
    else:
        weeks = counted(ceil(days / 7), "week", "weken")
        text = f"Plek binnen {weeks}" if good else f"{sentence(weeks)} wachten"
    yield Reason(code="wait", good=good, text=text)


def _cost(one: Candidate) -> Iterable[Reason]:
    """Told, never counted."""
    if one.free and not one.needs_indication:
        yield Reason(code="cost", good=True, text="Gratis, geen indicatie nodig")
        return
    if one.offer.cost:
        yield Reason(code="cost", good=one.free, text=one.offer.cost)
    if one.needs_indication:
        yield Reason(code="indication", good=False, text="Indicatie nodig")
