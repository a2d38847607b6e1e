"""The runs of a sweep, made without training: scores that know the label and a little the group."""

from collections.abc import Sequence
from functools import cache

import numpy as np
import pandas as pd

from fairlab.audit import audit_groups, performance
from fairlab.audit.calibration import calibration
from fairlab.audit.metric_names import fairness_metrics
from fairlab.compare.comparison import Comparison, compare_people
from fairlab.compare.decided_people import decided_people
from fairlab.report.runs import Runs

ROWS, FOLDS = 600, 5


def toy_runs(
    strategies: Sequence[str] = ("baseline", "other"),
    seeds: int = 3,
    attribute: str = "sex",
    group: str = "f",
    feature: str = "income",
    dataset: str = "toy",
) -> Runs:
    made = {
        (name, seed): _run(seed, place, attribute, group, feature)
        for place, name in enumerate(strategies)
        for seed in range(seeds)
    }
    table = pd.DataFrame(
        [
            {"run_id": f"{name}{seed}", "strategy": name, "seed": seed, "settings_hash": name}
            | {"fingerprint": "x", **_params(name), **metrics}
            for (name, seed), (metrics, _) in made.items()
        ]
    )
    tables = {run: found for run, (_, found) in made.items()}
    links = {run: f"http://127.0.0.1:5000/#/experiments/1/runs/{run[1]}" for run in made}
    return Runs(dataset, table, tables, links, "sqlite:///mlflow.db", f"fairlab/{dataset}")


def toy_comparison(runs: Runs) -> Comparison:
    """Compare what a toy sweep decided about its people."""
    y, member = _people()
    people = pd.DataFrame({"y": y})
    for attribute in runs.attributes:
        names = runs.joined("groups")["group"].dropna().unique()
        group = next((name for name in names if name not in ("", "m")), "m")
        people[f"group.{attribute}"] = np.where(member, group, "m")
    found = {f"{name}{seed}": tables for (name, seed), tables in runs.tables.items()}
    data = decided_people(runs.table, found.get, people)
    return compare_people(data, runs.strategies[0], dataset=runs.dataset)


def _people() -> tuple[np.ndarray, np.ndarray]:
    """Say who had the event, and who is in the first group."""
    rng = np.random.default_rng(0)
    return (rng.random(ROWS) < 0.2).astype(int), rng.random(ROWS) < 0.4


def _params(name: str) -> dict[str, str]:
    return {
        "params.strategy": name,
        "params.model": "TunedXGB",
        "params.design": "folds",
        "params.folds": str(FOLDS),
        "params.search": "fold",
        "params.vary": "both",
        "params.split.test": "everybody",
        "params.rows.test": str(ROWS),
        "params.model__trials": "5",
    }


def _run(*about: int | str) -> tuple[dict, dict]:
    """Give a run, measured once, in tables that may be changed."""
    metrics, tables = _measured(*about)
    return dict(metrics), {name: table.copy() for name, table in tables.items()}


@cache
def _measured(seed: int, place: int, attribute: str, group: str, feature: str) -> tuple[dict, dict]:
    rng = np.random.default_rng([seed, place])
    y, member = _people()
    fold = np.random.default_rng(seed).permutation(ROWS) % FOLDS
    score = np.clip(0.25 * y + 0.15 * member + 0.6 * rng.random(ROWS), 0, 1)
    flagged = score >= 0.55
    groups = pd.DataFrame({attribute: pd.Categorical(np.where(member, group, "m"))})
    audit = audit_groups(y, flagged, groups)
    metrics = {f"test/{name}": value for name, value in performance(y, score, flagged).items()}
    metrics |= fairness_metrics(audit) | {"model/threshold": 0.55}
    metrics["valid/auprc"] = metrics["test/auprc"]
    tables = {
        "groups": audit,
        "calibration": calibration(y, score, groups),
        "predictions": pd.DataFrame(
            {"row": range(ROWS), "fold": fold, "y": y, "score": score, "flagged": flagged}
        ),
        "importance": _importance(rng, attribute, feature),
        "trials": pd.DataFrame({"trial": [0, 1], "max_depth": [3, 6], "score": rng.random(2)}),
    }
    return metrics, tables


def _importance(rng: np.random.Generator, attribute: str, feature: str) -> pd.DataFrame:
    shown = {"feature": [feature, attribute], "contribution": rng.random(2), "direction": [1, None]}
    return pd.DataFrame(shown)
