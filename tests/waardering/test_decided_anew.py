"""A decision is taken anew after money went out, came back or waits: nobody is paid twice, and the budget carries what left the house."""

from __future__ import annotations

import asyncio

from .bank import granted, pain002, reported
from .test_deciding import close, open_case
from .town import Json, Town, an_application

NOTE = {"note": "Na een gesprek."}


async def came_back(town: Town) -> Json:
    (paid,) = await town.payments("sent")
    await reported(town, pain002(paid["id"].replace("-", "")))
    return paid


async def test_what_was_paid_stays_in_the_budget_when_less_is_granted_after_all(town: Town):
    (one,) = await granted(town)
    await town.paid()
    await town.did(one, "revisions")
    seen = await town.did(one, "decisions", {"grant": True, "cents": 3_000} | NOTE)

    assert seen["grantedCents"] == 3_000
    assert (await town.budget("plain"))["committedCents"] == 5_000
    assert await town.payments("due") == []


async def test_granted_as_much_again_after_less_nothing_more_is_paid_and_the_budget_is_right(town: Town):
    (one,) = await granted(town)
    await town.paid()
    for cents in (3_000, 5_000):
        await town.did(one, "revisions")
        await town.did(one, "decisions", {"grant": True, "cents": cents} | NOTE)
    await town.did(one, "revisions")
    await town.did(one, "decisions", {"grant": False, "reason": "residence"} | NOTE)

    assert (await town.budget("plain"))["committedCents"] == 5_000
    assert await town.payments("due") == []


async def test_while_its_payment_waits_for_approval_nothing_is_decided_anew(town: Town):
    (one,) = await granted(town)
    run = await town.a_run()
    waiting = await town.does(one, "revisions")
    await town.approves(run, approve=False)
    then = await town.does(one, "revisions")

    assert (waiting.status_code, then.status_code) == (409, 200)
    assert "betaalrun" in waiting.json()["inDutch"]
    assert await town.payments("due") == []


async def test_what_comes_back_while_it_is_decided_anew_is_paid_once(town: Town):
    (one,) = await granted(town)
    await town.paid()
    await town.did(one, "revisions")
    paid = await came_back(town)
    too_soon = await town.payer.post(f"/v1/payments/{paid['id']}/repeats", json={})
    await town.did(one, "decisions", {"grant": True} | NOTE)
    repeated = await town.payer.post(f"/v1/payments/{paid['id']}/repeats", json={})

    assert (too_soon.status_code, repeated.status_code) == (409, 409)
    assert [payment["cents"] for payment in await town.payments("due")] == [5_000]
    assert (await town.budget("plain"))["committedCents"] == 5_000


async def test_what_comes_back_after_a_refusal_is_not_paid_again_and_goes_back_to_the_budget(town: Town):
    (one,) = await granted(town)
    await town.paid()
    await town.did(one, "revisions")
    await town.did(one, "decisions", {"grant": False, "reason": "residence"} | NOTE)
    paid = await came_back(town)
    again = await town.payer.post(f"/v1/payments/{paid['id']}/repeats", json={})
    await town.payer.post(f"/v1/payments/{paid['id']}/cancellations", json={"reason": "Afgewezen na bezwaar."})

    assert again.status_code == 409
    assert (await town.budget("plain"))["committedCents"] == 0


async def test_a_withdrawal_and_a_run_at_once_never_both_go_through(town: Town):
    made = await granted(town, 6)
    run, *withdrawn = await asyncio.gather(
        town.payer.post("/v1/payout-runs", json={"form": "money"}),
        *(town.does(one, "withdrawals", NOTE, version=2) for one in made),
    )
    rows = await town.house.rows(
        "select a.state, p.state from waardering.application a join waardering.payment p on p.application_id = a.id"
    )

    assert {*map(tuple, rows)} <= {("withdrawn", "cancelled"), ("granted", "in-run")}
    assert {one.status_code for one in withdrawn} <= {200, 409}
    assert run.status_code in (201, 409)


async def test_a_gift_that_counted_along_in_a_new_decision_is_not_taken_back_from_the_table(town: Town):
    made = await town.applies(an_application("gift", number=1))
    (gift,) = await town.payments("due", "gift")
    await town.officer.post(f"/v1/payments/{gift['id']}/collections", json={"signedBy": "A. Zandvliet", "scanned": False})
    await town.did(made["id"], "revisions")
    await town.did(made["id"], "decisions", {"grant": False, "reason": "residence"} | NOTE)
    undone = await town.officer.post(f"/v1/payments/{gift['id']}/collection-withdrawals")

    assert undone.status_code == 409
    assert await town.payments("due", "gift") == []


async def test_of_what_is_decided_anew_nobody_keeps_an_old_share(town: Town):
    made = await town.applies(an_application("shared", number=1, caregivers=2))
    await town.did(made["id"], "revisions")
    open_again = await town.house.rows("select share_cents, payee from waardering.party where position > 0")
    await town.did(made["id"], "decisions", {"grant": False, "reason": "residence"} | NOTE)
    refused = await town.house.rows("select share_cents from waardering.party where position > 0")

    assert [tuple(row) for row in open_again] == [(None, None)] * 2
    assert [row[0] for row in refused] == [None, None]


async def test_an_objection_upheld_after_it_was_taken_back_leaves_it_taken_back(town: Town):
    (one,) = await granted(town)
    case = (await open_case(town, one, "objection")).json()
    await town.did(one, "withdrawals", NOTE)
    answer = await close(town, case, "upheld")

    assert (answer.status_code, (await town.see(one))["state"]) == (200, "withdrawn")
