"""How someone is told that a letter is ready, and how she opens it by the link in that mail."""

from datetime import timedelta
from uuid import UUID

from kernel import links
from kernel.refusals import Forbidden, NotFound
from kernel.work import Work
from schemas.api.waardering.letters import LetterContact, LetterContactQuestion
from schemas.base import PersonId
from schemas.words import LetterKind, LetterState
from services.waardering import house_style, rules
from services.waardering.domain import letters_in_english
from services.waardering.store import applications, letters, payments, people
from services.waardering.tables import LetterRow
from services.waardering.usecases import returning

NOTIFICATIONS = "notifications"
ACTION = "read-letter"
VALID = timedelta(weeks=8)
"""Longer than the objection term, so that the letter can be read as long as it matters."""


async def contact(work: Work, asked: LetterContactQuestion) -> LetterContact:
    """By notifications only, of a letter that is on its way; the link is made at this moment and kept as a hash."""
    if work.by.client != NOTIFICATIONS:
        raise Forbidden("only notifications writes to people")
    row = await letters.find(work, asked.letter_id)
    if row is None or row.state != LetterState.MADE:
        raise NotFound
    who = (await people.details(work, [row.person_id])).get(row.person_id)
    if who is None:
        raise NotFound
    work.record(row.person_id, what="letter-contact")
    held = await applications.bare(work, row.application_id)
    scheme = await rules.kept(work, held.scheme_hash)
    style = house_style.style_for(row.region, scheme, held.municipality)
    token = await links.make(work, row.person_id, ACTION, data={"letter": str(row.id)}, valid=VALID) if who.email else None
    return LetterContact(
        person_id=PersonId(row.person_id),
        email=who.email,
        reference=held.reference,
        sender=style.sender,
        phone=style.phone,
        token=token,
        valid_until=work.now + VALID if token else None,
        language="en" if letters_in_english.helps(who.language, scheme.contact.languages) else "nl",
        account_asked=await _asks_account(work, row),
    )


async def _asks_account(work: Work, row: LetterRow) -> bool:
    payment = await payments.locked(work, row.about) if row.kind == LetterKind.RETURNED and row.about else None
    return payment is not None and await returning.may_change_account(work, payment)


async def opened(work: Work, token: str) -> tuple[LetterRow, bytes]:
    """As often as she likes, until the link ends."""
    link = await links.look(work, token)
    row = await letters.find(work, UUID(link.data["letter"])) if link.action == ACTION else None
    if row is None:
        raise NotFound
    document = await letters.opened(work, row)
    work.record(row.person_id, what="letter")
    return row, document
