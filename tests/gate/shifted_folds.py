"""Runs whose folds score alike but for their level, which tells nothing of who is suspect."""

import numpy as np
import pandas as pd

from fairlab.audit import performance
from tests.compare.toy_people import FOLDS, PARAMS


def shifted(n=1500, share=0.3, seeds=1):
    rng = np.random.default_rng(0)
    y = (rng.random(n) < share).astype(int)
    tables, rows = {}, []
    for seed in range(seeds):
        fold = rng.permutation(n) % FOLDS
        score = rng.normal(size=n) + 2 * y + 9 * fold
        made = {"row": np.arange(n), "fold": fold, "y": y, "score": score, "flagged": score > 1}
        frame = pd.DataFrame(made)
        tables[f"a{seed}"] = {"predictions": frame, "groups": pd.DataFrame()}
        row = {"run_id": f"a{seed}", "strategy": "a", "seed": seed, "undefined": ""}
        rows.append(
            row | {"test/auc": by_fold(frame, "auc"), "test/auprc": by_fold(frame, "auprc")}
        )
    return pd.DataFrame(rows).assign(**{f"params.{k}": v for k, v in PARAMS.items()}), tables.get


def by_fold(frame, metric):
    each = frame.groupby("fold")[["y", "score", "flagged"]]
    return float(np.mean([performance(**own)[metric] for _, own in each]))


def pooled(tables):
    return performance(**tables("a0")["predictions"][["y", "score", "flagged"]])["auc"]
