"""Where the benchmarks find and keep things; nothing here is part of the product."""

import os
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1]
SETUP = HOUSE / "bench/setup"
BUILT = HOUSE / "build/bench"
"""Made by `bench.parts`, thrown away at will."""
RESULTS = HOUSE / "bench/results"
SHARED = Path(os.environ.get("MANTELBRUG_SHARED", HOUSE.parent / "shared"))
PEERS = SHARED / "bench/peers"
"""The programs that do the same work with what a user would pick instead; they change nothing and live outside this tree."""
