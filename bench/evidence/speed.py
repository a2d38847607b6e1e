"""Processor time and memory of all bands of a comparison."""

import numpy as np
import pandas as pd

from bench.evidence.figures import row
from bench.timing import extra_memory, timed
from fairlab.audit.out_of_fold import OutOfFold
from fairlab.compare.comparison import Comparison, compare_people

REPETITIONS = 3
# rows, strategies, attributes of two groups, seeds, seconds, megabytes
SIZES = [(30_000, 3, 4, 2, 2, 2000), (500_000, 5, 9, 1, 60, 2000)]


def strangers(rows_of: int, strategies: int, attributes: int, seeds: int) -> OutOfFold:
    """Draw people, their groups, and strategies that score them alike but for noise."""
    rng = np.random.default_rng(0)
    drawn = {f"a{at}": rng.choice(["one", "other"], rows_of) for at in range(attributes)}
    y = (rng.random(rows_of) < 0.05).astype(np.int8)
    folds = np.array([rng.permutation(rows_of) % 5 for _ in range(seeds)])
    risk = rng.normal(size=rows_of) + y
    scores = {f"s{at}": risk + 0.3 * rng.normal(size=folds.shape) for at in range(strategies)}
    flagged = {name: (made > 2).astype(np.int8) for name, made in scores.items()}
    return OutOfFold(y, pd.DataFrame(drawn).astype("category"), folds, flagged, scores)


def statements(found: Comparison) -> int:
    """Count all bands."""
    return sum(len(one) for one in (found.levels, found.gaps, found.changes, found.left))


def rows(repetitions: int) -> pd.DataFrame:
    """Time every size."""
    made = []
    for rows_of, strategies, attributes, seeds, seconds, megabytes in SIZES:
        data = strangers(rows_of, strategies, attributes, seeds)
        taken = [timed(lambda: compare_people(data, "s0")) for _ in range(repetitions)]  # noqa: B023
        found = taken[0][0]
        about = "speed", (f"{rows_of:,} rows, {seeds} seeds, {len(found.changes)} changes, "
                          f"{statements(found)} bands in all")  # fmt: skip
        spent = [one for _, one in taken]
        made.append(row(*about, "seconds of processor time", spent, f"at most {seconds}"))
        held = extra_memory(lambda: compare_people(data, "s0"))[1]  # noqa: B023
        made.append(row(*about, "megabytes held at most", [held], f"at most {megabytes:,}"))
    return pd.DataFrame(made)
