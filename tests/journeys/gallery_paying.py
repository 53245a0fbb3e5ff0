"""The pages of what follows on a payment in every state, hung behind the others."""

from __future__ import annotations

import re
from pathlib import Path

import asyncpg
from playwright.async_api import FilePayload

from tests.journeys.applying import OLAF, PETRA, WENDY, applies
from tests.journeys.gallery import Seen, Visit, plain, view
from tests.journeys.gallery_by_link import VIEWS
from tests.journeys.living import Person
from tests.journeys.presents import paid_and_returned

__all__ = ["VIEWS"]
BANK = "/waardering/werk/bankberichten"
HANDING = "/waardering/werk/uitreiken"
ONE = "/waardering/werk/betalingen/{payment}"

plain("no reports of the bank's yet", f"GET {BANK}", WENDY, BANK)
plain("no lists to hand over from yet", f"GET {HANDING}", WENDY, HANDING)


@view("a file that is no report of the bank's", f"POST {BANK}", 422)
async def _(visit: Visit) -> Seen:
    petra = await visit.staff(PETRA)
    await petra.goes(BANK)
    await petra.page.get_by_label("Bestand van de bank").set_input_files(FilePayload(name="b.xml", mimeType="text/xml", buffer=b"<geen/>"))
    return petra, await petra.presses("Lees het bericht in")


@view("a report of the bank's", f"GET {BANK}/{{report}}")
async def _(visit: Visit) -> Seen:
    return await _reported(visit, "Zandrif")


@view("the reports that were read", f"GET {BANK}")
async def _(visit: Visit) -> Seen:
    petra = await visit.staff(PETRA)
    return petra, await petra.goes(BANK)


@view("a payment that came back", f"GET {ONE}")
async def _(visit: Visit) -> Seen:
    return await _returned(visit, "Zandgeul")


@view("another account that is none", f"POST {ONE}/opnieuw", 422)
async def _(visit: Visit) -> Seen:
    petra, _ = await _returned(visit, "Zandwal")
    await petra.page.get_by_label("Ander rekeningnummer (IBAN)").fill("NL91 ABNA 0417 1643 01")
    return petra, await petra.presses("Zet opnieuw klaar")


@view("a payment cancelled without a reason", f"POST {ONE}/vervallen", 422)
async def _(visit: Visit) -> Seen:
    petra, _ = await _returned(visit, "Zandlob")
    return petra, await petra.presses("Laat de betaling vervallen")


@view("a file that holds no codes", "POST /waardering/werk/codes", 422)
async def _(visit: Visit) -> Seen:
    petra, _ = await vouchers(visit, "Zandheuvel")
    return petra, await petra.presses("Lees de codes in")


@view("the code of a voucher", f"POST {ONE}/code")
async def _(visit: Visit) -> Seen:
    petra, reference = await vouchers(visit, "Zandvang")
    codes = FilePayload(name="codes.csv", mimeType="text/csv", buffer=f"{reference};BON-123".encode())
    await petra.page.get_by_label("Bestand met codes").set_input_files(codes)
    await petra.presses("Lees de codes in")
    wendy = await visit.staff(WENDY)
    await wendy.goes(petra.page.url.partition("?")[0])
    await wendy.follows("Anneke Zandvang")
    return wendy, await wendy.presses("Toon de code")


@view("a list that says nothing", f"POST {HANDING}", 422)
async def _(visit: Visit) -> Seen:
    wendy = await visit.staff(WENDY)
    await wendy.goes(HANDING)
    return wendy, await wendy.presses("Maak de lijst")


@view("a list to hand over from", f"GET {HANDING}/{{hand_out}}")
async def _(visit: Visit) -> Seen:
    return await _hand_out(visit, "Zandbos")


@view("a list with square codes", f"GET {HANDING}/{{hand_out}}/lijst")
async def _(visit: Visit) -> Seen:
    wendy, _ = await _hand_out(visit, "Zandtong")
    return wendy, await wendy.follows("Lijst met codes om af te drukken")


@view("what was scanned", "GET /waardering/werk/ophalen/{token}")
async def _(visit: Visit) -> Seen:
    wendy, _ = await _hand_out(visit, "Zandstuif")
    return wendy, await wendy.follows("Anneke Zandstuif")


