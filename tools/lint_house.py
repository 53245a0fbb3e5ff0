"""The rules of the house that no other linter knows. `python -m tools.lint_house` names every place that breaks one."""

import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1]
LONGEST_ROOM = 300
LONGER_ROOMS: dict[str, str] = {}
"""Named escapes from the length of a room: path -> why. One that is no longer needed is an error too."""

# Put together here, so that this file itself names none of them.
REGISTRIES = [
    ".".join(words)
    for words in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs"),
        ("npmjs", "org"),
        ("registry", "yarnpkg"),
        ("crates", "io"),
        ("proxy", "golang"),
        ("repo1", "maven"),
        ("repo", "maven"),
        ("deb", "debian"),
        ("security", "debian"),
    )
]
MACHINE_FOLDERS = [
    "/".join(("", *folder))
    for folder in (("work", ""), ("root", ""), ("home", r"\w+", ""), ("Users", r"\w+", ""), ("opt", "wheels"), ("tmp", r"\w+"))
]


@dataclass(frozen=True)
class Rule:
    where: re.Pattern[str]
    never: re.Pattern[str]
    why: str
    but_in: re.Pattern[str] = re.compile(r"(?!)")


def rule(where: str, never: str, why: str, *, but_in: str = "(?!)") -> Rule:
    return Rule(re.compile(where), re.compile(never), why, re.compile(but_in))


PYTHON, PAGES, ANY = r"^(kernel|schemas|services)/.*\.py$", r"^services/.*\.(html|jinja)$", r"."
RULES = (
    rule(
        PYTHON,
        r"\b(datetime\.now|utcnow|time\.time|date\.today)\(",
        "there is one clock: work.now",
        but_in=r"^kernel/(clock\.py|embedded)",
    ),
    rule(
        r"^services/.*\.(py|sql)$",
        r"(?i)(?<![\w.])(now\(\)|(statement|clock)_timestamp\(\)|current_(timestamp|date|time)\b|localtimestamp\b)|\bfunc\.(now|current_\w+)\b",
        "the database has no clock here: pass work.now as a parameter",
    ),
    rule(PAGES, r"\|\s*safe\b|autoescape\s+false", "a page escapes everything"),
    rule(PAGES, r"(?i)<script(?![^>]*\bsrc=)", "no script in a page: the content policy refuses it (assets/live.js)"),
    rule(PAGES, r"(?i)\son[a-z]+\s*=\s*[\"']|\bhx-on\b|javascript:|[\"']js:", "no script in an attribute: the content policy refuses it"),
    rule(PAGES, r"(?i)\sstyle\s*=|<style\b", "no style in a page: a class in app.css", but_in=r"^services/notifications/|/mails?/"),
    rule(
        PAGES,
        r"(?i)(?:\bsrc|<link[^>]+href)=[\"'](?:https?:)?//",
        "a page loads nothing from elsewhere",
        but_in=r"^services/notifications/|/mails?/",
    ),
    rule(
        ANY,
        "|".join(map(re.escape, REGISTRIES)),
        "no registry is named in the repository: where packages come from is the machine's choice",
    ),
    rule(ANY, rf"(?<![\w.}}/-])(?:{'|'.join(MACHINE_FOLDERS)})", "a path of one machine"),
    rule(r"^requirements/|package-lock\.json$", r"://|\"resolved\":", "a lock pins what, not where from (make lock)"),
)


def files() -> list[str]:
    """Everything that is, or would be, in the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=HOUSE, check=True, capture_output=True, text=True
    )
    return sorted(name for name in listed.stdout.split("\0") if name and (HOUSE / name).is_file())


def broken_lines(name: str, text: str) -> Iterator[str]:
    rules = [r for r in RULES if r.where.search(name) and not r.but_in.search(name)]
    for number, line in enumerate(text.splitlines(), start=1):
        for r in rules:
            if found := r.never.search(line):
                yield f"{name}:{number}: {found[0].strip()!r}: {r.why}"


def too_long(name: str, text: str) -> Iterator[str]:
    lines = len(text.splitlines())
    if re.search(PYTHON, name) and lines > LONGEST_ROOM and name not in LONGER_ROOMS:
        yield f"{name}: {lines} lines; a room ends at {LONGEST_ROOM}: split it by noun, or name it in tools/lint_house.py with the reason"
    if name in LONGER_ROOMS and lines <= LONGEST_ROOM:
        yield f"{name}: fits in {LONGEST_ROOM} lines again: take it out of LONGER_ROOMS"


def main() -> int:
    names, broken = files(), list[str]()
    for name in names:
        content = (HOUSE / name).read_bytes()
        if b"\0" in content:
            continue
        text = content.decode(errors="replace")
        broken += [*broken_lines(name, text), *too_long(name, text)]
    broken += [f"{name}: named in LONGER_ROOMS, but it is gone" for name in LONGER_ROOMS.keys() - set(names)]
    print("\n".join(broken) if broken else f"The rules of the house hold in {len(names)} files.")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
