"""What became of what was held about someone."""

from schemas.labels.shape import Labels
from schemas.words import ErasureResult

LABELS: Labels = {
    ErasureResult: {
        ErasureResult.DELETED: "Gewist",
        ErasureResult.EMPTIED: "Leeggemaakt",
        ErasureResult.KEPT: "Bewaard, omdat de wet het vraagt",
    },
}
