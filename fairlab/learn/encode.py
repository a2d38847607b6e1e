"""A table as the numbers that xgboost reads: known categories as codes, the rest as float32."""

from collections.abc import Mapping
from typing import Any, Self

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils import Tags
from sklearn.utils.validation import check_array, check_is_fitted

from fairlab.data.level_names import python_value
from fairlab.errors import DataError, RequestError, nearest
from fairlab.learn.encoded_columns import categories_of, codes_of, float32_columns

ENCODINGS = ("native", "onehot")


class TableEncoder(TransformerMixin, BaseEstimator):
    """Turn a table into float32, remembering what the training rows held.

    Text and categories become codes, or a column per category; a category that the training rows
    do not hold counts as missing. Booleans become 0 and 1. Missing stays missing.

    Parameters
    ----------
    encoding : {"native", "onehot"}
        Codes for xgboost's own splits over sets of categories, or a 0/1 column per category as
        in the study.

    Attributes
    ----------
    columns_ : dict of str or int to list or None
        The columns in their order, each with its categories; None for numbers.
    feature_types_ : list of str
        ``"c"`` for codes and ``"q"`` for numbers, per column of the result.

    Examples
    --------
    >>> train = pd.DataFrame({"job": ["cook", "clerk", None], "age": [30, 41, 52]})
    >>> encoder = TableEncoder().fit(train)
    >>> encoder.transform(pd.DataFrame({"age": [60], "job": ["pilot"]})).tolist()
    [[nan, 60.0]]
    >>> encoder.unseen(pd.DataFrame({"age": [60], "job": ["pilot"]}))
    {'job': 1}
    """

    def __init__(self, encoding: str = "native") -> None:
        self.encoding = encoding

    def fit(self, X: Any, y: Any = None) -> Self:
        """Learn the columns and their categories.

        Parameters
        ----------
        X : DataFrame or array of shape (n, k)
            Training rows; an array holds numbers only.
        y : None
            Not looked at.

        Raises
        ------
        DataError
            When a column is neither numbers nor text nor categories, or its name occurs twice.
        RequestError
            When there is no such encoding.
        """
        refuse_unknown_encoding(self.encoding)
        table = as_table(X)
        if not len(table):
            raise DataError("There are no rows to learn from.")
        if not table.columns.is_unique:
            twice = table.columns[table.columns.duplicated()][0]
            raise DataError(f"Column {twice!r} occurs more than once. Rename one of them.")
        self.columns_ = {python_value(name): categories_of(table[name]) for name in table}
        return self._describe()

    def transform(self, X: Any) -> np.ndarray:
        """Encode rows; columns are found by name, further ones are left out.

        Parameters
        ----------
        X : DataFrame or array of shape (n, k)
            Rows with the columns of ``fit``.

        Returns
        -------
        ndarray of float32, of shape (n, k) or, one-hot, (n, columns of the result)
            NaN where missing or unseen; one-hot, no category is 1.

        Raises
        ------
        DataError
            When a column is missing, now holds text, or holds numbers beyond float32.
        """
        table = self._known(X)
        numbers = float32_columns(table, [n for n, known in self.columns_.items() if known is None])
        parts = [
            next(numbers) if known is None else self._of_categories(table[name], known)
            for name, known in self.columns_.items()
        ]
        return np.column_stack(parts)

    def unseen(self, X: Any) -> dict[str | int, int]:
        """Count the values per column that are categories unknown from the training rows."""
        table = self._known(X)
        counts = {
            name: int((codes_of(table[name], known) < 0).sum() - table[name].isna().sum())
            for name, known in self.columns_.items()
            if known is not None
        }
        return {name: count for name, count in counts.items() if count}

    def get_feature_names_out(self, input_features: Any = None) -> np.ndarray:
        """Name the columns of the result: ``job``, or one-hot ``job=cook`` and so on."""
        names: list[str] = []
        for name, known in self.columns_.items():
            one_hot = known is not None and self.encoding == "onehot"
            names += [f"{name}={value}" for value in known or ()] if one_hot else [str(name)]
        return np.array(names, dtype=object)

    def to_dict(self) -> dict[str, Any]:
        """Give the state as what JSON can hold."""
        columns = [{"name": name, "categories": known} for name, known in self.columns_.items()]
        return {"encoding": self.encoding, "columns": columns}

    @classmethod
    def from_dict(cls, state: Mapping[str, Any]) -> Self:
        """Restore what ``to_dict`` gave."""
        encoder = cls(encoding=state["encoding"])
        encoder.columns_ = {column["name"]: column["categories"] for column in state["columns"]}
        return encoder._describe()

    def __sklearn_tags__(self) -> Tags:
        tags = super().__sklearn_tags__()
        tags.input_tags.allow_nan = True
        tags.transformer_tags.preserves_dtype = ["float32"]
        return tags

    def _describe(self) -> Self:
        codes = "c" if self.encoding == "native" else "q"
        self.n_features_in_ = len(self.columns_)
        self.feature_types_ = [
            kind
            for known in self.columns_.values()
            for kind in (["q"] if known is None else [codes] * self._width(known))
        ]
        return self

    def _width(self, known: list) -> int:
        return 1 if self.encoding == "native" else len(known)

    def _known(self, X: Any) -> pd.DataFrame:
        check_is_fitted(self)
        table = as_table(X)
        named = list(self.columns_) != list(range(self.n_features_in_))
        if named and not hasattr(X, "columns"):
            raise DataError(
                "The model was fitted on named columns, and an array has none: their order cannot "
                f"be checked.\nGive a table with {_some(list(self.columns_))}."
            )
        if not named and table.shape[1] != self.n_features_in_:
            raise DataError(
                f"X has {table.shape[1]} features, but {type(self).__name__} is expecting "
                f"{self.n_features_in_} features as input."
            )
        absent = [name for name in self.columns_ if name not in table]
        if absent:
            raise DataError(
                f"Columns missing, {len(absent)} of {len(self.columns_)}: {_some(absent)}.\n"
                f"{nearest(absent[0], table.columns)}"
            )
        return table

    def _of_categories(self, values: pd.Series, known: list) -> np.ndarray:
        codes = codes_of(values, known)
        if self.encoding == "onehot":
            return (codes[:, None] == np.arange(len(known))).astype(np.float32)
        return np.where(codes < 0, np.nan, codes).astype(np.float32)[:, None]


def refuse_unknown_encoding(encoding: Any) -> None:
    """Refuse an encoding that there is not.

    Parameters
    ----------
    encoding : object
        What was asked for.

    Raises
    ------
    RequestError
    """
    if encoding not in ENCODINGS:
        raise RequestError(f"No encoding {encoding!r}. {nearest(encoding, ENCODINGS)}")


def as_table(X: Any) -> pd.DataFrame:
    """Take a table as it is, and give the columns of an array of numbers their places as names.

    Examples
    --------
    >>> as_table([[1.0, 2.0]]).columns.tolist()
    [0, 1]
    """
    if isinstance(X, pd.DataFrame):
        return X
    return pd.DataFrame(check_array(X, ensure_all_finite=False, ensure_min_samples=0))


def _some(names: list) -> str:
    return ", ".join(map(repr, names[:5])) + (", ..." if len(names) > 5 else "")
