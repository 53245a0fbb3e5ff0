"""The yearly appreciation: asked, decided, objected to, paid, come back from the bank and paid again."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from html.parser import HTMLParser
from secrets import token_urlsafe

import httpx

from services.story.parties import Json, Party
from services.story.staging import AMSTERDAM, Tale
from services.story.telling import StoryStopped, check, until

SCHEME = "hilversum-mantelzorgwaardering"
FORM = f"/waardering/{SCHEME}/aanvragen"
BRIEF = re.compile(r"/brief/([A-Za-z0-9_-]{20,})")
REFERENCE = re.compile(r"Uw kenmerk is ([A-Z0-9-]+)")
WRONG = re.compile(r'<a[^>]+href="#[^"]*"[^>]*>([^<]+)</a>')
IBAN, OTHER_IBAN = "NL91 ABNA 0417 1643 00", "NL02 ABNA 0123 4567 89"
FEATURES = ("schemeId", "municipality", "reason", "form")
"""A row of figures without any of these is of everything together."""
REFUSED_BY_THE_BANK = (
    '<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:pain.002.001.03"><CstmrPmtStsRpt><GrpHdr>'
    "<MsgId>{message}</MsgId></GrpHdr><OrgnlPmtInfAndSts><OrgnlPmtInfId>1</OrgnlPmtInfId><TxInfAndSts><OrgnlEndToEndId>{payment}"
    "</OrgnlEndToEndId><TxSts>RJCT</TxSts><StsRsnInf><Rsn><Cd>AC04</Cd></Rsn></StsRsnInf></TxInfAndSts></OrgnlPmtInfAndSts>"
    "</CstmrPmtStsRpt></Document>"
)
"""As a bank tells that an account was closed (pain.002, AC04)."""


def asked(run: str, given: str, family: str, *, postcode: str = "1216 AB", call: bool = False) -> dict[str, str]:
    """What is typed in the form. Nobody here is real."""
    return {
        "aanvrager": "caregiver",
        "naaste-voornaam": "Henk",
        "naaste-achternaam": f"Vertelsel {family}",
        "naaste-postcode": postcode,
        "naaste-huisnummer": "12",
        "m1-voornaam": given,
        "m1-achternaam": family,
        "m1-geboren": "1975-03-14",
        "m1-postcode": "1216 AB",
        "m1-huisnummer": "21",
        "m1-telefoon": "06 55550177",
        "m1-email": f"{given.lower()}.{run}@example.org",
        "m1-vorm": "money",
        "m1-iban": IBAN,
        "m1-hoe-gaat-het": "Slaapt slecht, en staat er alleen voor." if call else "",
        "m1-bellen": "ja" if call else "nee",
    }


class Hidden(HTMLParser):
    """The hidden fields of a page's form."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "input" and told.get("type") == "hidden" and told.get("name"):
            self.fields[str(told["name"])] = told.get("value") or ""


