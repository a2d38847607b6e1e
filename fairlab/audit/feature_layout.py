"""Where the numbers stand that every rate of every group is a sum of."""

from collections.abc import Sequence

import numpy as np


class FeatureLayout:
    """The places of features: bad and good events per group, and of each strategy the flagged ones.

    Behind the flagged ones of a strategy may stand the placements of each group's bad events, and
    the influences of metrics of scores.

    Parameters
    ----------
    groups : sequence of (str, object)
        The attribute and the label of every group that has rows.
    strategies : sequence of str

    Examples
    --------
    >>> layout = FeatureLayout([("sex", "f"), ("sex", "m")], ["plain"])
    >>> layout.size, np.flatnonzero(layout.cells("plain", [0])["fn"]).tolist()
    (12, [0, 6])
    """

    def __init__(self, groups: Sequence[tuple[str, object]], strategies: Sequence[str]) -> None:
        self.groups, self.strategies = list(groups), list(strategies)
        self.of_scores: dict[tuple[str, str], float] = {}
        self.stride = len(self.groups) + 1
        self.at: dict[tuple[str, str], int] = {}
        self.size = 2 * self.stride
        for strategy in strategies:
            self.take(strategy, "flagged", 2 * self.stride)

    def take(self, strategy: str, what: str, size: int) -> None:
        """Put some more features behind the last."""
        self.at[strategy, what] = self.size
        self.size += size

    def cells(self, strategy: str, groups: Sequence[int]) -> dict[str, np.ndarray]:
        """Give the four cells of some groups together as sums of features.

        Parameters
        ----------
        strategy : str
            Whose decisions.
        groups : sequence of int
            Places in ``groups``; everyone with the place behind the last.

        Returns
        -------
        dict of str to ndarray, shape (features,)
        """
        at = self.at[strategy, "flagged"]
        bad, good = (self._sum(groups, start) for start in (0, self.stride))
        tp, fp = (self._sum(groups, start) for start in (at, at + self.stride))
        return {"tn": good - fp, "fp": fp, "fn": bad - tp, "tp": tp}

    def placements(self, strategy: str, groups: Sequence[int]) -> np.ndarray | None:
        """Give the placements of bad events of some groups as a sum of features.

        Returns
        -------
        ndarray, shape (features,), or None
            None where the strategy has no scores, or a fold no good event.
        """
        at = self.at.get((strategy, "placed"))
        return None if at is None else self._sum(groups, at)

    def influence(self, strategy: str, metric: str) -> np.ndarray | None:
        """Give the influences on a metric of scores as a feature, or None without any."""
        at = self.at.get((strategy, metric))
        return None if at is None else np.eye(1, self.size, at)[0]

    def _sum(self, groups: Sequence[int], start: int) -> np.ndarray:
        made = np.zeros(self.size)
        made[start + np.asarray(groups, int)] = 1
        return made
