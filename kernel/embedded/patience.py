"""How long we wait, and how often we look."""

from dataclasses import dataclass, field
from time import monotonic, sleep


@dataclass
class Patience:
    """Looks often at first, as most starts take a fifth of a second, then less, as each look may cost a line in a log."""

    seconds: float
    _until: float = field(init=False)
    _since: float = field(init=False)
    _told: float = field(init=False)

    def __post_init__(self) -> None:
        self._since = self._told = monotonic()
        self.renew()

    def renew(self) -> None:
        self._until = monotonic() + self.seconds

    @property
    def is_over(self) -> bool:
        return monotonic() >= self._until

    @property
    def waited(self) -> float:
        return monotonic() - self._since

    @property
    def is_time_to_tell(self) -> bool:
        """Once every five seconds."""
        if monotonic() - self._told < 5:
            return False
        self._told = monotonic()
        return True

    def nap(self) -> None:
        sleep(0.01 if self.waited < 1 else 0.1 if self.waited < 5 else 0.5)
