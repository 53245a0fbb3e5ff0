"""Who answers for the organisations that are asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schemas.base import id_of
from services.directory.region import demo_people
from services.story.parties import Json, Party
from services.story.telling import StoryStopped, until

if TYPE_CHECKING:
    from services.story.playing import Story

REGION = "gooi"


class Providers:
    def __init__(self, story: Story) -> None:
        self.story = story
        people = [one for one in demo_people(REGION) if "provider" in one.roles]
        self._people = {str(id_of(REGION, "organisation", one.organisation)): one for one in reversed(people)}
        self._logged_in: dict[str, Party] = {}

    def has_staff(self, organisation: str) -> bool:
        return organisation in self._people

    async def of(self, organisation: str) -> Party:
        found = organisation if organisation in self._people else str(id_of(REGION, "organisation", organisation))
        if found not in self._logged_in:
            person = self._people[found]
            self._logged_in[found] = await self.story.doors.person(person.key, person.organisation_name)
        return self._logged_in[found]

    async def sees(self, party: Party, referral: str) -> Json:
        async def look() -> Json | None:
            found = await party.get_when_there(f"/v1/referrals/{referral}")
            return found if found and found["state"] == "offered" else None

        return await until(look, f"{party.name} ziet de aanvraag")

    async def whoever_is_asked(self, referral: str, *, but: Party | None = None) -> tuple[Party, Json]:
        """The desk knows whom; that one looks in her own list."""

        async def look() -> Party | None:
            found = await self.story.desk.who.get_when_there(f"/v1/referrals/{referral}")
            asked = [a for a in (found or {}).get("attempts", []) if not a.get("answer")]
            if not asked:
                return None
            party = await self.of(str(asked[-1]["provider"]))
            return None if but is not None and party.name == but.name else party

        party = await until(look, "een aanbieder die gevraagd is")
        offered = await self.sees(party, referral)
        if "version" not in offered:
            raise StoryStopped("de aanvraag heeft geen versie")
        return party, offered
