"""Care for someone who lives in another country, where a scheme allows it and the caregiver lives in the municipality."""

from __future__ import annotations

from datetime import date

import pytest
from pydantic import ValidationError

from services.waardering.domain import Proposal, assess, in_words
from services.waardering.usecases import forming
from tests.waardering.applications import Json, caregiver, cents, facts, scheme

from .town import Town, an_application

HERE: Json = {"municipality": "GM0402"}
ELSEWHERE: Json = {"municipality": "GM0406"}


@pytest.mark.parametrize(
    ("residence", "recipient", "her", "proposal"),
    [
        ({"who": "recipient", "abroad": ["BE"]}, {"country": "BE"}, HERE, Proposal.GRANT),
        ({"who": "recipient", "abroad": ["BE"]}, {"country": "BE"}, ELSEWHERE, Proposal.REFUSE),
        ({"who": "recipient", "abroad": ["BE"]}, {"country": "BE"}, {}, Proposal.ASK),
        ({"who": "recipient", "abroad": ["BE"]}, {"country": "DE"}, HERE, Proposal.REFUSE),
        ({"who": "recipient", "abroad": ["BE", "other"]}, {"country": "other"}, HERE, Proposal.GRANT),
        ({"who": "recipient", "abroad": ["BE"]}, {"country": "NL"} | HERE, ELSEWHERE, Proposal.GRANT),
        ({"who": "recipient", "abroad": ["BE"]}, HERE, ELSEWHERE, Proposal.GRANT),
        ({"who": "recipient", "abroad": ["BE"]}, {}, HERE, Proposal.ASK),
        ({"who": "recipient"}, {"country": "BE"} | HERE, HERE, Proposal.REFUSE),
        ({"who": "both", "abroad": ["BE"]}, {"country": "BE"}, HERE, Proposal.GRANT),
        ({"who": "either", "abroad": ["BE"]}, {"country": "BE"}, HERE, Proposal.GRANT),
        ({"who": "either"}, {"country": "BE"}, ELSEWHERE, Proposal.REFUSE),
        ({"who": "caregiver"}, {"country": "BE"}, HERE, Proposal.GRANT),
    ],
)
def test_who_lives_abroad_counts_where_the_scheme_says_so_and_her_caregiver_lives_here(
    residence: Json, recipient: Json, her: Json, proposal: Proposal
) -> None:
    found = assess(scheme(residence=residence), facts(caregiver("a", **her), recipient={"key": "moeder"} | recipient))

    assert found.proposal is proposal
    assert cents(found) == ([] if proposal is Proposal.REFUSE else [5_000])


def test_only_the_caregiver_who_lives_here_gets_it() -> None:
    both = [caregiver("a", **HERE), caregiver("b", **ELSEWHERE)]
    found = assess(scheme(residence={"who": "recipient", "abroad": ["BE"]}), facts(*both, recipient={"key": "moeder", "country": "BE"}))

    assert (found.proposal, [share.caregiver for share in found.shares]) == (Proposal.PART, ["a"])
    assert "zorgvrager: woont in België; mantelzorger: woont in GM0406" in [one.fact for one in found.not_met]


@pytest.mark.parametrize(
    ("residence", "told"),
    [
        ({"who": "caregiver", "abroad": ["BE"]}, "laat abroad weg"),
        ({"who": "recipient", "abroad": ["BE"], "when": "over-the-year"}, "laat when weg"),
        ({"who": "recipient", "abroad": ["NL"]}, "laat NL weg"),
    ],
)
def test_what_cannot_be_asked_of_who_lives_abroad_is_refused(residence: Json, told: str) -> None:
    with pytest.raises(ValidationError) as refused:
        scheme(residence=residence)

    assert told in str(refused.value)


def test_the_country_is_told_and_asked_only_where_it_counts() -> None:
    abroad = scheme(residence={"who": "recipient", "abroad": ["BE", "DE"]})
    asked, not_asked = (forming.form(one, date(2026, 11, 1)) for one in (abroad, scheme(residence={"who": "recipient"})))

    assert "De zorgvrager mag ook in België of Duitsland wonen, als de mantelzorger in de gemeente woont." in [
        sentence for part in in_words(abroad) for sentence in part.sentences
    ]
    assert [one.code for one in asked.countries] == ["NL", "BE", "DE", "other"]
    assert {"recipient-country", "caregiver-address"} <= asked.asks
    assert ("recipient-country" in not_asked.asks, not_asked.countries) == (False, ())


@pytest.mark.parametrize(("country", "state", "advice"), [("BE", "granted", "grant"), ("FR", "received", "refuse")])
async def test_who_cares_for_someone_in_belgium_is_granted_at_once_and_in_france_a_person_decides(
    town: Town, country: str, state: str, advice: str
):
    body = an_application("across-the-border")
    for field in ("postcode", "houseNumber"):
        del body["careRecipient"][field]
    made = await town.applies(body | {"careRecipient": body["careRecipient"] | {"country": country}})
    seen = await town.see(made["id"])

    assert (made["state"], seen["advice"]) == (state, advice)


async def test_a_country_that_was_wrong_is_put_right_by_the_officer(town: Town):
    body = an_application("across-the-border")
    made = await town.applies(body | {"careRecipient": body["careRecipient"] | {"country": "FR"}})
    name = {"familyName": body["careRecipient"]["familyName"]}
    await town.did(made["id"], "completions", {"facts": {"careRecipient": name | {"country": "NL"}}})
    seen = await town.see(made["id"])

    assert seen["state"] == "granted"


@pytest.mark.parametrize(
    ("recipient", "her", "proposal"),
    [
        (HERE, ELSEWHERE, Proposal.GRANT),
        (ELSEWHERE, HERE, Proposal.GRANT),
        (ELSEWHERE, ELSEWHERE, Proposal.REFUSE),
        (ELSEWHERE, {}, Proposal.ASK),
    ],
)
def test_where_one_of_both_has_to_live_here_it_is_refused_when_neither_does(recipient: Json, her: Json, proposal: Proposal) -> None:
    found = assess(scheme(residence={"who": "either"}), facts(caregiver("a", **her), recipient={"key": "moeder"} | recipient))

    assert found.proposal is proposal
