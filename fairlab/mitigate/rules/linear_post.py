"""A fair cut without the attribute: the score less what it owes to the likely group."""

from collections.abc import Iterable, Mapping

import numpy as np
import pandas as pd

from fairlab.mitigate.budgeted_rule import ScoredRows, common_cut
from fairlab.mitigate.fair_prices import Group, fair_prices, mean_gap, smallest_part
from fairlab.mitigate.gap_left import Hits
from fairlab.mitigate.posterior_rule import PosteriorRule, likely_groups


class LinearPost(PosteriorRule):
    """Flag a share by the score less a linear combination of group posteriors.

    A second model, a logistic regression on bins of the other features, says how likely somebody
    is of each group. A linear programme on the rows that the rule is fitted on finds what a flag
    of each group is priced, so that the gap is as small as asked for and the fewest bad events are
    missed. Of these prices it takes the smallest part that keeps the gap between the groups that
    people are of in truth, on average over two people of different groups: the largest gap of
    several would be that of the smallest group, which is noise. In a sweep these rows are the
    validation rows and the training rows with out-of-fold scores. Attributes are looked at only
    where an exact test finds a gap.

    The score is taken as the probability of the bad event: where rows were resampled or weighed,
    calibrate the model first. The attribute is needed when the rule is fitted, and not when it
    decides; the features are. What the model itself reads is another matter. A posterior is a guess
    of a sensitive attribute, which may itself not be lawful.

    Parameters
    ----------
    budget : float or str
        As of ``GroupThresholds``. Where amounts of costs differ, the part that letting go has in
        both expected costs stands in the place of the score.
    criterion : {"equal_opportunity", "demographic_parity"}
        Whose gap is kept.
    eps : float
        The largest gap on the rows that it is fitted on.
    gate : float
        The p-value from which on an attribute is not looked at; 1 looks always.
    sensitive : str, iterable or mapping of str, or Groups, optional
        The attributes; a strategy fills in those of its dataset, and without any it is one cut.
    features : iterable of str, optional
        What the posteriors read; a strategy fills in the features but for the attributes.

    Attributes
    ----------
    common_cut_ : float
        From which score less its prices on people are flagged.
    prices_ : dict of str to dict of str to float
        Of each group of each attribute that is looked at.

    References
    ----------
    Xian and Zhao (2024), A unified post-processing framework for group fairness in
    classification, arXiv 2405.04025.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> man = rng.random(2000) < 0.5
    >>> people = pd.DataFrame({"sex": np.where(man, "m", "f"), "height": man + rng.random(2000)})
    >>> y = rng.random(2000) < 0.3
    >>> score = np.clip(0.4 * y + 0.2 * man + 0.3 * rng.random(2000), 0, 1)
    >>> rule = LinearPost(0.2, sensitive="sex", features=["height"]).fit(y, score, people)
    >>> rule.columns, {group: round(price, 2) for group, price in rule.prices_["sex"].items()}
    (('height',), {'sex=f': -0.29, 'sex=m': 0.19})
    """

    learned = ("common_cut_", "prices_", "posteriors_", "p_values_", "apart_", "groups_")

    def __init__(
        self,
        budget: float | str = 0.05,
        criterion: str = "equal_opportunity",
        eps: float = 0.01,
        gate: float = 0.05,
        sensitive: str | Iterable[str] | None = None,
        features: Iterable[str] | None = None,
    ) -> None:
        super().__init__(budget, criterion, eps, gate, sensitive)
        self.features = features

    def learn(self, rows: ScoredRows, share: float) -> ScoredRows:
        """Fit the posteriors, find the prices at the share, and take them off the scores."""
        super().learn(rows, share)
        members = self.members(rows)
        self.posteriors_ = self.posteriors_of(rows, members, rows.y if self._counts_bad else None)
        self.prices_ = self._prices(rows, share, members)
        part = self._part(rows, share, members)
        self.prices_ = {
            a: {group: part * price for group, price in of.items()}
            for a, of in self.prices_.items()
        }
        return rows._replace(risk=self.priced(rows.risk, rows.frame))

    def distance(self, hits: Hits) -> float:
        """Say how far apart two people's groups are on average."""
        return mean_gap(hits)

    def _prices(
        self, rows: ScoredRows, share: float, members: Mapping[Group, np.ndarray]
    ) -> dict[str, dict[str, float]]:
        """Price the groups by how likely people are of them; the small ones owe nothing."""
        if not members:
            return {}
        likely = likely_groups(self.posteriors_, rows.frame)
        weight = rows.risk if self._counts_bad else np.ones(len(rows.y))
        limited = {of: likely[of] for of in members}
        found = fair_prices(rows.risk, weight, limited, share, self.eps)
        return {
            a: {group: found.get((a, group), 0.0) for group in posterior.groups}
            for a, posterior in self.posteriors_.items()
        }

    def _part(self, rows: ScoredRows, share: float, members: Mapping[Group, np.ndarray]) -> float:
        """Find the smallest part of the prices that keeps the gap of who is what in truth."""
        owed = self._owed(rows.frame)
        counted = (rows.y == 1) | (not self._counts_bad)

        def gap(part: float) -> float:
            priced = self._less(rows.risk, part * owed)
            flagged = priced >= common_cut(priced, share)
            return max(mean_gap([flagged[who] for who in of]) for of in people.values())

        people: dict[str, list[np.ndarray]] = {}
        for (a, _), of in members.items():
            people.setdefault(a, []).append(of & counted)
        return smallest_part(gap, self.eps) if members else 1.0

    @property
    def _counts_bad(self) -> bool:
        return self.criterion == "equal_opportunity"

    def priced(self, risk: np.ndarray, frame: pd.DataFrame) -> np.ndarray:
        """Take the prices of the likely groups off the scores."""
        return self._less(risk, self._owed(frame))

    def _owed(self, frame: pd.DataFrame) -> np.ndarray:
        """Add up the prices of the likely groups."""
        owed = np.zeros(len(frame))
        for a, posterior in self.posteriors_.items():
            owed += posterior.of(frame) @ np.array([self.prices_[a][g] for g in posterior.groups])
        return owed

    def _less(self, risk: np.ndarray, owed: np.ndarray) -> np.ndarray:
        """Take off what each row owes; of the bad event it owes in proportion to its score."""
        # Never below 0: a higher score would be let go where a lower one is flagged.
        return risk * np.maximum(1 - owed, 0) if self._counts_bad else risk - owed
