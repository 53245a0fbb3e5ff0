"""What providers see; hung behind the desk's pages, whose work they go on with."""

from __future__ import annotations

from tests.journeys.gallery import Seen, Visit, about, plain, request_of, sent, view
from tests.journeys.gallery_desk import VIEWS
from tests.journeys.living import FATIMA, MARLOES

__all__ = ["VIEWS"]

REQUEST = "GET /aanvragen/{referral_id}"
for first_name, state in (
    ("Olga", "to answer"),
    ("Anna", "to plan a meeting of three for"),
    ("Cora", "to call by herself for"),
    ("Petra", "planned for tomorrow"),
    ("Greet", "to confirm"),
    ("Wilma", "that waits for her word"),
    ("Hanna", "to complete"),
    ("Klara", "that is done"),
):
    about(f"a request {state}", REQUEST, MARLOES, request_of(first_name))
for first_name, state in (("Olga", "being asked"), ("Petra", "planned"), ("Wilma", "waiting for her word"), ("Hanna", "handed over")):
    about(f"a handover {state}", REQUEST, FATIMA, request_of(first_name))
sent("a no without a reason", "POST /aanvragen/{referral_id}/nee", MARLOES, request_of("Olga"), "Nee, zoek verder")
sent(
    "a meeting without a day",
    "POST /aanvragen/{referral_id}/kennismaking",
    MARLOES,
    request_of("Anna"),
    "Nodig alle drie uit",
)
sent("an ending without an outcome", "POST /aanvragen/{referral_id}/uitkomst", MARLOES, request_of("Hanna"), "Sluit de hulp af")


@view("an attempt without a way", "POST /aanvragen/{referral_id}/geen-contact", 422)
async def _(visit: Visit) -> Seen:
    marloes = await visit.staff(MARLOES)
    await marloes.goes(visit.referral("Anna"))
    await marloes.page.get_by_text("Ik krijg geen contact").click()
    return marloes, await marloes.presses("Leg deze poging vast")


plain("what the provider offers", "GET /aanbod", MARLOES, "/aanbod")


async def _room_page(visit: Visit) -> Seen:
    marloes = await visit.staff(MARLOES)
    await marloes.goes("/aanbod")
    return marloes, await marloes.follows("Wijzig")


@view("how much room there is", "GET /aanbod/{offer}")
async def _(visit: Visit) -> Seen:
    return await _room_page(visit)


@view("room that is no number", "POST /aanbod/{offer}", 422)
async def _(visit: Visit) -> Seen:
    marloes, _ = await _room_page(visit)
    await marloes.page.get_by_label("Hoeveel plekken").fill("een paar")
    return marloes, await marloes.presses("Bewaar")
