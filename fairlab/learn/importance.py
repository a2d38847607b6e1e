"""What any classifier looks at: by its library's own contributions, or by permuting features."""

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike
from threadpoolctl import threadpool_limits

from fairlab.learn.formats import formats
from fairlab.learn.scoring import positive_score
from fairlab.seeds import seed_for

# Exact SHAP values take up to a twentieth of a second per row. The mean over so many is off by some
# 7 % for the ten largest, and 9.8 of them are the ten largest of all (taiwan; telecom 9.3).
ROWS = 100
# All repeats of a feature are scored at once: some ten milliseconds for a pipeline that encodes.
PERMUTED_ROWS, REPEATS = 300, 3


def feature_importance(
    model: Any,
    X: pd.DataFrame,
    y: Any,
    seed: int = 0,
    rows: int = ROWS,
    directions: bool = True,
) -> pd.DataFrame:
    """Measure what each feature contributes to the scores of a fitted classifier.

    Parameters
    ----------
    model : estimator
        A fitted classifier of two labels.
    X : DataFrame of shape (n, k)
        Rows to look at, with the columns of ``fit``; some of them are drawn.
    y : array of shape (n,)
        Their labels, which permuting asks for.
    seed : int
        For the draw, and for the permutations.
    rows : int
        How many are looked at by their contributions; features are permuted in at most 300.
    directions : bool
        Whether they are measured too; a ranking does not look at them.

    Returns
    -------
    DataFrame
        A row per feature, the largest first: ``feature``; ``contribution``; ``direction``, if it
        is measured, the rank correlation from -1 to 1 of a number with what it contributes; and
        ``method``. By ``"shap"``, the contribution is the mean absolute SHAP value in log odds. By
        ``"permutation"``, it is the log loss that permuting the feature adds (below 0 by chance),
        and the direction is that of the number with the score, other features not held fixed.

    References
    ----------
    Breiman (2001), Random forests; Lundberg et al. (2020), From local explanations to global
    understanding with explainable AI for trees.

    Examples
    --------
    >>> from sklearn.linear_model import LogisticRegression
    >>> rng = np.random.default_rng(0)
    >>> X = pd.DataFrame({"income": rng.random(200), "age": rng.random(200)})
    >>> y = X["income"] > 0.7
    >>> feature_importance(LogisticRegression().fit(X, y), X, y)["feature"].tolist()
    ['income', 'age']
    """
    people = X.reset_index(drop=True)
    explain = own_contributions(model)
    drawn = people.sample(min(rows if explain else PERMUTED_ROWS, len(people)), random_state=seed)
    looked_at = drawn.reset_index(drop=True)
    if explain is None:
        table, values = _by_permutation(model, looked_at, np.asarray(y)[drawn.index], seed)
    else:
        table, values = _by_contributions(explain(model, looked_at))
    if directions:
        table.insert(2, "direction", _directions(looked_at[list(values)], values))
    return table.sort_values("contribution", ascending=False, kind="stable", ignore_index=True)


def own_contributions(model: Any) -> Any:
    """Find the function by which a model's library tells what features add to its scores.

    Parameters
    ----------
    model : estimator
        A fitted classifier.

    Returns
    -------
    callable or None
        As ``contributions`` of a model format; None where the library has none.
    """
    able = (held for held in formats().values() if held.handles(model))
    return next((held.contributions for held in able if hasattr(held, "contributions")), None)


def _by_contributions(values: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    return _table(values, values.abs().mean().to_numpy(), "shap"), values


def _by_permutation(
    model: Any, rows: pd.DataFrame, y: np.ndarray, seed: int
) -> tuple[pd.DataFrame, pd.DataFrame]:
    positive = y == getattr(model, "classes_", (0, 1))[1]
    # For so few rows, waking other threads costs more than they save.
    with threadpool_limits(limits=1):
        score = pd.Series(positive_score(model, rows))
        added = [
            _loss(positive, _score_permuted(model, rows, name, seed)) - _loss(positive, score)
            for name in rows
        ]
    return _table(rows, added, "permutation"), pd.DataFrame(dict.fromkeys(rows, score))


def _table(features: Iterable, contribution: ArrayLike, method: str) -> pd.DataFrame:
    return pd.DataFrame({"feature": list(features), "contribution": contribution, "method": method})


def _score_permuted(model: Any, rows: pd.DataFrame, name: Any, seed: int) -> np.ndarray:
    chance = np.random.default_rng(seed_for(seed, "permute", str(name)))
    places = np.concatenate([chance.permutation(len(rows)) for _ in range(REPEATS)])
    permuted = pd.concat([rows] * REPEATS, ignore_index=True)
    permuted[name] = rows[name].take(places).array
    return positive_score(model, permuted)


def _loss(positive: np.ndarray, score: Any) -> float:
    from sklearn.metrics import log_loss

    repeated = np.tile(positive, len(score) // len(positive))
    return log_loss(repeated, score, labels=[False, True])


def _directions(rows: pd.DataFrame, contributions: pd.DataFrame) -> list[float]:
    """Correlate ranks; NaN of what is no number, and where one side does not vary."""
    names = [name for name in rows if pd.api.types.is_numeric_dtype(rows[name])]
    numbers = rows[names].astype(float)
    ranks, beside = numbers.rank(), contributions[names].where(numbers.notna()).rank()
    return [ranks[name].corr(beside[name]) if name in ranks else np.nan for name in rows]
