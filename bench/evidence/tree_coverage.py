"""Coverage with gradient-boosted trees on simulated telecom tables, and one strategy twice.

The baseline without a search flags a twentieth; reweighing is held against it, and the baseline
once more, with other validation rows: of these two nothing truly differs.
"""

import numpy as np
import pandas as pd

from bench.evidence.covering import alike_at_margin, coverage, covered
from bench.evidence.figures import beyond, row
from fairlab.audit.basic_statistics import basic_statistics
from fairlab.audit.out_of_fold import OutOfFold
from fairlab.audit.statement import usual_metrics
from fairlab.audit.statements import audit_of, changes_against
from fairlab.data import Dataset, load
from fairlab.data.folds import assign_folds, fold_parts
from fairlab.experiment.fitting import fit_model, fit_rule
from fairlab.experiment.strategy import Strategy
from fairlab.learn import TunedXGB
from fairlab.mitigate import Reweigh
from fairlab.stats.answers import BEYOND, DIFFERS

REPETITIONS, ROWS, FOLDS, FIRST = 40, 8_000, 5, 1_000
PLAIN = Strategy("baseline", TunedXGB(trials=0)).flagging(0.05)
WEIGHED = Strategy("reweighing", TunedXGB(trials=0), weights=Reweigh()).flagging(0.05)
# strategy, and the seed of its validation rows and training
SWEPT = {"baseline": (PLAIN, 0), "reweighing": (WEIGHED, 0), "again": (PLAIN, 1)}


def judged_by_trees(data: Dataset) -> OutOfFold:
    """Judge everybody once by each strategy, in the same folds."""
    fold = assign_folds(data, 0, FOLDS)
    score = {name: np.zeros((1, data.rows)) for name in SWEPT}
    flagged = {name: np.zeros((1, data.rows), np.int8) for name in SWEPT}
    for number in range(FOLDS):
        for name, (strategy, seed) in SWEPT.items():
            parts = data._split_by(fold_parts(data, seed, fold, number))
            model = fit_model(strategy, parts, seed)
            made = {of: model.score(getattr(parts, of).frame) for of in ("validation", "test")}
            rule = fit_rule(strategy, parts, made, seed, {})
            score[name][0, parts.test_rows] = made["test"]
            flagged[name][0, parts.test_rows] = rule.decide(made["test"])
    groups = data.groups().of(data.frame)
    return OutOfFold(data.y.to_numpy(), groups, fold[None].astype(int), flagged, score)


def one_table(table: int) -> dict[str, pd.DataFrame]:
    """Give the families of one table."""
    data = judged_by_trees(load("telecom", rows=ROWS, seed=FIRST + table))
    found = {"gaps": audit_of(basic_statistics(data), "baseline", metrics=usual_metrics())}
    for family, other in {"changes": "reweighing", "seeds": "again"}.items():
        two = {name: data.decisions[name] for name in ("baseline", other)}
        scores = {name: data.scores[name] for name in two}
        made = basic_statistics(OutOfFold(data.y, data.groups, data.folds, two, scores))
        found[family] = changes_against(made, "baseline", metrics=usual_metrics())
    return found


def rows(repetitions: int) -> pd.DataFrame:
    """Measure coverage, and what is said of two equal strategies."""
    tables, named = [one_table(table) for table in range(repetitions)], f"trees, {ROWS:,} rows"
    made = []
    for family in ("gaps", "changes"):
        found = covered([one[family] for one in tables])
        made += coverage(f"coverage of {family}", named, found)
        made += alike_at_margin(f"coverage of {family}", named, found)
    outside = [beyond(one["seeds"]) for one in tables]
    said = [one["seeds"]["answer"].isin([DIFFERS, BEYOND]).any() for one in tables]
    about = "equal strategies", f"{named}, folds, 1 seed"
    made.append(row(*about, 'any "differs"', said, "at most .05"))
    made.append(row(*about, "any band without 0", [one.any() for one in outside], "at most .05"))
    shares = [one.mean() for one in outside]
    made.append(row(*about, "share of bands without 0", shares, "at most .01"))
    return pd.DataFrame(made)
