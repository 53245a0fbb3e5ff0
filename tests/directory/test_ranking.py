"""Offers in order, with reasons that a person can check; nobody's identity is asked and no score is shown."""

from hypothesis import given
from hypothesis import strategies as st

from schemas.api.directory import Offer, Ranking, RankingRequest
from schemas.base import OfferId, OrganisationId, id_of
from schemas.words import Group, SupportArea, Urgency
from services.directory.domain.ranking import SHOWN, Candidate, place, rank, works_there

HILVERSUM, HUIZEN = "GM0402", "GM0406"
RESPITE, EMOTIONAL, MONEY = SupportArea.RESPITE, SupportArea.EMOTIONAL_SUPPORT, SupportArea.FINANCIAL_SUPPORT


def offer(
    key: str,
    *areas: SupportArea,
    municipalities: tuple[str, ...] = (HILVERSUM,),
    groups: tuple[Group, ...] = (),
    languages: tuple[str, ...] = ("nl",),
    available: int | None = None,
    waiting_days: int | None = 7,
    postcodes: tuple[tuple[int, int], ...] = (),
    free: bool = True,
    needs_indication: bool = False,
) -> Candidate:
    return Candidate(
        offer=Offer(
            id=OfferId(id_of("gooi", "offer", key)),
            key=key,
            organisation=OrganisationId(id_of("gooi", "organisation", key)),
            organisation_name=key,
            name=key,
            summary=key,
            support_areas=areas or (RESPITE,),
            municipalities=municipalities,
            groups=groups,
            languages=languages,
            cost="Gratis" if free else "Eigen bijdrage via het CAK",
            available=available,
            waiting_days=waiting_days,
        ),
        free=free,
        needs_indication=needs_indication,
        postcodes=postcodes,
    )


def a_request(
    *areas: SupportArea,
    municipality: str | None = HILVERSUM,
    groups: tuple[Group, ...] = (),
    language: str = "nl",
    urgency: Urgency = Urgency.SOON,
    postcode4: int | None = None,
) -> RankingRequest:
    return RankingRequest(
        region="gooi",
        support_areas=areas or (RESPITE,),
        municipality=municipality,
        groups=groups,
        language=language,
        urgency=urgency,
        postcode4=postcode4,
    )


def ranked(request: RankingRequest, *candidates: Candidate) -> Ranking:
    return rank(request, candidates, municipality_name="Hilversum", answer_within="twee werkdagen")


def order(request: RankingRequest, *candidates: Candidate) -> list[str]:
    return [item.offer.key for item in ranked(request, *candidates).items]


def texts(request: RankingRequest, candidate: Candidate, *, good: bool) -> list[str]:
    (item,) = ranked(request, candidate).items
    return [reason.text for reason in item.reasons if reason.good is good]


def test_what_answers_none_of_the_questions_is_not_considered():
    ranking = ranked(a_request(RESPITE), offer("money", MONEY), offer("respite", RESPITE))

    assert [item.offer.key for item in ranking.items] == ["respite"]
    assert ranking.considered == 1


def test_more_of_the_question_comes_first_but_never_from_elsewhere():
    both_elsewhere = offer("both elsewhere", RESPITE, EMOTIONAL, municipalities=(HUIZEN,))

    assert order(a_request(RESPITE, EMOTIONAL), both_elsewhere, offer("one"), offer("both", RESPITE, EMOTIONAL)) == [
        "both",
        "one",
        "both elsewhere",
    ]


def test_then_her_group_then_everyone_then_other_groups():
    candidates = offer("other", groups=(Group.YOUNG,)), offer("all"), offer("hers", groups=(Group.DEMENTIA,), waiting_days=70)

    assert order(a_request(groups=(Group.DEMENTIA,)), *candidates) == ["hers", "all", "other"]


def test_then_her_language_and_then_how_soon_there_is_room():
    candidates = (
        offer("full", languages=("ar",), available=0, waiting_days=0),
        offer("unknown", languages=("ar",), waiting_days=None),
        offer("dutch", languages=("nl",), waiting_days=0),
        offer("later", languages=("ar",), waiting_days=42),
        offer("soon", languages=("ar",), waiting_days=7),
    )

    assert order(a_request(language="ar"), *candidates) == ["soon", "later", "unknown", "full", "dutch"]


