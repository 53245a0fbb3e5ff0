"""Without an account, in a real browser: divided over three as one chooses, saved by link, and a paper handed in and looked at."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import FilePayload, expect

from tests.journeys.applying import IBAN, PETRA, WENDY, fills, looks_up, reference_of
from tests.journeys.eyes import problems
from tests.journeys.living import PHONE, Living, Person
from tests.journeys.other_schemes import a_house_with_other_schemes

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
WHERE = "/waardering/verder/"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def living(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Living]:
    async with a_house_with_other_schemes(tmp_path_factory.mktemp("other")) as house:
        yield house


def a_file(content: bytes, name: str = "verklaring.pdf") -> FilePayload:
    return {"name": name, "mimeType": "application/pdf", "buffer": content}


async def link_on(person: Person) -> str:
    return await person.page.get_by_role("link", name=WHERE).inner_text()


AGAIN = iter("abcdefgh")
"""Who asks a second time in the same house is somebody else."""


async def names_himself(him: Person) -> None:
    await him.goes("/waardering/verdelen/aanvragen")
    himself = {
        "voornaam": "Bertus",
        "achternaam": f"Zandlicht{next(AGAIN)}",
        "geboren": "1931-05-01",
        "postcode": "1216 AB",
        "huisnummer": "3",
    }
    await fills(him, {f"naaste-{name}": text for name, text in himself.items()})
    await him.presses("Verder")


async def names(him: Person, number: int, given_name: str) -> None:
    fields = {"voornaam": given_name, "achternaam": "Zandlicht", "postcode": "1216 AB", "huisnummer": str(30 + number)}
    await fills(him, {f"m{number}-{name}": text for name, text in fields.items()})


async def test_a_recipient_divides_over_three_as_he_chooses(living: Living) -> None:
    him = await living.someone("Bertus", scripts=False)
    await names_himself(him)
    for number, given_name in enumerate(("Anneke", "Joris", "Mies"), start=1):
        if number > 1:
            await him.presses("Nog een mantelzorger erbij")
        await names(him, number, given_name)
    await him.presses("Verder")
    for number, part in enumerate(("100", "33,33", "10"), start=1):
        await fills(him, {f"m{number}-iban": IBAN, f"m{number}-deel": part})
    wrong = await him.presses("Verder")
    told = await him.page.get_by_role("alert").get_by_role("link").all_inner_texts()
    await fills(him, {"m3-deel": "16,67"})
    await him.presses("Verder")
    await him.presses("Verstuur de aanvraag")

    assert (wrong.status, told) == (422, ["De delen zijn samen €\u00a0143,33. Dat moet €\u00a0150 zijn"])
    await expect(him.page.get_by_role("heading", level=1)).to_have_text("Dank u. De waardering is toegekend.")
    assert "€\u00a0150" in await him.reads()
    reference = await reference_of(him)
    wendy = await living.logged_in(WENDY)
    await looks_up(wendy, reference)
    seen = await wendy.reads()
    assert all(part in seen for part in ("€\u00a0100", "€\u00a033,33", "€\u00a016,67"))
    await him.leaves()
    await wendy.leaves()


async def test_an_application_is_saved_and_goes_on_on_a_telephone(living: Living) -> None:
    her = await living.someone("Anneke", scripts=False)
    await her.goes("/waardering/met-bewijs/aanvragen")
    moeder = {"naaste-voornaam": "Bertus", "naaste-achternaam": "Zandbron", "naaste-postcode": "1216 AB", "naaste-huisnummer": "3"}
    await fills(her, moeder)
    await her.presses("Verder")
    await fills(her, {"m1-voornaam": "Anneke"})
    await her.presses("Bewaar en ga later verder")
    link = await link_on(her)
    await her.presses("Sluit af op deze computer")
    closed = await her.goes("/waardering/verder")
    phone = await living.someone("Anneke", size=PHONE, scripts=False)
    await phone.goes(link)

    assert closed.status == 401
    assert phone.page.url.endswith("/waardering/verder")
    await expect(phone.page.get_by_text("Stap 2 van")).to_be_visible()
    await expect(phone.page.locator("#m1-voornaam")).to_have_value("Anneke")
    await phone.presses("Terug")
    await expect(phone.page.locator("#naaste-achternaam")).to_have_value("Zandbron")
    assert "Zandbron" not in phone.page.url
    await her.leaves()
    await phone.leaves()


async def sends(living: Living, family_name: str) -> tuple[Person, str, str]:
    """Asked for with a paper still to come: she, the reference and her link."""
    her = await living.someone("Anneke")
    await her.goes("/waardering/met-bewijs/aanvragen")
    naaste = {"voornaam": "Bertus", "achternaam": family_name, "postcode": "1216 AB", "huisnummer": "3"}
    await fills(her, {f"naaste-{name}": text for name, text in naaste.items()})
    await her.presses("Verder")
    fields = {"voornaam": "Anneke", "achternaam": family_name, "geboren": "1970-03-14", "postcode": "1216 AB", "huisnummer": "31"}
    for name, text in fields.items():
        if await her.page.locator(f"#m1-{name}").count():
            await her.page.locator(f"#m1-{name}").fill(text)
    await her.presses("Verder")
    while not await her.page.get_by_role("button", name="Verstuur de aanvraag").count():
        await her.presses("Verder")
    await her.presses("Verstuur de aanvraag")
    return her, await reference_of(her), await link_on(her)


async def test_a_paper_is_handed_in_by_link_looked_at_and_then_it_is_granted(living: Living) -> None:
    her, reference, link = await sends(living, "Zandmolen")
    await her.follows("Voeg een stuk toe")
    await her.page.get_by_label("Kies een bestand").set_input_files(a_file(b"MZ not what its name says"))
    wrong = await her.presses("Voeg dit bestand toe")
    told = await her.page.get_by_role("alert").get_by_role("link").all_inner_texts()
    await her.page.get_by_label("Kies een bestand").set_input_files(a_file(PDF))
    await her.presses("Voeg dit bestand toe")
    waits = await her.reads()
    wendy = await living.logged_in(WENDY)
    await looks_up(wendy, reference)
    await wendy.follows("Stukken en antwoorden")
    warned = await wendy.reads()
    async with wendy.page.expect_download() as downloading:
        await wendy.page.get_by_role("link", name="Haal het bestand op").click()
    download = await downloading.value
    await wendy.page.get_by_label("Ja", exact=True).check()
    await wendy.presses("Leg vast Verklaring van een arts")
    await her.goes(link)

    assert (wrong.status, told) == (422, ["Dit bestand kunnen wij niet lezen. Stuur een PDF of een foto (JPG of PNG)."])
    assert "Wordt bekeken" in waits
    assert "niet op virussen bekeken" in warned
    assert download.suggested_filename == f"{reference}-1.pdf"
    assert (await download.path()).read_bytes() == PDF
    await expect(her.page.get_by_role("heading", level=1)).to_have_text("De waardering is toegekend")
    await her.leaves()
    await wendy.leaves()


async def test_what_is_asked_is_answered_by_link_and_it_is_taken_back_by_link(living: Living) -> None:
    her, reference, link = await sends(living, "Zandvoorde")
    wendy = await living.logged_in(WENDY)
    await looks_up(wendy, reference)
    await wendy.page.get_by_text("Eerst iets navragen", exact=True).click()
    await wendy.page.get_by_label("Wat moet u nog weten?").fill("Hoe heet de huisarts?")
    await wendy.presses("Verstuur de vraag")
    await her.goes(link)
    await expect(her.page.get_by_role("heading", level=1)).to_have_text("Wij hebben een vraag aan u")
    await her.page.get_by_label("Uw antwoord").fill("Dokter De Boer.")
    await her.presses("Verstuur mijn antwoord")
    await wendy.follows("Stukken en antwoorden")

    assert "Dokter De Boer." in await wendy.reads()
    await her.page.get_by_text("Aanvraag intrekken").click()
    refused = await her.presses("Trek de aanvraag in")
    await her.page.get_by_label("Ja, ik trek mijn aanvraag in").check()
    await her.presses("Trek de aanvraag in")
    assert refused.status == 422
    await expect(her.page.get_by_role("heading", level=1)).to_have_text("U hebt uw aanvraag ingetrokken")
    await her.leaves()
    await wendy.leaves()


async def test_a_payer_opens_no_papers(living: Living) -> None:
    her, reference, _ = await sends(living, "Zandstraat")
    wendy, petra = await living.logged_in(WENDY), await living.logged_in(PETRA)
    await looks_up(wendy, reference)
    await wendy.follows("Stukken en antwoorden")
    answer = await petra.goes(wendy.page.url)

    assert answer.status == 403
    for person in (her, wendy, petra):
        await person.leaves()


async def enters_for_the_programme(wendy: Person, given_name: str, born: str) -> str:
    """From the programme's list; what came of it."""
    await wendy.goes("/waardering/werk/invoeren/jonge-helden")
    await wendy.page.get_by_label("Een lijst van een programma, zoals Jonge Helden").check()
    await fills(wendy, {"m1-voornaam": given_name, "m1-achternaam": "Zandjong", "m1-geboren": born})
    for name, text in {"m1-postcode": "1216 AB", "m1-huisnummer": "41"}.items():
        if await wendy.page.locator(f"#{name}").count():
            await wendy.page.locator(f"#{name}").fill(text)
    await wendy.presses("Voer de aanvraag in")
    return await wendy.page.get_by_role("status").first.inner_text()


