"""Three metrics of a file that fairlab has not heard of, and runs from before there was one."""

import numpy as np
import pandas as pd

from fairlab.audit import audit_groups, performance
from fairlab.audit.metric_names import fairness_metrics, fairness_notes

FILE = '''
"""Metrics that fairlab has not heard of."""

import numpy as np

from fairlab.audit.measures import gap
from fairlab.audit.metric_types import APPROVED, AccuracyMetric, GroupMetric, Rate

OMISSION = Rate(
    "false_omission_rate", ("fn",), ("tn",), "everything flagged", "approvals gone wrong", APPROVED,
    short="omission", as_ratio=False,
)


def specificity(tp, fp, fn, tn):
    return tn / (tn + fp) if tn + fp else np.nan


def separation(y, score):
    return float(score[y == 1].mean() - score[y == 0].mean())


METRICS = (
    GroupMetric(
        name="false_omission_rate_gap",
        label="most of the approvals gone wrong minus the fewest",
        rates=(OMISSION,),
        spread=gap,
        kept="metric",
        floor="false_omission_rate_gap_floor_95",
    ),
    AccuracyMetric(
        name="specificity",
        label="share of the rest that is not flagged",
        of_counts=specificity,
        needs=("negatives",),
    ),
    AccuracyMetric(
        name="separation",
        label="mean score of bad events minus that of the rest",
        of_scores=separation,
        needs=("positives", "negatives"),
        low=-1.0,
    ),
)
'''
GROUP, COUNTED, SCORED = "fair.sex/false_omission_rate_gap", "test/specificity", "test/separation"
NEW = (GROUP, COUNTED, SCORED)
PARAMS = {"vary": "both", "split.test": "drawn", "rows.train": 900, "rows.validation": 300}
STRATEGIES = ("baseline", "other")
ROWS, SEEDS = 600, 3


def part_of(strategy, seed):
    rng = np.random.default_rng([len(strategy), seed])
    y = (rng.random(ROWS) < 0.3).astype(int)
    sex = pd.DataFrame({"sex": pd.Categorical(rng.choice(["f", "m"], ROWS))})
    score = np.clip(0.3 * y + 0.1 * (sex["sex"] == "m") + 0.6 * rng.random(ROWS), 0, 1)
    return pd.DataFrame({"y": y, "score": score, "flagged": score >= 0.5}), sex


def measured(strategy, seed):
    part, sex = part_of(strategy, seed)
    audit = audit_groups(part["y"], part["flagged"], sex)
    values = performance(part["y"], part["score"], part["flagged"])
    figures = {f"test/{name}": value for name, value in values.items()}
    return figures | fairness_metrics(audit), audit, part


def slow(strategy, seed):
    """The three metrics by a loop over the rows."""
    part, sex = part_of(strategy, seed)
    wrong, passed, kept, rest = {"f": 0, "m": 0}, {"f": 0, "m": 0}, 0, 0
    for (y, flagged), group in zip(part[["y", "flagged"]].to_numpy(), sex["sex"], strict=True):
        passed[group] += not flagged
        wrong[group] += y and not flagged
        rest += not y
        kept += not y and not flagged
    shares = [wrong[group] / passed[group] for group in "fm"]
    means = [part.loc[part["y"] == label, "score"].mean() for label in (1, 0)]
    return {GROUP: max(shares) - min(shares), COUNTED: kept / rest, SCORED: means[0] - means[1]}


def run_of(finished_run, strategy, seed, key):
    figures, audit, part = measured(strategy, seed)
    return finished_run(
        strategy_name=strategy,
        seed=seed,
        key=key,
        settings_key=strategy.encode().hex(),
        params={**PARAMS, "rows.test": ROWS},
        metrics=figures,
        notes=fairness_notes(audit),
        tables={"groups": audit},
        predictions=part,
    )
