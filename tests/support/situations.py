"""Every situation a ticket can be in, by state and by what is owed, and where each step leads from there.

Letters: A an answer is owed, I word by a promised date, D a proposal of a department; small ones: what a rescue
would bring back. "-" is no legal step.
"""

from collections.abc import Mapping

STEPS = ("arrival", "reply", "interim", "forward", "wait", "ignore", "rescue", "edit", "delete", "reopen")

# One line for each situation, one column for each of STEPS; "=" changes nothing.
_TABLE = """
new A        | new A        | answered | open I       | forwarded AD | waiting | ignored a | -      | = | = | -
open         | open A       | answered | open I       | forwarded D  | waiting | ignored   | -      | = | = | -
open A       | open A       | answered | open I       | forwarded AD | waiting | ignored a | -      | = | = | -
open I       | open I       | answered | open I       | forwarded ID | waiting | ignored i | -      | = | = | -
forwarded D  | forwarded AD | answered | forwarded ID | forwarded D  | waiting | ignored   | -      | = | = | -
forwarded AD | forwarded AD | answered | forwarded ID | forwarded AD | waiting | ignored a | -      | = | = | -
forwarded ID | forwarded ID | answered | forwarded ID | forwarded ID | waiting | ignored i | -      | = | = | -
waiting      | open A       | answered | waiting I    | forwarded D  | -       | ignored   | -      | = | = | -
waiting I    | open I       | answered | waiting I    | forwarded ID | -       | ignored i | -      | = | = | -
answered     | open A       | answered | answered I   | -            | -       | -         | -      | = | = | open A
answered I   | open I       | answered | answered I   | -            | -       | -         | -      | = | = | open I
ignored      | open A       | answered | ignored I    | -            | -       | -         | open   | = | = | -
ignored a    | open A       | answered | ignored I    | -            | -       | -         | open A | = | = | -
ignored i    | open A       | answered | ignored I    | -            | -       | -         | open I | = | = | -
ignored I    | open I       | answered | ignored I    | -            | -       | -         | open I | = | = | -
"""


def _row(line: str) -> tuple[str, Mapping[str, str | None]]:
    situation, *cells = (cell.strip() for cell in line.split("|"))
    targets = (None if cell == "-" else situation if cell == "=" else cell for cell in cells)
    return situation, dict(zip(STEPS, targets, strict=True))


TABLE: Mapping[str, Mapping[str, str | None]] = dict(_row(line) for line in _TABLE.strip().splitlines())
"""By situation and step: the situation after it, None where the step is illegal."""

LEGAL = [(row, step) for row, steps in TABLE.items() for step, target in steps.items() if target]


def path_to(situation: str) -> tuple[str, ...]:
    """The fewest steps to it from a ticket that has just been opened."""
    paths: dict[str, tuple[str, ...]] = {"new A": ()}
    reached = ["new A"]
    for row in reached:
        for step, target in TABLE[row].items():
            if target and target not in paths:
                paths[target] = (*paths[row], step)
                reached.append(target)
    return paths[situation]
