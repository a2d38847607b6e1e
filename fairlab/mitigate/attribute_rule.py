"""What rules have in common that decide by group, where an exact test finds a gap."""

from collections.abc import Iterable, Mapping
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd
from sklearn.utils._param_validation import Interval, StrOptions

from fairlab.data.groups import Groups
from fairlab.mitigate.budgeted_rule import A_BUDGET, BudgetedRule, ScoredRows, common_cut
from fairlab.mitigate.cells import learn_groups
from fairlab.mitigate.gap_left import GapLeft, Hits, counted_for, gap_left, largest_gap
from fairlab.stats.exact_tests import Chance

FEWEST = 10  # bad events of a group that gets a cut of its own
EVERYBODY = "everybody"
GROWING = ("equal_opportunity", "demographic_parity")


class AttributeRule(BudgetedRule):
    """Decide by the score and the groups of some attributes, which it asks for.

    Groups of an attribute are told apart only where an exact test finds a gap at one common cut.
    Those with fewer than ten bad events, and levels that were not seen, have the common cut. Where
    the gap that is left on the rows that it is fitted on is more than ``eps``, ``gap_left_`` says
    so.
    """

    gap_left_: GapLeft | None = None
    _parameter_constraints: Mapping[str, list] = {
        "budget": A_BUDGET,
        "criterion": [StrOptions(set(GROWING))],
        "eps": [Interval(Real, 0, 1, closed="left")],
        "gate": [Interval(Real, 0, 1, closed="right")],
    }

    def __init__(
        self,
        budget: float | str = 0.05,
        criterion: str = "equal_opportunity",
        eps: float = 0.01,
        gate: float = 0.05,
        sensitive: str | Iterable[str] | None = None,
    ) -> None:
        self.budget = budget
        self.criterion = criterion
        self.eps = eps
        self.gate = gate
        self.sensitive = sensitive

    @property
    def columns(self) -> tuple[str, ...]:
        """The attributes, which it needs when it decides, and amounts of costs."""
        return tuple(dict.fromkeys([*attributes_of(self.sensitive), *super().columns]))

    def learn(self, rows: ScoredRows, share: float) -> ScoredRows:
        """Test which attributes have a gap at a common cut of the share."""
        flagged = rows.risk >= common_cut(rows.risk, share)
        self.groups_ = learn_groups(rows.frame, self.sensitive)
        self.p_values_ = {
            a: gap_p_value(self.cells((a,), rows.frame), rows.y, flagged, self.criterion)
            for a in attributes_of(self.sensitive)
        }
        self.apart_ = [a for a, p in self.p_values_.items() if p < self.gate or self.gate == 1]
        return rows

    def settle(self, rows: ScoredRows) -> None:
        """Keep the largest gap that is left where it was to be smaller."""
        flagged = self.flags(rows.risk, rows.frame)
        found = [
            gap_left(self.criterion, self.eps, rows.y, flagged, groups, self.distance)
            for groups in self.held_together(rows)
        ]
        told = [one for one in found if one]
        self.gap_left_ = max(told, key=lambda one: one.left, default=None)

    def held_together(self, rows: ScoredRows) -> list[dict[str, np.ndarray]]:
        """Give the rows of the groups whose gap is kept, of each gap; what each rule does."""
        return []

    def distance(self, hits: Hits) -> float:
        """Say how far apart groups are."""
        return largest_gap(hits)

    def cells(self, attributes: Iterable[str], frame: pd.DataFrame) -> pd.Series:
        """Name the combination of groups of each row, in some of the attributes."""
        return cells_of(self.groups_, attributes, frame)

    def places(self, rows: ScoredRows) -> dict[str, np.ndarray]:
        """Give the rows of each group that is large enough to have a cut of its own."""
        cells = self.cells(self.apart_, rows.frame).reset_index(drop=True)
        found = cells.groupby(cells, observed=True).indices
        large = {name: at for name, at in sorted(found.items()) if rows.y[at].sum() >= FEWEST}
        return large if len(large) > 1 else {}


def attributes_of(sensitive: Any) -> tuple[str, ...]:
    """Name the attributes, however they were given.

    Examples
    --------
    >>> attributes_of("sex"), attributes_of({"age": (25,)}), attributes_of(None)
    (('sex',), ('age',), ())
    """
    given = sensitive or ()
    return (given,) if isinstance(given, str) else tuple(given)


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
    Series of categories, shape (n,)

    Examples
    --------
    >>> people = pd.DataFrame({"sex": ["f", "m"]})
    >>> cells_of(learn_groups(people, "sex"), ("sex",), people).tolist()
    ['sex=f', 'sex=m']
    """
    named = groups.of(frame)[list(attributes)]
    code = np.zeros(len(frame), int)
    for a in named:
        column = named[a]
        code = code * len(column.cat.categories) + column.cat.codes.to_numpy()
    _, first, place = np.unique(code, return_index=True, return_inverse=True)
    people = named.iloc[first].to_dict("records")
    words = [", ".join(f"{a}={v}" for a, v in one.items()) or EVERYBODY for one in people]
    return pd.Series(pd.Categorical.from_codes(place, words), frame.index)


def gap_p_value(
    cells: pd.Series | np.ndarray, y: np.ndarray, flagged: np.ndarray, criterion: str
) -> float:
    """Test exactly whether groups differ; the least of two p-values doubled.

    Parameters
    ----------
    cells : Series or ndarray of shape (n,)
        The group of each row.
    y, flagged : ndarray of shape (n,)
    criterion : {"equal_opportunity", "demographic_parity", "equalized_odds", "predictive_parity"}

    Returns
    -------
    float
        1 of one group.

    Examples
    --------
    >>> sex, y = np.array(list("ffffffmmmmmm")), np.ones(12)
    >>> round(gap_p_value(sex, y, sex == "f", "equal_opportunity"), 3)
    0.002
    """
    compared = counted_for(criterion, y, flagged).values()
    found = [_exact_p(cells[among], hit[among]) for among, hit in compared]
    return min(1.0, len(found) * min(found))


def _exact_p(group: pd.Series | np.ndarray, hit: np.ndarray) -> float:
    code, _ = pd.factorize(group)
    sizes = np.bincount(code)
    if len(sizes) < 2:
        return 1.0
    hits = np.bincount(code, hit).astype(int)
    return Chance.of(sizes, int(hits.sum())).p(sizes, hits)
