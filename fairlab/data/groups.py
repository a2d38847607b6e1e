"""Sensitive attributes as groups of people: levels as they are, numbers in halves or bands."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import pandas as pd

from fairlab.data.bands import Bands
from fairlab.data.level_names import level_names
from fairlab.data.words import Words

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
    # As the floats that they are cut by: ids beyond 2**53 may all be one of these.
    return bool(numeric and values.astype("float64").nunique() > MOST_LEVELS)


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
    """How rows fall into the groups of each sensitive attribute; learned on the whole table.

    Parameters
    ----------
    attributes : tuple of str
        The sensitive columns.
    cuts : mapping of str to float
        Where a continuous attribute is cut in two.
    labels : mapping of str to mapping
        What a level is called in words, per attribute.
    levels : mapping of str to sequence
        The levels that are groups even where no row has them, per attribute; None stands for
        the rows without a value.
    bands : mapping of str to Bands
        How an attribute that is a number falls into bands, where somebody says so.

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
    levels: Mapping[str, Sequence] = field(default_factory=dict)
    bands: Mapping[str, Bands] = field(default_factory=dict)

    @classmethod
    def learn(
        cls,
        frame: pd.DataFrame,
        attributes: tuple[str, ...],
        labels: Mapping | None = None,
        edges: Mapping[str, Sequence[float]] | None = None,
    ) -> "Groups":
        """Learn halves of the continuous attributes without edges, and all levels, from a table."""
        edges = edges or {}
        bands = {a: Bands.learn(frame[a], edges[a]) for a in attributes if a in edges}
        halved = (a for a in attributes if a not in bands and is_continuous(frame[a]))
        cuts = {a: most_equal_cut(frame[a]) for a in halved}
        levels = {a: _levels_of(frame[a], a in cuts or a in bands) for a in attributes}
        return cls(tuple(attributes), cuts, labels or {}, levels, bands)

    def __iter__(self) -> Iterator[str]:
        """Go through the attributes."""
        return iter(self.attributes)

    def among(self, attributes: Iterable[str]) -> "Groups":
        """Give the groups of some attributes, under the names that the table has for them."""
        chosen = tuple(attributes)
        cuts = {a: self.cuts[a] for a in chosen if a in self.cuts}
        bands = {a: self.bands[a] for a in chosen if a in self.bands}
        return Groups(chosen, cuts, {}, {a: self.levels[a] for a in chosen}, bands)

    @property
    def cut(self) -> set[str]:
        """The attributes that are numbers, cut in halves or bands."""
        return {*self.cuts, *self.bands}

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
            The groups of the table are categories, whether or not a row is in them.
        """
        return pd.DataFrame({a: self._names(frame[a]) for a in self.attributes}, index=frame.index)

    def cuts_told(self, rows: str, words: Words | None = None) -> tuple[str, ...]:
        """Say where the continuous attributes are cut.

        Parameters
        ----------
        rows : str
            What the cuts were learned from, such as ``"the whole table"``.
        words : Words, optional
            What attributes are called.

        Returns
        -------
        tuple of str
            A sentence per attribute.

        Examples
        --------
        >>> Groups.learn(pd.DataFrame({"age": range(20)}), ("age",)).cuts_told("the whole table")
        ('`age` is cut at 9, into the most equal halves of the whole table.',)
        """
        told = (words or Words()).told
        halves = (
            f"{told(name)} is cut at {cut:g}, into the most equal halves of {rows}."
            for name, cut in self.cuts.items()
        )
        bands = (
            f"{told(name)} is cut into bands: {', '.join(of.names)}."
            for name, of in self.bands.items()
        )
        return (*halves, *bands)

    def _names(self, values: pd.Series) -> pd.Categorical:
        if values.name in self.bands:
            bands = self.bands[values.name]
            return self._named(values, bands.codes(values), list(bands.names))
        return self._halves(values) if values.name in self.cuts else self._levels(values)

    def _halves(self, values: pd.Series) -> pd.Categorical:
        cut = self.cuts[values.name]
        number = values.to_numpy(float, na_value=np.nan)
        codes = np.where(np.isnan(number), 2, number > cut).astype(int)
        return self._named(values, codes, [f"<= {cut:g}", f"> {cut:g}"])

    def _levels(self, values: pd.Series) -> pd.Categorical:
        codes, found = pd.factorize(values, sort=True)
        known = [level for level in self.levels.get(values.name, ()) if level is not None]
        levels = list(dict.fromkeys([*known, *found]))
        words = self.labels.get(values.name, {})
        names = level_names(words.get(level, level) for level in levels)
        places = np.array([*map(levels.index, found), len(levels)])
        return self._named(values, places[codes], names)

    def _named(self, values: pd.Series, codes: np.ndarray, names: list[str]) -> pd.Categorical:
        if None not in self.levels.get(values.name, ()) and not (codes == len(names)).any():
            return pd.Categorical.from_codes(codes, names)
        # A level may bear that name itself; the rows without a value stay a group of their own.
        unnamed = MISSING
        while unnamed in names:
            unnamed += " (no value)"
        return pd.Categorical.from_codes(codes, [*names, unnamed])


def _levels_of(values: pd.Series, cut: bool) -> list:
    levels = [] if cut else [*pd.factorize(values, sort=True)[1]]
    return [*levels, None] if values.hasnans else levels
