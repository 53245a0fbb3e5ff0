"""Under sixteen, and who cannot decide: another says yes as well, or instead, and that is recorded."""

from datetime import UTC, date, datetime, timedelta

import pytest

from schemas.api.intake import ConsentIn
from schemas.words import ConsentPurpose, ConsentWay, Described, OwnYes, SaidBy
from services.intake.domain.consents import Said, given, last_words
from services.intake.domain.who_said import said_of_child, wrong_speakers
from tests.intake.world import a_signal, contact_of, only

HER, REFERRAL = Described.CAREGIVER, ConsentPurpose.REFERRAL
NOON = datetime(2027, 3, 1, 12, 0, tzinfo=UTC)
A_CHILD = "2014-05-01"


def said(yes: bool, by: SaidBy = SaidBy.SELF, *, of_child: bool = True, reason: OwnYes | None = None, later: int = 0) -> Said:
    at = NOON + timedelta(hours=later)
    return Said(HER, REFERRAL, yes, NOON.date(), ConsentWay.SPOKEN, "staff", at, said_by=by, reason=reason, of_child=of_child)


def stands(*words: Said) -> bool:
    return given(last_words(words, NOON), HER, REFERRAL)


def test_a_child_s_own_yes_is_not_enough():
    assert not stands(said(True))


@pytest.mark.parametrize("by", [SaidBy.PARENT, SaidBy.GUARDIAN])
def test_a_parent_s_yes_is(by):
    assert stands(said(True, by))
    assert stands(said(True, by), said(True, later=1))


def test_a_child_s_no_is_stronger_than_a_parent_s_yes():
    assert not stands(said(False), said(True, SaidBy.PARENT, later=1))


def test_a_child_says_yes_alone_to_free_help_for_itself():
    free = said(True, reason=OwnYes.OFFERED_DIRECTLY_FREE)

    assert stands(free)
    assert stands(said(False, SaidBy.PARENT), free)


def test_a_parent_takes_a_yes_back():
    assert not stands(said(True, SaidBy.PARENT), said(False, SaidBy.PARENT, later=1), said(True, later=2))


def test_of_a_grown_up_the_last_word_counts_whoever_said_it():
    own, representative = said(True, of_child=False), said(False, SaidBy.REPRESENTATIVE, of_child=False, later=1)

    assert not stands(own, representative)
    assert stands(said(False, of_child=False), said(True, SaidBy.REPRESENTATIVE, of_child=False, later=1))


def a_consent(**changes: object) -> ConsentIn:
    return ConsentIn.model_validate(
        {"person": HER, "purpose": REFERRAL, "given": True, "on": date(2027, 3, 1), "how": ConsentWay.SPOKEN} | changes
    )


KARIN = {"name": "Karin Zandvliet", "ground": "mentor"}


@pytest.mark.parametrize(
    ("changes", "age", "pointers"),
    [
        ({}, 12, []),
        ({"by": "parent"}, 12, []),
        ({"by": "parent"}, None, []),
        ({"by": "parent"}, 16, ["/consents/0/by"]),
        ({"by": "representative"}, 80, ["/consents/0/representative"]),
        ({"by": "representative", "representative": KARIN}, 80, []),
        ({"representative": KARIN}, 80, ["/consents/0/representative"]),
        ({"reason": "offered-directly-free"}, 15, []),
        ({"reason": "offered-directly-free"}, 16, ["/consents/0/reason"]),
        ({"reason": "offered-directly-free", "by": "parent"}, 15, ["/consents/0/reason"]),
        ({"reason": "offered-directly-free", "given": False}, 15, ["/consents/0/reason"]),
    ],
)
def test_who_can_speak_for_whom(changes, age, pointers):
    assert [wrong.pointer for wrong in wrong_speakers([a_consent(**changes)], {HER: age})] == pointers


def test_that_a_parent_answers_tells_that_it_is_a_child():
    assert said_of_child(a_consent(by="parent"), None)
    assert not said_of_child(a_consent(), None)


