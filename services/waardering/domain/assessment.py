"""What the rules make of the facts: each condition with the fact used, a share for each payee, and who decides."""

from dataclasses import dataclass

from schemas.words import RefusalReason, WaarderingForm
from services.waardering.domain.giving import PaidTo
from services.waardering.domain.words import Condition, Proposal, Verdict

Payee = PaidTo


@dataclass(frozen=True)
class Judged:
    """One condition. Sentences are plain Dutch (B1) and hold no names."""

    condition: Condition
    verdict: Verdict
    sentence: str
    """What the scheme asks and what came of it, to be read by her: "U zorgt 10 uur per week. Nodig is 8 uur of meer."."""
    fact: str
    """The fact used, such as `10 uur per week`; `niet bekend` where there is none."""
    about: str | None = None
    """Key of the person it is about; None is the application as a whole."""
    question: str | None = None
    """Key of the scheme's own question."""
    article: str | None = None
    """What a refusal names."""
    partly: bool = False
    """Not met for a part only: less can be granted."""

    @property
    def reason(self) -> RefusalReason:
        return self.condition.reason


@dataclass(frozen=True)
class Share:
    """What one caregiver gets. `cents` None: known only after the window (a pool), or not set yet."""

    caregiver: str
    payee: Payee
    form: WaarderingForm | None
    form_id: str | None
    """The form's key in the scheme."""
    cents: int | None
    turn: int | None = None
    """Which grant of the year it is, where the scheme gives the first ones something else."""


@dataclass(frozen=True)
class Sampled:
    """Whether an application is in the sample, and how anyone can see that again."""

    number: int
    below: int
    drawn: bool
    sentence: str


@dataclass(frozen=True)
class Assessment:
    """`automatic`: a full grant that this scheme lets go without a person. Everything else is a proposal to a person."""

    scheme: str
    """Version of the scheme, as a decision keeps it."""
    fingerprint: str
    year: int
    judged: tuple[Judged, ...]
    shares: tuple[Share, ...]
    """One for each caregiver who is proposed to get something, in the order of the application."""
    proposal: Proposal
    automatic: bool
    why_a_person: tuple[str, ...]
    """Why it needs one, in plain Dutch; empty when automatic."""
    sampled: Sampled | None
    how_divided: str | None
    """The division in words, with the remainder rule."""

    @property
    def cents(self) -> int | None:
        """In all; None while an amount is not known."""
        amounts = [share.cents for share in self.shares]
        return None if None in amounts else sum(cents for cents in amounts if cents is not None)

    @property
    def not_met(self) -> tuple[Judged, ...]:
        return tuple(one for one in self.judged if one.verdict is Verdict.NOT_MET)

    @property
    def unknown(self) -> tuple[Judged, ...]:
        return tuple(one for one in self.judged if one.verdict is Verdict.UNKNOWN)

    @property
    def reason(self) -> RefusalReason | None:
        """Under which a refusal is counted: the first that is not met."""
        return self.not_met[0].reason if self.not_met else None
