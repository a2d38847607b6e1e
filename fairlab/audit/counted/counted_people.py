"""People as they were counted: by two groups at a time, and by what was decided and happened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from fairlab.audit.counts import CELLS
from fairlab.audit.feature_layout import APPROVED_UNKNOWN, FLAGGED_UNKNOWN

TN, FP, FN, TP, APPROVED, FLAGGED = range(6)
KINDS = (*CELLS, APPROVED_UNKNOWN, FLAGGED_UNKNOWN)  # 2 * bad event + flagged; 4 + flagged


@dataclass(frozen=True, eq=False)
class CountedScores:
    """What counts say of scores in bins.

    Parameters
    ----------
    mean : ndarray, shape (bins,)
        The mean score in each bin, the lowest first.
    by_group : ndarray of int, shape (6, groups + 1, bins)
        People by ``KINDS``, group and bin; everyone behind the last group.
    below : ndarray, shape (bins,)
        The share of good ones below each bin, half of those in it counted.
    placed : ndarray, shape (2, groups + 1, groups + 1)
        That share added up over the bad events in both groups: who was not flagged, who was.
    squared : ndarray, shape (groups + 1, groups + 1)
        Its square added up over the bad events in both groups.
    """

    mean: np.ndarray
    by_group: np.ndarray
    below: np.ndarray
    placed: np.ndarray
    squared: np.ndarray


@dataclass(frozen=True, eq=False)
class CountedPeople:
    """People by two groups at a time.

    Parameters
    ----------
    groups : list of (str, object)
        The attribute and the label of each group, attribute by attribute; each has people.
    crossed : ndarray of int, shape (6, groups + 1, groups + 1)
        How many of each of ``KINDS`` are in both groups; everyone behind the last group.
    levels : mapping of str to list
        The labels of each attribute, also those without people.
    scores : CountedScores, optional

    Examples
    --------
    >>> crossed = np.zeros((6, 2, 2), int)
    >>> crossed[TP] = crossed[TN] = 5
    >>> people = CountedPeople([("sex", "f")], crossed, {"sex": ["f"]})
    >>> people.rows, people.bad_events, people.labelled
    (10, 5, 10)
    """

    groups: list[tuple[str, object]]
    crossed: np.ndarray
    levels: Mapping[str, list]
    scores: CountedScores | None = None

    @classmethod
    def of_tally(cls, attribute: str, counts: pd.DataFrame) -> "CountedPeople":
        """Take the cells of each group of one attribute, as `tally` counts them."""
        there = counts[counts[list(CELLS)].sum(axis=1) > 0]
        own = there[list(CELLS)].to_numpy().T
        crossed = np.zeros((len(KINDS), len(there) + 1, len(there) + 1), np.int64)
        for cell, groups in enumerate(own):
            crossed[cell] = np.diag([*groups, groups.sum()])
            crossed[cell, -1, :-1] = crossed[cell, :-1, -1] = groups
        groups = [(attribute, label) for label in there.index]
        return cls(groups, crossed, {attribute: list(counts.index)})

    @property
    def everyone(self) -> np.ndarray:
        """How many there are of each kind, shape (6,)."""
        return self.crossed[:, -1, -1]

    @property
    def rows(self) -> int:
        """How many people were decided about."""
        return int(self.everyone.sum())

    @property
    def labelled(self) -> int:
        """Of how many it is known what happened."""
        return int(self.everyone[:APPROVED].sum())

    @property
    def bad_events(self) -> int:
        """How many of them had the bad event, as far as it is known."""
        return int(self.everyone[FN] + self.everyone[TP])

    @property
    def flagged(self) -> int:
        """How many of them were flagged."""
        return int(self.everyone[[FP, TP, FLAGGED]].sum())

    def without(self, attributes: Sequence[str]) -> "CountedPeople":
        """Leave out the groups of some attributes."""
        if not attributes:
            return self
        left = [at for at, (name, _) in enumerate(self.groups) if name not in attributes]
        kept = np.array([*left, len(self.groups)])
        scores, both = self.scores, (slice(None), kept[:, None], kept)
        if scores is not None:
            placed, squared = scores.placed[both], scores.squared[kept[:, None], kept]
            by_group = scores.by_group[:, kept]
            scores = replace(scores, by_group=by_group, placed=placed, squared=squared)
        levels = {name: own for name, own in self.levels.items() if name not in attributes}
        return CountedPeople([self.groups[at] for at in left], self.crossed[both], levels, scores)

    def tallies(self, labelled: bool = True) -> dict[str, pd.DataFrame]:
        """Give the four cells of each group, per attribute.

        Parameters
        ----------
        labelled : bool
            Of those with a label; else of everyone, as if nobody without one had the bad event.

        Returns
        -------
        dict of attribute to DataFrame
            As `fairlab.audit.counts.tallies` gives them.
        """
        own = np.diagonal(self.crossed, axis1=1, axis2=2)[:, :-1].T.copy()
        if not labelled:
            own[:, [TN, FP]] += own[:, [APPROVED, FLAGGED]]
        found = dict(zip(self.groups, own[:, : len(CELLS)], strict=True))
        nobody = np.zeros(len(CELLS), int)
        return {
            name: pd.DataFrame(
                [found.get((name, label), nobody) for label in labels], labels, list(CELLS)
            )
            for name, labels in self.levels.items()
        }
