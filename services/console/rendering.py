"""Templates into pages: one environment, escaped always, nothing undefined ever."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from schemas.labels import label, labels
from services.console.domain import everyday, moments, names
from services.console.forms import Form
from services.console.region import RegionPages
from services.console.static_files import static

HTML: Final = "text/html; charset=utf-8"


@dataclass(frozen=True)
class MenuItem:
    key: str
    label: str
    href: str


@dataclass(frozen=True)
class Frame:
    """What stands around a page: whose region it is, who looks, and the secrets that its forms carry."""

    region: RegionPages
    now: datetime
    csrf: str = ""
    me: str | None = None
    menu: tuple[MenuItem, ...] = ()
    home: str = "/"
    here: str = ""
    live: bool = False
    leave: str = "/uitloggen"
    printed_by: str | None = None

    @property
    def desk(self) -> bool:
        """Staff pages are denser, load htmx and have a menu."""
        return self.me is not None


@dataclass(frozen=True)
class Templates:
    environment: Environment = field(default_factory=lambda: _environment())

    def render(self, template: str, frame: Frame, data: Mapping[str, object]) -> str:
        return (
            self.environment.get_template(template).render({"frame": frame, "region": frame.region, **_moments(frame.now), **data}).lstrip()
        )

    def part(self, template: str, macro: str, frame: Frame, *arguments: object) -> Markup:
        """One macro of a page, for the piece that htmx swaps in."""
        module = self.environment.get_template(template).make_module({"frame": frame, "region": frame.region, **_moments(frame.now)})
        return Markup(getattr(module, macro)(*arguments))  # noqa: S704 - what a macro gives is escaped already


def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals |= {
        "static": static,
        "label": label,
        "labels": labels,
        "language": everyday.language,
        "initials": names.initials,
        "genitive": names.genitive,
        "phone": names.spoken_phone,
        "postcode": names.spoken_postcode,
        "birthday": moments.birthday,
        "since": moments.since,
        "in_full": moments.in_full,
        "clock": moments.clock,
        "once": lambda: str(uuid4()),
        "no_form": Form(),
    }
    return environment


def _moments(now: datetime) -> dict[str, object]:
    """The words for a moment that depend on what day it is."""
    return {
        "now": now,
        "moment": lambda at: moments.moment(at, now),
        "day": lambda at: moments.day(moments.local(at).date(), moments.local(now).date()),
        "date": lambda on: moments.date_in_full(on, moments.local(now).date()),
        "short_day": lambda at: moments.short_day(at, now),
        "due_words": lambda at: moments.due_words(at, now),
        "due_short": lambda at: moments.due_short(at, now),
        "due_kind": lambda at: moments.due_kind(at, now),
    }
