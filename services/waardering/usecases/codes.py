"""The code of a voucher or card, on its way to who it is for: how she is told that it is ready, and where she opens it herself."""

from datetime import timedelta
from uuid import UUID

from kernel import links
from kernel.refusals import Forbidden, NotFound
from kernel.work import Work
from schemas.api.waardering.letters import LetterContact
from schemas.api.waardering.own import CodeContactQuestion, CodeOpened
from schemas.base import PersonId
from schemas.notifications import CodeHandled
from schemas.words import LetterReason, PaymentState, WaarderingForm
from services.waardering import house_style, rules
from services.waardering.refusals import CodeNoMore
from services.waardering.store import applications, payments, people
from services.waardering.tables import PaymentRow
from services.waardering.usecases.lettering import why_a_person

NOTIFICATIONS = "notifications"
ACTION = "read-code"
VALID = timedelta(weeks=8)
"""As long as the link to a letter."""
NOT_TOLD = "code-not-told"


def waits(row: PaymentRow) -> bool:
    """Her code is there, and she did not get it at a meeting, nor was it called back."""
    return row.sealed is not None and row.state == PaymentState.SENT


async def contact(work: Work, asked: CodeContactQuestion) -> LetterContact:
    """By notifications only; without an address of her own, or while she is a child, a person tells her."""
    if work.by.client != NOTIFICATIONS:
        raise Forbidden("only notifications writes to people")
    row = await payments.locked(work, asked.payment_id)
    if row is None or not waits(row):
        raise NotFound
    who = (await people.details(work, [row.person_id])).get(row.person_id)
    if who is None:
        raise NotFound
    work.record(row.person_id, what="code-contact")
    held = await applications.bare(work, row.application_id)
    scheme = await rules.kept(work, held.scheme_hash)
    style = house_style.style_for(row.region, scheme, held.municipality)
    email = None if why_a_person(work, who) is LetterReason.UNDER_16 else who.email
    token = await links.make(work, row.person_id, ACTION, data={"payment": str(row.id)}, valid=VALID) if email else None
    return LetterContact(
        person_id=PersonId(row.person_id),
        email=email,
        reference=held.reference,
        sender=style.sender,
        phone=style.phone,
        token=token,
        valid_until=work.now + VALID if token else None,
        language=who.language,
    )


async def handled(work: Work, event: CodeHandled) -> None:
    """Told by mail; or a person tells it, until someone opened the code."""
    row = await payments.locked(work, event.payment_id)
    if row is None or not waits(row):
        return
    if event.reason is None:
        await payments.line(work, row.id, "code-told", NOTIFICATIONS)
        return
    who = (await people.details(work, [row.person_id])).get(row.person_id)
    child = who is not None and why_a_person(work, who) is LetterReason.UNDER_16
    work.task(NOT_TOLD, row.id, LetterReason.UNDER_16 if child else event.reason, region=row.region)


async def opened(work: Work, token: str) -> CodeOpened:
    """As often as she likes, until the link ends."""
    link = await links.look(work, token)
    if link.action != ACTION:
        raise links.NoSuchLink
    return await _open(work, await payments.locked(work, UUID(link.data["payment"])))


async def of_hers(work: Work, application: UUID, person: UUID, payment: UUID) -> CodeOpened:
    row = await payments.locked(work, payment)
    if row is None or row.application_id != application or row.person_id != person:
        raise NotFound
    return await _open(work, row)


async def _open(work: Work, row: PaymentRow | None) -> CodeOpened:
    """Who looked is recorded, and nobody needs to tell her any more."""
    if row is None or row.region != work.by.region:
        raise links.NoSuchLink
    keys = await work.service.seals.for_many(work, [row.person_id])
    if row.sealed is None or not waits(row) or row.person_id not in keys:
        raise CodeNoMore
    held = await applications.bare(work, row.application_id)
    work.record(row.person_id, what="voucher-code")
    await payments.line(work, row.id, "code-opened", "payee")
    await applications.tasks_done(work, row.id)
    return CodeOpened(
        form=WaarderingForm(row.form),
        cents=row.cents,
        supplier=row.supplier,
        scheme_name=(await rules.kept(work, held.scheme_hash)).name,
        reference=held.reference,
        code=keys[row.person_id].open("payment", "sealed", row.id, row.sealed),
    )
