"""A house in the process of the tests logs in its own way only as long as it lives."""

from collections.abc import Iterator
from contextlib import contextmanager

import structlog

from kernel import logs


@contextmanager
def logging_at(level: str) -> Iterator[None]:
    logs.configure(level, lasting=False)
    try:
        yield
    finally:
        structlog.reset_defaults()
