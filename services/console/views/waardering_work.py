"""The officer's worklist as rows and tabs: what was asked of it, and what may be granted together."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from urllib.parse import urlencode
from uuid import UUID

from schemas.api.waardering import ApplicationCounts, ApplicationLine
from schemas.labels import label
from schemas.words import ApplicationState
from services.console.views import waardering as view
from services.console.views.people import People
from services.console.views.worklist import Tab

HOME = "/waardering/werk"
LISTS: Mapping[str, tuple[str, str]] = {
    "open": ("open", "Open"),
    "van-mij": ("mine", "Van mij"),
    "deze-week": ("due", "Deze week of te laat"),
    "toekennen": ("ready", "Klaar om toe te kennen"),
    "wachtlijst": ("waiting", "Op de wachtlijst"),
    "steekproef": ("drawn", "In de steekproef"),
    "gecontroleerd": ("checked", "Steekproef gedaan"),
    "klaar": ("done", "Klaar"),
}
SORTS: Mapping[str, str] = {
    "beslissen": "due",
    "-beslissen": "-due",
    "ontvangen": "received",
    "-ontvangen": "-received",
    "klaar": "ended",
    "-klaar": "-ended",
}
OUTCOMES = tuple(ApplicationState(one) for one in ("granted", "pooled", "refused", "withdrawn"))
STATES: Mapping[str, tuple[ApplicationState, ...]] = {
    "open": tuple(one for one in ApplicationState if one not in OUTCOMES),
    "klaar": OUTCOMES,
}
"""On which lists one may choose among states, and which."""
YEARS = 5
YEAR, TOWN = re.compile(r"20\d\d"), re.compile(r"GM\d{4}")
REFERENCE = re.compile(r"[A-Z]{1,5}-\d{4}-W\d+")


@dataclass(frozen=True)
class Query:
    """What the list was asked; kept in every link."""

    list: str = "open"
    scheme: str = ""
    state: str = ""
    year: str = ""
    town: str = ""
    sort: str = ""
    cursor: str = ""
    search: str = ""
    sealed: str = ""
    """The name as it stands in the address: only who searched can open it."""

    @classmethod
    def of(cls, asked: Mapping[str, str], schemes: Mapping[str, str], *, search: str = "", sealed: str = "") -> "Query":
        """From the address; what is not known is left out rather than refused."""
        which = asked["lijst"] if asked.get("lijst") in LISTS else "open"
        return cls(
            list=which,
            scheme=asked["regeling"] if asked.get("regeling") in schemes else "",
            state=asked["stand"] if asked.get("stand") in STATES.get(which, ()) else "",
            year=asked["jaar"] if YEAR.fullmatch(asked.get("jaar", "")) else "",
            town=asked["gemeente"] if TOWN.fullmatch(asked.get("gemeente", "")) else "",
            sort=asked["sorteer"] if asked.get("sorteer") in SORTS else "",
            cursor=asked.get("vanaf", "")[:500],
            search=search,
            sealed=sealed if search else "",
        )

    @property
    def order(self) -> str:
        return self.sort or ("-klaar" if self.list == "klaar" else "beslissen")

    @property
    def filters(self) -> dict[str, str]:
        """As they stand in the address."""
        pairs = {"regeling": self.scheme, "stand": self.state, "jaar": self.year, "gemeente": self.town}
        return {name: value for name, value in pairs.items() if value}

    def asked(self) -> dict[str, str]:
        narrowed = {"scheme": self.scheme, "state": self.state, "year": self.year, "municipality": self.town}
        pairs = narrowed | {"list": LISTS[self.list][0], "sort": SORTS.get(self.sort, ""), "cursor": self.cursor}
        return {name: value for name, value in pairs.items() if value}

    def address(self, path: str = HOME, **changed: str) -> str:
        """With something changed; a changed list or filter starts at its first page."""
        asked = replace(self, cursor=changed.pop("cursor", ""), **changed)
        pairs = {
            "lijst": asked.list if asked.list != "open" else "",
            **asked.filters,
            "sorteer": asked.sort,
            "zoek": asked.sealed,
            "vanaf": asked.cursor,
        }
        query = urlencode({name: value for name, value in pairs.items() if value})
        return path + (f"?{query}" if query else "")

    @property
    def news_address(self) -> str:
        return self.address(f"{HOME}/nieuws", cursor=self.cursor)


def states(query: Query) -> list[tuple[str, str]]:
    """To choose from on this list; none where all on it stand the same."""
    found = STATES.get(query.list, ())
    return [("", "Alle"), *((one.value, label(one)) for one in found)] if found else []


def years(now: datetime) -> list[tuple[str, str]]:
    return [("", "Alle"), *((str(year), str(year)) for year in range(now.year, now.year - YEARS, -1))]


def narrowed(query: Query, schemes: Mapping[str, str], places: Mapping[str, str]) -> str:
    """What the list is narrowed to, in words."""
    state = label(ApplicationState(query.state)).lower() if query.state else ""
    parts = (schemes.get(query.scheme, ""), state, query.year, places.get(query.town, query.town))
    return ", ".join(part for part in parts if part)


def is_reference(text: str) -> bool:
    return REFERENCE.fullmatch(text.upper().replace(" ", "")) is not None


NOTHING_YET = frozenset({"ask", "refuse"})
"""Advice that promises no amount."""


@dataclass(frozen=True)
class Row(view.Row):
    """A line of the list; `pick` is what is sent when it is chosen, and nothing where it cannot be granted together with others."""

    amount: str
    check: str
    pick: str

    @property
    def mark(self) -> str:
        """Another one as soon as the row shows something else; tells nothing of what it shows."""
        told = (self.name, self.due, self.state, self.advice, self.owner, self.amount, self.check, self.pick)
        return sha256(repr(told).encode()).hexdigest()[:12]


def row(one: ApplicationLine, people: People, places: Mapping[str, str], names: Mapping[str, str], now: datetime) -> Row:
    known = view.row(one, people, places, names, now)
    proposed = None if one.advice in NOTHING_YET else one.proposed_cents
    cents = one.granted_cents if one.granted_cents is not None else proposed
    return Row(
        **vars(known),
        amount=view.euros(cents) if cents is not None else "",
        check="" if not one.drawn or one.checked is None else "In orde" if one.checked else "Niet in orde",
        pick=f"{one.id}.{one.version}" if is_ready(one) else "",
    )


def is_ready(one: ApplicationLine) -> bool:
    """All is met and known; what a person wants to look at first is never granted together with others."""
    return one.state == "received" and one.advice == "grant"


def picked(values: Iterable[str]) -> dict[UUID, int]:
    """`id.version` of each chosen row, as the page sends them; anything else is left out."""
    found: dict[UUID, int] = {}
    for value in values:
        id_, _, version = value.partition(".")
        if version.isdecimal() and len(version) <= 9:
            try:
                found[UUID(id_)] = int(version)
            except ValueError:
                continue
    return found


def tabs(counts: ApplicationCounts, query: Query) -> list[Tab]:
    known = counts.model_dump()
    late = {"deze-week": counts.due > 0}
    return [
        Tab(
            text,
            query.address(list=key, sort="", state="", sealed=""),
            known.get(name),
            late.get(key, False),
            key == query.list and not query.search,
        )
        for key, (name, text) in LISTS.items()
    ]
