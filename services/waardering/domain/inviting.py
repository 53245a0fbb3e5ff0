"""Whether someone who is known from before is invited, and by which way; asks nobody anything."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from schemas.words import Channel, LeftOut
from services.waardering.domain.calendar import age

Invites = Literal["none", "letter", "letter-with-form", "own-channel"]
SIXTEEN = 16
"""Nothing goes to a child's home without its own yes; a programme reaches the young."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of someone, as far as it decides on an invitation."""

    applied: bool
    """In the year that it is about."""
    asked_herself: bool
    """At least once; otherwise others named her as their caregiver."""
    registered_on: date | None = None
    """Known only because she said yes to the register on this day; none: she asked for this scheme before."""
    choice: bool | None = None
    """What she said about invitations."""
    deceased: bool = False
    born: date | None = None
    email: bool = False
    address: bool = False


def way(known: Known, invites: Invites, today: date) -> Channel | LeftOut:
    """Her no and her death come before all else, so that the reason told is the one that counts most."""
    if known.deceased:
        return LeftOut.DECEASED
    if known.choice is False:
        return LeftOut.OPTED_OUT
    if known.applied:
        return LeftOut.APPLIED_ALREADY
    if not known.asked_herself and known.choice is None:
        return LeftOut.NAMED_BY_ANOTHER
    if known.born is not None and age(known.born, known.registered_on or today) < SIXTEEN:
        return LeftOut.UNDER_SIXTEEN  # a child's own yes did not put it in the register either
    if known.email and invites == "own-channel":
        return Channel.EMAIL
    return Channel.LETTER if known.address else LeftOut.NO_CHANNEL