async def a_girl_spoken_to(world):
    """Twelve years old; her teacher told that she said yes."""
    body = only(a_signal(caregiver__birthDate=A_CHILD), ("caregiver", "referral", True), ("careRecipient", "referral", True))
    signal_id = await world.signalled(body)
    await world.desk().spoken(signal_id)
    return signal_id


def consents(*changes: dict[str, object]) -> dict[str, object]:
    on = {"person": "caregiver", "purpose": "referral", "given": True, "on": "2026-11-20", "how": "spoken"}
    return {"consents": [on | change for change in changes]}


async def test_without_a_parent_s_yes_no_provider_is_appointed_and_the_page_says_what_is_missing(world):
    signal_id = await a_girl_spoken_to(world)
    got = await world.desk().do(signal_id, "appointments", {"offers": [str(world.directory.ranking.items[0].offer.id)]})

    assert (got.status, got.body["missing"]) == (409, "parent-consent")
    assert (await world.desk().open(signal_id))["missing"] == ["parent-consent"]


@pytest.mark.parametrize("change", [{"by": "parent"}, {"by": "guardian"}, {"reason": "offered-directly-free"}])
async def test_with_it_or_with_free_help_for_herself_one_is(world, change):
    signal_id = await a_girl_spoken_to(world)
    shown = await world.desk().done(signal_id, "consents", consents(change))

    assert shown["missing"] == []
    assert {key: shown["consents"][-1].get(key) for key in change} == change or change in [
        {key: one.get(key) for key in change} for one in shown["consents"]
    ]
    assert await world.desk().appoint(signal_id)


async def test_a_parent_says_nothing_for_a_grown_up(world):
    signal_id = await world.signalled()
    got = await world.desk().do(signal_id, "consents", consents({"by": "parent"}))

    assert (got.status, [error["pointer"] for error in got.body["errors"]]) == (400, ["/consents/0/by"])


async def test_nothing_goes_to_a_parent_s_address_before_the_child_said_yes(world):
    signal_id = await world.signalled(only(a_signal(caregiver__birthDate=A_CHILD), ("careRecipient", "referral", True)) | NO_SECRECY)
    await world.desk().spoken(signal_id)
    await world.desk().done(signal_id, "consents", consents({"by": "parent"}))
    referral_id = await world.desk().appoint(signal_id)
    await world.accept(signal_id, referral_id)
    person = await world.caregiver(signal_id)
    before = [(await contact_of(who, person, why))["contact"] for who, why in ((world.provider(), "support"), (world.house(), "messages"))]
    await world.desk().done(signal_id, "consents", consents({"by": "self"}))
    after = (await contact_of(world.house(), person, "messages"))["contact"]

    for contact in before:
        assert (contact.get("email"), contact.get("address"), contact["safeToContact"]["email"]) == (None, None, "no")
        assert contact["phone"] == "+31612345678"
    assert (after["email"], after["address"]) == ("anneke@example.org", "1216AB 12a")


NO_SECRECY = {"signaller": {"kind": "school", "phone": "0355550199"}}


async def test_who_decides_for_someone_is_shown_with_ground_and_day_and_nowhere_in_the_clear(world):
    signal_id = await world.signalled()
    shown = await world.desk().done(
        signal_id, "consents", consents({"person": "careRecipient", "by": "representative", "representative": KARIN})
    )

    assert shown["represented"] == [{"person": "careRecipient", "representative": KARIN, "on": "2026-11-20"}]
    assert b"Karin" not in (await world.rows("select sealed from intake.signal"))[0][0]


async def test_a_signaller_names_who_decides(world):
    body = a_signal()
    body["consents"][1] |= {"by": "representative", "representative": KARIN}
    signal_id = await world.signalled(body)

    assert (await world.desk().open(signal_id))["represented"][0]["representative"]["name"] == "Karin Zandvliet"


async def test_a_representative_without_a_name_is_refused_at_the_door(world):
    body = a_signal()
    body["consents"][1] |= {"by": "representative"}
    got = await world.gp().post("/v1/signals", body)

    assert (got.status, [error["pointer"] for error in got.body["errors"]]) == (400, ["/consents/1/representative"])
