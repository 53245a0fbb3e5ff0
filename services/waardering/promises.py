"""What is promised for later, outside the request that asked for it."""

from typing import ClassVar

from kernel.errands import Errand


class MakeLetters(Errand):
    """Letters are planned: they are set in type some at a time, whoever claims them first."""

    type: ClassVar[str] = "make-letters"
