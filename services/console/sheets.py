"""A list as a sheet: CSV line by line, or Excel in a file of its own that is sent and forgotten. Nothing in it is ever a formula."""

import csv
import io
from collections.abc import AsyncIterator, Iterator, Sequence
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Final

Cell = str | int | float
Rows = AsyncIterator[Sequence[Cell]]
BEGINS_A_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")
PIECE: Final = 64 * 1024
BOM: Final = "\ufeff"
"""By it Excel knows that it reads UTF-8."""


def plain(cell: Cell) -> Cell:
    """What a spreadsheet would take for a formula stays text: in Excel behind an apostrophe, as people type it themselves."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(BEGINS_A_FORMULA) else cell


async def as_csv(head: Sequence[str], rows: Rows) -> AsyncIterator[bytes]:
    """With semicolons, as Dutch spreadsheets expect."""
    yield (BOM + _line(head)).encode()
    async for row in rows:
        yield _line([plain(cell) for cell in row]).encode()


def _line(cells: Sequence[Cell]) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=";", lineterminator="\r\n").writerow([_dutch(cell) for cell in cells])
    return text.getvalue()


def _dutch(cell: Cell) -> str:
    return f"{cell:.2f}".replace(".", ",") if isinstance(cell, float) else str(cell)


async def as_excel(head: Sequence[str], rows: Rows, *, name: str, folder: Path | None = None) -> AsyncIterator[bytes]:
    """A row at a time goes to disk, so that a long list needs no more memory than a short one."""
    import xlsxwriter  # here, for who never asks for a sheet loads it for nothing

    with NamedTemporaryFile(suffix=".xlsx", dir=folder, delete=False) as made:
        path = Path(made.name)
    try:
        book = xlsxwriter.Workbook(str(path), {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
        sheet, bold, money = book.add_worksheet(name[:31]), book.add_format({"bold": True}), book.add_format({"num_format": "#,##0.00"})
        sheet.freeze_panes(1, 0)
        for column, text in enumerate(head):
            sheet.write_string(0, column, text, bold)
            sheet.set_column(column, column, max(12, min(len(text) + 4, 40)))
        number = 0
        async for row in rows:
            number += 1
            for column, cell in enumerate(row):
                if isinstance(cell, str):
                    sheet.write_string(number, column, cell)
                else:
                    sheet.write_number(number, column, cell, money if isinstance(cell, float) else None)
        book.close()
        for piece in _pieces(path):
            yield piece
    finally:
        _forget(path)


def _forget(path: Path) -> None:
    path.unlink(missing_ok=True)


def _pieces(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            yield piece
