"""What every page of the console answers to whom. A page that is missing here fails the test."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from schemas.words import Role
from tests.doors.town import Rows

Form = Callable[[Rows], Mapping[str, str]]
GONE, REFUSED, OTHER_PAGE, NOTHING = 404, 403, 303, 200
DESK, PROVIDER, HER, OFFICER = Role.ASSESSOR, Role.PROVIDER, Role.CAREGIVER, Role.PRIVACY_OFFICER


def fields(**values: str) -> Form:
    return lambda rows: {name.replace("_", "-"): value for name, value in values.items()}


NOTHING_TYPED: Form = fields()


@dataclass(frozen=True)
class Page:
    right: Role | None = None
    answers: tuple[int, ...] = (200,)
    elsewhere: tuple[int, ...] = (GONE,)
    """To the same role of another region, and to someone else behind a link of her own."""
    stranger: tuple[int, ...] = (GONE,)
    """To the same role of another organisation in the region."""
    at: dict[str, str] = field(default_factory=dict)
    query: Callable[[Rows], str] = lambda rows: ""
    form: Form = NOTHING_TYPED
    version: Literal["", "signal", "referral"] = ""
    private: bool = True
    host: str = "house.test"
    streams: bool = False
    """Does not end by itself."""


def desk(
    *answers: int,
    form: Form = NOTHING_TYPED,
    at: str = "open_signal",
    query: Callable[[Rows], str] = lambda rows: "",
    version: bool = False,
) -> Page:
    """About one signal: another region's is not there, another organisation has no desk."""
    return Page(DESK, answers or (200,), (GONE,), (REFUSED,), {"signal": at}, query, form, "signal" if version else "")


def deed(role: Role, *answers: int, form: Form = NOTHING_TYPED, at: str = "referral") -> Page:
    return Page(role, answers, at={"referral_id": at}, form=form, version="referral")


def hers(*answers: int, form: Form = NOTHING_TYPED) -> Page:
    return Page(HER, answers or (200,), form=form)


def listed(role: Role, *, stranger: int = NOTHING) -> Page:
    return Page(role, elsewhere=(NOTHING,), stranger=(stranger,))


