"""Yes and no: a full grant may go by itself where its scheme allows; everything else is a person's."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from kernel.refusals import BadInput, InputError
from kernel.work import Work
from schemas.api.waardering import WaarderingDecisionIn
from schemas.waardering import WaarderingGranted, WaarderingRefused
from schemas.words import ApplicationState, RefusalReason, WaarderingForm
from services.waardering import rules, terms
from services.waardering.deadlines import RoomAgain
from services.waardering.domain import Assessment, EarlierGrant, Proposal, Scheme, Share, divide
from services.waardering.domain.amounts import places
from services.waardering.refusals import AlreadyDecided, BudgetExhausted, BySomeoneElse, CannotGrant
from services.waardering.store import applications, budgets, claims, payments, pools
from services.waardering.store.applications import Held, who
from services.waardering.store.payments import Due
from services.waardering.told import Account
from services.waardering.usecases import clocks, judging, paper_terms, penalties, sampling
from services.waardering.usecases.events import about

DECIDED = frozenset({ApplicationState.GRANTED, ApplicationState.POOLED, ApplicationState.REFUSED, ApplicationState.WITHDRAWN})
NEVER_PAID = frozenset({WaarderingForm.NOTHING, WaarderingForm.ACTIVITY})


@dataclass(frozen=True, slots=True)
class Granted:
    """One caregiver's share as it is decided."""

    share: Share
    cents: int
    """None yet in a pool: 0."""


async def decide(work: Work, application: UUID, told: WaarderingDecisionIn, version: int) -> Held:
    """By an officer, on what she has read; the rules are asked again first."""
    held = await applications.mine(work, application, version)
    if held.row.state in DECIDED:
        raise AlreadyDecided(state=held.row.state, by=held.row.decided_by)
    if held.row.objected and held.row.decided_by == work.by.subject:
        raise BySomeoneElse
    scheme = await rules.kept(work, held.row.scheme_hash)
    assessment = await judging.again(work, held, scheme)
    if told.note:
        held.told = held.told.model_copy(update={"note": told.note})
    if told.grant:
        if assessment.proposal in (Proposal.REFUSE, Proposal.ASK) and not told.note:
            raise CannotGrant(proposal=assessment.proposal.value)
        await grant(work, held, scheme, assessment, cents=told.cents)
    else:
        assert told.reason is not None  # the body was checked
        await refuse(work, held, scheme, assessment, told.reason)
    return held


async def granted_at_once(work: Work, held: Held, scheme: Scheme, assessment: Assessment) -> bool:
    """As it comes in: false when the budget cannot carry it, and then nothing was done."""
    if scheme.budget is not None and (scheme.budget.at_end == "draw" or await behind_others(work, held, scheme)):
        return False
    try:
        await grant(work, held, scheme, assessment, automatic=True, fresh=True)
    except BudgetExhausted:
        return False
    return True


async def behind_others(work: Work, held: Held, scheme: Scheme) -> bool:
    """Where one waits for room, nobody overtakes who asked sooner; who is first may have room by now."""
    row = held.row
    if row.pot_id is None or scheme.budget is None or scheme.budget.at_end != "wait-list":
        return False
    if not await budgets.waits_before(work, row.pot_id, row.received_at, row.id):
        return False
    room_again(work, row.pot_id)
    return True


