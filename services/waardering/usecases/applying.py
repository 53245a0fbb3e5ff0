"""Someone asks: recognised, judged, reserved, and where everything is plain granted at once."""

from datetime import datetime, time
from uuid import UUID

from uuid_utils.compat import uuid7

from kernel.refusals import BadInput, Forbidden, InputError
from kernel.work import Work
from schemas.api.waardering import ApplicationIn, WaarderingCaregiverIn
from schemas.base import PersonId, id_of
from schemas.waardering import HelpWished, RegisterWished, WaarderingQueued, WaarderingRequested
from schemas.words import Applicant, ApplicationState, AppliedVia, Role
from services.waardering import rules, terms
from services.waardering.domain import Assessment, Facts, Proposal, Scheme
from services.waardering.domain.amounts import places
from services.waardering.refusals import NoSuchScheme
from services.waardering.region import Region, region
from services.waardering.store import applications, budgets, choices
from services.waardering.store.applications import Held, who
from services.waardering.tables import ApplicationRow, PartyRow
from services.waardering.told import Told
from services.waardering.usecases import clocks, deciding
from services.waardering.usecases.events import about
from services.waardering.usecases.judging import judge, note
from services.waardering.usecases.recognising import People, Someone, facts_of, recognise

NO_ROOM = "budget"
"""Advice beside the rules' own: the budget cannot carry it."""


async def apply(work: Work, told: ApplicationIn) -> Held:
    here = region(work.by.region)
    _may(work, told)
    received_at = _received_at(work, here, told)
    scheme = rules.all_of(here.code).version(told.scheme, here.day(received_at))
    if scheme is None:
        raise NoSuchScheme
    organisation = here.handler(scheme.municipalities[0])
    if work.by.has(Role.WAARDERING_OFFICER) and work.by.organisation != organisation:
        raise NoSuchScheme  # officers enter what their own organisation decides on
    people = await recognise(work, here, told, here.day(work.now))
    application = uuid7()
    facts, assessment = await judge(work, here.code, scheme, facts_of(application, told, people, here.day(received_at)), received_at)
    held = await _new(work, here, scheme, told, people, facts, assessment, received_at, organisation)
    _tell(work, held, told, people)
    for one in people.caregivers:
        if one.told.died_on is not None:  # nobody writes to her any more
            await choices.choose(work, one.known.id, here.code, may_invite=False, why="deceased", at=work.now)
    if assessment.automatic and await deciding.granted_at_once(work, held, scheme, assessment):
        return held
    await find_room(work, held, scheme, assessment)
    clocks.watch(work, held)
    await applications.save(work, held, "judged", by="waardering", code=held.row.advice)
    return held


def _may(work: Work, told: ApplicationIn) -> None:
    """The public door brings what people fill in themselves; paper and programmes come through staff."""
    if work.by.kind != "person" and (told.via is not AppliedVia.ONLINE or told.received_on is not None):
        raise Forbidden("only staff enter what came another way than online")
    if work.by.kind == "person" and not work.by.has(Role.WAARDERING_OFFICER) and told.via is not AppliedVia.STAFF:
        raise Forbidden("a consultant asks on somebody's behalf; what came on paper the officer enters")
    if work.by.kind != "person" and any(one.evidence for one in told.caregivers):
        raise Forbidden("only staff say what was handed in and how it looked")
    if work.by.kind != "person":
        _says_it_herself(told)
    if told.applicant in (Applicant.CARE_RECIPIENT, Applicant.BOTH) and told.care_recipient is None:
        raise BadInput([InputError("/careRecipient", "Who applies has to be named.", "the care recipient")])


def _says_it_herself(told: ApplicationIn) -> None:
    """Nobody consents for another: the register and a call are for the one who fills this in."""
    hers = 0 if told.applicant in (Applicant.CAREGIVER, Applicant.BOTH) else None
    others = [(number, one) for number, one in enumerate(told.caregivers) if number != hers]
    wrong = [f"/caregivers/{number}/wishesRegister" for number, one in others if one.wishes_register]
    wrong += [f"/caregivers/{number}/wishesHelp" for number, one in others if one.wishes_help]
    if wrong:
        raise BadInput([InputError(pointer, "Only who applies says this, for herself.", "false") for pointer in wrong])


def _received_at(work: Work, here: Region, told: ApplicationIn) -> datetime:
    """A letter counts from the day on which it came."""
    if told.received_on is None or told.received_on == here.day(work.now):
        return work.now
    if told.received_on > here.day(work.now):
        raise BadInput([InputError("/receivedOn", "This day is still to come.", "the day on which the letter came")])
    return datetime.combine(told.received_on, time(12), here.working_time.zone).astimezone(work.now.tzinfo)


