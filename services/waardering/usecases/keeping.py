"""How long the law wants payments to be shown (AWR art. 52: seven years after the year), and what an erasure leaves until then."""

from datetime import UTC, datetime
from uuid import UUID

from kernel import aliases, links
from kernel.work import Work
from schemas.base import PersonId
from schemas.erasure import WaarderingErasureDone
from schemas.words import ErasureResult, KeptGround
from services.waardering import terms
from services.waardering.store import applications, budgets, letters, papers, registered
from services.waardering.tables import RunRow
from services.waardering.usecases import deciding, inviting, steps

YEARS = 7


def kept_until(paid_at: datetime) -> datetime:
    return datetime(terms.day_of(paid_at).year + YEARS + 1, 1, 1, tzinfo=terms.ZONE).astimezone(UTC)


OPEN = "select id from application where person_id = any($1) or recipient_id = any($1) order by id"
PAID = "select max(changed_at) from payment where person_id = any($1) and state in ('sent', 'collected', 'returned') and run_id is not null"
CASES = "select exists (select 1 from case_file where person_id = any($1) and closed_at is null)"
"""Bare rows stay for the counts: when, which scheme, how much."""


async def erase(work: Work, person: PersonId) -> None:
    """Names, accounts, texts and keys go; what is not paid yet is taken back. What the law keeps is in the sealed files of the runs."""
    ids = await aliases.all_of(work, person)
    await registered.forget(work, ids)
    known = await work.connection.fetchval("select exists (select 1 from person where id = any($1))", ids)
    if not known:
        work.publish(WaarderingErasureDone(person_id=person, result=ErasureResult.DELETED))
        return
    objecting = await work.connection.fetchval(CASES, ids)
    if objecting:
        await inviting.never_again(work, ids[0])
        until = terms.weeks_after(work.now, 26)
        work.task("erasure-waits-for-case", person, "complaint")
        work.publish(WaarderingErasureDone(person_id=person, result=ErasureResult.KEPT, kept_until=until, ground=KeptGround.COMPLAINT))
        return
    await _take_back_what_is_open(work, ids)
    paid_at = await work.connection.fetchval(PAID, ids)
    await _empty(work, ids)
    if paid_at is None:
        work.publish(WaarderingErasureDone(person_id=person, result=ErasureResult.EMPTIED))
    else:
        until = kept_until(paid_at)
        work.publish(WaarderingErasureDone(person_id=person, result=ErasureResult.KEPT, kept_until=until, ground=KeptGround.LEGAL_TERM))


async def _take_back_what_is_open(work: Work, ids: list[UUID]) -> None:
    """Hers as far as nothing has left the house; of another's application only what she was due."""
    mine = await work.connection.fetch(
        "select id from application a where person_id = any($1) and (state in ('received', 'incomplete', 'waiting', 'pooled') or "
        "state = 'granted' and not exists (select 1 from payment p where p.application_id = a.id and p.state not in ('due', 'cancelled'))) "
        "order by id",
        ids,
    )
    for row in mine:
        await steps.take_back(work, await applications.hold(work, row[0]), by="waardering")
    await work.flush()
    due = await work.connection.fetch(
        "update payment set state = 'cancelled', changed_at = $2 where person_id = any($1) and state = 'due' "
        "returning application_id, cents",
        ids,
        work.now,
    )
    for application, cents in due:
        held = await applications.bare(work, application)
        if held.pot_id is not None:
            await budgets.release(work, held.pot_id, held.id, committed=min(cents, held.committed_cents))
            deciding.room_again(work, held.pot_id)
        held.committed_cents -= min(cents, held.committed_cents)
        work.session.add(held)


async def _empty(work: Work, ids: list[UUID]) -> None:
    run = work.connection
    await work.flush()
    await run.execute(
        "update person set sealed = '', identity_hash = null, address_hash = null, name_hash = null, erased_at = $2 where id = any($1)",
        ids,
        work.now,
    )
    await run.execute("update party set sealed = null, has_account = false where person_id = any($1)", ids)
    await run.execute(
        "update payment set sealed = null, note = null, account = null, new_account = null, new_account_at = null, has_account = false "
        "where person_id = any($1)",
        ids,
    )
    await run.execute("update application set sealed = '' where person_id = any($1)", ids)
    await run.execute("update case_file set sealed = '' where person_id = any($1)", ids)
    await letters.erase(work, ids)
    for one in ids:
        await links.revoke(work, one)
    await run.execute("update claim set caregiver_address = null where caregiver_id = any($1)", ids)
    await run.execute("update claim set recipient_address = null where recipient_id = any($1)", ids)
    await papers.forget_of_persons(work, ids)
    await work.service.seals.destroy(work, ids)


async def forget_file(work: Work, run: UUID) -> None:
    """The term is over: the file and its key go."""
    row = await work.session.get(RunRow, run)
    if row is not None:
        row.file = None
        work.session.add(row)
        await work.service.seals.destroy(work, [run])
