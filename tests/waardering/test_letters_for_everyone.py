"""Letters keep to PDF/UA-1, so that a screen reader reads them as they are meant: judged by veraPDF."""

import importlib
import inspect
import io
import pkgutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from schemas.words import CaseKind, CaseOutcome, LetterKind, RefusalReason, WaarderingForm
from services.waardering import domain
from services.waardering.domain import letters_in_english
from services.waardering.domain.letter_of_invitation import invitation
from services.waardering.domain.letters import Case, Given, Judged, Matter, Meeting, Sender, Written
from services.waardering.domain.letters_on_the_way import TEXTS, write
from services.waardering.gateways import many, pdf
from services.waardering.gateways.pdf import Letterhead, Sheet
from services.waardering.house_style import letterhead, style_of
from tools import verapdf

from .applications import shipped

NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
DAY = date(2026, 11, 22)
MATTER = Matter(
    scheme=shipped("gooi/waardering/hilversum-2024"),
    sender=Sender("Gemeente Hilversum", "035 555 0200", "mantelzorg@hilversum.example", ("Postbus 9900", "1201 GM Hilversum")),
    reference="GM-2026-W00042",
    year=2026,
    received_on=DAY,
    decide_by=DAY,
    today=DAY,
    judged=(
        Judged("De zorgvrager woont in Hilversum.", True, False, "Hilversum", None, None),
        Judged("U zorgt 8 uur of meer.", False, False, "4 uur per week", "artikel 4", "Anneke"),
    ),
    given=(Given("Anneke Zandvliet", WaarderingForm.MONEY, 5000, "4300", None),),
    automatic=True,
    cents=5000,
    reason=RefusalReason.HOURS,
    article="artikel 4",
    note="Wij belden u hierover.",
    objection_until=DAY,
    asked="Hoeveel uur per week zorgt u?",
    answer_by=DAY,
    case=Case(CaseKind.OBJECTION, DAY, DAY, CaseOutcome.REJECTED, "Het blijft zo.", 2300, NOW),
    meeting=Meeting("Koffie in de bieb, Kerkbrink 2", DAY),
)
PLAIN = Letterhead(name="Desk", department=None, lines=("Plein 1",), colour="#1b2733", logo=None, logo_alt=None)


def sheet(kind: LetterKind, head: Letterhead | None = None, matter: Matter = MATTER, *, english: bool = False) -> Sheet:
    answered = matter if kind is LetterKind.CASE_CLOSED or matter.case is None else replace(matter, case=replace(matter.case, outcome=None))
    return on_paper(write(kind, answered), letters_in_english.write(kind, answered) if english else None, head, matter)


def an_invitation(*, reminder: bool, english: bool = False) -> Sheet:
    asked = (MATTER.scheme, MATTER.sender)
    said = letters_in_english.invitation(*asked, until=DAY, reminder=reminder) if english else None
    return on_paper(invitation(*asked, "hilversum.example", until=DAY, reminder=reminder), said)


def on_paper(written: Written, english: Written | None = None, head: Letterhead | None = None, matter: Matter = MATTER) -> Sheet:
    return Sheet(
        sender=head or letterhead("gooi", style_of("gooi", "GM0402")),
        to=("Anneke Zandvliet", "Kerkstraat 12", "1216 AB  Hilversum"),
        english=english,
        date="22 november 2026",
        reference=matter.reference,
        subject=written.subject,
        salutation="Beste Anneke Zandvliet,",
        sections=written.sections,
        closing=("Met vriendelijke groet,", "Het college"),
    )


def made(sheets: Sequence[Sheet]) -> bytes:
    return pdf.made(sheets, title=sheets[0].subject, at=NOW).document


def every_letter() -> dict[Callable[..., Written], list[Sheet]]:
    """By what writes it; in English too, where there is an English part."""
    found = {writes: [sheet(kind), sheet(kind, english=True)] for kind, writes in TEXTS.items()}
    invitations = [an_invitation(reminder=reminder, english=english) for reminder in (False, True) for english in (False, True)]
    return {
        **found,
        write: [sheet(LetterKind.GRANTED, PLAIN)],
        letters_in_english.write: [sheet(LetterKind.REFUSED, PLAIN, english=True)],
        invitation: invitations,
        letters_in_english.invitation: invitations[1::2],
    }


def writers() -> Iterator[Callable[..., Written]]:
    """Whatever in the domain writes a letter."""
    for module in pkgutil.iter_modules(domain.__path__):
        there = importlib.import_module(f"{domain.__name__}.{module.name}")
        for name, found in inspect.getmembers(there, inspect.isfunction):
            if found.__module__ == there.__name__ and inspect.signature(found).return_annotation is Written and not name.startswith("_"):
                yield found


def test_no_letter_is_left_out_of_what_verapdf_judges():
    assert set(every_letter()) == set(writers())
    assert set(TEXTS) == set(letters_in_english.TEXTS) == set(LetterKind)
    assert [path.name for path in pdf.TEMPLATE.parent.glob("*.typ")] == [pdf.TEMPLATE.name]


