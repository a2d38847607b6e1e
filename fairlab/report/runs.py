"""What a report is made of: the finished runs of a sweep, and what they keep in tables."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import pandas as pd

from fairlab.data.words import Words

Run = tuple[str, int]


@dataclass(frozen=True)
class Runs:
    """Finished runs of one data set, with one setting per strategy.

    Parameters
    ----------
    dataset : str
        Its name.
    table : DataFrame
        One row per run: ``run_id``, ``strategy``, ``seed``, ``params.<name>`` and metrics.
    tables : mapping of (strategy, seed) to mapping of str to DataFrame
        Of the runs that are shown in detail: ``groups``, ``predictions`` and so on, by name.
    links : mapping of (strategy, seed) to str
        Where MLflow's user interface shows each run.
    store : str
        Where the runs are, as one may print it.
    experiment : str
        MLflow's name of the experiment that holds them.
    words : Words
        What attributes and features are called.
    """

    dataset: str
    table: pd.DataFrame
    tables: Mapping[Run, Mapping[str, pd.DataFrame]]
    links: Mapping[Run, str]
    store: str
    experiment: str
    words: Words = field(default_factory=Words)

    @cached_property
    def strategies(self) -> list[str]:
        """Their names, the baseline first."""
        return sorted(self.table["strategy"].unique(), key=lambda name: (name != "baseline", name))

    @cached_property
    def seeds(self) -> int:
        """How many."""
        return int(self.table["seed"].nunique())

    @cached_property
    def attributes(self) -> list[str]:
        """The audited attributes, in the data set's order."""
        groups = self.joined("groups")
        return list(dict.fromkeys(groups["attribute"])) if len(groups) else []

    @property
    def in_detail(self) -> int:
        """How many seeds of a strategy are shown in detail, at most."""
        return max(len(dict(self.each("groups", name))) for name in self.strategies)

    def each(self, name: str, strategy: str) -> Iterator[tuple[int, pd.DataFrame]]:
        """Go through the seeds of a strategy and their table of a name."""
        for (mine, seed), tables in sorted(self.tables.items()):
            if mine == strategy and name in tables:
                yield seed, tables[name]

    def joined(self, name: str) -> pd.DataFrame:
        """Put the tables of a name under each other, with ``strategy`` and ``seed`` in front.

        Attributes and features are called by their words.
        """
        found = {
            (strategy, seed): table
            for strategy in self.strategies
            for seed, table in self.each(name, strategy)
        }
        if not found:
            return pd.DataFrame()
        joined = pd.concat(found, names=["strategy", "seed"]).droplevel(2).reset_index()
        return self.words.of(joined)
