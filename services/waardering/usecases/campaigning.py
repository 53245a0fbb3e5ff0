"""A campaign of the year: planned for a day, sent a few at a time, reminded once; it can stand still, go on and stop.

Each few are a transaction of their own that ends by asking for the next, so that a crash repeats nothing and loses nobody.
"""

from datetime import date, datetime, time
from typing import Final
from uuid import UUID

from uuid_utils.compat import uuid7

from kernel.refusals import BadInput, InputError
from kernel.work import Work
from schemas.api.waardering import Campaign, CampaignIn, CampaignProgress
from schemas.base import CampaignId, StaffId, id_of
from schemas.words import CampaignState, InvitationOutcome
from services.waardering import rules, terms
from services.waardering.deadlines import CampaignDue
from services.waardering.domain import Scheme
from services.waardering.refusals import CampaignOver, CampaignStandsStill, CampaignThere, InvitesNobody
from services.waardering.region import region
from services.waardering.store import campaigns as store
from services.waardering.tables import CampaignRow
from services.waardering.usecases import inviting, inviting_on_paper
from services.waardering.usecases.pooling import ours

HOUR = time(9)
"""On its day a campaign begins when people are awake."""
UNDER_WAY: Final = (CampaignState.PLANNED, CampaignState.RUNNING, CampaignState.PAUSED)


def scheme_of(work: Work, key: str, year: int) -> Scheme:
    """The version that decides in that year; only of one's own organisation, and only where the scheme invites."""
    versions = ours(work, key)
    found = [one for one in versions if one.since.year <= year and (one.until is None or one.until.year >= year)]
    scheme = (found or versions)[-1]
    if scheme.contact.invitation == "none":
        raise InvitesNobody
    return scheme


def draft(work: Work, scheme: Scheme, year: int) -> CampaignRow:
    """One that is not kept yet, also to see whom it would invite."""
    here = region(work.by.region)
    assert work.by.staff is not None  # an officer
    assert work.by.organisation is not None
    return CampaignRow(
        id=uuid7(),
        region=here.code,
        organisation=work.by.organisation,
        scheme=scheme.key,
        scheme_id=id_of(here.code, "scheme", scheme.key),
        year=year,
        state=CampaignState.PLANNED,
        starts_at=work.now,
        made_by=work.by.staff,
        made_at=work.now,
    )


async def make(work: Work, told: CampaignIn) -> CampaignRow:
    scheme = scheme_of(work, told.scheme, told.year)
    _sensible(told, terms.day_of(work.now))
    row = draft(work, scheme, told.year)
    row.starts_at = _morning(told.starts_on)
    row.reminds_at = _morning(told.reminds_on) if told.reminds_on else None
    if not await store.begin(work, row):
        raise CampaignThere
    row = await store.mine(work, row.id, None, locked=True)
    row.expected = inviting.expected(await inviting.look(work, row, scheme))
    work.remind(CampaignDue(campaign_id=CampaignId(row.id)), at=max(work.now, row.starts_at))
    return row


def _sensible(told: CampaignIn, today: date) -> None:
    wrong = []
    if told.starts_on < today or (told.starts_on - today).days > 366:
        wrong.append(InputError("/startsOn", "This day is past or too far off.", "a day from today on, within a year"))
    if told.year not in (told.starts_on.year, told.starts_on.year - 1):
        wrong.append(InputError("/year", "This is not the year of that day.", "its year, or the one before it"))
    if told.reminds_on is not None and told.reminds_on <= told.starts_on:
        wrong.append(InputError("/remindsOn", "A reminder comes after the invitation.", "a later day"))
    if wrong:
        raise BadInput(wrong)


def _morning(day: date) -> datetime:
    return datetime.combine(day, HOUR, terms.ZONE)


