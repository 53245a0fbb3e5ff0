"""What a scheme asks, its versions side by side, and a trial of it."""

from typing import Annotated

from fastapi import APIRouter, Query

from kernel.refusals import NotFound
from schemas.api.intake.parts import Day
from schemas.api.waardering.schemes import SchemeForm, SchemesBeside, TrialIn, Trials
from services.waardering import rules, waardering
from services.waardering.api import Officer, OfRegion, SchemeKey
from services.waardering.api.applications import OPEN_DATA
from services.waardering.region import region
from services.waardering.usecases import forming, trying

router = APIRouter(prefix="/v1", tags=["waardering"])


@router.get("/schemes/{key}/form", operation_id="readSchemeForm", dependencies=[OPEN_DATA])
async def read_form(key: SchemeKey, code: OfRegion, on: Annotated[Day | None, Query()] = None) -> SchemeForm:
    """All that has to be asked of someone who applies today, or whose letter came on an earlier day, and nothing else."""
    day = on or region(code).day(waardering.clock.now())
    found = rules.all_of(code).version(key, day)
    if found is None:
        raise NotFound
    return forming.form(found, day, region(code).places)


@router.get("/schemes/{key}/beside", operation_id="readSchemesBeside", dependencies=[OPEN_DATA])
async def read_beside(key: SchemeKey, code: OfRegion) -> SchemesBeside:
    """This year's beside next year's, in plain Dutch; the same one twice where there is no other."""
    today = region(code).day(waardering.clock.now())
    found = trying.pair(rules.all_of(code), key, today)
    if not found:
        raise NotFound
    return trying.side_by_side(found[0], found[-1], today, region(code).places)


@router.post("/schemes/{key}/trials", operation_id="tryScheme")
async def try_scheme(key: SchemeKey, told: TrialIn, caller: Officer) -> Trials:
    """Of both versions that lie side by side; nothing is kept, for nobody here exists."""
    here = region(caller.region)
    found = trying.pair(rules.all_of(here.code), key, here.day(waardering.clock.now()))
    if not found:
        raise NotFound
    return Trials(items=tuple(trying.trial(one, told, here.places) for one in found))
