"""What is promised for later, outside the request that asked for it."""

from typing import ClassVar

from kernel.errands import Errand


class MakeLetters(Errand):
    """Letters are planned: they are set in type some at a time, whoever claims them first."""

    type: ClassVar[str] = "make-letters"


class MeetRegistered(Errand):
    """Some said yes to intake's register, or are reached in another way: intake is asked who they are, a hundred at a time."""

    type: ClassVar[str] = "meet-registered"
