"""Runs on people whose groups are caught with known rates, and the tables of each run."""

import numpy as np
import pandas as pd

from fairlab.audit.measures import parity

PARITY = "fair.g/recall_parity"


def drawn(seeds, recalls, sizes, seed=0):
    """Draw the hits of each seed anew."""
    rng = np.random.default_rng(seed)
    tables, rows = {}, []
    for number in range(seeds):
        hits = rng.binomial(sizes, recalls)
        groups = {"attribute": "g", "kind": "group", "measure": "recall", "hits": hits}
        groups["group"] = [f"g{place}" for place in range(len(sizes))]
        groups = pd.DataFrame(groups | {"size": sizes, "value": hits / np.array(sizes)})
        flagged = np.arange(sum(sizes)) < hits.sum()
        predictions = pd.DataFrame({"y": 1, "score": 0.5, "flagged": flagged})
        tables[f"r{number}"] = {"groups": groups, "predictions": predictions}
        rows.append({"run_id": f"r{number}", "seed": number, "test/recall": flagged.mean(),
                     PARITY: float(parity(groups["value"].to_numpy()))})  # fmt: skip
    params = {"params.vary": "both", "params.split.test": "drawn"}
    counts = {"params.rows.test": "25", "params.rows.train": "60"}
    runs = pd.DataFrame(rows).assign(strategy="a", undefined="", **params, **counts)
    return runs, tables.__getitem__
