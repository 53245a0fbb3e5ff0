"""Every page in every state, and how somebody gets to see it. A page that hangs nowhere here makes a test fail."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from playwright.async_api import Response

from services.story.parties import Json, code_in
from services.story.telling import until
from tests.journeys.affairs import Affairs
from tests.journeys.living import Living, Person


@dataclass
class Visit:
    """Who looks around, each with one browser for the whole visit."""

    living: Living
    affairs: Affairs
    people: dict[str, Person] = field(default_factory=dict)

    async def staff(self, name: str) -> Person:
        if name not in self.people:
            self.people[name] = await self.living.logged_in(name)
        return self.people[name]

    async def stranger(self) -> Person:
        if "stranger" not in self.people:
            self.people["stranger"] = await self.living.someone()
        return self.people["stranger"]

    async def herself(self, first_name: str, mail: str = "Afspraak") -> Person:
        """In by the link in her mail."""
        if first_name not in self.people:
            her = self.people[first_name] = await self.living.someone(first_name)
            await her.goes(await self.affairs.her_link(first_name, mail))
        return self.people[first_name]

    async def herself_with_code(self) -> Person:
        """She sees everything that is known of her."""
        known = "Hanna" in self.people
        her = await self.herself("Hanna")
        if not known:
            await her.goes("/mijn/code")
            await her.presses("Mail mij een code")
            mail = await self.living.story.mail.new(self.affairs.mail_of("Hanna"), "haar code", containing="Uw code is")
            await her.page.get_by_label("Code", exact=True).fill(code_in(mail))
            await her.presses("Open mijn gegevens")
        return her

    async def example(self, family_name: str) -> str:
        """The address of one of the region's example signals."""
        found = await self.living.story.desk.who.post("/v1/worklist/searches", {"q": family_name})
        return f"/signalen/{found['items'][0]['signalId']}"

    def signal(self, first_name: str) -> str:
        return f"/signalen/{self.affairs.signals[first_name]}"

    def referral(self, first_name: str) -> str:
        return f"/aanvragen/{self.affairs.referrals[first_name]}"

    async def a_mail(self) -> str:
        async def look() -> Json | None:
            mails = (await self.living.http.get("/v1/dev-mailbox")).json()["items"]
            return next((mail for mail in mails if mail["html"]), None)

        return f"/postvak/{(await until(look, 'een mail'))['id']}"


Seen = tuple[Person, Response]
Comes = Callable[[Visit], Awaitable[Seen]]


@dataclass(frozen=True)
class View:
    name: str
    door: str
    """Whose answer it is: a method and a path as the console's routes have them; `*` for what no route answers."""
    comes: Comes
    status: int = 200


VIEWS: list[View] = []


def view(name: str, door: str, status: int = 200) -> Callable[[Comes], Comes]:
    def hang(comes: Comes) -> Comes:
        VIEWS.append(View(name, door, comes, status))
        return comes

    return hang


def plain(name: str, door: str, who: str | None, path: str, status: int = 200) -> None:
    """A page that shows by its address alone."""

    async def comes(visit: Visit) -> Seen:
        person = await visit.staff(who) if who else await visit.stranger()
        return person, await person.goes(path)

    VIEWS.append(View(name, door, comes, status))


def about(name: str, door: str, who: str, where: Callable[[Visit], str], rest: str = "", status: int = 200) -> None:
    """A page about one signal or one request."""

    async def comes(visit: Visit) -> Seen:
        person = await visit.staff(who)
        return person, await person.goes(where(visit) + rest)

    VIEWS.append(View(name, door, comes, status))


def sent(name: str, door: str, who: str, where: Callable[[Visit], str], button: str, status: int = 422) -> None:
    """A form sent before it was filled in."""

    async def comes(visit: Visit) -> Seen:
        person = await visit.staff(who)
        await person.goes(where(visit))
        return person, await person.presses(button)

    VIEWS.append(View(name, door, comes, status))


def signal_of(first_name: str, rest: str = "") -> Callable[[Visit], str]:
    return lambda visit: visit.signal(first_name) + rest


def request_of(first_name: str) -> Callable[[Visit], str]:
    return lambda visit: visit.referral(first_name)
