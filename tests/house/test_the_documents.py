"""The documents say what is true today: settings, log events, words, tests that are named, and where links lead."""

import ast
import importlib
import inspect
import re
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path

import pytest
from pydantic_settings import BaseSettings

from kernel.settings import HouseSettings
from schemas import words
from schemas.labels import AREA_OF_HELP, CARED_FOR, GROUP_SERVED, LABELS, label

HOUSE = Path(__file__).resolve().parents[2]
DOCS = HOUSE / "docs"
PAGES = sorted([HOUSE / "README.md", HOUSE / "CONTRIBUTING.md", *DOCS.rglob("*.md")])
SOURCES = [path for room in ("kernel", "services") for path in sorted((HOUSE / room).rglob("*.py")) if "node_modules" not in path.parts]

# settings -----------------------------------------------------------------------------------------

ELSEWHERE = {
    "MANTELBRUG_LOG_LEVEL": ("info", "How much the technical log says: debug, info, warning, error"),
    "MANTELBRUG_REGIONS": ("the folder that comes with the code", "Folder that holds the regions"),
}
"""Read from the environment directly, before there are settings."""
FOR_TESTS = {"MANTELBRUG_KILL_AT"}


def settings_classes() -> list[type[BaseSettings]]:
    found: list[type[BaseSettings]] = [HouseSettings]
    for file in sorted((HOUSE / "services").glob("*/settings.py")):
        module = importlib.import_module(f"services.{file.parent.name}.settings")
        found += [
            one
            for _, one in inspect.getmembers(module, inspect.isclass)
            if issubclass(one, BaseSettings) and one.__module__ == module.__name__
        ]
    return found


def settings_rows() -> list[str]:
    """The table as the README should show it."""
    rows = []
    for settings in settings_classes():
        for name, field in settings.model_fields.items():
            default = field.get_default(call_default_factory=True)
            shown = "" if default in (None, "", {}, ()) else f"`{str(default).lower() if isinstance(default, bool) else default}`"
            rows.append(f"| `{settings.model_config['env_prefix']}{name.upper()}` | {shown} | {field.description} |")
    rows += [f"| `{name}` | {default if ' ' in default else f'`{default}`'} | {what} |" for name, (default, what) in ELSEWHERE.items()]
    return rows


def test_the_readme_shows_every_setting_with_its_default_and_meaning() -> None:
    shown = [line for line in (HOUSE / "README.md").read_text().splitlines() if line.startswith("| `MANTELBRUG_")]

    assert shown == settings_rows()


def test_nothing_else_is_read_from_the_environment() -> None:
    read = {name for path in SOURCES for name in re.findall(r"environ(?:\.get)?[(\[]\s*\"(MANTELBRUG_\w+)", path.read_text())}

    assert read == set(ELSEWHERE) | FOR_TESTS


# log events ---------------------------------------------------------------------------------------

LEVELS = {"debug", "info", "warning", "error", "exception", "critical", "log"}
FACT = re.compile(r"^[a-z]+\.[a-z-]+$")


@cache
def logged() -> frozenset[str]:
    """The names of all log events in the code: the first text of a call that logs, and the access line that is written by hand."""
    found = {"request.answered"} & set(re.findall(r'"event": "([a-z.-]+)"', (HOUSE / "kernel" / "logs.py").read_text()))
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or not _logs(node.func):
                continue
            found |= {
                one.value for one in node.args[:2] if isinstance(one, ast.Constant) and isinstance(one.value, str) and FACT.match(one.value)
            }
    return frozenset(found)


def _logs(called: ast.expr) -> bool:
    if isinstance(called, ast.Call):  # getattr(log, level)("...")
        return isinstance(called.func, ast.Name) and called.func.id == "getattr"
    return isinstance(called, ast.Attribute) and called.attr in LEVELS and "log" in ast.unparse(called.value).lower()


def test_the_catalogue_names_every_log_event_and_no_other() -> None:
    named = set(re.findall(r"^\| `([a-z]+\.[a-z-]+)` \|", (DOCS / "log-events.md").read_text(), flags=re.MULTILINE))

    assert named == logged()


# words --------------------------------------------------------------------------------------------


def glossary_sections() -> dict[str, dict[str, str]]:
    """Code list -> code -> what people read, as the glossary has it."""
    blocks = re.split(r"^### ", (DOCS / "glossary.md").read_text(), flags=re.MULTILINE)[1:]
    return {block.split("`")[1]: dict(re.findall(r"^\| `([^`]+)` \| (.*?) *\|$", block, flags=re.MULTILINE)) for block in blocks}


def code_lists() -> dict[str, type[StrEnum]]:
    return {name: one for name, one in vars(words).items() if inspect.isclass(one) and issubclass(one, StrEnum)}


def test_the_glossary_has_every_word_of_every_code_list() -> None:
    said = {name: list(codes) for name, codes in glossary_sections().items()}

    assert said == {name: [word.value for word in one] for name, one in code_lists().items()}


def test_the_glossary_says_what_the_pages_say() -> None:
    shown = {name: {word.value: label(word) for word in one} for name, one in code_lists().items()}

    assert glossary_sections() == shown


def test_every_code_has_a_word_of_its_own_in_plain_dutch() -> None:
    unsaid = [f"{name}.{word}" for name, one in code_lists().items() for word in one if not LABELS.get(one, {}).get(word)]
    said_twice = [name for name, one in code_lists().items() if len({label(word) for word in one}) < len(one)]

    assert unsaid == []
    assert said_twice == []


def test_every_code_that_stands_in_a_sentence_has_its_form_there() -> None:
    assert set(CARED_FOR) == set(words.Relation)
    assert set(AREA_OF_HELP) == set(words.SupportArea)
    assert set(GROUP_SERVED) == set(words.Group)


# what is named and linked -------------------------------------------------------------------------


def named_tests() -> Iterator[tuple[str, str]]:
    for page in PAGES:
        for name in re.findall(r"`(test_[a-z0-9_]+)`", page.read_text()):
            yield page.name, name


@cache
def every_test() -> frozenset[str]:
    files = [*(HOUSE / "tests").rglob("*.py"), *(HOUSE / "kernel" / "testing").rglob("*.py")]
    return frozenset(name for file in files for name in re.findall(r"def (test_\w+)\(", file.read_text()))


def test_every_test_that_a_page_names_exists() -> None:
    missing = [named for named in named_tests() if named[1] not in every_test()]

    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(HOUSE)) for page in PAGES])
def test_every_link_inside_the_house_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text())
    lost = [link for link in links if "://" not in link and not (page.parent / link).exists()]

    assert lost == []


@pytest.mark.parametrize("page", PAGES, ids=[str(page.relative_to(HOUSE)) for page in PAGES])
def test_every_file_that_a_page_names_exists(page: Path) -> None:
    paths = re.findall(r"`((?:kernel|services|schemas|tests|tools|deploy|docs|bench)/[\w./-]+?)/?`", page.read_text())
    lost = [path for path in paths if not (HOUSE / path).exists()]

    assert lost == []


def test_every_decision_stands_in_the_list() -> None:
    listed = re.findall(r"\((\d{4}-[\w-]+\.md)\)", (DOCS / "decisions" / "README.md").read_text())

    assert listed == sorted(path.name for path in (DOCS / "decisions").glob("0*.md"))
