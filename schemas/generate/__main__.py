"""Writes schemas/json and schemas/asyncapi.yaml; `--check` only compares, `--release` also promises the events as they are now."""

import argparse
import difflib
import json
import sys
from pathlib import Path

from schemas.generate import asyncapi, json_schemas
from schemas.generate.json_schemas import Json
from schemas.generate.promises import broken

SCHEMAS = Path(__file__).parents[1]
RELEASED = SCHEMAS / "released"
"""The events as they were promised: one file a type, written by `--release` and by nobody's hand."""

EXAMPLE = """\
examples:
  python -m schemas.generate             after a change of an event or resource
  python -m schemas.generate --check     in CI: exit code 1 on drift or a broken promise
  python -m schemas.generate --release   at a release: what is told now is promised from now on
"""


def expected() -> dict[Path, str]:
    """What should stand in schemas/, by its path there."""
    made = {Path("json") / name: _text(schema) for name, schema in json_schemas.files().items()}
    return made | {Path("asyncapi.yaml"): asyncapi.document()}


def present(root: Path) -> dict[Path, str]:
    """What stands there, including what no event or resource stands behind any more."""
    files = [*(root / "json").rglob("*.json"), *root.glob("asyncapi.yaml")]
    return {file.relative_to(root): file.read_text() for file in files}


def drift(there: dict[Path, str], should: dict[Path, str]) -> list[str]:
    """The difference as a diff that reads from what stands there to what should."""
    lines: list[str] = []
    for path in sorted(there.keys() | should.keys()):
        before, after = there.get(path, "").splitlines(), should.get(path, "").splitlines()
        names = (f"schemas/{path}" if path in there else "(missing)", f"schemas/{path}" if path in should else "(no longer generated)")
        lines += difflib.unified_diff(before, after, *names, lineterm="", n=2)
    return lines


def broken_promises(released: Path, now: dict[str, Json]) -> list[str]:
    """What was released and no longer holds."""
    lines = []
    for file in sorted(released.glob("*.json")):
        if file.name not in now:
            lines.append(f"{file.stem}: is gone; its rows stay in the logs, so the class has to stay")
            continue
        lines += [f"{file.stem}: {what}" for what in broken(json.loads(file.read_text()), now[file.name])]
    return lines


def write(root: Path, should: dict[Path, str]) -> None:
    for path in present(root).keys() - should.keys():
        (root / path).unlink()
    for path, text in should.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)


def release(root: Path, now: dict[str, Json]) -> None:
    root.mkdir(exist_ok=True)
    for name, schema in now.items():
        (root / name).write_text(_text(schema))


def _text(schema: Json) -> str:
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        "python -m schemas.generate", description=__doc__, epilog=EXAMPLE, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="write nothing; exit code 1 when something differs")
    parser.add_argument("--release", action="store_true", help="promise the events as they are now")
    asked = parser.parse_args(arguments)
    told = {name: schema for name, schema in json_schemas.files().items() if "/" not in name}
    if promises := broken_promises(RELEASED, told):
        sys.stderr.write("These changes break what was promised; give the changed event a new version beside the old one:\n")
        sys.stderr.write("".join(f"  {line}\n" for line in promises))
        return 1
    should = expected()
    if asked.check:
        if lines := drift(present(SCHEMAS), should):
            sys.stderr.write("\n".join(lines) + "\n\nschemas/ is not what the code says: run `make schemas` and commit what it writes.\n")
            return 1
        sys.stdout.write(f"{len(told)} events and {len(should) - len(told)} other documents stand as the code says; every promise holds.\n")
        return 0
    write(SCHEMAS, should)
    if asked.release:
        release(RELEASED, told)
    sys.stdout.write(f"{len(should)} documents written below schemas/.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
