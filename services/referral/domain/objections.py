"""Why a step of a referral cannot be taken; the docstring is the message, `in_dutch` is what a person reads."""

from datetime import datetime
from typing import ClassVar


class Objection(Exception):
    """This step is not possible now."""

    status: ClassVar[int] = 409
    in_dutch: ClassVar[str] = "Dit kan nu niet."

    def __init__(self, *, by: str | None = None, at: datetime | None = None) -> None:
        self.by = by
        """Who was first: a staff id, or `caregiver`."""
        self.at = at
        super().__init__(str(type(self).__doc__))


class NotAsked(Objection):
    """No such referral."""

    status = 404
    in_dutch = "Deze aanvraag bestaat niet, of is niet aan u gevraagd."


class AlreadyAnswered(Objection):
    """This referral was already answered."""

    in_dutch = "Deze aanvraag is al beantwoord. Er is niets veranderd."


class TooLate(Objection):
    """The answer came after its time and the referral went on to someone else."""

    status = 410
    in_dutch = "De tijd om te antwoorden is voorbij. De vraag is al doorgegaan naar een ander."


class TakenBack(Objection):
    """This referral was withdrawn."""

    status = 410
    in_dutch = "Deze aanvraag is ingetrokken. U hoeft niets meer te doen."


class Ended(Objection):
    """This referral has ended."""

    in_dutch = "Deze aanvraag is al afgesloten. Er is niets veranderd."


class NothingPlanned(Objection):
    """There is no planned meeting to speak of."""

    in_dutch = "Er is nog geen kennismaking gepland."


class NotAccepted(Objection):
    """No provider has accepted this referral yet."""

    in_dutch = "Nog niemand zei ja op deze aanvraag."


class AlreadyMet(Objection):
    """The receiver said that the meeting took place, so it cannot be planned anew."""

    in_dutch = "De kennismaking is al geweest. Ging die toch niet door? Zeg dat eerst."


class InThePast(Objection):
    """A meeting is planned for later, not for the past."""

    status = 400
    in_dutch = "Dit tijdstip is al voorbij. Kies een later tijdstip."


class TooFar(Objection):
    """A meeting is planned within a year."""

    status = 400
    in_dutch = "Dit tijdstip ligt te ver weg. Kies een tijdstip binnen een jaar."


class TooEarly(Objection):
    """The meeting has yet to begin."""

    in_dutch = "De kennismaking moet nog komen. Daarna kunt u zeggen of die er was."


class HerWordFirst(Objection):
    """The caregiver has not been heard; only after three attempts may a coordinator decide, with a reason."""

    in_dutch = "Wij hoorden nog niet van haarzelf. Pas na drie pogingen beslist een coördinator, met reden."


class NotHandedOver(Objection):
    """Support cannot be completed before the handover."""

    in_dutch = "De overdracht is nog niet rond. Daarna kunt u de hulp afsluiten met een uitkomst."


class AlreadyHandedOver(Objection):
    """After the handover the provider ends the support; it is no longer withdrawn."""

    in_dutch = "De overdracht is al rond. De aanbieder sluit de hulp af."


class TriedToday(Objection):
    """Today's attempt to reach her was already noted; the next one is on another day."""

    in_dutch = "U probeerde haar vandaag al te bereiken. Probeer het op een andere dag nog eens."


class TryAnotherWay(Objection):
    """Three attempts by one channel: try another channel once."""

    in_dutch = "U probeerde het steeds op dezelfde manier. Probeer het ook één keer anders, bijvoorbeeld met een brief."
