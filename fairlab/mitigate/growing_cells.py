"""What samplers share that grow cells by new rows between old ones."""

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from numbers import Integral
from typing import Any

import numpy as np
import pandas as pd
from sklearn.utils._param_validation import Interval
from threadpoolctl import threadpool_limits

from fairlab.errors import RequestError
from fairlab.mitigate.cells import FAMILY, Cells, in_words
from fairlab.mitigate.interpolation import Ends, between
from fairlab.mitigate.neighbours import coordinates, nearest_of_all
from fairlab.mitigate.sampling import (
    SENSITIVE,
    TableSampler,
    as_given,
    as_table,
    cell_rng,
    root_seed,
)

MOST_ROWS = 2_000_000  # of the resampled table, all of which are held at once


@dataclass(frozen=True)
class PlacedRows:
    """The rows that a sampler grows from, and where they lie.

    Parameters
    ----------
    cells : Cells
    y : ndarray of shape (n,)
        The class of each row.
    points : ndarray of shape (n, d)
        See ``coordinates``.
    seed : int
        From which each cell's generators are derived.
    """

    cells: Cells
    y: np.ndarray
    points: np.ndarray
    seed: int

    def rng(self, cell: int, *step: str) -> np.random.Generator:
        """Give a generator of one cell."""
        return cell_rng(self.seed, self.cells.names[cell], *step)

    def near(
        self, among: np.ndarray, asked: np.ndarray, k: int, rng: np.random.Generator
    ) -> np.ndarray:
        """Find the rows nearest to each that is asked for.

        Parameters
        ----------
        among : ndarray of int of shape (n,)
            The rows that are looked through, ascending, with those that are asked for.
        asked : ndarray of int of shape (m,)
        k : int
        rng : Generator
            Settles ties.

        Returns
        -------
        ndarray of int of shape (m, k)
            The nearest first, again from the first where there are fewer; the row itself where
            there are less than three rows.
        """
        if len(among) < FAMILY:
            return np.tile(asked[:, None], k)
        places, again = np.unique(np.searchsorted(among, asked), return_inverse=True)
        found = nearest_of_all(self.points[among], places, k, rng)
        return among[found[:, np.arange(k) % found.shape[1]]][again]

    def towards_neighbours(
        self, rows: np.ndarray, among: np.ndarray, count: int, k: int, rng: np.random.Generator
    ) -> Ends:
        """Draw parents and move each towards one of its nearest rows, as SMOTE does.

        Parameters
        ----------
        rows : ndarray of int
            Of which parents are drawn.
        among : ndarray of int
            Of which neighbours are, see ``near``.
        count : int
            How many new rows.
        k : int
            How many neighbours.
        rng : Generator
        """
        parents = rows[rng.integers(len(rows), size=count)]
        near = self.near(among, parents, k, rng)
        others = near[np.arange(count), rng.integers(k, size=count)]
        return Ends(parents, others, rng.random(count), near)


class GrowingSampler(TableSampler):
    """A sampler that adds rows to cells, each between two rows of the table.

    The original rows come first in the result, unchanged; a new row has the class and the groups
    of its cell. Rows lie near each other by their numbers, in units of the standard deviation.
    """

    _parameter_constraints = {  # noqa: RUF012
        "k_neighbors": [Interval(Integral, 1, None, closed="left")],
        "sensitive": SENSITIVE,
        "random_state": ["random_state"],
    }

    def __init__(
        self,
        k_neighbors: int = 5,
        sensitive: str | int | Iterable | Mapping | None = None,
        random_state: int | np.random.RandomState | None = None,
    ) -> None:
        self.k_neighbors = k_neighbors
        self.sensitive = sensitive
        self.random_state = random_state

    def plan(self, X: Any, y: Any) -> pd.DataFrame:
        """Count the rows that would be made, before any is.

        Parameters
        ----------
        X : DataFrame or array-like of shape (n, columns)
            The training rows, sensitive columns included.
        y : array-like of shape (n,)
            The class of each row.

        Returns
        -------
        DataFrame
            A row per cell, see ``Cells.plan``.
        """
        table, labels = as_table(X), np.asarray(y)
        cells = Cells.learn(table, labels, self.sensitive)
        return cells.plan(targets=self._targets(cells, table))

    def announce(self, X: Any, y: Any) -> str:
        """Say how many rows would be made, before any is."""
        return in_words(self.plan(X, y))

    def check(self, X: Any, y: Any) -> None:
        """Refuse what ``fit_resample`` would refuse, before any row is made.

        Parameters
        ----------
        X : DataFrame or array-like of shape (n, columns)
            The training rows, sensitive columns included.
        y : array-like of shape (n,)
            The class of each row.

        Raises
        ------
        RequestError
            When there would be more than two million rows.
        DataError
            When a sensitive attribute is not a column.
        """
        _refuse_too_many_rows(type(self).__name__, self.plan(X, y))

    def _learn(self, rows: PlacedRows) -> None:
        """Look at all rows before any cell grows; there is nothing to be learned here."""

    @abstractmethod
    def _ends(self, rows: PlacedRows, cell: int, count: int) -> Ends:
        """Say between which rows the new ones of a cell lie."""

    def _targets(self, cells: Cells, table: pd.DataFrame) -> np.ndarray | None:
        """Say how many rows each cell is brought to; None for as many as the largest has."""
        return None

    def _fit_resample(self, X: Any, y: np.ndarray) -> tuple[Any, np.ndarray]:
        table, cells = as_table(X), Cells.learn(as_table(X), y, self.sensitive)
        self.cells_ = cells.plan(targets=self._targets(cells, table))
        _refuse_too_many_rows(type(self).__name__, self.cells_)
        rows = PlacedRows(cells, y, coordinates(table), root_seed(self.random_state))
        made, labels = [table], [y]
        with threadpool_limits(1):
            self._learn(rows)
            for cell, count in enumerate(self.cells_["synthetic"].tolist()):
                if count:
                    ends = self._ends(rows, cell, count)
                    made.append(between(table, ends, cells.groups.attributes))
                    labels.append(np.repeat(cells.labels[cell], count))
        return as_given(pd.concat(made, ignore_index=True), X), np.concatenate(labels)


def _refuse_too_many_rows(name: str, plan: pd.DataFrame) -> None:
    if plan["target_rows"].sum() > MOST_ROWS:
        raise RequestError(
            f"{name} would hold more than {MOST_ROWS:,} rows. {in_words(plan)}\n"
            "Balance fewer attributes, or take FairSMOTE with a cap."
        )
