"""Takes the addresses out of npm's lock file: where a package comes from is the choice of the machine that installs it."""

import json
import sys
from pathlib import Path


def tidy(lock: Path) -> None:
    content = json.loads(lock.read_text())
    for package in content["packages"].values():
        package.pop("funding", None)
        package.pop("resolved", None)
    lock.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    tidy(Path(sys.argv[1]))
