"""Who may be invited, in SQL: known from before, or by a yes to the register."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from kernel.work import Work
from services.waardering.tables import CampaignRow

LOOKS_BACK = 3
"""Years in which someone asked before."""
KNOWN = """
with asked as (
    select coalesce(l.into_id, p.person_id) as person, a.municipality, a.received_at,
        a.applicant <> 'care-recipient' or p.wishes_register as herself,
        a.scheme_id = $1 and a.year between $3 - $6::int and $3 - 1 and a.state <> 'withdrawn' as here,
        case when p.wishes_register then a.received_at end as wished_at, null::boolean as by_email, null::boolean as by_letter
    from application a join party p on p.application_id = a.id and p.position > 0 left join alias l on l.old = p.person_id
    where a.organisation = $2 and (
        a.scheme_id = $1 and a.year between $3 - $6::int and $3 - 1 and a.state <> 'withdrawn'
        or p.wishes_register and (a.scheme_id = $1 and a.year < $3 or a.scheme_id <> $1 and a.year <= $3 and a.municipality = any($7))
    )
    union all
    select coalesce(lq.into_id, q.id, lr.into_id, r.person_id), r.municipality, r.said_at, true, false, r.said_at, r.by_email, r.by_letter
    from registered r left join person q on q.region = r.region and q.identity_hash = r.identity_hash and q.erased_at is null
    left join alias lq on lq.old = q.id left join alias lr on lr.old = r.person_id
    where r.region = $8 and r.municipality = any($7)
), found as (
    select person, (array_agg(municipality order by received_at desc))[1] as municipality, bool_or(herself) as herself,
        bool_or(here) as here, max(wished_at) as wished_at, bool_or(by_email) as by_email, bool_or(by_letter) as by_letter
    from asked where $4::uuid is null or person > $4 group by person order by person limit $5
)
select f.person, f.municipality, f.herself, (select bool_and(c.may_invite) from contact_choice c
        where c.person_id = f.person or c.person_id in (select old from alias where into_id = f.person)) as choice,
    exists (select from contact_choice c where c.person_id = f.person and c.why = 'deceased') as deceased,
    exists (select from application a join party p on p.application_id = a.id and p.position > 0
        where a.scheme_id = $1 and a.year = $3 and a.state <> 'withdrawn'
        and (p.person_id = f.person or p.person_id in (select old from alias where into_id = f.person))) as applied,
    exists (select from invitation i where i.scheme_id = $1 and i.year = $3
        and (i.person_id = f.person or i.person_id in (select old from alias where into_id = f.person))) as invited,
    f.here, f.wished_at, f.by_email, f.by_letter
from found f left join person q on q.id = f.person where q.id is null or q.erased_at is null order by f.person
"""
"""Who asked for this scheme before, and who said yes to the register: with another application from these municipalities, or at
intake. One of the register who is recognised here is that person; of whoever is not there is no row in `person`."""
NO_LONGER_REGISTERED = """
update party p set wishes_register = false from application a
where a.id = p.application_id and p.person_id = any($1) and p.wishes_register and a.received_at <= $2
"""


@dataclass(frozen=True, slots=True)
class Before:
    """Someone of earlier years, or of the register."""

    person: UUID
    municipality: str | None
    herself: bool
    choice: bool | None
    deceased: bool
    applied: bool
    invited: bool
    here: bool
    """Of this scheme; otherwise only her yes to the register counts."""
    wished_at: datetime | None
    by_email: bool | None
    """Whether intake may mail her; none: she does not stand in its register. So for `by_letter`."""
    by_letter: bool | None


async def known(work: Work, campaign: CampaignRow, municipalities: Collection[str], *, after: UUID | None, most: int) -> list[Before]:
    rows = await work.connection.fetch(
        KNOWN,
        campaign.scheme_id,
        campaign.organisation,
        campaign.year,
        after,
        most,
        LOOKS_BACK,
        list(municipalities),
        campaign.region,
    )
    return [Before(*row) for row in rows]


async def no_longer_registered(work: Work, persons: Collection[UUID], until: datetime) -> None:
    """Her yes is taken back, as far as she said it until then: it is nobody's ground any more."""
    await work.connection.execute(NO_LONGER_REGISTERED, list(persons), until)