@view("what was just handed over", "GET /waardering/werk/ophalen/{token}")
async def _(visit: Visit) -> Seen:
    wendy, _ = await _hand_out(visit, "Zandzee")
    await wendy.follows("Anneke Zandzee")
    return wendy, await wendy.presses("Reik uit")


@view("a present that another handed over first", "POST /waardering/werk/ophalen/{token}", 409)
async def _(visit: Visit) -> Seen:
    wendy, _ = await _hand_out(visit, "Zandrug")
    await wendy.follows("Anneke Zandrug")
    olaf = await visit.staff(OLAF)
    await olaf.goes(wendy.page.url)
    await olaf.presses("Reik uit")
    return wendy, await wendy.presses("Reik uit")


async def _run(visit: Visit, family_name: str, what: str, form: str = "money", *, applied: bool = False) -> tuple[Person, str]:
    """Made by one and approved by the other; her page, and what is in its file."""
    await _granted(visit, family_name, form, applied=applied)
    olaf, petra = await visit.staff(OLAF), await visit.staff(PETRA)
    await olaf.goes("/waardering/werk/betalen")
    await olaf.page.get_by_label(what).check()
    await olaf.presses("Maak de betaalronde")
    await petra.goes(olaf.page.url.partition("?")[0])
    await petra.page.get_by_label("Ja, ik keur de ronde goed").check()
    await petra.presses("Leg mijn oordeel vast")
    async with petra.page.expect_download() as downloading:
        await petra.page.get_by_role("link", name="Haal het bestand op").click()
    return petra, Path(await (await downloading.value).path()).read_text()


async def _granted(visit: Visit, family_name: str, form: str, *, applied: bool = False) -> None:
    """The regions that ship give money only: what she is due becomes what another municipality gives."""
    if not applied:
        her = await visit.living.someone()
        await applies(her, "Anneke", family_name)
        await her.leaves()
    if form == "money":
        return
    postgres = visit.living.house.postgres
    assert postgres is not None
    connection = await asyncpg.connect(postgres.dsn())
    await connection.execute(
        "update waardering.payment set form = $1, supplier = $2 where state = 'due' and form = 'money'",
        form,
        "Bonnenwinkel" if form == "voucher" else None,
    )
    await connection.close()


async def _reported(visit: Visit, family_name: str, *, applied: bool = False) -> Seen:
    petra, file = await _run(visit, family_name, "Geld", applied=applied)
    reference = re.findall("<EndToEndId>(.*?)</EndToEndId>", file)[-1]
    report = FilePayload(name="camt054.xml", mimeType="text/xml", buffer=paid_and_returned("0" * 32, reference))
    await petra.goes(BANK)
    await petra.page.get_by_label("Bestand van de bank").set_input_files(report)
    return petra, await petra.presses("Lees het bericht in")


async def came_back(visit: Visit, family_name: str) -> Person:
    """She applied already, and keeps her page; who pays, at the bank's report."""
    petra, _ = await _reported(visit, family_name, applied=True)
    return petra


async def _returned(visit: Visit, family_name: str) -> Seen:
    petra, _ = await _reported(visit, family_name)
    return petra, await petra.follows(f"Anneke {family_name}")


async def vouchers(visit: Visit, family_name: str, *, applied: bool = False) -> tuple[Person, str]:
    """`applied`: she did already, and keeps her page."""
    petra, file = await _run(visit, family_name, "Cadeaubon van Bonnenwinkel", "voucher", applied=applied)
    return petra, file.splitlines()[1].partition(";")[0]


async def _hand_out(visit: Visit, family_name: str) -> Seen:
    await _granted(visit, family_name, "gift")
    wendy = await visit.staff(WENDY)
    await wendy.goes(HANDING)
    await wendy.page.get_by_label("Hoe heet de bijeenkomst?").fill(f"Koffie met {family_name}")
    await wendy.page.get_by_label("Wanneer is de bijeenkomst?").fill("2026-11-30")
    return wendy, await wendy.presses("Maak de lijst")
