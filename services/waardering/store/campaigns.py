"""Campaigns in SQL: who was invited, and what they did since."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from kernel.work import Work
from schemas.words import InvitationOutcome
from services.waardering.refusals import ChangedMeanwhile, NoSuchCampaign
from services.waardering.tables import CampaignRow

INVITE = """
insert into invitation (id, campaign_id, scheme_id, year, person_id, municipality, channel, invited_at, to_print)
select u.i, $1, $2, $3, u.p, u.m, u.c, $4, u.c = 'letter' from unnest($5::uuid[], $6::uuid[], $7::text[], $8::text[]) u(i, p, m, c)
on conflict (scheme_id, year, person_id) do nothing returning id, person_id, municipality, channel
"""
SINCE = """
with did as (
    select coalesce(l.into_id, p.person_id) as person, true as asked, bool_or(a.state in ('granted', 'pooled')) as granted,
        bool_or(exists (select from payment y where y.application_id = a.id and y.state in ('sent', 'collected'))) as paid
    from application a join party p on p.application_id = a.id and p.position > 0 left join alias l on l.old = p.person_id
    where a.scheme_id = $1 and a.year = $2 and a.state <> 'withdrawn' group by 1
)
"""
STANDS = """(exists (select from person q where q.id in (i.person_id, l.into_id) and q.erased_at is null)
    or exists (select from registered r where r.person_id in (i.person_id, l.into_id)))"""
"""She is known here and was not erased, or stands in the register still."""
PROGRESS = (
    SINCE
    + """
select count(*) as invited, count(*) filter (where i.channel = 'email') as by_email,
    count(*) filter (where i.channel = 'letter') as by_letter,
    count(*) filter (where i.to_print) as letters_to_print, count(*) filter (where i.outcome = 'sent') as sent,
    count(*) filter (where i.outcome in ('withheld', 'undeliverable')) as not_sent,
    count(*) filter (where i.reminded_at is not null) as reminded, count(*) filter (where c.may_invite is false) as opted_out,
    count(*) filter (where d.asked) as asked, count(*) filter (where d.granted) as granted, count(*) filter (where d.paid) as paid
from invitation i left join alias l on l.old = i.person_id left join did d on d.person = coalesce(l.into_id, i.person_id)
left join contact_choice c on c.person_id = coalesce(l.into_id, i.person_id) where i.campaign_id = $3
"""
)
ASKED = """
select exists (select from application a join party p on p.application_id = a.id and p.position > 0
    where a.scheme_id = $1 and a.year = $2 and a.state <> 'withdrawn'
    and (p.person_id = $3 or p.person_id in (select old from alias where into_id = $3)))
"""
TO_REMIND = (
    SINCE
    + """
select i.id, coalesce(l.into_id, i.person_id) as person, i.municipality, i.channel
from invitation i left join alias l on l.old = i.person_id left join did d on d.person = coalesce(l.into_id, i.person_id)
left join contact_choice c on c.person_id = coalesce(l.into_id, i.person_id)
where i.campaign_id = $3 and ($4::uuid is null or i.id > $4) and i.reminded_at is null and d.asked is null
    and c.may_invite is not false and i.outcome is distinct from 'undeliverable' and """
    + STANDS
    + " order by i.id limit $5"
)

TO_PRINT = (
    SINCE
    + """
select i.id, coalesce(l.into_id, i.person_id) as person, i.municipality, i.reminded_at is not null,
    d.asked is not null or c.may_invite is false or not """
    + STANDS
    + """
from invitation i left join alias l on l.old = i.person_id left join did d on d.person = coalesce(l.into_id, i.person_id)
left join contact_choice c on c.person_id = coalesce(l.into_id, i.person_id)
where i.campaign_id = $3 and i.to_print order by i.id limit $4
"""
)


@dataclass(frozen=True, slots=True)
class OnPaper:
    """An invitation that waits for the printer; `over`: she asked since, wants none or was erased."""

    id: UUID
    person: UUID
    municipality: str | None
    reminder: bool
    over: bool


@dataclass(frozen=True, slots=True)
class Invited:
    id: UUID
    person: UUID
    municipality: str | None
    channel: str


BEGIN = """
insert into campaign (id, version, region, organisation, scheme, scheme_id, year, state, phase, starts_at, reminds_at, expected,
    made_by, made_at)
