"""Ids never change: an old one leads to the other, also when it turns out that they were two after all."""

from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import pytest

from kernel import aliases
from kernel.testing.worker import Place, Worker

A, B, C, D = (uuid4() for _ in range(4))


class People:
    def __init__(self, worker: Worker) -> None:
        self.worker = worker

    async def lead(self, old: UUID, into: UUID) -> None:
        async with self.worker.service.work() as work:
            await aliases.lead(work, old, into)

    async def part(self, old: UUID) -> None:
        async with self.worker.service.work() as work:
            await aliases.part(work, old)

    async def current(self, *people: UUID) -> list[UUID]:
        async with self.worker.service.work() as work:
            return [await work.current(person) for person in people]

    async def all_of(self, person: UUID) -> set[UUID]:
        async with self.worker.service.work() as work:
            found = await aliases.all_of(work, person)
        assert len(found) == len(set(found))
        return set(found)


@pytest.fixture
async def people(worker: Worker, place: Place) -> AsyncIterator[People]:
    async with worker.service_only(place.url):
        yield People(worker)


async def test_who_was_never_merged_is_herself(people: People) -> None:
    assert await people.current(A) == [A]
    assert await people.all_of(A) == {A}


@pytest.mark.parametrize("order", [[(A, B), (B, C)], [(B, C), (A, B)]])
async def test_a_chain_leads_to_its_end_in_whatever_order_it_was_told(people: People, order: list[tuple[UUID, UUID]]) -> None:
    for old, into in order:
        await people.lead(old, into)

    assert await people.current(A, B, C) == [C, C, C]
    assert [await people.all_of(person) for person in (A, B, C)] == [{A, B, C}] * 3


async def test_told_twice_it_stays_one(people: People) -> None:
    await people.lead(A, B)
    await people.lead(A, B)

    assert await people.all_of(B) == {A, B}


async def test_the_other_way_around_changes_nothing(people: People) -> None:
    """Otherwise nobody would be the current one."""
    await people.lead(A, B)
    await people.lead(B, A)
    await people.lead(A, A)

    assert await people.current(A, B) == [B, B]


async def test_after_parting_each_is_herself_again(people: People) -> None:
    await people.lead(A, B)
    await people.part(A)

    assert await people.current(A, B) == [A, B]
    assert await people.all_of(B) == {B}


async def test_who_was_led_to_one_that_parts_stays_with_that_one(people: People) -> None:
    for old, into in ((D, A), (A, B), (B, C)):
        await people.lead(old, into)
    await people.part(B)

    assert await people.current(D, A, B, C) == [B, B, B, C]
    assert await people.all_of(B) == {D, A, B}
    assert await people.all_of(C) == {C}


async def test_who_is_led_elsewhere_takes_those_along_who_were_led_to_her(people: People) -> None:
    await people.lead(A, B)
    await people.lead(B, C)
    await people.lead(B, D)

    assert await people.current(A, B, C) == [D, D, C]
