"""From the public door to a decision: once, explained, and only where nothing stands in the way by itself."""

from schemas.waardering import WaarderingGranted

from .town import Town


async def test_who_meets_everything_is_granted_at_once(town: Town):
    made = await town.applies()

    assert (made["state"], made["cents"]) == ("granted", 5000)
    assert await town.story(made["id"]) == ["Requested", "Granted"]
    (granted,) = await town.told(WaarderingGranted)
    assert isinstance(granted, WaarderingGranted)
    assert (granted.automatic, granted.payees, granted.cents) == (True, 1, 5000)
    assert made["reference"] == "GM-2027-W00001"
