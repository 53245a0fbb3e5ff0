"""Letters before and after a decision: received, something is missing, later, waiting, paid, and what came of an objection or complaint."""

from collections.abc import Callable, Mapping

from schemas.words import CaseKind, CaseOutcome, LetterKind, WaarderingForm
from services.waardering.domain.dutch import day, euros
from services.waardering.domain.letters import Draft, Matter, Written
from services.waardering.domain.letters_afterwards import collect, hearing, returned, withdrawn
from services.waardering.domain.letters_of_decision import amount, granted, refused
from services.waardering.domain.names import FORM

CASE = {
    CaseKind.OBJECTION: "uw bezwaar",
    CaseKind.COMPLAINT: "uw klacht",
    CaseKind.NOTICE_OF_DEFAULT: "uw brief dat onze beslissing te laat is",
}
OUTCOME = {
    CaseOutcome.UPHELD: "U krijgt gelijk.",
    CaseOutcome.REJECTED: "U krijgt geen gelijk.",
    CaseOutcome.INADMISSIBLE: "Wij kunnen de inhoud niet bekijken.",
    CaseOutcome.WITHDRAWN: "U trok het in. Wij doen er verder niets mee.",
    CaseOutcome.SETTLED: "Dit is nu afgehandeld.",
}


def received(matter: Matter) -> Written:
    letter = Draft(f"Wij hebben uw aanvraag ontvangen: {matter.scheme.name}")
    letter.opening(
        f"Op {day(matter.received_on)} ontvingen wij uw aanvraag voor {matter.scheme.name} van {matter.year}. Dank u wel.",
        f"U hoort uiterlijk {day(matter.decide_by)} van ons. U hoeft nu niets te doen.",
        own=matter.scheme.letters.received,
    )
    return letter.written


def information(matter: Matter) -> Written:
    """Awb 4:5 and 4:15: what, until when, and that the decision term stands still meanwhile, if it had not ended yet."""
    assert matter.asked is not None
    assert matter.answer_by is not None  # looked up before it is written
    letter = Draft(f"Wij hebben nog iets van u nodig: {matter.scheme.name}")
    letter.opening(
        f"Op {day(matter.received_on)} ontvingen wij uw aanvraag voor {matter.scheme.name} van {matter.year}. "
        "Wij kunnen nog niet beslissen, want er ontbreekt iets.",
        own=matter.scheme.letters.information,
    )
    by_mail = f", of mail naar {matter.sender.email}" if matter.sender.email else ""
    letter.add("Wat wij van u vragen", matter.asked)
    letter.add(
        "Tot wanneer u de tijd hebt",
        f"Wij willen dit graag uiterlijk {day(matter.answer_by)} van u hebben. "
        f"Bel {matter.sender.phone}{by_mail}, of stuur een brief naar {', '.join(matter.sender.objection_to)}. "
        f"Noem het kenmerk {matter.reference}.",
        "Lukt het niet op tijd? Bel ons voor die dag. Dan kijken wij samen wat wel kan.",
    )
    letter.add(
        "Wat dit betekent voor de beslissing",
        *(["Zolang wij op uw antwoord wachten, staat de termijn voor onze beslissing stil."] if matter.today <= matter.decide_by else []),
        "Krijgen wij niets, dan beslissen wij met wat wij weten. Het kan zijn dat wij uw aanvraag dan niet verder bekijken.",
    )
    return letter.written


def postponed(matter: Matter) -> Written:
    """Awb 4:14: said in time, with a new day."""
    letter = Draft(f"Onze beslissing komt later: {matter.scheme.name}")
    letter.opening(
        f"Op {day(matter.received_on)} ontvingen wij uw aanvraag voor {matter.scheme.name} van {matter.year}. "
        f"Het lukt ons niet om op tijd te beslissen. U hoort uiterlijk {day(matter.decide_by)} van ons."
    )
    if matter.note:
        letter.add("Waarom het langer duurt", matter.note)
    return letter.written


def waiting(matter: Matter) -> Written:
    letter = Draft(f"U staat op de wachtlijst: {matter.scheme.name}")
    letter.opening(
        f"Op {day(matter.received_on)} ontvingen wij uw aanvraag voor {matter.scheme.name} van {matter.year}. "
        "Het budget is nu op. Uw aanvraag staat op de wachtlijst, op volgorde van binnenkomst.",
        "Komt er geld vrij, dan beslissen wij over uw aanvraag. U krijgt dan een brief.",
        own=matter.scheme.letters.waiting,
    )
    return letter.written


