"""Fair-SMOTE with the five attributes that the study balanced, at its size, to the last tree.

    python -m bench study

The attributes and the class make the cells of the training set; all are brought to the size of
the largest, and no tree is saved: 1,000 with Table 18's final values, without early stopping. It
takes about half an hour, so that ``make bench`` does it only when asked to. There is no peer; what
counts is whether it fits into the memory of a small machine.
"""

import time
from dataclasses import replace

import numpy as np
import pandas as pd

from bench.growth import STUDY, cost
from bench.timing import row
from fairlab.data import telecom
from fairlab.data.sets.telecom import STUDY_BALANCED
from fairlab.experiment.fitted import Fitted
from fairlab.experiment.strategy import Strategy
from fairlab.learn import TunedXGB
from fairlab.mitigate import FairSMOTE

ONLY_WHEN_ASKED = True
LIMIT, THREADS = 10_000_000, 2


def rows(quick: bool = False) -> pd.DataFrame:
    """Balance and train: name, ours_s, peer_s, ratio, goal and note."""
    data = telecom(rows=10_000 if quick else STUDY)
    parts = replace(data, balance=STUDY_BALANCED).split(0)
    trees = 20 if quick else 1_000
    model = TunedXGB(trials=1, trees=trees, patience=trees)
    strategy = Strategy("fair_smote", model, sampler=FairSMOTE(limit=LIMIT))
    made: list[Fitted] = []
    started = time.monotonic()
    spent, peak = cost(lambda: made.append(strategy.fit(parts, 0, threads=THREADS)))
    by_the_clock = time.monotonic() - started
    name = f"Fair-SMOTE and {trees:,} trees, {parts.train.rows:,} training rows"
    note = f"{told(made[0])}; {THREADS} threads, {by_the_clock:,.0f} s by the clock"
    goal = "" if quick else "24 GiB"
    return pd.DataFrame(
        [row(name, np.array([spent]), None, goal, f"{note}; {peak / 1073.741824:.1f} GiB at most")]
    )


def told(fitted: Fitted) -> str:
    """Say how many rows were made, and how the model scores on rows that nobody made."""
    cells = fitted.cells
    assert cells is not None
    assert (cells["target_rows"] == cells["rows"].max()).all(), "a cell was not filled"
    return (
        f"{len(cells)} cells of {cells['rows'].min():,} to {cells['rows'].max():,} rows, "
        f"{cells['synthetic'].sum():,} new ones; validation AUC {fitted.model.best_score_:.3f} "
        f"after {fitted.model.trials_['trees'].iloc[0]:,} trees"
    )
