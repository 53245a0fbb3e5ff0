"""From a GP's signal to help that was completed, by hand: through pages only, as the people do it whose work this is."""

from __future__ import annotations

import re

import pytest
from playwright.async_api import Page, expect

from services.story import signals
from services.story.parties import Json, code_in
from tests.journeys.living import FATIMA, MARLOES, PHONE, Living, Person, tomorrow_at

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.asyncio(loop_scope="module")]
HERS = re.compile(r"Anneke|Verhalen|anneke\.|Vertelsel|Henk|dementie|55550177|55 ?55 ?01 ?77|1216 ?AB|Slaapt slecht", re.IGNORECASE)
"""What a provider may not read anywhere in a page before it says yes."""


async def test_without_javascript_the_public_form_keeps_what_was_typed_until_it_is_sent(living: Living) -> None:
    ria = await living.someone("Ria", size=PHONE, scripts=False)
    form = ria.page
    await ria.goes("/")
    await ria.follows("Hulp vragen")
    await form.get_by_label("Voornaam van wie zorgt").fill("Ria")
    await form.get_by_label("Even vrij van de zorg").check()
    await form.get_by_label("Wilt u al iets vertellen?").fill("Ik slaap slecht.")
    answer = await ria.presses("Verstuur en laat mij bellen")

    assert answer.status == 422
    assert (await form.title()).startswith("Fout: ")
    assert await form.get_by_role("alert").get_by_role("link").all_inner_texts() == [
        "Vul de achternaam in",
        "Vul een telefoonnummer of een e-mailadres in",
        "Vul een postcode in, zoals 1216 AB",
    ]
    await expect(form.get_by_label("Voornaam van wie zorgt")).to_have_value("Ria")
    await expect(form.get_by_label("Even vrij van de zorg")).to_be_checked()
    await expect(form.get_by_label("Wilt u al iets vertellen?")).to_have_value("Ik slaap slecht.")

    await form.get_by_label("Achternaam", exact=True).fill("van der Zon")
    await form.get_by_label("Op welk nummer").fill("06 55 55 01 98")
    await form.get_by_label("Postcode").fill("1216 ab")
    answer = await ria.presses("Verstuur en laat mij bellen")

    assert answer.status == 200
    await expect(form.get_by_role("heading", level=1)).to_have_text("Dank u. Wij bellen u.")
    await expect(form.get_by_role("heading", name="Uw nummer is GM-")).to_be_visible()
    await expect(form.get_by_text("Iemand van het aanmeldpunt belt u uiterlijk")).to_be_visible()
    await ria.leaves()


async def test_a_machine_that_fills_in_what_nobody_sees_is_thanked_and_forgotten(living: Living) -> None:
    fatima = await living.logged_in(FATIMA)
    robot = await living.someone("een robot")
    await robot.goes("/aanmelden")
    await robot.page.get_by_label("Voornaam van wie zorgt").fill("Robo")
    await robot.page.get_by_label("Achternaam", exact=True).fill("Reclame")
    await robot.page.get_by_label("Op welk nummer").fill("0612345678")
    await robot.page.get_by_label("Postcode").fill("1216AB")
    await robot.page.locator("#website").evaluate("field => { field.value = 'https://koop.example' }")
    await robot.presses("Verstuur en laat mij bellen")

    await expect(robot.page.get_by_role("heading", level=1)).to_have_text("Dank u. Wij bellen u.")
    await search(fatima, "Reclame")
    await expect(fatima.page.get_by_role("heading", name="Geen signalen voor")).to_be_visible()
    await robot.leaves()
    await fatima.leaves()


async def test_a_tired_daughter_finds_help_and_only_then_becomes_known(living: Living) -> None:
    story = living.story
    story.gp = await story.doors.system("demo-gp", "de huisarts")
    signal = await story.gp.post("/v1/signals", signals.tired_daughter(story.run, living.now.date()))
    fatima, marloes = await living.logged_in(FATIMA), await living.logged_in(MARLOES)

    await fatima_takes_the_signal(fatima, signal)
    await fatima_calls_her(fatima)
    await fatima_records_what_she_agreed_to(fatima)
    await fatima_appoints_versa_with_a_warm_handover(fatima)
    await marloes_says_yes_without_knowing_who(marloes)
    await marloes_plans_a_meeting_of_three(marloes, living)
    await three_mails_bring_the_meeting_to_three_calendars(living)
    anneke = await living.someone("Anneke", size=PHONE)
    await anneke_sees_what_will_happen(anneke, living)

    living.clock.move(to=tomorrow_at(living.now, 15))
    await living.log_in(marloes)
    await marloes_confirms_and_it_is_not_a_handover_yet(marloes)
    await anneke_confirms_by_the_link_in_her_mail(anneke, living)
    await marloes_completes_the_help(marloes)
    await the_gp_reads_how_it_went(living, signal)
    await anneke_sees_who_looked(anneke, living)

    assert fatima.said + marloes.said + anneke.said == []
    for person in (fatima, marloes, anneke):
        await person.leaves()


