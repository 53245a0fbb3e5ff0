"""What the pages load is made from the templates, so an icon or a class that a template asks for is in it."""

import json
import subprocess
import sys
from pathlib import Path

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
