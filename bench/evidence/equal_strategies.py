"""Two strategies that differ by their seeds alone: how often is anything said to differ?

One learner judges with the seeds 0 to S-1 and once more with S to 2S-1, on the same people, folds
and test parts. The family is that of the changes: 32 statements.
"""

from collections.abc import Callable

import numpy as np
import pandas as pd

from bench.evidence.figures import beyond, row
from bench.evidence.people import DESIGNS, WEIGHTS, Known, Linear, draw_people, judged
from fairlab.audit.basic_statistics import basic_statistics
from fairlab.audit.statement import usual_metrics
from fairlab.audit.statements import changes_against
from fairlab.stats.answers import BEYOND, DIFFERS

REPETITIONS, ROWS = 200, 4000
LEARNERS: dict[str, Callable[[int], Linear | Known]] = {
    "": Linear,
    "restless": lambda seed: Linear(seed, drawn=len(WEIGHTS) // 2),
    "equal models": Known,
}
SETTINGS = [
    *((design, seeds, "") for seeds in (1, 2, 3, 5, 10, 20) for design in DESIGNS),
    *((design, seeds, "restless") for seeds in (1, 2, 3) for design in DESIGNS),
    ("holdout, drawn", 1, "equal models"),
]


def one_sweep(setting: tuple, table: int) -> tuple[bool, bool, float]:
    """Say whether any of the family differs, whether any band leaves out 0, and how many do."""
    design, seeds, learner = setting
    people = draw_people(np.random.default_rng([table, 1]), ROWS)
    learners = {"one": LEARNERS[learner](0), "two": LEARNERS[learner](seeds)}
    data = judged(people, learners, design, seeds, table)
    found = changes_against(basic_statistics(data), "one", metrics=usual_metrics())
    outside, said = beyond(found), found["answer"].isin([DIFFERS, BEYOND])
    return bool(said.any()), bool(outside.any()), float(outside.mean())


def rows(repetitions: int) -> pd.DataFrame:
    """Measure every design."""
    made = []
    for setting in SETTINGS:
        design, seeds, learner = setting
        cases = np.array([one_sweep(setting, table) for table in range(repetitions)], float).T
        named = f"{design}, {seeds} seed{'s' * (seeds > 1)}{', ' * bool(learner)}{learner}"
        about = "equal strategies", named
        made.append(row(*about, 'any "differs"', cases[0], "at most .05"))
        made.append(row(*about, "any band without 0", cases[1], "at most .05"))
        made.append(row(*about, "share of bands without 0", cases[2], "at most .01"))
    return pd.DataFrame(made)
