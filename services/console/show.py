"""Pages as answers: the frame around them by who looks, and what is told after a deed."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from kernel.caller import Caller
from schemas.words import Role
from services.console import console
from services.console.place import place_of
from services.console.region import region_pages
from services.console.rendering import Frame, MenuItem, Templates
from services.console.visitors import Guest, Visitor, form_token

TEMPLATES = Templates()
WORKLIST = MenuItem("werklijst", "Werklijst", "/werklijst")
HANDOVERS = MenuItem("aanvragen", "Overdrachten", "/aanvragen")
REQUESTS = MenuItem("aanvragen", "Aanvragen", "/aanvragen")
ROOM = MenuItem("aanbod", "Ons aanbod", "/aanbod")
REPORT = MenuItem("melden", "Iemand melden", "/melden")
FIGURES = MenuItem("cijfers", "Cijfers", "/cijfers")
OVERSIGHT = MenuItem("wissen", "Inzage en wissen", "/wissen")
STUCK = MenuItem("vastgelopen", "Vastgelopen", "/vastgelopen")
WAARDERING = MenuItem("waardering", "Waardering", "/waardering/werk")
ENTER = MenuItem("invoeren", "Waardering aanvragen", "/waardering/werk/invoeren")
CASES = MenuItem("bezwaren", "Bezwaren", "/waardering/werk/bezwaren")
BUDGETS = MenuItem("budget", "Budget", "/waardering/werk/budget")
HANDING = MenuItem("uitreiken", "Uitreiken", "/waardering/werk/uitreiken")
PAYOUTS = MenuItem("betalen", "Betalen", "/waardering/werk/betalen")
CAMPAIGN = MenuItem("campagne", "Uitnodigen", "/waardering/werk/campagne")
LETTERS = MenuItem("brieven", "Brieven", "/waardering/werk/brieven")
SCHEMES = MenuItem("regelingen", "Regelingen", "/waardering/werk/regelingen")
TOLD: Mapping[str, str] = {
    "opgepakt": "U hebt dit opgepakt.",
    "gesprek": "Uw gesprek is vastgelegd.",
    "toestemming": "De toestemming is vastgelegd.",
    "vraag": "De vraag is aangepast.",
    "aangewezen": "De aanbieder is gevraagd. U hoort het zodra er antwoord is.",
    "afgesloten": "Dit signaal is afgesloten.",
    "oordeel": "Uw oordeel is vastgelegd.",
    "gemeld": "Het signaal staat op de werklijst.",
    "aangenomen": "U nam deze aanvraag aan. U ziet nu hoe u haar of hem bereikt. Dat mag alleen voor deze hulp.",
    "afgewezen": "Wij zoeken meteen verder. Dank voor uw antwoord.",
    "gepland": "De uitnodigingen gaan nu weg, met een agendabestand.",
    "bevestigd": "Uw bevestiging is vastgelegd.",
    "ging-niet-door": "Jammer. Plan samen een nieuwe tijd. Het aanmeldpunt weet ervan.",
    "poging": "Deze poging is vastgelegd.",
    "terug": "Het aanmeldpunt heeft de vraag weer. Dank u.",
    "klaar": "De hulp is afgesloten. Dank u.",
    "ingetrokken": "De aanvraag is ingetrokken. De aanbieder hoort dat.",
    "besloten": "Uw besluit is vastgelegd.",
    "dank-ja": "Dank u. Nu weten wij zeker dat het goed ging.",
    "dank-nee": "Dank u voor uw antwoord. Wij bellen u.",
    "andere-tijd": "Wij bellen u over een andere tijd.",
    "gegevens": "Uw gegevens zijn aangepast.",
    "toestemming-weg": "Uw toestemming is ingetrokken. Wie hielp, ziet uw gegevens niet meer.",
    "plek": "De plek is aangepast. Dank u.",
    "taak": "Dank u. Deze taak is van de lijst.",
    "contact": "De contactgegevens zijn aangepast.",
    "gewist": "De gegevens zijn gewist. Hieronder staat wat elk onderdeel deed.",
    "open": "U ziet nu al uw gegevens.",
    "w-beslist": "Uw beslissing is vastgelegd. Het bericht gaat nu weg.",
    "w-vraag": "De vraag gaat nu weg. De beslistermijn staat stil tot het antwoord er is.",
    "w-mail": "De link is onderweg naar het e-mailadres van de aanvraag.",
    "w-antwoord": "Dank u. Uw antwoord is binnen.",
    "w-bestand": "Het bestand is toegevoegd.",
    "w-ingetrokken": "Uw aanvraag is ingetrokken.",
    "w-stuk": "Uw oordeel over dit stuk is vastgelegd.",
    "w-aangevuld": "De aanvraag is aangevuld. De voorwaarden zijn opnieuw bekeken.",
    "w-uitgesteld": "De beslistermijn is verlengd. De aanvrager krijgt bericht.",
    "w-steekproef": "Uw controle is vastgelegd.",
    "w-teruggetrokken": "De aanvraag is ingetrokken.",
    "w-herzien": "U kunt opnieuw beslissen.",
    "w-zaak-pak": "U pakt dit op.",
    "w-zaak-langer": "De termijn is verlengd. De indiener krijgt daarover een brief.",
    "w-gehoord": "De hoorzitting is vastgelegd.",
    "w-budget": "Het budget is aangepast. Wie wacht, komt nu op volgorde aan de beurt.",
    "w-verdeeld": "Het bedrag is verdeeld. Alles staat klaar om te betalen.",
    "w-geloot": "De loting is gedaan. Wie is uitgeloot, staat op de werklijst om over te beslissen.",
    "w-zaak": "Dit staat nu op de lijst met bezwaren.",
    "w-zaak-klaar": "Uw antwoord is vastgelegd.",
    "w-ronde": "De betaalronde staat klaar. Iemand anders keurt die goed.",
    "w-codes": "De codes staan klaar. Wie er een heeft, ziet u hieronder.",
    "w-bericht": "Het bericht van de bank is ingelezen.",
    "w-weer": "Dit bericht was al ingelezen. Er is niets veranderd.",
    "w-opnieuw": "De nieuwe betaling staat klaar voor de volgende ronde.",
    "w-vervallen": "De betaling is vervallen. Het bedrag is terug in het budget.",
    "w-lijst": "De lijst staat klaar.",
    "w-uitgereikt": "Uitgereikt. Dat staat nu vast.",
    "w-terug": "Teruggedraaid. Het ligt weer klaar.",
    "w-goed": "De betaalronde is goedgekeurd. Het bestand is gemaakt.",
    "w-niet-goed": "De betaalronde is niet goedgekeurd. Alles staat weer klaar om te betalen.",
    "c-gepland": "De uitnodigingen staan gepland. Er is nog niets weg.",
    "c-begin": "De uitnodigingen gaan nu weg.",
    "c-stil": "De uitnodigingen staan stil. U kunt later verder.",
    "c-verder": "De uitnodigingen gaan verder.",
    "c-stop": "De uitnodigingen zijn gestopt.",
    "k-ja": "Vastgelegd: er gaat weer een uitnodiging heen.",
    "k-nee": "Vastgelegd: er gaat geen uitnodiging meer heen.",
    "c-geprint": "De brieven staan als verstuurd.",
    "w-stapel": "De stapel is gemaakt. Open hieronder de pdf en print die.",
    "w-gepost": "Gemeld: deze stapel is op de post.",
    "w-papier": "De brief staat klaar om te printen.",
}
"""What a page says after a deed. Only these: what stands in an address is not to be believed."""


def menu_of(caller: Caller) -> tuple[MenuItem, ...]:
    items: list[MenuItem] = []
    if caller.has(Role.ASSESSOR, Role.COORDINATOR):
        items += [WORKLIST, HANDOVERS]
    if caller.has(Role.PROVIDER):
        items += [REQUESTS, ROOM]
    if caller.has(Role.SIGNALLER):
        items.append(REPORT)
    if caller.has(Role.WAARDERING_OFFICER):
        items += [WAARDERING, LETTERS, CASES]
    elif caller.has(Role.ASSESSOR, Role.COORDINATOR):
        items.append(ENTER)
    if caller.has(Role.WAARDERING_OFFICER, Role.PAYER):
        items += [BUDGETS, PAYOUTS]
    if caller.has(Role.WAARDERING_OFFICER):
        items += [HANDING, CAMPAIGN, SCHEMES]
    if caller.has(Role.COORDINATOR, Role.ANALYST):
        items.append(FIGURES)
    if caller.has(Role.COORDINATOR, Role.ADMINISTRATOR):
        items.append(STUCK)
    if caller.has(Role.PRIVACY_OFFICER):
        items.append(OVERSIGHT)
    return tuple(items)


def home_of(caller: Caller) -> str:
    menu = menu_of(caller)
    return menu[0].href if menu else "/"


def frame(request: Request, who: Visitor | Guest | None = None, *, here: str = "", live: bool = False) -> Frame:
    place = place_of(request)
    now = console.clock.now()
    if isinstance(who, Visitor):
        caller = who.caller
        name = caller.name or "Medewerker"
        return Frame(
            region_pages(caller.region), now, form_token(who.session), name, menu_of(caller), home_of(caller), here, live, printed_by=name
        )
    if isinstance(who, Guest):
        return Frame(region_pages(who.caller.region), now, form_token(who.session), home="/mijn")
    return Frame(region_pages(place.region), now, form_token(None))


def page(
    request: Request,
    template: str,
    who: Visitor | Guest | None = None,
    *,
    status: int = 200,
    here: str = "",
    live: bool = False,
    **data: object,
) -> HTMLResponse:
    around = frame(request, who, here=here, live=live)
    told = TOLD.get(request.query_params.get("gedaan", ""), "")
    return HTMLResponse(TEMPLATES.render(template, around, {"told": told, **data}), status)


def onwards(href: str, told: str = "", anchor: str = "") -> Response:
    """After a deed to a page that can be refreshed without doing it again."""
    query = f"{'&' if '?' in href else '?'}gedaan={told}" if told else ""
    return RedirectResponse(f"{href}{query}{'#' + anchor if anchor else ''}", 303)


def by_htmx(request: Request) -> bool:
    return request.headers.get("hx-request") == "true"
