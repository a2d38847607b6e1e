"""How long comparing takes, and bootstrapping an audit beside fairlearn's, as ratios in one run.

    python -m bench.compare [--quick]

The comparison is the part on arrays: from the decisions of four strategies about 43,287 people, as
many as in the study's test set, to every statement with its band. The audit is one of nine
attributes over as many rows; both sides give the same precision and recall per group before they
are timed.
fairlearn resamples rows, so a few of its replicates are timed and multiplied.
"""

import argparse
import time
from collections.abc import Callable

import numpy as np
import pandas as pd

from fairlab.audit.bootstrap import bootstrap_audit
from fairlab.audit.counts import tallies
from fairlab.audit.out_of_fold import OutOfFold
from fairlab.compare.comparison import compare_people

ROWS, ATTRIBUTES, REPLICATES = 43_287, 9, 1000
STRATEGIES, SEEDS, FOLDS = 4, 2, 5


def rows(quick: bool) -> pd.DataFrame:
    """Measure everything; columns name, ours_s, peer_s, ratio, goal, note."""
    return pd.DataFrame([comparison(quick), bootstrap(quick)])


def comparison(quick: bool) -> dict[str, object]:
    rows = ROWS // 10 if quick else ROWS
    data = decided(rows)
    ours = fastest(lambda: compare_people(data, "baseline"), 1 if quick else 3)
    return {
        "name": f"compare {STRATEGIES} strategies on {rows:,} people, {ATTRIBUTES} attributes",
        "ours_s": ours,
        "peer_s": np.nan,
        "ratio": np.nan,
        "goal": "",
        "note": f"{SEEDS} seeds of {FOLDS} folds; from the decisions, without reading the store",
    }


def bootstrap(quick: bool) -> dict[str, object]:
    y, flagged, groups = audited_rows()
    counts = tallies(y, flagged, groups)
    assert_same_point_values(counts, y, flagged, groups)
    ours = fastest(lambda: bootstrap_audit(counts, REPLICATES), 2 if quick else 5)
    few = 2 if quick else 10
    # One replicate more or less, so that what is done once is not multiplied.
    short, long = (peer_seconds(y, flagged, groups, number) for number in (1, 1 + few))
    peer = REPLICATES * (long - short) / few
    return {
        "name": f"{REPLICATES:,} bootstrap replicates of an audit, {ATTRIBUTES} attributes",
        "ours_s": ours,
        "peer_s": peer,
        "ratio": peer / ours,
        "goal": "over 10,000 times",
        "note": f"fairlearn MetricFrame, {few} replicates timed and scaled to {REPLICATES:,}",
    }


def decided(rows: int) -> OutOfFold:
    """Decisions of strategies that differ by what a seed and chance make of the same risk."""
    y, _, groups = audited_rows(rows)
    rng = np.random.default_rng(1)
    risk = rng.normal(size=rows) + 1.5 * y
    names = ["baseline", *(f"strategy_{place}" for place in range(1, STRATEGIES))]
    scores = {name: risk + 0.3 * rng.normal(size=(SEEDS, rows)) for name in names}
    flagged = {name: (score > 2).astype(int) for name, score in scores.items()}
    folds = np.array([rng.permutation(rows) % FOLDS for _ in range(SEEDS)])
    return OutOfFold(y, groups, folds, flagged, scores)


def audited_rows(rows: int = ROWS) -> tuple[np.ndarray, np.ndarray, pd.DataFrame]:
    """Labels, decisions and nine attributes of two groups, about as frequent as in the study."""
    rng = np.random.default_rng(0)
    y = (rng.random(rows) < 0.0255).astype(int)
    flagged = (rng.random(rows) < np.where(y, 0.075, 0.0032)).astype(int)
    groups = {
        f"attribute_{place}": pd.Categorical.from_codes(
            (rng.random(rows) < share).astype(int), ["no", "yes"]
        )
        for place, share in enumerate(np.linspace(0.1, 0.9, ATTRIBUTES))
    }
    return y, flagged, pd.DataFrame(groups)


def metric_frame(
    y: np.ndarray, flagged: np.ndarray, group: pd.Series, **how: object
) -> "MetricFrame":  # noqa: F821
    from fairlearn.metrics import MetricFrame
    from sklearn.metrics import precision_score, recall_score

    def precision(y_true: np.ndarray, y_pred: np.ndarray) -> float:
        return precision_score(y_true, y_pred, zero_division=np.nan)

    def recall(y_true: np.ndarray, y_pred: np.ndarray) -> float:
        return recall_score(y_true, y_pred, zero_division=np.nan)

    metrics = {"precision": precision, "recall": recall}
    return MetricFrame(metrics=metrics, y_true=y, y_pred=flagged, sensitive_features=group, **how)


def assert_same_point_values(
    counts: dict[str, pd.DataFrame], y: np.ndarray, flagged: np.ndarray, groups: pd.DataFrame
) -> None:
    key = ["attribute", "measure", "group"]
    ours = bootstrap_audit(counts, 2).set_index(key)["value"].sort_index()
    for attribute in groups:
        theirs = metric_frame(y, flagged, groups[attribute]).by_group
        for rate in ("precision", "recall"):
            np.testing.assert_allclose(theirs[rate], ours.loc[attribute, rate][theirs.index])


def peer_seconds(
    y: np.ndarray, flagged: np.ndarray, groups: pd.DataFrame, replicates: int
) -> float:
    def all_attributes() -> None:
        for attribute in groups:
            metric_frame(
                y,
                flagged,
                groups[attribute],
                n_boot=replicates,
                ci_quantiles=[0.025, 0.975],
                random_state=0,
            )

    return fastest(all_attributes, 1)


def fastest(work: Callable[[], object], times: int) -> float:
    """Seconds of CPU of the fastest of a few, which a busy machine disturbs least."""
    found = []
    for _ in range(times):
        started = time.process_time()
        work()
        found.append(time.process_time() - started)
    return min(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="fewer runs and replicates")
    found = rows(parser.parse_args().quick)
    print(found.to_string(index=False, float_format="{:,.3g}".format))


if __name__ == "__main__":
    main()
