"""What a person sees of events that were set aside, and can do with them."""

from collections.abc import AsyncIterator
from uuid import uuid4

import pytest

from kernel.listening import parked as desk
from kernel.listening.parking import Parked
from kernel.refusals import NotFound
from kernel.testing.behaviour import until
from kernel.testing.listening import FOLDER, Pair, Told
from kernel.testing.postgres import TestServer
from kernel.testing.worker import Place


@pytest.fixture
def pair() -> Pair:
    return Pair()


@pytest.fixture
async def place(server: TestServer, pair: Pair) -> AsyncIterator[Place]:
    services = [pair.teller, pair.hearer]
    url = await server.fresh(services, {s.name: FOLDER for s in services})
    yield Place(url)
    await server.drop(url)


async def listed(pair: Pair) -> list[Parked]:
    async with pair.hearer.work() as work:
        return await desk.of(work)


async def in_cursor(place: Place) -> int:
    return int((await place.rows("select coalesce(sum(parked), 0) as parked from hearer.cursor"))[0]["parked"])


async def effects(place: Place) -> list[int]:
    return [r["number"] for r in await place.rows("select number from hearer.effect order by n")]


async def test_the_list_names_each_head_with_how_many_stand_behind_it(pair: Pair, place: Place) -> None:
    bad, worse, good = uuid4(), uuid4(), uuid4()
    pair.poisonous = {1, 2}
    async with pair.running(place.url):
        await pair.tell(*(Told(thing=thing, number=n) for n, thing in enumerate([good, bad, worse, bad, bad, good])))
        await until(lambda: in_cursor(place), "the poison set aside")
        found = await listed(pair)

        assert [(p.service, p.reader, p.log, p.subject, p.state, p.attempts, p.behind) for p in found] == [
            ("hearer", "main", "teller", bad, "parked", 1, 2),
            ("hearer", "main", "teller", worse, "parked", 1, 0),
        ]
        assert all(p.error.startswith("Poison") for p in found)
    assert await effects(place) == [0, 5]


async def test_a_failed_retry_counts_and_leaves_it_where_it_was(pair: Pair, place: Place) -> None:
    pair.poisonous = {1}
    async with pair.running(place.url):
        await pair.tell(Told(thing=uuid4(), number=1))
        await until(lambda: in_cursor(place), "the poison set aside")
        head = (await listed(pair))[0]
        await desk.retry(pair.hearer, reader=head.reader, log=head.log, position=head.position)
        await until(lambda: attempts(pair, 2), "the retry")

        again = (await listed(pair))[0]
        assert (again.position, again.state) == (head.position, "parked")
        assert await in_cursor(place) == 1


async def attempts(pair: Pair, count: int) -> bool:
    return [(p.state, p.attempts) for p in await listed(pair)] == [("parked", count)]


async def test_who_stands_behind_cannot_be_retried_or_dropped_before_its_turn(pair: Pair, place: Place) -> None:
    thing = uuid4()
    pair.poisonous = {1}
    async with pair.running(place.url):
        await pair.tell(Told(thing=thing, number=1), Told(thing=thing, number=2))
        await until(lambda: in_cursor(place), "the poison set aside")
        behind = (await listed(pair))[0].position + 1
        for act in (desk.retry, desk.drop):
            with pytest.raises(NotFound):
                await act(pair.hearer, reader="main", log="teller", position=behind)

        assert await in_cursor(place) == 2
        assert len(await listed(pair)) == 1


async def test_dropping_the_last_one_lets_its_subject_go_on_as_before(pair: Pair, place: Place) -> None:
    thing = uuid4()
    pair.poisonous = {1}
    async with pair.running(place.url):
        await pair.tell(Told(thing=thing, number=1))
        await until(lambda: in_cursor(place), "the poison set aside")
        await desk.drop(pair.hearer, reader="main", log="teller", position=(await listed(pair))[0].position)
        assert await in_cursor(place) == 0

        await pair.tell(Told(thing=thing, number=2))
        await until(lambda: effects(place), "the next one")

    assert await effects(place) == [2]


async def test_what_was_parked_before_a_restart_still_holds_its_subject(pair: Pair, place: Place) -> None:
    thing = uuid4()
    pair.poisonous = {1}
    async with pair.running(place.url):
        await pair.tell(Told(thing=thing, number=1))
        await until(lambda: in_cursor(place), "the poison set aside")
    pair.poisonous = set()
    async with pair.running(place.url):
        await pair.tell(Told(thing=thing, number=2), Told(thing=uuid4(), number=3))
        await until(lambda: effects(place), "the other subject")
        assert await effects(place) == [3]

        await desk.retry(pair.hearer, reader="main", log="teller", position=(await listed(pair))[0].position)
        await until(lambda: all_done(place), "all")

    assert await effects(place) == [3, 1, 2]


async def all_done(place: Place) -> bool:
    return len(await effects(place)) == 3