async def search(fatima: Person, text: str) -> None:
    await fatima.goes("/werklijst")
    await fatima.page.get_by_label("Zoek op").fill(text)
    await fatima.presses("Zoek")


async def fatima_takes_the_signal(fatima: Person, signal: Json) -> None:
    await search(fatima, "Verhalen")
    assert "Verhalen" not in fatima.page.url
    row = fatima.page.get_by_role("row", name="Anneke Verhalen")
    await expect(row).to_contain_text(str(signal["reference"]))
    await row.get_by_role("button", name="Pak op").click()
    await expect(row.get_by_role("cell").last).to_have_text("U")
    await fatima.follows("Anneke Verhalen")
    await expect(fatima.page.get_by_text("U kunt kiezen zodra dit er is: eerst een gesprek met haar of hem")).to_be_visible()
    assert await fatima.page.get_by_role("link", name="Wijs aan").count() == 0


async def fatima_calls_her(fatima: Person) -> None:
    page = fatima.page
    await page.get_by_label("Gesproken", exact=True).check()
    await page.get_by_label("Korte notitie").fill("Wil graag een vaste middag voor zichzelf.")
    await page.get_by_label("Ik heb verteld wie meldde").check()
    await fatima.presses("Bewaar")
    await expect(page.get_by_role("status").first).to_have_text("Uw gesprek is vastgelegd.")
    await expect(page.get_by_text("Wil graag een vaste middag voor zichzelf.")).to_be_visible()


async def fatima_records_what_she_agreed_to(fatima: Person) -> None:
    await fatima.follows("Toestemming vastleggen of wijzigen")
    await fatima.page.get_by_role("group", name="Mogen wij gegevens van Anneke delen").get_by_label("Ja").check()
    await fatima.page.get_by_role("group", name="Mag wie meldde horen").get_by_label("Ja").check()
    await fatima.presses("Leg vast")
    await expect(fatima.page.get_by_role("status").first).to_have_text("De toestemming is vastgelegd.")


async def fatima_appoints_versa_with_a_warm_handover(fatima: Person) -> None:
    page = fatima.page
    offers = page.locator("ol.mb-offers > li")
    assert await offers.count() >= 5
    assert all([await offer.locator(".mb-reasons li").count() for offer in await offers.all()])
    await page.get_by_role("link", name=re.compile("Wijs aan.*Versa Welzijn")).first.click()
    dialog = page.get_by_role("dialog", name="Versa Welzijn aanwijzen?")
    await dialog.get_by_label("Warme overdracht").check()
    await dialog.get_by_label("Waarom warm?").fill("Vertelt haar verhaal liever één keer")
    await fatima.presses("Ja, wijs aan")
    await expect(page.get_by_role("status").first).to_contain_text("De aanbieder is gevraagd")
    await expect(page.get_by_role("heading", name="Hulp aangevraagd")).to_be_visible()
    assert await page.get_by_role("link", name="Wijs aan").count() == 0


async def marloes_says_yes_without_knowing_who(marloes: Person) -> None:
    page = marloes.page
    request = page.get_by_role("rowheader").get_by_role("link", name="Iemand zoekt")
    for _ in range(40):
        await marloes.goes("/aanvragen")
        if await request.count():
            break
        await page.wait_for_timeout(100)
    assert HERS.findall(await page.content()) == []
    await marloes.follows("Iemand zoekt")
    assert HERS.findall(await page.content()) == []
    await expect(page.get_by_text("Naam, adres en telefoon ziet u zodra u ja zegt.")).to_be_visible()
    await marloes.presses("Ja, wij helpen")
    await expect(page.get_by_role("heading", level=1)).to_have_text("Anneke Verhalen")
    await expect(page.get_by_role("link", name="06 55 55 01 77")).to_have_attribute("href", "tel:+31655550177")
    assert re.findall("Vertelsel|Henk|dementie", await page.content(), re.IGNORECASE) == []


async def marloes_plans_a_meeting_of_three(marloes: Person, living: Living) -> None:
    page = marloes.page
    assert await names_in(page, "Plan de kennismaking") == ["Fatima El Idrissi", "Marloes Kuiper", "Anneke Verhalen"]
    await page.get_by_label("Datum").fill(f"{tomorrow_at(living.now, 14):%Y-%m-%d}")
    await page.get_by_label("Tijd").fill("14:00")
    await page.get_by_label("Bij Anneke thuis").check()
    await marloes.presses("Nodig alle drie uit")
    await expect(page.get_by_role("status").first).to_contain_text("De uitnodigingen gaan nu weg")


