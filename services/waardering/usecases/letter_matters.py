"""What a letter has to tell, looked up in the application as it stands now; None when that is no longer so."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from kernel.work import Work
from schemas.words import ApplicationState, CaseKind, CaseOutcome, LetterKind, PaymentState, RefusalReason, WaarderingForm
from services.waardering import rules, terms
from services.waardering.domain import Scheme
from services.waardering.domain.letters import Case, Given, Judged, Matter, Meeting, Sender
from services.waardering.store import cases, handouts, people
from services.waardering.store import payments as store
from services.waardering.store.applications import Held
from services.waardering.tables import CaseRow, PartyRow, PaymentRow
from services.waardering.told import Details

HOLDS_IN = {
    LetterKind.RECEIVED: {ApplicationState.RECEIVED},
    LetterKind.INFORMATION: {ApplicationState.INCOMPLETE},
    LetterKind.POSTPONED: {ApplicationState.RECEIVED, ApplicationState.INCOMPLETE, ApplicationState.WAITING},
    LetterKind.WAITING: {ApplicationState.WAITING},
    LetterKind.GRANTED: {ApplicationState.GRANTED, ApplicationState.POOLED},
    LetterKind.AMOUNT: {ApplicationState.GRANTED},
    LetterKind.REFUSED: {ApplicationState.REFUSED},
    LetterKind.WITHDRAWN: {ApplicationState.WITHDRAWN},
}
"""In another state the application has moved on, and the letter would say what is not so."""
NOT_TOLD = frozenset({PaymentState.CANCELLED, PaymentState.COLLECTED})
OF_ONE = frozenset({LetterKind.PAID, LetterKind.RETURNED, LetterKind.COLLECT})
"""About one payment, to whose it is."""
OF_CASE = frozenset({LetterKind.CASE_RECEIVED, LetterKind.HEARING, LetterKind.CASE_EXTENDED, LetterKind.CASE_CLOSED})
OF_MONEY = frozenset({LetterKind.GRANTED, LetterKind.AMOUNT}) | OF_ONE


@dataclass(frozen=True, slots=True)
class Known:
    """What the letters of some applications need besides those, read together."""

    details: Mapping[UUID, Details]
    payments: Mapping[UUID, Sequence[PaymentRow]]
    """Of each application, in their order."""
    accounts: Mapping[UUID, str]
    """The last four characters of a payment's account."""


async def look_up(work: Work, held: Collection[Held], *, to: Collection[UUID] = (), told_of_money: Collection[UUID] = ()) -> Known:
    """In a few statements, however many there are; accounts only where the letter tells of one."""
    persons = {party.person_id for one in held for party in one.parties} | {one.row.person_id for one in held}
    rows = await store.of_applications(work, told_of_money) if told_of_money else []
    payments = defaultdict[UUID, list[PaymentRow]](list)
    for row in rows:
        payments[row.application_id].append(row)
    accounts = {payment: account.iban[-4:] for payment, account in (await store.accounts(work, rows)).items()} if rows else {}
    return Known(await people.details(work, persons | set(to)), payments, accounts)


async def matter(work: Work, held: Held, known: Known, kind: LetterKind, about: UUID | None, sender: Sender) -> Matter | None:
    row = held.row
    if kind in HOLDS_IN and row.state not in HOLDS_IN[kind]:
        return None
    scheme = await rules.kept(work, row.scheme_hash)
    case = await _case(work, about) if kind in OF_CASE else None
    given = _given(work, held, scheme, known, kind, about)
    if kind is LetterKind.INFORMATION and (held.told.asked is None or row.answer_by is None):
        return None
    meeting = await _meeting(work, about) if kind is LetterKind.COLLECT and about else None
    if (kind in OF_ONE and not given) or (kind is LetterKind.COLLECT and meeting is None):
        return None
    if kind is LetterKind.WITHDRAWN and any(one.died_on and one.key == str(row.person_id) for one in held.told.facts.caregivers):
        return None
    if kind in OF_CASE and not _to_be_told(case, kind):
        return None
    return Matter(
        scheme=scheme,
        sender=sender,
        reference=row.reference,
        year=row.year,
        received_on=terms.day_of(row.received_at),
        decide_by=terms.day_of(row.decide_by),
        today=terms.day_of(work.now),
        judged=_judged(held, known.details),
        given=given,
        pooled=row.state == ApplicationState.POOLED,
        automatic=row.automatic,
        cents=row.granted_cents,
        reason=RefusalReason(row.reason) if row.reason else None,
        article=row.article,
        note=held.told.note,
        objected=row.objected,
        objection_until=terms.day_of(row.objection_until) if row.objection_until else None,
        asked=held.told.asked,
        answer_by=terms.day_of(row.answer_by) if row.answer_by else None,
        case=case,
        meeting=meeting,
    )


