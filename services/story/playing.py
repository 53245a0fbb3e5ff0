"""The journey itself, step by step."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from services.story import signals
from services.story.desk import Desk
from services.story.parties import Json, code_in, link_in
from services.story.providers import Providers
from services.story.staging import AMSTERDAM, Tale
from services.story.telling import check, until


class Story(Tale):
    async def play(self) -> None:
        self.tell.chapter("Wie meedoen")
        await self.logs_in()
        self.tell.line("Een huisarts, een wijkverpleegkundige, Fatima van het aanmeldpunt en de aanbieders zijn ingelogd")
        await self.signal_arrives()
        await self.parking_is_answered()
        await self.desk_appoints()
        await self.provider_accepts()
        await self.second_is_declined()
        await self.third_is_not_answered()
        await self.handover()
        await self.completed()
        await self.word_back()
        await self.who_looked()

    async def signal_arrives(self) -> None:
        self.tell.chapter("1. De huisarts meldt een vermoeide dochter")
        body = signals.tired_daughter(self.run, self.now.date())
        first = await self.gp.ask("POST", "/v1/signals", body, expect=201)
        self.signal: Json = first.json()
        check(first.headers.get("location") == f"/v1/signals/{self.signal['id']}", "er is geen Location")
        self.tell.line(f"POST /v1/signals: 201, kenmerk {self.signal['reference']}")
        again = await self.gp.ask("POST", "/v1/signals", body, expect=200)
        check(again.json()["id"] == self.signal["id"], "hetzelfde bericht werd een tweede signaal")
        self.tell.line("Hetzelfde bericht nog eens is hetzelfde signaal: 200")

    async def parking_is_answered(self) -> None:
        self.tell.chapter("1b. Een vraag over parkeren")
        signal = await self.gp.post("/v1/signals", signals.parking(self.run, self.now.date()))
        detail = await self.desk.picks_up(str(signal["id"]))
        detail = await self.desk.calls(detail)
        detail = await self.desk.closes(detail, "answered-by-desk")
        check(detail["state"] == "closed", "het signaal is niet gesloten")
        self.tell.line("Het aanmeldpunt beantwoordt de vraag zelf en sluit zonder verwijzing")

    async def desk_appoints(self) -> None:
        self.tell.chapter("2 en 3. Het aanmeldpunt")
        due = await self.desk.finds_on_the_worklist(self.signal)
        self.tell.line(f"Het signaal staat op de werklijst, uiterlijk {due.astimezone(AMSTERDAM):%d-%m %H:%M} in werktijd")
        detail = await self.desk.picks_up(str(self.signal["id"]))
        detail = await self.desk.calls(detail)
        self.tell.line("Fatima belt haar, vertelt wie haar meldde en welke rechten zij heeft (AVG art. 14)")
        detail = await self.desk.records_consents(detail)
        check(not detail["missing"], f"er mist nog {detail['missing']}")
        self.tell.line("Haar toestemming staat vast; over haar vader gaat niets mee")
        self.referral = await self.desk.appoints(detail, "versa-welzijn", warm=True)
        self.tell.line("Fatima kiest uit het gerangschikte aanbod en wijst Versa Welzijn aan, met een warme overdracht")

    async def provider_accepts(self) -> None:
        self.tell.chapter("4. De aanbieder")
        marloes = await self.providers.of("versa-welzijn")
        offered = await self.providers.sees(marloes, self.referral)
        shown = str(offered)
        check(
            "Anneke" not in shown and "Verhalen" not in shown and not offered.get("caregiverId"), "de aanbieder ziet een naam voor het ja"
        )
        self.tell.line("Marloes ziet de vraag zonder naam")
        accepted = await marloes.post(f"/v1/referrals/{self.referral}/decisions", {"accept": True}, version=offered["version"])
        self.caregiver = str(accepted["caregiverId"])

        async def contact() -> Json | None:
            answer = await marloes.post("/v1/contact-details", {"personIds": [self.caregiver]}, purpose="support")
            item: Json = answer["items"][0]
            return item if item.get("contact") else None

        found = await until(contact, "haar contactgegevens na het ja")
        check("Verhalen" in str(found["contact"]), "de naam klopt niet")
        check("Vertelsel" not in str(found), "de aanbieder ziet iets van haar vader zonder zijn toestemming")
        self.tell.line("Zij zegt ja en ziet nu hoe zij Anneke bereikt; dat wordt vastgelegd")

    async def second_is_declined(self) -> None:
        self.tell.chapter("4b. Een tweede vraag: geen plek")
        signal = await self.home_care.post("/v1/signals", signals.busy_husband(self.run, self.now.date()))
        self.second = str(signal["id"])
        referral = await self.desk.whole_way(self.second)
        first, offered = await self.providers.whoever_is_asked(referral)
        await first.post(f"/v1/referrals/{referral}/decisions", {"accept": False, "reason": "no-capacity"}, version=offered["version"])
        second, offered = await self.providers.whoever_is_asked(referral, but=first)
        await second.post(f"/v1/referrals/{referral}/decisions", {"accept": True}, version=offered["version"])
        self.tell.line(f"{first.name} heeft geen plek; de vraag gaat vanzelf naar {second.name}, en die zegt ja")

    async def third_is_not_answered(self) -> None:
        self.tell.chapter("4c. Een derde vraag: geen antwoord")
        if self.clock is None:
            self.tell.skipped("een aanbieder laat de tijd verlopen en de volgende krijgt de vraag")
            return
        signal = await self.gp.post("/v1/signals", signals.quiet_sister(self.run, self.now.date()))
        referral = await self.desk.whole_way(str(signal["id"]))
        first, offered = await self.providers.whoever_is_asked(referral)
        due = datetime.fromisoformat(str(offered["dueAt"]))
        self.clock.move(to=due + timedelta(minutes=1))
        await self.logs_in()
        second, _ = await self.providers.whoever_is_asked(referral, but=first)
        self.tell.line(f"{first.name} antwoordt niet voor {due.astimezone(AMSTERDAM):%d-%m %H:%M}; {second.name} krijgt de vraag")

    async def handover(self) -> None:
        self.tell.chapter("5. Drie mensen spreken af")
        marloes = await self.providers.of("versa-welzijn")
        found = await marloes.get(f"/v1/referrals/{self.referral}")
        at = (self.now.astimezone(AMSTERDAM) + timedelta(days=1)).replace(hour=14, minute=0, second=0, microsecond=0)
        body = {"at": at.isoformat(), "minutes": 45, "way": "at-home", "message": "Wij nemen de tijd."}
        await marloes.post(f"/v1/referrals/{self.referral}/handovers", body, version=found["version"])
        for to in (f"anneke.{self.run}@example.org", "fatima.elidrissi@aanmeldpunt-gooi.example", "marloes.kuiper@versa-welzijn.example"):
            mail = await self.mail.new(to, "de uitnodiging", containing="Afspraak")
            check(any(str(name).endswith(".ics") for name in mail["attachments"]), f"de uitnodiging aan {to} heeft geen agendabestand")
        self.tell.line(f"Anneke, Fatima en Marloes kregen elk een mail met een agendabestand: {at:%d-%m %H:%M}")
        self.tell.chapter("6. Het gesprek was er")
        if self.clock is None:
            self.tell.skipped("na het gesprek bevestigen de aanbieder en de mantelzorger, en is zij overgedragen")
            return
        self.clock.move(to=at.astimezone(UTC) + timedelta(hours=2))
        await self.logs_in()
        marloes = await self.providers.of("versa-welzijn")
        found = await marloes.get(f"/v1/referrals/{self.referral}")
        found = await marloes.post(f"/v1/referrals/{self.referral}/confirmations", {"tookPlace": True}, version=found["version"])
        check(found["state"] != "handed-over", "overgedragen zonder haar woord")
        self.tell.line("Marloes bevestigt; zonder Annekes woord is het nog geen overdracht")
        mail = await self.mail.new(f"anneke.{self.run}@example.org", "de vraag of het gesprek er was", containing="Is die doorgegaan?")
        anneke = await self.doors.caregiver(link_in(mail))
        await anneke.post(f"/v1/referrals/{self.referral}/confirmations", {"tookPlace": True})
        await self.desk.sees_state(str(self.signal["id"]), "handed-over")
        self.tell.line("Anneke bevestigt met de link in haar mail: nu is zij overgedragen")

    async def completed(self) -> None:
        self.tell.chapter("7. De hulp is klaar")
        if self.clock is None:
            self.tell.skipped("de aanbieder sluit af met een uitkomst")
            return
        marloes = await self.providers.of("versa-welzijn")
        found = await marloes.get(f"/v1/referrals/{self.referral}")
        await marloes.post(f"/v1/referrals/{self.referral}/outcomes", {"outcome": "goal-reached"}, version=found["version"])
        await self.desk.sees_state(str(self.signal["id"]), "closed")
        self.tell.line("Marloes sluit af: doel bereikt")

    async def word_back(self) -> None:
        self.tell.chapter("8. De melder hoort hoe het ging")
        steps = 4 if self.clock is not None else 2
        for _ in range(steps):
            await self.mail.new(signals.GP_MAIL, "bericht aan de huisarts", containing=str(self.signal["reference"]))
        status = await self.gp.get(f"/v1/signals/{self.signal['id']}")
        heard = [str(line["what"]) for line in status["history"]]
        check(len(heard) >= steps, f"de huisarts leest alleen {heard}")
        words = {one["code"]: str(one["label"]).lower() for one in (await self.gp.get("/v1/code-lists"))["lists"]["states"]}
        words |= {"completed": "hulp klaar", "stopped": "hulp gestopt"}
        self.tell.line(f"De huisarts kreeg {steps} berichten en leest: {', '.join(words.get(step, step) for step in heard)}")
        other = await self.home_care.get(f"/v1/signals/{self.second}")
        little = {str(line["what"]) for line in other["history"]}
        check(little <= {"received", "closed"}, f"zonder toestemming leest de thuiszorg {little}")
        await self.gp.ask("GET", f"/v1/signals/{self.second}", expect=404)
        self.tell.line("De thuiszorg heeft geen toestemming voor bericht terug en leest alleen: ontvangen")

    async def who_looked(self) -> None:
        self.tell.chapter("9. Wie keek in haar gegevens")
        address = f"anneke.{self.run}@example.org"
        mail = await self.mail.new(address, "een mail met haar link", containing="/mijn/")
        link = link_in(mail)
        await self.http.post("/v1/codes", json={"token": link})
        code = code_in(await self.mail.new(address, "haar code", containing="Uw code is"))
        anneke = await self.doors.caregiver(link, code)
        seen = await anneke.get(f"/intake/v1/access-log?person={self.caregiver}", purpose="own-file")
        rows: list[Json] = seen["items"]
        check(len({row["by"] for row in rows}) >= 2, f"er staat te weinig op haar lijst: {rows}")
        self.tell.line(f"Met een code ziet Anneke {len(rows)} regels: wie, wanneer en waarom")

    async def logs_in(self) -> None:
        """Again after each time that the clock ran on; a token lives a quarter of an hour."""
        self.gp = await self.doors.system("demo-gp", "de huisarts")
        self.home_care = await self.doors.system("demo-home-care", "de thuiszorg")
        self.desk = Desk(self, await self.doors.person("fatima-el-idrissi", "Fatima"))
        self.providers = Providers(self)
