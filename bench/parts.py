"""What the benchmarks need beside the house itself: the peers' packages, Apache Kafka, wrk. Made once, in `build/bench`."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from bench.places import BUILT, SETUP

COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies"
PROGRAMS = {"wrk": "wrk", "java": "openjdk-17-jre-headless", "mvn": "maven"}
"""Program and the Debian package that brings it."""


class Missing(RuntimeError):
    """A program that the measurement needs is not on this machine."""


def need(*programs: str) -> None:
    """Installs what is missing where it may (as root on Debian), else says what to install."""
    lacking = [name for name in programs if not shutil.which(name)]
    if lacking and os.geteuid() == 0 and shutil.which("apt-get"):
        packages = [PROGRAMS[name] for name in lacking]
        subprocess.run(["apt-get", "update", "-q"], check=False, stdout=sys.stderr)
        subprocess.run(["apt-get", "install", "-y", "-q", "--no-install-recommends", *packages], check=False, stdout=sys.stderr)
        lacking = [name for name in lacking if not shutil.which(name)]
    if lacking:
        raise Missing("install " + ", ".join(PROGRAMS[name] for name in lacking))


def peers_python() -> Path:
    """A Python with the peers' packages, pinned, and apart from the house's own."""
    python, stamp, wanted = BUILT / "peers/bin/python", BUILT / "peers/.installed", (SETUP / "peers.txt").read_text()
    if not stamp.exists() or stamp.read_text() != wanted:
        print("installing the peers ...", file=sys.stderr)
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(BUILT / "peers")], check=True)
        pip = [str(python), "-m", "pip", "--disable-pip-version-check", "--quiet", "install"]
        subprocess.run([*pip, "--require-hashes", "-r", str(SETUP / "peers.txt")], check=True)
        stamp.write_text(wanted)
    return python


def kafka_jars() -> Path:
    """Apache Kafka as its own jars."""
    need("java", "mvn")
    jars = BUILT / "kafka/libs"
    if not any(jars.glob("kafka_2.13-*.jar")):
        print("fetching Apache Kafka ...", file=sys.stderr)
        subprocess.run(["mvn", "-q", "-B", "-f", str(SETUP / "pom.xml"), COPY, f"-DoutputDirectory={jars}"], check=True)
    return jars
