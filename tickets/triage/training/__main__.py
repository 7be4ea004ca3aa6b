"""`python -m tickets.triage.training FOLDER`: make the model anew from the data in this folder."""

import argparse
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from tickets.triage.model import SHIPPED, by_head, load_model
from tickets.triage.training import course, measuring, sources, writing
from tickets.triage.training.design import design
from tickets.triage.training.examples import own, public


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tickets.triage.training", description=__doc__)
    parser.add_argument("data", type=Path, help="the folder of the research data")
    parser.add_argument(
        "--into", type=Path, default=SHIPPED, help="the folder of the model (default: where it ships)"
    )
    chosen = parser.parse_args()
    learnt = design([*public(chosen.data), *own()])
    taken = course.run(learnt)
    posts = measuring.judged(learnt.examples, by_head(taken.unseen))
    writing.write(chosen.into, writing.weights_of(taken.fitted), card(chosen.data, posts))
    sys.stdout.write(f"{load_model(chosen.into).version}\n")
    return 0


def card(data: Path, posts: measuring.Judged) -> Mapping[str, object]:
    """What the card says of the data and the figures."""
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "languages": ["de", "en"],
        "thresholds": measuring.thresholds(posts),
        "scores": measuring.scores(posts),
        "data": [*sources.cited(data)],
        "licence": sources.LICENCE,
        "weaknesses": sources.WEAKNESSES,
    }


if __name__ == "__main__":
    sys.exit(main())