async def go_on(work: Work, campaign: UUID) -> None:
    """The next few, and whatever comes after them. What was stopped or stands still does nothing."""
    row = await store.hold(work, campaign)
    if row is None or row.state not in (CampaignState.PLANNED, CampaignState.RUNNING):
        return
    scheme = rules.all_of(row.region).version(row.scheme, terms.day_of(work.now)) or rules.all_of(row.region).versions(row.scheme)[-1]
    if row.state == CampaignState.PLANNED:
        row.state = CampaignState.RUNNING
        row.expected = inviting.expected(await inviting.look(work, row, scheme))
    if row.phase == "waiting":
        row.phase = "reminding"
    more = await (inviting.invite_few if row.phase == "inviting" else inviting.remind_few)(work, row, scheme)
    if more:
        _again(work, row, work.now)
    elif row.phase == "inviting" and row.reminds_at is not None:
        row.phase, row.place = "waiting", None
        _again(work, row, max(work.now, row.reminds_at))
    else:
        row.phase, row.state, row.ended_at = "over", CampaignState.DONE, work.now
    _changed(work, row)


def _again(work: Work, row: CampaignRow, at: datetime) -> None:
    work.remind(CampaignDue(campaign_id=CampaignId(row.id)), at=at)


def _changed(work: Work, row: CampaignRow) -> None:
    row.version += 1
    work.session.add(row)


async def start_now(work: Work, campaign: UUID, version: int) -> CampaignRow:
    row = await _under_way(work, campaign, version, CampaignState.PLANNED)
    row.starts_at = work.now
    _again(work, row, work.now)
    _changed(work, row)
    return row


async def pause(work: Work, campaign: UUID, version: int) -> CampaignRow:
    """Nobody else is invited; what is on its way waits until it goes on: letters here, messages with notifications."""
    row = await _under_way(work, campaign, version, CampaignState.RUNNING, CampaignState.PLANNED)
    row.state = CampaignState.PAUSED
    work.forget(CampaignDue, row.id)
    _changed(work, row)
    return row


async def resume(work: Work, campaign: UUID, version: int) -> CampaignRow:
    row = await _under_way(work, campaign, version, CampaignState.PAUSED)
    row.state = CampaignState.RUNNING if row.place is not None or row.phase != "inviting" else CampaignState.PLANNED
    due = row.reminds_at if row.phase == "waiting" and row.reminds_at else row.starts_at
    _again(work, row, max(work.now, due))
    _changed(work, row)
    return row


async def stop(work: Work, campaign: UUID, version: int) -> CampaignRow:
    """For good, also of one that has invited everybody; what has not left the house is recalled.

    Letters at once, messages at the moment that they would be sent.
    """
    row = await _under_way(work, campaign, version, *UNDER_WAY, CampaignState.DONE)
    if row.state == CampaignState.DONE and not await store.on_its_way(work, row.id):
        raise CampaignOver
    row.state, row.ended_at = CampaignState.STOPPED, work.now
    work.forget(CampaignDue, row.id)
    await store.withhold_letters(work, row.id)
    _changed(work, row)
    return row


async def printed(work: Work, campaign: UUID, version: int) -> CampaignRow:
    """The letters of this pile are on their way; what no longer held is not sent."""
    row = await store.mine(work, campaign, version, locked=True)
    if row.state == CampaignState.PAUSED:
        raise CampaignStandsStill
    found = await inviting_on_paper.pile(work, row)
    sent = await store.printed(work, [one.id for one in found.going], InvitationOutcome.SENT)
    if not sent + await store.printed(work, found.withheld, InvitationOutcome.WITHHELD):
        raise CampaignOver
    _changed(work, row)
    return row


async def _under_way(work: Work, campaign: UUID, version: int, *states: CampaignState) -> CampaignRow:
    row = await store.mine(work, campaign, version, locked=True)
    if row.state not in states:
        raise CampaignOver
    return row


async def shown(work: Work, row: CampaignRow) -> Campaign:
    await work.flush()
    return Campaign(
        id=CampaignId(row.id),
        version=row.version,
        scheme=row.scheme,
        year=row.year,
        state=CampaignState(row.state),
        starts_at=row.starts_at,
        reminds_at=row.reminds_at,
        made_by=StaffId(row.made_by),
        ended_at=row.ended_at,
        progress=CampaignProgress(expected=row.expected, **await store.progress(work, row)),
    )
