"""What is known before looking at data: who comes first, and what nothing here causes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from fairlab.causal.discovery.skeleton import Separators
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
    apart : mapping of pair of str to tuple of str
        Columns that do not go together once others are held fixed, and which.
    together : tuple of pair of str
        Columns that go together whatever is held fixed.

    Examples
    --------
    >>> known = Knowledge(exogenous=("sex",), final=("fraud",))
    >>> known.may_cause(("sex", "income", "fraud")).astype(int).tolist()
    [[0, 1, 1], [0, 0, 1], [0, 0, 0]]
    """

    tiers: tuple[tuple[str, ...], ...] = ()
    exogenous: tuple[str, ...] = ()
    final: tuple[str, ...] = ()
    apart: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    together: tuple[tuple[str, str], ...] = ()

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

    def separators(self, nodes: Sequence[str]) -> Separators:
        """Give what separates pairs that are known not to go together, by their places."""
        at = {name: place for place, name in enumerate(nodes)}
        return {
            (min(at[a], at[b]), max(at[a], at[b])): frozenset(at[name] for name in given)
            for (a, b), given in self.apart.items()
        }

    def sure(self, nodes: Sequence[str]) -> np.ndarray:
        """Tell which pairs are known to go together, as an array of shape (p, p)."""
        pairs = {frozenset(pair) for pair in self.together}
        return np.array([[frozenset((a, b)) in pairs for b in nodes] for a in nodes])

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
