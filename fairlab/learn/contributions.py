"""What each feature adds to the scores of a tuned model, row by row."""

from typing import TYPE_CHECKING

import pandas as pd

if TYPE_CHECKING:
    from fairlab.learn.encode import TableEncoder
    from fairlab.learn.model import TunedXGB


def shap_values(model: "TunedXGB", X: pd.DataFrame) -> pd.DataFrame:
    """Compute the exact SHAP values of rows, those of one-hot columns summed into their feature.

    Parameters
    ----------
    model : TunedXGB
        A fitted one.
    X : DataFrame of shape (n, k)

    Returns
    -------
    DataFrame of shape (n, k)
        In log odds.

    References
    ----------
    Lundberg et al. (2020), From local explanations to global understanding with explainable AI
    for trees.
    """
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
