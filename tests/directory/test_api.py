"""The directory over HTTP, on the region gooi as it ships."""

from schemas.base import id_of
from schemas.words import Role
from services.directory.reactions import read_the_regions

VERSA, HERBERG = id_of("gooi", "organisation", "versa-welzijn"), id_of("gooi", "organisation", "herberg-thuis")
MARLOES, FATIMA = id_of("gooi", "staff", "marloes-kuiper"), id_of("gooi", "staff", "fatima-el-idrissi")
BUDDY = {"region": "gooi", "supportAreas": ["respite"], "municipality": "GM0402", "urgency": "soon"}


def marloes(house):
    return house.client(house.issuer.person("provider", staff="marloes-kuiper", organisation="versa-welzijn"))


def fatima(house):
    return house.client(house.issuer.person("assessor", staff="fatima-el-idrissi", organisation="aanmeldpunt-gooi"))


async def test_the_regions_files_are_brought_in_once_and_again_without_a_change(house):
    before = await house.rows("select * from directory.offer order by id")

    await read_the_regions()

    assert len(before) >= 60
    assert await house.rows("select * from directory.offer order by id") == before


async def test_anyone_reads_the_offers_page_by_page(house):
    everyone, found, cursor = house.client(), [], None
    while True:
        answer = (await everyone.get("/v1/offers", params={"cursor": cursor} if cursor else {})).json()
        found += answer["items"]
        cursor = answer.get("next")
        if cursor is None:
            break

    assert len(found) == answer["total"] == len({offer["id"] for offer in found})
    assert [offer["name"] for offer in found if offer["organisationName"] == "Versa Welzijn"]
    assert all(offer["source"] for offer in found)


async def test_offers_are_found_by_area_municipality_group_language_and_words(house):
    everyone = house.client()

    async def found(**asked: str) -> list[dict[str, object]]:
        answer = await everyone.get("/v1/offers", params=asked)
        assert answer.status_code == 200, answer.text
        return answer.json()["items"]

    assert all(
        "respite" in one["supportAreas"] and "GM0406" in one["municipalities"] for one in await found(area="respite", municipality="GM0406")
    )
    assert all("ar" in one["languages"] for one in await found(language="ar"))
    assert all(one["groups"] == [] or "young" in one["groups"] for one in await found(group="young"))
    assert [one["key"] for one in await found(q="mantelzorglijn MantelzorgNL")] == ["mantelzorglijn"]
    assert await found(q="100%_zeker") == []
    assert await found(area="respite")
    assert (await everyone.get("/v1/offers?area=holiday")).status_code == 400
    assert (await everyone.get("/v1/offers?cursor=x")).status_code == 400


async def test_what_left_the_files_is_no_longer_offered_but_keeps_its_name(house):
    await house.rows("update directory.offer set active = false where key = 'mantelzorglijn'")
    gone = id_of("gooi", "offer", "mantelzorglijn")

    assert (await house.client().get("/v1/offers?q=mantelzorglijn")).json()["items"] == []
    assert (await house.client().get(f"/v1/offers/{gone}")).json()["name"] == "Mantelzorglijn"
    assert (await house.client().get(f"/v1/offers/{MARLOES}")).status_code == 404


async def test_the_assessor_gets_offers_in_order_with_reasons_and_the_answer_term(house):
    ranking = (await fatima(house).post("/v1/rankings", json=BUDDY)).json()

    assert ranking["considered"] >= len(ranking["items"]) >= 5
    best = ranking["items"][0]
    assert best["answerWithin"] == "twee werkdagen"
    assert "Werkt in heel Hilversum" in [reason["text"] for reason in best["reasons"]]
    assert "score" not in str(ranking)


async def test_a_ranking_asks_a_region_of_the_callers_own_and_no_identity(house):
    elsewhere = house.client(house.issuer.person("assessor", region="duin-en-bollen"))

    assert (await elsewhere.post("/v1/rankings", json=BUDDY)).status_code == 404
    assert (await marloes(house).post("/v1/rankings", json=BUDDY)).status_code == 403
    assert (await fatima(house).post("/v1/rankings", json=BUDDY | {"birthDate": "1958-03-14"})).status_code == 400


async def test_a_provider_says_how_much_room_it_has_and_the_ranking_follows(house):
    ranking = (await fatima(house).post("/v1/rankings", json=BUDDY)).json()
    first = next(item["offer"] for item in ranking["items"] if item["offer"]["organisation"] == str(VERSA))

    answer = await marloes(house).put(f"/v1/offers/{first['id']}/capacity", json={"available": 0, "waitingDays": 90})

    assert (answer.json()["available"], answer.headers["etag"]) == (0, '"1"')
    after = (await fatima(house).post("/v1/rankings", json=BUDDY)).json()
    reasons = next(item["reasons"] for item in after["items"] if item["offer"]["id"] == first["id"])
    assert "Nu geen plek" in [reason["text"] for reason in reasons]


