"""The rules of waardering: schemes as data, what they make of an application, and money divided to the cent.

    scheme = schemes.version("hilversum-mantelzorgwaardering", facts.received_on)
    assessment = assess(scheme, facts)   # conditions, shares in cents, proposal, automatic or why a person decides

`assess(scheme: Scheme, facts: Facts) -> Assessment` is pure: the same facts give the same assessment.
`in_words(scheme: Scheme) -> tuple[Paragraph, ...]` is the scheme in plain Dutch; a Paragraph has `heading` and `sentences`.
Nothing here knows a clock, a table or another service.
"""

from services.waardering.domain.assessing import assess
from services.waardering.domain.assessment import Assessment, Judged, Payee, Sampled, Share
from services.waardering.domain.comparing import Beside, beside
from services.waardering.domain.dividing import (
    Claim,
    NothingToDivideBy,
    PoolSplit,
    Split,
    divide,
    divide_parts,
    divide_up_to,
    pool_split,
    pro_rata,
)
from services.waardering.domain.facts import Caregiver, CareRecipient, EarlierGrant, Facts, Indication, Stay
from services.waardering.domain.remarks import remarks
from services.waardering.domain.sampling import draw, sample, sample_of
from services.waardering.domain.scheme import Overlap, Scheme, Schemes
from services.waardering.domain.telling import Paragraph, in_words
from services.waardering.domain.words import Audience, Condition, EvidenceKind, Exclusion, LateReason, Proposal, Verdict

__all__ = [
    "Assessment",
    "Audience",
    "Beside",
    "CareRecipient",
    "Caregiver",
    "Claim",
    "Condition",
    "EarlierGrant",
    "EvidenceKind",
    "Exclusion",
    "Facts",
    "Indication",
    "Judged",
    "LateReason",
    "NothingToDivideBy",
    "Overlap",
    "Paragraph",
    "Payee",
    "PoolSplit",
    "Proposal",
    "Sampled",
    "Scheme",
    "Schemes",
    "Share",
    "Split",
    "Stay",
    "Verdict",
    "assess",
    "beside",
    "divide",
    "divide_parts",
    "divide_up_to",
    "draw",
    "in_words",
    "pool_split",
    "pro_rata",
    "remarks",
    "sample",
    "sample_of",
]
