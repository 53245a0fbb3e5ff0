"""A municipality's letters look as its file says, can be read, and what is wrong with the file is told by line."""

from pathlib import Path

import pytest

from kernel.region_files import region_folder
from services.waardering import house_style
from services.waardering.house_style import FILE, check_region, contrast_with_white, letterhead, style_of

ONE = """house_styles:
  - municipalities: [GM0402]
    sender: Gemeente Hilversum
    address: ["Postbus 9900", "1201 GM Hilversum"]
    phone: "035 555 0200"
"""


def wrong(folder: Path, more: str) -> list[str]:
    (folder / FILE).write_text(ONE + more, encoding="utf-8")
    return [str(problem) for problem in check_region(folder)]


def test_the_region_that_ships_has_house_styles_without_a_fault():
    assert check_region(region_folder("gooi")) == []


def test_a_region_without_the_file_writes_from_its_desk(tmp_path: Path):
    style = style_of("gooi", "GM1942")

    assert check_region(tmp_path) == []
    assert (style.sender, style.phone) == ("Aanmeldpunt Mantelzorg Gooi", "035 555 0100")
    assert style.text_of.objection_to == ("Aanmeldpunt Mantelzorg Gooi", "Stadhuisplein 1", "1211 ZZ Hilversum")


def test_the_letterhead_has_the_municipality_s_own_logo_with_words_for_who_cannot_see_it():
    head = letterhead("gooi", style_of("gooi", "GM0402"))

    assert head.logo is not None
    assert "<svg" in head.logo
    assert head.logo_alt == "Gemeente Hilversum"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ('    colour: "#8fd3c8"\n', "te licht"),
        ("    colour: groen\n", "colour"),
        ("    leaves_out: [refused]\n", "refused moet altijd verstuurd worden"),
        ("    logo: {file: logo.svg, alt: Hilversum}\n", "logo.svg staat niet in deze map"),
        ("    telefoon: 035\n", "telefoon"),
        (ONE.partition("\n")[2], "GM0402 staat er twee keer in"),
    ],
)
def test_what_is_wrong_is_told_with_what_would_be_right(tmp_path: Path, more: str, said: str):
    found = wrong(tmp_path, more)

    assert any(said in one for one in found), found
    assert all(one.startswith(f"{FILE}:") for one in found)


@pytest.mark.parametrize(
    "drawing",
    [
        '<svg><image href="https://example.org/x.png"/></svg>',
        "<svg><script>1</script></svg>",
        '<svg><use xlink:href="file:///etc/passwd"/></svg>',
        "geen tekening",
    ],
)
def test_a_logo_leads_nowhere_and_runs_nothing(tmp_path: Path, drawing: str):
    (tmp_path / "logo.svg").write_text(drawing, encoding="utf-8")

    assert any("zonder plaatjes, links of scripts" in one for one in wrong(tmp_path, "    logo: {file: logo.svg, alt: Hilversum}\n"))


def test_contrast_is_that_of_wcag():
    assert contrast_with_white("#000000") == pytest.approx(21)
    assert contrast_with_white("#ffffff") == pytest.approx(1)
    assert contrast_with_white("#767676") == pytest.approx(4.54, abs=0.01)


def test_a_logo_that_went_missing_holds_no_letter_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    for path in region_folder("gooi").glob("*.yml"):
        (tmp_path / "gooi").mkdir(exist_ok=True)
        (tmp_path / "gooi" / path.name).write_text(path.read_text(encoding="utf-8"), encoding="utf-8")
    monkeypatch.setenv("MANTELBRUG_REGIONS", str(tmp_path))

    assert house_style.letterhead("gooi", style_of("gooi", "GM0402")).logo is None