def test_cost_is_told_and_changes_no_place():
    cheap, dear = offer("b free"), offer("a dear", free=False, needs_indication=True)

    assert order(a_request(), cheap, dear) == ["a dear", "b free"]
    assert texts(a_request(), dear, good=False) == ["Eigen bijdrage via het CAK", "Indicatie nodig"]


def test_the_reasons_are_plain_dutch():
    request = a_request(RESPITE, EMOTIONAL, groups=(Group.DEMENTIA,), language="ar")
    fitting = offer("fitting", RESPITE, EMOTIONAL, groups=(Group.DEMENTIA,), languages=("nl", "ar"))

    assert texts(request, fitting, good=True) == [
        "Respijtzorg en emotionele steun: dit is wat zij vraagt",
        "Werkt in heel Hilversum",
        "Ervaring met dementie",
        "Arabisch spreken zij ook",
        "Plek binnen één week",
        "Gratis, geen indicatie nodig",
    ]
    assert texts(request, fitting, good=False) == []


def test_what_speaks_against_an_offer_is_said_as_well():
    request = a_request(RESPITE, EMOTIONAL, groups=(Group.DEMENTIA,), language="tr")
    poor = offer("poor", RESPITE, municipalities=(HUIZEN,), groups=(Group.YOUNG,), waiting_days=40)

    assert texts(request, poor, good=False) == [
        "Geen emotionele steun: regel dat erbij",
        "Werkt niet in Hilversum",
        "Vooral voor jongeren",
        "Turks spreken zij niet",
        "Zes weken wachten",
    ]


def test_an_offer_for_part_of_a_town_is_only_for_that_part():
    east = offer("east", postcodes=((1221, 1223),))

    assert texts(a_request(postcode4=1222), east, good=True)[1] == "Werkt in Hilversum"
    assert "Werkt in een ander deel van Hilversum" in texts(a_request(postcode4=1216), east, good=False)


def test_the_same_wait_speaks_for_an_offer_when_there_is_time_and_against_it_today():
    two_weeks = offer("two weeks", waiting_days=14)

    assert "Plek binnen twee weken" in texts(a_request(urgency=Urgency.ROUTINE), two_weeks, good=True)
    assert "Twee weken wachten" in texts(a_request(urgency=Urgency.TODAY), two_weeks, good=False)


candidates = st.builds(
    offer,
    st.text("abcdef", min_size=3, max_size=6),
    st.sampled_from(SupportArea),
    municipalities=st.sampled_from([(HILVERSUM,), (HUIZEN,), (HILVERSUM, HUIZEN)]),
    groups=st.sampled_from([(), (Group.YOUNG,), (Group.DEMENTIA, Group.OLDER)]),
    languages=st.sampled_from([("nl",), ("nl", "ar")]),
    available=st.sampled_from([None, 0, 3]),
    waiting_days=st.sampled_from([None, 0, 7, 60]),
)
requests = st.builds(
    a_request,
    st.sampled_from(SupportArea),
    st.sampled_from(SupportArea),
    municipality=st.sampled_from([None, HILVERSUM, HUIZEN]),
    groups=st.sampled_from([(), (Group.DEMENTIA,)]),
    language=st.sampled_from(["nl", "ar"]),
    urgency=st.sampled_from(Urgency),
)


@given(requests, st.lists(candidates, max_size=40), st.randoms())
def test_the_order_does_not_depend_on_the_order_of_the_files(request: RankingRequest, some: list[Candidate], random):
    shuffled = random.sample(some, len(some))

    assert [place(request, one) for one in _in_order(request, some)] == [place(request, one) for one in _in_order(request, shuffled)]


@given(requests, st.lists(candidates, max_size=40))
def test_nothing_from_elsewhere_stands_above_something_from_here_and_every_item_has_a_reason(
    request: RankingRequest, some: list[Candidate]
):
    here = [works_there(request, one) for one in _in_order(request, some)]
    ranking = ranked(request, *some)

    assert here == sorted(here, reverse=True)
    assert len(ranking.items) == min(SHOWN, ranking.considered)
    assert all(item.reasons[0].code == "area" for item in ranking.items)


def _in_order(request: RankingRequest, some: list[Candidate]) -> list[Candidate]:
    by_id = {id(one.offer): one for one in some}
    return [by_id[id(item.offer)] for item in ranked(request, *some).items]