async def grant(
    work: Work,
    held: Held,
    scheme: Scheme,
    assessment: Assessment,
    *,
    automatic: bool = False,
    cents: int | None = None,
    fresh: bool = False,
) -> None:
    """The budget, the shares, what counts against caps, and what is to be paid: all in this transaction."""
    row = held.row
    later = scheme.amounts_later and not await pools.done(work, row.scheme_id, row.year)
    shares = _shares(held, scheme, assessment, cents, later=later)
    total = 0 if later else sum(one.cents for one in shares)
    counted = scheme.budget is not None and scheme.budget.grants is not None
    dues = [] if later else due(work, held, scheme, shares)
    beyond = await _paid_beyond(work, held, dues)
    await _commit(work, held, total + beyond, places(scheme, [one.share for one in shares]) if counted else 0)
    row.state = ApplicationState.POOLED if later else ApplicationState.GRANTED
    row.granted_cents = None if later else total
    row.form = next((one.share.form for one in shares if one.share.form), None)
    row.reason, row.article, row.automatic = None, None, automatic
    for one in shares:
        party = held.party(UUID(one.share.caregiver))
        assert party is not None  # the rules name nobody else
        party.form, party.form_key, party.share_cents = one.share.form, one.share.form_id, one.share.cents
        party.payee = _payee(held, one.share)
    await _decided(work, held, scheme, "granted", automatic=automatic, fresh=fresh)
    await claims.add(work, _claims(work, held, scheme, shares), row.region, _numbers(scheme, shares))
    await payments.add(work, held, dues)
    sampling.watch(work, row, scheme)
    work.publish(
        WaarderingGranted(
            **about(held),
            cents=row.granted_cents,
            form=WaarderingForm(row.form or WaarderingForm.NOTHING),
            payees=len({party.payee for party in held.parties if party.payee}),
            automatic=automatic,
            after_objection=row.objected,
        )
    )


def _shares(held: Held, scheme: Scheme, assessment: Assessment, cents: int | None, *, later: bool) -> list[Granted]:
    """As proposed; or, where a person knows better, hers over the same caregivers: in the parts that were chosen, else in equal ones."""
    shares: Sequence[Share] = assessment.shares
    if not shares:
        first = next(iter(scheme.choice))
        shares = [Share(str(one.person_id), scheme.payout.to, first.form, first.id, None) for one in held.caregivers]
    if cents is not None:
        parts = divide(cents, _weights(scheme, shares)).shares
        return [Granted(replace(share, cents=part), part) for share, part in zip(shares, parts, strict=True)]
    unknown = not later and scheme.amount.kind != "in-kind" and any(share.cents is None for share in shares)
    if unknown:
        raise BadInput([InputError("/cents", "The rules cannot tell the amount.", "the amount in cents, with a note")])
    return [Granted(share, share.cents or 0) for share in shares]


def _weights(scheme: Scheme, shares: Sequence[Share]) -> list[int]:
    chosen = [share.cents or 0 for share in shares]
    by_choice = scheme.division is not None and scheme.division.how != "equal" and any(chosen)
    return chosen if by_choice else [1] * len(shares)


async def _paid_beyond(work: Work, held: Held, dues: Sequence[Due]) -> int:
    """In a later round: what came back is not paid again beside the new payments, and what left beyond them stays in the budget."""
    if held.row.round == 1:
        return 0
    await payments.cancel_due(work, held.row.id)
    return await payments.sent_beyond(work, held.row.id, dues)


def _payee(held: Held, share: Share) -> UUID:
    if share.payee == "recipient" and held.row.recipient_id is not None:
        return held.row.recipient_id
    return UUID(share.caregiver) if share.payee in ("caregiver", "recipient") else held.row.person_id


async def _commit(work: Work, held: Held, total: int, places: int) -> None:
    """What was committed in an earlier round counts along; only the difference moves."""
    row = held.row
    if row.pot_id is not None:
        more, seats = total - row.committed_cents, places - row.places
        if not await budgets.commit(work, row.pot_id, row.id, reserved=row.reserved_cents, granted=more, places=seats):
            raise BudgetExhausted
        if row.reserved_cents > more or seats < 0:
            room_again(work, row.pot_id)
    row.reserved_cents, row.committed_cents, row.places = 0, total, places


def _claims(work: Work, held: Held, scheme: Scheme, shares: Sequence[Granted]) -> list[EarlierGrant]:
    facts, day = held.told.facts, terms.day_of(work.now)
    by_key = {one.key: one for one in facts.caregivers}
    recipient = facts.recipient
    return [
        EarlierGrant(
            application=str(held.row.id),
            scheme=scheme.key,
            year=held.row.year,
            on=day,
            cents=one.cents,
            caregiver=one.share.caregiver,
            caregiver_address=by_key[one.share.caregiver].address,
            recipient=recipient.key if recipient else None,
            recipient_address=recipient.address if recipient else None,
        )
        for one in shares
    ]


