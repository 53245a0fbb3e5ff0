"""`python -m bench [names]`: measures, prints a line of JSON per figure-taking, and keeps them in bench/results."""

import argparse

import uvloop

from bench import faults, idle, letters, waardering, worklist
from bench.kafka import contest as kafka
from bench.pipeline import contest as pipeline
from bench.product import contest as product

PARTS = {
    "pipeline": pipeline.main,
    "product": product.main,
    "faults": faults.main,
    "kafka": kafka.main,
    "idle": idle.main,
    "worklist": worklist.main,
    "waardering": waardering.main,
    "letters": letters.main,
}


def main() -> None:
    wanted = argparse.ArgumentParser(prog="python -m bench", description=__doc__, epilog="example: python -m bench pipeline --runs 5")
    wanted.add_argument("names", nargs="*", default=list(PARTS), choices=[*PARTS, []], help=f"what to measure: {', '.join(PARTS)}")
    wanted.add_argument("--runs", type=int, default=5, help="alternating runs; medians and ranges are over these")
    wanted.add_argument("--seconds", type=float, default=8.0, help="how long each load lasts")
    wanted.add_argument("--connections", type=int, default=64, help="connections of the pressing load")
    wanted.add_argument("--who", default="", help="contestants of the pipeline, by comma")
    given = wanted.parse_args()
    for name in given.names or PARTS:
        uvloop.run(PARTS[name](given))


if __name__ == "__main__":
    main()
