"""`/waardering/werk/uitnodigingskeuze`: an officer has someone on the phone who wants no invitation any more, or wants one again."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from kernel.refusals import Refused
from schemas.api.waardering.choices import ChoicesFound
from services.console import deeds, searches
from services.console.forms import Form
from services.console.gateways import choices
from services.console.pages.waardering_work import Who
from services.console.region import region_pages
from services.console.show import onwards, page
from services.console.views import choice as view
from services.console.visitors import Visitor

WHERE = "/waardering/werk/uitnodigingskeuze"
router = APIRouter(prefix=WHERE)
HERE = "campagne"
TOLD = {"ja": "k-ja", "nee": "k-nee"}


@router.get("")
async def look(request: Request, who: Who, zoek: str = "") -> Response:
    """A name stands in no address: what was searched for is sealed in it."""
    name = searches.unseal(who.caller.subject, zoek) if zoek else ""
    return await _page(request, who, Form.filled(naam=name), zoek if name else "")


@router.post("")
async def search(request: Request, who: Who) -> Response:
    form = await deeds.form_of(request, who)
    name = form.text("naam")[: searches.LONGEST]
    if len(name) < 2:
        form.wrong("naam", "Vul een achternaam in. U mag de voornaam ervoor zetten")
        return await _page(request, who, form, "", 422)
    return onwards(_address(searches.seal(who.caller.subject, name)))


@router.post("/{person}")
async def note(request: Request, who: Who, person: UUID) -> Response:
    """Back to whom was found, where the other word is one press away."""
    form = await deeds.form_of(request, who)
    word, sealed = form.text("woord"), form.text("zoek")
    if word not in TOLD:
        return onwards(_address(sealed))
    try:
        await choices.note(who.caller, person, may_invite=word == "ja")
    except Refused as refused:
        if refused.status not in (400, 409):
            raise
        name = searches.unseal(who.caller.subject, sealed)
        again = Form.filled(naam=name)
        again.wrong("naam", refused.in_dutch or "Deze persoon kennen wij hier niet meer")
        return await _page(request, who, again, sealed if name else "", 422)
    return onwards(_address(sealed), TOLD[word])


def _address(sealed: str) -> str:
    return f"{WHERE}?zoek={sealed}" if _could_be_sealed(sealed) else WHERE


def _could_be_sealed(sealed: str) -> bool:
    """Only what could have been sealed here goes into an address."""
    return 0 < len(sealed) <= 800 and sealed.replace("-", "").replace("_", "").isalnum() and sealed.isascii()


async def _page(request: Request, who: Visitor, form: Form, sealed: str, status: int = 200) -> Response:
    found: ChoicesFound | None = await choices.found(who.caller, form.text("naam")) if sealed else None
    town = region_pages(who.caller.region).town
    rows = [view.row(one, town) for one in found.items] if found else []
    return page(
        request,
        "waardering_choice.html",
        who,
        status=status,
        here=HERE,
        form=form,
        sealed=sealed,
        searched=found is not None,
        more=found.more if found else False,
        rows=rows,
    )
