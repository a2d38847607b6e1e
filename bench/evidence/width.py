"""How wide the joint band of a change is with folds, beside drawn holdouts with as many fits.

Four linear strategies on 30,000 people. Folds: five fits of one seed, the product's family. Drawn
holdouts: five seeds, the interval of Nadeau and Bengio (2003) at Holm's first step of the 75
statements that fairlab 0.1.0 made of four strategies.
"""

import numpy as np
import pandas as pd
from scipy.stats import t

from bench.evidence.figures import row
from bench.evidence.people import WEIGHTS, Linear, draw_people, judged
from fairlab.audit.basic_statistics import basic_statistics
from fairlab.audit.out_of_fold import OutOfFold
from fairlab.audit.statement import usual_metrics
from fairlab.audit.statements import changes_against

REPETITIONS, ROWS, SEEDS, STATEMENTS = 20, 30_000, 5, 75
TEST_TO_TRAINING = 0.25 / 0.75
COLUMNS = tuple(range(len(WEIGHTS)))
STRATEGIES = {
    "baseline": Linear(0), "blind": Linear(100, COLUMNS[3:]), "half": Linear(200, COLUMNS[::2]),
    "other seed": Linear(300),
}  # fmt: skip


def recall_gaps(data: OutOfFold, strategy: str) -> np.ndarray:
    """Give the recall gap between the sexes, seed by seed."""
    woman, gaps = (data.groups["sex"] == "f").to_numpy(), []
    for fold, made in zip(data.folds, data.decisions[strategy], strict=True):
        bad = (fold >= 0) & (data.y == 1)
        gaps.append(made[bad & woman].mean() - made[bad & ~woman].mean())
    return np.array(gaps)


def half_widths(table: int) -> dict[str, float]:
    """Give half of the bands' widths with both designs, per strategy."""
    people, made = draw_people(np.random.default_rng([table, 5]), ROWS), {}
    once = basic_statistics(judged(people, STRATEGIES, "folds", 1, table))
    found = changes_against(once, "baseline", metrics=usual_metrics())
    of_sex = found[(found["metric"] == "recall") & (found["attribute"] == "sex")]
    half = ((of_sex["high"] - of_sex["low"]) / 2).set_axis(of_sex["strategy"])
    holdouts = judged(people, STRATEGIES, "holdout, drawn", SEEDS, table)
    first = recall_gaps(holdouts, "baseline")
    beyond = t.isf(0.025 / STATEMENTS, SEEDS - 1)
    for name, width in half.items():
        change = recall_gaps(holdouts, str(name)) - first
        se = change.std(ddof=1) * np.sqrt(1 / SEEDS + TEST_TO_TRAINING)
        made |= {f"{name}, folds": width, f"{name}, holdouts": beyond * se}
    return made


def rows(repetitions: int) -> pd.DataFrame:
    """Measure both widths, and the ratio of their means."""
    cases = pd.DataFrame([half_widths(table) for table in range(repetitions)])
    setting, made = f"linear, {ROWS:,} rows, 5 fits per strategy", []
    for name in list(STRATEGIES)[1:]:
        for design in ("folds", "holdouts"):
            of_design = cases[f"{name}, {design}"]
            made.append(row("width", setting, f"half width, {name}, {design}", of_design))
        # the ratio of means has the error of its linear part
        one, other = cases[f"{name}, folds"], cases[f"{name}, holdouts"]
        ratio = one.mean() / other.mean()
        linear = ratio + (one - ratio * other) / other.mean()
        made.append(row("width", setting, f"{name}: folds / holdouts", linear, "at most .40"))
    return pd.DataFrame(made)
