"""What staff see of the messages: which, and what became of them; and who sees nothing."""

import pytest

from tests.notifications.world import DESK, House, signalled


async def test_the_desk_sees_what_became_of_the_messages_about_a_signal(house: House) -> None:
    signal = signalled()
    await house.hears(signal)
    desk = house.issuer.person("assessor", organisation=str(DESK))
    async with house.client(desk) as client:
        (message,) = (await client.get("/v1/messages", params={"signal": str(signal.signal_id)})).json()["items"]
        none = (await client.get("/v1/messages", params={"referral": str(signal.signal_id)})).json()["items"]
        both = await client.get("/v1/messages")

    assert (message["kind"], message["state"], message["channel"]) == ("signaller-received", "sent", "email")
    assert set(message) == {"id", "kind", "state", "channel", "createdAt", "sentAt"}
    assert none == []
    assert both.status_code == 400


@pytest.mark.parametrize(
    ("role", "organisation", "region", "status"),
    [
        ("assessor", "versa-welzijn", "gooi", 200),
        ("assessor", "aanmeldpunt-gooi", "duin-en-bollen", 200),
        ("provider", "versa-welzijn", "gooi", 403),
        ("analyst", "aanmeldpunt-gooi", "gooi", 403),
    ],
)
async def test_nobody_else_sees_them(house: House, role: str, organisation: str, region: str, status: int) -> None:
    signal = signalled()
    await house.hears(signal)
    token = house.issuer.person(role, organisation=organisation, region=region)
    async with house.client(token) as client:
        answer = await client.get("/v1/messages", params={"signal": str(signal.signal_id)})

    assert answer.status_code == status
    assert not answer.json().get("items")