class Appreciation(Tale):
    async def play(self) -> None:
        self.tell.chapter("De regeling")
        await self.logs_in()
        scheme = (await self.http.get(f"/v1/schemes/{SCHEME}", params={"region": "gooi"})).json()
        check(scheme["open"], "de regeling is niet open")
        amount = next((one for one in re.split(r"(?<=\.)\s+", str(scheme["text"])) if one.startswith("Het bedrag")), "")
        check(amount, "de regeling noemt in gewone taal geen bedrag")
        self.tell.line(f"{scheme['name']}: {amount}")
        await self.is_granted_at_once()
        await self.wishes_a_call()
        await self.is_refused_and_objects()
        await self.is_paid()
        await self.comes_back_and_is_paid_again()
        await self.figures()

    async def is_granted_at_once(self) -> None:
        self.tell.chapter("1. Anneke vraagt aan, zonder account")
        typed = asked(self.run, "Anneke", f"Verhalen{letters(self.run)}", call=True)
        mistyped = await self.sends(typed | {"m1-iban": "NL91 ABNA 0417 1643 01"})
        wrong = errors(mistyped.text)
        check(mistyped.status_code == 422 and len(wrong) == 1 and "rekeningnummer" in wrong[0], f"een tikfout in de IBAN gaf {wrong}")
        self.tell.line(f"Een tikfout: ‘{wrong[0]}’, en al het andere blijft staan")
        (reference,) = {await self.applies(typed, key) for key in [token_urlsafe(12)] * 2}
        self.anneke = await self.found(reference)
        check(self.anneke["state"] == "granted", f"de aanvraag is {self.anneke['state']}")
        self.tell.line(f"Twee keer op de knop is een aanvraag: {reference}, meteen toegekend")
        mail = await self.mail.new(f"anneke.{self.run}@example.org", "dat er een brief is", containing="Er staat een brief voor u klaar")
        check(reference in mail["text"], "in de mail staat een ander kenmerk")
        check("50" not in mail["text"].replace(str(reference), ""), "in de mail staat het bedrag")
        link = BRIEF.search(str(mail["text"]))
        check(link is not None, "in de mail staat geen link naar de brief")
        letter = await self.opens(link[1] if link else "")
        check(letter.content.startswith(b"%PDF"), f"de brief is geen PDF: {letter.status_code}")
        self.tell.line(
            f"Zij krijgt een mail zonder bedrag of besluit; achter de link staat de brief (PDF, {len(letter.content) // 1024} kB)"
        )

    async def wishes_a_call(self) -> None:
        self.tell.chapter("2. Hoe gaat het met u?")
        signal = await until(self._called, "haar wens op de werklijst van het aanmeldpunt", seconds=20)
        self.tell.line(f"Anneke mag gebeld worden: dat is signaal {signal['reference']} op de werklijst van het aanmeldpunt")

    async def _called(self) -> Json | None:
        name = f"Verhalen{letters(self.run)}"
        found = (await self.desk.post("/v1/worklist/searches", {"q": name}, purpose="triage"))["items"]
        return found[0] if found else None

    async def is_refused_and_objects(self) -> None:
        self.tell.chapter("3. Een nee, en wie daar iets van vindt")
        reference = await self.applies(asked(self.run, "Bea", f"Verderop{letters(self.run)}", postcode="3511 AB"), token_urlsafe(12))
        seen = await self.found(reference)
        self.bea = str(seen["id"])
        doubtful = [one for one in seen["conditions"] if one["verdict"] != "met"]
        check(doubtful, "alles is in orde en toch kwam zij bij een mens")
        self.tell.line(f"Bij Wendy, want: {doubtful[0]['text']} ({doubtful[0]['fact']})")
        seen = await self.does(self.wendy, self.bea, "decisions", {"grant": False, "reason": "residence", "note": "Buiten de gemeente."})
        check(seen["state"] == "refused", f"de aanvraag is {seen['state']}")
        self.tell.line("Wendy wijst af; in de brief staan de reden, het artikel en hoe bezwaar gaat")
        case = await self.wendy.post(
            f"/v1/applications/{self.bea}/cases", {"kind": "objection", "text": "Hij woont sinds kort in Hilversum, zie de brief."}
        )
        closing = {"outcome": "upheld", "text": "U hebt gelijk. Wij beslissen opnieuw."}
        own = await self.wendy.ask("POST", f"/v1/cases/{case['id']}/closures", closing, version=case["version"], expect=403)
        self.tell.line(f"Haar eigen besluit mag Wendy niet nakijken: {own.status_code}")
        await self.olaf.post(f"/v1/cases/{case['id']}/closures", closing, version=case["version"])
        seen = await self.does(self.olaf, self.bea, "decisions", {"grant": True, "cents": 5000, "note": "Hij woont in Hilversum."})
        check(seen["state"] == "granted", f"na het bezwaar is de aanvraag {seen['state']}")
        self.tell.line("Olaf doet dat, geeft haar gelijk, en kent toe")

    async def is_paid(self) -> None:
        self.tell.chapter("4. Betalen, met vier ogen")
        run = await self.olaf.post("/v1/payout-runs", {"form": "money"})
        self.tell.line(f"Olaf maakt een betaalronde: {run['count']} betalingen, samen € {run['totalCents'] // 100}")
        own = await self.olaf.ask("POST", f"/v1/payout-runs/{run['id']}/approvals", {"approve": True}, version=run["version"], expect=403)
        self.tell.line(f"Zijn eigen ronde keurt hij niet goed: {own.status_code}")
        await self.petra.post(f"/v1/payout-runs/{run['id']}/approvals", {"approve": True}, version=run["version"])
        first = await self.petra.get(f"/v1/payout-runs/{run['id']}/file")
        again = await self.petra.get(f"/v1/payout-runs/{run['id']}/file")
        check(first == again and "pain.001" in first["text"], "het bestand is niet elke keer hetzelfde")
        check(first["text"].count("<EndToEndId>") == run["count"], "in het bestand staan niet alle betalingen")
        self.tell.line("Petra wel: het bestand (pain.001) is een keer gemaakt, en elke keer hetzelfde")

    async def comes_back_and_is_paid_again(self) -> None:
        self.tell.chapter("5. De bank stuurt er een terug")
        payment = await self.payment_of(str(self.anneke["id"]), "sent")
        report = REFUSED_BY_THE_BANK.format(message=self.run, payment=payment.replace("-", ""))
        read = await self.petra.post("/v1/bank-reports", {"xml": report})
        check(read["returned"] == 1, f"het bericht van de bank zegt {read}")
        twice = await self.petra.post("/v1/bank-reports", {"xml": report})
        check(twice["again"], "hetzelfde bericht telde twee keer")
        self.tell.line("Haar rekening is opgeheven (pain.002). Hetzelfde bericht nog eens verandert niets")
        repeat = await self.olaf.post(f"/v1/payments/{payment}/repeats", {"iban": OTHER_IBAN})
        check(repeat["repeats"] == payment, "de nieuwe betaling noemt de oude niet")
        await self.olaf.ask("POST", f"/v1/payments/{payment}/repeats", {}, expect=409)
        run = await self.olaf.post("/v1/payout-runs", {"form": "money"})
        await self.petra.post(f"/v1/payout-runs/{run['id']}/approvals", {"approve": True}, version=run["version"])
        self.tell.line("Olaf zet haar nieuwe rekening erin; die betaling noemt de vorige, en kan maar een keer. Petra keurt goed")

    async def figures(self) -> None:
        self.tell.chapter("6. De cijfers")
        year = self.now.astimezone(AMSTERDAM).year

        async def counted() -> Mapping[str, Json] | None:
            told = await self.ruud.get(f"/v1/figures/waardering?year={year}")
            rows = {str(row["what"]): row for row in told["items"] if not any(row[feature] for feature in FEATURES)}
            return rows if {"applied", "granted", "paid"} <= rows.keys() else None

        rows = await until(counted, "de cijfers")
        self.tell.line(
            f"{rows['applied']['count']} aangevraagd, {rows['granted']['count']} toegekend, € {rows['paid']['cents'] // 100} uitbetaald"
        )

    # what people do -----------------------------------------------------------------------------

    async def logs_in(self) -> None:
        people = {
            "wendy-de-graaf": "Wendy",
            "olaf-pieters": "Olaf",
            "petra-van-dam": "Petra",
            "ruud-veenstra": "Ruud",
            "fatima-el-idrissi": "Fatima",
        }
        self.wendy, self.olaf, self.petra, self.ruud, self.desk = [await self.doors.person(key, name) for key, name in people.items()]

    async def sends(self, typed: Mapping[str, str], key: str = "") -> httpx.Response:
        """The last page of the form, with everything that the pages before it carried along."""
        return await self.presses(FORM, FORM, {"stap": "controle", "doe": "verder"} | ({"eenmalig": key} if key else {}) | dict(typed))

    async def opens(self, link: str) -> httpx.Response:
        return await self.presses(f"/brief/{link}", "/brief", {})

    async def presses(self, page: str, to: str, typed: Mapping[str, str]) -> httpx.Response:
        """As a browser without scripts: what the page hid in its form, and what was typed."""
        headers = {"Sec-Fetch-Site": "same-origin"}
        async with httpx.AsyncClient(
            base_url=self.http.base_url, timeout=20, event_hooks=self.http.event_hooks, headers=headers
        ) as browser:
            shown = await browser.get(page)
            check(shown.status_code == 200, f"{page.partition('/brief')[0] or 'de brief'} opent niet: {shown.status_code}")
            return await browser.post(to, data=Hidden(shown.text).fields | dict(typed))

    async def applies(self, typed: Mapping[str, str], key: str) -> str:
        answer = await self.sends(typed, key)
        found = REFERENCE.search(answer.text)
        if answer.status_code != 200 or found is None:
            raise StoryStopped(f"de aanvraag gaf {answer.status_code} en geen kenmerk: {errors(answer.text)}")
        return found[1]

    async def found(self, reference: str) -> Json:
        lines = (await self.wendy.post("/v1/applications/searches", {"reference": reference}))["items"]
        check(len(lines) == 1, f"Wendy vindt {reference} niet")
        return await self.wendy.get(f"/v1/applications/{lines[0]['id']}")

    async def does(self, who: Party, application: str, step: str, body: Json) -> Json:
        seen = await who.get(f"/v1/applications/{application}")
        return await who.post(f"/v1/applications/{application}/{step}", body, version=seen["version"])

    async def payment_of(self, application: str, state: str) -> str:
        listed = (await self.olaf.get(f"/v1/payments?state={state}"))["items"]
        (payment,) = [str(one["id"]) for one in listed if one["applicationId"] == application]
        return payment


def errors(page: str) -> list[str]:
    """What a page says is wrong, in its own words."""
    return [unescape(text.strip()) for text in WRONG.findall(page) if text.strip() != "Naar de inhoud"]


def letters(run: str) -> str:
    """A family name has no digits."""
    return "".join("abcdefghijklmnop"[int(digit, 16)] for digit in run)
