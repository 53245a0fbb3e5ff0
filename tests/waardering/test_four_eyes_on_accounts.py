"""Who puts another account in the place of the one that she gave never approves the run that pays to it, whatever roles he has."""

from __future__ import annotations

import httpx

from .test_deciding import LIVES_HERE, waits
from .town import Town

OTHER = "NL20INGB0001234567"


def both_roles(town: Town, name: str) -> httpx.AsyncClient:
    return town.staff("payer", name)


async def completed(town: Town, account: str | None) -> None:
    application = await waits(town)
    facts: dict[str, object] = dict(LIVES_HERE["facts"])
    if account is not None:
        facts["caregivers"] = [{"familyName": "Zandvlietbaa", "iban": account}]
    await town.did(application, "completions", {"facts": facts})


async def test_who_changed_an_account_while_it_was_completed_does_not_approve_the_run(town: Town):
    await completed(town, OTHER)
    run = await town.a_run()
    himself = await town.approves(run, who=both_roles(town, "wendy"))
    another = await town.approves(run)

    assert (himself.status_code, another.status_code) == (403, 200)


async def test_who_completed_it_without_another_account_may_approve(town: Town):
    await completed(town, None)
    run = await town.a_run()

    assert (await town.approves(run, who=both_roles(town, "wendy"))).status_code == 200
