"""Sums of products of influences: all that variances of any contrast need, whatever the rows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

Design = Literal["folds", "rolling", "holdout"]
BLOCK = 2048  # rows; of twice as many, memory for 20 strategies is asked for anew each time
THIN, MANY = 0.1, 200  # share of rows in which an influence is not 0, and how many are so
SAME = 0.25  # share of rows in which any of these is not 0, up to which it is as if they were all
ROUNDING = 1e-12  # of a square beside the squares it is made of


@dataclass(frozen=True)
class Moments:
    """Products of p influences, summed over people, over cells and over models.

    An influence is a number per row and seed whose mean moves with an estimate; sums of it are
    linear, so that the moments of any contrast of influences follow from these without the rows.

    Parameters
    ----------
    rows : ndarray, shape (p, p)
        Sum over people of the products of their influences, each the mean over the seeds.
    cells : ndarray, shape (p, p)
        Sum over people and models of the products of the influences under that model.
    models : ndarray, shape (models, p)
        Sum of the influences over what each model judged; a model is a fold of a seed.
    n : int
        Rows.
    seeds : int
        Repeats of the whole.
    design : {"folds", "rolling", "holdout"}
        How rows were judged: each once per seed by one of K folds, by blocks in time, or by one
        model per seed.
    """

    rows: np.ndarray
    cells: np.ndarray
    models: np.ndarray
    n: int
    seeds: int
    design: Design = "folds"

    @property
    def totals(self) -> np.ndarray:
        """The influences summed over rows, as a mean over seeds, shape (p,)."""
        return self.models.sum(axis=0) / self.seeds

    def project(self, weights: np.ndarray) -> "Moments":
        """Give the moments of contrasts.

        Parameters
        ----------
        weights : ndarray, shape (c, p)
            Each row a contrast.

        Returns
        -------
        Moments
            Of c influences. A variance that is nothing beside its terms is 0: what cancels in
            every row leaves only the error of rounding.

        Examples
        --------
        >>> x = np.array([[1.0, -1.0, 2.0, -2.0]])
        >>> moments = accumulate(lambda seed, block: x[:, block], np.array([[0, 0, 1, 1]]))
        >>> float(moments.project(np.array([[3.0]])).rows[0, 0])
        90.0
        """
        rows = _clean(weights @ self.rows @ weights.T, weights**2 @ np.diag(self.rows))
        cells = _clean(weights @ self.cells @ weights.T, weights**2 @ np.diag(self.cells))
        models = self.models @ weights.T
        return Moments(rows, cells, models, self.n, self.seeds, self.design)


def accumulate(
    influences: Callable[[int, slice], np.ndarray],
    folds: np.ndarray,
    persons: np.ndarray | None = None,
    design: Design = "folds",
    block: int = BLOCK,
) -> Moments:
    """Add up the moments block by block, so that no matrix of all rows is ever held.

    Parameters
    ----------
    influences : callable
        From a seed's place and a slice of the rows to the influences, shape (p, rows of it).
    folds : ndarray of int, shape (seeds, n)
        Which model of that seed judged the row; -1 where none did.
    persons : ndarray, shape (n,), optional
        Whose row it is, rows of one person side by side; without it each row is a person. What
        belongs to one person is added up before it is squared (Cameron, Gelbach, Miller 2011).
    design : {"folds", "rolling", "holdout"}
        See `Moments`.
    block : int
        Rows at a time.

    Raises
    ------
    ValueError
        The rows of a person do not stand side by side.

    Examples
    --------
    >>> x = np.array([[1.0, -1.0, 2.0, -2.0]])
    >>> found = accumulate(lambda seed, block: x[:, block], np.array([[0, 1, 0, 1]]))
    >>> found.rows.tolist(), found.models.tolist()
    ([[10.0]], [[3.0], [-3.0]])
    """
    seeds, n = folds.shape
    starts, models = _starts(persons, n), int(folds.max()) + 1
    sums: list[np.ndarray] = []
    for part in _blocks(starts, n, block):
        seen = [influences(seed, part) for seed in range(seeds)]
        mean = sum(seen[1:], start=seen[0]) / seeds
        by_model = [_by_model(one, folds[seed, part], models) for seed, one in enumerate(seen)]
        if persons is not None:
            people = starts[(starts >= part.start) & (starts < part.stop)] - part.start
            seen = [_by_cell(one, people, folds[seed, part]) for seed, one in enumerate(seen)]
            mean = np.add.reduceat(mean, people, axis=1)
        rows = _squares(mean)
        same = seeds == 1 and persons is None
        found = [rows, rows if same else _sum_of_squares(seen), np.vstack(by_model)]
        sums = [old + new for old, new in zip(sums, found, strict=True)] if sums else found
    rows, cells, by_each = sums
    return Moments(rows, cells, by_each, n, seeds, design)


def _starts(persons: np.ndarray | None, n: int) -> np.ndarray:
    if persons is None:
        return np.arange(n)
    starts = np.flatnonzero(np.append(True, persons[1:] != persons[:-1]))
    if len(starts) != len(np.unique(persons)):
        raise ValueError("the rows of a person must stand side by side: sort them by person")
    return starts


def _blocks(starts: np.ndarray, n: int, block: int) -> Iterator[slice]:
    """Cut the rows into blocks that no person lies across."""
    edge = 0
    while edge < n:
        after = np.searchsorted(starts, edge + block)
        stop = int(starts[after]) if after < len(starts) else n
        yield slice(edge, stop)
        edge = stop


def _by_model(influence: np.ndarray, fold: np.ndarray, models: int) -> np.ndarray:
    return np.equal.outer(np.arange(models), fold).astype(float) @ influence.T


def _by_cell(influence: np.ndarray, people: np.ndarray, fold: np.ndarray) -> np.ndarray:
    """Add up what one person has under one model."""
    person = np.zeros(len(fold), int)
    person[people[1:]] = 1
    person = np.cumsum(person)
    order = np.lexsort((fold, person))
    person, fold = person[order], fold[order]
    new = (np.diff(person) != 0) | (np.diff(fold) != 0)
    return np.add.reduceat(influence[:, order], np.flatnonzero(np.append(True, new)), axis=1)


def _sum_of_squares(influences: list[np.ndarray]) -> np.ndarray:
    total = _squares(influences[0])
    for one in influences[1:]:
        total += _squares(one)
    return total


def _squares(influence: np.ndarray) -> np.ndarray:
    """Multiply influences by each other; many that are 0 in most rows by their other rows alone.

    Most influences are of the few people who had the bad event, or whom a strategy flags: of
    strategies that flag the same people these rows are few, of twenty that do not they are many.
    """
    thin = np.count_nonzero(influence, axis=1) < THIN * influence.shape[1]
    if thin.sum() < MANY:
        return influence @ influence.T
    few, full = influence[thin], influence[~thin]
    found = np.empty((len(influence), len(influence)))
    found[np.ix_(thin, thin)], across = _products(few, full)
    found[np.ix_(thin, ~thin)], found[np.ix_(~thin, thin)] = across, across.T
    found[np.ix_(~thin, ~thin)] = full @ full.T
    return found


def _products(few: np.ndarray, full: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Multiply influences that are mostly 0 by each other and by those that are not."""
    seen = np.flatnonzero(few.any(axis=0))
    if len(seen) < SAME * few.shape[1]:
        few = few[:, seen]
        return few @ few.T, few @ full[:, seen].T
    from scipy.sparse import csr_array

    sparse = csr_array(few)
    return (sparse @ sparse.T).toarray(), sparse @ full.T


def _clean(products: np.ndarray, terms: np.ndarray) -> np.ndarray:
    """Set to zero the rows and columns whose square is lost in rounding."""
    nothing = np.diag(products) <= ROUNDING * terms
    products[nothing] = 0
    products[:, nothing] = 0
    return products
