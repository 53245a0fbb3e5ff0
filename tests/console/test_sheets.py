"""A list as a sheet: whatever people are called, nothing in it is ever a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import AsyncIterator, Sequence
from pathlib import Path

import pytest
from openpyxl import load_workbook

from services.console import sheets
from services.console.sheets import Cell

HEAD = ("Naam", "Bedrag", "Jaar")
MEAN = ["=1+1", "+31612345678", "-2", "@SUM(A1)", "\t=1", 'Jansen; de "oude"', "Müller"]


async def rows(names: Sequence[str]) -> AsyncIterator[Sequence[Cell]]:
    for name in names:
        yield [name, 12.5, 2026]


async def whole(pieces: AsyncIterator[bytes]) -> bytes:
    return b"".join([piece async for piece in pieces])


async def test_a_cell_that_looks_like_a_formula_stays_text_in_csv():
    text = (await whole(sheets.as_csv(HEAD, rows(MEAN)))).decode("utf-8-sig")
    read = list(csv.reader(io.StringIO(text), delimiter=";"))

    assert read[0] == list(HEAD)
    assert [line[0] for line in read[1:]] == ["'=1+1", "'+31612345678", "'-2", "'@SUM(A1)", "'\t=1", 'Jansen; de "oude"', "Müller"]
    assert read[1][1:] == ["12,50", "2026"]


async def test_a_cell_that_looks_like_a_formula_stays_text_in_excel(tmp_path: Path):
    made = await whole(sheets.as_excel(HEAD, rows(MEAN), name="Aanvragen", folder=tmp_path))
    sheet = load_workbook(io.BytesIO(made))["Aanvragen"]
    cells = [sheet.cell(row, 1) for row in range(2, 2 + len(MEAN))]

    assert [cell.value for cell in cells] == MEAN
    assert {cell.data_type for cell in cells} == {"s"}
    assert (sheet.cell(2, 2).value, sheet.cell(2, 3).value) == (12.5, 2026)


async def test_the_file_is_gone_once_it_was_sent_also_when_its_reader_left(tmp_path: Path):
    await whole(sheets.as_excel(HEAD, rows(MEAN), name="Aanvragen", folder=tmp_path))
    pieces = sheets.as_excel(HEAD, rows(MEAN), name="Aanvragen", folder=tmp_path)
    await anext(pieces)
    await pieces.aclose()  # type: ignore[attr-defined]  # an async generator, told as an iterator

    assert list(tmp_path.iterdir()) == []


async def test_a_list_that_breaks_off_halfway_leaves_nothing_behind(tmp_path: Path):
    async def broken() -> AsyncIterator[Sequence[Cell]]:
        yield ["Jansen", 1.0, 2026]
        raise ConnectionError

    with pytest.raises(ConnectionError):
        await whole(sheets.as_excel(HEAD, broken(), name="Aanvragen", folder=tmp_path))

    assert list(tmp_path.iterdir()) == []
