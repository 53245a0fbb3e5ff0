"""What a run could not check is said loudly, and in CI it is a failure."""

import os
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
LEFT_OUT = """
import pytest

def test_what_can_be_checked(): pass

@pytest.mark.skip(reason="the broker is missing")
def test_what_cannot(): pass
"""


def run(folder: Path, *, ci: str) -> subprocess.CompletedProcess[str]:
    tests = folder / "tests" / "referral"
    tests.mkdir(parents=True)
    (tests / "test_it.py").write_text(LEFT_OUT)
    (folder / "pytest.ini").write_text("[pytest]\n")
    command = [sys.executable, "-m", "pytest", "-p", "tools.report", "tests"]
    environment = {**os.environ, "CI": ci, "PYTHONPATH": str(HOUSE), "PYTEST_ADDOPTS": ""}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def test_a_check_that_was_left_out_is_named_with_its_reason(tmp_path: Path) -> None:
    ended = run(tmp_path, ci="")

    assert ended.returncode == 0, ended.stdout
    assert "NOT CHECKED" in ended.stdout
    assert "1 not run: the broker is missing" in ended.stdout
    assert "referral         1 passed, 1 skipped" in ended.stdout


def test_in_ci_a_check_that_was_left_out_is_a_failure(tmp_path: Path) -> None:
    ended = run(tmp_path, ci="true")

    assert ended.returncode == 1, ended.stdout
    assert "1 passed, 1 skipped" in ended.stdout.splitlines()[-1]
