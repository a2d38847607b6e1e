"""Fast causal inference: what the independences in the data say about causes."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from fairlab.causal.discovery.independence import PartialCorrelationTest
from fairlab.causal.discovery.knowledge import Knowledge
from fairlab.causal.discovery.likelier import Open, likelier_separators
from fairlab.causal.discovery.orientation import colliders, complete
from fairlab.causal.discovery.skeleton import adjacencies, drop_further
from fairlab.causal.graph import Pag


@dataclass(frozen=True)
class Discovery:
    """A graph that was found, and how far the search went.

    Parameters
    ----------
    pag : Pag
        The graph.
    depth : int
        Sets of at most so many neighbours were tried.
    bound : int
        Sets of at most so many possible-d-separators were tried.
    stability : float
        The share of marks that the last raise of the bound left as they were; NaN where none
        could be afforded.
    tests : int
        Independence tests made.
    open : tuple of (str, str, bool)
        Where the likelier is taken: a column, another one, and whether it follows from the first.
    """

    pag: Pag
    depth: int
    bound: int
    stability: float
    tests: int
    open: tuple[Open, ...] = ()


def fci(
    correlations: pd.DataFrame,
    size: float,
    alpha: float = 0.05,
    knowledge: Knowledge | None = None,
    bound: int = 4,
    budget: int = 1_000_000,
    rows: float | None = None,
) -> Discovery:
    """Learn a partial ancestral graph from correlations, allowing for hidden common causes.

    Parameters
    ----------
    correlations : DataFrame of shape (p, p)
        Of (latent) normal variables, positive definite, with names.
    size : float
        The number of rows that tests may count on.
    alpha : float
        The level of each test.
    knowledge : Knowledge, optional
        What is known of causes beforehand.
    bound : int
        The possible-d-separation stage tries sets of up to so many variables: FCI proper has no
        such bound, and takes minutes where graphs are dense. The sets grow from none until two
        graphs agree in all marks.
    budget : int
        Sets, of neighbours or of possible separators, do not grow where that could take the
        number of tests above this; a million take about two seconds.
    rows : float, optional
        What the correlations are estimated from, where tests count on fewer.

    Returns
    -------
    Discovery
        The same in every process.

    References
    ----------
    Spirtes, Glymour and Scheines (2000); Zhang (2008).

    Examples
    --------
    >>> names = ["sex", "age", "income"]
    >>> collider = pd.DataFrame([[1, 0, 0.5], [0, 1, 0.5], [0.5, 0.5, 1]], names, names)
    >>> fci(collider, size=1000).pag.edges
    [('sex', 'o->', 'income'), ('age', 'o->', 'income')]
    >>> fci(collider, size=1000, knowledge=Knowledge(exogenous=("sex",))).pag.edges
    [('sex', '-->', 'income'), ('age', 'o->', 'income')]
    """
    known = knowledge or Knowledge()
    nodes = tuple(map(str, correlations.columns))
    test = PartialCorrelationTest(correlations.to_numpy(float), size, alpha)
    allowed = known.may_cause(nodes)
    sure = known.sure(nodes)
    apart = known.separators(nodes)
    adjacent, separators, depth = adjacencies(test, allowed, budget, apart, sure)
    told, still_open = likelier_separators(test, adjacent, separators, nodes, known, rows or size)
    first = colliders(adjacent, told, nodes, known)
    found = Discovery(Pag(nodes, complete(first, told)), depth, 0, np.nan, test.count, still_open)
    for most in range(1, bound + 1):
        fewer = drop_further(test, adjacent, separators, first, allowed, most, budget, sure)
        if fewer is None:
            break
        adjacent, separators = fewer
        told, still_open = likelier_separators(
            test, adjacent, separators, nodes, known, rows or size
        )
        pag = Pag(nodes, complete(colliders(adjacent, told, nodes, known), told))
        found = Discovery(pag, depth, most, pag.same_marks(found.pag), test.count, still_open)
        if found.stability == 1 and most > 1:
            break
    return found
