"""What the pages say of the region: its name, its desk, its texts. Read from the region's own file, so that its staff change them."""

from collections.abc import Sequence
from datetime import time
from functools import lru_cache

from babel.lists import format_list
from pydantic import BaseModel, ConfigDict

from kernel.region_files import read_region, region_folder
from kernel.working_time import ClosingDay, WorkingTime


class _Data(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")


class Municipality(_Data):
    code: str
    name: str
    postcodes: tuple[tuple[int, int], ...] = ()
    places: tuple[str, ...] = ()
    """Towns and villages in it that are called otherwise."""


class Desk(_Data):
    name: str
    phone: str
    email: str
    address: str = ""
    rota_outside_hours: bool = False
    opening_hours: dict[str, tuple[tuple[time, time], ...]]
    closing_days: tuple[ClosingDay, ...] = ()

    @property
    def hours(self) -> WorkingTime:
        return WorkingTime(opening_hours=self.opening_hours, closing_days=self.closing_days)


class SafetyNumber(_Data):
    name: str
    phone: str
    when: str = ""


class Safety(_Data):
    officer: str
    officer_role: str
    numbers: tuple[SafetyNumber, ...]
    text: str
    outside_hours: str


class Texts(_Data):
    owner: str
    controller: str
    privacy: str
    who_reads: str
    no_bsn: str
    what_next: str
    call_us: str
    complaint: str


class RegionPages(_Data):
    code: str
    name: str
    theme: str
    municipalities: tuple[Municipality, ...]
    desk: Desk
    safety: Safety
    texts: Texts

    @property
    def short_name(self) -> str:
        """For a page's title: the region's first word."""
        return self.name.split(" en ")[0]

    def town(self, code: str | None) -> str:
        return next((m.name for m in self.municipalities if m.code == code), "plaats onbekend")

    def towns(self, codes: Sequence[str]) -> str:
        """As one says it: Blaricum, Eemnes en Laren."""
        return format_list(sorted(self.town(code) for code in codes), locale="nl")


def region_pages(code: str) -> RegionPages:
    return _parsed(code, (region_folder(code) / "region.yml").stat().st_mtime_ns)


@lru_cache(maxsize=16)
def _parsed(code: str, _changed: int) -> RegionPages:
    return RegionPages.model_validate(read_region(code, "region.yml"))
