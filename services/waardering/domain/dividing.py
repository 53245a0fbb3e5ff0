"""Money that is divided, exact to the cent: the largest remainder gets what is left, and the rule is told."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from services.waardering.domain.dutch import euros


class NothingToDivideBy(ValueError):
    """There is nobody to divide it over."""


@dataclass(frozen=True)
class Split:
    """`shares` in the order given; they and `left_over` together are `total`. `extra` names who got one step more by remainder."""

    total: int
    shares: tuple[int, ...]
    extra: tuple[int, ...]
    step: int
    left_over: int
    limited: tuple[int, ...] = ()
    """Places of those who reached the most that one may get."""

    @property
    def rule(self) -> str:
        """The division in plain Dutch, to be shown with the amounts."""
        told = f"{euros(self.total)} is verdeeld over {len(self.shares)} {'deel' if len(self.shares) == 1 else 'delen'}."
        if self.extra:
            who = ", ".join(f"deel {place + 1}" for place in self.extra[:5]) + (" en verder" if len(self.extra) > 5 else "")
            told += (
                f" Wat na het delen overblijft gaat per {euros(self.step)} naar de grootste rest; bij gelijke rest naar wie eerst staat."
                f" Dat is hier {who}."
            )
        if self.limited:
            told += f" Bij {len(self.limited)} is het hoogste bedrag bereikt."
        if self.left_over:
            told += f" {euros(self.left_over)} blijft over."
        return told


@dataclass(frozen=True)
class Claim:
    """A grant in a pool: which caregivers share what it becomes, and for whom they care."""

    application: str
    caregivers: tuple[str, ...]
    recipient: str | None = None
    """Where several applied for one recipient, they share one part; None: this application is the only one."""


@dataclass(frozen=True)
class PoolSplit:
    """The pool divided over grants, and each grant over its caregivers."""

    split: Split
    shares: dict[str, dict[str, int]]
    """Application -> caregiver -> cents."""


def divide(total: int, weights: Sequence[int], *, step: int = 1) -> Split:
    """Divides cents by weight in whole steps; with equal weights, in equal shares.

    Each gets its share rounded down; the steps left go one each to the largest remainders, and at equal remainders to who stands first.
    """
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise NothingToDivideBy(NothingToDivideBy.__doc__)
    steps = total // step
    parts = [divmod(steps * weight, whole) for weight in weights]
    left = steps - sum(part for part, _ in parts)
    extra = sorted(range(len(parts)), key=lambda place: (-parts[place][1], place))[:left]
    lucky = set(extra)
    shares = tuple((part + (place in lucky)) * step for place, (part, _) in enumerate(parts))
    return Split(total, shares, tuple(sorted(extra)), step, total - sum(shares))


def divide_up_to(total: int, most: Sequence[int], weights: Sequence[int] | None = None, *, step: int = 1) -> Split:
    """Divides by weight, nobody more than her most; what she cannot have goes to the others, until nothing is left or all have enough."""
    weights = weights or [1] * len(most)
    shares, open_places, left = [0] * len(most), [place for place in range(len(most)) if most[place] >= step and weights[place] > 0], total
    extra: tuple[int, ...] = ()
    while open_places and left >= step:
        split = divide(left, [weights[place] for place in open_places], step=step)
        full = {place for place, share in zip(open_places, split.shares, strict=True) if share >= most[place] // step * step}
        if not full:
            for place, share in zip(open_places, split.shares, strict=True):
                shares[place] = share
            extra = tuple(open_places[place] for place in split.extra)
            break
        for place in full:
            shares[place] = most[place] // step * step
            left -= shares[place]
        open_places = [place for place in open_places if place not in full]
    limited = tuple(place for place, share in enumerate(shares) if share and share >= most[place] // step * step)
    return Split(total, tuple(shares), extra, step, total - sum(shares), limited)


def pro_rata(budget: int, claims: Sequence[int], *, step: int = 1) -> Split:
    """Everyone what she claims while the budget carries that; at overrun each as much less in proportion, exact to the cent."""
    if sum(claims) <= budget:
        return Split(sum(claims), tuple(claims), (), step, 0)
    return divide(budget, claims, step=step)


def pool_split(pool: int, claims: Sequence[Claim], *, per: str = "caregiver", at_most: int | None = None, step: int = 1) -> PoolSplit:
    """A fixed sum over all grants, computed once after the window.

    `per` caregiver: each caregiver counts once. `per` recipient: each recipient counts once, and who cares for him shares his part.
    Give the claims in order of receipt: at equal remainders the odd cents go to who came first.
    """
    rows = [(claim, caregiver) for claim in claims for caregiver in claim.caregivers]
    parts = [(claim.application, who) if per == "caregiver" else claim.recipient or (claim.application,) for claim, who in rows]
    split, cents = divide_parts(pool, parts, at_most=at_most, step=step)
    shares: dict[str, dict[str, int]] = {}
    for (claim, caregiver), share in zip(rows, cents, strict=True):
        shares.setdefault(claim.application, {})[caregiver] = share
    return PoolSplit(split, shares)


def divide_parts(pool: int, parts: Sequence[Hashable], *, at_most: int | None = None, step: int = 1) -> tuple[Split, list[int]]:
    """One part for each that is different, in the order in which they first stand; those of the same part share it. Cents by place."""
    places: dict[Hashable, list[int]] = {}
    for place, part in enumerate(parts):
        places.setdefault(part, []).append(place)
    if not places:
        raise NothingToDivideBy(NothingToDivideBy.__doc__)
    split = divide(pool, [1] * len(places), step=step) if at_most is None else divide_up_to(pool, [at_most] * len(places), step=step)
    cents = [0] * len(parts)
    for whole, sharing in zip(split.shares, places.values(), strict=True):
        each = divide(whole, [1] * len(sharing)).shares if len(sharing) > 1 else (whole,)
        for place, share in zip(sharing, each, strict=True):
            cents[place] = share
    return split, cents
