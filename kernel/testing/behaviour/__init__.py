"""What listening promises, written once; every way to listen runs it (`class TestPostgres(ListeningBehaviour)`)."""

from kernel.testing.behaviour.aside import SettingAside
from kernel.testing.behaviour.ground import until
from kernel.testing.behaviour.once import OnceAndInOrder
from kernel.testing.behaviour.surviving import Surviving

__all__ = ["ListeningBehaviour", "until"]


class ListeningBehaviour(OnceAndInOrder, SettingAside, Surviving):
    """All of it. A subclass says how events travel, where that is not straight from the log."""
