"""Causal graphs: those that are known, and those that data leave partly open."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from graphlib import CycleError, TopologicalSorter

import numpy as np
import pandas as pd

from fairlab.errors import RequestError, nearest

NONE, CIRCLE, ARROW, TAIL = range(4)
LEFT = {CIRCLE: "o", ARROW: "<", TAIL: "-"}
RIGHT = {CIRCLE: "o", ARROW: ">", TAIL: "-"}


@dataclass(frozen=True)
class Dag:
    """A directed graph without cycles.

    Parameters
    ----------
    parents : mapping of str to tuple of str
        The direct causes of each node.
    file : str
        The name of the file that it was read from, to be told.

    Examples
    --------
    >>> dag = Dag.from_edges([("sex", "income"), ("income", "fraud"), ("age", "fraud")])
    >>> dag.descendants("sex"), dag.parents["fraud"]
    (('income', 'fraud'), ('income', 'age'))
    """

    parents: Mapping[str, tuple[str, ...]]
    file: str = field(default="", compare=False)

    @classmethod
    def from_edges(
        cls, edges: Iterable[tuple[str, str]], nodes: Iterable[str] = (), file: str = ""
    ) -> "Dag":
        """Make a graph of (cause, effect) pairs, and refuse one that runs in a circle."""
        parents: dict[str, dict[str, None]] = {node: {} for node in nodes}
        for cause, effect in edges:
            parents.setdefault(cause, {})
            parents.setdefault(effect, {})[cause] = None
        dag = cls({node: tuple(causes) for node, causes in parents.items()}, file)
        _refuse_cycle(dag)
        return dag

    @property
    def nodes(self) -> tuple[str, ...]:
        """All nodes, in the order in which they were named."""
        return tuple(self.parents)

    @property
    def edges(self) -> list[tuple[str, str]]:
        """The (cause, effect) pairs."""
        return [(cause, effect) for effect, causes in self.parents.items() for cause in causes]

    def __str__(self) -> str:
        alone = set(self.nodes).difference(*self.edges)
        arrows = [f"{cause} -> {effect}" for cause, effect in sorted(self.edges)]
        return "; ".join([*arrows, *sorted(alone)])

    def order(self) -> tuple[str, ...]:
        """Name the nodes so that causes come before effects; the same order in any process."""
        return tuple(TopologicalSorter(self.parents).static_order())

    def descendants(self, node: str) -> tuple[str, ...]:
        """Name everything downstream of a node, causes before effects."""
        moved = {node}
        for other in self.order():
            if moved.intersection(self.parents[other]):
                moved.add(other)
        return tuple(other for other in self.order() if other in moved - {node})


@dataclass(frozen=True)
class Pag:
    """A partial ancestral graph: what conditional independences say about causes.

    Parameters
    ----------
    nodes : tuple of str
        The variables.
    marks : array of int, shape (p, p)
        ``marks[i, j]`` is the mark at ``j`` of the edge between ``i`` and ``j``: ``NONE``,
        ``CIRCLE`` (open), ``ARROW`` (j is not a cause of i) or ``TAIL`` (j is a cause of i).

    References
    ----------
    Zhang (2008), On the completeness of orientation rules for causal discovery in the presence
    of latent confounders and selection bias.

    Examples
    --------
    >>> marks = np.array([[NONE, ARROW], [TAIL, NONE]])
    >>> Pag(("sex", "income"), marks).edges
    [('sex', '-->', 'income')]
    """

    nodes: tuple[str, ...]
    marks: np.ndarray

    @property
    def edges(self) -> list[tuple[str, str, str]]:
        """The edges as (node, mark, node), such as ``("sex", "o->", "income")``."""
        return [self._edge(i, j) for i, j in np.argwhere(np.triu(self.marks)).tolist()]

    def _edge(self, i: int, j: int) -> tuple[str, str, str]:
        if self.marks[i, j] != ARROW and self.marks[j, i] == ARROW:
            i, j = j, i
        sign = LEFT[self.marks[j, i]] + "-" + RIGHT[self.marks[i, j]]
        return self.nodes[i], sign, self.nodes[j]

    def same_marks(self, other: "Pag") -> float:
        """Give the share of marks, at either end of an edge of either graph, that agree."""
        somewhere = (self.marks != NONE) | (other.marks != NONE)
        return float((self.marks == other.marks)[somewhere].mean()) if somewhere.any() else 1.0


def graph_faults(
    dag: Dag, attribute: str, target: str, columns: Collection[str], place: str
) -> Iterator[str]:
    """List where a graph does not fit the table and the question that it is meant for.

    Parameters
    ----------
    dag : Dag
        What the user drew.
    attribute, target : str
        Whose effect is asked for, and the bad event, which has none.
    columns : collection of str
        The columns that there are.
    place : str
        Where the graph is from.

    Examples
    --------
    >>> dag = Dag.from_edges([("sex", "income")])
    >>> list(graph_faults(dag, "sex", "bad", ["sex", "incoem", "bad"], "--graph"))
    ["--graph: there is no column 'income'. Did you mean 'incoem'?"]
    """
    if attribute not in dag.parents:
        yield (
            f"{place}: there is no node {attribute!r}, the attribute that is asked about: draw "
            f"its effects. {nearest(attribute, dag.nodes)}"
        )
    for node in dag.nodes:
        if node not in columns:
            yield f"{place}: there is no column {node!r}. {nearest(node, columns)}"
    for cause, effect in dag.edges:
        if cause == target:
            yield (
                f"{place}: {cause!r} -> {effect!r} goes out of the target, which is no cause of "
                "what was known before it. Take the arrow out."
            )


def edge_table(pag: Pag | None, dag: Dag) -> pd.DataFrame:
    """List the edges for a figure: which are certain, and which ones the model uses.

    Parameters
    ----------
    pag : Pag or None
        What was discovered, if anything was.
    dag : Dag
        What the counterfactuals are computed with.

    Returns
    -------
    DataFrame
        Columns from, edge, to; ``certain``: true for ``-->`` found in the data or given by the
        user; ``used``: true where the model lets the second node depend on the first.

    Examples
    --------
    >>> edge_table(None, Dag.from_edges([("sex", "income")]))
      from edge      to  certain  used
    0  sex  -->  income     True  True
    """
    used = dag.edges
    found = [(a, "-->", b) for a, b in used] if pag is None else pag.edges
    drawn = {frozenset((a, b)) for a, _, b in found}
    added = [(a, "assumed", b) for a, b in used if frozenset((a, b)) not in drawn]
    rows = [
        (a, edge, b, edge == "-->", (a, b) in used or (b, a) in used)
        for a, edge, b in found + added
    ]
    return pd.DataFrame(rows, columns=["from", "edge", "to", "certain", "used"])


def _refuse_cycle(dag: Dag) -> None:
    try:
        dag.order()
    except CycleError as error:
        around = " -> ".join(map(repr, error.args[1]))
        raise RequestError(
            f"The graph runs in a circle: {around}.\n"
            "Nothing causes itself: take one of these edges out."
        ) from error