async def test_a_young_caregiver_gets_hers_through_the_programme_and_who_is_too_old_waits_for_a_person(living: Living) -> None:
    public = await living.someone("Sem", scripts=False)
    await public.goes("/waardering")
    await expect(public.page.get_by_role("listitem").filter(has_text="Jonge Helden")).to_contain_text("Niet online")
    await public.goes("/waardering/jonge-helden/aanvragen")
    await expect(public.page.get_by_text("U kunt nu niet online aanvragen.")).to_be_visible()
    wendy = await living.logged_in(WENDY)
    young, old = await enters_for_the_programme(wendy, "Sem", "2014-05-01"), await enters_for_the_programme(wendy, "Bo", "1999-05-01")

    assert "Meteen toegekend: €\u00a015" in young
    assert "Beslissen voor" in old
    await wendy.follows("Bekijk deze aanvraag")
    assert "Niet voldaan" in await wendy.reads()
    await public.leaves()
    await wendy.leaves()


async def test_she_asks_for_someone_who_lives_across_the_border(living: Living) -> None:
    her = await living.someone("Anneke", size=PHONE)
    await her.goes("/waardering/over-de-grens/aanvragen")
    await fills(her, {"naaste-voornaam": "Jo", "naaste-achternaam": "Grensland"})
    nothing_chosen = await her.presses("Verder")
    seen = await problems(her.page)
    await her.page.get_by_label("België", exact=True).check()
    await her.presses("Verder")
    named = {"voornaam": "Anneke", "achternaam": "Grensland", "geboren": "1970-03-14", "postcode": "1216 AB", "huisnummer": "41"}
    await fills(her, {f"m1-{name}": text for name, text in named.items()})
    await her.presses("Verder")
    await her.presses("Verder")
    await her.presses("Verstuur de aanvraag")

    assert (nothing_chosen.status, seen) == (422, [])
    await expect(her.page.get_by_role("heading", level=1)).to_have_text("Dank u. De waardering is toegekend.")
