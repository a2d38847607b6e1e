"""How long comparing takes.

    python -m bench.compare [--quick]

The comparison is the part on arrays: from the decisions of four strategies about 43,287 people, as
many as in the study's test set, to every statement with its band.
"""

import argparse
import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from fairlab.audit.out_of_fold import OutOfFold
from fairlab.compare.comparison import compare_people

ROWS, ATTRIBUTES = 43_287, 9
STRATEGIES, SEEDS, FOLDS = 4, 2, 5


def rows(quick: bool) -> pd.DataFrame:
    """Measure everything; columns name, ours_s, peer_s, ratio, goal, note."""
    return pd.DataFrame([comparison(quick)])


def comparison(quick: bool) -> dict[str, object]:
    rows = ROWS // 10 if quick else ROWS
    data = decided(rows)
    ours = fastest(lambda: compare_people(data, "baseline"), 1 if quick else 3)
    return {
        "name": f"compare {STRATEGIES} strategies on {rows:,} people, {ATTRIBUTES} attributes",
        "ours_s": ours,
        "peer_s": np.nan,
        "ratio": np.nan,
        "goal": "",
        "note": f"{SEEDS} seeds of {FOLDS} folds; from the decisions, without reading the store",
    }


def decided(rows: int) -> OutOfFold:
    """Decisions of strategies that differ by what a seed and chance make of the same risk."""
    y, groups = audited_rows(rows)
    rng = np.random.default_rng(1)
    risk = rng.normal(size=rows) + 1.5 * y
    names = ["baseline", *(f"strategy_{place}" for place in range(1, STRATEGIES))]
    scores = {name: risk + 0.3 * rng.normal(size=(SEEDS, rows)) for name in names}
    flagged = {name: (score > 2).astype(int) for name, score in scores.items()}
    folds = np.array([rng.permutation(rows) % FOLDS for _ in range(SEEDS)])
    return OutOfFold(y, groups, folds, flagged, scores)


def audited_rows(rows: int) -> tuple[np.ndarray, pd.DataFrame]:
    """Labels and nine attributes of two groups, about as frequent as in the study."""
    rng = np.random.default_rng(0)
    y = (rng.random(rows) < 0.0255).astype(int)
    groups = {
        f"attribute_{place}": pd.Categorical.from_codes(
            (rng.random(rows) < share).astype(int), ["no", "yes"]
        )
        for place, share in enumerate(np.linspace(0.1, 0.9, ATTRIBUTES))
    }
    return y, pd.DataFrame(groups)


def fastest(work: Callable[[], object], times: int) -> float:
    """Seconds of CPU of the fastest of a few, which a busy machine disturbs least."""
    found = []
    for _ in range(times):
        started = time.process_time()
        work()
        found.append(time.process_time() - started)
    return min(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="fewer rows")
    found = rows(parser.parse_args().quick)
    print(found.to_string(index=False, float_format="{:,.3g}".format))


if __name__ == "__main__":
    main()
