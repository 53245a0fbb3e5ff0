"""What every municipality gives, by the names that people know: of a municipality, a village or a postcode."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from schemas.api.waardering import SchemeShown
from services.console.region import Municipality, RegionPages

POSTCODE = re.compile(r"([1-9]\d{3})\s?([A-Za-z]{2})?")


@dataclass(frozen=True)
class Found:
    """`where` is empty where nothing was looked for, and `towns` where nobody knows what was typed."""

    where: str
    towns: str
    cards: list[tuple[SchemeShown, str]]


def found(region: RegionPages, schemes: Sequence[SchemeShown], typed: str) -> Found:
    where = " ".join(typed.split())[:60]
    if not _plain(where):
        return Found("", "", _cards(region, schemes))
    towns = _towns(region, where)
    codes = {one.code for one in towns}
    named = region.towns([one.code for one in towns]) if towns else ""
    return Found(where, named, _cards(region, [one for one in schemes if codes & set(one.municipalities)]))


def _cards(region: RegionPages, schemes: Sequence[SchemeShown]) -> list[tuple[SchemeShown, str]]:
    """As one looks for one's own municipality in a list: by name, and of one municipality what is open first."""
    cards = [(one, region.towns(one.municipalities)) for one in schemes]
    return sorted(cards, key=lambda card: (_plain(card[1]), not card[0].online, not card[0].open, _plain(card[0].name)))


def _towns(region: RegionPages, where: str) -> list[Municipality]:
    postcode = POSTCODE.fullmatch(where)
    if postcode:
        return [one for one in region.municipalities if any(low <= int(postcode[1]) <= high for low, high in one.postcodes)]
    asked = _plain(re.sub(r"^gemeente\s+", "", where, flags=re.IGNORECASE))
    exact = [one for one in region.municipalities if asked in [_plain(name) for name in (one.name, *one.places)]]
    if exact or len(asked) < 3:
        return exact
    return [one for one in region.municipalities if any(asked in _plain(name) for name in (one.name, *one.places))]


def _plain(text: str) -> str:
    """'s-Graveland and s graveland are the same."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", text).casefold() if letter.isalnum())
