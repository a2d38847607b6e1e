"""The threshold at which the two errors cost least."""

import numpy as np
import pandas as pd

from fairlab.mitigate.budgeted_rule import BudgetedRule, ScoredRows, common_cut


class ProfitThreshold(BudgetedRule):
    """Flag where letting go is expected to cost more than flagging, on rows that were scored.

    The threshold is the one of the least cost on the rows that it is fitted on, whose scores need
    not be probabilities. Where an amount differs from person to person, those are flagged for whom
    letting go has the larger part in both expected costs; the decision then asks for the amount.

    Parameters
    ----------
    costs : str
        Of flagging a good one and of missing a bad one: ``"FP=1,FN=20"``; in place of a number a
        column of amounts, as in ``"FP=10,FN=amount"``.

    Attributes
    ----------
    common_cut_ : float
        From which score on people are flagged or, where amounts differ, from which part in both
        expected costs on.

    References
    ----------
    Elkan (2001), The foundations of cost-sensitive learning; Sheng and Ling (2006), Thresholding
    for making classifiers cost-sensitive.

    Examples
    --------
    >>> y, score = np.array([0, 1, 0, 1]), np.array([0.1, 0.3, 0.6, 0.9])
    >>> ProfitThreshold("FP=1,FN=5").fit(y, score).threshold_
    0.3
    >>> amounts = pd.DataFrame({"amount": [9, 9, 1, 9]})
    >>> rule = ProfitThreshold("FP=2,FN=amount").fit(y, score, amounts)
    >>> rule.decide(np.full(4, 0.4), amounts).tolist()
    [True, True, False, True]
    """

    wants_out_of_fold = False
    learned = ("common_cut_",)
    _parameter_constraints = {"costs": [str]}  # noqa: RUF012

    def __init__(self, costs: str = "FP=1,FN=20") -> None:
        self.costs = costs

    @property
    def budget(self) -> str:
        """The costs."""
        return self.costs

    @property
    def threshold_(self) -> float:
        """The score from which on everybody is flagged; none where amounts differ."""
        if self.columns:
            raise AttributeError("Where amounts differ there is no one threshold of the score.")
        return self.common_cut_

    def cut(self, rows: ScoredRows, share: float) -> None:
        """Take the cut of the share that is cheapest."""
        self.common_cut_ = common_cut(rows.risk, share)

    def flags(self, risk: np.ndarray, frame: pd.DataFrame | None) -> np.ndarray:
        """Flag from the cut on."""
        flagged: np.ndarray = risk >= self.common_cut_
        return flagged
