"""Who wants to be known at the support desk is told to intake, which keeps the register; and whom an erasure there may be about."""

from typing import Literal
from uuid import UUID

from kernel.refusals import Forbidden, NotFound
from kernel.work import Work
from schemas.api.intake.erasures import PeopleFound, PersonFound
from schemas.api.intake.signals import CaregiverIn
from schemas.api.waardering import WishQuestion
from schemas.api.waardering.register import ErasureCandidates, RegisterEntry
from schemas.base import PersonId
from services.waardering import terms
from services.waardering.store import applications, people
from services.waardering.usecases.wishing import INTAKE

OF_REFERENCE = """
select p.person_id, p.position from party p join application a on a.id = p.application_id
where a.region = $1 and a.reference = $2 order by p.position desc
"""
OF_PERSON = """
select p.person_id, max(p.position) from party p join person q on q.id = p.person_id
where q.region = $1 and p.person_id = $2 group by p.person_id
"""


def _only_intake(work: Work) -> None:
    if work.by.client != INTAKE:
        raise Forbidden("only intake keeps the register and erases")


async def entry(work: Work, asked: WishQuestion) -> RegisterEntry:
    """Only of who said so, and only who she is and how she is reached."""
    _only_intake(work)
    held = await applications.hold(work, asked.application_id, locked=False)
    party = held.party(asked.caregiver_id)
    known = await people.details(work, [party.person_id]) if party is not None and party.wishes_register else {}
    if party is None or party.person_id not in known:
        raise NotFound
    work.record(party.person_id, what="register-entry")
    said = known[party.person_id].model_dump(exclude_none=True, include=set(CaregiverIn.model_fields))
    return RegisterEntry(caregiver=CaregiverIn.model_validate(said), said_on=terms.day_of(held.row.received_at))


async def candidates(work: Work, asked: ErasureCandidates) -> PeopleFound:
    """For the privacy officer, who looks for them through intake; who is erased stays in it without a name."""
    _only_intake(work)
    if asked.person_id is not None:
        rows = await work.connection.fetch(OF_PERSON, asked.region, asked.person_id)
    else:
        rows = await work.connection.fetch(OF_REFERENCE, asked.region, (asked.reference or "").upper())
    roles: dict[UUID, Literal["caregiver", "recipient"]] = {row[0]: "caregiver" if row[1] else "recipient" for row in rows}
    known = await people.details(work, roles)
    gone = await people.erased(work, roles)
    work.record(*roles, what="erasure-search")
    return PeopleFound(
        items=tuple(
            PersonFound(
                person_id=PersonId(one),
                role=role,
                name=known[one].name if one in known else "",
                birth_date=known[one].birth_date if one in known else None,
                erased_at=gone.get(one),
            )
            for one, role in roles.items()
        )
    )
