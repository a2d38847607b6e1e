"""Where the numbers stand that every rate of every group is a sum of."""

from collections.abc import Sequence

import numpy as np

FLAGGED_UNKNOWN, APPROVED_UNKNOWN = "flagged, no label", "approved, no label"


class FeatureLayout:
    """The places of features: bad and good events per group, and of each strategy the flagged ones.

    Behind the flagged ones of a strategy may stand the placements of each group's bad events, and
    the influences of metrics of scores. With them every rate of a group and of its rest is a sum
    of features. Rows without a label are a third kind of event.

    Parameters
    ----------
    groups : sequence of (str, object)
        The attribute and the label of every group that has rows.
    strategies : sequence of str
    labelled : bool
        Whether it is known of everyone what happened.

    Examples
    --------
    >>> layout = FeatureLayout([("sex", "f"), ("sex", "m")], ["plain"])
    >>> layout.size, np.flatnonzero(layout.cells("plain", [0])["fn"]).tolist()
    (12, [0, 6])
    """

    def __init__(
        self,
        groups: Sequence[tuple[str, object]],
        strategies: Sequence[str],
        labelled: bool = True,
    ) -> None:
        self.groups = list(groups)
        self.measured: dict[tuple[str, str], float] = {}
        self.stride, self.kinds = len(self.groups) + 1, 2 if labelled else 3
        self.size = self.kinds * self.stride
        self.at: dict[tuple[str, str], int] = {}
        for strategy in strategies:
            self.take(strategy, "flagged", self.kinds * self.stride)

    def take(self, strategy: str, what: str, size: int) -> None:
        """Put some more features behind the last."""
        self.at[strategy, what] = self.size
        self.size += size

    def of_event(self, event: int, strategy: str = "") -> slice:
        """Give the places of bad events (0), good ones (1) or unknown ones (2), by group.

        Of a strategy it is those whom it flags; everyone stands behind the last group.
        """
        start = self.at[strategy, "flagged"] if strategy else 0
        return slice(start + event * self.stride, start + (event + 1) * self.stride)

    def cells(self, strategy: str, groups: Sequence[int]) -> dict[str, np.ndarray]:
        """Give the cells of some groups together as sums of features.

        Parameters
        ----------
        strategy : str
            Whose decisions.
        groups : sequence of int
            Places in ``groups``; everyone with the place behind the last.

        Returns
        -------
        dict of str to ndarray, shape (features,)
            The four of the confusion matrix, and where rows have no label two more, of who among
            these is flagged and who approved.
        """
        events = range(self.kinds)
        bad, good, *others = (self._sum(groups, self.of_event(at).start) for at in events)
        tp, fp, *flagged = (self._sum(groups, self.of_event(at, strategy).start) for at in events)
        cells = {"tn": good - fp, "fp": fp, "fn": bad - tp, "tp": tp}
        if others:
            cells |= {FLAGGED_UNKNOWN: flagged[0], APPROVED_UNKNOWN: others[0] - flagged[0]}
        return cells

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
