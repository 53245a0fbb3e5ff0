"""How many letters a second: each by itself as they are sent, and a batch of them as it is printed."""

from __future__ import annotations

import argparse
import asyncio
import time
from datetime import UTC, date, datetime

from bench.bars import Bar, Figures, figure, summary, tell
from bench.places import RESULTS
from kernel.region_files import regions_folder
from schemas.words import LetterKind, RefusalReason, WaarderingForm
from services.waardering import schemes
from services.waardering.domain.letters import Given, Judged, Matter
from services.waardering.domain.letters_on_the_way import write
from services.waardering.gateways import pdf
from services.waardering.gateways.pdf import Sheet
from services.waardering.house_style import closing, letterhead, style_of

LETTERS, IN_A_BATCH = 1_000, 500
AT = datetime(2026, 11, 22, 9, tzinfo=UTC)
BARS = (
    Bar(f"{LETTERS} letters made and kept apart, seconds", 60, lambda run: figure(run, "letters", "seconds")),
    Bar(f"{IN_A_BATCH} letters set as one file to print, seconds", 30, lambda run: figure(run, "letters", "batch_seconds")),
)


async def main(given: argparse.Namespace) -> None:
    RESULTS.mkdir(parents=True, exist_ok=True)
    runs: list[dict[str, Figures]] = []
    for _ in range(given.runs):
        found = await asyncio.to_thread(measured)
        tell(RESULTS / "letters.jsonl", {f"letters_{name}": value for name, value in found.items()})
        runs.append({"letters": found})
    for line in (*summary(runs), *(bar.judged(runs) for bar in BARS)):
        print(line)


def measured() -> Figures:
    sheets = [a_letter(number) for number in range(LETTERS)]
    pdf.made(sheets[:1], title="first", at=AT)  # reads the fonts
    began = time.perf_counter()
    size = sum(len(pdf.made([one], title=one.subject, at=AT).document) for one in sheets)
    apart = time.perf_counter()
    batch = pdf.made(sheets[:IN_A_BATCH], title="batch", at=AT).document
    ended = time.perf_counter()
    return {
        "seconds": round(apart - began, 2),
        "a_second": round(LETTERS / (apart - began), 1),
        "kb_each": round(size / LETTERS / 1000, 1),
        "batch_seconds": round(ended - apart, 2),
        "batch_mb": round(len(batch) / 1e6, 2),
    }


def a_letter(number: int) -> Sheet:
    """Every third one is a refusal: they are the longest."""
    style = style_of("gooi", "GM0402")
    kind = LetterKind.REFUSED if number % 3 == 0 else LetterKind.GRANTED
    day = date(2026, 11, 22)
    known = Matter(
        scheme=schemes.read(regions_folder() / "gooi/waardering/hilversum-2024.yaml"),
        sender=style.text_of,
        reference=f"GM-2026-W{number:05d}",
        year=2026,
        received_on=day,
        decide_by=day,
        today=day,
        judged=[
            Judged(f"Voorwaarde {part} van de regeling, in gewone taal.", kind is LetterKind.GRANTED, False, "bekend", None, None)
            for part in range(8)
        ],
        given=[Given(f"Anneke Proef {number}", WaarderingForm.MONEY, 5000, "4300", None)],
        automatic=True,
        cents=5000,
        reason=RefusalReason.HOURS,
        objection_until=day,
    )
    written = write(kind, known)
    return Sheet(
        sender=letterhead("gooi", style),
        to=(f"Anneke Proef {number}", f"Huisnummer {number}", "1216 AB  Hilversum"),
        date="22 november 2026",
        reference=known.reference,
        subject=written.subject,
        salutation=f"Beste Anneke Proef {number},",
        sections=written.sections,
        closing=closing(style, "het college"),
    )
