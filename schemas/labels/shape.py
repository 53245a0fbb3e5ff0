"""The shape that every room of labels has."""

from collections.abc import Mapping
from enum import StrEnum

Labels = Mapping[type[StrEnum], Mapping[str, str]]
"""Code list -> code -> what people read."""
