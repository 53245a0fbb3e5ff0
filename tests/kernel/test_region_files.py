"""A region's files are found beside the code, or where the environment says."""

import os

import pytest

from kernel.region_files import NoSuchRegion, read_region, region_folder, regions


def test_the_region_that_ships_is_found():
    assert "gooi" in regions()


def test_a_folder_of_ones_own_overrides_what_ships(tmp_path, monkeypatch):
    (tmp_path / "elders").mkdir()
    (tmp_path / "elders" / "region.yml").write_text("name: Elders\nsince: 2026-01-02\n")
    monkeypatch.setenv("MANTELBRUG_REGIONS", str(tmp_path))

    assert regions() == ("elders",)
    assert read_region("elders", "region.yml") == {"name": "Elders", "since": "2026-01-02"}


def test_a_changed_file_is_read_again(tmp_path, monkeypatch):
    file = tmp_path / "elders" / "region.yml"
    file.parent.mkdir()
    file.write_text("name: Elders")
    monkeypatch.setenv("MANTELBRUG_REGIONS", str(tmp_path))
    read_region("elders", "region.yml")
    file.write_text("name: Overal")

    os.utime(file, ns=(1, 1))

    assert read_region("elders", "region.yml") == {"name": "Overal"}


@pytest.mark.parametrize("name", ["nergens", "../gooi", "", "Gooi"])
def test_a_region_without_data_is_named(name):
    with pytest.raises(NoSuchRegion):
        region_folder(name)
