"""Coverage with a linear learner, and "alike" at the margin, over tables drawn anew.

Two strategies: one looks at all columns, the other at none of those in which groups differ.
"""

import numpy as np
import pandas as pd

from bench.evidence.covering import alike_at_margin, coverage, covered
from bench.evidence.people import WEIGHTS, Linear, draw_people, judged
from fairlab.audit.basic_statistics import basic_statistics
from fairlab.audit.statement import usual_metrics
from fairlab.audit.statements import audit_of, changes_against

REPETITIONS, APART = 100, 500_000
BLIND, FEW = tuple(range(3, len(WEIGHTS))), 3
# design, rows, seeds, restless: models draw few columns, and the models' term is always wanted
SETTINGS = [
    ("folds", 30_000, 1, False), ("folds", 8_000, 1, False), ("folds", 8_000, 2, False),
    ("folds", 8_000, 1, True), ("rolling origin", 8_000, 1, False),
    ("rolling origin", 8_000, 2, False), ("holdout, drawn", 8_000, 3, False),
    ("holdout, fixed test part", 8_000, 3, False),
]  # fmt: skip


def one_table(setting: tuple, table: int) -> dict[str, pd.DataFrame]:
    """Give both families of one table."""
    design, rows_of, seeds, restless = setting
    people = draw_people(np.random.default_rng([table, rows_of, APART]), rows_of)
    drawn = FEW if restless else len(WEIGHTS)
    learners = {"all columns": Linear(0, drawn=drawn), "blind": Linear(APART, BLIND, drawn)}
    data = judged(people, learners, design, seeds, table)
    made, about = basic_statistics(data), {"metrics": usual_metrics()}
    return {
        "gaps": audit_of(made, "all columns", **about),
        "changes": changes_against(made, "all columns", **about),
    }


def rows(repetitions: int) -> pd.DataFrame:
    """Measure every setting."""
    made = []
    for setting in SETTINGS:
        design, rows_of, seeds, restless = setting
        tables = [one_table(setting, table) for table in range(repetitions)]
        named = f"linear, {design}, {rows_of:,} rows, {seeds} seed{'s' * (seeds > 1)}"
        named += ", restless" if restless else ""
        for family in ("gaps", "changes"):
            found = covered([one[family] for one in tables])
            made += coverage(f"coverage of {family}", named, found)
            made += alike_at_margin(f"coverage of {family}", named, found)
    return pd.DataFrame(made)