def _numbers(scheme: Scheme, shares: Sequence[Granted]) -> dict[str, int]:
    """Of those who are among the first; one amount for all who care for someone takes one number."""
    last = max(scheme.firsts, default=0)
    found = [(one.share.caregiver, one.share.turn) for one in shares if one.share.turn is not None and one.share.turn <= last]
    return dict(found[:1] if getattr(scheme.amount, "per", None) == "recipient" else found)


def due(work: Work, held: Held, scheme: Scheme, shares: Sequence[Granted]) -> list[Due]:
    """One payment for each payee, form and supplier, or each of its parts; nothing for who wants nothing, and for money that is none."""
    forms = {one.id: one for one in scheme.choice}
    found: dict[tuple[UUID, str, str | None], int] = {}
    to_cause: dict[str | None, Account] = {}
    for one in shares:
        payee, given = _payee(held, one.share), one.share.form
        if given is None or given in NEVER_PAID:
            continue
        form = forms.get(one.share.form_id or "")
        cause = form.donated_to if form else None
        supplier = cause.name if cause else form.supplier if form else None
        if cause is not None:
            to_cause[supplier] = Account(name=cause.name, iban=cause.iban)
        found[payee, given, supplier] = found.get((payee, given, supplier), 0) + one.cents
    moments = terms.instalments(scheme.payout.months, work.now, scheme.payout.instalments)
    made = []
    for (payee, kind, supplier), cents in found.items():
        to = held.party(payee)
        if cents or kind == WaarderingForm.GIFT:
            place, known = (to.position, to.has_account) if to else (None, False)
            cause_account = to_cause.get(supplier) if kind == WaarderingForm.MONEY else None
            parts = divide(cents, [1] * len(moments)).shares if cents else (0,)
            made += [
                Due(payee, kind, part, place, at, known or cause_account is not None, supplier, number, cause_account)
                for number, (part, at) in enumerate(zip(parts, moments, strict=False), start=1)
            ]
    return made


async def refuse(work: Work, held: Held, scheme: Scheme, assessment: Assessment, reason: RefusalReason) -> None:
    """By a person only; with the article that it stands on."""
    row = held.row
    if reason is RefusalReason.BUDGET_EXHAUSTED and (scheme.budget is None or scheme.budget.published is None):
        raise BadInput([InputError("/reason", "No ceiling was published beforehand, so this is no ground.", "another reason, or a grant")])
    row.state, row.reason, row.automatic = ApplicationState.REFUSED, reason, False
    row.article = next((one.article for one in assessment.not_met if one.reason is reason and one.article), scheme.article)
    await payments.cancel_due(work, row.id)
    paid = await payments.left_the_house(work, row.id)
    await give_back(work, held, keep=paid)
    row.granted_cents = paid or None
    await claims.drop(work, row.id)
    await _decided(work, held, scheme, "refused", automatic=False)
    work.publish(WaarderingRefused(**about(held), reason=reason, after_objection=row.objected))


async def give_back(work: Work, held: Held, *, keep: int = 0) -> None:
    """What stood for it in the budget, but for what has left the house."""
    row = held.row
    seats = 0 if keep else row.places
    if row.pot_id is not None and (row.reserved_cents or row.committed_cents > keep or seats):
        await budgets.release(work, row.pot_id, row.id, reserved=row.reserved_cents, committed=row.committed_cents - keep, places=seats)
        room_again(work, row.pot_id)
    row.reserved_cents, row.committed_cents, row.places = 0, keep, row.places - seats


def room_again(work: Work, pot: UUID) -> None:
    """Whoever waits is looked at in a transaction of its own, so that two decisions never wait for each other."""
    work.remind(RoomAgain(pot_id=pot), at=work.now)


async def _decided(work: Work, held: Held, scheme: Scheme, what: str, *, automatic: bool, fresh: bool = False) -> None:
    """`fresh`: no clock runs yet, and nobody can have complained of it."""
    row, by = held.row, "waardering" if automatic else who(work.by)
    row.decided_at, row.decided_by, row.ended_at = work.now, by, work.now
    if scheme.legal_nature.kind == "decision":
        row.objection_until = terms.objection_until(work.now, scheme.legal_nature.objection_weeks)
    if not fresh:
        await clocks.stop(work, held)
        await penalties.end_default(work, held)
        await paper_terms.keep_until(work, held)
    await applications.save(work, held, what, by=by, code=row.reason)