async def _new(
    work: Work,
    here: Region,
    scheme: Scheme,
    told: ApplicationIn,
    people: People,
    facts: Facts,
    assessment: Assessment,
    received_at: datetime,
    organisation: UUID,
) -> Held:
    applicant = _applicant(told, people)
    row = ApplicationRow(
        id=UUID(facts.application),
        reference=here.reference(await applications.next_number(work), work.now),
        region=here.code,
        organisation=organisation,
        sender=f"{work.by.client}/{work.by.subject}",
        scheme=scheme.key,
        scheme_id=id_of(here.code, "scheme", scheme.key),
        scheme_hash=await rules.keep(work, here.code, scheme),
        year=assessment.year,
        municipality=applicant.municipality,
        applicant=told.applicant,
        via=told.via,
        person_id=applicant.known.id,
        recipient_id=people.recipient.known.id if people.recipient else None,
        state=ApplicationState.RECEIVED,
        received_at=received_at,
        decide_by=terms.after(scheme.decision.within, received_at),
        advice=assessment.proposal,
        pot_id=await budgets.open_pot(work, here.code, organisation, scheme, assessment.year),
        sealed=b"",
    )
    told_by = [(str(one.known.id), one.told.how_it_goes) for one in people.caregivers if isinstance(one.told, WaarderingCaregiverIn)]
    words = {person: text for person, text in told_by if text}
    held = Held(row, [], Told(facts=facts, how_it_goes=words))
    note(held, assessment)
    held.parties += await _parties(work, row.id, people)
    applications.begin(work, held, by=who(work.by), code=told.via)
    return held


def _applicant(told: ApplicationIn, people: People) -> Someone:
    asks_himself = told.applicant in (Applicant.CARE_RECIPIENT, Applicant.BOTH)
    return people.recipient if asks_himself and people.recipient else people.caregivers[0]


async def _parties(work: Work, application: UUID, people: People) -> list[PartyRow]:
    numbered = [*([(0, people.recipient)] if people.recipient else []), *enumerate(people.caregivers, start=1)]
    seals = await work.service.seals.for_many(work, [one.known.id for _, one in numbered])
    parties = []
    for position, one in numbered:
        asked = one.told if isinstance(one.told, WaarderingCaregiverIn) else None
        party = PartyRow(
            application_id=application,
            position=position,
            person_id=one.known.id,
            form=asked.form if asked else None,
            form_key=asked.form_key or asked.form if asked else None,
            wishes_help=asked.wishes_help if asked else False,
            wishes_register=asked.wishes_register if asked else False,
            has_account=one.account is not None,
        )
        if one.account is not None:
            party.sealed = seals[one.known.id].seal("party", "sealed", f"{application}/{position}", one.account.to_bytes())
        parties.append(party)
    return parties


def _tell(work: Work, held: Held, told: ApplicationIn, people: People) -> None:
    row = held.row
    work.publish(
        WaarderingRequested(
            **about(held),
            applicant=told.applicant,
            via=told.via,
            municipality=row.municipality,
            caregivers=len(people.caregivers),
            decide_by=row.decide_by,
        )
    )
    for party in held.caregivers:
        if party.wishes_help:
            work.publish(HelpWished(**about(held), caregiver_id=PersonId(party.person_id)))
        if party.wishes_register:
            work.publish(RegisterWished(**about(held), caregiver_id=PersonId(party.person_id)))


async def find_room(work: Work, held: Held, scheme: Scheme, assessment: Assessment, *, again: bool = False) -> bool:
    """Keeps the proposed sum of the budget, or says what its end means. True: nothing stands in the way of a grant."""
    row = held.row
    if row.pot_id is None or scheme.budget is None or assessment.proposal is Proposal.REFUSE:
        return True
    missing = max(wanted_cents(scheme, assessment) - row.reserved_cents - row.committed_cents, 0)
    more = max(wanted_places(scheme, assessment) - row.places, 0)
    if scheme.amounts_later and not more:
        return True
    at_end = scheme.budget.at_end
    turn = again or not (missing or more) or not await deciding.behind_others(work, held, scheme)
    if at_end != "draw" and turn and (not (missing or more) or await budgets.reserve(work, row.pot_id, row.id, missing, more)):
        row.reserved_cents += missing
        row.places += more
        return True
    if at_end in ("wait-list", "draw"):
        row.state = ApplicationState.WAITING
        if not again:
            work.publish(WaarderingQueued(**about(held)))
    else:
        row.advice = NO_ROOM
        if at_end == "top-up":
            work.task("budget-used-up", row.pot_id, scheme.budget.key, region=row.region)
    return False


def wanted_places(scheme: Scheme, assessment: Assessment) -> int:
    """Of a budget that counts grants."""
    return places(scheme, assessment.shares) if scheme.budget is not None and scheme.budget.grants is not None else 0


def wanted_cents(scheme: Scheme, assessment: Assessment) -> int:
    return 0 if scheme.amounts_later else sum(share.cents or 0 for share in assessment.shares)
