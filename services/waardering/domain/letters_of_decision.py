"""Yes and no in a letter: what someone gets and when, or why not, by which fact and article, and what can be done about it."""

from collections.abc import Iterator

from schemas.words import RefusalReason, WaarderingForm
from services.waardering.domain.dutch import day, euros, several
from services.waardering.domain.letters import Draft, Given, Judged, Matter, Written
from services.waardering.domain.names import FORM
from services.waardering.domain.telling_gifts import HANDED

WHY = {
    RefusalReason.WRONG_APPLICANT: "Iemand anders moet deze waardering aanvragen.",
    RefusalReason.RESIDENCE: "Wie zorg krijgt of geeft, woont niet in de gemeente van deze regeling.",
    RefusalReason.RELATION: "De relatie tussen wie zorgt en wie zorg krijgt, past niet bij de regeling.",
    RefusalReason.EXCLUDED: "De regeling is niet bedoeld voor deze situatie.",
    RefusalReason.AGE: "De leeftijd past niet bij de regeling.",
    RefusalReason.NOT_REGISTERED: "Wie zorgt, staat niet ingeschreven als mantelzorger.",
    RefusalReason.HOURS: "Het aantal uren zorg per week is te laag voor de regeling.",
    RefusalReason.DURATION: "De zorg duurt nog niet lang genoeg voor de regeling.",
    RefusalReason.INCOME: "Het inkomen ligt boven de grens van de regeling.",
    RefusalReason.EVIDENCE: "Het bewijs ontbreekt, of het klopt niet.",
    RefusalReason.CAP_REACHED: "De waardering is al zo vaak gegeven als de regeling toestaat.",
    RefusalReason.OUTSIDE_WINDOW: "De aanvraag kwam buiten de aanvraagperiode.",
    RefusalReason.BUDGET_EXHAUSTED: "Het budget van dit jaar is op. De grens was vooraf bekendgemaakt.",
    RefusalReason.NOT_COMPLETED: "Wij vroegen u om informatie en die is niet op tijd gekomen.",
    RefusalReason.CONDITION: "De aanvraag voldoet niet aan een voorwaarde van de regeling.",
}
COLUMNS = ("Voor wie", "Wat", "Hoe en wanneer")


def granted(matter: Matter) -> Written:
    letter = Draft(f"Uw aanvraag is goedgekeurd: {matter.scheme.name}")
    again = " Wij bekeken uw aanvraag opnieuw na uw bezwaar." if matter.objected else ""
    letter.opening(
        f"{_came_in(matter)}{again} Wij keuren de aanvraag goed.",
        own=matter.scheme.letters.thanks if _wants_nothing(matter) else matter.scheme.letters.granted,
    )
    later = ("Het bedrag is nog niet bekend. Na de aanvraagperiode verdelen wij het budget. U krijgt dan een tweede brief.",)
    letter.add("Wat u krijgt", columns=COLUMNS, rows=_rows(matter), after=later if matter.pooled else ())
    _how_decided(letter, matter)
    _against(letter, matter)
    return letter.written


def amount(matter: Matter) -> Written:
    """The second letter of a pool."""
    letter = Draft(f"Het bedrag van uw waardering: {matter.scheme.name}")
    told = euros(matter.cents or 0)
    letter.opening(
        f"Eerder keurden wij uw aanvraag voor {matter.scheme.name} van {matter.year} goed. Nu is ook het bedrag bekend: {told}.",
        own=matter.scheme.letters.amount,
    )
    letter.add("Wat u krijgt", columns=COLUMNS, rows=_rows(matter))
    letter.add("Hoe wij het bedrag berekenden", "Wij verdeelden het budget van dit jaar over alle goedgekeurde aanvragen.")
    _against(letter, matter)
    return letter.written


def refused(matter: Matter) -> Written:
    letter = Draft(f"Uw aanvraag is afgewezen: {matter.scheme.name}")
    again = " Wij bekeken uw aanvraag opnieuw na uw bezwaar." if matter.objected else ""
    letter.opening(
        f"{_came_in(matter)}{again} Wij wijzen de aanvraag af. In deze brief leest u waarom en wat u kunt doen.",
        own=matter.scheme.letters.refused,
    )
    assert matter.reason is not None  # a refusal has one
    failed = [one for one in matter.judged if not one.met and not one.unknown]
    note = (matter.note,) if matter.note else ()
    letter.add("Waarom wij uw aanvraag afwijzen", WHY[matter.reason], items=map(_with_fact, failed), after=note)
    _rules(letter, matter)
    _against(letter, matter)
    return letter.written


def _came_in(matter: Matter) -> str:
    return f"Op {day(matter.received_on)} ontvingen wij uw aanvraag voor {matter.scheme.name} van {matter.year}."


def _wants_nothing(matter: Matter) -> bool:
    return bool(matter.given) and all(one.form is WaarderingForm.NOTHING for one in matter.given)


