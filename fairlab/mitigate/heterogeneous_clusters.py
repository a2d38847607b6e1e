"""Heterogeneous clusters: new rows that mix a cell with other classes and with other groups."""

from collections.abc import Iterable, Mapping
from numbers import Real

import numpy as np
from sklearn.utils._param_validation import Interval

from fairlab.mitigate.cells import Cells
from fairlab.mitigate.growing_cells import GrowingSampler, PlacedRows
from fairlab.mitigate.interpolation import Ends


class HeterogeneousClusters(GrowingSampler):
    """Grow each small cell towards rows of another class or of another group, but not far.

    A new row begins at a row of its cell and moves towards one of the same groups and another
    class, or of the same class and other groups; a cell is a class of one combination of groups.
    It moves at most as far as the row's k nearest of all rows lie, and less far the more of these
    are of another class. Of the share of either kind see ``alpha``; a smaller group is as
    likely mixed in as a larger one. Levels stay those of the row at which it began. It assumes that
    a class does not change within the distance to a row's nearest.

    Parameters
    ----------
    alpha : float
        With H_y rows of the same groups and H_g of the same class, (H_y / (H_y + H_g)) ** alpha
        of the new rows mix in another class, the rest other groups.
    k_neighbors, sensitive, random_state
        As for ``TableSMOTE``.

    Attributes
    ----------
    cells_ : DataFrame
        The plan that is carried out, see ``Cells.plan``.

    References
    ----------
    Sonoda (2023), Fair oversampling technique using heterogeneous clusters.

    Examples
    --------
    >>> import pandas as pd
    >>> people = pd.DataFrame({"sex": list("fffffmmm"), "income": [1, 2, 3, 4, 5, 6, 7, 8]})
    >>> X, y = HeterogeneousClusters(sensitive="sex", random_state=0).fit_resample(
    ...     people, pd.Series([0, 0, 0, 0, 1, 0, 1, 1])
    ... )
    >>> pd.crosstab(X.sex, y).to_numpy().tolist()
    [[4, 4], [4, 4]]
    """

    _parameter_constraints = {  # noqa: RUF012
        **GrowingSampler._parameter_constraints,
        "alpha": [Interval(Real, 0, None, closed="left")],
    }

    def __init__(
        self,
        alpha: float = 1.0,
        k_neighbors: int = 5,
        sensitive: str | int | Iterable | Mapping | None = None,
        random_state: int | np.random.RandomState | None = None,
    ) -> None:
        super().__init__(k_neighbors, sensitive, random_state)
        self.alpha = alpha

    def _ends(self, rows: PlacedRows, cell: int, count: int) -> Ends:
        rng, own = rows.rng(cell), rows.cells.rows(cell)
        parents = own[rng.integers(len(own), size=count)]
        others = self._others(rows, cell, count, rng)
        everyone = np.arange(len(rows.y))
        near = rows.near(everyone, parents, self.k_neighbors, rng)
        radius = _distance(rows.points[near], rows.points[parents][:, None]).max(axis=1)
        apart = _distance(rows.points[others], rows.points[parents])
        alike = (rows.y[near] == rows.y[parents][:, None]).mean(axis=1)
        reach = np.divide(radius, apart, out=np.zeros(count), where=apart > 0)
        weight = np.minimum(rng.uniform(0, alike) * reach, 1)
        return Ends(parents, others, weight)

    def _others(
        self, rows: PlacedRows, cell: int, count: int, rng: np.random.Generator
    ) -> np.ndarray:
        """Draw the rows that are mixed in; of the cell itself where there are no others."""
        cells, sizes = rows.cells, np.bincount(rows.cells.of_row)
        same_groups = cells.group_names == cells.group_names[cell]
        same_class = cells.labels == cells.labels[cell]
        other_class = np.flatnonzero(same_groups & ~same_class)
        other_groups = np.flatnonzero(~same_groups & same_class)
        h_class, h_groups = sizes[other_class].sum(), sizes[other_groups].sum()
        if h_class + h_groups == 0:
            return rng.choice(cells.rows(cell), count)
        share = (h_class / (h_class + h_groups)) ** self.alpha  # 0 or 1 where one of them is empty
        of_class = round(share * count)
        groupwise = np.ones(len(other_groups))
        drawn = [
            _drawn(cells, other_class, of_class, sizes[other_class], rng),
            _drawn(cells, other_groups, count - of_class, groupwise, rng),
        ]
        return np.concatenate(drawn)


def _drawn(
    cells: Cells, chosen: np.ndarray, count: int, weights: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    if not count:
        return np.zeros(0, int)
    counts = rng.multinomial(count, weights / weights.sum())
    parts = [rng.choice(cells.rows(one), some) for one, some in zip(chosen, counts, strict=True)]
    return rng.permutation(np.concatenate(parts))


def _distance(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    found: np.ndarray = np.sqrt(((one - other).astype(float) ** 2).sum(axis=-1))
    return found
