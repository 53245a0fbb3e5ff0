"""Whether the tests' PostgreSQL and Kafka are containers or packages: by what is there, or as was said. No engine is needed for this."""

from pathlib import Path

import pytest

from tools import engine, grounds, parts
from tools.grounds import Source, UnknownSource, chosen


def never() -> bool:
    raise AssertionError("an engine was looked for although somebody said what it shall be")


@pytest.mark.parametrize(("answers", "source"), [(True, Source.CONTAINERS), (False, Source.PACKAGES)])
def test_containers_where_an_engine_answers_and_packages_elsewhere(answers: bool, source: Source) -> None:
    assert chosen("", lambda: answers) is source


@pytest.mark.parametrize("said", list(Source))
def test_what_was_said_holds_and_no_engine_is_looked_for(said: Source) -> None:
    assert chosen(said.value, never) is said


def test_a_word_that_is_neither_is_refused_with_both() -> None:
    with pytest.raises(UnknownSource, match=r"podman.*containers.*packages"):
        chosen("podman", never)


def test_a_machine_without_a_client_is_asked_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    assert grounds.there() is False


def test_a_client_whose_engine_does_not_answer_counts_as_none_and_none_is_started(tmp_path: Path) -> None:
    nowhere = {"DOCKER_HOST": f"unix://{tmp_path}/nothing.sock", "PATH": "/usr/local/bin:/usr/bin:/bin"}

    assert engine.answers(nowhere) is False
    assert not (tmp_path / "nothing.sock").exists()


def test_a_client_that_hangs_counts_as_none(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    client = tmp_path / "docker"
    client.write_text("#!/bin/sh\nexec sleep 30\n")
    client.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setattr(engine, "ANSWER", 0.2)

    assert engine.answers({"PATH": f"{tmp_path}:/usr/bin:/bin"}) is False


def test_an_engine_that_answers_brings_kafka_where_there_is_no_java(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(grounds, "source", lambda: Source.CONTAINERS)
    lacking = {part.marker for part in parts.missing()}

    assert "kafka" not in lacking
    assert "java" in lacking
