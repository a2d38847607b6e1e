"""How wide the joint band of a change is with folds, beside drawn holdouts with as many fits.

Four linear strategies on 30,000 people. Folds: five fits of each seed, the product's family. Drawn
holdouts: a seed per fit, the interval of Nadeau and Bengio (2003) at Holm's first step of the 75
statements that fairlab 0.1.0 made of four strategies.
"""

import numpy as np
import pandas as pd
from scipy.stats import t

from bench.evidence.figures import row
from bench.evidence.people import FOLDS, WEIGHTS, Linear, draw_people, judged
from fairlab.audit.basic_statistics import basic_statistics
from fairlab.audit.out_of_fold import OutOfFold
from fairlab.audit.statement import usual_metrics
from fairlab.audit.statements import changes_against

REPETITIONS, ROWS, STATEMENTS = 100, 30_000, 75
ASKED = {1: "at most .40", 2: ""}  # by seeds of folds
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


def half_widths(table: int, seeds: int) -> dict[str, float]:
    """Give half of the bands' widths with both designs, per strategy, and what widens folds'."""
    people, made = draw_people(np.random.default_rng([table, 5]), ROWS), {}
    once = basic_statistics(judged(people, STRATEGIES, "folds", seeds, table))
    found = changes_against(once, "baseline", metrics=usual_metrics())
    of_sex = found[(found["metric"] == "recall") & (found["attribute"] == "sex")]
    fits = FOLDS * seeds
    holdouts = judged(people, STRATEGIES, "holdout, drawn", fits, table)
    first = recall_gaps(holdouts, "baseline")
    beyond = t.isf(0.025 / STATEMENTS, fits - 1)
    for name, low, high, df in of_sex[["strategy", "low", "high", "df"]].itertuples(index=False):
        change = recall_gaps(holdouts, name) - first
        se = change.std(ddof=1) * np.sqrt(1 / fits + TEST_TO_TRAINING)
        made |= {f"{name}, folds": (high - low) / 2, f"{name}, holdouts": beyond * se}
        made[f"{name}, models"] = np.isfinite(df)
    return made


def rows(repetitions: int) -> pd.DataFrame:
    """Measure both widths, and the ratio of their means."""
    return pd.DataFrame([one for seeds in ASKED for one in of_seeds(seeds, repetitions)])


def of_seeds(seeds: int, repetitions: int) -> list[dict]:
    cases = pd.DataFrame([half_widths(table, seeds) for table in range(repetitions)])
    about, made = ("width", f"linear, {ROWS:,} rows, {FOLDS * seeds} fits per strategy"), []
    for name in list(STRATEGIES)[1:]:
        folds, holdouts = cases[f"{name}, folds"], cases[f"{name}, holdouts"]
        made.append(row(*about, f"half width, {name}, folds", folds))
        made.append(row(*about, f"half width, {name}, holdouts", holdouts))
        # the ratio of means has the error of its linear part
        ratio = folds.mean() / holdouts.mean()
        linear = ratio + (folds - ratio * holdouts) / holdouts.mean()
        made.append(row(*about, f"{name}: folds / holdouts", linear, ASKED[seeds]))
        widened = cases[f"{name}, models"].astype(bool)
        made.append(row(*about, f"{name}: folds that count their models", widened))
        if not widened.all():
            made.append(row(*about, f"half width, {name}, other folds", folds[~widened]))
    return made
