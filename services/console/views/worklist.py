"""The desk's worklist as rows, tabs and tiles."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Literal
from urllib.parse import urlencode

from schemas.api.intake import SignalDetail, Worklist, WorklistCounts, WorklistRow
from schemas.labels import label, labels
from schemas.words import SignallerKind, SupportArea, Urgency
from services.console.domain import moments
from services.console.region import RegionPages
from services.console.views.people import People

LISTS: Mapping[str, tuple[str, str]] = {
    "alles": ("all", "Alles"),
    "van-mij": ("mine", "Van mij"),
    "niet-opgepakt": ("unassigned", "Niet opgepakt"),
    "vandaag": ("due", "Vandaag of te laat"),
    "loopt-vast": ("stuck", "Loopt vast"),
    "afgerond": ("closed", "Afgerond"),
}
SORTS: Mapping[str, str] = {"uiterlijk": "due", "-uiterlijk": "-due", "gemeld": "received", "-gemeld": "-received"}
STEPS: Mapping[str, str] = {
    "new": "Nieuw",
    "call": "Bellen",
    "call-again": "Nog eens bellen",
    "consent": "Toestemming vragen",
    "choose": "Aanbieder kiezen",
    "waiting": "Wacht op aanbieder",
    "returned": "Terug van aanbieder",
    "call-task": "Beltaak",
    "safety": "Veiligheid",
    "closed": "Afgerond",
}


@dataclass(frozen=True)
class Query:
    """What the page was asked; kept in every link, so that a tab keeps the filters and a filter keeps the tab."""

    list: str = "alles"
    search: str = ""
    sealed: str = ""
    """The search as it stands in the address: it names people, so only who searched can open it."""
    municipality: str = ""
    area: str = ""
    kind: str = ""
    sort: str = "uiterlijk"
    cursor: str = ""

    @classmethod
    def of(cls, asked: Mapping[str, str], region: RegionPages, *, search: str, sealed: str) -> "Query":
        """From the address; what is not known is left out rather than refused."""
        return cls(
            list=asked["lijst"] if asked.get("lijst") in LISTS else "alles",
            search=search,
            sealed=sealed,
            municipality=_one_of(asked.get("gemeente"), [m.code for m in region.municipalities]),
            area=_one_of(asked.get("vraag"), list(SupportArea)),
            kind=_one_of(asked.get("door"), list(SignallerKind)),
            sort=asked["sorteer"] if asked.get("sorteer") in SORTS else "uiterlijk",
            cursor=asked.get("vanaf", "")[:500],
        )

    def for_intake(self) -> dict[str, str]:
        asked = {
            "list": LISTS[self.list][0],
            "q": self.search,
            "municipality": self.municipality,
            "area": self.area,
            "kind": self.kind,
            "sort": SORTS[self.sort],
            "cursor": self.cursor,
        }
        return {name: value for name, value in asked.items() if value}

    def address(self, **changed: str) -> str:
        """The page's address with something changed; a changed list or filter starts at its first page."""
        asked = replace(self, cursor=changed.pop("cursor", ""), **changed)
        pairs = {
            "lijst": asked.list if asked.list != "alles" else "",
            "zoek": asked.sealed,
            "gemeente": asked.municipality,
            "vraag": asked.area,
            "door": asked.kind,
            "sorteer": asked.sort if asked.sort != "uiterlijk" else "",
            "vanaf": asked.cursor,
        }
        query = urlencode({name: value for name, value in pairs.items() if value})
        return "/werklijst" + (f"?{query}" if query else "")

    @property
    def filters(self) -> bool:
        return bool(self.search or self.municipality or self.area or self.kind)

    @property
    def rows_address(self) -> str:
        return self.address(cursor=self.cursor).replace("/werklijst", "/werklijst/nieuws", 1)


@dataclass(frozen=True)
class Row:
    id: str
    reference: str
    name: str
    place: str
    due: str
    kind: str
    about: str
    by: str
    received: str
    state: str
    owner: str
    safety: bool
    can_take: bool
    note: str = ""
    """Told at this row: someone else was first."""

    @property
    def mark(self) -> str:
        """Another one as soon as the row shows something else; tells nothing of what it shows."""
        told = (self.name, self.place, self.due, self.about, self.by, self.state, self.owner, self.safety, self.can_take)
        return sha256(repr(told).encode()).hexdigest()[:12]


def shown_rows(marks: Iterable[str]) -> dict[str, str]:
    """`reference.mark` of each row on a page, as the page sends them back."""
    return {one.rpartition(".")[0]: one.rpartition(".")[2] for one in marks}


