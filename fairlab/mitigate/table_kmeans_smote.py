"""k-means SMOTE for tables with levels and missing values, by class or by group and class."""

from collections.abc import Iterable, Mapping
from numbers import Integral, Real

import numpy as np
from sklearn.utils._param_validation import Interval

from fairlab.mitigate.cells import FAMILY
from fairlab.mitigate.growing_cells import GrowingSampler, PlacedRows
from fairlab.mitigate.interpolation import Ends
from fairlab.seeds import seed_for


class TableKMeansSMOTE(GrowingSampler):
    """Grow cells as ``TableSMOTE`` does, where they are at home and where they are sparse.

    The table is cut into clusters by its numbers. A cell grows in the clusters in which its share
    is larger than in the table, and of these more in those in which its rows lie far apart; where
    there is none with three of its rows, it grows everywhere. Neighbours are those in the cluster.

    Parameters
    ----------
    n_clusters : int
        How many clusters; no more than rows.
    density_exponent : float
        How much more a sparse cluster gets: its weight is the mean distance of the cell's rows to
        the centre to this power, over their number. 0, 2 and the number of columns are those of
        the paper.
    k_neighbors, sensitive, random_state
        As for ``TableSMOTE``.

    Attributes
    ----------
    cells_ : DataFrame
        The plan that is carried out, see ``Cells.plan``.
    cluster_of_row_ : ndarray of int of shape (n,)
        Which cluster each row of the table is in.

    References
    ----------
    Douzas, Bacao and Last (2018), Improving imbalanced learning through a heuristic oversampling
    method based on k-means and SMOTE.

    Examples
    --------
    >>> import pandas as pd
    >>> people = pd.DataFrame({"sex": list("fffffmmm"), "income": [1, 2, 3, 4, 5, 6, 7, 8]})
    >>> X, y = TableKMeansSMOTE(n_clusters=2, sensitive="sex", random_state=0).fit_resample(
    ...     people, pd.Series([0, 0, 0, 0, 1, 0, 1, 1])
    ... )
    >>> pd.crosstab(X.sex, y).to_numpy().tolist()
    [[4, 4], [4, 4]]
    """

    _parameter_constraints = {  # noqa: RUF012
        **GrowingSampler._parameter_constraints,
        "n_clusters": [Interval(Integral, 1, None, closed="left")],
        "density_exponent": [Interval(Real, 0, None, closed="left")],
    }

    def __init__(
        self,
        n_clusters: int = 20,
        density_exponent: float = 2.0,
        k_neighbors: int = 5,
        sensitive: str | int | Iterable | Mapping | None = None,
        random_state: int | np.random.RandomState | None = None,
    ) -> None:
        super().__init__(k_neighbors, sensitive, random_state)
        self.n_clusters = n_clusters
        self.density_exponent = density_exponent

    def _learn(self, rows: PlacedRows) -> None:
        from sklearn.cluster import KMeans

        if not rows.points.shape[1]:
            self.cluster_of_row_ = np.zeros(len(rows.y), int)
            return
        distinct = len(np.unique(rows.points, axis=0))
        seed = seed_for(rows.seed, "clusters")
        means = KMeans(min(self.n_clusters, distinct), n_init=1, random_state=seed)
        self.cluster_of_row_ = means.fit_predict(rows.points)

    def _ends(self, rows: PlacedRows, cell: int, count: int) -> Ends:
        rng = rows.rng(cell)
        regions, weights = self._regions(rows, cell)
        counts = rng.multinomial(count, weights / weights.sum())
        grown = [
            rows.towards_neighbours(region, region, some, self.k_neighbors, rng)
            for region, some in zip(regions, counts.tolist(), strict=True)
            if some
        ]
        return Ends(*(np.concatenate(part) for part in zip(*grown, strict=True)))

    def _regions(self, rows: PlacedRows, cell: int) -> tuple[list[np.ndarray], np.ndarray]:
        """Name the rows of a cell, cluster by cluster where it grows, and each one's weight."""
        cluster, own = self.cluster_of_row_, rows.cells.rows(cell)
        sizes = np.bincount(cluster)
        counts = np.bincount(cluster[own], minlength=len(sizes))
        at_home = (counts * len(cluster) > len(own) * sizes) & (counts >= FAMILY)
        if not at_home.any():
            return [own], np.ones(1)
        regions = [own[cluster[own] == number] for number in np.flatnonzero(at_home)]
        apart = np.array([_mean_distance(rows.points[region]) for region in regions])
        weights = (apart**self.density_exponent) / counts[at_home]
        return regions, weights if weights.any() else np.ones(len(regions))


def _mean_distance(points: np.ndarray) -> float:
    centre = points.mean(axis=0, dtype=float)
    return float(np.sqrt(((points - centre) ** 2).sum(axis=1)).mean())
