"""Boosted trees under a constraint: groups of people are wrongly treated equally often."""

import json
from collections.abc import Mapping
from numbers import Real
from typing import Any, Self

import pandas as pd
from sklearn.utils._param_validation import Interval, StrOptions

from fairlab.errors import RequestError
from fairlab.learn.boost import TREES_PER_LOOK
from fairlab.learn.encoded_rows import Rows
from fairlab.learn.equal_rates import EqualRates, held_rates
from fairlab.learn.penalised_boost import LOG, Penalty
from fairlab.learn.penalised_xgb import GroupPenalisedXGB
from fairlab.learn.relabelled_growth import RelabelledGrowth

CRITERIA = ("equal_opportunity", "equalized_odds")


class LagrangianXGB(GroupPenalisedXGB):
    """XGBoost that raises a multiplier on the errors of a group for as long as it errs more.

    Beside log loss it follows the rate at which bad events of each group are missed (and, of
    equalized odds, at which others are flagged), a smooth step around the cut of the budget. After
    every five trees the multipliers grow with the gaps on the validation rows, since on training
    rows the fit hides them, and training stops where the metric less the gap is best. An attribute
    is left alone as long as a test finds no gap in it; so are groups of fewer than ten bad events.
    Who is in which group is asked for in training only.

    It assumes that those who are scored come from where the validation rows do, and that labels
    are as right in one group as in another.

    Parameters
    ----------
    criterion : {"equal_opportunity", "equalized_odds"}
        Whether misses alone are held together, or false alarms too.
    share : float, optional
        Above 0 and below 1: so many will be flagged, as ``--budget`` says; the errors are those
        of this cut. Without it as many as have the bad event.
    rate : float
        Above 0 and at most 1: how fast multipliers grow with a gap.
    eps : float
        The gap that is let be.
    gate : float
        The p-value from which on an attribute is let be; 1 lets none be.
    **settings
        Those of ``TunedXGB``, but that it is always validated: ``patience`` is no None. A start
        of the scores (``base_score``) that nothing sets is the share of the bad event.

    Attributes
    ----------
    multipliers_ : DataFrame
        A row per group after every five trees: ``trees``, ``rate`` (misses or false alarms),
        ``group``, its ``multiplier`` and its ``gap``, the distance from the common rate on
        validation rows.
    classes_, booster_, encoder_, best_params_, best_score_, trials_
        As of ``TunedXGB``.

    References
    ----------
    Cruz, Belém, Jesus, Bravo, Saleiro and Bizarro (2023), FairGBM: gradient boosting with fairness
    constraints; Cotter, Jiang and Sridharan (2019), Two-player games for efficient non-convex
    constrained optimization; Hardt, Price and Srebro (2016), Equality of opportunity in supervised
    learning.

    Examples
    --------
    >>> import numpy as np
    >>> rng = np.random.default_rng(0)
    >>> group = rng.choice(["a", "b"], 2000)
    >>> skill = rng.normal(size=2000)
    >>> bad = skill + rng.normal(size=2000) * (1 + 2 * (group == "b")) > 1
    >>> X = pd.DataFrame({"skill": skill, "b": group == "b"})
    >>> model = LagrangianXGB(trials=0, trees=40).fit(X, bad, sensitive_features=group)
    >>> list(model.multipliers_)
    ['trees', 'rate', 'group', 'multiplier', 'gap']
    """

    _growth = RelabelledGrowth
    _parameter_constraints: Mapping[str, list] = {
        "criterion": [StrOptions(set(CRITERIA))],
        "share": [None, Interval(Real, 0, 1, closed="neither")],
        "rate": [Interval(Real, 0, 1, closed="right")],
        "eps": [Interval(Real, 0, 1, closed="left")],
        "gate": [Interval(Real, 0, 1, closed="right")],
    }

    def __init__(
        self,
        criterion: str = "equal_opportunity",
        share: float | None = None,
        rate: float = 0.5,
        eps: float = 0.01,
        gate: float = 0.05,
        **settings: Any,
    ) -> None:
        super().__init__(**settings)
        self.criterion = criterion
        self.share = share
        self.rate = rate
        self.eps = eps
        self.gate = gate

    def on_all_rows(self, hyperparameters: Mapping[str, Any], trees: int) -> Self:
        """Give the same model without a search, which sets a fifth of its rows apart itself.

        Parameters
        ----------
        hyperparameters : mapping of str to number
            What a search on a part of the rows has found.
        trees : int
            Not looked at: the gap of other rows says where it stops.

        Returns
        -------
        LagrangianXGB
            Not fitted.
        """
        return self.with_found(hyperparameters)

    @property
    def multipliers_(self) -> pd.DataFrame:
        """The multipliers at each look up to the last tree that was kept."""
        lines = json.loads(self.booster_.attr(LOG) or "[]")
        rows = [
            (TREES_PER_LOOK * (number + 1), *_rate_and_group(name), *values)
            for number, line in enumerate(lines)
            for name, values in line.items()
        ]
        return pd.DataFrame(rows, columns=["trees", "rate", "group", "multiplier", "gap"])

    def _penalty(self, train: Rows, held: Rows | None) -> Penalty:
        rates = []
        if train.groups is not None and held is not None and held.groups is not None:
            assert self.groups_ is not None
            parts = (train.labels, train.groups), (held.labels, held.groups)
            rates = held_rates(self.groups_.names, *parts, self.criterion == "equalized_odds")
        share = self.share or float(train.labels.mean())
        return EqualRates(rates, len(train.labels), share, self.rate, self.eps, self.gate)

    def _checked_space(self) -> Any:
        if self.patience is None:
            raise RequestError(
                "LagrangianXGB is held back by gaps of validation rows, which patience=None does "
                "not look at.\nSet a patience."
            )
        return super()._checked_space()


def _rate_and_group(name: str) -> tuple[str, str]:
    rate, group = ("misses", name) if name.startswith("misses ") else ("false alarms", name)
    return rate, group.removeprefix(f"{rate} ")
