"""`mantelbrug relay` and `mantelbrug replay`: what they say when they cannot begin."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.commands.test_commands import mantelbrug


def test_a_relay_needs_a_broker(tmp_path: Path) -> None:
    said = mantelbrug("relay", data=tmp_path, MANTELBRUG_KAFKA="")

    assert said.returncode == 3
    assert "MANTELBRUG_KAFKA" in said.stdout + said.stderr


@pytest.mark.parametrize("command", ["relay", "replay"])
def test_a_service_that_is_not_there_is_named(command: str, tmp_path: Path) -> None:
    said = mantelbrug(command, "keuken", data=tmp_path, MANTELBRUG_KAFKA="127.0.0.1:1")

    assert said.returncode == 3
    assert "keuken" in said.stdout + said.stderr


@pytest.mark.parametrize("command", ["relay", "replay"])
def test_they_explain_themselves_with_an_example(command: str, tmp_path: Path) -> None:
    said = mantelbrug(command, "--help", data=tmp_path)

    assert said.returncode == 0
    assert "Example" in said.stdout
