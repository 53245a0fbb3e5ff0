"""What the officer's list was asked stays in every link, and nothing that is not known gets through."""

from urllib.parse import parse_qs, urlsplit

from services.console.views.waardering_work import Query, narrowed, states

SCHEMES = {"plain": "Proefwaardering"}


def test_what_was_chosen_is_asked_and_stays_in_the_address():
    query = Query.of({"lijst": "klaar", "regeling": "plain", "stand": "refused", "jaar": "2026", "gemeente": "GM0402"}, SCHEMES)
    kept = {name: values[0] for name, values in parse_qs(urlsplit(query.address()).query).items()}

    assert query.asked() == {"list": "done", "scheme": "plain", "state": "refused", "year": "2026", "municipality": "GM0402"}
    assert Query.of(kept, SCHEMES) == query
    assert narrowed(query, SCHEMES, {"GM0402": "Hilversum"}) == "Proefwaardering, afgewezen, 2026, Hilversum"


def test_what_is_not_known_is_left_out():
    query = Query.of({"lijst": "open", "regeling": "weg", "stand": "refused", "jaar": "gisteren", "gemeente": "Hilversum"}, SCHEMES)

    assert query == Query()


def test_one_chooses_among_states_only_where_they_differ():
    assert [value for value, _ in states(Query(list="klaar"))] == ["", "granted", "pooled", "refused", "withdrawn"]
    assert [value for value, _ in states(Query())] == ["", "received", "incomplete", "waiting"]
    assert states(Query(list="deze-week")) == []
