"""Spot checks and lots that anyone can draw again: a number made of the seed and the application, and nothing else."""

import hashlib
from collections.abc import Sequence

from services.waardering.domain.assessment import Sampled
from services.waardering.domain.conditions import SpotChecks
from services.waardering.domain.dutch import percent

OF = 10_000


def sample(checks: SpotChecks, year: int, application: str) -> Sampled | None:
    """Whether this application is in the year's sample; decided as it comes in, and the same whenever it is asked.

    None where the sample is a fixed number: nobody can say before all of the year are there.
    """
    if checks.percent is None:
        return None
    number, below = _number(f"{checks.seed}/{year}", application) % OF, round(checks.percent * OF / 100)
    drawn = number < below
    sentence = (
        f"Uit de trekking van {year} heeft deze aanvraag nummer {number} van {OF:,}".replace(",", ".")
        + f". De nummers onder {below} worden gecontroleerd ({percent(checks.percent)}). Deze aanvraag dus {'wel' if drawn else 'niet'}."
    )
    return Sampled(number, below, drawn, sentence)


def draw(seed: str, applications: Sequence[str]) -> tuple[str, ...]:
    """All of them in the order of the lot, the first drawn first; the order in which they are given does not matter."""
    return tuple(sorted(applications, key=lambda application: (_number(seed, application), application)))


def sample_of(checks: SpotChecks, year: int, granted: Sequence[str]) -> tuple[str, ...]:
    """A fixed number of what was granted in the year: the first ones in the order of the lot."""
    return draw(f"{checks.seed}/{year}", granted)[: checks.number]


def lot_of(seed: str, application: str) -> str:
    """By which it is put in order, as anyone can work it out: the beginning counts."""
    return hashlib.sha256(f"{seed}/{application}".encode()).hexdigest()


def _number(seed: str, application: str) -> int:
    return int.from_bytes(hashlib.sha256(f"{seed}/{application}".encode()).digest()[:8])
