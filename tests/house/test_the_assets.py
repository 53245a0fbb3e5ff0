"""What the pages load is made from the templates, so an icon or a class that a template asks for is in it."""

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

ASSETS = Path(__file__).resolve().parents[2] / "services/console/assets"
NODE = Path(sys.executable).parent / "node"


def node(script: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([NODE, "--input-type=module", "-e", script], cwd=ASSETS, capture_output=True, text=True, check=False)


def sprite_for(template: str) -> subprocess.CompletedProcess[str]:
    sources = json.dumps([{"path": "templates/page.html", "text": template}])
    return node(
        f"import {{ sprite }} from './icons.mjs'; process.stdout.write(sprite('node_modules/@tabler/icons/icons/outline', {sources}))"
    )


def css_for(text: str) -> str:
    css = ".utrecht-alert{a:b}.utrecht-alert--warning{c:d}.utrecht-alert--error{e:f}.utrecht-map{g:h}"
    return node(
        f"import {{ cutToUse }} from './cut.mjs'; process.stdout.write(await cutToUse({json.dumps(css)}, [{json.dumps(text)}]))"
    ).stdout


@pytest.mark.slow
def test_a_page_finds_all_its_assets_at_every_moment_while_two_builds_run_at_once(tmp_path: Path) -> None:
    out, looked = tmp_path / "static", 0
    builds = [subprocess.Popen([NODE, "build.mjs", out], cwd=ASSETS, stdout=subprocess.DEVNULL) for _ in range(2)]
    while any(build.poll() is None for build in builds):
        if (out / "manifest.json").exists():
            looked += 1
            missing = [name for name in json.loads((out / "manifest.json").read_text()).values() if not (out / name).exists()]
            assert missing == []
        time.sleep(0.005)

    assert [build.wait() for build in builds] == [0, 0]
    assert looked
    assert [path.name for path in tmp_path.iterdir()] == ["static"]


def test_what_no_page_names_any_more_goes_an_hour_later(tmp_path: Path) -> None:
    out = tmp_path / "static"
    (out / "fonts").mkdir(parents=True)
    old, young = out / "fonts" / "old.0123456789.woff2", out / "live.0123456789.js"
    for file in (old, young):
        file.write_text("")
    os.utime(old, (time.time() - 7200,) * 2)
    subprocess.run([NODE, "build.mjs", out], cwd=ASSETS, stdout=subprocess.DEVNULL, check=True)

    assert (old.exists(), young.exists()) == (False, True)


def test_an_icon_that_a_template_names_is_in_the_sprite() -> None:
    made = sprite_for('{{ icon("ambulance") }} {{ badge("Te laat", "late", "anchor") }}')

    assert made.returncode == 0, made.stderr
    assert 'id="ambulance"' in made.stdout
    assert 'id="anchor"' in made.stdout


def test_an_icon_that_does_not_exist_stops_the_build_and_names_the_template() -> None:
    made = sprite_for('{{ icon("no-such-picture") }}')

    assert made.returncode != 0
    assert "no-such-picture (templates/page.html)" in made.stderr


def test_only_classes_that_a_page_uses_are_kept() -> None:
    kept = css_for('<div class="utrecht-alert utrecht-alert--warning">')

    assert "utrecht-alert--warning" in kept
    assert "utrecht-alert--error" not in kept
    assert "utrecht-map" not in kept


def test_a_class_made_up_while_the_page_is_written_keeps_all_its_variants() -> None:
    kept = css_for('<div class="utrecht-alert--{{ kind }}">')

    assert "utrecht-alert--warning" in kept
    assert "utrecht-alert--error" in kept
