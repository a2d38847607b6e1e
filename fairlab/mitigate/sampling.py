"""What our samplers share: one border for tables, and a seed per cell."""

from abc import ABC, abstractmethod
from numbers import Integral
from typing import Any

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, OneToOneFeatureMixin
from sklearn.utils import check_array, check_consistent_length, check_random_state
from sklearn.utils.validation import validate_data

from fairlab.data.same_rows import refuse_other_rows
from fairlab.errors import DataError
from fairlab.mitigate.known_labels import refuse_missing_labels
from fairlab.seeds import seed_for

SENSITIVE = [str, Integral, "array-like", dict, None]


class TableSampler(OneToOneFeatureMixin, BaseEstimator, ABC):
    """A sampler of tables with columns of any type, in which values may be missing.

    It is what imbalanced-learn calls a sampler, and asks it what to do once it is fitted: a base
    class of theirs would bring scikit-learn's own tests to whoever only names a sampler. Who asks
    whether it is one asks `imblearn.base.is_sampler`, as theirs do: it is no `BaseSampler`.
    """

    _estimator_type = "sampler"
    _sampling_type = "bypass"
    sampling_strategy = "auto"

    def fit(self, X: Any, y: Any, **params: Any) -> Any:
        """Check a table without resampling it."""
        from imblearn.base import SamplerMixin

        return SamplerMixin.fit(self, X, y, **params)

    def fit_resample(self, X: Any, y: Any, **params: Any) -> tuple[Any, Any]:
        """Resample a table."""
        from imblearn.base import SamplerMixin

        resampled: tuple[Any, Any] = SamplerMixin.fit_resample(self, X, y, **params)
        return resampled

    @abstractmethod
    def _fit_resample(self, X: Any, y: np.ndarray) -> tuple[Any, np.ndarray]:
        """Give the new rows and their labels, of a checked table."""

    def _check_X_y(self, X: Any, y: Any) -> tuple[Any, np.ndarray, bool]:  # noqa: N802
        from imblearn.utils import check_target_type

        if isinstance(X, pd.DataFrame) and isinstance(y, pd.Series | pd.DataFrame):
            refuse_other_rows(X=X, y=y)
        refuse_missing_labels(y)
        y, one_hot = check_target_type(y, indicate_one_vs_all=True)
        if not isinstance(X, pd.DataFrame):
            X = check_array(X, dtype=None, ensure_all_finite=False)
        check_consistent_length(X, y)
        validate_data(self, X=X, reset=True, skip_check_array=True)
        for column, values in as_table(X).items():
            _refuse_sparse(column, values)
            _refuse_infinite(column, values)
        return X, y, one_hot

    def __sklearn_tags__(self) -> Any:
        from imblearn.base import BaseSampler

        tags = BaseSampler.__sklearn_tags__(self)
        tags.input_tags.sparse = False
        tags.input_tags.allow_nan = True
        tags.input_tags.string = True
        return tags


def as_table(X: Any) -> pd.DataFrame:
    """Look at an array as a table, in which each column has the type of its values.

    Parameters
    ----------
    X : DataFrame or array-like of shape (n, columns)
        A DataFrame is left as it is.

    Returns
    -------
    DataFrame of shape (n, columns)
        With rows numbered from 0.

    Examples
    --------
    >>> [str(dtype) for dtype in as_table(np.array([["a", 1], ["b", 2]], dtype=object)).dtypes]
    ['str', 'int64']
    """
    table = X if isinstance(X, pd.DataFrame) else pd.DataFrame(X).infer_objects()
    return table.reset_index(drop=True)


def as_given(table: pd.DataFrame, X: Any) -> Any:
    """Give a table the type of the one that it was made from.

    Parameters
    ----------
    table : DataFrame
        The result.
    X : DataFrame or ndarray
        What the result was made from.

    Returns
    -------
    DataFrame or ndarray
        Of the same type and dtype as X.

    Examples
    --------
    >>> as_given(pd.DataFrame({0: [1, 2]}), np.array([[1.0]])).tolist()
    [[1.0], [2.0]]
    """
    return table if isinstance(X, pd.DataFrame) else table.to_numpy(X.dtype)


def root_seed(random_state: int | np.random.RandomState | None) -> int:
    """Turn what scikit-learn calls a random state into one seed.

    Parameters
    ----------
    random_state : int, RandomState or None
        A whole number is its own seed; None is a fresh one.

    Returns
    -------
    int
        From 0 to 2**32 - 1.

    Examples
    --------
    >>> root_seed(7)
    7
    """
    if isinstance(random_state, Integral):
        return int(random_state)
    return int(check_random_state(random_state).randint(2**31))


def cell_rng(seed: int, name: str, *step: str | int) -> np.random.Generator:
    """Give a cell its own generator, so that another cell does not shift its rows.

    Parameters
    ----------
    seed : int
        The seed of the sampler.
    name : str
        The name of the cell.
    *step : str or int
        What the draws are for.

    Returns
    -------
    Generator
        The same in every process.

    Examples
    --------
    >>> cell_rng(7, "sex=1, label=0").integers(100, size=3).tolist()
    [33, 47, 93]
    """
    return np.random.default_rng(seed_for(seed, "cell", name, *step))


def _refuse_sparse(column: Any, values: pd.Series) -> None:
    if isinstance(values.dtype, pd.SparseDtype):
        raise DataError(f"`{column}` is sparse. Give a dense table: X.sparse.to_dense().")


def _refuse_infinite(column: Any, values: pd.Series) -> None:
    if not pd.api.types.is_float_dtype(values):
        return
    infinite = np.flatnonzero(np.isinf(values.to_numpy(float, na_value=np.nan)))
    if infinite.size:
        raise DataError(
            f"`{column}` is infinite in {infinite.size} rows (first {infinite[0]}).\n"
            "Replace infinity by a missing value or a number."
        )
