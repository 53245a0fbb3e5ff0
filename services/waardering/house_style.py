"""How a municipality's letters look and who signs them: the region's `letters.yml`. Without it letters come from the region's desk."""

import re
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, JsonValue, StringConstraints, model_validator

from kernel.region_files import NoSuchRegion, read_region, region_folder
from schemas.base import MunicipalityCode
from schemas.words import LetterKind
from services.waardering.domain import Scheme
from services.waardering.domain.letters import Sender
from services.waardering.domain.parts import Name, Part, Text
from services.waardering.gateways.pdf import Letterhead
from services.waardering.schemes.reading import Problem, check

FILE = "letters.yml"
PLAIN = "#1b2733"
LEAST = 4.5
"""Of the colour on white (WCAG 1.4.3): the sender's name is written in it."""
MAY_BE_LEFT_OUT = frozenset({LetterKind.RECEIVED, LetterKind.PAID, LetterKind.CASE_RECEIVED, LetterKind.WAITING})
"""The law asks that a decision, a question and a delay are told."""
MOST_OF_A_LOGO = 20_000
LEADS_OUTSIDE = re.compile(r"<script|<image|<foreignObject|<!ENTITY|(?:href|src)\s*=\s*[\"'](?!#)|url\((?!#)", re.IGNORECASE)
Line = Annotated[str, StringConstraints(min_length=1, max_length=80, strip_whitespace=True)]


class Logo(Part):
    """An SVG beside this file; without pictures or links in it."""

    file: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+\.svg$")]
    alt: Line
    """What it shows, for who cannot see it."""


class Signed(Part):
    name: Name | None = None
    role: Name


class Objection(Part):
    """Where an objection goes, when that is not the sender's own address."""

    to: Annotated[tuple[Line, ...], Field(min_length=2, max_length=5)]
    online: Text | None = None


class HouseStyle(Part):
    """Of the letters of some municipalities."""

    municipalities: Annotated[tuple[MunicipalityCode, ...], Field(min_length=1)]
    sender: Name
    department: Name | None = None
    address: Annotated[tuple[Line, ...], Field(min_length=1, max_length=4)]
    phone: Line
    email: Line | None = None
    website: Line | None = None
    colour: Annotated[str, StringConstraints(pattern=r"^#[0-9a-fA-F]{6}$")] = PLAIN
    logo: Logo | None = None
    signed: Signed | None = None
    objection: Objection | None = None
    leaves_out: frozenset[LetterKind] = frozenset()
    """Letters that this municipality does not send."""

    @model_validator(mode="after")
    def _can_be_read(self) -> Self:
        if (ratio := contrast_with_white(self.colour)) < LEAST:
            told = f"{ratio:.1f}".replace(".", ",")
            raise ValueError(
                f"colour {self.colour} is te licht: het contrast met wit is {told}, minstens 4,5 is nodig; kies een donkerder kleur"
            )
        if needed := sorted(self.leaves_out - MAY_BE_LEFT_OUT):
            raise ValueError(
                f"leaves_out: {needed[0]} moet altijd verstuurd worden; weglaten kan alleen {', '.join(sorted(MAY_BE_LEFT_OUT))}"
            )
        return self

    @property
    def text_of(self) -> Sender:
        """As the text of a letter names it."""
        to = self.objection.to if self.objection else (self.sender, *self.address)
        return Sender(self.sender, self.phone, self.email, to, self.objection.online if self.objection else None)


class HouseStyles(Part):
    """`letters.yml`."""

    house_styles: tuple[HouseStyle, ...] = ()

    @model_validator(mode="after")
    def _each_once(self) -> Self:
        named = [code for one in self.house_styles for code in one.municipalities]
        if twice := next((code for code in named if named.count(code) > 1), None):
            raise ValueError(f"house_styles: {twice} staat er twee keer in")
        return self


class _Desk(BaseModel):
    model_config = ConfigDict(extra="ignore")

    name: str
    phone: str
    email: str
    address: str


class _Region(BaseModel):
    model_config = ConfigDict(extra="ignore")

    desk: _Desk


