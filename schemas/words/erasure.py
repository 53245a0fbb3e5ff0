"""Why someone is erased, and what became of what was held."""

from enum import StrEnum


class ErasureReason(StrEnum):
    ASKED = "asked"
    """She or he asked for it (AVG art. 17)."""
    TERM_ENDED = "term-ended"
    NEVER_SHOULD = "never-should"
    """It should not have been recorded at all."""


class KeptGround(StrEnum):
    """Why the law lets a holder keep what is left for now."""

    LEGAL_TERM = "legal-term"
    COMPLAINT = "complaint"


class ErasureResult(StrEnum):
    DELETED = "deleted"
    EMPTIED = "emptied"
    KEPT = "kept"
