"""Parents of a node as a matrix of numbers, whatever their types."""

from typing import Self

import numpy as np
import pandas as pd

from fairlab.causal.scm.scales import Log, scale_of
from fairlab.stats.column_kinds import kind_of, numbers_of

MOST_WORDS = 30


class ParentMatrix:
    """Turn columns into standardised numbers: levels as 0/1 columns, gaps at the median.

    An amount is given twice, the second time as its logarithm.

    Examples
    --------
    >>> train = pd.DataFrame({"town": list("aabc"), "age": [20, 40, None, 30]})
    >>> design = ParentMatrix().fit(train)
    >>> design.transform(train).round(2).tolist()
    [[0.0, 0.0, -1.41, 0.0], [0.0, 0.0, 1.41, 0.0], [1.0, 0.0, 0.0, 1.0], [0.0, 1.0, 0.0, 0.0]]
    """

    def fit(self, frame: pd.DataFrame) -> Self:
        """Remember levels, medians and scales of training rows."""
        self.levels_: dict[str, list] = {}
        self.scales_: dict[str, tuple[float, float]] = {}
        self.logs_: dict[str, tuple[Log, float, float]] = {}
        for name in frame:
            if kind_of(frame[name]) == "categorical" or not _is_number(frame[name]):
                common = frame[name].value_counts().index[:MOST_WORDS]
                self.levels_[name] = sorted(common, key=str)
            else:
                numbers = numbers_of(frame[name])
                self.scales_[name] = _middle_and_scale(numbers)
                scale = scale_of(numbers)
                if isinstance(scale, Log):
                    self.logs_[name] = scale, *_middle_and_scale(scale.of(numbers))
        self.gaps_ = [name for name in frame if frame[name].isna().any()]
        return self

    def transform(self, frame: pd.DataFrame) -> np.ndarray:
        """Give the matrix of any rows.

        Parameters
        ----------
        frame : DataFrame of shape (n, p)
            With the columns of the training rows.

        Returns
        -------
        array of float, shape (n, k)
        """
        columns = []
        for name in frame:
            if name in self.levels_:
                values = frame[name].to_numpy(object)
                columns += [(values == level).astype(float) for level in self.levels_[name][1:]]
            else:
                middle, scale = self.scales_[name]
                numbers = numbers_of(frame[name])
                columns.append(np.nan_to_num((numbers - middle) / scale))
            if name in self.logs_:
                log, middle, scale = self.logs_[name]
                columns.append(np.nan_to_num((log.of(numbers) - middle) / scale))
            if name in self.gaps_:
                columns.append(frame[name].isna().to_numpy(float))
        # Column after column in memory, as what is computed with them goes along columns.
        return np.array(columns).T


def _middle_and_scale(numbers: np.ndarray) -> tuple[float, float]:
    if np.isnan(numbers).all():
        return 0.0, 1.0
    middle = float(np.nanmedian(numbers))
    return middle, float(np.where(np.isnan(numbers), middle, numbers).std()) or 1.0


def _is_number(values: pd.Series) -> bool:
    return pd.api.types.is_numeric_dtype(values)
