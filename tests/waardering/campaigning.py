"""A campaign in a test: days that go by, its steps, and whom it invited."""

from datetime import datetime, timedelta

import httpx

from schemas.waardering import CaregiverInvited
from schemas.words import LeftOut

from .town import Json, Town

YEAR = 2028
SUMMER, START, REMIND = "2028-06-01T12:00:00Z", "2028-11-10T12:00:00Z", "2028-12-01T12:00:00Z"


async def until(town: Town, moment: str) -> None:
    town.house.clock.move(to=max(datetime.fromisoformat(moment), town.house.clock.now() + timedelta(seconds=1)))
    town.__post_init__()  # tokens end sooner than years
    await town.house.settled()


async def planned(town: Town, scheme: str = "plain") -> str:
    told = {"scheme": scheme, "year": YEAR, "startsOn": START[:10], "remindsOn": REMIND[:10]}
    made = await town.officer.post("/waardering/v1/campaigns", json=told)
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


async def see(town: Town, campaign: str) -> Json:
    seen: Json = (await town.officer.get(f"/waardering/v1/campaigns/{campaign}")).json()
    return seen


async def does(town: Town, campaign: str, step: str) -> httpx.Response:
    version = (await see(town, campaign))["version"]
    return await town.officer.post(f"/waardering/v1/campaigns/{campaign}/{step}", headers={"If-Match": f'"{version}"'})


async def did(town: Town, campaign: str, step: str) -> Json:
    answer = await does(town, campaign, step)
    assert answer.status_code == 200, answer.text
    seen: Json = answer.json()
    return seen


async def invited(town: Town) -> list[CaregiverInvited]:
    return [one for one in await town.told(CaregiverInvited) if isinstance(one, CaregiverInvited)]


async def counts(town: Town, scheme: str = "plain") -> tuple[int, dict[LeftOut, int]]:
    """Who would be invited, and who not and why."""
    answer = await town.officer.get(f"/waardering/v1/schemes/{scheme}/invitees", params={"year": YEAR})
    assert answer.status_code == 200, answer.text
    seen = answer.json()
    return seen["byEmail"] + seen["byLetter"], {LeftOut(one["why"]): one["count"] for one in seen["leftOut"]}
