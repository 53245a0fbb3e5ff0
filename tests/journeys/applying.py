"""Someone fills in the public application for waardering, page by page, as people do."""

from __future__ import annotations

from playwright.async_api import Response

from tests.journeys.living import Living, Person

HILVERSUM = "/waardering/hilversum-mantelzorgwaardering"
BEL = "/waardering/bel-mantelzorgcompliment"
WENDY, OLAF, PETRA = "Wendy de Graaf", "Olaf Pieters", "Petra van Dam"
IBAN = "NL91 ABNA 0417 1643 00"
ELSEWHERE = "1011 AB"
"""Outside the region: nobody guesses which municipality that is."""


async def fills(person: Person, fields: dict[str, str]) -> None:
    for name, text in fields.items():
        await person.page.locator(f"#{name}").fill(text)


async def names_recipient(person: Person, family_name: str, *, postcode: str = "1216 AB") -> Response:
    await person.goes(f"{HILVERSUM}/aanvragen")
    await person.page.get_by_label("Wie zorgt", exact=True).check()
    await fills(
        person,
        {
            "naaste-voornaam": "Bertus",
            "naaste-achternaam": family_name,
            "naaste-postcode": postcode,
            "naaste-huisnummer": "12",
        },
    )
    return await person.presses("Verder")


async def names_caregiver(person: Person, given_name: str, family_name: str, number: int = 1) -> None:
    await fills(
        person,
        {
            f"m{number}-voornaam": given_name,
            f"m{number}-achternaam": family_name,
            f"m{number}-geboren": "1970-03-14",
            f"m{number}-postcode": "1216 AB",
            f"m{number}-huisnummer": str(20 + number),
            f"m{number}-telefoon": "06 55550123",
        },
    )


async def chooses_money(person: Person, number: int = 1) -> None:
    await person.page.locator(f"#m{number}-vorm-money").check()
    await fills(person, {f"m{number}-iban": IBAN})


async def applies(person: Person, given_name: str, family_name: str, *, postcode: str = "1216 AB") -> Response:
    """From the first page to the last."""
    await names_recipient(person, family_name, postcode=postcode)
    await names_caregiver(person, given_name, family_name)
    await person.presses("Verder")
    await chooses_money(person)
    await person.presses("Verder")
    return await person.presses("Verstuur de aanvraag")


async def reference_of(person: Person) -> str:
    return (await person.page.get_by_role("heading", name="Uw kenmerk is").inner_text()).removeprefix("Uw kenmerk is ")


async def looks_up(officer: Person, reference: str) -> Response:
    await officer.goes("/waardering/werk")
    await officer.page.get_by_label("Zoek op achternaam of kenmerk").fill(reference)
    return await officer.presses("Zoek")


async def an_application_to_decide(living: Living, family_name: str) -> str:
    """The reference of one of which it is not known where the recipient lives."""
    her = await living.someone("Anneke")
    await applies(her, "Anneke", family_name, postcode=ELSEWHERE)
    reference = await reference_of(her)
    await her.leaves()
    return reference
