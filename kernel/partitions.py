"""Into which part of its topic an event goes. The number, the key and the choice are for good: readers keep a cursor per partition."""

from functools import lru_cache
from typing import Final
from uuid import UUID

PARTITIONS: Final = 24


def key_of(subject: UUID) -> bytes:
    return str(subject).encode()


@lru_cache(65_536)
def part_of(subject: UUID) -> int:
    """As Java's default partitioner chooses for this key, so that a foreign producer or consumer agrees."""
    from aiokafka.partitioner import murmur2  # not for a house without a broker

    return int((murmur2(key_of(subject)) & 0x7FFFFFFF) % PARTITIONS)
