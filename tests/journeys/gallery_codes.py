"""The pages of a code that is ready and of a link that was lost, hung behind the others."""

from __future__ import annotations

from playwright.async_api import FilePayload

from tests.journeys.applying import applies
from tests.journeys.gallery import Seen, Visit, plain, view
from tests.journeys.gallery_paying import VIEWS, vouchers

__all__ = ["VIEWS"]
LOST = "/waardering/verder/kwijt"

plain("a voucher that is ready for her", "GET /bon/{token}", None, "/bon/A_link-that-nobody-gave-out-0123456789")
plain("where a lost link is asked for", f"GET {LOST}", None, LOST)


@view("a lost link without an address", f"POST {LOST}", 422)
async def _(visit: Visit) -> Seen:
    her = await visit.living.someone("Anneke")
    await her.goes(LOST)
    await her.page.get_by_label("Kenmerk").fill("GM-2026-W00001")
    await her.page.get_by_label("E-mailadres").fill("geen adres")
    return her, await her.presses("Mail mij een nieuwe link")


@view("a lost link that may be on its way", f"POST {LOST}")
async def _(visit: Visit) -> Seen:
    her = await visit.living.someone("Anneke")
    await her.goes(LOST)
    await her.page.get_by_label("Kenmerk").fill("GM-2026-W99998")
    await her.page.get_by_label("E-mailadres").fill("anneke@example.org")
    return her, await her.presses("Mail mij een nieuwe link")


@view("her own code", "POST /waardering/verder/code")
async def _(visit: Visit) -> Seen:
    her = await visit.living.someone("Anneke")
    await applies(her, "Anneke", "Zandbonnen")
    petra, reference = await vouchers(visit, "Zandbonnen", applied=True)
    codes = FilePayload(name="codes.csv", mimeType="text/csv", buffer=f"{reference};BON-456".encode())
    await petra.page.get_by_label("Bestand met codes").set_input_files(codes)
    await petra.presses("Lees de codes in")
    await her.goes("/waardering/verder")
    return her, await her.presses("Laat mijn code zien")
