"""A pool is divided when nobody can come any more; who is granted after it gets what a person finds right, and never waits for ever."""

from __future__ import annotations

from pathlib import Path

import pytest

from .schemes import scheme
from .test_deciding import close, open_case, refused
from .town import Json, Town, an_application

NOTE = {"note": "Na bezwaar."}


async def divides(town: Town, key: str = "pool"):
    return await town.officer.post(f"/v1/schemes/{key}/pools", json={"year": 2027})


async def more_money(town: Town, key: str, cents: int) -> None:
    pot = await town.budget(key)
    answer = await town.payer.put(f"/v1/budgets/{pot['id']}", json={"totalCents": cents}, headers={"If-Match": pot["etag"]})
    assert answer.status_code == 200, answer.text


async def upheld_after_it(town: Town) -> str:
    await town.applies(an_application("pool", number=1))
    application = await refused(town, 9, "pool")
    await town.passes(days=31)
    assert (await divides(town)).status_code == 201
    case = (await open_case(town, application, "objection")).json()
    assert (await close(town, case, "upheld")).status_code == 200
    return application


async def test_an_objection_that_is_open_is_waited_for(town: Town):
    await town.applies(an_application("pool", number=1))
    application = await refused(town, 9, "pool")
    case = (await open_case(town, application, "objection")).json()
    await town.passes(days=31)
    listed = (await town.officer.get("/v1/budgets/allotments")).json()["items"]
    waits = await divides(town)
    await close(town, case, "inadmissible")
    then = await divides(town)

    assert (waits.status_code, then.status_code) == (409, 201)
    assert [(one["state"], one["undecided"]) for one in listed if one["scheme"] == "pool"] == [("undecided", 1)]


async def test_an_objection_that_is_upheld_after_it_gets_what_a_person_says_and_is_paid(town: Town):
    application = await upheld_after_it(town)
    without = await town.does(application, "decisions", {"grant": True} | NOTE, who=town.colleague)
    no_money = await town.does(application, "decisions", {"grant": True, "cents": 20_000} | NOTE, who=town.colleague)
    await more_money(town, "pool", 120_000)
    seen = await town.did(application, "decisions", {"grant": True, "cents": 20_000} | NOTE, who=town.colleague)
    due = [payment["cents"] for payment in await town.payments("due")]

    assert (without.status_code, no_money.status_code) == (400, 409)
    assert (seen["state"], seen["grantedCents"]) == ("granted", 20_000)
    assert sorted(due) == [20_000, 100_000]
    assert (await town.budget("pool"))["committedCents"] == 120_000


async def test_a_letter_of_the_period_that_is_found_after_it_waits_for_a_person(town: Town):
    await town.applies(an_application("pool", number=1))
    await town.passes(days=31)
    await divides(town)
    late = await town.applies(an_application("pool", number=2, via="paper", receivedOn="2027-03-20"), who=town.officer)
    seen = await town.see(late["id"])

    assert (late["state"], seen["advice"], seen["proposedCents"]) == ("received", "ask", None)


async def test_a_share_of_it_that_is_decided_anew_pays_only_the_difference(town: Town):
    made = await town.applies(an_application("pool", number=1))
    await town.passes(days=31)
    await divides(town)
    await town.paid()
    await town.did(made["id"], "revisions")
    await more_money(town, "pool", 110_000)
    seen = await town.did(made["id"], "decisions", {"grant": True, "cents": 110_000} | NOTE)

    assert seen["state"] == "granted"
    assert [payment["cents"] for payment in await town.payments("due")] == [10_000]


async def test_what_is_shared_out_at_overrun_is_the_budget_as_it_is_by_then(town: Town):
    for number in range(1, 5):
        await town.applies(an_application("overrun", number=number))
    await more_money(town, "overrun", 16_000)
    await town.passes(days=31)
    foretold: Json = (await town.officer.get("/v1/schemes/overrun/pools/2027")).json()
    divided: Json = (await divides(town, "overrun")).json()

    assert divided["totalCents"] == 16_000
    assert foretold == divided


@pytest.fixture
def twice_a_year(town: Town, tmp_path: Path) -> Town:
    """In the first days of March, and once more in May."""
    text = scheme(
        "twice",
        amount="{kind: pool, per: caregiver, euros: 1000}",
        window='{periods: [{opens: "03-01", closes: "03-05"}, {opens: "05-01", closes: "05-05"}]}',
    )
    (tmp_path / "gooi" / "waardering" / "twice.yaml").write_text(text, encoding="utf-8")
    return town


async def test_between_two_periods_of_a_year_nothing_is_divided(twice_a_year: Town):
    await twice_a_year.applies(an_application("twice", number=1))
    await twice_a_year.passes(days=20)
    between = await divides(twice_a_year, "twice")
    await twice_a_year.passes(days=50)
    after = await divides(twice_a_year, "twice")

    assert (between.status_code, after.status_code) == (409, 201)


@pytest.fixture
def renewed(town: Town, tmp_path: Path) -> Town:
    """A lot whose next version has another seed, in the file before this year's is drawn."""
    where, window = tmp_path / "gooi" / "waardering", '{periods: [{opens: "03-01", closes: "03-31"}]}'
    this, next_ = (scheme("renewed", euros=100, at_end="draw", seed=seed, window=window) for seed in ("haring", "makreel"))
    (where / "renewed.yaml").write_text(this.replace("valid_from: 2024-01-01", "valid_from: 2024-01-01\nvalid_until: 2027-12-31"))
    (where / "renewed-2028.yaml").write_text(next_.replace("valid_from: 2024-01-01", "valid_from: 2028-01-01"))
    return town


async def test_a_lot_is_drawn_by_the_seed_that_held_when_they_asked(renewed: Town):
    for number in (1, 2, 3):
        await renewed.applies(an_application("renewed", number=number))
    await renewed.passes(days=31)
    foretold = (await renewed.officer.get("/v1/schemes/renewed/draws/2027")).json()
    drawn = (await renewed.officer.post("/v1/schemes/renewed/draws", json={"year": 2027})).json()

    assert (foretold["seed"], drawn["seed"]) == ("haring/2027", "haring/2027")
