"""Why someone is erased, and what became of what was held."""

from schemas.labels.shape import Labels
from schemas.words import ErasureReason, ErasureResult, KeptGround

LABELS: Labels = {
    ErasureReason: {
        ErasureReason.ASKED: "Zij of hij vroeg erom",
        ErasureReason.TERM_ENDED: "De bewaartermijn is voorbij",
        ErasureReason.NEVER_SHOULD: "Dit had niet vastgelegd mogen worden",
    },
    KeptGround: {KeptGround.LEGAL_TERM: "Wettelijke bewaartermijn", KeptGround.COMPLAINT: "Er loopt een klacht of bezwaar"},
    ErasureResult: {
        ErasureResult.DELETED: "Gewist",
        ErasureResult.EMPTIED: "Leeggemaakt",
        ErasureResult.KEPT: "Bewaard, omdat de wet het vraagt",
    },
}
