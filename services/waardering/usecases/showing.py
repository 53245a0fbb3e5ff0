"""What an officer sees; every person shown is recorded."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from kernel.sealing import PersonSeal
from kernel.work import Work
from schemas.api.base import Happened
from schemas.api.waardering import (
    Application,
    ApplicationLine,
    ApplicationStatus,
    ConditionShown,
    PartyShown,
    PersonShown,
    SchemeShown,
)
from schemas.base import ApplicationId, PersonId, StaffId
from schemas.words import (
    Applicant,
    ApplicationState,
    AppliedVia,
    RefusalReason,
    WaarderingForm,
)
from services.waardering import rules
from services.waardering.domain import Scheme, in_words
from services.waardering.domain.giving import Form
from services.waardering.region import region
from services.waardering.store import applications, people
from services.waardering.store.applications import Held
from services.waardering.tables import ApplicationRow, HistoryRow, PartyRow
from services.waardering.told import Account, Details
from services.waardering.usecases import forming

GONE = "(gewist)"


def status(held: Held) -> ApplicationStatus:
    row = held.row
    return ApplicationStatus(
        id=held.id,
        reference=row.reference,
        state=ApplicationState(row.state),
        decide_by=row.decide_by,
        cents=row.granted_cents,
    )


def line(row: ApplicationRow, known: Mapping[UUID, Details], checked: bool | None) -> ApplicationLine:
    person = known.get(row.person_id)
    return ApplicationLine(
        id=ApplicationId(row.id),
        version=row.version,
        reference=row.reference,
        scheme=row.scheme,
        year=row.year,
        state=ApplicationState(row.state),
        applicant=Applicant(row.applicant),
        via=AppliedVia(row.via),
        municipality=row.municipality,
        advice=row.advice,
        received_at=row.received_at,
        decide_by=row.decide_by,
        owner=StaffId(row.owner) if row.owner else None,
        proposed_cents=row.proposed_cents,
        reserved_cents=row.reserved_cents,
        budget_id=row.pot_id,
        granted_cents=row.granted_cents,
        drawn=row.drawn,
        checked=checked,
        name=person.name if person else GONE,
    )


async def whole(work: Work, held: Held) -> Application:
    row = held.row
    everyone = [party.person_id for party in held.parties]
    known = await people.details(work, everyone)
    work.record(*everyone, what="application")
    scheme = await rules.kept(work, row.scheme_hash)
    accounts = await _accounts(work, held)
    lines = await applications.history(work, row.id)
    recipient = next((party for party in held.parties if party.position == 0), None)
    checks = await applications.checks(work, [row.id] if row.drawn else [])
    return Application(
        **line(row, known, checks.get(row.id)).model_dump(),
        care_recipient=_person(recipient.person_id, known) if recipient else None,
        parties=tuple(_party(party, known, accounts, _form_of(party, held, scheme)) for party in held.caregivers),
        conditions=tuple(
            ConditionShown.model_validate(one.model_dump() | {"text": one.text, "verdict": one.verdict}) for one in held.told.judged
        ),
        explanation=" ".join(held.told.why_a_person) or (held.told.how_divided or ""),
        legal_nature=scheme.legal_nature.kind,
        asked=held.told.asked,
        answer_by=row.answer_by,
        postponed=row.postponed,
        form=WaarderingForm(row.form) if row.form else None,
        reason=RefusalReason(row.reason) if row.reason else None,
        article=row.article,
        automatic=row.automatic,
        decided_at=row.decided_at,
        decided_by=row.decided_by,
        objection_until=row.objection_until,
        note=held.told.note,
        history=tuple(_happened(line) for line in lines),
    )


def _happened(line: HistoryRow) -> Happened:
    return Happened(at=line.at, what=line.what, by=line.by, code=line.code)


async def _accounts(work: Work, held: Held) -> dict[int, Account]:
    keys = await work.service.seals.for_many(work, [party.person_id for party in held.parties])
    return {party.position: account(party, keys[party.person_id]) for party in held.parties if party.sealed and party.person_id in keys}


def account(party: PartyRow, key: PersonSeal) -> Account:
    """As it was given with this application."""
    assert party.sealed is not None  # asked for only where there is one
    return Account.model_validate_json(key.open_bytes("party", "sealed", f"{party.application_id}/{party.position}", party.sealed))


def house_number(one: Details) -> str | None:
    return f"{one.house_number}{one.house_number_addition or ''}" if one.house_number else None


def _person(person: UUID, known: Mapping[UUID, Details]) -> PersonShown:
    one = known.get(person)
    if one is None:
        return PersonShown(id=PersonId(person), name=GONE)
    return PersonShown(
        id=PersonId(person),
        name=one.name,
        given_name=one.given_name,
        family_name=" ".join(part for part in (one.family_name_prefix, one.family_name) if part),
        birth_date=one.birth_date,
        postcode=one.postcode,
        house_number=house_number(one),
        street=one.street,
        town=one.town,
        phone=one.phone,
        email=one.email,
    )


def _form_of(party: PartyRow, held: Held, scheme: Scheme) -> Form | None:
    """As granted, or else as chosen; none while either is open."""
    her = next((one for one in held.told.facts.caregivers if one.key == str(party.person_id)), None)
    key = party.form_key or (her.form_key or her.form if her else None)
    return next((one for one in scheme.forms if one.id == key), None)


def _party(party: PartyRow, known: Mapping[UUID, Details], accounts: Mapping[int, Account], form: Form | None) -> PartyShown:
    account = accounts.get(party.position)
    return PartyShown(
        person=_person(party.person_id, known),
        form=WaarderingForm(party.form) if party.form else None,
        gets=form.name if form else None,
        given_to=form.donated_to.name if form and form.donated_to else None,
        share_cents=party.share_cents,
        iban=f"{account.iban[:4]} … {account.iban[-4:]}" if account else None,
        wishes_help=party.wishes_help,
    )


def scheme(one: Scheme, region_code: str, now: datetime) -> SchemeShown:
    """Open data: what anyone may read before asking."""
    words = "\n\n".join(f"{part.heading}\n{' '.join(part.sentences)}" for part in in_words(one))
    today = region(region_code).day(now)
    return SchemeShown(
        key=one.key,
        name=one.name,
        organisation=one.legal_nature.by,
        municipalities=one.municipalities,
        version=one.version,
        text=words,
        open=bool(one.applicants) and (not one.window.periods or one.window.at(today) is not None),
        online=forming.is_open(one, today),
    )
