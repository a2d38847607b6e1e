"""What a model looks at: how much each feature moves its scores, and in which direction."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

if TYPE_CHECKING:
    from fairlab.learn.encode import TableEncoder
    from fairlab.learn.model import TunedXGB

# Exact values take up to a twentieth of a second per row. The mean over so many is off by some 7 %
# for the ten largest, and 9.8 of them are the ten largest of all (taiwan; telecom 9.3).
ROWS = 100


def contributions(
    model: "TunedXGB", X: pd.DataFrame, rows: int = ROWS, seed: int = 0
) -> pd.DataFrame:
    """Measure what each feature contributes to the scores, by exact SHAP values of some rows.

    Parameters
    ----------
    model : TunedXGB
        A fitted one.
    X : DataFrame of shape (n, k)
        Rows to look at.
    rows : int
        At most so many, drawn at random.
    seed : int
        For the draw.

    Returns
    -------
    DataFrame
        A row per feature, the largest first: ``feature``; ``contribution``, the mean absolute
        SHAP value in log odds; and ``direction``, the rank correlation from -1 to 1 of a number
        with its contribution: NaN for categories, and where either does not vary.

    References
    ----------
    Lundberg et al. (2020), From local explanations to global understanding with explainable AI
    for trees.

    Examples
    --------
    >>> from fairlab.learn import TunedXGB
    >>> rng = np.random.default_rng(0)
    >>> X = pd.DataFrame({"income": rng.random(200), "age": rng.random(200)})
    >>> model = TunedXGB(trials=1, trees=20).fit(X, X["income"] > 0.7)
    >>> found = contributions(model, X)
    >>> found["feature"].tolist(), round(found["direction"][0])
    (['income', 'age'], 1)
    """
    drawn = X.sample(min(rows, len(X)), random_state=seed).reset_index(drop=True)
    values = _shap(model, drawn)
    table = pd.DataFrame(
        {
            "feature": values.columns,
            "contribution": values.abs().mean().to_numpy(),
            "direction": [_direction(drawn[name], values[name]) for name in values],
        }
    )
    return table.sort_values("contribution", ascending=False, kind="stable", ignore_index=True)


def _shap(model: "TunedXGB", X: pd.DataFrame) -> pd.DataFrame:
    from xgboost import DMatrix

    matrix = DMatrix(
        model.encoder_.transform(X),
        feature_types=model.encoder_.feature_types_,
        enable_categorical=True,
    )
    found = model.booster_.predict(matrix, pred_contribs=True)[:, :-1]
    by_feature = pd.DataFrame(found.T, index=owners(model.encoder_)).groupby(level=0, sort=False)
    return by_feature.sum().T


def owners(encoder: "TableEncoder") -> list[str | int]:
    """Name the feature that each column of the encoded rows comes from.

    Examples
    --------
    >>> from fairlab.learn.encode import TableEncoder
    >>> jobs = pd.DataFrame({"job": ["cook", "clerk"], "age": [30, 41]})
    >>> owners(TableEncoder("onehot").fit(jobs))
    ['job', 'job', 'age']
    """
    return [
        name
        for name, known in encoder.columns_.items()
        for _ in (known if known is not None and encoder.encoding == "onehot" else [None])
    ]


def _direction(values: pd.Series, contribution: pd.Series) -> float:
    if not pd.api.types.is_numeric_dtype(values):
        return np.nan
    numbers = values.astype(float)
    known = numbers.notna()
    if numbers[known].nunique() < 2 or contribution[known].nunique() < 2:
        return np.nan
    return float(numbers[known].rank().corr(contribution[known].rank()))
