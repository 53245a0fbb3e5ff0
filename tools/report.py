"""A pytest plugin: says at the end what the tests covered, and loudly what they could not check. In CI an unchecked thing is a failure."""

import os
from collections import Counter
from collections.abc import Generator
from pathlib import PurePosixPath

import pytest

from tools.parts import missing

SLOWEST = 15
"""Files named at the end: where a run that grows too long is to be shortened."""


def area_of(nodeid: str) -> str:
    """`tests/kernel/test_log.py::test_x` is about the kernel."""
    folders = PurePosixPath(nodeid.partition("::")[0]).parts[:-1]
    return "/".join(folders[1:2]) or "the house"


class Report:
    def __init__(self) -> None:
        self.results: Counter[tuple[str, str]] = Counter()
        self.seconds: Counter[str] = Counter()
        self.files: Counter[str] = Counter()
        self.unchecked: list[tuple[str, str]] = []
        self.second_tries: list[str] = []

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        for part in missing():
            for item in items:
                if item.get_closest_marker(part.marker):
                    item.add_marker(pytest.mark.skip(reason=f"{part.name} is missing: {part.advice}"))
        for item in items:
            # What depends on a browser's or a killed process's moment gets one more try, and is named for it.
            if item.get_closest_marker("browser") or item.get_closest_marker("faults"):
                item.add_marker(pytest.mark.flaky(reruns=1))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if str(report.outcome) == "rerun":
            self.second_tries.append(report.nodeid)
            return
        area = area_of(report.nodeid)
        self.seconds[area] += round(report.duration * 1000)
        self.files[report.nodeid.partition("::")[0]] += round(report.duration * 1000)
        if report.when == "call" or report.outcome != "passed":
            self.results[area, report.outcome] += 1
        if report.skipped:
            reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
            self.unchecked.append((report.nodeid, reason.removeprefix("Skipped: ")))

    @pytest.hookimpl(wrapper=True)
    def pytest_sessionfinish(self, session: pytest.Session) -> Generator[None]:
        if self.unchecked and os.environ.get("CI") == "true" and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED
        yield

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        write = terminalreporter.write_line
        terminalreporter.section("what these tests covered")
        for area in sorted({area for area, _ in self.results}):
            counts = ", ".join(f"{self.results[area, o]} {o}" for o in ("passed", "failed", "skipped") if self.results[area, o])
            write(f"{area:<16} {counts:<28} {self.seconds[area] / 1000:8.1f} s")
        if len(self.files) > SLOWEST:
            terminalreporter.section("what took longest")
            for file, milliseconds in self.files.most_common(SLOWEST):
                write(f"{file:<60} {milliseconds / 1000:8.1f} s")
        if self.second_tries:
            terminalreporter.section("NEEDED A SECOND TRY", yellow=True, bold=True)
            for nodeid in self.second_tries:
                write(f"    {nodeid}", yellow=True)
        if self.unchecked:
            terminalreporter.section("NOT CHECKED", red=True, bold=True)
            for reason, count in Counter(reason for _, reason in self.unchecked).most_common():
                write(f"{count} not run: {reason}", red=True)
            for nodeid, _ in self.unchecked:
                write(f"    {nodeid}")
            if os.environ.get("CI") == "true":
                write("In CI everything is required, so this run has failed.", red=True, bold=True)


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Report(), "mantelbrug-report")
