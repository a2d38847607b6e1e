"""A training and the scores of rows that it has not seen: what is computed, claimed and kept."""

import json
import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from fairlab.data import Dataset, Split
from fairlab.experiment.bayesian_figures import bayesian_figures
from fairlab.experiment.columns_table import columns_table
from fairlab.experiment.fit_spec import FitSpec
from fairlab.experiment.fitted import FittedModel
from fairlab.experiment.fitting import fit_model
from fairlab.experiment.stored_model import store_model
from fairlab.experiment.strategy import Strategy
from fairlab.learn.importance import ROWS, feature_importance
from fairlab.record.run_result import RunResult
from fairlab.seeds import seed_for
from fairlab.versions import library_versions

SCORED = ("validation", "test")
# By a run, which takes the mean over its folds: a tenth of a fit of deep trees, were it per fold.
LOOKED_AT = 2 * ROWS
INNER_KEEPS = "Of an inner fit the scores are kept alone."


def fit_fold(
    dataset: Dataset,
    spec: FitSpec,
    threads: int = 1,
    journal: Path | None = None,
    searched: RunResult | None = None,
) -> RunResult:
    """Train as one fold does, and score the rows that are held out.

    Parameters
    ----------
    dataset : Dataset
        The rows that ``spec.data`` names.
    spec : FitSpec
    threads : int
        How many the model may use.
    journal : Path, optional
        Where finished tuning trials are written, so that a killed search goes on.
    searched : RunResult, optional
        The fit that ``spec.searched_by`` names.

    Returns
    -------
    RunResult
        ``predictions`` are the scores of the validation and the test rows; of an inner fit they
        are those of its test rows, and no more is kept.

    Examples
    --------
    >>> from sklearn.tree import DecisionTreeClassifier
    >>> from fairlab.experiment.design import Design
    >>> from fairlab.experiment.strategy import Strategy
    >>> table = pd.DataFrame({"age": range(20, 140), "bad": [0, 0, 1] * 40})
    >>> people = Dataset("people", table, "bad")
    >>> tree = Strategy("tree", DecisionTreeClassifier(max_depth=2))
    >>> found = fit_fold(people, FitSpec(tree, people.identity, 0, Design(), 0))
    >>> found.predictions.groupby("part").size().to_dict(), found.parts["train"]
    ({'test': 24, 'validation': 20}, (76, 25))
    """
    started, clock, spent = datetime.now(UTC), time.monotonic(), time.process_time()
    parts = spec.design.split(dataset, spec.seed, spec.fold, spec.inner)
    strategy = spec.strategy if searched is None else with_found(spec.strategy, searched)
    fitted = fit_model(strategy, parts, spec.design.training_seed(spec.seed), threads, journal)
    seconds, spent = time.monotonic() - clock, time.process_time() - spent
    whole = spec.inner is None
    names = SCORED if whole else SCORED[-1:]
    scores = {name: fitted.score(getattr(parts, name).frame) for name in names}
    figures = bayesian_figures(fitted, parts, spec.seed) if whole else {}
    model, without = store_model(fitted, parts.train) if whole else (None, INNER_KEEPS)
    return RunResult(
        metrics={"time/fit_s": seconds, "time/cpu_s": spent, **figures},
        started=started,
        ended=datetime.now(UTC),
        tables=_about_model(fitted, parts.test, spec) if whole else {},
        predictions=_table_of(scores, parts),
        model=model,
        without_model=without,
        parts=parts.counts,
        versions=library_versions(),
    )


def out_of_fold_scores(inner: Sequence[RunResult]) -> np.ndarray:
    """Put the scores of inner fits together.

    Parameters
    ----------
    inner : sequence of RunResult
        All of one fold.

    Returns
    -------
    ndarray, shape (training rows of that fold,)
        In the order of the rows.
    """
    rows = pd.concat([fit.predictions for fit in inner])
    return rows.sort_values("row")["score"].to_numpy()


def scores_in(fit: RunResult) -> dict[str, np.ndarray]:
    """Give the scores of each part, in the order of its rows.

    Parameters
    ----------
    fit : RunResult
        What ``fit_fold`` returns, or the same read from the record.

    Returns
    -------
    dict of str to ndarray
        ``validation`` and ``test``.
    """
    assert fit.predictions is not None
    parts = fit.predictions.groupby("part", observed=True)["score"]
    return {str(name): scores.to_numpy() for name, scores in parts}


def found_in(fit: RunResult) -> dict[str, Any]:
    """Give the hyperparameters that a fit has found, by name."""
    table = fit.tables["hyperparameters"]
    return {row.name: json.loads(row.value) for row in table.itertuples(index=False)}


def with_found(strategy: Strategy, searched: RunResult) -> Strategy:
    """Give the same strategy, which takes what a fit has found and searches nothing."""
    return replace(strategy, model=strategy.model.with_found(found_in(searched)))


def _table_of(scores: dict[str, np.ndarray], parts: Split) -> pd.DataFrame:
    tables = [
        pd.DataFrame({"row": parts.rows_of[name], "part": name, "score": scores[name]})
        for name in scores
    ]
    return pd.concat(tables, ignore_index=True).astype({"row": "int64", "part": "category"})


def _about_model(fitted: FittedModel, test: Dataset, spec: FitSpec) -> dict[str, pd.DataFrame]:
    """Lay out what the model looks at, its search, its cells, and levels that it did not know."""
    model: Any = fitted.model
    X = fitted.read(test.frame)
    seed, rows = seed_for(spec.seed, "importance"), min(ROWS, LOOKED_AT // spec.design.count)
    tables = {"importance": feature_importance(model, X, test.y, seed, rows)}
    tables |= columns_table(fitted, test)
    if hasattr(model, "trials_"):
        tables["trials"] = model.trials_
    if hasattr(model, "multipliers_"):
        tables["multipliers"] = model.multipliers_
    if hasattr(model, "unseen") and (unseen := model.unseen(X)):
        tables["unseen"] = pd.DataFrame(unseen.items(), columns=["column", "rows"])
    if hasattr(model, "best_params_"):
        found = {name: json.dumps(value) for name, value in model.best_params_.items()}
        tables["hyperparameters"] = pd.DataFrame(found.items(), columns=["name", "value"])
    if fitted.cells is not None:
        tables["cells"] = fitted.cells
    return tables
