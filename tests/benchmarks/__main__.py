"""`python -m tests.benchmarks NAME... [--json]`: print ratios and figures; exit 1 where an aim is missed."""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict
from importlib import import_module

from tests.benchmarks.figure import Figure
from tests.benchmarks.ratio import Result

SUITES = ("desk", "ingest", "page", "search", "triage")


def run(name: str) -> Sequence[Result | Figure]:
    """The results of one suite; its module is imported only now."""
    measure: Callable[[], Sequence[Result | Figure]] = import_module(f"tests.benchmarks.{name}").measure
    return measure()


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("suites", nargs="*", choices=[*SUITES, []], default=list(SUITES))
    parser.add_argument("--json", action="store_true")
    chosen = parser.parse_args()
    results = [result for name in chosen.suites for result in run(name)]
    if chosen.json:
        print(json.dumps([asdict(result) for result in results], indent=2))
    else:
        for result in results:
            print(result.line())
    return 0 if all(result.kept for result in results) else 1


if __name__ == "__main__":
    sys.exit(main())
