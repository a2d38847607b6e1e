"""Features as bins: tenths of the rows of a number, levels of anything else, what is missing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd
from scipy.sparse import csr_matrix

TENTHS = np.arange(1, 10) / 10
RARE = 20  # rows; a level of fewer is as one that was not seen


@dataclass(frozen=True)
class FeatureBins:
    """In which bins the features of a row are.

    Parameters
    ----------
    edges : mapping of str to list of float
        Of each number, where its bins end.
    levels : mapping of str to list of str
        Of each other column, those that have a bin.

    Examples
    --------
    >>> frame = pd.DataFrame({"age": range(20), "job": ["cook"] * 20})
    >>> bins = FeatureBins.learn(frame)
    >>> bins.width, bins.of(pd.DataFrame({"age": [7, None], "job": ["cook", "pilot"]})).indices
    (13, array([ 4, 12,  0, 11], dtype=int32))
    """

    edges: Mapping[str, list[float]]
    levels: Mapping[str, list[str]]

    @classmethod
    def learn(cls, frame: pd.DataFrame) -> "FeatureBins":
        """Find the bins of training rows."""
        numbers = [name for name in frame if _is_number(frame[name])]
        edges = {name: _edges(frame[name]) for name in numbers}
        others = [name for name in frame if name not in edges]
        counts = {name: _texts(frame[name]).value_counts() for name in others}
        levels = {n: sorted(found.index[found >= RARE]) for n, found in counts.items()}
        return cls(edges, levels)

    @property
    def widths(self) -> dict[str, int]:
        """How many bins each feature has, the first being for what is missing or was not seen."""
        numbers = {name: len(edges) + 2 for name, edges in self.edges.items()}
        return numbers | {name: len(levels) + 1 for name, levels in self.levels.items()}

    @property
    def width(self) -> int:
        """How many bins all have."""
        return sum(self.widths.values())

    def of(self, frame: pd.DataFrame) -> csr_matrix:
        """Mark the bin of each feature.

        Parameters
        ----------
        frame : DataFrame of shape (n, ...)
            Has the features.

        Returns
        -------
        csr_matrix of shape (n, width)
        """
        first = np.cumsum([0, *self.widths.values()])[:-1]
        places = [self._place(name, frame[name]) for name in self.widths]
        column = np.column_stack(places) + first if places else np.empty((len(frame), 0), int)
        ends = np.arange(len(frame) + 1) * len(places)
        return csr_matrix((np.ones(column.size), column.ravel(), ends), (len(frame), self.width))

    def to_dict(self) -> dict[str, Any]:
        """Give what JSON can hold."""
        return {"edges": dict(self.edges), "levels": dict(self.levels)}

    def _place(self, name: str, values: pd.Series) -> np.ndarray:
        if name in self.levels:
            found = pd.Index(self.levels[name]).get_indexer(_texts(values))
            return np.where(values.isna().to_numpy(), 0, found + 1)
        number = values.to_numpy(float, na_value=np.nan)
        return np.where(np.isnan(number), 0, np.searchsorted(self.edges[name], number) + 1)


def _is_number(values: pd.Series) -> bool:
    kinds = pd.api.types
    return bool(kinds.is_numeric_dtype(values) and not kinds.is_bool_dtype(values))


def _edges(values: pd.Series) -> list[float]:
    known = values.dropna().to_numpy(float)
    found = np.quantile(known, TENTHS, method="lower") if len(known) else []
    return [float(edge) for edge in np.unique(found)]


def _texts(values: pd.Series) -> pd.Series:
    """Write levels as texts, a whole number alike whether or not a reader has made it a float."""
    numbers = _is_number(values)
    written = values.map(lambda one: f"{one:g}", na_action="ignore") if numbers else values
    return written.astype(str)
