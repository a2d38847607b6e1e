"""One cut through probabilities that are right in each group, at each level of the score."""

from collections.abc import Iterable
from numbers import Integral
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd
from scipy.special import expit, logit
from sklearn.metrics import log_loss
from sklearn.utils._param_validation import Interval

from fairlab.mitigate.attribute_rule import FEWEST, AttributeRule
from fairlab.mitigate.budgeted_rule import A_BUDGET, ScoredRows, common_cut
from fairlab.mitigate.cells import learn_groups

if TYPE_CHECKING:
    from xgboost import DMatrix

# Trees that the log loss may go without being lower, in folds that the labels are dealt into.
HELD_OUT = {"nfold": 5, "stratified": True, "early_stopping_rounds": 5, "seed": 0}
SURE = 1e-6  # how near to 0 and 1 a probability may be
SHALLOW = {
    "objective": "binary:logistic",
    "eta": 0.1,
    "max_depth": 3,  # a cell: a group, or two crossed, between two scores
    "min_child_weight": 10,  # about as many bad events, where these are rare
    "nthread": 1,
    "base_score": 0.5,
}


class Multicalibrated(AttributeRule):
    """Flag the riskiest of all, by a probability that is right in every group at every level.

    Small trees look for cells, groups and their crossings between two scores, in which the score
    says too much or too little, and correct the log odds there, never turning the order of two
    people of the same groups round. Only as many trees are grown as lower the log loss of rows
    that are held out; where none does, it is one cut. In a sweep the rows are those of validation
    and the training rows with out-of-fold scores. The recorded scores stay those of the model.

    It makes the same risk mean the same in each group, and no rates alike: where a model
    understates a group's risk, more of that group are flagged. The score is taken as the
    probability of the bad event. The decision asks for the attribute, which may not be lawful.

    Parameters
    ----------
    budget : float or str
        As of ``GroupThresholds``.
    trees : int
        At most so many, 1 or more.
    sensitive : str, iterable or mapping of str, or Groups, optional
        The attributes; a strategy fills in those of its dataset, and without any it is one cut.

    Attributes
    ----------
    common_cut_ : float
        From which corrected probability on people are flagged.
    trees_ : str
        The corrections, as xgboost writes them; empty where there are none.

    References
    ----------
    Hébert-Johnson, Kim, Reingold and Rothblum (2018), Multicalibration: calibration for the
    (computationally-identifiable) masses; MCGrad: multicalibration at web scale (2025), arXiv
    2509.19884, whose boosting over cells and scores this is in one round, of groups alone.

    Examples
    --------
    >>> rng = np.random.default_rng(0)
    >>> people = pd.DataFrame({"sex": rng.choice(["f", "m"], 4000)})
    >>> score = rng.uniform(0.05, 0.4, 4000)
    >>> y = rng.random(4000) < score * np.where(people["sex"] == "m", 1.5, 0.5)
    >>> rule = Multicalibrated(0.2, sensitive="sex").fit(y, score, people)
    >>> flagged = people["sex"][rule.decide(score, people)]
    >>> bool((flagged == "m").mean() > 0.9)
    True
    """

    learned = ("common_cut_", "trees_", "marks_", "groups_")
    _parameter_constraints = {  # noqa: RUF012
        "budget": A_BUDGET,
        "trees": [Interval(Integral, 1, None, closed="left")],
    }

    def __init__(
        self,
        budget: float | str = 0.05,
        trees: int = 100,
        sensitive: str | Iterable[str] | None = None,
    ) -> None:
        self.budget = budget
        self.trees = trees
        self.sensitive = sensitive

    def learn(self, rows: ScoredRows, share: float) -> ScoredRows:
        """Grow the trees, and correct the probabilities."""
        self.groups_ = learn_groups(rows.frame, self.sensitive)
        named = self.groups_.of(rows.frame)
        self.marks_ = {a: [str(group) for group in named[a].cat.categories] for a in named}
        enough = self.marks_ and rows.y.sum() >= FEWEST
        self.trees_ = self._grow(rows) if enough else ""
        return rows._replace(risk=self.corrected(rows.risk, rows.frame))

    def cut(self, rows: ScoredRows, share: float) -> None:
        """Choose the cut of the corrected probabilities that flags the share."""
        self.common_cut_ = common_cut(rows.risk, share)

    def flags(self, risk: np.ndarray, frame: pd.DataFrame | None) -> np.ndarray:
        """Flag the rows whose corrected probability reaches the cut."""
        flagged: np.ndarray = self.corrected(risk, frame) >= self.common_cut_
        return flagged

    def _grow(self, rows: ScoredRows) -> str:
        """Grow as many trees as held-out rows gain by, and write them."""
        from xgboost import cv, train

        odds = _log_odds(rows.risk)
        cells = self._cells(odds, rows.frame)
        cells.set_label(rows.y)
        cells.set_base_margin(odds)
        rising = ",".join(["1", *("0" for _ in range(cells.num_col() - 1))])
        settings = SHALLOW | {"monotone_constraints": f"({rising})"}
        tried = cv(settings, cells, self.trees, **HELD_OUT)
        held = np.asarray(tried["test-logloss-mean"])
        if held.min() >= log_loss(rows.y, expit(odds)):
            return ""
        grown = train(settings, cells, int(held.argmin()) + 1)
        return bytes(grown.save_raw("json")).decode()

    def corrected(self, risk: np.ndarray, frame: pd.DataFrame | None) -> np.ndarray:
        """Give the probabilities with what the trees add to their log odds.

        Parameters
        ----------
        risk : ndarray of shape (n,)
        frame : DataFrame of shape (n, ...), optional
            Has the attributes.

        Returns
        -------
        ndarray of shape (n,)
            The same where there are no trees.
        """
        if frame is None or not self.trees_:
            return risk
        from xgboost import Booster

        grown, odds = Booster(model_file=bytearray(self.trees_.encode())), _log_odds(risk)
        grown.set_param({"nthread": 1})
        added = grown.predict(self._cells(odds, frame), output_margin=True)
        found: np.ndarray = expit(odds + added)
        return found

    def _cells(self, odds: np.ndarray, frame: pd.DataFrame) -> "DMatrix":
        """Lay out the log odds and a mark for each group."""
        from xgboost import DMatrix

        named = self.groups_.of(frame)
        marks = [named[a] == group for a, of in self.marks_.items() for group in of]
        return DMatrix(np.column_stack([odds, *marks]))


def _log_odds(risk: np.ndarray) -> np.ndarray:
    found: np.ndarray = logit(np.clip(risk, SURE, 1 - SURE))
    return found
