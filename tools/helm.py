"""Helm, built by Go from its own module and kept in build/tools; renders the chart as a cluster would get it."""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

from tools.parts import HELM, HOUSE

CHART = HOUSE / "deploy" / "helm" / "mantelbrug"
VERSION = "v3.22.0"
KUBERNETES = "1.37"
ENOUGH = {"publicUrl": "https://mantelbrug.example", "oidc.issuer": "https://login.example/realms/mantelbrug", "mail.host": "smtp.example"}
"""What the chart does not do without."""


class NotRendered(RuntimeError):
    """Helm refused; its words are the message."""


def fetch() -> None:
    """Some minutes and 110 MB, once."""
    if HELM.exists() or shutil.which("go") is None:
        return
    HELM.parent.mkdir(parents=True, exist_ok=True)
    command = ["env", f"GOBIN={HELM.parent}", "go", "install", f"helm.sh/helm/v3/cmd/helm@{VERSION}"]
    subprocess.run(command, check=False, cwd=HELM.parent)


def helm(*words: str) -> str:
    """Without this machine's own Helm settings, repositories or plugins."""
    done = subprocess.run([str(HELM), *words], check=False, capture_output=True, text=True, cwd=HOUSE)
    if done.returncode:
        raise NotRendered(done.stderr + done.stdout)
    return done.stdout


def template(values: Mapping[str, str], folder: Path) -> str:
    told = [word for name, value in {**ENOUGH, **values}.items() for word in ("--set", f"{name}={value}")]
    text = helm("template", "mb", str(CHART), "--namespace", "mantelbrug", "--kube-version", KUBERNETES, *told)
    (folder / "rendered.yaml").write_text(text, encoding="utf-8")
    return text
