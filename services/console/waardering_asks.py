"""The public application as steps of a few questions: only those that the municipality's scheme needs."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from schemas.api.waardering.schemes import AskedQuestion, SchemeForm
from schemas.labels import label
from schemas.words import Applicant, Group, Relation
from services.console.domain.everyday import language
from services.console.forms import Form
from services.console.waardering_answers import asks_herself, lives_abroad

Kind = Literal["text", "tel", "email", "date", "number", "money", "radio", "checkbox", "area"]
YES_NO: Final = (("ja", "Ja"), ("nee", "Nee"))
STEPS: Final = {
    "naaste": "Voor wie is de zorg?",
    "mantelzorgers": "Wie zorgt er?",
    "zorg": "Over de zorg",
    "keuze": "Wat krijgt u?",
    "controle": "Klopt alles?",
}
ELSEWHERE: Final = "elders"


@dataclass(frozen=True)
class Ask:
    """One question as it stands on the page; `missing` is told when it is left open, and nothing means it may be."""

    kind: Kind
    name: str
    label: str
    missing: str = ""
    hint: str = ""
    options: tuple[tuple[str, ...], ...] = ()
    autocomplete: str = ""
    width: str = ""

    @property
    def optional(self) -> bool:
        return not self.missing


@dataclass(frozen=True)
class Block:
    id: str
    heading: str
    asks: tuple[Ask, ...]
    removable: int = 0
    """Which caregiver may be taken off again."""


def number_of_caregivers(form: Form, scheme: SchemeForm) -> int:
    text = form.text("aantal")
    return min(max(int(text) if text.isdecimal() and len(text) < 3 else 1, 1), scheme.most_caregivers)


def steps(scheme: SchemeForm) -> list[str]:
    """In order; a step in which nothing is asked is left out."""
    one = Form.filled(aantal="1")
    return [key for key in STEPS if key == "controle" or blocks(scheme, key, one)]


def blocks(scheme: SchemeForm, step: str, form: Form) -> list[Block]:
    made = {"naaste": _recipient, "mantelzorgers": _caregivers, "zorg": _care, "keuze": _choice}.get(step)
    return [block for block in made(scheme, form) if block.asks] if made else []


def all_asks(scheme: SchemeForm, form: Form) -> list[Ask]:
    return [ask for step in STEPS for block in blocks(scheme, step, form) for ask in block.asks]


def name_of(form: Form, number: int) -> str:
    return form.text(f"m{number}-voornaam") or f"mantelzorger {number}"


def _recipient(scheme: SchemeForm, form: Form) -> Iterator[Block]:
    if len(scheme.applicants) > 1:
        options = tuple((one.value, label(one)) for one in scheme.applicants)
        yield Block("aanvrager", "De aanvraag", (Ask("radio", "aanvrager", "Wie vraagt aan?", "Kies wie aanvraagt", options=options),))
    if "recipient" in scheme.asks:
        himself = Applicant.CARE_RECIPIENT in scheme.applicants and len(scheme.applicants) == 1
        heading = "Uw eigen gegevens" if himself else "Wie krijgt de zorg?"
        yield Block("naaste", heading, tuple(_person(scheme, "naaste", "recipient", abroad=lives_abroad(form))))


def _caregivers(scheme: SchemeForm, form: Form) -> Iterator[Block]:
    many = number_of_caregivers(form, scheme)
    for number in range(1, many + 1):
        heading = "Wie zorgt er?" if many == 1 else f"Mantelzorger {number}"
        asks = [*_person(scheme, f"m{number}", "caregiver"), *_reached(scheme, f"m{number}", first=number == 1)]
        yield Block(f"m{number}", heading, tuple(asks), removable=number if many > 1 else 0)


def _person(scheme: SchemeForm, who: str, of: Literal["recipient", "caregiver"], *, abroad: bool = False) -> Iterator[Ask]:
    yield Ask("text", f"{who}-voornaam", "Voornaam", "Vul de voornaam in", autocomplete="off")
    yield Ask("text", f"{who}-achternaam", "Achternaam", "Vul de achternaam in", autocomplete="off")
    if f"{of}-birth-date" in scheme.asks:
        yield Ask("date", f"{who}-geboren", "Geboortedatum", "Vul de geboortedatum in", width="mb-w-16")
    if f"{of}-country" in scheme.asks:
        countries = tuple((one.code, one.name[:1].upper() + one.name[1:]) for one in scheme.countries)
        hint = "Is dat niet Nederland? Laat de postcode en het huisnummer dan leeg."
        yield Ask("radio", f"{who}-land", "In welk land?", "Kies een land", hint=hint, options=countries)
    if f"{of}-address" in scheme.asks:
        code, number = ("", "") if abroad else ("Vul de postcode in", "Vul het huisnummer in")
        yield Ask("text", f"{who}-postcode", "Postcode", code, hint="Bijvoorbeeld: 1216 AB", width="mb-w-8")
        yield Ask("text", f"{who}-huisnummer", "Huisnummer", number, hint="Alleen cijfers", width="mb-w-8")
        yield Ask("text", f"{who}-toevoeging", "Toevoeging", width="mb-w-8")
        if of == "caregiver" or _is_written_to(scheme):
            yield Ask("text", f"{who}-straat", "Straat", hint="Voor brieven per post. Alleen de naam, zonder nummer.")
            yield Ask("text", f"{who}-woonplaats", "Woonplaats")
    if f"{of}-lived" in scheme.asks:
        yield from _lived(scheme, who)


def _is_written_to(scheme: SchemeForm) -> bool:
    """Who asks for herself or is paid gets letters; of who is only cared for nobody needs the street."""
    applies = {Applicant.CARE_RECIPIENT, Applicant.BOTH} & set(scheme.applicants)
    return bool(applies) or "account-of-recipient" in scheme.asks


def _lived(scheme: SchemeForm, who: str) -> Iterator[Ask]:
    if scheme.places:
        options = (*((one.code, one.name) for one in scheme.places), (ELSEWHERE, "Een andere gemeente"))
        yield Ask("radio", f"{who}-gemeente", "In welke gemeente?", "Kies een gemeente", options=options)
    yield Ask("date", f"{who}-woont-sinds", "Sinds wanneer in deze gemeente?", "Vul een datum in", width="mb-w-16")


def _reached(scheme: SchemeForm, who: str, *, first: bool) -> Iterator[Ask]:
    yield Ask("tel", f"{who}-telefoon", "Telefoon", hint="Alleen als wij iets willen vragen." if first else "", width="mb-w-16")
    yield Ask("email", f"{who}-email", "E-mailadres")
    if first and len(scheme.languages) > 1:
        options = tuple((one, language(one)) for one in scheme.languages)
        yield Ask(
            "radio",
            f"{who}-taal",
            "In welke taal schrijven wij u het liefst?",
            hint="Lukt die taal niet, dan wordt het Nederlands.",
            options=options,
        )


def _care(scheme: SchemeForm, form: Form) -> Iterator[Block]:
    for number in range(1, number_of_caregivers(form, scheme) + 1):
        who, name = f"m{number}", name_of(form, number)
        yield Block(f"zorg-{who}", f"De zorg door {name}", tuple(_care_of(scheme, who, name)))
    yield Block("zorg-naaste", "Wie zorg krijgt", tuple(_about_recipient(scheme)))
    own = [_question(one, "vraag") for one in scheme.questions if one.of == "application"]
    yield Block("zorg-vragen", "Nog een paar vragen", tuple(own))


def _care_of(scheme: SchemeForm, who: str, name: str) -> Iterator[Ask]:
    asks = scheme.asks
    if "relation" in asks:
        options = tuple((one.value, label(one)) for one in Relation)
        yield Ask("radio", f"{who}-relatie", f"Voor wie zorgt {name}?", "Kies voor wie de zorg is", options=options)
    if "hours" in asks:
        hint = "Tel alles mee: helpen, regelen, erbij zijn. Een schatting is goed."
        yield Ask("number", f"{who}-uren", "Hoeveel uur per week?", "Vul een getal in, zoals 10", hint=hint, width="mb-w-4")
    if "since" in asks:
        hint = "Weet u de dag niet meer? Vul dan de eerste dag van de maand in."
        yield Ask("date", f"{who}-sinds", "Sinds wanneer?", "Vul een datum in", hint=hint, width="mb-w-16")
        yield Ask("date", f"{who}-tot", "Is de zorg gestopt? Tot wanneer was die?", width="mb-w-16")
    if "recipients" in asks:
        yield Ask("number", f"{who}-mensen", f"Voor hoeveel mensen zorgt {name}?", "Vul een getal in, zoals 1", width="mb-w-4")
    if "registered" in asks:
        legend = f"Is {name} als mantelzorger bekend bij de organisatie in de regeling?"
        yield Ask("radio", f"{who}-bekend", legend, "Kies ja of nee", options=YES_NO)
    if "registered-since" in asks:
        yield Ask("date", f"{who}-bekend-sinds", "Sinds wanneer bekend?", width="mb-w-16")
    if "groups" in asks:
        options = tuple((one.value, label(one)) for one in Group)
        yield Ask("checkbox", f"{who}-groep", f"Wat past bij {name}?", options=options)
    if "caregiver-income" in asks:
        yield from _income(scheme, who)
    for one in scheme.exclusions:
        if one.of == "caregiver":
            yield Ask("radio", f"{who}-{one.code}", f"{name} {one.text}. Klopt dat?", "Kies ja of nee", options=YES_NO)
    yield from (_question(one, who) for one in scheme.questions if one.of == "caregiver")


def _about_recipient(scheme: SchemeForm) -> Iterator[Ask]:
    if "recipient-caregivers" in scheme.asks:
        yield Ask("number", "naaste-mantelzorgers", "Hoeveel mensen zorgen er samen?", "Vul een getal in, zoals 2", width="mb-w-4")
    if "indication" in scheme.asks:
        options = (
            ("wmo", "Ja, uit de Wmo"),
            ("wlz", "Ja, uit de Wlz"),
            ("zvw", "Ja, van de zorgverzekeraar"),
            ("jeugdwet", "Ja, uit de Jeugdwet"),
        )
        asked = (*options, ("geen", "Nee"), ("onbekend", "Dat weet ik niet"))
        yield Ask("radio", "naaste-indicatie", "Is er een indicatie voor zorg?", "Kies een antwoord", options=asked)
        yield Ask("date", "naaste-indicatie-sinds", "Sinds wanneer is die indicatie er?", width="mb-w-16")
    if "recipient-income" in scheme.asks:
        yield from _income(scheme, "naaste")
    for one in scheme.exclusions:
        if one.of == "recipient":
            yield Ask("radio", f"naaste-{one.code}", f"Wie zorg krijgt, {one.text}. Klopt dat?", "Kies ja of nee", options=YES_NO)
    yield from (_question(one, "naaste") for one in scheme.questions if one.of == "recipient")


def _income(scheme: SchemeForm, who: str) -> Iterator[Ask]:
    hint = "Woont u samen? Tel dan het inkomen van uw partner erbij." if scheme.income_together else ""
    asked = "Wat is het inkomen, in hele euro's?"
    yield Ask("number", f"{who}-inkomen", asked, "Vul een bedrag in, zoals 1500", hint=hint, width="mb-w-8")
    if "household" in scheme.asks:
        options = (("single", "Woont alleen"), ("single-parent", "Ouder alleen met kinderen"), ("couple", "Woont samen"))
        yield Ask("radio", f"{who}-huishouden", "Hoe ziet het huishouden eruit?", "Kies een antwoord", options=options)


def _question(one: AskedQuestion, who: str) -> Ask:
    name, kinds = f"{who}-v-{one.key}", {"number": "Vul een getal in", "date": "Vul een datum in"}
    if one.kind == "yes-no":
        return Ask("radio", name, one.ask, "Kies ja of nee", options=YES_NO)
    if one.kind == "choice":
        return Ask("radio", name, one.ask, "Kies een antwoord", options=tuple((c.key, c.name) for c in one.choices))
    return Ask("number" if one.kind == "number" else "date", name, one.ask, kinds[one.kind], width="mb-w-16")


def _choice(scheme: SchemeForm, form: Form) -> Iterator[Block]:
    many = number_of_caregivers(form, scheme)
    for number in range(1, many + 1):
        heading = f"Voor {name_of(form, number)}"
        yield Block(f"keuze-m{number}", heading, tuple(_gets(scheme, f"m{number}", many)))
    if "account-of-recipient" in scheme.asks:
        yield Block("rekening", "Op welke rekening?", tuple(_account("naaste", always="account-of-caregiver" not in scheme.asks)))
    yield Block("slot", "Tot slot", tuple(_last(scheme, form)))


def _gets(scheme: SchemeForm, who: str, many: int) -> Iterator[Ask]:
    if len(scheme.forms) > 1:
        options = tuple(
            (one.key or one.form.value, one.name[:1].upper() + one.name[1:], *([one.note] if one.note else [])) for one in scheme.forms
        )
        yield Ask("radio", f"{who}-vorm", "Wat wilt u krijgen?", "Kies wat u wilt krijgen", options=options)
    if "account-of-caregiver" in scheme.asks:
        yield from _account(who, always=len(scheme.forms) == 1 and "account-of-recipient" not in scheme.asks)
    if "shares" in scheme.asks and many > 1:
        yield _share(scheme, who)


def _share(scheme: SchemeForm, who: str) -> Ask:
    """Who chose to get nothing needs none, so what is missing is told once all of them are known."""
    said = scheme.division
    together = f"Samen {spoken(said.total_cents)}." if said and said.total_cents is not None else ""
    open_too = "Laat alle delen leeg als u gelijk wilt verdelen." if said and said.equal_too else ""
    return Ask("money", f"{who}-deel", "Hoeveel euro krijgt deze mantelzorger?", hint=f"{together} {open_too}".strip(), width="mb-w-8")


def spoken(cents: int) -> str:
    """€ 150 or € 12,50."""
    whole, part = divmod(cents, 100)
    return f"€\u00a0{whole}" + (f",{part:02d}" if part else "")


def _account(who: str, *, always: bool = True) -> Iterator[Ask]:
    hint = "" if always else "Alleen nodig als het geld naar deze rekening gaat."
    missing = "Vul het rekeningnummer in" if always else ""
    yield Ask("text", f"{who}-iban", "Rekeningnummer (IBAN)", missing, hint=hint or "Bijvoorbeeld: NL91 ABNA 0417 1643 00", width="mb-w-16")
    yield Ask("text", f"{who}-rekeninghouder", "Op welke naam staat de rekening?", hint="Alleen als dat een andere naam is.")


def _contact_moment(who: str) -> Iterator[Ask]:
    """How she is, of who fills this in; only her own yes goes further than the waardering."""
    yield Ask("area", f"{who}-hoe-gaat-het", "Hoe gaat het met u?", hint="Dit telt niet mee voor de waardering. Geen BSN.")
    options = (
        (
            "ja",
            "Ja, iemand van het aanmeldpunt mag mij bellen",
            "Wij geven dan door hoe u heet, hoe wij u bereiken en wat u hierboven schreef.",
        ),
        ("nee", "Nee, dank u", "Dan geven wij niets door."),
    )
    yield Ask("radio", f"{who}-bellen", "Mag iemand u bellen om mee te denken?", options=options)


def _last(scheme: SchemeForm, form: Form) -> Iterator[Ask]:
    if "how-it-goes" in scheme.asks and asks_herself(scheme, form):
        yield from _contact_moment("m1")
    if "register" in scheme.asks and asks_herself(scheme, form):
        legend = "Wilt u bekend zijn bij het steunpunt voor mantelzorg?"
        hint = "Dan krijgt u uitnodigingen en nieuws. Dit telt niet mee voor de waardering. U kunt er altijd mee stoppen."
        yield Ask(
            "checkbox", "m1-bestand", legend, hint=hint, options=(("ja", "Ja, het steunpunt mag mijn gegevens bewaren en mij uitnodigen"),)
        )
    if "late-reason" in scheme.asks:
        options = tuple((one.key, one.name[:1].upper() + one.name[1:]) for one in scheme.late_reasons)
        legend = "U vraagt na de laatste dag aan. Hoe komt dat?"
        yield Ask("radio", "te-laat", legend, "Kies een reden", options=options)
    if "declared" in scheme.asks:
        yield Ask("checkbox", "waar", "Uw verklaring", "Verklaar dat alles waar is", options=(("ja", "Ik vulde alles naar waarheid in"),))
