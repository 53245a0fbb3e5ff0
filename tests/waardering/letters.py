"""Letters in a test: made by what happened, read as text, and as good as sent."""

from __future__ import annotations

import io
import re
from uuid import UUID, uuid4

from pypdf import PdfReader

from schemas.base import LetterId, MessageId
from schemas.notifications import LetterHandled
from schemas.words import Channel, MessageKind, PaperReason

from .town import Json, Town, a_caregiver, an_application


def pages(document: bytes) -> list[str]:
    """With a space for every break of a line."""
    return [re.sub(r"\s+", " ", page.extract_text()) for page in PdfReader(io.BytesIO(document)).pages]


def text(document: bytes) -> str:
    return " ".join(pages(document))


async def letters(town: Town, application: str) -> list[Json]:
    await town.house.settled()
    answer = await town.officer.get(f"/v1/applications/{application}/letters")
    assert answer.status_code == 200, answer.text
    found: list[Json] = answer.json()["items"]
    return found


async def letter(town: Town, application: str, kind: str) -> Json:
    (found,) = [one for one in await letters(town, application) if one["kind"] == kind]
    return found


async def document(town: Town, one: Json) -> bytes:
    answer = await town.officer.get(f"/v1/letters/{one['id']}/file")
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/pdf"
    return answer.content


async def read(town: Town, application: str, kind: str) -> str:
    return text(await document(town, await letter(town, application, kind)))


async def goes(town: Town, one: Json, channel: Channel, reason: PaperReason | None = None) -> None:
    """Notifications found this channel."""
    await town.house.hears(
        LetterHandled(
            message_id=MessageId(uuid4()),
            region="gooi",
            kind=MessageKind.LETTER_READY,
            letter_id=LetterId(UUID(one["id"])),
            channel=channel,
            reason=reason,
        )
    )


async def on_paper(town: Town, application: str, kind: str = "granted") -> Json:
    one = await letter(town, application, kind)
    await goes(town, one, Channel.LETTER, PaperReason.NO_EMAIL)
    return await letter(town, application, kind)


async def waits(town: Town, **caregiver: object) -> str:
    """A person has to decide: nobody said where the recipient lives."""
    body = an_application(number=1)
    del body["careRecipient"]["postcode"]
    body["caregivers"] = [a_caregiver(1, **caregiver)]
    return str((await town.applies(body))["id"])
