"""Whether who said yes or no could say it: a parent for a child, a representative for who cannot decide."""

from collections.abc import Iterator, Mapping, Sequence

from schemas.api.intake import ConsentIn
from schemas.words import DECIDES_FROM, Described, SaidBy

from .consents import is_child
from .wrong import Wrong

PARENTS = frozenset({SaidBy.PARENT, SaidBy.GUARDIAN})


def wrong_speakers(consents: Sequence[ConsentIn], ages: Mapping[Described, int | None]) -> Iterator[Wrong]:
    """`ages`: as far as they are known."""
    for number, told in enumerate(consents):
        at, age = f"/consents/{number}", ages.get(told.person)
        grown = age is not None and not is_child(age)
        if told.by is SaidBy.REPRESENTATIVE and told.representative is None:
            yield Wrong(f"{at}/representative", "It is not told who decides.", "name and ground of the representative")
        if told.by is not SaidBy.REPRESENTATIVE and told.representative is not None:
            yield Wrong(f"{at}/representative", "Nobody is represented here.", 'by "representative", or no representative')
        if told.by in PARENTS and grown:
            yield Wrong(f"{at}/by", f"From {DECIDES_FROM} on people say yes or no themselves.", 'by "self", or "representative"')
        if told.reason is not None and (told.by is not SaidBy.SELF or not told.given or grown):
            yield Wrong(f"{at}/reason", "Only a child's own yes has such a reason.", "no reason")


def said_of_child(told: ConsentIn, age: int | None) -> bool:
    """That a parent answers tells it as well."""
    return is_child(age) or told.by in PARENTS or told.reason is not None
