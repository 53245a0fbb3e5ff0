"""The code of a voucher is one person's: a supplier's list that gives it twice is refused as a whole."""

from __future__ import annotations

import httpx

from .bank import granted
from .town import Town


async def test_one_code_never_goes_to_two_people(town: Town):
    await granted(town, 2, "voucher")
    run = await town.paid("voucher")
    first, second = [payment["id"].replace("-", "") for payment in await town.payments("sent")]

    async def takes(csv: str) -> httpx.Response:
        return await town.payer.post(f"/v1/payout-runs/{run['id']}/codes", json={"csv": csv})

    both = await takes(f"{first};BON-A\r\n{second};BON-A\r\n")
    taken = await takes(f"{first};BON-A\r\n")
    later = await takes(f"{second};BON-A\r\n")
    whole = await takes(f"{first};BON-A\r\n{second};BON-B\r\n")

    assert [one.status_code for one in (both, taken, later, whole)] == [400, 200, 400, 200]
    assert (taken.json()["codes"], whole.json()["codes"]) == (1, 2)