async def _meeting(work: Work, payment: UUID) -> Meeting | None:
    found = await handouts.last_of(work, payment)
    return Meeting(found.title, found.on) if found is not None else None


def _judged(held: Held, known: Mapping[UUID, Details]) -> list[Judged]:
    names = {str(person): details.name for person, details in known.items()}
    several = len(held.caregivers) > 1
    return [
        Judged(
            text=one.text,
            met=one.verdict == "met",
            unknown=one.verdict == "unknown",
            fact=one.fact,
            article=one.article,
            about=names.get(one.about or "") if several else None,
        )
        for one in held.told.judged
    ]


def _given(work: Work, held: Held, scheme: Scheme, known: Known, kind: LetterKind, about: UUID | None) -> list[Given]:
    """What each payee gets, with the payment that follows from it, if one does; who has it in her hands needs no letter."""
    if kind not in OF_MONEY:
        return []
    rows = known.payments.get(held.row.id, ())
    if kind in OF_ONE:
        return [_paid(one, known) for one in rows if one.id == about and _holds(one, kind, rows)]
    there = [one for one in rows if one.state != PaymentState.CANCELLED]
    given = []
    for party in held.caregivers:
        if party.form is None or party.payee is None:
            continue
        payment = _following(party, there, scheme)
        later = payment is not None and payment.payable_from > work.now
        given.append(
            Given(
                name=_name(known, party.payee if party.payee in known.details else party.person_id),
                form=WaarderingForm(party.form),
                cents=party.share_cents,
                account=known.accounts.get(payment.id) if payment else None,
                since=terms.day_of(payment.payable_from) if payment and later else None,
                form_key=party.form_key,
                cause=_cause(payment) if payment else None,
            )
        )
    return given


def _holds(one: PaymentRow, kind: LetterKind, rows: Sequence[PaymentRow]) -> bool:
    """What came back of a good cause is no business of hers, and what is paid again needs no account any more."""
    if kind is LetterKind.RETURNED:
        return one.state == PaymentState.RETURNED and not _cause(one) and all(other.repeats != one.id for other in rows)
    if kind is LetterKind.COLLECT:
        return one.state in (PaymentState.DUE, PaymentState.SENT)
    return one.state not in NOT_TOLD


def _following(party: PartyRow, there: Sequence[PaymentRow], scheme: Scheme) -> PaymentRow | None:
    """The latest payment of what she gets, and of its parts the first."""
    form = next((one for one in scheme.forms if one.id == party.form_key), None)
    whose = form.donated_to.name if form and form.donated_to else form.supplier if form else None
    fits = [one for one in there if (one.person_id, one.form) == (party.payee, party.form) and (form is None or one.supplier == whose)]
    first = min((one.part for one in fits), default=1)
    return next((one for one in reversed(fits) if one.part == first), None)


def _paid(one: PaymentRow, known: Known) -> Given:
    return Given(_name(known, one.person_id), WaarderingForm(one.form), one.cents, known.accounts.get(one.id), None, cause=_cause(one))


def _cause(one: PaymentRow) -> str | None:
    """Money has a supplier only where it goes to a good cause."""
    return one.supplier if one.form == WaarderingForm.MONEY else None


def _name(known: Known, person: UUID) -> str:
    return known.details[person].name if person in known.details else "(gewist)"


async def _case(work: Work, case: UUID | None) -> Case | None:
    row = await work.session.get(CaseRow, case) if case else None
    if row is None:
        return None
    letter = await cases.letter(work, row)
    return Case(
        kind=CaseKind(row.kind),
        received_on=terms.day_of(row.received_at),
        due_on=terms.day_of(row.due_at),
        outcome=CaseOutcome(row.outcome) if row.outcome else None,
        answer=letter.answer if letter else None,
        penalty_cents=row.penalty_cents,
        hearing_at=row.hearing_at.astimezone(terms.ZONE) if row.hearing_at and row.hearing == "planned" else None,
        hearing_note=letter.heard if letter else None,
    )


def _to_be_told(case: Case | None, kind: LetterKind) -> bool:
    """A notice of default that costs nothing is answered by the decision itself."""
    if case is None or (kind is LetterKind.CASE_CLOSED) != (case.outcome is not None):
        return False
    if kind is LetterKind.HEARING:
        return case.hearing_at is not None
    silent = case.kind is CaseKind.NOTICE_OF_DEFAULT and kind is LetterKind.CASE_CLOSED and not case.penalty_cents and not case.answer
    return not silent
