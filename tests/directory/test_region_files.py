"""A region's staff hear everything that is wrong with their files at once, at the line where it stands."""

import shutil
from pathlib import Path

import pytest

from kernel.region_files import region_folder
from services.directory.reactions import RegionIsWrong, read_the_regions
from services.directory.region import check, demo_clients, demo_people


@pytest.fixture
def region(tmp_path: Path) -> Path:
    """A copy of gooi to spoil."""
    return Path(shutil.copytree(region_folder("gooi"), tmp_path / "gooi"))


def spoil(region: Path, file: str, old: str, new: str) -> int:
    """Replaces the first of `old`; answers the line where it stood."""
    text = (region / file).read_text()
    assert old in text
    (region / file).write_text(text.replace(old, new, 1))
    return text[: text.index(old)].count("\n") + 1


def said(region: Path) -> list[tuple[str, int, str]]:
    return [(problem.file, problem.line, problem.message) for problem in check(region)]


@pytest.mark.parametrize("name", ["gooi"])
def test_the_regions_that_ship_are_right(name: str):
    assert [str(problem) for problem in check(region_folder(name))] == []


def test_a_misspelt_field_is_named_with_its_line(region: Path):
    line = spoil(region, "offers.yml", "  summary:", "  sumary:")

    found = said(region)

    assert ("offers.yml", line, "sumary: kennen wij niet; is het goed gespeld? | is not known here; is it spelt right?") in found
    assert any(message == "summary: ontbreekt | is missing" for _, _, message in found)


def test_all_mistakes_are_told_at_once_over_all_files(region: Path):
    spoil(region, "region.yml", "prefix: GM", "prefix: gooi en omstreken")
    spoil(region, "offers.yml", "support_areas: [information-and-advice]", "support_areas: [information]")
    spoil(region, "organisations.yml", "  kind: intake", "  kind: loket")
    spoil(region, "people.yml", "@aanmeldpunt-gooi.example", " bij aanmeldpunt")

    assert [(file, message.partition(":")[0]) for file, _, message in said(region)] == [
        ("offers.yml", "support_areas"),
        ("organisations.yml", "kind"),
        ("people.yml", "email"),
        ("region.yml", "reference_prefix"),
    ]


def test_an_offer_of_an_unknown_organisation_is_found(region: Path):
    line = spoil(region, "offers.yml", "organisation: versa-welzijn", "organisation: versa-welzin")

    assert said(region) == [("offers.yml", line, "versa-welzin staat niet in organisations.yml | versa-welzin is not in organisations.yml")]


def test_a_role_that_the_organisation_does_not_have_is_found(region: Path):
    line = spoil(region, "people.yml", "roles: [analyst]", "roles: [administrator]")

    ((file, at, message),) = said(region)
    assert (file, at) == ("people.yml", line)
    assert message.startswith("de rol administrator hoort niet bij gemeente-hilversum")


def test_two_municipalities_do_not_share_a_postcode(region: Path):
    spoil(region, "region.yml", "[1270, 1277]", "[1211, 1277]")

    assert ["deze postcodes zijn ook van Hilversum" in message for _, _, message in said(region)][:1] == [True]


def test_a_municipality_from_elsewhere_is_found(region: Path):
    spoil(region, "offers.yml", "municipalities: [GM0402]", "municipalities: [GM0363]")

    assert [message for _, _, message in said(region)] == [
        "GM0363 is geen gemeente van deze regio | GM0363 is not one of this region's municipalities"
    ]


def test_a_key_used_twice_is_found(region: Path):
    spoil(region, "organisations.yml", "key: mee\n", "key: vth\n")

    assert ("vth komt twee keer voor | vth is used twice") in [message for _, _, message in said(region)]


def test_a_field_written_twice_is_found_where_yaml_would_keep_the_last(region: Path):
    line = spoil(region, "region.yml", "theme: gooi", "theme: gooi\ntheme: duin")

    assert ("region.yml", line + 1, "theme: staat hier twee keer | is here twice") in said(region)


def test_broken_yaml_is_told_with_its_line_and_the_other_files_are_still_read(region: Path):
    line = spoil(region, "region.yml", "name: Gooi en omstreken", 'name: "Gooi en omstreken')
    spoil(region, "organisations.yml", "  kind: intake", "  kind: loket")

    files = {file for file, _, _ in said(region)}

    assert files == {"region.yml", "organisations.yml"}
    assert next(at for file, at, _ in said(region) if file == "region.yml") >= line


def test_hours_that_overlap_are_no_calendar(region: Path):
    spoil(region, "region.yml", '[["08:30", "17:00"]]', '[["17:00", "08:30"]]')

    assert [(file, "desk" in message or "hours" in message) for file, _, message in said(region)] == [("region.yml", True)]


def test_a_missing_file_and_another_folder_name_are_found(region: Path):
    (region / "people.yml").unlink()
    moved = region.rename(region.parent / "duin")

    assert [(file, message.partition(",")[0]) for file, _, message in said(moved)] == [
        ("people.yml", "dit bestand ontbreekt | this file is missing"),
        ("region.yml", "code is gooi"),
    ]


def test_the_demo_people_can_log_in_as_who_they_are():
    fatima = next(person for person in demo_people("gooi") if person.email.startswith("fatima"))

    assert (fatima.name, fatima.organisation, fatima.roles) == ("Fatima El Idrissi", "aanmeldpunt-gooi", ("assessor",))
    assert {client.client_id: client.kinds for client in demo_clients("gooi")}["demo-gp"] == ("gp", "gp-nurse")


async def test_the_house_does_not_start_on_a_wrong_region_and_says_which_line(region: Path, monkeypatch: pytest.MonkeyPatch):
    line = spoil(region, "offers.yml", "organisation: versa-welzijn", "organisation: versa-welzin")
    monkeypatch.setenv("MANTELBRUG_REGIONS", str(region.parent))

    with pytest.raises(RegionIsWrong, match=f"offers.yml:{line}: versa-welzin staat niet in organisations.yml"):
        await read_the_regions()