values ($1, 1, $2, $3, $4, $5, $6, $7, 'inviting', $8, $9, 0, $10, $11)
on conflict (scheme_id, year) where state <> 'stopped' do nothing returning true
"""


async def begin(work: Work, row: CampaignRow) -> bool:
    """No when this scheme and year have one already."""
    made = await work.connection.fetchval(
        BEGIN,
        row.id,
        row.region,
        row.organisation,
        row.scheme,
        row.scheme_id,
        row.year,
        row.state,
        row.starts_at,
        row.reminds_at,
        row.made_by,
        row.made_at,
    )
    return made is True


async def asked(work: Work, scheme_id: UUID, year: int, person: UUID) -> bool:
    """Whether she asked since."""
    found: bool = await work.connection.fetchval(ASKED, scheme_id, year, person)
    return found


async def invite(work: Work, campaign: CampaignRow, invited: Sequence[Invited]) -> list[Invited]:
    """Answers who is really new: whoever was invited for this scheme and year before is not again."""
    rows = await work.connection.fetch(
        INVITE,
        campaign.id,
        campaign.scheme_id,
        campaign.year,
        work.now,
        [one.id for one in invited],
        [one.person for one in invited],
        [one.municipality for one in invited],
        [one.channel for one in invited],
    )
    return [Invited(*row) for row in rows]


async def to_remind(work: Work, campaign: CampaignRow, *, most: int) -> list[Invited]:
    rows = await work.connection.fetch(TO_REMIND, campaign.scheme_id, campaign.year, campaign.id, campaign.place, most)
    return [Invited(*row) for row in rows]


async def note_reminded(work: Work, invitations: Sequence[UUID]) -> None:
    await work.connection.execute(
        "update invitation set reminded_at = $2, to_print = channel = 'letter' where id = any($1)", list(invitations), work.now
    )


async def progress(work: Work, campaign: CampaignRow) -> dict[str, int]:
    row = await work.connection.fetchrow(PROGRESS, campaign.scheme_id, campaign.year, campaign.id)
    assert row is not None  # a count is always there
    return dict(row)


async def listed(work: Work) -> list[CampaignRow]:
    """The newest first."""
    scope = work.scope
    mine = (col(CampaignRow.region) == scope.region) & (col(CampaignRow.organisation) == scope.organisation)
    return list((await work.session.exec(select(CampaignRow).where(mine).order_by(col(CampaignRow.id).desc()).limit(50))).all())


async def mine(work: Work, campaign: UUID, version: int | None, *, locked: bool = False) -> CampaignRow:
    row = await hold(work, campaign, locked=locked)
    if row is None or row.region != work.by.region or row.organisation != work.by.organisation:
        raise NoSuchCampaign
    if version is not None and row.version != version:
        raise ChangedMeanwhile(version=row.version)
    return row


async def hold(work: Work, campaign: UUID, *, locked: bool = True) -> CampaignRow | None:
    question = select(CampaignRow).where(CampaignRow.id == campaign)
    if locked:
        question = question.with_for_update().execution_options(populate_existing=True)
    return (await work.session.exec(question)).one_or_none()


async def to_print(work: Work, campaign: CampaignRow, *, most: int) -> list[OnPaper]:
    """The oldest; the same each time until they are noted."""
    rows = await work.connection.fetch(TO_PRINT, campaign.scheme_id, campaign.year, campaign.id, most)
    return [OnPaper(*row) for row in rows]


async def printed(work: Work, invitations: Sequence[UUID], outcome: InvitationOutcome) -> int:
    done = await work.connection.execute(
        "update invitation set to_print = false, outcome = $3, handled_at = $2 where id = any($1) and to_print",
        list(invitations),
        work.now,
        outcome,
    )
    return int(done.split()[-1])


async def on_its_way(work: Work, campaign: UUID) -> bool:
    """Whether something waits for the printer, or with notifications."""
    found: bool = await work.connection.fetchval(
        "select exists (select from invitation where campaign_id = $1 and (to_print or outcome is null))", campaign
    )
    return found


async def withhold_letters(work: Work, campaign: UUID) -> None:
    """What waits for the printer goes no more."""
    await work.connection.execute(
        "update invitation set to_print = false, outcome = $3, handled_at = $2 where campaign_id = $1 and to_print",
        campaign,
        work.now,
        InvitationOutcome.WITHHELD,
    )


async def handled(work: Work, invitation: UUID, outcome: str) -> None:
    """What could not be delivered by mail becomes a letter, if there is an address."""
    await work.connection.execute("update invitation set outcome = $2, handled_at = $3 where id = $1", invitation, outcome, work.now)


async def by_letter_then(work: Work, invitation: UUID) -> None:
    """The campaign changes with it: a pile that was printed before does not hold this one, and is not noted as if it did."""
    await work.connection.execute(
        "update campaign set version = version + 1 where id = (select campaign_id from invitation where id = $1 and not to_print)",
        invitation,
    )
    await work.connection.execute("update invitation set channel = 'letter', to_print = true, outcome = null where id = $1", invitation)
