"""The lints that no other linter has: each is shown a line that breaks it and a line that keeps it."""

import pytest

from tools.lint_house import LONGEST_ROOM, broken_lines, files, too_long

HOST = ".".join(("pypi", "org"))
MACHINE = "/".join(("", "work", "main"))


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("services/intake/usecases.py", "today = datetime.now(UTC)"),
        ("kernel/deadlines.py", "started = time.time()"),
        ("services/intake/store.py", '"update signal set closed_at = now() where id = $1"'),
        ("services/intake/tables.py", "created: datetime = Field(sa_column=Column(server_default=func.now()))"),
        ("services/console/templates/signal.html", "<p>{{ note | safe }}</p>"),
        ("services/console/templates/signal.html", '<p style="color: red">'),
        ("services/console/templates/signal.html", '<button onclick="go()">'),
        ("services/console/templates/signal.html", "<script>go()</script>"),
        ("services/console/templates/base.html", '<link rel="stylesheet" href="https://elsewhere.example/x.css">'),
        ("docs/operations.md", f"Install it from {HOST}."),
        ("docs/operations.md", f"See {MACHINE}/README.md."),
        ("requirements/runtime.txt", "httpx @ https://elsewhere.example/httpx.whl"),
        ("services/console/assets/package-lock.json", '  "resolved": "x.tgz",'),
    ],
)
def test_a_line_that_breaks_a_rule_is_named_with_its_place(name: str, line: str) -> None:
    broken = list(broken_lines(name, f"\n{line}\n"))

    assert len(broken) == 1
    assert broken[0].startswith(f"{name}:2: ")


@pytest.mark.parametrize(
    ("name", "line"),
    [
        ("kernel/clock.py", "return datetime.now(UTC)"),
        ("services/intake/usecases.py", "due = after(work.now, hours=4)"),
        ("services/intake/usecases.py", "moment = clock.now()"),
        ("services/console/templates/base.html", '<script src="{{ static("live.js") }}" defer></script>'),
        ("services/console/templates/front.html", '<a href="https://www.veiligthuis.example/">Veilig Thuis</a>'),
        ("services/notifications/templates/mail.html", '<p style="margin: 0">'),
        ("docs/operations.md", "GET /v1/workshops and /rooted/things; https://house.example/root/x"),
    ],
)
def test_a_line_that_only_looks_like_it_is_left_alone(name: str, line: str) -> None:
    broken = list(broken_lines(name, line))

    assert broken == []


def test_a_room_ends_at_three_hundred_lines() -> None:
    fits, bursts = "x = 1\n" * LONGEST_ROOM, "x = 1\n" * (LONGEST_ROOM + 1)

    assert list(too_long("kernel/log.py", fits)) == []
    assert len(list(too_long("kernel/log.py", bursts))) == 1


def test_the_files_that_the_lint_reads_are_those_of_the_repository() -> None:
    names = files()

    assert "tools/lint_house.py" in names
    assert not [name for name in names if "node_modules" in name or name.startswith(".venv")]
