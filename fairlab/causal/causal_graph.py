"""The graph that counterfactuals are computed with, and how it came about."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from fairlab.causal.discovery.fci import Discovery
from fairlab.causal.graph import Dag, edge_table

Notes = tuple[str, ...]


@dataclass(frozen=True)
class CausalGraph:
    """The graph that counterfactuals are computed with, and how it came about.

    Parameters
    ----------
    mode : str
        ``"given"``, ``"none"``, ``"fci"`` or ``"study"``.
    attribute, target : str
        The attribute asked about, and the bad event.
    dag : Dag
        What the model uses, without the target.
    discovery : Discovery, optional
        What was found in the data.
    second : Discovery, optional
        What was found with the other view of what lies behind levels.
    notes : tuple of str
        Assumptions and cautions, as sentences.
    by_trees : tuple of str
        What only trees say goes with the attribute.

    Examples
    --------
    >>> graph = CausalGraph("given", "sex", "fraud", Dag.from_edges([("sex", "income")]))
    >>> graph.descendants, graph.agreement
    (('income',), nan)
    """

    mode: str
    attribute: str
    target: str
    dag: Dag
    discovery: Discovery | None = None
    second: Discovery | None = None
    notes: Notes = ()
    by_trees: tuple[str, ...] = ()

    @property
    def descendants(self) -> tuple[str, ...]:
        """What moves with the attribute."""
        return self.dag.descendants(self.attribute)

    @property
    def edges(self) -> pd.DataFrame:
        """The edges for a figure, as ``edge_table`` gives them; what trees found is not certain."""
        table = edge_table(self.discovery.pag if self.discovery else None, self.dag)
        by_trees = (table["from"] == self.attribute) & table["to"].isin(self.by_trees)
        return table.assign(certain=table["certain"] & ~by_trees & (self.mode != "none"))

    @property
    def agreement(self) -> float:
        """The share of marks on which the two views agree; NaN where there is one."""
        if self.discovery is None or self.second is None:
            return np.nan
        return self.discovery.pag.same_marks(self.second.pag)
