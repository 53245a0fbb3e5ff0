"""Papers of people who do not exist, and schemes that ask for them."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path

from .schemes import scheme
from .town import Json, Town, an_application

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(64) + b"\xff\xd9"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(64)


def schemes_with_papers(folder: Path) -> None:
    for key, proof in (("papers", "{by: evidence, evidence: [doctor-statement]}"), ("signed", "{by: declaration}")):
        path = folder / "gooi" / "waardering" / f"{key}.yaml"
        path.write_text(scheme(key, euros=100_000) + f"proof: {proof}\n", encoding="utf-8")


def paper(content: bytes = PDF, **more: object) -> Json:
    return {"content": b64encode(content).decode(), "fileName": "verklaring van dr. Zandvliet.pdf"} | more


async def by_link(town: Town, scheme_key: str = "papers", number: int = 1, **changes: object) -> tuple[Json, str]:
    """An application and the token of its link."""
    made = await town.applies(an_application(scheme_key, number=number, wishesLink=True) | changes)
    return made, made["link"]


async def opens(town: Town, token: str) -> Json:
    answer = await town.door.post("/v1/own-links/openings", json={"token": token})
    assert answer.status_code == 200, answer.text
    found: Json = answer.json()
    return found


async def hands_in(town: Town, token: str, content: bytes = PDF, *, key: str | None = None, **more: object):
    headers = {"Idempotency-Key": key} if key else {}
    return await town.door.post("/v1/own-papers", json=paper(content, token=token, **more), headers=headers)