PUBLIC = Page(private=False)
SIGNED_IN = Page(DESK, elsewhere=(NOTHING, OTHER_PAGE), stranger=(NOTHING, OTHER_PAGE), answers=(NOTHING, OTHER_PAGE))
MAILBOX = Page(private=False, host="localhost")
OTHER = {"signal": "open_signal", "other": "caregiver"}
LEAVING = {"person": "leaving"}
SIGNALS: dict[tuple[str, str], Page] = {
    ("GET", "/werklijst"): listed(DESK, stranger=REFUSED),
    ("POST", "/werklijst"): Page(DESK, (OTHER_PAGE,), elsewhere=(OTHER_PAGE,), stranger=(OTHER_PAGE,), form=fields(zoek="Iemand")),
    ("GET", "/werklijst/nieuws"): listed(DESK, stranger=REFUSED),
    ("POST", "/werklijst/{signal}/pak"): desk(OTHER_PAGE),
    ("GET", "/signalen/{signal}"): desk(at="signal"),
    ("POST", "/signalen/{signal}/pak"): desk(OTHER_PAGE, 409, version=True),
    ("POST", "/signalen/{signal}/gesprek"): desk(OTHER_PAGE, form=fields(uitkomst="no-answer", manier="phone"), version=True),
    ("GET", "/signalen/{signal}/toestemming"): desk(at="signal"),
    ("POST", "/signalen/{signal}/toestemming"): desk(422),
    ("GET", "/signalen/{signal}/vraag"): desk(at="signal"),
    ("POST", "/signalen/{signal}/vraag"): desk(OTHER_PAGE, form=fields(vraag="respite", haast="soon"), version=True),
    ("GET", "/signalen/{signal}/vergelijk/{other}"): Page(DESK, (200, 404), (GONE,), (REFUSED,), OTHER),
    ("POST", "/signalen/{signal}/vergelijk/{other}"): Page(
        DESK, (OTHER_PAGE, 422), (GONE,), (REFUSED,), OTHER, form=fields(antwoord="nee"), version="signal"
    ),
    ("POST", "/signalen/{signal}/code"): desk(200, version=True),
    ("GET", "/signalen/{signal}/wijs-aan"): desk(at="spoken_signal", query=lambda rows: f"?aanbod={rows.offer}"),
    ("POST", "/signalen/{signal}/wijs-aan"): desk(OTHER_PAGE, at="spoken_signal", form=lambda rows: {"aanbod": rows.offer}, version=True),
    ("GET", "/signalen/{signal}/contact"): desk(at="signal"),
    ("POST", "/signalen/{signal}/contact"): desk(OTHER_PAGE, form=fields(telefoon="+31655550799"), version=True),
    ("GET", "/signalen/{signal}/afsluiten"): desk(at="signal"),
    ("POST", "/signalen/{signal}/afsluiten"): desk(
        OTHER_PAGE, 422, form=fields(reden="answered-by-desk", einde="answered-by-desk"), version=True
    ),
}
REFERRALS: dict[tuple[str, str], Page] = {
    ("GET", "/aanvragen"): listed(PROVIDER),
    ("GET", "/aanvragen/nieuws"): listed(PROVIDER),
    ("GET", "/aanvragen/{referral_id}"): Page(PROVIDER, at={"referral_id": "referral"}),
    ("POST", "/aanvragen/{referral_id}/ja"): deed(PROVIDER, 409),
    ("POST", "/aanvragen/{referral_id}/nee"): deed(PROVIDER, 409, form=fields(reden="no-capacity")),
    ("POST", "/aanvragen/{referral_id}/kennismaking"): deed(
        PROVIDER, OTHER_PAGE, form=fields(datum="2027-03-05", tijd="10:00", hoe="by-phone", duur="45")
    ),
    ("POST", "/aanvragen/{referral_id}/bevestig"): deed(PROVIDER, 409, form=fields(antwoord="ja")),
    ("POST", "/aanvragen/{referral_id}/beslis"): deed(Role.COORDINATOR, 409, 403, form=fields(reden="Drie keer gebeld.")),
    ("POST", "/aanvragen/{referral_id}/geen-contact"): deed(PROVIDER, OTHER_PAGE, 409, form=fields(poging="phone")),
    ("POST", "/aanvragen/{referral_id}/terug"): deed(PROVIDER, OTHER_PAGE, 409, form=fields(uitkomst="other-help-needed")),
    ("POST", "/aanvragen/{referral_id}/uitkomst"): deed(PROVIDER, OTHER_PAGE, 409, 404, form=fields(uitkomst="goal-reached")),
    ("POST", "/aanvragen/{referral_id}/intrekken"): deed(DESK, OTHER_PAGE, at="offered"),
    ("GET", "/aanbod"): listed(PROVIDER),
    ("GET", "/aanbod/{offer}"): Page(PROVIDER, at={"offer": "offer"}),
    ("POST", "/aanbod/{offer}"): Page(PROVIDER, (OTHER_PAGE, 409), at={"offer": "offer"}, form=fields(plekken="3", versie="0")),
}
OWN: dict[tuple[str, str], Page] = {
    ("GET", "/mijn"): hers(),
    ("GET", "/mijn/afspraak.ics"): hers(),
    ("POST", "/mijn/kennismaking"): hers(OTHER_PAGE, 403, 409, form=fields(antwoord="ja")),
    ("GET", "/mijn/andere-tijd"): hers(),
    ("POST", "/mijn/andere-tijd"): hers(OTHER_PAGE, form=fields(wens="Liever na zes uur.")),
    ("GET", "/mijn/code"): Page(HER, elsewhere=(NOTHING,)),
    ("POST", "/mijn/code/vraag"): Page(HER, (OTHER_PAGE,), elsewhere=(OTHER_PAGE, GONE)),
    ("POST", "/mijn/code"): Page(HER, (422,), elsewhere=(422,), form=fields(code="000000")),
    ("GET", "/mijn/gegevens"): hers(),
    ("POST", "/mijn/gegevens"): Page(HER, (OTHER_PAGE,), form=fields(telefoon="+31612345678")),
    ("GET", "/mijn/toestemming"): hers(),
    ("POST", "/mijn/toestemming"): hers(OTHER_PAGE, 422, form=fields(doel="feedback-to-signaller")),
    ("POST", "/mijn/sluit"): Page(HER, elsewhere=(NOTHING,)),
    ("GET", "/mijn/{token}"): Page(answers=(OTHER_PAGE,), at={"token": "link"}, private=False),
}
OTHERS: dict[tuple[str, str], Page] = {
    ("GET", "/livez"): PUBLIC,
    ("GET", "/readyz"): PUBLIC,
    ("GET", "/metrics"): PUBLIC,
    ("GET", "/"): PUBLIC,
    ("GET", "/privacy"): PUBLIC,
    ("GET", "/toegankelijkheid"): PUBLIC,
    ("GET", "/contact"): PUBLIC,
    ("GET", "/inloggen"): Page(answers=(OTHER_PAGE,), private=False),
    ("GET", "/inloggen/terug"): Page(answers=(400,), private=False),
    ("GET", "/inloggen/verder"): SIGNED_IN,
    ("POST", "/uitloggen"): SIGNED_IN,
    ("GET", "/aanmelden"): PUBLIC,
    ("POST", "/aanmelden"): Page(answers=(422,), private=False),
    ("GET", "/melden"): SIGNED_IN,
    ("POST", "/melden"): Page(DESK, (422,), elsewhere=(422,), stranger=(422,)),
    ("GET", "/melden/klaar"): SIGNED_IN,
    ("GET", "/postvak"): MAILBOX,
    ("GET", "/postvak/{mail}"): Page(private=False, host="localhost", at={"mail": "mail"}),
    ("GET", "/postvak/{mail}/inhoud"): Page(private=False, host="localhost", at={"mail": "mail"}),
    ("GET", "/cijfers"): listed(Role.COORDINATOR),
    ("GET", "/cijfers/nu"): listed(Role.COORDINATOR),
    ("GET", "/cijfers/waardering"): listed(Role.COORDINATOR),
    ("GET", "/wissen"): listed(OFFICER),
    ("POST", "/wissen"): Page(OFFICER, elsewhere=(NOTHING,), stranger=(REFUSED,), form=fields(kenmerk="GM-2027-000005")),
    ("GET", "/wissen/{person}"): Page(OFFICER, stranger=(REFUSED,), at=LEAVING),
    ("POST", "/wissen/{person}"): Page(OFFICER, (OTHER_PAGE,), stranger=(REFUSED,), form=fields(reden="asked", zeker="ja"), at=LEAVING),
    ("GET", "/wissen/{person}/bewijs"): Page(OFFICER, stranger=(REFUSED,), at=LEAVING),
    ("GET", "/inzage/{person}"): Page(OFFICER, elsewhere=(NOTHING,), stranger=(NOTHING,), at={"person": "caregiver"}),
    ("GET", "/vastgelopen"): Page(Role.COORDINATOR, elsewhere=(NOTHING,), stranger=(NOTHING,), private=False),
    ("POST", "/vastgelopen/{service}/{task}/gedaan"): Page(
        Role.COORDINATOR, (OTHER_PAGE,), stranger=(OTHER_PAGE,), at={"service": "service of a task", "task": "task of intake"}
    ),
    ("GET", "/live"): Page(DESK, elsewhere=(NOTHING,), stranger=(NOTHING,), streams=True),
}
DECIDES, PAYS = Role.WAARDERING_OFFICER, Role.PAYER
BEFORE, APPLICATION, CASE, RUN = {"key": "scheme"}, {"application": "application"}, {"case": "case"}, {"run": "run"}
PAYMENT = {"payment": "payment"}
HAND_OUT = {"hand_out": "hand_out"}
SQUARE = {"token": "square"}
CAMPAIGN = {"campaign": "campaign"}
UNDECIDED = {"application": "open_application"}
YEAR = {"key": "scheme", "year": "year"}
TOGETHER = Page(DECIDES, (422,), elsewhere=(422,), stranger=(422,))
"""Nothing was chosen; what is not yours is left out of it."""
WAARDERING: dict[tuple[str, str], Page] = {
    ("GET", "/uitnodiging/{token}"): Page(answers=(GONE,), private=False, at={"token": "year"}),
    ("POST", "/uitnodiging/{token}"): Page(answers=(GONE,), private=False, at={"token": "year"}),
    ("GET", "/waardering"): PUBLIC,
    ("GET", "/waardering/{key}"): Page(private=False, at=BEFORE),
    ("GET", "/waardering/{key}/aanvragen"): Page(private=False, at=BEFORE),
    ("POST", "/waardering/{key}/aanvragen"): Page(answers=(303,), private=False, at=BEFORE),
    ("GET", "/waardering/werk"): listed(DECIDES),
    ("POST", "/waardering/werk"): Page(DECIDES, (422,), elsewhere=(422,), stranger=(422,), form=fields(zoek="GM-2027-W99999")),
    ("GET", "/waardering/werk/nieuws"): listed(DECIDES),
    ("POST", "/waardering/werk/samen"): TOGETHER,
    ("POST", "/waardering/werk/samen/toekennen"): TOGETHER,
    ("GET", "/waardering/werk/invoeren"): Page(DECIDES, elsewhere=(NOTHING,), stranger=(NOTHING,), private=False),
    ("GET", "/waardering/werk/invoeren/{key}"): Page(DECIDES, elsewhere=(GONE, NOTHING), stranger=(NOTHING,), at=BEFORE, private=False),
    ("POST", "/waardering/werk/invoeren/{key}"): Page(DECIDES, (422,), elsewhere=(GONE, 422), stranger=(422,), at=BEFORE, private=False),
    ("GET", "/waardering/werk/uitvoer"): listed(DECIDES),
    ("POST", "/waardering/werk/uitvoer"): Page(DECIDES, elsewhere=(NOTHING,), stranger=(NOTHING,), form=fields(soort="csv", lijst="klaar")),
    ("GET", "/waardering/werk/{application}/aanvullen"): Page(DECIDES, at=UNDECIDED),
    ("POST", "/waardering/werk/{application}/aanvullen"): Page(DECIDES, (422,), at=UNDECIDED),
    ("POST", "/waardering/werk/{application}/uitstel"): Page(DECIDES, (422,), at=UNDECIDED),
    ("POST", "/waardering/werk/{application}/controle"): Page(DECIDES, (422,), at=UNDECIDED),
    ("GET", "/waardering/werk/{application}/intrekken"): Page(DECIDES, at=UNDECIDED),
    ("POST", "/waardering/werk/{application}/intrekken"): Page(DECIDES, (409,), at=UNDECIDED),
    ("GET", "/waardering/werk/{application}/herzien"): Page(DECIDES, at=APPLICATION),
    ("POST", "/waardering/werk/{application}/herzien"): Page(DECIDES, (409,), at=APPLICATION),
    ("GET", "/waardering/werk/{application}"): Page(DECIDES, at=APPLICATION),
    ("POST", "/waardering/werk/{application}/pak"): Page(DECIDES, (409,), at=UNDECIDED),
    ("POST", "/waardering/werk/{application}/vraag"): Page(DECIDES, (422,), at=UNDECIDED),
    ("POST", "/waardering/werk/{application}/beslis"): Page(DECIDES, (422,), at=UNDECIDED),
    ("POST", "/waardering/werk/{application}/zaak"): Page(DECIDES, (422,), at=APPLICATION),
    ("POST", "/waardering/werk/{application}/beslis/voorbeeld"): Page(
        DECIDES, elsewhere=(GONE,), stranger=(GONE,), at=UNDECIDED, form=fields(besluit="afwijzen", reden="residence")
    ),
    ("POST", "/waardering/werk/{application}/vraag/voorbeeld"): Page(DECIDES, at=UNDECIDED, form=fields(vraag="Waar woont uw naaste?")),
    ("GET", "/waardering/werk/brieven"): listed(DECIDES),
    ("POST", "/waardering/werk/brieven"): Page(DECIDES, (OTHER_PAGE, 422), elsewhere=(422,), stranger=(422,)),
    ("GET", "/waardering/werk/brieven/{letter}/pdf"): Page(DECIDES, at={"letter": "letter"}),
    ("POST", "/waardering/werk/brieven/{letter}/papier"): Page(DECIDES, (OTHER_PAGE,), at={"letter": "letter"}),
    ("GET", "/waardering/werk/brieven/stapels/{batch}/pdf"): Page(DECIDES, at={"batch": "batch"}),
    ("POST", "/waardering/werk/brieven/stapels/{batch}/gepost"): Page(DECIDES, (409,), at={"batch": "batch"}),
    ("GET", "/waardering/verder"): Page(answers=(401,), private=False),
    ("GET", "/waardering/verder/{token}"): Page(answers=(GONE,), private=False, at={"token": "no_link"}),
    ("POST", "/waardering/verder/antwoord"): Page(answers=(401,), private=False),
    ("POST", "/waardering/verder/mail"): Page(answers=(401,), private=False),
    ("POST", "/waardering/verder/rekening"): Page(answers=(401,), private=False),
    ("POST", "/waardering/verder/code"): Page(answers=(401,), private=False),
    ("GET", "/waardering/verder/kwijt"): Page(private=False),
    ("POST", "/waardering/verder/kwijt"): Page(private=False, form=fields(kenmerk="GM-2027-W99999", email="anneke@example.org")),
    ("POST", "/waardering/verder/bestand"): Page(answers=(401,), private=False),
    ("POST", "/waardering/verder/intrekken"): Page(answers=(401,), private=False),
    ("POST", "/waardering/verder/sluit"): Page(answers=(401,), private=False),
    ("GET", "/waardering/werk/{application}/stukken"): Page(DECIDES, at=APPLICATION),
    ("GET", "/waardering/werk/{application}/stukken/{paper}"): Page(DECIDES, (GONE,), at=APPLICATION | {"paper": "case"}),
    ("POST", "/waardering/werk/{application}/stukken/{paper}"): Page(DECIDES, (422,), at=APPLICATION | {"paper": "case"}),
    ("POST", "/waardering/werk/stuk"): Page(DECIDES, (GONE,)),
    ("GET", "/bon/{token}"): Page(private=False, at={"token": "no_link"}),
    ("POST", "/bon"): Page(answers=(GONE,), private=False, form=fields(link="A_link-that-nobody-gave-out-0123456789")),
    ("GET", "/rekening/{token}"): Page(private=False, at={"token": "no_link"}),
    ("POST", "/rekening"): Page(answers=(GONE,), private=False, form=fields(link="A_link-that-nobody-gave-out-0123456789")),
    ("GET", "/brief/{token}"): Page(private=False, at={"token": "no_link"}),
    ("POST", "/brief"): Page(answers=(GONE,), private=False, form=fields(link="A_link-that-nobody-gave-out-0123456789")),
    ("POST", "/brief/uitnodiging"): Page(answers=(GONE,), private=False, form=fields(link="A_link-that-nobody-gave-out-0123456789")),
    ("GET", "/waardering/werk/bezwaren"): listed(DECIDES),
    ("GET", "/waardering/werk/bezwaren/{case}"): Page(DECIDES, at=CASE),
    ("POST", "/waardering/werk/bezwaren/{case}"): Page(DECIDES, (422,), at=CASE),
    ("POST", "/waardering/werk/bezwaren/{case}/pak"): Page(DECIDES, (409,), at=CASE),
    ("POST", "/waardering/werk/bezwaren/{case}/verlengen"): Page(DECIDES, (422,), at=CASE),
    ("POST", "/waardering/werk/bezwaren/{case}/horen"): Page(DECIDES, (422,), at=CASE),
    ("GET", "/waardering/werk/budget"): listed(PAYS),
    ("GET", "/waardering/werk/budget/{budget}"): Page(PAYS, at={"budget": "pot"}),
    ("POST", "/waardering/werk/budget/{budget}"): Page(PAYS, (422,), at={"budget": "pot"}),
    ("GET", "/waardering/werk/budget/verdelen/{key}/{year}"): Page(DECIDES, at=YEAR, private=False),
    ("POST", "/waardering/werk/budget/verdelen/{key}/{year}"): Page(DECIDES, (409,), at=YEAR, private=False),
    ("GET", "/waardering/werk/budget/loten/{key}/{year}"): Page(DECIDES, at=YEAR, private=False),
    ("POST", "/waardering/werk/budget/loten/{key}/{year}"): Page(DECIDES, (409,), at=YEAR, private=False),
    ("GET", "/waardering/werk/betalen"): listed(PAYS),
    ("POST", "/waardering/werk/betalen"): Page(PAYS, (422,), elsewhere=(422,), stranger=(422,), form=fields(vorm="card")),
    ("GET", "/waardering/werk/betalen/{run}"): Page(PAYS, at=RUN),
    ("POST", "/waardering/werk/betalen/{run}"): Page(PAYS, (422,), at=RUN),
    ("GET", "/waardering/werk/betalen/{run}/bestand"): Page(PAYS, at=RUN),
    ("POST", "/waardering/werk/codes"): Page(PAYS, (GONE,)),
    ("GET", "/waardering/werk/bankberichten"): listed(PAYS),
    ("POST", "/waardering/werk/bankberichten"): Page(PAYS, (422,), elsewhere=(422,), stranger=(422,)),
    ("GET", "/waardering/werk/bankberichten/{report}"): Page(PAYS, at={"report": "report"}),
    ("GET", "/waardering/werk/betalingen/{payment}"): Page(PAYS, at=PAYMENT),
    ("POST", "/waardering/werk/betalingen/{payment}/opnieuw"): Page(PAYS, (409,), at=PAYMENT),
    ("POST", "/waardering/werk/betalingen/{payment}/vervallen"): Page(PAYS, (409,), at=PAYMENT, form=fields(reden="Toch niet.")),
    ("POST", "/waardering/werk/betalingen/{payment}/code"): Page(DECIDES, (GONE,), at=PAYMENT),
    ("GET", "/waardering/werk/uitreiken"): listed(DECIDES),
    ("POST", "/waardering/werk/uitreiken"): Page(DECIDES, (422,), elsewhere=(422,), stranger=(422,)),
    ("GET", "/waardering/werk/uitreiken/{hand_out}"): Page(DECIDES, at=HAND_OUT),
    ("GET", "/waardering/werk/uitreiken/{hand_out}/lijst"): Page(DECIDES, at=HAND_OUT),
    ("GET", "/waardering/werk/ophalen/{token}"): Page(DECIDES, at=SQUARE),
    ("POST", "/waardering/werk/ophalen/{token}"): Page(DECIDES, (409,), at=SQUARE),
    ("POST", "/waardering/werk/ophalen/{token}/terug"): Page(DECIDES, (409,), at=SQUARE),
    ("GET", "/waardering/werk/campagne"): listed(DECIDES),
    ("POST", "/waardering/werk/campagne"): Page(DECIDES, (422,), elsewhere=(422,), stranger=(422,)),
    ("GET", "/waardering/werk/campagne/{campaign}"): Page(DECIDES, at=CAMPAIGN),
    ("GET", "/waardering/werk/campagne/{campaign}/brieven"): Page(DECIDES, (OTHER_PAGE,), at=CAMPAIGN),
    ("POST", "/waardering/werk/campagne/{campaign}/{deed}"): Page(
        DECIDES, (OTHER_PAGE,), elsewhere=(OTHER_PAGE,), stranger=(OTHER_PAGE,), at=CAMPAIGN | {"deed": "scheme"}
    ),
    ("GET", "/waardering/werk/uitnodigingskeuze"): Page(DECIDES, elsewhere=(NOTHING,), stranger=(NOTHING,), private=False),
    ("POST", "/waardering/werk/uitnodigingskeuze"): Page(DECIDES, (422,), elsewhere=(422,), stranger=(422,), private=False),
    ("POST", "/waardering/werk/uitnodigingskeuze/{person}"): Page(
        DECIDES, (OTHER_PAGE,), elsewhere=(OTHER_PAGE,), stranger=(OTHER_PAGE,), at={"person": "beneficiary"}
    ),
    ("GET", "/waardering/werk/regelingen"): Page(DECIDES, elsewhere=(NOTHING,), stranger=(NOTHING,), private=False),
    ("GET", "/waardering/werk/regelingen/{key}"): Page(DECIDES, elsewhere=(GONE,), stranger=(NOTHING,), at=BEFORE, private=False),
}
PAGES: dict[tuple[str, str], Page] = {**SIGNALS, **OWN, **REFERRALS, **OTHERS, **WAARDERING}
"""In this order: a request that is given back has no meeting that she could see."""
