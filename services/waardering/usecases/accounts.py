"""A payment came back: its payee gives another account herself, by her link; it waits until someone pays again."""

from uuid import UUID

from kernel import links
from kernel.links import NoSuchLink
from kernel.refusals import BadInput, InputError, NotFound
from kernel.work import Work
from schemas.api.waardering.own import OwnAccountIn, Returned, ReturnedIn
from schemas.base import PaymentId
from schemas.words import LetterKind, PaymentReturn, PaymentState
from services.waardering import rules
from services.waardering.gateways.transfers import checked_iban
from services.waardering.refusals import CannotRepeat, PersonErased
from services.waardering.store import applications, letters, payments, people
from services.waardering.tables import PaymentRow
from services.waardering.told import Account
from services.waardering.usecases import opening, returning, saving

GIVEN = "account-given"
PAYEE = "payee"


async def look(work: Work, told: ReturnedIn) -> Returned:
    return await _shown(work, await _hers(work, told))


async def give(work: Work, told: OwnAccountIn) -> Returned:
    """She may correct herself until it is paid again; that stays with an officer, and its approval with another."""
    row = await _hers(work, told)
    if not await returning.may_change_account(work, row):
        raise CannotRepeat(state=row.state)
    keys = await work.service.seals.for_many(work, [row.person_id])
    known = (await people.details(work, [row.person_id])).get(row.person_id)
    if row.person_id not in keys or known is None:
        raise PersonErased
    account = Account(name=told.account_name or known.name, iban=checked_iban(told.iban, "/iban"))
    if account == (await payments.accounts(work, [row])).get(row.id):
        raise BadInput([InputError("/iban", "This is the account from which the money came back.", "another account, or another name")])
    row.new_account = keys[row.person_id].seal("payment", "new_account", row.id, account.to_bytes())
    row.new_account_at = row.changed_at = work.now
    work.session.add(row)
    await payments.line(work, row.id, GIVEN, PAYEE)
    await applications.tasks_done(work, row.id)
    work.task(GIVEN, row.id, row.returned or PaymentReturn.OTHER, region=row.region)
    return await _shown(work, row)


async def given(work: Work, row: PaymentRow) -> Account | None:
    """What she gave and nobody paid to yet."""
    if row.new_account is None:
        return None
    keys = await work.service.seals.for_many(work, [row.person_id])
    if row.person_id not in keys:
        return None
    return Account.model_validate_json(keys[row.person_id].open_bytes("payment", "new_account", row.id, row.new_account))


async def _hers(work: Work, told: ReturnedIn) -> PaymentRow:
    """Of who has the link and of nobody else on the same application; what never came back is not found."""
    link = await links.look(work, told.token)
    if link.action == opening.ACTION:
        letter = await letters.find(work, UUID(link.data["letter"]))
        if letter is None or letter.kind != LetterKind.RETURNED or letter.region != work.by.region:
            raise NoSuchLink
        payment, person, application = letter.about, letter.person_id, letter.application_id
    else:
        _, held = await saving.hers(work, told.token, locked=False)
        payment, person, application = told.payment_id, held.row.person_id, held.row.id
    row = await payments.locked(work, payment) if payment is not None else None
    if row is None or (row.person_id, row.application_id) != (person, application) or row.returned is None:
        raise NotFound
    return row


async def _shown(work: Work, row: PaymentRow) -> Returned:
    work.record(row.person_id, what="account")
    held = await applications.bare(work, row.application_id)
    old, new = (await payments.accounts(work, [row])).get(row.id), await given(work, row)
    return Returned(
        payment_id=PaymentId(row.id),
        scheme_name=(await rules.kept(work, held.scheme_hash)).name,
        reference=held.reference,
        cents=row.cents,
        ends_in=old.iban[-4:] if old else None,
        new_ends_in=new.iban[-4:] if new else None,
        may_change=row.state == PaymentState.RETURNED and await returning.may_change_account(work, row),
    )
