"""A threshold for each group, within one budget of flags."""

from typing import Any

import numpy as np
import pandas as pd
from sklearn.utils._param_validation import StrOptions

from fairlab.errors import RequestError
from fairlab.mitigate.attribute_rule import GROWING, AttributeRule, cells_of
from fairlab.mitigate.budget_split import Ladder, split_budget
from fairlab.mitigate.budgeted_rule import ScoredRows, common_cut
from fairlab.mitigate.cells import learn_groups

CRITERIA = (*GROWING, "equalized_odds", "predictive_parity")


class GroupThresholds(AttributeRule):
    """Flag a share of all rows, from a score of its own in each group, so that a gap stays small.

    Of all cuts that flag at most the share and keep the gap, those that miss the fewest bad
    events. It is fitted on validation rows and, in a sweep, the out-of-fold scores of the training
    rows. Groups of an attribute are cut apart only where an exact test finds a gap at the common
    cut. Groups with fewer than ten bad events, and levels that were not seen, keep the common cut.

    The decision asks for the attribute, which may not be lawful.

    Parameters
    ----------
    budget : float or str
        A share above 0 and below 1, of which at most so many are flagged; ``"recall"``, to flag as
        few as catch what the baseline catches; or costs, ``"FP=1,FN=20"``, to flag as many as one
        cut of the least cost would.
    criterion : {"equal_opportunity", "demographic_parity", "equalized_odds", "predictive_parity"}
        Whose gap is kept; the last two of two groups alone.
    eps : float
        The largest gap on the rows that it is fitted on.
    gate : float
        The p-value from which on an attribute is not cut apart; 1 cuts always.
    sensitive : str, iterable or mapping of str, or Groups, optional
        The attributes, of a mapping with the edges of their bands; a strategy fills in those of
        its dataset with their groups, and without any it is one cut.

    Attributes
    ----------
    common_cut_ : float
        That of all who have no cut of their own.
    cuts_ : dict of str to float
        Per group, such as ``"sex=f"``.
    p_values_ : dict of str to float
        Of each attribute's exact test.
    gap_left_ : GapLeft or None
        The nearest that can be kept at this budget, where ``eps`` cannot.

    References
    ----------
    Hardt, Price and Srebro (2016), Equality of opportunity in supervised learning; Cruz and
    Hardt (2024), Unprocessing seven years of algorithmic fairness.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> people = pd.DataFrame({"sex": rng.choice(["f", "m"], 2000)})
    >>> y = rng.random(2000) < 0.3
    >>> score = 0.4 * y + 0.2 * (people["sex"] == "m") + 0.4 * rng.random(2000)
    >>> rule = GroupThresholds(0.2, sensitive="sex").fit(y, score, people)
    >>> {group: round(cut, 2) for group, cut in rule.cuts_.items()}
    {'sex=f': 0.53, 'sex=m': 0.76}
    """

    learned = ("common_cut_", "cuts_", "p_values_", "apart_", "groups_")
    _parameter_constraints = {  # noqa: RUF012
        **AttributeRule._parameter_constraints,
        "criterion": [StrOptions(set(CRITERIA))],
    }

    def check(self, X: pd.DataFrame, y: pd.Series) -> None:
        """Refuse a budget, or a criterion that more than two groups cannot be cut by.

        Parameters
        ----------
        X : DataFrame of shape (n, ...)
            Training rows with the attributes in them.
        y : Series of shape (n,)

        Raises
        ------
        RequestError
        """
        super().check(X, y)
        found = learn_groups(X, self.sensitive)
        groups = cells_of(found, found, X).nunique()
        if self.criterion not in GROWING and groups > 2:
            raise RequestError(
                f"{self.criterion} is kept between two groups, but {', '.join(found)} make "
                f"{groups}.\nTake {' or '.join(GROWING)}, or one attribute of two groups."
            )

    def cut(self, rows: ScoredRows, share: float) -> None:
        """Split what the groups without a cut of their own leave of the budget."""
        self.common_cut_, self.cuts_ = common_cut(rows.risk, share), {}
        places = self.places(rows)
        if not places:
            return
        rest = np.ones(len(rows.y), bool)
        rest[np.concatenate(list(places.values()))] = False
        budget = round(share * len(rest)) - int((rows.risk[rest] >= self.common_cut_).sum())
        ladders = [Ladder.of(rows.risk[at], rows.y[at]) for at in places.values()]
        steps = split_budget(ladders, budget, self.criterion, self.eps)
        named = zip(places, ladders, steps, strict=True)
        self.cuts_ = {name: float(ladder.cuts[step]) for name, ladder, step in named}

    def held_together(self, rows: ScoredRows) -> list[dict[str, np.ndarray]]:
        """Give the rows of the groups with a cut of their own."""
        return [self.places(rows)] if self.cuts_ else []

    def flags(self, risk: np.ndarray, frame: pd.DataFrame | None) -> np.ndarray:
        """Flag the rows whose score reaches the cut of their group."""
        cuts: Any = self.common_cut_
        if frame is not None and self.cuts_:
            own = self.cells(self.apart_, frame).map(self.cuts_).to_numpy(float)
            cuts = np.where(np.isnan(own), cuts, own)
        flagged: np.ndarray = risk >= cuts
        return flagged