def _rows(matter: Matter) -> Iterator[tuple[str, ...]]:
    return ((one.name, what(one, pooled=matter.pooled), how(one, matter)) for one in matter.given)


def what(one: Given, *, pooled: bool) -> str:
    name = FORM[one.form]
    if pooled:
        return f"{name}, het bedrag volgt"
    return f"{euros(one.cents)}" if one.form is WaarderingForm.MONEY and one.cents else f"{name}{_worth(one)}"


def _worth(one: Given) -> str:
    return f" van {euros(one.cents)}" if one.cents else ""


def how(one: Given, matter: Matter) -> str:
    """Where it goes and when: from a day on where the scheme pays in certain months, else with the next payout."""
    if one.form in (WaarderingForm.NOTHING, WaarderingForm.ACTIVITY):
        return "u krijgt hier verder geen bericht over" if one.form is WaarderingForm.NOTHING else "u krijgt een uitnodiging"
    when = f"vanaf {day(one.since)}" if one.since else "bij de eerstvolgende betaling"
    if matter.pooled:
        when = "na de verdeling"
    if one.cause:
        return f"wij maken het over aan {one.cause}, {when}"
    if one.form is WaarderingForm.MONEY:
        parts = matter.scheme.payout.instalments
        when += f", in {parts} delen" if parts > 1 else ""
        where = f"op de rekening die eindigt op {one.account}" if one.account else "wij hebben nog een rekeningnummer nodig"
        return f"{where}, {when}"
    fits = [form.handed for form in matter.scheme.forms if form.form is one.form and one.form_key in (None, form.id)]
    handed = next(iter(fits), "none")
    return f"{HANDED[handed]}, {when}" if HANDED[handed] else when


def _how_decided(letter: Draft, matter: Matter) -> None:
    met = [one for one in matter.judged if one.met]
    own = (matter.note,) if matter.note and not matter.automatic else ()
    by_itself = (
        "Dit besluit is automatisch genomen, met de gegevens die u zelf gaf. Wilt u dat een medewerker ernaar kijkt? Bel ons dan.",
    )
    letter.add(
        "Hoe wij tot dit besluit kwamen",
        "U voldoet aan de voorwaarden:" if met else "Een medewerker bekeek uw aanvraag.",
        items=(_plain(one) for one in met),
        after=(*own, *(by_itself if matter.automatic else ())),
    )
    _rules(letter, matter)


def _rules(letter: Draft, matter: Matter) -> None:
    stands_on = [*([matter.article] if matter.article else []), *matter.scheme.legal_nature.rules]
    letter.add("Op welke regels dit berust", items=dict.fromkeys(stands_on))


def _plain(one: Judged) -> str:
    return f"{one.about}: {one.text}" if one.about else one.text


def _with_fact(one: Judged) -> str:
    fact = f" Wat wij weten: {one.fact}." if one.fact else ""
    article = f" Dit staat in {one.article}." if one.article else ""
    return f"{_plain(one)}{fact}{article}"


def _against(letter: Draft, matter: Matter) -> None:
    """A decision knows objection, a gift knows a complaint."""
    nature = matter.scheme.legal_nature
    if nature.kind == "gift":
        letter.add(
            "Bent u het hier niet mee eens?", f"Bel ons op {matter.sender.phone}. U kunt ook een klacht indienen: {nature.complaint}."
        )
        return
    letter.add("Bent u het niet eens met dit besluit?", *_objecting(matter), items=_in_it(matter), after=_sent_to(matter))


def _objecting(matter: Matter) -> Iterator[str]:
    weeks = several(matter.scheme.legal_nature.objection_weeks, "week", "weken")
    yield f"Bel ons gerust op {matter.sender.phone}. Vaak komen wij er samen uit."
    last = ""
    if matter.objection_until:
        last = f" Verstuurden wij hem op {day(matter.today)}, dan is {day(matter.objection_until)} de laatste dag."
    yield (
        f"U kunt ook bezwaar maken. Dat is gratis. U hebt daarvoor {weeks}, vanaf de dag nadat wij deze brief verstuurden.{last} "
        "Stuurt u het later, dan kunnen wij er meestal niet meer naar kijken."
    )
    yield "Zet in uw bezwaar:"


def _in_it(matter: Matter) -> Iterator[str]:
    yield "uw naam en adres"
    yield "de datum"
    yield f"het kenmerk van deze brief: {matter.reference}"
    yield "waarom u het niet eens bent met het besluit"
    yield "uw handtekening"


def _sent_to(matter: Matter) -> Iterator[str]:
    yield f"Stuur uw bezwaar naar: {', '.join(matter.sender.objection_to)}."
    if matter.sender.objection_online:
        yield f"Online kan ook: {matter.sender.objection_online}."
    if matter.scheme.legal_nature.committee:
        yield "Een onafhankelijke commissie bekijkt uw bezwaar en geeft ons advies."
