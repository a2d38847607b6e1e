"""Everything that is to be known of a table before anything is learned from it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import pandas as pd

from fairlab.data.groups import Groups
from fairlab.data.notes import notes
from fairlab.data.proxies import proxies
from fairlab.data.words import Words
from fairlab.explore.bins import levels
from fairlab.explore.calendar import calendar, moments
from fairlab.explore.explored_rows import attributes, before_test
from fairlab.explore.hidden_proxies import hidden_proxies
from fairlab.explore.imbalance import classes, group_counts
from fairlab.explore.level_counts import counts
from fairlab.explore.missing import missing_values

if TYPE_CHECKING:
    from fairlab.data import Dataset


@dataclass(frozen=True)
class Exploration:
    """What ``explore`` found; each table is described where it is computed.

    Parameters
    ----------
    name : str
        Of the data set.
    event : str
        The positive label in words: ``"fraud = 1"``.
    features : int
        How many columns a model may see.
    sensitive : tuple of str
        The sensitive columns.
    test_part : str
        How the test set is made, as in ``Dataset``.
    classes : DataFrame
        Rows and positives of each part (``classes``).
    calendar : mapping of str to DataFrame
        ``counts`` per month, weekday and hour; empty without dates.
    undated : int
        Rows without a date, which ``calendar`` leaves out.
    attributes : mapping of str to DataFrame
        ``counts`` per sensitive attribute.
    groups : DataFrame
        The groups that an audit compares (``group_counts``).
    missing : DataFrame
        Empty cells (``missing_values``).
    proxies : DataFrame
        Which features tell the attributes (``proxies``).
    notes : sequence of str
        What looks odd in all rows (``fairlab.data.notes``).
    hidden_proxies : DataFrame
        How well all features together tell the attributes (``hidden_proxies``), where asked for.
    words : Words
        What columns are called where a person reads.
    """

    name: str
    event: str
    features: int
    sensitive: tuple[str, ...]
    test_part: str
    classes: pd.DataFrame
    calendar: Mapping[str, pd.DataFrame]
    undated: int
    attributes: Mapping[str, pd.DataFrame]
    groups: pd.DataFrame
    missing: pd.DataFrame
    proxies: pd.DataFrame
    notes: Sequence[str]
    hidden_proxies: pd.DataFrame = field(default_factory=pd.DataFrame)
    words: Words = field(default_factory=Words)

    @property
    def in_words(self) -> "Exploration":
        """The same as a person reads it: words in the place of names."""
        words, missing = self.words, self.missing
        if not words:
            return self
        called = [[words.column(one) for one in columns] for columns in missing["same_rows"]]
        tables = ("groups", "missing", "proxies", "hidden_proxies")
        worded = {name: words.of(getattr(self, name)) for name in tables}
        worded["missing"] = worded["missing"].assign(same_rows=called)
        attributes = {words.column(name): table for name, table in self.attributes.items()}
        return replace(self, attributes=attributes, words=Words(), **worded)

    @property
    def rows(self) -> int:
        """How many rows were looked at."""
        return int(self.classes["rows"].iloc[0])

    @property
    def positives(self) -> int:
        """How many of them are positive."""
        return int(self.classes["positives"].iloc[0])

    @property
    def rate(self) -> float:
        """The share of positives among them."""
        return self.positives / self.rows


def explore(data: "Dataset", together: bool = False) -> Exploration:
    """Look at a table, but for a test set that is fixed.

    Parameters
    ----------
    data : Dataset
        Any.
    together : bool
        Whether boosted trees of all features are asked how well they tell the attributes.

    References
    ----------
    van der Pol (2026), section 4.1, Figures 1 to 20.

    Examples
    --------
    >>> from fairlab.data import loans
    >>> found = explore(loans())
    >>> found.attributes["Gender"][["level", "rows", "positives"]]
        level  rows  positives
    0  Female   510        274
    1    Male   490          0
    """
    looked_at = before_test(data)
    frame = data.frame[looked_at].reset_index(drop=True)
    y = data.y.to_numpy()
    seen = y[looked_at]
    drawn = attributes(data)
    features = [f for f in data.features if f in drawn or f not in data.sensitive]
    groups = _groups(data, frame, tuple(drawn))
    when = moments(data)
    dates = None if when is None else when[looked_at]
    return Exploration(
        name=data.name,
        event=data.bad_event,
        features=len(data.features),
        sensitive=data.sensitive,
        test_part=data.test_part,
        classes=classes(y, looked_at),
        calendar={} if dates is None else _counted(calendar(dates), seen),
        undated=0 if dates is None else int(dates.isna().sum()),
        attributes=_counted({a: levels(frame[a], data.labels.get(a)) for a in drawn}, seen),
        groups=group_counts(_groups(data, frame, data.sensitive), seen),
        missing=missing_values(frame[list(dict.fromkeys([*data.features, *drawn]))], seen),
        proxies=proxies(frame[features], groups),
        notes=notes(data),
        hidden_proxies=hidden_proxies(frame[features], groups) if together else pd.DataFrame(),
        words=Words(data.words),
    )


def _groups(data: "Dataset", frame: pd.DataFrame, attributes: tuple[str, ...]) -> pd.DataFrame:
    return Groups.learn(frame, attributes, data.labels, data.bands).of(frame)


def _counted(columns: Mapping[str, pd.Categorical], y) -> dict[str, pd.DataFrame]:  # type: ignore[no-untyped-def]
    return {name: counts(of, y) for name, of in columns.items()}
