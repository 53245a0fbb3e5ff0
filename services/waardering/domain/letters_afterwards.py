"""Letters about what happens after a decision: a payment that came back, a present that can be collected, an application taken back."""

from schemas.words import WaarderingForm
from services.waardering.domain.dutch import day, euros
from services.waardering.domain.letters import Draft, Matter, Written
from services.waardering.domain.names import FORM


def returned(matter: Matter) -> Written:
    """The account is given behind the link, on the phone or signed for on paper: an IBAN in a mail can be anybody's."""
    (one,) = matter.given
    letter = Draft(f"Uw betaling kwam terug: {matter.scheme.name}")
    where = f"de rekening die eindigt op {one.account}" if one.account else "uw rekening"
    letter.opening(
        f"Wij maakten {euros(one.cents or 0)} over naar {where}. De bank stuurde het geld terug.",
        "U krijgt het alsnog. Daarvoor hebben wij het goede rekeningnummer nodig.",
    )
    letter.add(
        "Wat wij van u vragen",
        "Kreeg u een mail over deze brief? Open de link in die mail en geef daar uw rekeningnummer (IBAN).",
        f"U kunt ook bellen: {matter.sender.phone}. Zeg dan ook de naam die bij de rekening hoort. "
        f"Of stuur een brief naar {', '.join(matter.sender.objection_to)}. Zet er uw handtekening onder en noem het kenmerk "
        f"{matter.reference}.",
        "Mail uw rekeningnummer niet. Wij vragen ook nooit om een wachtwoord of een pincode.",
    )
    return letter.written


def collect(matter: Matter) -> Written:
    assert matter.meeting is not None  # looked up before it is written
    (one,) = matter.given
    worth = f" van {euros(one.cents)}" if one.cents and one.form is not WaarderingForm.GIFT else ""
    letter = Draft(f"Uw waardering ligt klaar: {matter.scheme.name}")
    letter.opening(f"Er ligt {FORM[one.form]}{worth} voor u klaar. Dat is {matter.scheme.name} van {matter.year}.")
    letter.add(
        "Waar en wanneer u het ophaalt",
        f"{matter.meeting.title}, op {day(matter.meeting.on)}. Zeg uw naam of laat deze brief zien. Iemand anders mag het ook voor u "
        "ophalen, met deze brief.",
        f"Kunt u niet? Bel {matter.sender.phone}. Dan zoeken wij iets anders.",
    )
    return letter.written


def hearing(matter: Matter) -> Written:
    """Awb 7:2 to 7:4: who objects is heard, may bring someone, and may see the papers a week before."""
    case = matter.case
    assert case is not None
    assert case.hearing_at is not None  # looked up before it is written
    letter = Draft("Wij nodigen u uit voor een gesprek over uw bezwaar")
    letter.opening(
        f"Op {day(case.received_on)} ontvingen wij uw bezwaar over aanvraag {matter.reference}. Wij willen graag uw verhaal horen.",
        f"Het gesprek is op {day(case.hearing_at.date())} om {case.hearing_at:%H.%M} uur.",
    )
    letter.add("Wat u nog moet weten", case.hearing_note or f"Waar het is, of hoe het telefonisch kan, hoort u op {matter.sender.phone}.")
    letter.add(
        "Wat u mag",
        items=(
            "iemand meenemen, of iemand voor u laten komen",
            "tot tien dagen ervoor nog stukken opsturen",
            "vanaf een week ervoor de stukken bekijken. Bel ons daarvoor",
        ),
        after=(f"Kunt u niet, of wilt u geen gesprek? Bel {matter.sender.phone}. Dat mag: u kunt dan nog steeds gelijk krijgen.",),
    )
    return letter.written


def withdrawn(matter: Matter) -> Written:
    letter = Draft(f"Uw aanvraag is ingetrokken: {matter.scheme.name}")
    letter.opening(
        f"Op {day(matter.received_on)} ontvingen wij uw aanvraag voor {matter.scheme.name} van {matter.year}. "
        f"Die aanvraag is op {day(matter.today)} ingetrokken. Wij doen er verder niets mee, en u krijgt er geen waardering op.",
        f"Wilde u dit niet? Bel dan {matter.sender.phone}. Opnieuw aanvragen kan, zolang de regeling open is.",
    )
    return letter.written
