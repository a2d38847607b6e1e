"""A threshold for each group, within one budget of flags."""

from collections.abc import Iterable, Mapping
from numbers import Real
from typing import Any, Self

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator
from sklearn.utils._param_validation import Interval, StrOptions
from sklearn.utils.validation import check_is_fitted

from fairlab.data.groups import Groups
from fairlab.errors import RequestError
from fairlab.mitigate.budget_split import Ladder, split_of_many, split_of_two
from fairlab.mitigate.cells import learn_groups
from fairlab.mitigate.rules import OutOfFoldScores, Reference
from fairlab.mitigate.rules.single_threshold import refuse_missing
from fairlab.stats.exact_tests import Chance
from fairlab.stats.share_threshold import share_threshold

FEWEST = 10  # bad events of a group that gets a cut of its own
GROWING = ("equal_opportunity", "demographic_parity")
CRITERIA = (*GROWING, "equalized_odds", "predictive_parity")


class GroupThresholds(BaseEstimator):
    """Flag a share of all rows, from a score of its own in each group, so that a gap stays small.

    Of all cuts that flag at most the share and keep the gap, those that miss the fewest bad
    events. It is fitted on validation rows and, in a sweep, the out-of-fold scores of the training
    rows. Groups of an attribute are cut apart only where an exact test finds a gap at the common
    cut. Groups with fewer than ten bad events, and levels that were not seen, keep the common cut.

    The decision asks for the attribute, which may not be lawful.

    Parameters
    ----------
    share : float
        Above 0 and below 1: at most so many are flagged, as ``--budget`` says.
    criterion : {"equal_opportunity", "demographic_parity", "equalized_odds", "predictive_parity"}
        Whose gap is kept; the last two of two groups alone.
    eps : float
        The largest gap on the rows that it is fitted on.
    gate : float
        The p-value from which on an attribute is not cut apart; 1 cuts always.
    sensitive : str or iterable of str, optional
        The attributes; a strategy fills in those of its dataset, and without any it is one cut.

    Attributes
    ----------
    common_cut_ : float
        That of all who have no cut of their own.
    cuts_ : dict of str to float
        Per group, such as ``"sex=f"``.
    p_values_ : dict of str to float
        Of each attribute's exact test.

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

    on = "validation"
    needs: tuple[str, ...] = ()
    wants_out_of_fold = True
    _parameter_constraints = {  # noqa: RUF012
        "share": [Interval(Real, 0, 1, closed="neither")],
        "criterion": [StrOptions(set(CRITERIA))],
        "eps": [Interval(Real, 0, 1, closed="left")],
        "gate": [Interval(Real, 0, 1, closed="right")],
    }

    def __init__(
        self,
        share: float = 0.05,
        criterion: str = "equal_opportunity",
        eps: float = 0.01,
        gate: float = 0.05,
        sensitive: str | Iterable[str] | None = None,
    ) -> None:
        self.share = share
        self.criterion = criterion
        self.eps = eps
        self.gate = gate
        self.sensitive = sensitive

    @property
    def columns(self) -> tuple[str, ...]:
        """The attributes: it needs them when it decides."""
        given = self.sensitive or ()
        return (given,) if isinstance(given, str) else tuple(given)

    def check(self, X: pd.DataFrame, y: pd.Series) -> None:
        """Refuse a criterion that more than two groups cannot be cut by, before any training.

        Parameters
        ----------
        X : DataFrame of shape (n, ...)
            Rows with the attributes in them.
        y : Series of shape (n,)
            Not looked at.

        Raises
        ------
        RequestError
        """
        groups = cells_of(learn_groups(X, self.columns), self.columns, X).nunique()
        if self.criterion not in GROWING and groups > 2:
            raise RequestError(
                f"{self.criterion} is kept between two groups, but {', '.join(self.columns)} make "
                f"{groups}.\nTake {' or '.join(GROWING)}, or one attribute of two groups."
            )

    def fit(
        self,
        y: Any,
        score: Any,
        frame: pd.DataFrame | None = None,
        reference: Reference | None = None,
        out_of_fold: OutOfFoldScores | None = None,
    ) -> Self:
        """Choose the cuts.

        Parameters
        ----------
        y : array-like of shape (n,)
            1 for the bad event, 0 otherwise.
        score : array-like of shape (n,)
            The higher, the more suspect.
        frame : DataFrame of shape (n, ...)
            Has the attributes.
        reference : mapping, optional
            Not looked at.
        out_of_fold : OutOfFoldScores, optional
            More rows to choose on.

        Returns
        -------
        GroupThresholds

        Raises
        ------
        DataError
            When a score is missing.
        """
        self._validate_params()
        y, score = np.asarray(y).astype(int), np.asarray(score, float)
        frame = pd.DataFrame(index=range(len(y))) if frame is None else frame[list(self.columns)]
        if out_of_fold is not None:
            y = np.append(y, np.asarray(out_of_fold.y).astype(int))
            score = np.append(score, out_of_fold.score)
            frame = pd.concat([frame, out_of_fold.frame[list(self.columns)]])
        refuse_missing(score)
        self.common_cut_ = share_threshold(score, self.share)
        self.groups_ = learn_groups(frame, self.columns)
        self.p_values_ = {a: self._p_of(a, frame, y, score) for a in self.columns}
        apart = [a for a, p in self.p_values_.items() if p < self.gate or self.gate == 1]
        self.apart_ = tuple(apart)
        self.cuts_ = self._choose(cells_of(self.groups_, self.apart_, frame), y, score)
        return self

    def decide(self, score: Any, frame: pd.DataFrame | None = None) -> np.ndarray:
        """Flag the rows whose score reaches the cut of their group.

        Parameters
        ----------
        score : array-like of shape (n,)
            Of any rows.
        frame : DataFrame of shape (n, ...), optional
            Has the attributes; not looked at where no group has a cut of its own.

        Returns
        -------
        ndarray of bool, shape (n,)
        """
        check_is_fitted(self, "cuts_")
        score = np.asarray(score, float)
        cuts = np.full(len(score), self.common_cut_)
        if frame is not None and self.apart_:
            own = cells_of(self.groups_, self.apart_, frame).map(self.cuts_).to_numpy(float)
            cuts = np.where(np.isnan(own), cuts, own)
        flagged: np.ndarray = score >= cuts
        return flagged

    def to_dict(self) -> dict[str, Any]:
        """Give the settings, the cuts, and how rows fall into groups."""
        levels = {a: [_plain(x) for x in found] for a, found in self.groups_.levels.items()}
        return {
            **self.get_params(deep=False),
            "sensitive": list(self.columns) or None,
            "common_cut_": self.common_cut_,
            "cuts_": self.cuts_,
            "p_values_": self.p_values_,
            "apart_": list(self.apart_),
            "groups_": {"cuts": dict(self.groups_.cuts), "levels": levels},
        }

    @classmethod
    def from_dict(cls, state: Mapping[str, Any]) -> Self:
        """Restore what ``to_dict`` gave."""
        rule = cls(**{name: value for name, value in state.items() if not name.endswith("_")})
        rule.sensitive = rule.columns or None  # JSON has made a list of them
        rule.common_cut_, rule.cuts_ = state["common_cut_"], dict(state["cuts_"])
        rule.p_values_, rule.apart_ = dict(state["p_values_"]), tuple(state["apart_"])
        rule.groups_ = Groups(rule.columns, **state["groups_"])
        return rule

    def _choose(self, cells: pd.Series, y: np.ndarray, score: np.ndarray) -> dict[str, float]:
        """Split what the groups without a cut of their own leave of the budget."""
        places = cells.reset_index(drop=True).groupby(cells.to_numpy()).indices
        own = {name: at for name, at in sorted(places.items()) if _enough(y[at])}
        if len(own) < 2:
            return {}
        rest = np.ones(len(y), bool)
        rest[np.concatenate(list(own.values()))] = False
        budget = round(self.share * len(y)) - int((score[rest] >= self.common_cut_).sum())
        ladders = [Ladder.of(score[at], y[at]) for at in own.values()]
        if len(own) == 2:
            one, other = ladders
            steps = split_of_two(one, other, budget, self.criterion, self.eps)
        else:
            steps = split_of_many(ladders, budget, self.criterion, self.eps)
        names = zip(own, ladders, steps, strict=True)
        return {name: float(ladder.cuts[step]) for name, ladder, step in names}

    def _p_of(self, attribute: str, frame: pd.DataFrame, y: np.ndarray, score: np.ndarray) -> float:
        """Test whether the groups differ at the common cut; the least of two p-values doubled."""
        group = cells_of(self.groups_, (attribute,), frame).to_numpy()
        flagged = score >= self.common_cut_
        bad, everybody = y == 1, np.ones(len(y), bool)
        compared = {
            "equal_opportunity": [(bad, flagged)],
            "demographic_parity": [(everybody, flagged)],
            "equalized_odds": [(bad, flagged), (~bad, flagged)],
            "predictive_parity": [(flagged, bad)],
        }[self.criterion]
        found = [_exact_p(group[among], hit[among]) for among, hit in compared]
        return min(1.0, len(found) * min(found))


def cells_of(groups: Groups, attributes: Iterable[str], frame: pd.DataFrame) -> pd.Series:
    """Name the combination of groups of each row.

    Parameters
    ----------
    groups : Groups
    attributes : iterable of str
        Some of its attributes.
    frame : DataFrame of shape (n, ...)

    Returns
    -------
    Series of str, shape (n,)

    Examples
    --------
    >>> people = pd.DataFrame({"sex": ["f", "m"]})
    >>> cells_of(learn_groups(people, "sex"), ("sex",), people).tolist()
    ['sex=f', 'sex=m']
    """
    named = groups.of(frame)[list(attributes)]
    if named.empty or not named.shape[1]:
        return pd.Series("everybody", frame.index)
    code, found = pd.MultiIndex.from_frame(named).factorize()
    words = [", ".join(f"{a}={v}" for a, v in zip(named, one, strict=True)) for one in found]
    return pd.Series(np.array(words, object)[code], frame.index)


def _exact_p(group: np.ndarray, hit: np.ndarray) -> float:
    code, _ = pd.factorize(group)
    sizes = np.bincount(code)
    if len(sizes) < 2:
        return 1.0
    hits = np.bincount(code, hit).astype(int)
    return Chance.of(sizes, int(hits.sum())).p(sizes, hits)


def _enough(y: np.ndarray) -> bool:
    return int(y.sum()) >= FEWEST


def _plain(level: Any) -> Any:
    return level.item() if isinstance(level, np.generic) else level
