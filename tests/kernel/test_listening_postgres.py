from uuid import uuid4

import asyncpg
import pytest

from kernel import log
from kernel.testing.behaviour import ListeningBehaviour, until
from kernel.testing.listening import Told, ToldMore, ToldMuch
from kernel.testing.postgres import logins


class TestPostgres(ListeningBehaviour):
    """The log read straight from Postgres."""

    async def test_what_is_told_here_and_elsewhere_is_taken_in_the_order_of_the_log(self) -> None:
        """A lone event of this process is handed on without a look at the log, and only when nothing stands before it."""
        stranger = await asyncpg.connect(logins(self.url, ["teller"])["teller"])
        try:
            async with self.pair.running(self.url):
                for number in range(0, 40, 2):
                    await log.append(stranger, "teller", [Told(thing=uuid4(), number=number)], self.pair.teller.clock.now())
                    await self.pair.tell(Told(thing=uuid4(), number=number + 1))
                await until(lambda: self.heard(40), "all forty")
        finally:
            await stranger.close()

        assert await self.effects() == list(range(40))

    async def test_several_kinds_of_one_reaction_come_to_it_together_and_in_their_order(self) -> None:
        thing = uuid4()
        async with self.pair.running(self.url):
            await self.pair.tell(
                *(kind(thing=thing, number=number) for number, kind in enumerate((ToldMuch, ToldMore, ToldMuch, Told, ToldMore)))
            )
            await until(lambda: self.heard(5), "all five")

        assert await self.taken() == [0, 1, 2, 3, 4]
        assert self.pair.together == [[0, 1, 2], [4]]

    async def test_what_was_undone_is_never_heard(self) -> None:
        async with self.pair.running(self.url):
            for number in range(10):
                with pytest.raises(ZeroDivisionError):
                    await self.undone(Told(thing=uuid4(), number=100 + number))
                await self.pair.tell(Told(thing=uuid4(), number=number))
            await until(lambda: self.heard(10), "those that were kept")

        assert await self.effects() == list(range(10))

    async def undone(self, event: Told) -> None:
        async with self.pair.teller.work() as work:
            work.publish(event)
            await work.finish()
            raise ZeroDivisionError
