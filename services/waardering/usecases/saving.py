"""Saved by link: a form that is not finished, and after it is sent how it stands. Whoever has the link needs no account."""

from datetime import timedelta
from uuid import UUID

from uuid_utils.compat import uuid7

from kernel import links
from kernel.links import Link, NoSuchLink
from kernel.refusals import BadInput, Forbidden, InputError, NotFound
from kernel.work import Work
from schemas.api.waardering.letters import LetterContact
from schemas.api.waardering.own import ApplicationLink, Draft, DraftIn, DraftKept, DraftLetter, DraftMailIn, LinkRequestIn
from schemas.base import DraftId
from schemas.bsn import holds_bsn
from schemas.waardering import ApplicationLinkAsked, DraftLinkAsked
from services.waardering import house_style, rules
from services.waardering.deadlines import DraftEnds
from services.waardering.refusals import NoEmailKnown, NoSuchScheme
from services.waardering.region import region
from services.waardering.settings import WaarderingSettings
from services.waardering.store import applications, drafts, people
from services.waardering.store.applications import Held
from services.waardering.store.drafts import Saved
from services.waardering.tables import DraftRow
from services.waardering.told import Details
from services.waardering.usecases.events import about

DRAFT, APPLICATION = "draft", "application"
AFTER = timedelta(days=28)
"""So long after the decision is due the link still tells how it went."""
NUMBERS = ("-iban", "-telefoon")
"""Fields that are all digits by themselves."""


async def save(work: Work, told: DraftIn) -> DraftKept:
    """The first time a link comes with it; after that the same link leads to what was saved last."""
    if rules.all_of(work.by.region).version(told.scheme, region(work.by.region).day(work.now)) is None:
        raise NoSuchScheme
    _no_bsn(told)
    if told.token is not None:
        link, row = await _draft(work, told.token)
        saved = await drafts.read(work, row)
        await drafts.write(work, row, saved.model_copy(update={"answers": dict(told.answers)}))
        return DraftKept(token=told.token, expires_at=link.expires_at)
    draft, valid = uuid7(), timedelta(days=WaarderingSettings().draft_days)
    row = drafts.new(draft, work.by.region, told.scheme, work.now + valid, work.now)
    await drafts.write(work, row, Saved(answers=dict(told.answers)))
    work.remind(DraftEnds(draft_id=draft), at=row.expires_at)
    return DraftKept(token=await links.make(work, draft, DRAFT, valid=valid), expires_at=row.expires_at)


def _no_bsn(told: DraftIn) -> None:
    wrong = [name for name, typed in told.answers.items() if not name.endswith(NUMBERS) and any(map(holds_bsn, typed))]
    if wrong:
        told_once = "This can be a BSN, and a BSN is never taken here."
        raise BadInput([InputError(f"/answers/{name}", told_once, "no citizen service number") for name in wrong])


async def _draft(work: Work, token: str) -> tuple[Link, DraftRow]:
    link = await links.look(work, token)
    row = await drafts.find(work, link.person) if link.action == DRAFT else None
    if row is None or row.region != work.by.region:
        raise NoSuchLink
    return link, row


async def opened(work: Work, token: str) -> Draft | None:
    """None where it leads to an application that was sent."""
    link = await links.look(work, token)
    if link.action == APPLICATION:
        return None
    _, row = await _draft(work, token)
    return Draft(scheme=row.scheme, answers=(await drafts.read(work, row)).answers, expires_at=link.expires_at)


async def mail(work: Work, told: DraftMailIn) -> None:
    """To the address that is typed now; it is kept with the rest, sealed, and goes with it."""
    _, row = await _draft(work, told.token)
    await drafts.write(work, row, (await drafts.read(work, row)).model_copy(update={"email": told.email}))
    work.publish(DraftLinkAsked(draft_id=DraftId(row.id), region=row.region))


async def letter(work: Work, draft: UUID) -> DraftLetter:
    """A link of its own for the mail, as long valid as the first one."""
    _only_notifications(work)
    row = await drafts.find(work, draft)
    saved = await drafts.read(work, row) if row is not None else None
    if row is None or saved is None or saved.email is None or row.expires_at <= work.now:
        raise NotFound
    token = await links.make(work, row.id, DRAFT, valid=row.expires_at - work.now)
    return DraftLetter(email=saved.email, token=token, expires_at=row.expires_at)


async def sent(work: Work, token: str) -> None:
    """What was saved on the way has done its work; a link that ended meanwhile is no reason to refuse the application."""
    try:
        _, row = await _draft(work, token)
    except links.NoSuchLink:
        return
    except links.LinkEnded:
        return
    await forget(work, row.id)


async def forget(work: Work, draft: UUID) -> None:
    work.forget(DraftEnds, draft)
    await drafts.forget(work, draft)


async def hers(work: Work, token: str, *, locked: bool = True) -> tuple[Link, Held]:
    """The application behind a link, of this region."""
    link = await links.look(work, token)
    application = link.data.get("application") if link.action == APPLICATION else None
    if application is None or link.data.get("region") != work.by.region:
        raise NoSuchLink
    held = await applications.hold(work, UUID(application), locked=locked)
    return link, held


async def link_to(work: Work, held: Held) -> ApplicationLink:
    until = max(work.now + links.VALID, held.row.decide_by + AFTER)
    data = {"application": str(held.row.id), "region": held.row.region}
    token = await links.make(work, held.row.person_id, APPLICATION, data=data, valid=until - work.now)
    return ApplicationLink(token=token, expires_at=until)


def _only_notifications(work: Work) -> None:
    if work.by.client != "notifications":
        raise Forbidden("only notifications writes letters with a link")


async def link_for_letter(work: Work, application: UUID) -> LetterContact:
    """For the mail that is being written now; the token stands nowhere else."""
    _only_notifications(work)
    held = (await applications.look_at(work, [application])).get(application)
    who = await _applicant(work, held) if held else None
    if held is None or who is None:
        raise NotFound
    work.record(held.person_id, what="link-contact")
    style = house_style.style_for(held.row.region, await rules.kept(work, held.row.scheme_hash), held.row.municipality)
    link = await link_to(work, held) if who.email else None
    return LetterContact(
        person_id=held.person_id,
        email=who.email,
        reference=held.row.reference,
        sender=style.sender,
        phone=style.phone,
        token=link.token if link else None,
        valid_until=link.expires_at if link else None,
        language=who.language,
    )


async def mail_application(work: Work, token: str) -> None:
    """To the address that she gave with it, and to no other."""
    _, held = await hers(work, token, locked=False)
    who = await _applicant(work, held)
    if who is None or not who.email:
        raise NoEmailKnown
    work.publish(ApplicationLinkAsked(**about(held)))


async def mail_lost(work: Work, asked: LinkRequestIn) -> None:
    """Nothing happens where the reference and the address do not belong together, and nobody is told that."""
    row = await applications.by_reference(work, asked.reference.replace(" ", ""))
    held = (await applications.look_at(work, [row.id])).get(row.id) if row else None
    who = await _applicant(work, held) if held else None
    if held and who and who.email and who.email.strip().casefold() == asked.email.strip().casefold():
        work.publish(ApplicationLinkAsked(**about(held)))


async def _applicant(work: Work, held: Held) -> Details | None:
    return (await people.details(work, [held.row.person_id])).get(held.row.person_id)
