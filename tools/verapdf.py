"""veraPDF: says whether a PDF keeps to PDF/UA-1. Its own jars, by Maven, in a Java process for a whole batch of files."""

import subprocess
from collections.abc import Sequence
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1]
LIBS = HOUSE / "build/parts/verapdf-1.28.2"
POM = HOUSE / "tools/verapdf.pom.xml"
COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies"
MAIN = "org.verapdf.apps.GreenfieldCliWrapper"


def present() -> bool:
    return any(LIBS.glob("greenfield-apps-*.jar"))


def fetch() -> None:
    """19 MB, once."""
    subprocess.run(["mvn", "-q", "-B", "-f", str(POM), COPY, f"-DoutputDirectory={LIBS}"], check=False)


def refused(files: Sequence[Path]) -> str:
    """What it says of the files that do not pass; empty when all of them do. Some seconds for Java, little for each file."""
    asked = ["java", "-Xmx256m", "-cp", f"{LIBS}/*", MAIN, "--flavour", "ua1", "--format", "text", "-v", *map(str, files)]
    done = subprocess.run(asked, check=False, capture_output=True, text=True, timeout=240)
    passed = done.returncode == 0 and done.stdout.count("PASS ") == len(files)
    return "" if passed else done.stdout + done.stderr
