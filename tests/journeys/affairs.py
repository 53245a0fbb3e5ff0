"""What is going on in the house whose pages are looked at: a request for help in every state that it can be in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count

from services.story import signals
from services.story.desk import Desk
from services.story.parties import Json, Party
from services.story.providers import Providers
from services.story.telling import until
from tests.journeys.living import Living, tomorrow_at

AT_ONCE = timedelta(minutes=20)
"""The meetings that will be over by the time that the pages are looked at."""


@dataclass
class Affairs:
    living: Living
    signals: dict[str, str] = field(default_factory=dict)
    referrals: dict[str, str] = field(default_factory=dict)
    _numbers: Iterator[int] = field(default_factory=count)
    """Of everyone ever signalled here: a test that is tried again signals somebody new, with an externalId of her own."""

    def mail_of(self, whom: str) -> str:
        return f"{whom.casefold()}.{self.living.story.run}@example.org"

    async def everybody_logs_in(self) -> None:
        story = self.living.story
        story.gp = await story.doors.system("demo-gp", "de huisarts")
        story.desk = Desk(story, await story.doors.person("fatima-el-idrissi", "Fatima"))
        story.providers = Providers(story)

    async def marloes(self) -> Party:
        return await self.living.story.providers.of("versa-welzijn")

    async def signalled(self, first_name: str, **changed: object) -> Json:
        """Someone whom nobody knew; her GP writes."""
        story, number = self.living.story, next(self._numbers)
        body = signals.tired_daughter(f"{story.run}-{number}", self.living.now.date())
        body["caregiver"] |= {
            "givenName": first_name,
            "familyName": f"{first_name}sma",
            "birthDate": f"19{60 + number}-03-14",
            "email": self.mail_of(first_name),
            "houseNumber": 100 + number,
            "phone": f"+316555502{number:02}",
        }
        signal = await story.gp.post("/v1/signals", body | changed)
        self.signals[first_name] = str(signal["id"])
        return signal

    async def asked(self, first_name: str, *, warm: bool = True, accepted: bool = True) -> str:
        """Versa Welzijn is asked to help her, and says yes."""
        desk = self.living.story.desk
        signal = await self.signalled(first_name)
        detail = await desk.records_consents(await desk.calls(await desk.picks_up(str(signal["id"]))))
        referral = self.referrals[first_name] = await desk.appoints(detail, "versa-welzijn", warm=warm)
        marloes = await self.marloes()
        offered = await self.living.story.providers.sees(marloes, referral)
        if accepted:
            await marloes.post(f"/v1/referrals/{referral}/decisions", {"accept": True}, version=offered["version"])
        return referral

    async def steps(self, referral: str, step: str, body: Json) -> Json:
        marloes = await self.marloes()
        found = await marloes.get(f"/v1/referrals/{referral}")
        return await marloes.post(f"/v1/referrals/{referral}/{step}", body, version=found["version"])

    async def planned(self, first_name: str, *, soon: bool) -> str:
        referral = await self.asked(first_name)
        at = self.living.now + AT_ONCE if soon else tomorrow_at(self.living.now, 14)
        await self.steps(referral, "handovers", {"at": at.isoformat(), "minutes": 45, "way": "at-home"})
        return referral

    async def her_link(self, first_name: str, containing: str) -> str:
        return await self.living.link_for(self.mail_of(first_name), containing)

    async def she_confirms(self, first_name: str) -> None:
        """By her own page, as in the whole journey; here only its outcome matters."""
        link = (await self.her_link(first_name, "Is die doorgegaan?")).removeprefix("/mijn/")
        her = await self.living.story.doors.caregiver(link)
        await her.post(f"/v1/referrals/{self.referrals[first_name]}/confirmations", {"tookPlace": True})

    async def reaches(self, referral: str, state: str) -> None:
        async def look() -> Json | None:
            found = await self.living.story.desk.who.get(f"/v1/referrals/{referral}")
            return found if found["state"] == state else None

        await until(look, f"{referral} is {state}")


async def in_every_state(living: Living) -> Affairs:
    """One request in each state, some meetings behind us and one tomorrow; then the clock stands at half past twelve."""
    affairs = Affairs(living)
    await affairs.everybody_logs_in()
    await affairs.signalled("Roos")
    await affairs.asked("Olga", accepted=False)
    await affairs.asked("Anna")
    await affairs.asked("Cora", warm=False)
    await affairs.planned("Petra", soon=False)
    for first_name in ("Greet", "Wilma", "Hanna", "Klara"):
        await affairs.planned(first_name, soon=True)
    choosing = await affairs.signalled("Kiki")
    desk = living.story.desk
    await desk.records_consents(await desk.calls(await desk.picks_up(str(choosing["id"]))))
    living.clock.move(by=timedelta(minutes=108))
    await affairs.everybody_logs_in()
    for first_name in ("Wilma", "Hanna", "Klara"):
        await affairs.steps(affairs.referrals[first_name], "confirmations", {"tookPlace": True})
    for first_name in ("Hanna", "Klara"):
        await affairs.she_confirms(first_name)
        await affairs.reaches(affairs.referrals[first_name], "handed-over")
    await affairs.steps(affairs.referrals["Klara"], "outcomes", {"outcome": "goal-reached"})
    await affairs.reaches(affairs.referrals["Klara"], "completed")
    return affairs