@pytest.mark.verapdf
@pytest.mark.slow
def test_every_letter_and_a_batch_of_them_pass_verapdf(tmp_path: Path):
    each = {
        f"{writes.__module__.rpartition('.')[2]}.{writes.__name__}-{number}": one
        for writes, sheets in every_letter().items()
        for number, one in enumerate(sheets)
    }
    documents = {name: made([one]) for name, one in each.items()} | {"batch": made(list(each.values()))}
    files = [tmp_path / f"{name}.pdf" for name in documents]
    for file, document in zip(files, documents.values(), strict=True):
        file.write_bytes(document)

    assert verapdf.refused(files) == ""


@pytest.mark.verapdf
@pytest.mark.slow
def test_verapdf_refuses_what_is_not_made_for_everyone(tmp_path: Path):
    """Or it would prove nothing that the others pass."""
    import typst

    file = tmp_path / "plain.pdf"
    file.write_bytes(typst.compile(b"Geen titel, geen taal."))

    assert "FAIL" in verapdf.refused([file])


def test_a_letter_says_its_title_and_language_and_has_one_chapter_a_letter():
    reader = PdfReader(io.BytesIO(made([sheet(LetterKind.REFUSED)])))

    assert reader.metadata is not None
    assert str(reader.metadata.title).startswith("Uw aanvraag is afgewezen")
    assert str(reader.trailer["/Root"]["/Lang"]).startswith("nl")  # type: ignore[index]
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"]  # type: ignore[index]


def test_the_english_part_is_marked_as_english_and_the_rest_as_dutch():
    reader = PdfReader(io.BytesIO(made([sheet(LetterKind.REFUSED, english=True)])))
    root = reader.trailer["/Root"]
    spoken = dict(titles(root["/StructTreeRoot"], str(root["/Lang"])))  # type: ignore[index]

    assert spoken == {"en": 1, "nl": 1}


def titles(element: Any, language: str) -> Counter[str]:
    """How many titles of the first level are read out in which language: an element's own, or of what it stands in."""
    element = element.get_object()
    if not isinstance(element, DictionaryObject):
        return sum((titles(one, language) for one in element), Counter()) if isinstance(element, ArrayObject) else Counter()
    language = str(element.get("/Lang", language))
    own = Counter([language.partition("-")[0]]) if element.get("/S") == "/H1" else Counter[str]()
    return own + (titles(element["/K"], language) if "/K" in element else Counter())


def test_the_same_letter_at_the_same_moment_is_the_same_bytes():
    assert made([sheet(LetterKind.GRANTED)]) == made([sheet(LetterKind.GRANTED)])


@pytest.mark.parametrize("kind", list(LetterKind))
def test_every_kind_of_letter_is_written_in_short_sentences_and_says_whom_to_ask(kind: LetterKind):
    said = sheet(kind).sections
    sentences = [one for part in said for text in (*part.paragraphs, *part.after) for one in text.split(". ")]

    assert kind in TEXTS
    assert "035 555 0200" in said[-1].paragraphs[0]
    assert max(len(one.split()) for one in sentences) <= 30
    assert not any(word in " ".join(sentences).casefold() for word in ("derhalve", "middels", "teneinde", "dient te", "inzake"))


@pytest.mark.parametrize(
    ("typed", "lost"),
    [
        ("Dank u 😀", "😀"),
        ("中文", "中文"),
        ("tussen\x00in", ""),
        ("\ufeffvooraan", ""),
        ("Şükrü, Łucja, Αθηνά, عمر", ""),
        ("ትግርኛ", "ትግርኛ"),
    ],
)
def test_a_sign_that_no_font_has_holds_no_letter_up_and_is_named(typed: str, lost: str):
    one = sheet(LetterKind.GRANTED).model_copy(update={"salutation": typed})
    found = pdf.made([one], title="t", at=NOW)

    assert sorted(found.lost) == sorted(lost)
    assert found.letters[0].salutation == "".join("?" if sign in lost else sign for sign in typed if sign not in "\x00\ufeff")
    assert pdf.made(found.letters, title="t", at=NOW).document == found.document


async def test_many_letters_are_set_in_a_process_of_their_own_and_come_out_the_same():
    letters = [sheet(LetterKind.GRANTED) for _ in range(many.FEW + 1)]

    assert await many.made(letters, title="Stapel", at=NOW) == pdf.made(letters, title="Stapel", at=NOW).document


async def test_what_cannot_be_set_there_is_told_here():
    letters = [sheet(LetterKind.GRANTED).model_copy(update={"sender": PLAIN.model_copy(update={"colour": "geen kleur"})})] * (many.FEW + 1)

    with pytest.raises(pdf.CannotBeSet):
        await many.made(letters, title="Stapel", at=NOW)
