"""What rules have in common that keep a budget: a share, the baseline's recall, or costs."""

from collections.abc import Callable, Mapping
from numbers import Real
from typing import Any, NamedTuple, Self

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator
from sklearn.utils._param_validation import Interval
from sklearn.utils.validation import check_is_fitted

from fairlab.data.costs import Costs
from fairlab.data.groups import Groups
from fairlab.mitigate.budget_names import BASELINE, RECALL
from fairlab.mitigate.idle_budget import refuse_idle_share
from fairlab.mitigate.labelled_scores import labelled_scores
from fairlab.mitigate.rules import OutOfFoldScores, Reference
from fairlab.mitigate.rules.keep_recall import refuse_unreachable
from fairlab.mitigate.stored_groups import read_groups, write_groups
from fairlab.stats.share_threshold import share_threshold

A_BUDGET = [Interval(Real, 0, 1, closed="neither"), str]


class ScoredRows(NamedTuple):
    """Rows that a rule is fitted on.

    Parameters
    ----------
    y : ndarray of 0 and 1, shape (n,)
    risk : ndarray of shape (n,)
        The scores or, where amounts differ, what ``Costs.risk`` makes of them.
    frame : DataFrame of shape (n, ...)
    """

    y: np.ndarray
    risk: np.ndarray
    frame: pd.DataFrame


