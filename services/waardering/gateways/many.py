"""Many letters in one file, set in a process of its own: a letter of two pages takes a megabyte and more, and all of it is given back."""

import asyncio
import sys
from collections.abc import Sequence
from datetime import UTC, datetime

from pydantic import BaseModel, ConfigDict

from services.waardering.gateways import pdf
from services.waardering.gateways.pdf import CannotBeSet, Sheet

FEW = 20
"""So many cost less here than a process costs to begin."""


class _Order(BaseModel):
    model_config = ConfigDict(frozen=True)

    letters: tuple[Sheet, ...]
    title: str
    at: int


async def made(letters: Sequence[Sheet], *, title: str, at: datetime) -> bytes:
    """What is said goes through a pipe, and stands on no disk."""
    if len(letters) <= FEW:
        return (await asyncio.to_thread(pdf.made, letters, title=title, at=at)).document
    order = _Order(letters=tuple(letters), title=title, at=int(at.timestamp()))
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", __name__, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    try:
        document, _ = await child.communicate(order.model_dump_json().encode())
    finally:
        if child.returncode is None:
            child.kill()
            await child.wait()
    if child.returncode != 0:
        raise CannotBeSet(f"ended with {child.returncode}")
    return document


def main() -> None:
    order = _Order.model_validate_json(sys.stdin.buffer.read())
    sys.stdout.buffer.write(pdf.made(order.letters, title=order.title, at=datetime.fromtimestamp(order.at, UTC)).document)


if __name__ == "__main__":
    main()
