"""Sensitive attributes as groups of people: levels as they are, continuous ones in two halves."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

MISSING = "missing"
MOST_LEVELS = 10


def is_continuous(values: pd.Series) -> bool:
    """Tell whether an attribute is a measurement rather than a set of levels.

    Parameters
    ----------
    values : Series
        One sensitive column.

    Returns
    -------
    bool
        True for numbers with more than ten distinct values.

    Examples
    --------
    >>> is_continuous(pd.Series(range(11))), is_continuous(pd.Series([1, 2, 1]))
    (True, False)
    """
    numeric = pd.api.types.is_numeric_dtype(values) and not pd.api.types.is_bool_dtype(values)
    return bool(numeric and values.nunique() > MOST_LEVELS)


def most_equal_cut(values: pd.Series) -> float:
    """Find the value that splits a column into the most equal halves, ties together.

    Parameters
    ----------
    values : Series
        Numbers; missing values are left out.

    Returns
    -------
    float
        The cut: the first half holds the values up to and including it (section 6.1 of
        van der Pol, 2026).

    Examples
    --------
    >>> most_equal_cut(pd.Series([1, 2, 2, 2, 3, 9]))
    2.0
    """
    levels, counts = np.unique(values.dropna().to_numpy(float), return_counts=True)
    below = np.cumsum(counts)[:-1]
    return float(levels[np.argmin(np.abs(2 * below - counts.sum()))])


@dataclass(frozen=True)
class Groups:
    """How rows fall into the groups of each sensitive attribute; learned on the training part.

    Parameters
    ----------
    attributes : tuple of str
        The sensitive columns.
    cuts : mapping of str to float
        Where a continuous attribute is cut in two.
    labels : mapping of str to mapping
        What a level is called in words, per attribute.

    Examples
    --------
    >>> people = pd.DataFrame({"age": range(20, 40), "sex": [1, 2] * 10})
    >>> groups = Groups.learn(people, ("age", "sex"), {"sex": {1: "male", 2: "female"}})
    >>> groups.of(people).iloc[0].tolist()
    ['<= 29', 'male']
    """

    attributes: tuple[str, ...]
    cuts: Mapping[str, float] = field(default_factory=dict)
    labels: Mapping[str, Mapping] = field(default_factory=dict)

    @classmethod
    def learn(
        cls, frame: pd.DataFrame, attributes: tuple[str, ...], labels: Mapping | None = None
    ) -> "Groups":
        """Learn the cuts of the continuous attributes from the training rows."""
        cuts = {a: most_equal_cut(frame[a]) for a in attributes if is_continuous(frame[a])}
        return cls(tuple(attributes), cuts, labels or {})

    def of(self, frame: pd.DataFrame) -> pd.DataFrame:
        """Name the group of each row, one categorical column per attribute.

        Parameters
        ----------
        frame : DataFrame
            Rows with the sensitive columns in it.

        Returns
        -------
        DataFrame
            Same index, one column per attribute; rows without a value are in ``"missing"``.
        """
        return pd.DataFrame({a: self._names(frame[a]) for a in self.attributes}, index=frame.index)

    def _names(self, values: pd.Series) -> pd.Categorical:
        return self._halves(values) if values.name in self.cuts else self._levels(values)

    def _halves(self, values: pd.Series) -> pd.Categorical:
        cut = self.cuts[values.name]
        number = values.to_numpy(float, na_value=np.nan)
        codes = np.where(np.isnan(number), 2, number > cut).astype(int)
        return _without_empty_missing(codes, [f"<= {cut:g}", f"> {cut:g}"])

    def _levels(self, values: pd.Series) -> pd.Categorical:
        codes, levels = pd.factorize(values, sort=True)
        words = self.labels.get(values.name, {})
        names = [str(words.get(level, level)) for level in levels]
        return _without_empty_missing(np.where(codes < 0, len(names), codes), names)


def _without_empty_missing(codes: np.ndarray, names: list[str]) -> pd.Categorical:
    if not (codes == len(names)).any():
        return pd.Categorical.from_codes(codes, names)
    # A level may bear that name itself; the rows without a value stay a group of their own.
    unnamed = MISSING if MISSING not in names else f"{MISSING} (no value)"
    return pd.Categorical.from_codes(codes, [*names, unnamed])
