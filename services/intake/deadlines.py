"""What intake looks at again when its moment has come."""

from typing import ClassVar

from kernel.deadlines import Deadline
from schemas.base import PersonId, SignalId


class SignalDue(Deadline):
    """Nobody tried to reach her in time, or a step lay still; it climbs to someone higher until it is done."""

    type: ClassVar[str] = "signal-due"
    subject: ClassVar[str] = "signal_id"
    signal_id: SignalId


class InformBy(Deadline):
    """She has to have been told what is recorded by now (AVG art. 14)."""

    type: ClassVar[str] = "inform-by"
    subject: ClassVar[str] = "signal_id"
    signal_id: SignalId


class ForgetRefused(Deadline):
    """She said no, thank you: how to reach her is forgotten now."""

    type: ClassVar[str] = "forget-refused"
    subject: ClassVar[str] = "caregiver_id"
    caregiver_id: PersonId