async def names_in(page: Page, heading: str) -> list[str]:
    return await page.get_by_role("region", name=heading).locator(".mb-people strong").all_inner_texts()


async def three_mails_bring_the_meeting_to_three_calendars(living: Living) -> None:
    reader = await living.someone("wie bij de machine zit")
    for to in (
        f"anneke.{living.story.run}@example.org",
        "fatima.elidrissi@aanmeldpunt-gooi.example",
        "marloes.kuiper@versa-welzijn.example",
    ):
        mail = await living.story.mail.new(to, "de uitnodiging", containing="Afspraak")
        await reader.goes("/postvak")
        row = reader.page.get_by_role("row").filter(has_text=to).filter(has_text=str(mail["subject"])).first
        await row.get_by_role("link").click()
        await expect(reader.page.get_by_text(re.compile(r"Bijlage: .*\.ics"))).to_be_visible()
        assert "Verhalen" not in await reader.page.content()
    await reader.leaves()


async def anneke_sees_what_will_happen(anneke: Person, living: Living) -> None:
    await anneke.goes(await living.link_for(f"anneke.{living.story.run}@example.org"))
    assert anneke.page.url == f"{living.where}/mijn"
    await expect(anneke.page.get_by_role("heading", level=1)).to_have_text("Dag Anneke")
    await expect(anneke.page.get_by_role("heading", name="Uw afspraak")).to_be_visible()
    assert await anneke.page.get_by_role("button", name="Ja, wij spraken elkaar").count() == 0
    assert (await names_in(anneke.page, "Wie is wie?"))[:2] == ["Marloes Kuiper", "Fatima El Idrissi"]


async def marloes_confirms_and_it_is_not_a_handover_yet(marloes: Person) -> None:
    await marloes.goes("/aanvragen?lijst=gepland")
    await marloes.follows("Anneke Verhalen")
    await marloes.presses("Ja, wij spraken elkaar")
    await expect(marloes.page.get_by_text("Nu wachten wij op Anneke.")).to_be_visible()
    assert await marloes.page.get_by_role("heading", name="Is de hulp klaar?").count() == 0


async def anneke_confirms_by_the_link_in_her_mail(anneke: Person, living: Living) -> None:
    await anneke.goes(await living.link_for(f"anneke.{living.story.run}@example.org", "Is die doorgegaan?"))
    await anneke.presses("Ja, wij spraken elkaar")
    await expect(anneke.page.get_by_role("status").first).to_have_text("Dank u. Nu weten wij zeker dat het goed ging.")
    await expect(anneke.page.get_by_text("Marloes helpt u.")).to_be_visible()


async def marloes_completes_the_help(marloes: Person) -> None:
    await marloes.goes("/aanvragen?lijst=lopend")
    await marloes.follows("Anneke Verhalen")
    await marloes.page.get_by_label("Gelukt wat zij wilde", exact=True).check()
    await marloes.presses("Sluit de hulp af")
    await marloes.goes("/aanvragen?lijst=klaar")
    await expect(marloes.page.get_by_role("rowheader").first).to_contain_text("Iemand zoekt")
    assert "Anneke" not in await marloes.page.content()


async def the_gp_reads_how_it_went(living: Living, signal: Json) -> None:
    story = living.story
    for _ in range(4):
        await story.mail.new(signals.GP_MAIL, "bericht aan de huisarts", containing=str(signal["reference"]))
    story.gp = await story.doors.system("demo-gp", "de huisarts")
    status = await story.gp.get(f"/v1/signals/{signal['id']}")
    assert [line["what"] for line in status["history"]] == ["received", "appointed", "handed-over", "completed", "closed"]


async def anneke_sees_who_looked(anneke: Person, living: Living) -> None:
    page, address = anneke.page, f"anneke.{living.story.run}@example.org"
    await anneke.goes("/mijn")
    await anneke.follows("Verder met een code")
    await anneke.presses("Mail mij een code")
    mail = await living.story.mail.new(address, "haar code", containing="Uw code is")
    await page.get_by_label("Code", exact=True).fill(code_in(mail))
    await anneke.presses("Open mijn gegevens")
    seen = page.get_by_role("table", name="Wie keek in mijn gegevens?")
    for who in ("Fatima El Idrissi, Aanmeldpunt Mantelzorg Gooi", "Marloes Kuiper, Versa Welzijn"):
        await expect(seen.get_by_role("rowheader", name=who).first).to_be_visible()
    assert await seen.get_by_role("row").count() > 2
