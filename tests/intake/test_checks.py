"""What is wrong with a signal is said all at once, each with its place and what would be right."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.api.intake import MyContactIn, SignalIn
from schemas.words import BOUND_BY_SECRECY, SignallerKind
from services.intake.domain.checks import check, check_contact
from services.intake.domain.normal import name_key, phone, postcode
from tests.intake.world import A_NEIGHBOURS_WORRY, a_signal, only

TODAY = date(2026, 11, 22)


def wrong(body):
    return {w.pointer for w in check(SignalIn.model_validate(body), today=TODAY).wrong}


def test_the_example_of_the_documentation_is_right():
    assert wrong(a_signal()) == set()


def test_phone_and_postcode_come_out_in_one_spelling():
    signal = check(SignalIn.model_validate(a_signal()), today=TODAY).signal

    assert (signal.caregiver.phone, signal.caregiver.postcode) == ("+31612345678", "1216AB")


def test_a_signaller_needs_a_way_to_be_answered():
    assert wrong(a_signal(signaller__email=None, signaller__phone=None)) == {"/signaller"}


def test_who_signals_for_herself_is_answered_where_she_can_be_reached():
    body = {"signaller": {"kind": "self"}, "caregiver": {"familyName": "Jansen", "phone": "0612345678"}}

    assert wrong(body) == set()


@pytest.mark.parametrize(
    "ways",
    [{"phone": "0612345678"}, {"email": "a@example.org"}, {"postcode": "1216AB", "houseNumber": 3}],
)
def test_one_way_to_reach_her_is_enough(ways):
    assert wrong(a_signal(A_NEIGHBOURS_WORRY, caregiver={"familyName": "Jansen"} | ways)) == set()


@pytest.mark.parametrize("ways", [{}, {"postcode": "1216AB"}, {"houseNumber": 3}])
def test_a_postcode_alone_is_no_way_to_reach_someone(ways):
    assert wrong(a_signal(A_NEIGHBOURS_WORRY, caregiver={"familyName": "Jansen"} | ways)) == {"/caregiver"}


@pytest.mark.parametrize("kind", sorted(BOUND_BY_SECRECY))
def test_who_is_bound_by_secrecy_states_a_reason_for_each_person(kind):
    body = only(a_signal(signaller__kind=kind))
    found = check(SignalIn.model_validate(body), today=TODAY).wrong

    assert [w.pointer for w in found] == ["/consents", "/consents"]
    assert all("self-registration card" in w.expected for w in found)


@pytest.mark.parametrize("kind", sorted(set(SignallerKind) - BOUND_BY_SECRECY))
def test_nobody_else_needs_a_consent_to_signal(kind):
    assert wrong(only(a_signal(signaller__kind=kind))) == set()


def test_a_consent_to_word_back_is_no_reason_to_tell_who_she_is():
    body = only(a_signal(careRecipient=None), ("caregiver", "feedback-to-signaller", True))

    assert wrong(body) == {"/consents"}


def test_a_consent_that_was_refused_is_no_reason():
    assert wrong(only(a_signal(careRecipient=None), ("caregiver", "referral", False))) == {"/consents"}


@pytest.mark.parametrize("ground", ["represented", "legal-duty", "vital-interest"])
def test_another_ground_takes_the_place_of_consent(ground):
    body = only(a_signal(), ("caregiver", "referral", True)) | {"grounds": [{"person": "careRecipient", "ground": ground}]}

    assert wrong(body) == set()


@pytest.mark.parametrize(
    ("path", "value", "pointer"),
    [
        ("caregiver__birthDate", "2026-11-23", "/caregiver/birthDate"),
        ("caregiver__birthDate", "1905-01-01", "/caregiver/birthDate"),
        ("careRecipient__birthDate", "2030-01-01", "/careRecipient/birthDate"),
        ("caregiver__caringSince", "2026-12", "/caregiver/caringSince"),
        ("caregiver__caringSince", "2027", "/caregiver/caringSince"),
        ("caregiver__caringSince", "1957", "/caregiver/caringSince"),
        ("caregiver__phone", "12345678901", "/caregiver/phone"),
        ("signaller__phone", "niet bekend", "/signaller/phone"),
        ("caregiver__postcode", "0123AB", "/caregiver/postcode"),
        ("careRecipient__postcode", "1216SS", "/careRecipient/postcode"),
        ("note", "bsn 123456782", "/note"),
        ("note", "wis\u0007 dit", "/note"),
        ("caregiver__bestTimes", "123456782", "/caregiver/bestTimes"),
        ("caregiver__familyName", "Jan\u0000sen", "/caregiver/familyName"),
        ("signaller__organisation", "Praktijk 123.456.782", "/signaller/organisation"),
        ("externalId", "123456782", "/externalId"),
    ],
)
def test_what_cannot_be_is_named_by_its_place(path, value, pointer):
    assert wrong(a_signal(**{path: value})) == {pointer}


def test_a_consent_of_tomorrow_is_refused():
    body = a_signal()
    body["consents"][1]["on"] = "2026-11-23"

    assert wrong(body) == {"/consents/1/on"}


def test_a_note_may_have_lines():
    assert wrong(a_signal(note="Eerste regel.\nTweede regel.")) == set()


def test_everything_is_said_at_once():
    body = only(a_signal(caregiver__birthDate="2030-01-01", note="123456782", signaller__email=None, signaller__phone="x" * 9))

    assert wrong(body) == {"/caregiver/birthDate", "/note", "/signaller/phone", "/consents"}


def test_her_own_new_details_have_to_leave_a_way_to_reach_her():
    _, found = check_contact(MyContactIn(best_times="altijd"))

    assert [w.detail for w in found] == ["Nobody can reach you this way."]


@given(st.integers(1000, 9999), st.text("ABCDEFGHJKLMNPRTUVWXZabcdefghjklmnprtuvwxz", min_size=2, max_size=2), st.sampled_from(["", " "]))
def test_every_spelling_of_a_postcode_comes_out_the_same(number, letters, gap):
    assert postcode(f"{number}{gap}{letters}") == f"{number}{letters.upper()}"


@given(st.integers(10_000_000, 59_999_999), st.sampled_from(["06", "+316", "00316", "06 ", "06-"]))
def test_every_spelling_of_a_mobile_number_comes_out_the_same(number, before):
    assert phone(f"{before}{number}") == f"+316{number}"


@given(st.text(max_size=30))
def test_a_name_is_found_whatever_its_capitals_and_accents(name):
    assert name_key(name_key(name)) == name_key(name)


def test_names_with_and_without_accents_have_one_key():
    assert name_key("Çelik") == name_key("celik")
    assert name_key("d'Årsö") == name_key("DARSO")
