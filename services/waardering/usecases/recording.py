"""Applications as a sheet has them, a large page at a time; an account only to who may pay and asks for it."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from sqlmodel import col, select

from kernel.refusals import Forbidden
from kernel.work import Work
from schemas.api.waardering import ApplicationRecord, RecordedCaregiver
from schemas.words import Applicant, ApplicationState, AppliedVia, RefusalReason, Role, WaarderingForm
from services.waardering import terms
from services.waardering.store import applications, people
from services.waardering.tables import ApplicationRow, PartyRow
from services.waardering.told import Account, Details
from services.waardering.usecases import listing, showing
from services.waardering.usecases.listing import Asked

PAGE = 500


async def page(work: Work, asked: Asked, *, accounts: bool) -> tuple[list[ApplicationRecord], listing.After]:
    """Everyone in it is recorded as taken along, which is more than looked at."""
    if accounts and not work.by.has(Role.PAYER):
        raise Forbidden("accounts are for who pays")
    rows, after = await listing.rows(work, asked, PAGE)
    parties = await _parties(work, [row.id for row in rows])
    everyone = {party.person_id for found in parties.values() for party in found} | {row.person_id for row in rows}
    known = await people.details(work, everyone)
    checks = await applications.checks(work, [row.id for row in rows if row.drawn])
    seen = await _accounts(work, [party for found in parties.values() for party in found]) if accounts else {}
    work.record(*everyone, what="account" if accounts else "application", action="export")
    return [_record(row, parties.get(row.id, []), known, seen, checks.get(row.id)) for row in rows], after


async def _parties(work: Work, ids: Sequence[UUID]) -> dict[UUID, list[PartyRow]]:
    query = select(PartyRow).where(col(PartyRow.application_id).in_(ids)).order_by(col(PartyRow.application_id), col(PartyRow.position))
    found: dict[UUID, list[PartyRow]] = {}
    for party in (await work.session.exec(query)).all():
        found.setdefault(party.application_id, []).append(party)
    return found


async def _accounts(work: Work, parties: Sequence[PartyRow]) -> dict[tuple[UUID, int], Account]:
    keys = await work.service.seals.for_many(work, {party.person_id for party in parties})
    return {
        (party.application_id, party.position): showing.account(party, keys[party.person_id])
        for party in parties
        if party.sealed and party.person_id in keys
    }


def _record(
    row: ApplicationRow,
    parties: Sequence[PartyRow],
    known: Mapping[UUID, Details],
    accounts: Mapping[tuple[UUID, int], Account],
    checked: bool | None,
) -> ApplicationRecord:
    applicant, of_recipient = known.get(row.person_id), accounts.get((row.id, 0))
    return ApplicationRecord(
        reference=row.reference,
        scheme=row.scheme,
        year=row.year,
        municipality=row.municipality,
        applicant=Applicant(row.applicant),
        via=AppliedVia(row.via),
        received_on=terms.day_of(row.received_at),
        decide_by=terms.day_of(row.decide_by),
        state=ApplicationState(row.state),
        advice=row.advice,
        name=applicant.name if applicant else showing.GONE,
        decided_at=row.decided_at,
        automatic=row.automatic,
        reason=RefusalReason(row.reason) if row.reason else None,
        article=row.article,
        granted_cents=row.granted_cents,
        drawn=row.drawn,
        checked=checked,
        caregivers=tuple(
            _caregiver(party, known.get(party.person_id), accounts.get((row.id, party.position)) or of_recipient)
            for party in parties
            if party.position > 0
        ),
    )


def _caregiver(party: PartyRow, details: Details | None, account: Account | None) -> RecordedCaregiver:
    return RecordedCaregiver(
        name=details.name if details else showing.GONE,
        postcode=details.postcode if details else None,
        house_number=showing.house_number(details) if details else None,
        form=WaarderingForm(party.form) if party.form else None,
        cents=party.share_cents,
        iban=account.iban if account else None,
        account_name=account.name if account else None,
    )
