"""docs/events.md names exactly the events, fields, tellers and listeners of the code."""

import re
from dataclasses import dataclass

import pytest

from schemas.base import Event
from schemas.generate.__main__ import SCHEMAS
from schemas.generate.listeners import listeners
from tests.schemas.examples import EVENTS

PAGE = SCHEMAS.parent / "docs" / "events.md"
IN_TICKS = re.compile(r"`([^`]+)`")


@dataclass
class Section:
    """What the page says of one event."""

    teller: str
    lines: dict[str, str]

    def words(self, line: str) -> list[str]:
        return IN_TICKS.findall(self.lines.get(line, ""))


def sections() -> dict[str, Section]:
    found: dict[str, Section] = {}
    teller = ""
    for block in re.split(r"^(?=##+ )", PAGE.read_text(), flags=re.MULTILINE):
        title, _, body = block.partition("\n")
        if title.startswith("## "):
            teller = title.removeprefix("## Told by ").strip()
        elif title.startswith("### "):
            lines = dict(re.findall(r"^- (\w+(?: by)?): (.+)$", body, flags=re.MULTILINE))
            found[title.removeprefix("### ").strip()] = Section(teller, lines)
    return found


SECTIONS = sections()
each = pytest.mark.parametrize("event", EVENTS, ids=[event.type for event in EVENTS])


def test_it_names_every_event_and_no_other() -> None:
    assert sorted(SECTIONS) == sorted(event.__name__ for event in EVENTS)


@each
def test_it_names_type_teller_and_subject(event: type[Event]) -> None:
    section = SECTIONS[event.__name__]

    assert section.words("Type") == [event.type]
    assert section.teller == event.told_by()
    assert section.words("Subject") == [event.model_fields[event.subject].alias]


@each
def test_it_names_exactly_its_fields_in_their_order(event: type[Event]) -> None:
    assert SECTIONS[event.__name__].words("Fields") == [field.alias for field in event.model_fields.values()]


@each
def test_it_says_when_it_is_told(event: type[Event]) -> None:
    assert SECTIONS[event.__name__].lines["Told"].endswith(".")


@each
def test_it_names_exactly_who_hears_it(event: type[Event]) -> None:
    hearing = {service for service, logs in listeners().items() for hears in logs.values() if event.type in hears.types}
    said = set(SECTIONS[event.__name__].words("Heard by")) & set(listeners())

    assert said == hearing
