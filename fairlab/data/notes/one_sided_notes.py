"""Parts of a table in which one feature alone tells the target: known only afterwards?"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from fairlab.data.checks.target_faults import sample_of, telling_features
from fairlab.data.messages import quoted, shown
from fairlab.data.notes.feature_notes import SUSPICIOUS
from fairlab.data.number_forms import MOST_CODES

if TYPE_CHECKING:
    from fairlab.data.dataset import Dataset

FEWEST, PURE = 100, 0.995  # rows, and the share of them with one label
SHARP = 1.9  # standard deviations, as far as a feature of AUC .91 has the labels apart
_SURE = 0.95
_SIGNS = {"<=": "is at most", ">=": "is at least", "==": "is"}


def one_sided(data: "Dataset") -> Iterator[str]:
    """Say where nearly all rows have one label by a feature that otherwise tells little.

    How sharply a part is cut is how far a normal feature would have to have the labels apart to
    put as many of either into it, the rarer ones at the upper bound of their share. By chance alone
    no part is so sharp; of honest features few are, since one with an AUC of .9 has them 1.8 apart.

    Examples
    --------
    >>> from fairlab.data.dataset import Dataset
    >>> table = pd.DataFrame({"calls": [0, 0, 3, 0] * 100, "bad": [0, 1, 1, 0] * 100})
    >>> note = next(one_sided(Dataset("loans", table, target="bad")))
    >>> print(note[:76])
    where `calls` is at least 3, `bad` is 1 in 100 of 100 rows, elsewhere in 100
    """
    y = data.y.to_numpy().astype(bool)
    told = {column for column, _ in telling_features(data, SUSPICIOUS)} | {*data.sensitive}
    few = sample_of(y)
    # What is sharp shows on a sample; only then all rows are counted.
    weight = [of.sum() / of[few].sum() for of in (~y, y)]
    for column in data.features:
        values = data.frame[column]
        if column in told or not _can_be_cut(values):
            continue
        sign, level = _sharpest(values.iloc[few], y[few], weight)
        inside = _inside(values, sign, level).to_numpy()
        if sign and _sharpness(*_labels(y, inside), y, [1, 1]) > SHARP:
            yield _sentence(data, column, sign, level, inside, y)


def _sentence(
    data: "Dataset", column: str, sign: str, level: Any, inside: np.ndarray, y: np.ndarray
) -> str:
    where = f"{_SIGNS[sign]} {shown(level)}" if sign in _SIGNS else sign
    shares = [f"{y[rows].sum():,} of {rows.sum():,}" for rows in (inside, ~inside)]
    return (
        f"where {quoted(column)} {where}, {quoted(data.target)} is {shown(data.positive)} in "
        f"{shares[0]} rows, elsewhere in {shares[1]}; known only afterwards?"
    )


def _can_be_cut(values: pd.Series) -> bool:
    return isinstance(values.dtype, pd.CategoricalDtype) or values.dtype.kind in "biuf"


def _labels(y: np.ndarray, inside: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return np.array([(inside & ~y).sum()]), np.array([(inside & y).sum()])


def _sharpest(values: pd.Series, y: np.ndarray, weight: list[float]) -> tuple[str, Any]:
    """Find the part that is cut most sharply; an empty sign where none is sharp."""
    best, found = SHARP, ("", None)
    for sign, levels, good, bad in _parts(values, y):
        sharp = _sharpness(good, bad, y, weight)
        if len(sharp) and (most := sharp.max()) > best:
            best, found = most, (sign, levels[int(sharp.argmax())])
    return found


def _parts(values: pd.Series, y: np.ndarray) -> Iterator[tuple[str, Any, np.ndarray, np.ndarray]]:
    """Count the labels of levels, of all below or above each of them, and of missing values."""
    missing = values.isna().to_numpy()
    known = values[~missing]
    is_category = isinstance(values.dtype, pd.CategoricalDtype)
    levels, codes = (
        (known.cat.categories, known.cat.codes.to_numpy())
        if is_category
        else np.unique(known.to_numpy(), return_inverse=True)
    )
    good, bad = (np.bincount(codes[of[~missing]], minlength=len(levels)) for of in (~y, y))
    yield ("is missing", [None], *_labels(y, missing))
    yield ("is known", [None], *_labels(y, ~missing))
    if not is_category:
        yield "<=", levels, np.cumsum(good), np.cumsum(bad)
        yield ">=", levels, np.cumsum(good[::-1])[::-1], np.cumsum(bad[::-1])[::-1]
    if is_category or len(levels) <= MOST_CODES:
        yield "==", levels, good, bad


def _inside(values: pd.Series, sign: str, level: Any) -> pd.Series:
    if sign not in _SIGNS:
        return values.notna() if sign == "is known" else values.isna()
    return {"==": values.eq, "<=": values.le, ">=": values.ge}[sign](level)


def _sharpness(good: np.ndarray, bad: np.ndarray, y: np.ndarray, weight: list[float]) -> np.ndarray:
    """Tell how far apart parts have the labels; 0 of what is small, or has a share of both."""
    from scipy.special import betaincinv, ndtri

    total, sharp = (int((~y).sum()), int(y.sum())), np.zeros(len(good))
    for rare, most in ((0, 1), (1, 0)):
        k, m = (good, bad)[rare], (good, bad)[most]
        rows = k * weight[rare] + m * weight[most]
        fits = (rows >= FEWEST) & (k * weight[rare] <= (1 - PURE) * rows) & (m < total[most])
        bound = betaincinv(k[fits] + 1, total[rare] - k[fits], _SURE)
        sharp[fits] = np.maximum(sharp[fits], ndtri(m[fits] / total[most]) - ndtri(bound))
    return sharp
