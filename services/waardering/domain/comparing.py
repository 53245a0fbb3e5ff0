"""Two versions of a scheme side by side: what stays, what goes and what comes, in plain Dutch."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.waardering.domain.scheme import Scheme
from services.waardering.domain.telling import in_words


@dataclass(frozen=True)
class Beside:
    """One heading with the sentences of both; empty where one of them says nothing under it."""

    heading: str
    before: tuple[str, ...]
    after: tuple[str, ...]

    @property
    def changed(self) -> bool:
        return self.before != self.after


def beside(before: Scheme, after: Scheme, places: Mapping[str, str] | None = None) -> tuple[Beside, ...]:
    """Under the headings of both, in order; the first stands under the newer name."""
    told = [[(part.heading, part.sentences) for part in in_words(scheme, places)] for scheme in (before, after)]
    olds, news = ({place or heading: sentences for place, heading, sentences in _keyed(one)} for one in told)
    headings = [*news, *(heading for heading in olds if heading not in news)]
    return tuple(Beside(after.name if heading == FIRST else heading, olds.get(heading, ()), news.get(heading, ())) for heading in headings)


FIRST = "naam"


def _keyed(parts: list[tuple[str, tuple[str, ...]]]) -> list[tuple[str, str, tuple[str, ...]]]:
    """The first heading is the scheme's name, which may have changed."""
    return [(FIRST if number == 0 else "", heading, sentences) for number, (heading, sentences) in enumerate(parts)]
