"""Who reads no Dutch gets an English part above the Dutch letter, where her scheme offers her language."""

import pytest

from schemas.words import LetterKind

from .letters import letter, read
from .town import Town, a_caregiver, an_application

BELOW = "it is the text that counts"


async def applies(town: Town, language: str, scheme: str = "in-more-languages") -> str:
    return str((await town.applies(an_application(scheme) | {"caregivers": [a_caregiver(language=language)]}))["id"])


async def test_a_grant_says_in_english_what_it_comes_down_to_and_then_decides_in_dutch(town: Town):
    said = await read(town, await applies(town, "en"), "granted")
    first, _, then = said.partition(BELOW)

    for part in ("Your application is approved", "€50, to the account that ends in 4300", "6 weeks", "the last day is 13 April 2027"):
        assert part in first, part
    assert "Uw aanvraag is goedgekeurd" in then
    assert "Bent u het niet eens met dit besluit?" in then


@pytest.mark.parametrize(
    ("language", "scheme", "english"),
    [("nl", "in-more-languages", False), ("uk", "in-more-languages", True), ("pl", "in-more-languages", False), ("en", "plain", False)],
)
async def test_only_a_language_that_the_scheme_offers_brings_it_and_english_is_what_there_is(
    town: Town, language: str, scheme: str, english: bool
):
    said = await read(town, await applies(town, language, scheme), "granted")

    assert (BELOW in said) is english
    assert "Uw aanvraag is goedgekeurd" in said


async def test_a_refusal_a_question_and_a_payment_say_it_too(town: Town):
    granted = await applies(town, "en")
    second = await applies(town, "en")
    await town.did(second, "decisions", {"grant": False, "reason": "cap-reached"})
    asked = an_application("in-more-languages", number=7) | {"caregivers": [a_caregiver(7, language="en")]}
    del asked["careRecipient"]["postcode"]
    third = str((await town.applies(asked))["id"])
    await town.did(third, "information-requests", {"what": "Waar woont uw naaste?", "days": 14})
    await town.paid()
    said = {
        LetterKind.REFUSED: await read(town, second, "refused"),
        LetterKind.INFORMATION: await read(town, third, "information"),
        LetterKind.PAID: await read(town, granted, "paid"),
    }

    assert "We refuse it. It was already given as often as the rules allow." in said[LetterKind.REFUSED]
    assert "Please answer by 16 March 2027" in said[LetterKind.INFORMATION]
    assert "€50, to the account that ends in 4300. This is Proefwaardering of 2027." in said[LetterKind.PAID]
    assert all(BELOW in one for one in said.values())


async def test_an_english_letter_is_made_once_like_any_other(town: Town):
    application = await applies(town, "en")
    one = await letter(town, application, "granted")

    assert one["state"] == "made"