def paid(matter: Matter) -> Written:
    (one,) = matter.given
    money = one.form is WaarderingForm.MONEY
    letter = Draft(f"Uw waardering is betaald: {matter.scheme.name}" if money else f"Uw waardering is onderweg: {matter.scheme.name}")
    if one.cause:
        told = (
            f"Wij hebben {euros(one.cents or 0)} overgemaakt aan {one.cause}, zoals u wilde. Het is {matter.scheme.name} van {matter.year}."
        )
    elif money:
        told = f"Wij hebben {euros(one.cents or 0)} aan u overgemaakt. Dat is {matter.scheme.name} van {matter.year}."
    else:
        worth = f" van {euros(one.cents)}" if one.cents else ""
        told = f"U krijgt {FORM[one.form]}{worth}. Dat is {matter.scheme.name} van {matter.year}."
    letter.opening(told, own=matter.scheme.letters.paid)
    if money and not one.cause:
        where = f"Het geld gaat naar de rekening die eindigt op {one.account}. " if one.account else ""
        letter.add(
            "Waar u het terugziet",
            f"{where}Bij de betaling staat: Waardering {matter.reference}. Het kan enkele werkdagen duren tot u het ziet.",
            "Staat het er na een week nog niet? Bel ons dan.",
        )
    return letter.written


def case_received(matter: Matter) -> Written:
    assert matter.case is not None
    letter = Draft(f"Wij hebben {CASE[matter.case.kind]} ontvangen")
    letter.opening(
        f"Op {day(matter.case.received_on)} ontvingen wij {CASE[matter.case.kind]} over aanvraag {matter.reference}. "
        f"U krijgt uiterlijk {day(matter.case.due_on)} antwoord."
    )
    if matter.case.kind is CaseKind.OBJECTION:
        letter.add(
            "Wat er nu gebeurt",
            "Iemand die niet bij het eerste besluit was, bekijkt alles opnieuw. U mag uw verhaal ook vertellen. Bel ons als u dat wilt.",
        )
    return letter.written


def case_extended(matter: Matter) -> Written:
    """Awb 7:10 lid 3, 9:11 lid 2: once, and told in writing with the new day."""
    case = matter.case
    assert case is not None
    letter = Draft(f"Ons antwoord op {CASE[case.kind]} komt later")
    letter.opening(
        f"Op {day(case.received_on)} ontvingen wij {CASE[case.kind]} over aanvraag {matter.reference}. "
        f"Het lukt ons niet om op tijd te antwoorden. U krijgt uiterlijk {day(case.due_on)} antwoord.",
        "Wij mogen dit een keer uitstellen. U hoeft niets te doen.",
    )
    return letter.written


def case_closed(matter: Matter) -> Written:
    """An answer to an objection is a decision of its own: against it one goes to court (Awb 8:1, 6:7)."""
    case = matter.case
    assert case is not None
    assert case.outcome is not None  # it is closed
    letter = Draft(f"Ons antwoord op {CASE[case.kind]}")
    letter.opening(f"Op {day(case.received_on)} ontvingen wij {CASE[case.kind]} over aanvraag {matter.reference}. {OUTCOME[case.outcome]}")
    if case.answer:
        letter.add("Ons antwoord", case.answer)
    objection = case.kind is CaseKind.OBJECTION
    if objection and case.outcome is CaseOutcome.UPHELD:
        letter.add(
            "Wat er nu gebeurt", f"Wij beslissen opnieuw over uw aanvraag, uiterlijk {day(matter.decide_by)}. U krijgt daarover een brief."
        )
    if case.penalty_cents:
        letter.add(
            "U krijgt geld omdat wij te laat waren", f"Wij betalen u een dwangsom van {euros(case.penalty_cents)} (Awb artikel 4:17)."
        )
    if objection and case.outcome in (CaseOutcome.REJECTED, CaseOutcome.INADMISSIBLE):
        letter.add(
            "Bent u het hier niet mee eens?",
            "Dan kunt u in beroep gaan bij de rechtbank. U hebt daarvoor 6 weken, vanaf de dag nadat wij deze brief verstuurden. "
            "Dat kost griffierecht. Hoe het gaat, leest u op rechtspraak.nl.",
        )
    return letter.written


TEXTS: Mapping[LetterKind, Callable[[Matter], Written]] = {
    LetterKind.RECEIVED: received,
    LetterKind.INFORMATION: information,
    LetterKind.POSTPONED: postponed,
    LetterKind.WAITING: waiting,
    LetterKind.GRANTED: granted,
    LetterKind.AMOUNT: amount,
    LetterKind.REFUSED: refused,
    LetterKind.PAID: paid,
    LetterKind.RETURNED: returned,
    LetterKind.COLLECT: collect,
    LetterKind.WITHDRAWN: withdrawn,
    LetterKind.CASE_RECEIVED: case_received,
    LetterKind.HEARING: hearing,
    LetterKind.CASE_EXTENDED: case_extended,
    LetterKind.CASE_CLOSED: case_closed,
}


def write(kind: LetterKind, matter: Matter) -> Written:
    """Every letter ends with whom to ask."""
    written = TEXTS[kind](matter)
    questions = Draft("")
    by_mail = f" of mail naar {matter.sender.email}" if matter.sender.email else ""
    questions.add("Hebt u vragen?", f"Bel {matter.sender.phone}{by_mail}. Houd het kenmerk {matter.reference} bij de hand.")
    return written.model_copy(update={"sections": (*written.sections, *questions.sections)})
