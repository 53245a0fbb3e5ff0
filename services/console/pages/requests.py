"""Requests for help in lists: the provider's own, and at the desk all of the region."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse, Response

from kernel.refusals import Refused, Unavailable
from schemas.api.referral import Referral
from schemas.base import PersonId
from schemas.words import Purpose, Role
from services.console import console
from services.console.gateways import directory, intake, referral
from services.console.region import region_pages
from services.console.show import TEMPLATES, frame, page
from services.console.views import referral as view
from services.console.views.worklist import Tab
from services.console.visitors import Visitor, staff

router = APIRouter(prefix="/aanvragen")
INVOLVED = staff(Role.PROVIDER, Role.ASSESSOR, Role.COORDINATOR)
Who = Annotated[Visitor, Depends(INVOLVED)]
HERE = "aanvragen"
NAMED = ("gepland", "lopend")
"""Lists of whom the provider helps: there it needs names to find someone. Before its yes and afterwards there are none."""


@router.get("")
async def requests(request: Request, who: Who, lijst: str = "open", vanaf: str = "") -> Response:
    key = lijst if lijst in view.LISTS else "open"
    asked, heading, empty = view.LISTS[key]
    found = await referral.listed(who.caller, asked, vanaf[:500] or None)
    people = await directory.people(who.caller, {id_ for one in found.items for id_ in view.staff_in(one)})
    named = await _names(who, key, found.items)
    region, now = region_pages(who.caller.region), console.clock.now()
    return page(
        request,
        "referrals.html",
        who,
        here=HERE,
        live=True,
        at_desk=at_desk(who),
        heading=heading,
        empty=empty,
        named=bool(named),
        rows=[view.row(one, people, region, now, named.get(one.caregiver_id) if one.caregiver_id else None) for one in found.items],
        tabs=[Tab(text, _address(other), None, False, other == key) for other, (_, text, _) in view.LISTS.items()],
        news_href=f"/aanvragen/nieuws?lijst={key}",
        next_href=_address(key, found.next) if found.next else None,
    )


@router.get("/nieuws")
async def news(request: Request, who: Who, lijst: str = "open") -> Response:
    """Announces what came or went; the list itself stays under the hand that works in it."""
    key = lijst if lijst in view.LISTS else "open"
    shown = set(request.query_params.getlist("rij")[:100])
    found = await referral.listed(who.caller, view.LISTS[key][0])
    there = {str(one.id) for one in found.items}
    return HTMLResponse(
        TEMPLATES.part("_referrals.html", "news", frame(request, who), len(there - shown), len(shown - there), _address(key))
    )


def at_desk(who: Visitor) -> bool:
    return who.caller.has(Role.ASSESSOR, Role.COORDINATOR)


async def _names(who: Visitor, key: str, items: tuple[Referral, ...]) -> dict[PersonId, str]:
    """Whom the provider helps; each name shown is a recorded read."""
    if at_desk(who) or key not in NAMED:
        return {}
    people = [one.caregiver_id for one in items if one.caregiver_id is not None and one.state in view.IN_HAND]
    try:
        found = await intake.contacts(who.caller, people, Purpose.SUPPORT)
    except (Unavailable, Refused):
        return {}
    return {id_: one.contact.name for id_, one in found.items() if one.contact}


def _address(key: str, cursor: str | None = None) -> str:
    query = [f"lijst={key}"] if key != "open" else []
    return "/aanvragen" + ("?" + "&".join([*query, *([f"vanaf={cursor}"] if cursor else [])]) if query or cursor else "")
