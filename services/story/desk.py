"""What Fatima does at the intake desk."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from schemas.base import id_of
from services.story import signals
from services.story.parties import Json, Party
from services.story.telling import StoryStopped, check, until

if TYPE_CHECKING:
    from services.story.playing import Story


class Desk:
    def __init__(self, story: Story, who: Party) -> None:
        self.story, self.who = story, who

    async def finds_on_the_worklist(self, signal: Json) -> datetime:
        found = await self.who.get(f"/v1/worklist?list=all&reference={signal['reference']}", purpose="triage")
        rows: list[Json] = found["items"]
        check(len(rows) == 1 and rows[0]["signalId"] == signal["id"], "het signaal staat niet op de werklijst")
        return datetime.fromisoformat(str(rows[0]["dueAt"]))

    async def picks_up(self, signal: str) -> Json:
        detail = await self.who.get(f"/v1/worklist/{signal}", purpose="triage")
        return await self.who.put(f"/v1/worklist/{signal}/assignee", {}, version=detail["version"])

    async def calls(self, detail: Json) -> Json:
        body = {"outcome": "spoken", "channel": "phone", "note": "Goed gesproken, zij wil graag hulp.", "informed": True}
        return await self._does(detail, "contacts", body)

    async def records_consents(self, detail: Json) -> Json:
        on = self.story.now.date()
        given = [signals.consent("caregiver", "referral", on), signals.consent("caregiver", "feedback-to-signaller", on)]
        return await self._does(detail, "consents", {"consents": given})

    async def closes(self, detail: Json, ending: str) -> Json:
        return await self._does(detail, "closures", {"ending": ending})

    async def appoints(self, detail: Json, provider: str | None = None, *, warm: bool = False) -> str:
        """The first fitting offer of this provider (or the best one), with the next two others in reserve."""
        signal = detail["signalId"]
        ranked = await self.who.get(f"/v1/worklist/{signal}/offers", purpose="triage")
        offers: list[Json] = [item["offer"] for item in ranked["items"]]
        check(offers and all(item["reasons"] for item in ranked["items"]), "er is geen aanbod met redenen")
        offers = [offer for offer in offers if self.story.providers.has_staff(str(offer["organisation"]))]
        if provider is not None:
            wanted = str(id_of("gooi", "organisation", provider))
            offers.sort(key=lambda offer: offer["organisation"] != wanted)
            check(offers and offers[0]["organisation"] == wanted, f"{provider} staat niet bij het aanbod")
        chosen: dict[str, str] = {}
        for offer in offers:
            chosen.setdefault(str(offer["organisation"]), str(offer["id"]))
        body: Json = {"offers": list(chosen.values())[:3], "warm": warm}
        if warm:
            body["warmReason"] = "Zij vertelt haar verhaal liever één keer"
        made = await self.who.post(f"/v1/worklist/{signal}/appointments", body, version=detail["version"])
        return str(made["referralId"])

    async def whole_way(self, signal: str) -> str:
        """From a new signal to an appointed provider."""
        detail = await self.picks_up(signal)
        return await self.appoints(await self.calls(detail))

    async def sees_state(self, signal: str, state: str) -> None:
        async def look() -> Json | None:
            detail = await self.who.get(f"/v1/worklist/{signal}", purpose="triage")
            return detail if detail["state"] == state else None

        await until(look, f"stand {state}")

    async def _does(self, detail: Json, what: str, body: Json) -> Json:
        if "version" not in detail:
            raise StoryStopped(f"het signaal heeft geen versie: {detail}")
        return await self.who.post(f"/v1/worklist/{detail['signalId']}/{what}", body, version=detail["version"])
