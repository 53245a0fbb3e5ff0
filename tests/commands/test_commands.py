from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

EXAMPLES = len(list((Path(__file__).parents[2] / "deploy/regions/gooi/examples").rglob("*.json")))
MANTELBRUG = [sys.executable, "-m", "services"]


def mantelbrug(*arguments: str, data: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "MANTELBRUG_DATA": str(data), **environment}
    return subprocess.run([*MANTELBRUG, *arguments], env=env, capture_output=True, text=True, timeout=120)


def a_free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.mark.parametrize(
    "command",
    [
        "run",
        "migrate",
        "parked list",
        "parked retry",
        "parked drop",
        "keys make",
        "keys add",
        "keys rewrap",
        "keys check",
        "figures rebuild",
        "live",
        "check-region",
        "story",
        "token",
        "erase",
    ],
)
def test_every_command_explains_itself_with_an_example(command: str, tmp_path: Path) -> None:
    said = mantelbrug(*command.split(), "--help", data=tmp_path)

    assert said.returncode == 0
    assert "Example" in said.stdout


def test_an_unknown_command_is_wrong_use(tmp_path: Path) -> None:
    assert mantelbrug("dance", data=tmp_path).returncode == 2


def test_the_region_gooi_is_right() -> None:
    assert mantelbrug("check-region", "gooi", data=Path("unused")).returncode == 0


def test_a_region_that_is_wrong_is_told_line_by_line(tmp_path: Path) -> None:
    (tmp_path / "region.yml").write_text("code: gooi\nname: 3\n")

    said = mantelbrug("check-region", str(tmp_path), data=tmp_path)

    assert said.returncode == 1
    assert "region.yml:" in said.stdout


def test_a_house_that_others_can_reach_does_not_start_with_a_clock_that_can_be_moved(tmp_path: Path) -> None:
    address = "https://mantelzorg.example"
    said = mantelbrug("run", data=tmp_path, MANTELBRUG_DEMO_CLOCK_FILE=str(tmp_path / "clock"), MANTELBRUG_PUBLIC_URL=address)

    assert said.returncode == 3
    assert "alleen voor een demo" in said.stderr


def test_an_unknown_region_is_missing(tmp_path: Path) -> None:
    assert mantelbrug("check-region", "atlantis", data=tmp_path).returncode == 3


@pytest.mark.slow
def test_migrating_tells_what_it_does_and_has_nothing_to_do_the_second_time(tmp_path: Path) -> None:
    first, second = [mantelbrug("migrate", data=tmp_path) for _ in "12"]

    assert (first.returncode, second.returncode) == (0, 0), first.stderr
    assert "intake: bijwerken naar " in first.stdout
    assert second.stdout == "Alle schema's zijn bij.\n"


@pytest.mark.slow
@pytest.mark.faults
def test_a_house_opens_stops_on_ctrl_c_and_opens_again_on_the_same_data(tmp_path: Path) -> None:
    port = a_free_port()
    for _ in range(2):
        env = {**os.environ, "MANTELBRUG_DATA": str(tmp_path), "PORT": str(port)}
        house = subprocess.Popen([*MANTELBRUG, "run"], env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        try:
            assert _answers(port)
            token = mantelbrug("token", "gp", data=tmp_path, PORT=str(port)).stdout.splitlines()[-1]
            status = httpx.get(
                f"http://127.0.0.1:{port}/v1/signals/00000000-0000-7000-8000-000000000000", headers={"Authorization": f"Bearer {token}"}
            )
            assert status.status_code == 404
            second = mantelbrug("run", data=tmp_path, PORT=str(a_free_port()))
            assert second.returncode == 3
            assert mantelbrug("parked", "list", data=tmp_path).returncode == 0
            rebuilt = mantelbrug("figures", "rebuild", "--yes", data=tmp_path)
            counted = re.fullmatch(r"(\d+) gebeurtenissen opnieuw geteld.\n", rebuilt.stdout)
            assert (rebuilt.returncode, counted is not None) == (0, True), rebuilt.stderr
            assert counted is not None
            assert int(counted[1]) >= EXAMPLES
        finally:
            house.send_signal(signal.SIGINT)
            said, _ = house.communicate(timeout=30)
        assert house.returncode == 0, said
        assert "Fatima El Idrissi" in said
        assert f"http://127.0.0.1:{port}" in said


def _answers(port: int, seconds: float = 40.0) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"http://127.0.0.1:{port}/readyz", timeout=2).status_code == 200:
                return True
        except httpx.HTTPError:
            time.sleep(0.1)
    return False
