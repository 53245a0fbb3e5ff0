"""What an officer does with an application on the way: owns it, asks, completes, postpones, revises, takes back, checks."""

from uuid import UUID

from kernel.refusals import BadInput, InputError
from kernel.work import Work
from schemas.api.waardering import (
    ApplicationWithdrawalIn,
    CheckIn,
    CompletionIn,
    FactsIn,
    InformationRequestIn,
    OwnerIn,
    PostponementIn,
    WaarderingPersonIn,
)
from schemas.waardering import (
    WaarderingChecked,
    WaarderingCompleted,
    WaarderingInformationAsked,
    WaarderingPickedUp,
    WaarderingPostponed,
    WaarderingReopened,
    WaarderingWithdrawn,
)
from schemas.words import ApplicationState
from services.waardering import rules, terms
from services.waardering.deadlines import AnswerDue, DecisionDue
from services.waardering.gateways.transfers import checked_iban
from services.waardering.refusals import (
    AlreadyDecided,
    AlreadyEnded,
    AlreadyPaid,
    AlreadyPostponed,
    InRunNow,
    NotDecidedYet,
    NothingAsked,
    TooLateToPostpone,
)
from services.waardering.region import postcode, region
from services.waardering.store import applications, claims, payments, people
from services.waardering.store.applications import Held, who
from services.waardering.store.people import Known
from services.waardering.told import Account, Details
from services.waardering.usecases import clocks, deciding, judging
from services.waardering.usecases.applying import find_room
from services.waardering.usecases.events import about
from services.waardering.usecases.recognising import FACTS, area_of, checked_facts, declared, handed_in

BY_KEY = frozenset({"answers", "exclusions", "evidence"})
"""Facts that are many under one name."""
UNDECIDED = frozenset({ApplicationState.RECEIVED, ApplicationState.INCOMPLETE, ApplicationState.WAITING})


async def _undecided(work: Work, application: UUID, version: int) -> Held:
    held = await applications.mine(work, application, version)
    if held.row.state not in UNDECIDED:
        raise AlreadyDecided(state=held.row.state, by=held.row.decided_by)
    return held


async def own(work: Work, application: UUID, told: OwnerIn, version: int) -> Held:
    held = await applications.mine(work, application, version)
    held.row.owner = told.staff or work.by.staff
    work.publish(WaarderingPickedUp(**about(held)))
    await applications.save(work, held, "owned", by=who(work.by), code=None if told.staff is None else "by-colleague")
    return held


async def ask(work: Work, application: UUID, told: InformationRequestIn, version: int) -> Held:
    """The clock stands still from now, unless the term has ended already (Awb 4:15)."""
    held = await _undecided(work, application, version)
    if held.row.asked_at is not None:
        raise AlreadyPostponed
    row = held.row
    row.state, row.asked_at, row.answer_by = ApplicationState.INCOMPLETE, work.now, terms.days_after(work.now, told.days)
    held.told = held.told.model_copy(update={"asked": told.what})
    work.forget(DecisionDue, row.id)
    work.remind(AnswerDue(application_id=held.id), at=row.answer_by)
    work.publish(WaarderingInformationAsked(**about(held), answer_by=row.answer_by))
    await applications.save(work, held, "information-asked", by=who(work.by))
    return held


async def complete(work: Work, application: UUID, told: CompletionIn, version: int) -> Held:
    """What came is judged; where nothing stands in the way any more it is granted as at the first."""
    held = await _undecided(work, application, version)
    asked = held.row.asked_at is not None
    if not asked and held.row.state == ApplicationState.INCOMPLETE:
        raise NothingAsked
    if asked:
        clocks.resume(work, held)
    await _take_in(work, held, told.facts)
    await applications.tasks_done(work, held.row.id)
    scheme = await rules.kept(work, held.row.scheme_hash)
    assessment = await judging.again(work, held, scheme)
    if held.row.state != ApplicationState.WAITING and await find_room(work, held, scheme, assessment) and assessment.automatic:
        await deciding.grant(work, held, scheme, assessment, automatic=True)
    else:
        work.publish(WaarderingCompleted(**about(held)))
        await applications.save(work, held, "completed", by=who(work.by))
    return held


async def _take_in(work: Work, held: Held, new: FactsIn) -> None:
    """Only what is named changes; people stay who they are."""
    facts = held.told.facts.model_dump(exclude={"earlier"}, exclude_unset=True)
    named: list[tuple[int, WaarderingPersonIn, dict[str, object]]] = []
    if new.care_recipient is not None and held.told.facts.recipient is not None:
        named.append((0, new.care_recipient, facts["recipient"]))
    if new.caregivers:
        if len(new.caregivers) != len(held.caregivers):
            raise BadInput([InputError("/facts/caregivers", "Name all caregivers of the application, in their order.", None)])
        named += [(place, one, facts["caregivers"][place - 1]) for place, one in enumerate(new.caregivers, start=1)]
    for position, one, known in named:
        told = one.model_dump(exclude_unset=True, include=set(FACTS) - {"key", "address", "household", "municipality"})
        known |= told | {name: _with(known.get(name), told[name]) for name in BY_KEY & told.keys()}
        await _renew(work, held, position, one, known)
    facts["answers"] = facts.get("answers", {}) | new.answers
    if (signed := declared(new.caregivers)) is not None:
        facts["declared"] = signed
    facts["evidence"] = facts.get("evidence", {}) | handed_in(new.caregivers)
    if new.late_accepted is not None:
        facts["late_accepted"] = new.late_accepted
    held.told = held.told.model_copy(update={"facts": checked_facts(facts), "asked": None})


def _with(known: object, told: object) -> object:
    """One answer more leaves those that were given before."""
    return {**known, **told} if isinstance(known, dict) and isinstance(told, dict) else told


