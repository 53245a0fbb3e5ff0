"""What the tests need beside Python, and how to get it. `python -m tools.parts` installs what it may and says the rest.

In CI everything is required. Elsewhere a part that is missing leaves its checks out, and the report at the end of the tests says which.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1]
AXE = HOUSE / "services/console/assets/node_modules/axe-core/axe.min.js"
STATIC = HOUSE / "services/console/static/manifest.json"
MAC_CHROME = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"


KAFKA = HOUSE / "build/bench/kafka/libs"
KAFKA_POM = HOUSE / "bench/setup/pom.xml"
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies"
KEYCLOAK = HOUSE / "build/parts/keycloak-26.7.3"
HELM = HOUSE / "build/tools/bin/helm"


def kafka_jars() -> bool:
    return any(KAFKA.glob("kafka_2.13-*.jar")) and any(KAFKA.glob("kafka-tools-[0-9]*.jar"))


def fetch_kafka() -> None:
    """Its own jars, by Maven."""
    subprocess.run(["mvn", "-q", "-B", "-f", str(KAFKA_POM), COPY, f"-DoutputDirectory={KAFKA}"], check=False)


def in_containers() -> bool:
    """Whether an engine brings the tests their parts."""
    from tools.grounds import Source, source

    return source() is Source.CONTAINERS


def fetch_keycloak() -> None:
    """Its own distribution, by Maven, built once."""
    from tools.keycloak import fetch

    fetch()


def verapdf() -> bool:
    from tools.verapdf import present

    return shutil.which("java") is not None and present()


def fetch_verapdf() -> None:
    """Its own jars, by Maven."""
    from tools.verapdf import fetch

    fetch()


def fetch_helm() -> None:
    """Built by Go, from its module."""
    from tools.helm import fetch

    fetch()


def chromium() -> Path | None:
    """The browser that the page tests drive: MANTELBRUG_CHROMIUM, or the first that this machine has."""
    for name in (
        os.environ.get("MANTELBRUG_CHROMIUM"),
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        MAC_CHROME,
    ):
        if name and (found := shutil.which(name)):
            return Path(found)
    return None


@dataclass(frozen=True, kw_only=True)
class Part:
    name: str
    checks: str
    """What can't be checked without it."""
    marker: str
    """The pytest marker of the tests that need it."""
    present: Callable[[], bool]
    advice: str
    packages: tuple[str, ...] = ()
    """Debian packages that bring it."""
    fetch: Callable[[], None] | None = None
    """Brings it without being root, once the packages of the parts before it are there."""


PARTS = (
    Part(
        name="Chromium",
        checks="the pages in a real browser (accessibility, keyboard, two people deciding at once)",
        marker="browser",
        present=lambda: chromium() is not None,
        advice="install Chromium (Debian: `apt install chromium`) or name one in MANTELBRUG_CHROMIUM",
        packages=("chromium",),
    ),
    Part(
        name="the built pages and axe-core",
        checks="the pages as people see them, and their accessibility",
        marker="browser",
        present=lambda: AXE.exists() and STATIC.exists(),
        advice="run `make assets`",
    ),
    Part(
        name="Java 17 and Maven",
        checks="three brokers, certificates and rights at a broker, and a foreign consumer of our topics",
        marker="java",
        present=lambda: shutil.which("java") is not None and (kafka_jars() or shutil.which("mvn") is not None),
        advice="install a Java runtime and Maven (Debian: `apt install openjdk-17-jre-headless maven`)",
        packages=("openjdk-17-jre-headless", "maven"),
    ),
    Part(
        name="Apache Kafka's own jars",
        checks="three brokers, certificates and rights at a broker, and a foreign consumer of our topics",
        marker="java",
        present=kafka_jars,
        advice="run `python -m tools.parts` where Maven is installed",
        fetch=fetch_kafka,
    ),
    Part(
        name="Apache Kafka",
        checks="the house over a real Apache Kafka",
        marker="kafka",
        present=lambda: (shutil.which("java") is not None and kafka_jars()) or in_containers(),
        advice="run `python -m tools.parts` where Java 17 and Maven are installed, or start a container engine",
    ),
    Part(
        name="Keycloak",
        checks="logging in at a real Keycloak",
        marker="keycloak",
        present=lambda: shutil.which("java") is not None and (KEYCLOAK / ".ready").exists(),
        advice="run `python -m tools.parts` where Java 17 and Maven are installed",
        fetch=fetch_keycloak,
    ),
    Part(
        name="veraPDF",
        checks="that letters keep to PDF/UA-1, so that everyone can read them",
        marker="verapdf",
        present=verapdf,
        advice="run `python -m tools.parts` where Java 17 and Maven are installed",
        fetch=fetch_verapdf,
    ),
    Part(
        name="Helm",
        checks="the chart for Kubernetes",
        marker="helm",
        present=HELM.exists,
        advice="install Go 1.24 or newer and run `python -m tools.parts`",
        fetch=fetch_helm,
    ),
)


def missing() -> list[Part]:
    return [part for part in PARTS if not part.present()]


def install(packages: tuple[str, ...]) -> None:
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.run(["apt-get", "update", "-qq"], check=False, env=quiet)
    subprocess.run(
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], check=False, env=quiet, stdout=subprocess.DEVNULL
    )


def main() -> int:
    may_install = hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None
    for part in missing():
        if part.packages and may_install:
            print(f"Installing {part.name} for the tests ...", flush=True)
            install(part.packages)
    for part in missing():
        if part.fetch is not None:
            print(f"Fetching {part.name} for the tests ...", flush=True)
            part.fetch()
    lacking = missing()
    for part in lacking:
        print(f"MISSING: {part.name}. Without it nothing checks {part.checks}. To get it: {part.advice}.", file=sys.stderr)
    return 1 if lacking and os.environ.get("CI") == "true" else 0


if __name__ == "__main__":
    sys.exit(main())