class BudgetedRule(BaseEstimator):
    """Flag as many as a budget says; each rule says whom.

    A rule has ``learn`` and ``cut``, which see the rows and a share, and ``flags``.
    """

    on = "validation"
    wants_out_of_fold = True
    learned: tuple[str, ...] = ()  # what ``fit`` sets, as JSON has it but for groups
    budget: Any

    @property
    def needs(self) -> tuple[str, ...]:
        """The baseline, where its recall is the budget."""
        return (BASELINE,) if self.budget == RECALL else ()

    @property
    def columns(self) -> tuple[str, ...]:
        """The amounts of costs, where a column holds them."""
        costs = self.costs_of_errors()
        return costs.columns if costs else ()

    def check(self, X: pd.DataFrame, y: pd.Series) -> None:
        """Refuse a budget that flags nobody or everybody, before any training.

        Parameters
        ----------
        X : DataFrame of shape (n, ...)
            Training rows.
        y : Series of shape (n,)

        Raises
        ------
        RequestError
        """
        if not isinstance(self.budget, str):
            refuse_idle_share(self.budget, len(y))
        self.costs_of_errors()

    def check_rows(self, frame: pd.DataFrame) -> None:
        """Refuse a table of which some row could not be decided about, before any training.

        Parameters
        ----------
        frame : DataFrame of shape (n, number of columns)

        Raises
        ------
        DataError
            An amount is not known.
        """
        if costs := self.costs_of_errors():
            costs.refuse_gaps(frame)

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
            Has the ``columns``, and the ``training_columns`` of a rule that has some.
        reference : mapping, optional
            The ``recall`` of the baseline on these rows, where it is the budget.
        out_of_fold : OutOfFoldScores, optional
            More rows to choose on.

        Raises
        ------
        DataError
            When a label, a score or an amount is missing, rows are in another order, or no row is
            positive where recall is kept.
        RequestError
            When costs are not readable, or the recall is not known.
        """
        self._validate_params()
        held = rows = self._rows(y, score, frame)
        if out_of_fold is not None:
            rest = self._rows(out_of_fold.y, out_of_fold.score, out_of_fold.frame)
            joined = pd.concat([held.frame, rest.frame], ignore_index=True)
            rows = ScoredRows(np.append(held.y, rest.y), np.append(held.risk, rest.risk), joined)
        if self.budget == RECALL:
            self._keep_recall(rows, held, (reference or {}).get(BASELINE, {}))
        else:
            share = self._share(rows)
            self.cut(self.learn(rows, share), share)
        self.settle(rows)
        return self

    def decide(self, score: Any, frame: pd.DataFrame | None = None) -> np.ndarray:
        """Say who is flagged.

        Parameters
        ----------
        score : array-like of shape (n,)
            Of any rows.
        frame : DataFrame of shape (n, ...), optional
            Has the ``columns``.

        Returns
        -------
        ndarray of bool, shape (n,)

        Raises
        ------
        DataError
            When an amount is missing.
        """
        check_is_fitted(self, self.learned)
        return self.flags(self._risk(np.asarray(score, float), frame), frame)

    def learn(self, rows: ScoredRows, share: float) -> ScoredRows:
        """Learn what does not change when the share is moved a little; give the rows to cut."""
        return rows

    def cut(self, rows: ScoredRows, share: float) -> None:
        """Choose the cuts within a share; what each rule does."""
        raise TypeError(f"{type(self).__name__} does not say how it cuts.")

    def settle(self, rows: ScoredRows) -> None:
        """Look at what the chosen cuts came to; what a rule does that was asked for more."""

    def flags(self, risk: np.ndarray, frame: pd.DataFrame | None) -> np.ndarray:
        """Say who is flagged by the cuts; what each rule does."""
        raise TypeError(f"{type(self).__name__} does not say whom it flags.")

    def to_dict(self) -> dict[str, Any]:
        """Give the settings and what was learned."""
        params = self.get_params(deep=False)
        if "sensitive" in params:  # the groups themselves are among what was learned
            params["sensitive"] = list(params["sensitive"] or ()) or None
        return params | {name: _written(getattr(self, name)) for name in self.learned}

    @classmethod
    def from_dict(cls, state: Mapping[str, Any]) -> Self:
        """Restore what ``to_dict`` gave."""
        tuples = {n: tuple(v) if isinstance(v, list) else v for n, v in state.items()}
        rule = cls(**{name: tuples[name] for name in cls._get_param_names()})
        for name in cls.learned:
            known = state[name]
            setattr(rule, name, read_groups(known) if name == "groups_" else known)
        return rule

    def costs_of_errors(self) -> Costs | None:
        """Read the costs that are the budget; None where it is another."""
        said = isinstance(self.budget, str) and self.budget != RECALL
        return Costs.read(self.budget) if said else None

    def _risk(self, score: np.ndarray, frame: pd.DataFrame | None) -> np.ndarray:
        costs = self.costs_of_errors()
        return costs.risk(score, frame) if costs else score

    def _rows(self, y: Any, score: Any, frame: pd.DataFrame | None) -> ScoredRows:
        known, scores = labelled_scores(y, score, frame)
        given = pd.DataFrame(index=range(len(known))) if frame is None else frame
        return ScoredRows(known, self._risk(scores, given), given)

    def _share(self, rows: ScoredRows) -> float:
        costs = self.costs_of_errors()
        if costs is None:
            return float(self.budget)
        return float((rows.risk >= costs.cheapest_cut(rows.y, rows.risk, rows.frame)).mean())

    def _keep_recall(
        self, rows: ScoredRows, held: ScoredRows, baseline: Mapping[str, float]
    ) -> None:
        """Flag as few as catch what the baseline catches, on the rows where its recall is known."""
        wanted = baseline.get(RECALL, float("nan"))
        bad = held.y == 1
        refuse_unreachable(held.risk, held.risk[bad], wanted)

        def one_cut(share: float) -> bool:
            return bool((held.risk[bad] >= common_cut(rows.risk, share)).mean() >= wanted)

        def own_cuts(share: float) -> bool:
            self.cut(learned, share)
            return bool(self.flags(held.risk, held.frame)[bad].mean() >= wanted)

        learned = self.learn(rows, smallest_share(len(rows.y), one_cut))
        self.cut(learned, smallest_share(len(rows.y), own_cuts))


def common_cut(risk: np.ndarray, share: float) -> float:
    """Give the cut by which a share is flagged, or nobody.

    Examples
    --------
    >>> common_cut(np.array([0.1, 0.4, 0.6]), 1 / 3)
    0.6
    """
    return share_threshold(risk, share) if share > 0 else float(np.nextafter(risk.max(), np.inf))


def smallest_share(rows: int, reaches: Callable[[float], bool]) -> float:
    """Find the smallest share of rows that reaches something which a larger one reaches too.

    Examples
    --------
    >>> smallest_share(10, lambda share: share >= 0.25)
    0.3
    """
    low, high = 0, rows
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if reaches(middle / rows) else (middle + 1, high)
    return low / rows


def _written(value: Any) -> Any:
    return write_groups(value) if isinstance(value, Groups) else value
