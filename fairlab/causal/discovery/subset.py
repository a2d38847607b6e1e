"""The columns that a causal graph is drawn of: what matters, and what goes with the attribute."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from fairlab.errors import RequestError, nearest
from fairlab.seeds import seed_for
from fairlab.stats.associations import correlations_with

if TYPE_CHECKING:
    import xgboost

LARGEST = 10
RANKED = 50_000


def choose_subset(
    frame: pd.DataFrame,
    attribute: str,
    target: str,
    features: Sequence[str],
    importance: pd.Series | None = None,
    largest: int = LARGEST,
) -> list[str]:
    """Choose the attribute, the features that matter most, those that go with it, and the target.

    Parameters
    ----------
    frame : DataFrame
        Training rows with all columns; correlations are ranked on 50,000 of them, drawn at random.
    attribute : str
        The sensitive attribute, a feature or not.
    target : str
        The column of the bad event.
    features : sequence of str
        What the model reads.
    importance : Series of float, optional
        What each feature contributes to the score, such as ``shap_importance`` gives; without it
        only the correlations choose.
    largest : int
        How many features are taken by importance, and how many by correlation.

    Returns
    -------
    list of str
        The attribute first, the target last; features without variation are left out.

    Raises
    ------
    RequestError
        When the attribute is no column, or has one level only.

    References
    ----------
    van der Pol (2026), section 5.1.2.

    Examples
    --------
    >>> people = pd.DataFrame({"sex": [0, 1, 0, 1], "fraud": [0, 0, 1, 1]})
    >>> people = people.assign(income=[1.5, 2.5, 1.0, 3.0], noise=[1, 1, 2, 2])
    >>> choose_subset(people, "sex", "fraud", ["income", "noise"], largest=1)
    ['sex', 'income', 'fraud']
    """
    check_attribute(frame, attribute)
    others = [name for name in features if name not in (attribute, target)]
    varied = [name for name in others if frame[name].nunique() > 1]
    rows = _sample(len(frame), RANKED)
    strength = correlations_with(frame[[attribute, *varied]].iloc[rows], attribute)["strength"]
    chosen = set(strength.nlargest(largest, keep="first").index)
    if importance is not None:
        chosen |= set(importance.reindex(varied).nlargest(largest, keep="first").index)
    return [attribute, *(name for name in varied if name in chosen), target]


def shap_importance(
    booster: "xgboost.Booster",
    matrix: np.ndarray,
    owners: Sequence[str],
    feature_types: Sequence[str] | None = None,
    rows: int = 2000,
    seed: int = 0,
) -> pd.Series:
    """Measure what each feature contributes to the scores, by exact SHAP values of a sample.

    Parameters
    ----------
    booster : xgboost.Booster
        The fitted model.
    matrix : array of float, shape (n, k)
        Rows as the booster reads them.
    owners : sequence of str, length k
        The feature that each column of the matrix comes from; those of one feature are summed.
    feature_types : sequence of str, optional
        ``"c"`` or ``"q"`` per column, where the booster was trained with them.
    rows : int
        So many rows are looked at, drawn at random: the ranking needs no more.
    seed : int
        For the draw.

    Returns
    -------
    Series of float
        The mean absolute SHAP value per feature, the largest first.

    References
    ----------
    Lundberg and Lee (2017).

    Examples
    --------
    >>> import xgboost
    >>> X = np.random.default_rng(0).normal(size=(200, 2))
    >>> data = xgboost.DMatrix(X, label=(X[:, 1] > 0).astype(int))
    >>> booster = xgboost.train({"objective": "binary:logistic"}, data, num_boost_round=5)
    >>> shap_importance(booster, X, ["age", "income"]).index.tolist()
    ['income', 'age']
    """
    import xgboost

    drawn = _sample(len(matrix), rows, seed)
    types = None if feature_types is None else list(feature_types)
    data = xgboost.DMatrix(
        np.asarray(matrix)[drawn],
        feature_names=booster.feature_names,
        feature_types=types,
        enable_categorical=types is not None,
    )
    contributions = np.abs(booster.predict(data, pred_contribs=True)[:, :-1]).mean(axis=0)
    return pd.Series(contributions).groupby(np.asarray(owners)).sum().sort_values(ascending=False)


def check_attribute(frame: pd.DataFrame, attribute: str, others: Iterable[str] = ()) -> None:
    """Refuse an attribute that is not there or does not vary.

    Parameters
    ----------
    frame : DataFrame
    attribute : str
    others : iterable of str
        Further columns that have to be there.

    Raises
    ------
    RequestError
    """
    for name in (attribute, *others):
        if name not in frame:
            raise RequestError(f"There is no column {name!r}. {nearest(name, frame.columns)}")
    if frame[attribute].nunique() < 2:
        raise RequestError(
            f"{attribute!r} has one level only in {len(frame)} rows: there is no other level\n"
            "that a person could have had. Audit another attribute, or give rows of all groups."
        )


def _sample(n: int, most: int, seed: int = 0) -> np.ndarray:
    rng = np.random.default_rng(seed_for(seed, "subset"))
    return np.sort(rng.choice(n, min(n, most), replace=False))
