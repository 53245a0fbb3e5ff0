"""What a gateway and a cluster have to know of the services, read off the code. `python -m tools.routes [--check]`.

Which resources each has (in one process `kernel.http.together` looks that up itself), and whose logs it reads as whom.
"""

import json
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from fastapi import FastAPI
from pydantic import JsonValue

from kernel.http.together import COMMON
from kernel.http.walk import doors_in
from kernel.service import Service
from services.house.wiring import NAMES, wire

Json = dict[str, JsonValue]
HOUSE = Path(__file__).resolve().parents[1]
GATEWAY = HOUSE / "deploy/compose/gateway/gateway.conf"
CHART = HOUSE / "deploy/helm/mantelbrug/files/services.json"
COMPOSE = HOUSE / "docker-compose.yml"
BETWEEN = re.compile(r"(    # routes: begin\n).*(    # routes: end)", re.DOTALL)
FRONT = "console"
DESCRIBED_BY = "intake"
"""Whose description answers at /v1/openapi.json, and whose files at /schemas: systems that connect begin there."""


def resources(app: FastAPI) -> list[str]:
    """The first parts of its paths after /v1/."""
    return sorted({door.path.split("/")[2] for door in doors_in(app) if door.path.startswith("/v1/")} - COMMON)


def first_parts(app: FastAPI) -> set[str]:
    """Of every door: `v1`, `readyz`, `werklijst`."""
    return {door.path.split("/")[1] for door in doors_in(app)}


def under_its_name(name: str, app: FastAPI, pages: set[str]) -> list[str]:
    """`/<service>`, as in one process; where pages begin with that name too, only the service's own doors."""
    return [f"/{name}/{part}" for part in sorted(first_parts(app))] if name in pages else [f"/{name}"]


def about(service: Service, app: FastAPI, pages: set[str]) -> Json:
    """`reads`: its readers, each a consumer group; `follows`: logs that its live pages look at, without a group."""
    of_its_own = [*under_its_name(service.name, app, pages), *(["/v1/openapi.json", "/schemas"] if service.name == DESCRIBED_BY else [])]
    paths = ["/"] if service.name == FRONT else [*(f"/v1/{one}" for one in resources(app)), *of_its_own]
    reads: list[JsonValue] = [{"reader": reader, "log": log} for reader, log in sorted(service.readers)]
    return {"paths": [*paths], "reads": reads, "follows": [*sorted(service.tails)]}


def ports() -> dict[str, int]:
    """Where each service listens in docker-compose.yml."""
    return {name: int(port) for name, port in re.findall(r"http://([a-z]+):(80\d\d)\"", COMPOSE.read_text(encoding="utf-8"))}


def for_nginx(owned: Mapping[str, Sequence[str]], named: Mapping[str, Sequence[str]], at: Mapping[str, int]) -> str:
    lines = []
    for name in NAMES:
        if name == FRONT:
            continue
        if owned[name]:
            lines.append(f"location ~ ^/v1/({'|'.join(owned[name])})(/|$) {{ proxy_pass http://{name}:{at[name]}; }}")
        lines += [f"location {path}{'' if path.count('/') > 1 else '/'} {{ proxy_pass http://{name}:{at[name]}; }}" for path in named[name]]
    lines.append(f"location = /v1/openapi.json {{ proxy_pass http://{DESCRIBED_BY}:{at[DESCRIBED_BY]}; }}")
    lines.append(f"location /schemas/ {{ proxy_pass http://{DESCRIBED_BY}:{at[DESCRIBED_BY]}; }}")
    return "".join(f"    {line}\n" for line in lines)


def wanted() -> dict[Path, str]:
    apps = wire()
    owned = {service.name: resources(app) for service, app in apps.items()}
    pages = next(first_parts(app) for service, app in apps.items() if service.name == FRONT)
    named = {service.name: under_its_name(service.name, app, pages) for service, app in apps.items()}
    gateway = BETWEEN.sub(lambda found: found[1] + for_nginx(owned, named, ports()) + found[2], GATEWAY.read_text(encoding="utf-8"))
    known = {service.name: about(service, app, pages) for service, app in apps.items()}
    return {GATEWAY: gateway, CHART: json.dumps(known, indent=2) + "\n"}


def main(arguments: Sequence[str]) -> int:
    files = wanted()
    stale = [str(path.relative_to(HOUSE)) for path, text in files.items() if not path.exists() or path.read_text(encoding="utf-8") != text]
    if "--check" in arguments:
        print(f"Not as generated: {', '.join(stale)}. Run `python -m tools.routes`." if stale else "The gateways' routes are as generated.")
        return 1 if stale else 0
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