@dataclass(frozen=True)
class Tab:
    label: str
    href: str
    count: int | None
    late: bool
    here: bool


@dataclass(frozen=True)
class Tile:
    count: int
    text: str
    href: str
    late: bool = False


def row(one: WorklistRow, people: People, region: RegionPages, now: datetime, note: str = "") -> Row:
    stopped = one.due == "stopped"
    return Row(
        id=str(one.signal_id),
        reference=one.reference,
        name=one.name,
        place=region.town(one.municipality) if one.municipality else "Plaats onbekend",
        due="Gebeld, klok staat stil" if stopped else moments.due_short(one.due_at, now),
        kind="" if stopped else {"late": "late", "today": "today"}.get(one.due, ""),
        about=labels(one.support_areas) or "Weet het nog niet",
        by=label(one.signalled_by),
        received=moments.short_day(one.received_at, now),
        state=STEPS.get(one.step, label(one.state)),
        owner=people.name(one.assessor),
        safety=one.urgency is Urgency.SAFETY and one.step != "closed",
        can_take=one.assessor is None and one.step != "closed",
        note=note,
    )


def row_of(one: SignalDetail, people: People, region: RegionPages, now: datetime, note: str = "") -> Row:
    """The same row from the whole signal, after a deed on the list itself."""
    due: Literal["late", "today", "later", "stopped"] = "stopped"
    if one.due != "stopped":
        due = "late" if one.due_at < now else "today" if moments.due_kind(one.due_at, now) == "today" else "later"
    return Row(
        id=str(one.signal_id),
        reference=one.reference,
        name=one.caregiver.name,
        place=region.town(one.caregiver.municipality) if one.caregiver.municipality else "Plaats onbekend",
        due="Gebeld, klok staat stil" if due == "stopped" else moments.due_short(one.due_at, now),
        kind=due if due in ("late", "today") else "",
        about=labels(one.support_areas) or "Weet het nog niet",
        by=label(one.signaller.kind),
        received=moments.short_day(one.received_at, now),
        state=STEPS.get(one.step, label(one.state)),
        owner=people.name(one.assessor),
        safety=one.urgency is Urgency.SAFETY and one.step != "closed",
        can_take=one.assessor is None and one.step != "closed",
        note=note,
    )


def moment_of(text: str, now: datetime) -> datetime:
    """Since when, as the page itself wrote it down; anything else is now."""
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return now
    return found if found.tzinfo else now


def rows(worklist: Worklist, people: People, region: RegionPages, now: datetime) -> list[Row]:
    return [row(one, people, region, now) for one in worklist.items]


def tabs(counts: WorklistCounts, query: Query) -> list[Tab]:
    count: Mapping[str, int | None] = {
        "alles": counts.all,
        "van-mij": counts.mine,
        "niet-opgepakt": counts.unassigned,
        "vandaag": counts.due,
        "loopt-vast": counts.stuck,
        "afgerond": None,
    }
    return [
        Tab(text, query.address(list=key), count[key], key == "loopt-vast" and counts.stuck > 0, key == query.list)
        for key, (_, text) in LISTS.items()
    ]


def total(counts: WorklistCounts, query: Query) -> int | None:
    """How many stand on this list; unknown once something is filtered."""
    known = {
        "alles": counts.all,
        "van-mij": counts.mine,
        "niet-opgepakt": counts.unassigned,
        "vandaag": counts.due,
        "loopt-vast": counts.stuck,
    }
    return None if query.filters else known.get(query.list)


def changes(shown: set[str], there: set[str], *, was: str, total: int | None) -> tuple[int, int]:
    """How many came and how many went since the page was made. By the list's own count where that is known: what came may stand
    on another page of it, and what moved up from there is not new."""
    came, went = len(there - shown), len(shown - there)
    if total is None or not was.isdecimal() or len(was) > 9:
        return came, went
    more = total - int(was)
    if more == 0:
        return (came, 0) if came and went else (0, 0)
    return max(more, 0), max(-more, 0)


def tiles(counts: WorklistCounts) -> list[Tile]:
    return [
        Tile(counts.late, "te laat", Query(list="vandaag").address(), late=counts.late > 0),
        Tile(max(counts.due - counts.late, 0), "vandaag af", Query(list="vandaag").address()),
        Tile(counts.unassigned, "nog niet opgepakt", Query(list="niet-opgepakt").address()),
        Tile(counts.stuck, "loopt vast" if counts.stuck == 1 else "lopen vast", Query(list="loopt-vast").address()),
    ]


def _one_of(value: str | None, known: Sequence[str]) -> str:
    return value if value and value in known else ""
