"""Which features matter most: SHAP values of a sample of the rows beside those of all rows.

    python -m bench importance

Both sides are XGBoost's exact contributions; the sample is the one that an individual audit looks
at. It is good enough where its ten first features are, but for one, the ten first of all rows.
"""

import numpy as np
import pandas as pd

from bench.timing import row, timed
from fairlab.data import telecom
from fairlab.experiment.inquiry import RANKED
from fairlab.learn import TunedXGB
from fairlab.learn.importance import feature_importance

STUDY, SMALL, LEARNED = 492_956, 20_000, 60_000
FIRST, DRAWS = 10, 5


def rows(quick: bool = False) -> pd.DataFrame:
    """Time both sides: name, ours_s, peer_s, ratio, goal and note."""
    data = telecom(rows=SMALL if quick else STUDY)
    model = TunedXGB(trials=1, trees=60, params={"max_depth": 4, "learning_rate": 0.15})
    model.fit(data.X[:LEARNED], data.y[:LEARNED])
    X, y = data.X, data.y

    def first(count: int, seed: int = 0) -> set[str]:
        table = feature_importance(model, X, y, seed, rows=count, directions=False)
        return set(table["feature"][:FIRST])

    every, peer = timed(lambda: first(len(X)))
    drawn = [timed(lambda seed=seed: first(RANKED, seed)) for seed in range(DRAWS)]
    kept = [len(every & found) for found, _ in drawn]
    ours = np.array([spent for _, spent in drawn])
    note = (
        f"peer: the same on all rows; {model.booster_.num_boosted_rounds()} trees of depth 4; "
        f"{DRAWS} draws keep {min(kept)} or more of the {FIRST} first features"
    )
    name = f"SHAP ranking on {RANKED:,} of {len(X):,} rows x {X.shape[1]}"
    return pd.DataFrame([row(name, ours, peer, f"keeps {FIRST - 1} of {FIRST}", note)])
