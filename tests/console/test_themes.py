"""A municipality chooses its colours; whether people can read them is checked."""

from pathlib import Path

import pytest

from services.console import theme

CSS = (Path(theme.__file__).parent / "assets" / "themes.css").read_text(encoding="utf-8")
GOOD = theme.tones_in(CSS, "gooi")


@pytest.mark.parametrize("name", ["gooi", "duin"])
def test_the_themes_that_we_ship_can_be_read(name: str) -> None:
    tones = theme.tones_in(CSS, name)

    assert set(tones) == set(theme.TONES)
    assert theme.problems(tones) == []


def test_black_on_white_has_the_most_contrast_there_is() -> None:
    assert theme.contrast("#000000", "#ffffff") == pytest.approx(21)
    assert theme.contrast("#ffffff", "#ffffff") == pytest.approx(1)
    assert theme.contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"500": "#8cc3b8"}, "Toon 500 (#8cc3b8) is te licht"),
        ({"400": "#bfdfd8"}, "Toon 400 (#bfdfd8) is te licht"),
        ({"500": "#777777"}, "4,5 is nodig"),
        ({"700": "groen"}, "schrijf zes cijfers of letters na een hekje"),
        ({"850": "#000000"}, "Toon 850 bestaat niet"),
        ({"50": "#06302c", "700": "#f1f8f6"}, "De tonen lopen niet van licht (50) naar donker (700)."),
    ],
)
def test_a_theme_that_people_cannot_read_is_refused_with_what_to_do(changed: dict[str, str], says: str) -> None:
    assert any(says in problem for problem in theme.problems({**GOOD, **changed}))


def test_a_tone_that_is_missing_is_named() -> None:
    assert theme.problems({tone: colour for tone, colour in GOOD.items() if tone != "300"}) == ["Toon 300 ontbreekt."]


def test_a_theme_that_the_stylesheet_does_not_know_has_no_tones() -> None:
    assert theme.tones_in(CSS, "elders") == {}
