"""How intake says no."""

from kernel.refusals import Conflict, Forbidden, Gone, Refused, Stale


class NotOfTheDesk(Forbidden):
    """This is for the intake desk of the region."""

    in_dutch = "Dit is alleen voor het aanmeldpunt van de regio."


class OtherContent(Conflict):
    """This externalId was used before for a signal with other content."""

    in_dutch = "Dit nummer is al eerder gebruikt voor een ander signaal."


class KeyUsedForAnother(Conflict):
    """This Idempotency-Key was used before for a request with another body."""


class ChangedMeanwhile(Stale):
    """Someone changed this signal after you read it."""

    in_dutch = "Een collega heeft dit signaal net veranderd. Kijk eerst wat er nu staat."


class AlreadyClosed(Refused):
    """This signal was already closed."""

    in_dutch = "Dit signaal is al afgerond."


class AlreadyAppointed(Refused):
    """A provider was already asked for this signal."""

    in_dutch = "Er is al een organisatie gevraagd."


class CannotAppointYet(Refused):
    """Something is still missing before a provider can be appointed."""

    in_dutch = "Er ontbreekt nog iets voordat u een organisatie kunt aanwijzen."


class NeverForSafety(CannotAppointYet):
    """A signal about safety is taken by a person, never passed on by the system."""

    in_dutch = "Bij zorgen over veiligheid wijst u geen organisatie aan. Een mens pakt dit nu op."


class NobodyToWithdraw(Refused):
    """There is no consent to take back."""

    in_dutch = "Er staat geen toestemming om in te trekken."


class NeedsCode(Forbidden):
    """This needs the whole file to be open, with a code."""

    in_dutch = "Hiervoor hebt u een code nodig."


class WrongCode(Forbidden):
    """This code is not right, or no longer valid."""

    in_dutch = "Deze code klopt niet of is niet meer geldig. Vraag een nieuwe."


class FileErased(Gone):
    """This file was erased."""

    in_dutch = "Dit dossier is gewist."
