"""The whole house in one process, or a few of its services: database, keys, identity, doors, readers and the address they share."""

from services.house.house import House
from services.house.keeping import AnotherHouse
from services.house.serving import PortTaken
from services.house.wiring import NAMES, NoSuchService

__all__ = ["NAMES", "AnotherHouse", "House", "NoSuchService", "PortTaken"]