def style_for(region: str, scheme: Scheme, municipality: str | None) -> HouseStyle:
    """Of the municipality whose scheme it is; where several share one, of that in which the application is."""
    return style_of(region, municipality if municipality and municipality in scheme.municipalities else scheme.municipalities[0])


def style_of(region: str, municipality: str) -> HouseStyle:
    """The municipality's own, or a plain one of the region's desk."""
    found = next((one for one in _styles(region).house_styles if municipality in one.municipalities), None)
    return found or _of_the_desk(region, municipality)


def letterhead(region: str, style: HouseStyle) -> Letterhead:
    reach = (style.phone, style.email, style.website)
    return Letterhead(
        name=style.sender,
        department=style.department,
        lines=(*style.address, *(one for one in reach if one)),
        colour=style.colour,
        logo=_drawn(region, style.logo),
        logo_alt=style.logo.alt if style.logo else None,
    )


def _drawn(region: str, logo: Logo | None) -> str | None:
    """A file that went missing holds no letter up: the name stands there then, and check-region says so."""
    path = region_folder(region) / logo.file if logo else None
    return path.read_text(encoding="utf-8") if path and path.is_file() else None


def closing(style: HouseStyle, on_behalf: str | None) -> tuple[str, ...]:
    """`on_behalf`: in whose name the scheme says it is decided."""
    lines = ["Met vriendelijke groet,", on_behalf[:1].upper() + on_behalf[1:] if on_behalf else style.sender]
    if style.signed:
        lines += [one for one in (style.signed.name, style.signed.role) if one]
    return tuple(lines)


def _of_the_desk(region: str, municipality: str) -> HouseStyle:
    desk = _Region.model_validate(read_region(region, "region.yml")).desk
    lines = tuple(part.strip() for part in desk.address.split(",", 1))
    return HouseStyle(municipalities=(municipality,), sender=desk.name, address=lines, phone=_spoken(desk.phone), email=desk.email)


def _spoken(phone: str) -> str:
    """As people here read it out."""
    return f"0{phone[3:5]} {phone[5:8]} {phone[8:]}" if re.fullmatch(r"\+31\d{9}", phone) else phone


def _styles(region: str) -> HouseStyles:
    try:
        raw = read_region(region, FILE)
    except (FileNotFoundError, NoSuchRegion):
        return HouseStyles()
    return _made(_Raw(raw))


class _Raw:
    """Compared by identity: the reader gives the same object while the file stays the same."""

    def __init__(self, value: JsonValue) -> None:
        self.value = value

    def __hash__(self) -> int:
        return id(self.value)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Raw) and self.value is other.value


@lru_cache(maxsize=400)
def _made(raw: _Raw) -> HouseStyles:
    return HouseStyles.model_validate(raw.value)


# checking -----------------------------------------------------------------------------------------


def check_region(folder: Path) -> list[Problem]:
    """Everything wrong with the house styles of the region in this folder."""
    path = folder / FILE
    if not path.is_file():
        return []
    styles, problems = check(path, HouseStyles)
    return [*problems, *(_logos(folder, styles) if styles else ())]


def _logos(folder: Path, styles: HouseStyles) -> Iterator[Problem]:
    for logo in (one.logo for one in styles.house_styles if one.logo):
        path = folder / logo.file
        if not path.is_file():
            yield Problem(FILE, 1, f"logo: het bestand {logo.file} staat niet in deze map")
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        if "<svg" not in text or LEADS_OUTSIDE.search(text):
            yield Problem(FILE, 1, f"logo: {logo.file} moet een SVG zijn zonder plaatjes, links of scripts erin")
        if len(text) > MOST_OF_A_LOGO:
            yield Problem(FILE, 1, f"logo: {logo.file} is te groot; ten hoogste {MOST_OF_A_LOGO // 1000} kB")


def contrast_with_white(colour: str) -> float:
    """WCAG 2: between 1 and 21."""
    red, green, blue = (_linear(int(colour[place : place + 2], 16) / 255) for place in (1, 3, 5))
    return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)
