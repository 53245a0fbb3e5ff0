"""The invitation of the year on paper, and its reminder. No I/O, no layout."""

from datetime import date

from services.waardering.domain.dutch import day
from services.waardering.domain.letters import Draft, Sender, Written
from services.waardering.domain.scheme import Scheme


def invitation(scheme: Scheme, sender: Sender, website: str | None, *, until: date | None, reminder: bool) -> Written:
    """Says why she gets it, how she asks without a screen, and how she says no."""
    letter = Draft(f"{'Herinnering: vraag' if reminder else 'Vraag'} {scheme.name} weer aan")
    letter.opening(
        f"Zorgt u nog voor iemand? Dan kunt u weer iets krijgen als dank voor uw zorg. Dat is {scheme.name}, van {scheme.legal_nature.by}.",
        *(("Wij schreven u eerder. Wij zagen nog geen aanvraag van u. Vroeg u net aan? Dan hoeft u niets te doen.",) if reminder else ()),
        own=scheme.letters.invitation,
    )
    online = f" Of kijk op {website}." if website else ""
    ends = f"Dat kan tot en met {day(until)}." if until else ""
    letter.add(
        "Zo vraagt u aan",
        f"Bel {sender.phone}. Wij vullen de aanvraag samen met u in, of sturen u een formulier.{online} {ends}".rstrip(),
        "U krijgt niet vanzelf iets: wij kijken eerst naar uw aanvraag.",
    )
    letter.add(
        "Waarom u deze brief krijgt",
        "U vroeg eerder een waardering aan, of u liet weten dat u bekend wilt zijn als mantelzorger.",
    )
    by_mail = f" of mail naar {sender.email}" if sender.email else ""
    letter.add(
        "Wilt u deze brief niet meer?",
        f"Bel {sender.phone}{by_mail}. Dan schrijven wij u hierover niet meer, ook volgend jaar niet. Aanvragen mag daarna nog steeds.",
    )
    return letter.written
