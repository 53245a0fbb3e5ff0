"""Reads schemes from a region's files and says in plain Dutch what is wrong with one, at the line where it stands."""

from services.waardering.schemes.people import Example, read_people
from services.waardering.schemes.reading import Problem, WrongScheme, check, check_region, of_region, read

__all__ = ["Example", "Problem", "WrongScheme", "check", "check_region", "of_region", "read", "read_people"]
