"""Flags that are wrong alike often in all groups, without the attribute."""

from collections.abc import Iterable, Iterator, Mapping
from numbers import Real

import numpy as np
import pandas as pd
from sklearn.utils._param_validation import Interval

from fairlab.mitigate.budgeted_rule import A_BUDGET, ScoredRows, common_cut
from fairlab.mitigate.discovery_prices import discovery_prices
from fairlab.mitigate.fair_prices import Group
from fairlab.mitigate.posterior_rule import PosteriorRule, likely_groups

TRIED = 15  # levels
NOBODY = 2.0  # in the place of a rate of a group that is not flagged at all

Prices = dict[str, dict[str, float]]
Likely = Mapping[Group, np.ndarray]  # of shape (n,)
Members = Mapping[Group, np.ndarray]  # of bool, shape (n,)


class MetaFair(PosteriorRule):
    """Flag a share so that flags are wrong alike often in all groups (predictive parity).

    For a share of wrong flags that no group may exceed, whom to flag is a linear programme over the
    probabilities of label and group, and its answer the score less a linear combination of these.
    Shares between those that the groups seem to have at one cut are tried. Of those whose gap
    between the groups that people are of in truth is small, the one that misses the fewest bad
    events is taken; of others the one with the smallest gap. The label's probability is the score;
    the group's, of people with and without the bad event, are logistic regressions on bins of the
    other features. Attributes are looked at only where an exact test finds a gap.

    Equal shares of wrong flags are no equal recalls: where a group has fewer bad events, fewer of
    its people are flagged. What was said of the score and of guessed attributes at ``LinearPost``
    holds here.

    Parameters
    ----------
    budget : float or str
        As of ``GroupThresholds``.
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
    level_ : float
        The share of wrong flags that no group may exceed; 1 of one cut.
    prices_ : dict of str to dict of str to float
        Of each group of each attribute that is looked at.

    References
    ----------
    Celis, Huang, Keswani and Vishnoi (2019), Classification with fairness constraints: a
    meta-algorithm with provable guarantees, arXiv 1806.06055.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> man = rng.random(4000) < 0.5
    >>> people = pd.DataFrame({"sex": np.where(man, "m", "f"), "height": man + rng.random(4000)})
    >>> score = rng.random(4000) * np.where(man, 1.0, 0.7)
    >>> y = rng.random(4000) < score
    >>> rule = MetaFair(0.3, sensitive="sex", features=["height"]).fit(y, score, people)
    >>> rule.prices_["sex"]["sex=f"] > rule.prices_["sex"]["sex=m"]
    True
    """

    criterion = "predictive_parity"
    learned = ("common_cut_", "level_", "prices_", "p_values_", "apart_", "groups_")
    posteriors = ("posteriors_", "good_posteriors_")
    _parameter_constraints = {  # noqa: RUF012
        "budget": A_BUDGET,
        "eps": [Interval(Real, 0, 1, closed="left")],
        "gate": [Interval(Real, 0, 1, closed="right")],
    }

    def __init__(
        self,
        budget: float | str = 0.05,
        eps: float = 0.01,
        gate: float = 0.05,
        sensitive: str | Iterable[str] | None = None,
        features: Iterable[str] | None = None,
    ) -> None:
        self.budget = budget
        self.eps = eps
        self.gate = gate
        self.sensitive = sensitive
        self.features = features

    def learn(self, rows: ScoredRows, share: float) -> ScoredRows:
        """Fit the posteriors, try every level, and take the prices of the best off the scores."""
        super().learn(rows, share)
        members = self.members(rows)
        self.posteriors_ = self.posteriors_of(rows, members, rows.y)
        self.good_posteriors_ = self.posteriors_of(rows, members, 1 - rows.y)
        odds = self._probabilities(rows.frame)
        tried = [(1.0, {}), *self._priced_levels(rows, share, members, *odds)]
        found = [self._outcome(rows, share, members, *odds, *one) for one in tried]
        self.level_, self.prices_ = tried[found.index(min(found))]
        return rows._replace(risk=self._less(rows.risk, *odds))

    def _probabilities(self, frame: pd.DataFrame) -> tuple[Likely, Likely]:
        """Give how likely each row is of each group, with the bad event and without."""
        both = self.posteriors_, self.good_posteriors_
        return likely_groups(both[0], frame), likely_groups(both[1], frame)

    def _priced_levels(
        self, rows: ScoredRows, share: float, members: Members, bad: Likely, good: Likely
    ) -> Iterator[tuple[float, Prices]]:
        """Price the groups for each level; the small ones owe nothing."""
        wrong = {of: (1 - rows.risk) * good[of] for of in members}
        likely = {of: wrong[of] + rows.risk * bad[of] for of in members}
        for level in levels_between(rows.risk, share, wrong, likely):
            found = discovery_prices(rows.risk, wrong, likely, share, level)
            prices: Prices = {a: {} for a, _ in found}
            for (a, group), price in found.items():
                prices[a][group] = price
            yield float(level), prices

    def _outcome(
        self,
        rows: ScoredRows,
        share: float,
        members: Members,
        bad: Likely,
        good: Likely,
        level: float,
        prices: Prices,
    ) -> tuple[float, int]:
        """Give the gap of who is what in truth, where it is too large, and minus who is caught."""
        self.level_, self.prices_ = level, prices
        priced = self._less(rows.risk, bad, good)
        flagged = priced >= common_cut(priced, share)
        wrong = wrong_flags(rows.y, flagged, members)
        gap = max(
            (np.ptp([r for (b, _), r in wrong.items() if b == a]) for a, _ in wrong), default=0.0
        )
        return (0.0 if gap <= self.eps else float(gap)), -int(rows.y[flagged].sum())

    def priced(self, risk: np.ndarray, frame: pd.DataFrame) -> np.ndarray:
        """Take off what each row owes."""
        return self._less(risk, *self._probabilities(frame))

    def _less(self, risk: np.ndarray, bad: Likely, good: Likely) -> np.ndarray:
        """Take off, for each group, its price times how wrong a flag is beyond the level."""
        slope, owed = np.ones(len(risk)), np.zeros(len(risk))
        for a, of in self.prices_.items():
            for group, price in of.items():
                let_go = price * (1 - self.level_) * good[a, group]
                slope += let_go + price * self.level_ * bad[a, group]
                owed += let_go
        return risk * slope - owed


def wrong_flags(y: np.ndarray, flagged: np.ndarray, members: Members) -> dict[Group, float]:
    """Give the share of each group's flags that are wrong; ``NOBODY`` where there are none."""
    chosen = {of: flagged & who for of, who in members.items()}
    return {of: float(1 - y[who].mean()) if who.any() else NOBODY for of, who in chosen.items()}


def levels_between(risk: np.ndarray, share: float, wrong: Likely, likely: Likely) -> np.ndarray:
    """Choose levels between the shares of wrong flags that groups seem to have at one cut.

    Examples
    --------
    >>> risk, man = np.array([0.8, 0.6, 0.1]), np.array([1.0, 0.0, 0.5])
    >>> likely = {("sex", "m"): man, ("sex", "f"): 1 - man}
    >>> wrong = {group: of * (1 - risk) for group, of in likely.items()}
    >>> found = levels_between(risk, 2 / 3, wrong, likely)
    >>> len(found), found[[0, -1]].round(2).tolist()
    (15, [0.4, 0.2])
    """
    flagged = risk >= common_cut(risk, share)
    found = [wrong[of][flagged].sum() / who[flagged].sum() for of, who in likely.items()]
    return np.linspace(max(found), min(found), TRIED) if found else np.empty(0)
