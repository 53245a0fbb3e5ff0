"""Lists for suppliers of vouchers and cards, and the codes that come back. A cell is never a formula."""

import csv
import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kernel.refusals import BadInput, InputError

FORMULA = ("=", "+", "-", "@", "\t", "\r")
HEAD = ("referentie", "bedrag", "aantal")


@dataclass(frozen=True)
class Wanted:
    """One voucher: the supplier hears a reference and an amount, never who it is for."""

    reference: str
    cents: int


def ordered(wanted: Iterable[Wanted]) -> bytes:
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(HEAD)
    for one in wanted:
        writer.writerow((cell(one.reference), f"{one.cents // 100},{one.cents % 100:02d}", "1"))
    return text.getvalue().encode("utf-8-sig")


def codes(sent: str, pointer: str = "/csv") -> Mapping[str, str]:
    """Reference -> code, as the supplier returns them: two columns, with or without a heading."""
    found: dict[str, str] = {}
    given = set[str]()
    for number, row in enumerate(csv.reader(io.StringIO(sent.lstrip("\ufeff")), delimiter=";"), start=1):
        if not row or row[0].strip().lower() == HEAD[0]:
            continue
        if len(row) < 2 or not row[0].strip() or not row[1].strip() or row[0].strip() in found:
            raise BadInput([InputError(pointer, f"Line {number} is no reference with one code.", "referentie;code")])
        if row[1].strip() in given:
            raise BadInput([InputError(pointer, f"The code of line {number} stands on another line too.", "one code for each reference")])
        found[row[0].strip()] = row[1].strip()
        given.add(row[1].strip())
    return found


def cell(text: str) -> str:
    """A spreadsheet would calculate with what begins like this."""
    return f"'{text}" if text.startswith(FORMULA) else text
