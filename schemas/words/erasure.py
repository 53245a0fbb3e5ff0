"""What became of what was held about someone."""

from enum import StrEnum


class ErasureResult(StrEnum):
    DELETED = "deleted"
    EMPTIED = "emptied"
    KEPT = "kept"
