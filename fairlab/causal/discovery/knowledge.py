"""What is known before looking at data: who comes first, and what nothing here causes."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from fairlab.causal.graph import ARROW, NONE, TAIL


@dataclass(frozen=True)
class Knowledge:
    """Background knowledge about causes; an assumption, to be reported as such.

    Parameters
    ----------
    tiers : tuple of tuple of str
        Groups of columns in the order of time: none is caused by one of a later group. Columns
        that are in no group may come anywhere.
    exogenous : tuple of str
        Columns, such as age, that nothing causes but columns of an earlier tier, and that share
        no hidden cause with the others: what else goes with them is their effect.

    final : tuple of str
        Columns that cause no other, such as the target.

    Examples
    --------
    >>> known = Knowledge(exogenous=("sex",), final=("fraud",))
    >>> known.may_cause(("sex", "income", "fraud")).astype(int).tolist()
    [[0, 1, 1], [0, 0, 1], [0, 0, 0]]
    """

    tiers: tuple[tuple[str, ...], ...] = ()
    exogenous: tuple[str, ...] = ()
    final: tuple[str, ...] = ()

    def may_cause(self, nodes: Sequence[str]) -> np.ndarray:
        """Tell which node may be a cause of which.

        Parameters
        ----------
        nodes : sequence of str, length p

        Returns
        -------
        array of bool, shape (p, p)
            ``[i, j]``: i may be a cause of j.
        """
        allowed = [[self._may(cause, effect) for effect in nodes] for cause in nodes]
        return np.array(allowed) & ~np.eye(len(nodes), dtype=bool)

    def before(self, cause: str, effect: str) -> bool:
        """Tell whether a column is in an earlier tier than another."""
        place = {name: t for t, names in enumerate(self.tiers) for name in names}
        return cause in place and effect in place and place[cause] < place[effect]

    def _may(self, cause: str, effect: str) -> bool:
        if cause in self.final:
            return False
        if effect in self.exogenous:
            return self.before(cause, effect)
        return not self.before(effect, cause)

    def orient(self, marks: np.ndarray, nodes: Sequence[str]) -> None:
        """Write what is known into the marks of a graph, in place.

        Parameters
        ----------
        marks : array of int, shape (p, p)
            As in ``Pag``.
        nodes : sequence of str, length p
        """
        never = ~self.may_cause(nodes).T
        marks[(marks != NONE) & never] = ARROW
        for i, name in enumerate(nodes):
            if name in self.exogenous:
                caused = never[i]
                marks[(marks[:, i] != NONE) & caused, i] = TAIL
                marks[i, (marks[i] != NONE) & ~caused] = TAIL
