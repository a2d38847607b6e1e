"""People with scores, one by one or counted in bins, as what curves along scores are made of."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from fairlab.audit.counted.counted_people import APPROVED, FN, TP
from fairlab.audit.counted.counted_source import CountedSource
from fairlab.audit.sources import AuditSource
from fairlab.data.level_names import plain_level


@dataclass(frozen=True, eq=False)
class ScoredPeople:
    """Some people with scores, a row for each of them or for those of a bin.

    Parameters
    ----------
    score : ndarray of float, shape (rows,)
        The mean of a bin, where people were counted in bins.
    people : ndarray of int, shape (rows,)
        How many a row stands for.
    weight : ndarray of float, shape (rows,)
        How much they count.
    bad, good : ndarray of bool, shape (rows,)
        Who had the bad event, and who is known to have had none.
    """

    score: np.ndarray
    people: np.ndarray
    weight: np.ndarray
    bad: np.ndarray
    good: np.ndarray

    def among(self, rows: np.ndarray) -> "ScoredPeople":
        """Take some of the rows."""
        columns = self.score, self.people, self.weight, self.bad, self.good
        return ScoredPeople(*(column[rows] for column in columns))

    @property
    def known(self) -> np.ndarray:
        """Of whom it is known what happened, shape (rows,)."""
        return self.bad | self.good

    def quantiles(self, shares: np.ndarray, between: bool = False) -> np.ndarray:
        """Give the scores that these shares of people do not pass.

        Parameters
        ----------
        shares : ndarray of float
        between : bool
            Whether a quantile may lie between two scores; else it is the higher one.

        Returns
        -------
        ndarray of float

        Examples
        --------
        >>> one, none = np.ones(3, int), np.zeros(3, bool)
        >>> people = ScoredPeople(np.array([0.1, 0.5, 0.9]), one * 2, one * 2.0, none, none)
        >>> people.quantiles(np.array([0.0, 0.5, 1.0])).tolist()
        [0.1, 0.5, 0.9]
        """
        order = np.argsort(self.score, kind="stable")
        score, up_to = self.score[order], np.cumsum(self.people[order])
        place = shares * (up_to[-1] - 1)
        low, high = (
            score[np.searchsorted(up_to, at, side="right")]
            for at in (np.floor(place), np.ceil(place))
        )
        return low + (high - low) * (place - np.floor(place)) if between else high


def scored_people(source: AuditSource | CountedSource) -> ScoredPeople:
    """Give everybody with a score.

    Parameters
    ----------
    source : AuditSource or CountedSource
        With scores.
    """
    if isinstance(source, CountedSource):
        return _in_bins(source, -1)
    assert source.score is not None
    y, known = source.happened, source.labelled
    one = np.ones(source.rows, int)
    weight = one.astype(float) if source.weight is None else source.weight
    return ScoredPeople(
        source.score.to_numpy(float), one, weight, known & (y == 1), known & (y == 0)
    )


def scored_groups(
    source: AuditSource | CountedSource,
) -> Iterator[tuple[str, str, ScoredPeople]]:
    """Go through the groups, with who is in each.

    Parameters
    ----------
    source : AuditSource or CountedSource
        With scores.

    Yields
    ------
    attribute, group : str
    people : ScoredPeople
        None of them empty.
    """
    if isinstance(source, CountedSource):
        for at, (attribute, group) in enumerate(source.people.groups):
            yield attribute, str(group), _in_bins(source, at)
        return
    everyone = scored_people(source)
    for attribute in source.groups:
        levels = source.groups[attribute].astype("category").cat
        codes = levels.codes.to_numpy()
        for place, group in enumerate(levels.categories):
            rows = codes == place
            if rows.any():
                yield str(attribute), plain_level(group), everyone.among(rows)


def _in_bins(source: CountedSource, at: int) -> ScoredPeople:
    """Take the bins of a group that hold people, those of each kind apart."""
    scores = source.people.scores
    assert scores is not None
    kinds, bins = np.nonzero(scores.by_group[:, at])
    people = scores.by_group[kinds, at, bins]
    bad = (kinds == FN) | (kinds == TP)
    good = (kinds < APPROVED) & ~bad
    return ScoredPeople(scores.mean[bins], people, people.astype(float), bad, good)