async def test_nobody_changes_the_room_of_anothers_offer_or_on_an_older_version(house):
    offer = (await house.client().get("/v1/offers", params={"organisation": str(HERBERG)})).json()["items"][0]
    own = (await house.client().get("/v1/offers", params={"organisation": str(VERSA)})).json()["items"][0]

    assert (await marloes(house).put(f"/v1/offers/{offer['id']}/capacity", json={"available": 1})).status_code == 404
    stale = await marloes(house).put(f"/v1/offers/{own['id']}/capacity", json={"available": 1}, headers={"If-Match": '"4"'})
    assert stale.status_code == 412
    assert await house.rows("select 1 from directory.capacity") == []


async def test_a_providers_word_counts_over_restarts_until_the_file_says_something_new(house):
    own = (await house.client().get("/v1/offers", params={"organisation": str(VERSA)})).json()["items"][0]
    await marloes(house).put(f"/v1/offers/{own['id']}/capacity", json={"available": 1, "waitingDays": 3})

    async def room() -> int | None:
        return (await house.client().get(f"/v1/offers/{own['id']}")).json().get("waitingDays")

    await read_the_regions()
    assert await room() == 3
    await house.rows("update directory.offer set waiting_days = 999 where id = $1", own["id"])
    await read_the_regions()
    assert await room() == own.get("waitingDays")


async def test_names_for_ids_with_addresses_only_for_colleagues_and_services(house):
    both = {"ids": [str(MARLOES), str(FATIMA), str(VERSA)]}
    her = house.client(house.issuer.token(sub=str(VERSA), person=str(VERSA), azp="pass", roles=["caregiver"], region="gooi"))

    async def addresses(who) -> dict[str, str | None]:
        return {one["givenName"]: one.get("email") for one in (await who.post("/v1/staff-lookups", json=both)).json()["items"]}

    assert await addresses(her) == {"Fatima": None, "Marloes": None}
    assert await addresses(fatima(house)) == {"Fatima": "fatima.elidrissi@aanmeldpunt-gooi.example", "Marloes": None}
    assert None not in (await addresses(house.client(house.issuer.service("notifications")))).values()
    assert await addresses(house.client(house.issuer.person("assessor", region="duin-en-bollen"))) == {}
    assert (await house.client().post("/v1/staff-lookups", json=both)).status_code == 401
    assert (await fatima(house).post("/v1/staff-lookups", json={"ids": [str(FATIMA)] * 101})).status_code == 400


async def test_colleagues_are_those_of_the_own_organisation(house):
    found = (await fatima(house).get("/v1/staff")).json()["items"]

    assert {"Fatima", "Daniël", "Ruud"} <= {one["givenName"] for one in found}
    assert {one["organisationName"] for one in found} == {"Aanmeldpunt Mantelzorg Gooi"}
    assert [Role.ASSESSOR in one["roles"] for one in found if one["givenName"] == "Fatima"] == [True]


async def test_only_a_service_reads_an_inbox(house):
    service = house.client(house.issuer.service("notifications"))

    inbox = (await service.get(f"/v1/inboxes/{VERSA}")).json()

    assert inbox["email"] == "mantelzorg@versa-welzijn.example"
    assert "Marloes" in [one["givenName"] for one in inbox["staff"]]
    assert (await marloes(house).get(f"/v1/inboxes/{VERSA}")).status_code == 403
    assert (await service.get(f"/v1/inboxes/{MARLOES}")).status_code == 404


async def test_a_page_learns_what_it_needs_of_a_region(house):
    region = (await house.client().get("/v1/regions/gooi")).json()

    assert region["deskHours"] == "maandag tot en met vrijdag van 8.30 tot 17.00 uur"
    assert region["municipalities"]["GM0402"] == "Hilversum"
    assert {"name": "Veilig Thuis", "phone": "0800-2000"} in region["safetyNumbers"]
    assert (await house.client().get("/v1/regions/nergens")).status_code == 404


async def test_anyone_reads_the_organisations(house):
    listed = (await house.client().get("/v1/organisations?region=gooi")).json()

    assert listed["total"] == len(listed["items"]) >= 30
    assert (await house.client().get(f"/v1/organisations/{VERSA}")).json()["name"] == "Versa Welzijn"
