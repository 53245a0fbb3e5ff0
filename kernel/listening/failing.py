"""What can go wrong between a log and its effect."""

from collections.abc import Sequence

from kernel.log import Row


class Fenced(RuntimeError):
    """Somebody else moved this cursor: another process reads here."""


class WrongLog(ValueError):
    """An event stands in a log that is not its teller's."""


class Failed(Exception):
    """A reaction failed on one known event, or on one of several."""

    def __init__(self, rows: Sequence[Row], error: Exception) -> None:
        super().__init__(f"{rows[0].type} failed")
        self.rows, self.error = rows, error
