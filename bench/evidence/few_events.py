"""A small group with 1 to 170 bad events, and nothing that differs: is anything said to?

The groups of three attributes are alike; of one of them the smaller group has so many bad events
beside 600. The family is the audit of one strategy.
"""

import numpy as np
import pandas as pd
from scipy.stats import norm

from bench.evidence.figures import beyond, row
from fairlab.audit.basic_statistics import basic_statistics
from fairlab.audit.out_of_fold import OutOfFold
from fairlab.audit.statement import usual_metrics
from fairlab.audit.statements import audit_of

REPETITIONS = 200
SIZES, RECALLS = (1, 5, 15, 26, 60, 170), (0.4, 0.1)
OTHERS, GOOD_PER_BAD, RISKIER = 600, 4, 1.2


def alike_groups(bad: int, recall: float, rng: np.random.Generator) -> OutOfFold:
    """Draw people of whom the small group has so many bad events."""
    y = np.repeat([1, 0, 1, 0], [bad, GOOD_PER_BAD * bad, OTHERS, GOOD_PER_BAD * OTHERS])
    n = len(y)
    small = np.where(np.arange(n) < bad * (1 + GOOD_PER_BAD), "small", "large")
    groups = pd.DataFrame({"size": small, "sex": rng.choice(list("fm"), n),
                           "age": rng.choice(["young", "old"], n)})  # fmt: skip
    score = rng.normal(size=(1, n)) + RISKIER * y
    flagged = (score > RISKIER + norm.isf(recall)).astype(np.int8)
    folds = (rng.permutation(n) % 5)[None]
    return OutOfFold(y, groups, folds, {"plain": flagged}, {"plain": score})


def one_audit(bad: int, recall: float, case: int) -> dict[str, float]:
    """Say whether anything is said to differ, and what bands the small group has."""
    data = alike_groups(bad, recall, np.random.default_rng([case, bad]))
    found = audit_of(basic_statistics(data), "plain", metrics=usual_metrics())
    outside, of_size = beyond(found), (found["attribute"] == "size").to_numpy()
    normal = of_size & (found["metric"] == "recall").to_numpy() & ~found["few"].to_numpy(bool)
    banded = np.isfinite(found["low"]).to_numpy()
    off = (found["estimate"].abs() / found["se"]).to_numpy()
    return {
        "family": outside.any(),
        "small": (outside & of_size).any(),
        "banded": banded[of_size].mean(),
        "single": float(off[normal][0] > norm.isf(0.025)) if banded[normal].any() else np.nan,
    }


def rows(repetitions: int) -> pd.DataFrame:
    """Measure every size at two recalls."""
    made = []
    for recall in RECALLS:
        for bad in SIZES:
            cases = pd.DataFrame([one_audit(bad, recall, case) for case in range(repetitions)])
            about = "few bad events", f"{bad} beside {OTHERS}, recall {recall:g}"
            made.append(row(*about, "any band without 0", cases["family"], "at most .05"))
            made.append(row(*about, "any of the small group", cases["small"], "at most .05"))
            if cases["single"].notna().any():
                held = 1 - cases["single"].dropna()
                made.append(row(*about, "recall gap in its own 95 % band", held, ".92 to .98"))
            made.append(row(*about, "statements with a band", cases["banded"]))
    return pd.DataFrame(made)
