"""People whom strategies decided about in folds, and the runs that say so, without training."""

import pickle
from collections.abc import Mapping
from hashlib import sha256

import numpy as np
import pandas as pd

from fairlab.audit import audit_groups, performance
from fairlab.audit.metric_names import fairness_metrics, fairness_notes
from fairlab.audit.registry import all_metrics
from fairlab.compare.comparison import Comparison, compare_people
from fairlab.compare.decided_people import decided_people

N, FOLDS = 1500, 5
CUT = 1.3
FAVOURS = {"baseline": 0.0, "same": 0.0, "fair": 0.9, "blind": -9.0}  # added to women's scores
PARAMS = {"design": "folds", "folds": str(FOLDS), "search": "fold", "vary": "both"}
PARAMS |= {"split.test": "folds", "model__trials": "0", "format": "2"}
MEASURED: dict[bytes, tuple[dict, dict, dict]] = {}


def people(n: int = N) -> pd.DataFrame:
    """Bad events among men score higher, so that women's are caught less often."""
    rng = np.random.default_rng(0)
    sex, age = rng.choice(["f", "m"], n), rng.choice(["young", "mid", "old"], n)
    y = (rng.random(n) < 0.3).astype(np.int8)
    return pd.DataFrame({"row": np.arange(n), "y": y, "group.sex": sex, "group.age": age})


def predictions(about: pd.DataFrame, strategy: str, seed: int, folds: int = FOLDS) -> pd.DataFrame:
    """Strategies differ in nothing but how they favour women: the seed's noise is the same."""
    rng = np.random.default_rng([7, seed])
    y, woman = about["y"].to_numpy(), (about["group.sex"] == "f").to_numpy()
    fold = (rng.permutation(len(about)) % folds).astype(np.int8)
    risk = np.random.default_rng(1).normal(size=len(about)) + 2 * y * np.where(woman, 0.45, 1)
    score = risk + 0.3 * rng.normal(size=len(about)) + FAVOURS.get(strategy, 0.2) * woman
    made = {"row": about["row"], "fold": fold, "y": y, "score": 1 / (1 + np.exp(-score))}
    made["flagged"] = score > CUT
    return pd.DataFrame(made)


def run_of(about: pd.DataFrame, made: pd.DataFrame) -> tuple[dict, dict, dict]:
    """Give the figures of a run, why some are undefined, and its tables; the same are kept."""
    known = [metric.name for metric in all_metrics()]
    key = sha256(pickle.dumps((about, made, known))).digest()
    if key not in MEASURED:
        MEASURED[key] = _measured(about, made)
    figures, notes, tables = MEASURED[key]
    return dict(figures), dict(notes), {name: table.copy() for name, table in tables.items()}


def _measured(about: pd.DataFrame, made: pd.DataFrame) -> tuple[dict, dict, dict]:
    groups = about.filter(regex="^group").rename(columns=lambda name: name[6:])
    audit = audit_groups(made["y"], made["flagged"], groups.iloc[made["row"]])
    values = performance(made["y"], made["score"], made["flagged"])
    figures = {f"test/{name}": value for name, value in values.items()} | fairness_metrics(audit)
    return figures, fairness_notes(audit), {"groups": audit, "predictions": made}


def toy_runs(
    strategies: tuple[str, ...] = ("baseline", "fair"),
    seeds: Mapping[str, tuple[int, ...]] | int = 2,
    about: pd.DataFrame | None = None,
    **params: str,
):
    """Give a table of runs, a callable from their ids to their tables, and the people."""
    about = people() if about is None else about
    rows, tables = [], {}
    for name in strategies:
        for seed in range(seeds) if isinstance(seeds, int) else seeds[name]:
            figures, _, found = run_of(about, predictions(about, name, seed))
            tables[f"{name}{seed}"] = found
            row = {"run_id": f"{name}{seed}", "strategy": name, "seed": seed, "undefined": ""}
            shown = {f"params.{key}": value for key, value in (PARAMS | params).items()}
            rows.append(row | {"people": "p", "settings_hash": name} | shown | figures)
    return pd.DataFrame(rows), tables.__getitem__, about


def toy_comparison(*strategies: str, seeds: int = 2, about=None, **how) -> Comparison:
    runs, tables, about = toy_runs(strategies or ("baseline", "fair"), seeds, about)
    return compare_people(decided_people(runs, tables, about), runs["strategy"].iloc[0], **how)