async def _renew(work: Work, held: Held, position: int, one: WaarderingPersonIn, facts: dict[str, object]) -> None:
    """Her details, her address and her account as they are now."""
    here = region(held.row.region)
    party = next(party for party in held.parties if party.position == position)
    before = (await people.details(work, [party.person_id]))[party.person_id]
    plain = postcode(one.postcode) if one.postcode else before.postcode
    given = one.model_dump(exclude_unset=True, include=set(Details.model_fields) - {"postcode"})
    moved = (plain, given.get("house_number", before.house_number)) != (before.postcode, before.house_number)
    elsewhere = dict.fromkeys(("street", "town")) if moved else {}  # of another door they are not known until they are told
    details = before.model_copy(update=elsewhere | given | {"postcode": plain})
    address = people.address_hash(work.service.seals, here.code, details)
    await people.save(work, here.code, [Known(party.person_id, details, None, address)])
    facts["municipality"] = here.municipality(plain) or one.municipality or facts.get("municipality")
    facts["address"] = facts["household"] = address.hex() if address else None
    facts |= area_of(details)
    if one.iban is not None:
        account = Account(name=one.account_name or details.name, iban=checked_iban(one.iban, "/facts/iban"))
        seal = await work.service.seals.of(work, party.person_id)
        party.account_by = work.by.staff if party.has_account else party.account_by
        party.sealed = seal.seal("party", "sealed", f"{held.row.id}/{position}", account.to_bytes())
        party.has_account = True
        work.session.add(party)


async def postpone(work: Work, application: UUID, told: PostponementIn, version: int) -> Held:
    """Once, and said before the term has passed (Awb 4:14)."""
    held = await _undecided(work, application, version)
    row = held.row
    if row.postponed:
        raise AlreadyPostponed
    if work.now > row.decide_by:
        raise TooLateToPostpone
    row.postponed, row.decide_by = True, terms.weeks_after(row.decide_by, told.weeks)
    held.told = held.told.model_copy(update={"note": told.reason})
    if row.asked_at is None:
        clocks.watch(work, held)
    work.publish(WaarderingPostponed(**about(held), decide_by=row.decide_by))
    await applications.save(work, held, "postponed", by=who(work.by))
    return held


async def revise(work: Work, application: UUID, version: int) -> Held:
    """A decision turns out wrong: what was not paid is called back, and it is decided anew. What was paid counts along."""
    held = await applications.mine(work, application, version)
    if held.row.state not in (ApplicationState.GRANTED, ApplicationState.REFUSED):
        raise NotDecidedYet if held.row.state in UNDECIDED else AlreadyEnded
    await reopen(work, held, "revised")
    return held


async def reopen(work: Work, held: Held, what: str) -> None:
    row = held.row
    await payments.cancel_due(work, row.id)
    if await payments.in_run(work, row.id):
        raise InRunNow
    await deciding.give_back(work, held, keep=await payments.left_the_house(work, row.id))
    await claims.drop(work, row.id)
    for party in held.caregivers:
        party.share_cents, party.payee, party.form_key = None, None, None
    row.state, row.ended_at, row.reason, row.article = ApplicationState.RECEIVED, None, None, None
    row.round += 1
    row.decide_by = terms.weeks_after(work.now, 2)
    clocks.watch(work, held)
    work.publish(WaarderingReopened(**about(held), after_objection=row.objected, decide_by=row.decide_by))
    await applications.save(work, held, what, by=who(work.by))


async def withdraw(work: Work, application: UUID, told: ApplicationWithdrawalIn, version: int) -> Held:
    """Before it is paid; whatever was granted goes back to the budget."""
    held = await applications.mine(work, application, version)
    row = held.row
    if row.state == ApplicationState.WITHDRAWN:
        raise AlreadyEnded
    if told.note:
        held.told = held.told.model_copy(update={"note": told.note})
    await take_back(work, held, by=who(work.by))
    return held


async def take_back(work: Work, held: Held, *, by: str) -> None:
    row = held.row
    granted = row.state in (ApplicationState.GRANTED, ApplicationState.POOLED)
    await payments.cancel_due(work, row.id)
    if await payments.on_its_way(work, row.id):  # looked at last: a run may have taken it meanwhile
        raise AlreadyPaid
    await deciding.give_back(work, held)
    await claims.drop(work, row.id)
    await clocks.stop(work, held)
    row.state, row.ended_at, row.granted_cents = ApplicationState.WITHDRAWN, work.now, None
    work.publish(WaarderingWithdrawn(**about(held), granted_before=granted))
    await applications.save(work, held, "withdrawn", by=by)


async def check(work: Work, application: UUID, told: CheckIn, version: int) -> Held:
    """What the spot check found counts as a fact; a decision already taken is revised by a person, never by itself."""
    held = await applications.mine(work, application, version)
    facts = held.told.facts.model_copy(update={"checked": told.passed})
    held.told = held.told.model_copy(update={"facts": facts} | ({"note": told.note} if told.note else {}))
    result = "passed" if told.passed else "failed"
    work.publish(WaarderingChecked(**about(held), passed=told.passed))
    if held.row.state not in UNDECIDED:
        if not told.passed:
            work.task("check-failed", held.row.id, "officer", region=held.row.region)
        await applications.save(work, held, "checked", by=who(work.by), code=result)
        return held
    scheme = await rules.kept(work, held.row.scheme_hash)
    assessment = await judging.again(work, held, scheme)
    plain = held.row.state == ApplicationState.RECEIVED and await find_room(work, held, scheme, assessment) and assessment.automatic
    await applications.save(work, held, "checked", by=who(work.by), code=result)
    if plain:
        await deciding.grant(work, held, scheme, assessment, automatic=True)
    return held
