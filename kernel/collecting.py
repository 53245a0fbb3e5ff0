"""Python's collector of cycles, set for a process that serves for weeks: by default it takes a quarter of the hot path's time."""

import gc

YOUNG = 20_000
"""New objects before the youngest are looked through; the default is 700, reached by a handful of requests."""


def settle() -> None:
    """Once the process has started: what was imported lives as long as it does, and need not be looked through again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 20, 50)
