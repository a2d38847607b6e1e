"""The disparate-impact remover: numbers that are spread alike in all groups."""

from collections.abc import Iterable, Mapping
from numbers import Real

import numpy as np
import pandas as pd
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils._param_validation import Interval

from fairlab.mitigate.cells import learn_groups
from fairlab.mitigate.rules.group_thresholds import cells_of
from fairlab.mitigate.sampling import SENSITIVE
from fairlab.mitigate.stored_groups import read_groups, write_groups

FEWEST = 20  # rows of a group; of fewer the quantiles are not known
QUANTILES = np.linspace(0, 1, 201)


class DisparateImpactRemover(TransformerMixin, BaseEstimator):
    """Move each number to where its rank in its own group lies in the median distribution.

    The median distribution has at each quantile the median of the groups' values there. What is
    no number or has two values alone is handed on as it is, and so are the rows of a combination
    of groups with fewer than 20 in training; the sensitive columns are dropped. It assumes that
    groups would be spread alike if all were fair, and ranks within each are right. **The attribute
    has to be known of everybody who is decided about**: two people who differ in it alone are
    given other numbers.

    Parameters
    ----------
    repair_level : float
        How far numbers are moved: 0 leaves them where they are, 1 moves them all the way.
    sensitive : str, iterable of str, or mapping, optional
        The sensitive columns; a strategy fills in those of its dataset. A group is a combination
        of all of them; continuous ones are cut in two halves, or where a mapping says that their
        bands begin.

    Attributes
    ----------
    quantiles_ : dict of str to dict of str to ndarray of shape (201,)
        By column and group.

    Raises
    ------
    DataError
        When a sensitive attribute is not a column.

    References
    ----------
    Feldman, Friedler, Moeller, Scheidegger and Venkatasubramanian (2015), Certifying and removing
    disparate impact.

    Examples
    --------
    >>> people = pd.DataFrame({"sex": ["f"] * 30 + ["m"] * 30, "height": [*range(30)] * 2})
    >>> people["height"] += 10 * (people["sex"] == "m")
    >>> repaired = DisparateImpactRemover(sensitive="sex").fit_transform(people)
    >>> repaired["height"].iloc[[0, 30]].tolist()
    [5.0, 5.0]
    """

    attribute_when_deciding = True
    _parameter_constraints = {  # noqa: RUF012
        "repair_level": [Interval(Real, 0, 1, closed="both")],
        "sensitive": [*SENSITIVE],
    }

    def __init__(
        self, repair_level: float = 1.0, sensitive: str | Iterable[str] | Mapping | None = None
    ) -> None:
        self.repair_level = repair_level
        self.sensitive = sensitive

    def fit(self, X: pd.DataFrame, y: object = None) -> "DisparateImpactRemover":
        """Learn how numbers are spread in each group.

        Parameters
        ----------
        X : DataFrame of shape (n, ...)
            Rows with the sensitive columns in them.
        y : object
            Not looked at.

        Returns
        -------
        DisparateImpactRemover
            Itself.
        """
        self._validate_params()
        groups = learn_groups(X, self.sensitive)
        self.groups_ = write_groups(groups)
        self.columns_ = list(X)
        numbers = X.drop(columns=[*groups.attributes]).select_dtypes("number")
        several = [name for name in numbers if numbers[name].nunique() > 2]
        of_group = cells_of(groups, groups.attributes, X).to_numpy()
        self.quantiles_ = {
            name: _quantiles(numbers[name].to_numpy(float, na_value=np.nan), of_group)
            for name in several
        }
        return self

    def transform(self, X: pd.DataFrame) -> pd.DataFrame:
        """Move the numbers of rows.

        Parameters
        ----------
        X : DataFrame of shape (n, ...)
            Rows with the columns of the training rows, the sensitive ones among them.

        Returns
        -------
        DataFrame of shape (n, k)
            Without the sensitive columns.
        """
        groups = read_groups(self.groups_)
        of_group = cells_of(groups, groups.attributes, X).to_numpy()
        moved = {}
        for name, by_group in self.quantiles_.items():
            numbers = X[name].to_numpy(float, na_value=np.nan).copy()
            median = np.median([*by_group.values()], axis=0) if by_group else QUANTILES
            for group, quantiles in by_group.items():
                rows = of_group == group
                there = np.interp(_ranks(numbers[rows], quantiles), QUANTILES, median)
                numbers[rows] += self.repair_level * (there - numbers[rows])
            moved[name] = numbers
        return X.drop(columns=[*groups.attributes]).assign(**moved)


def _quantiles(numbers: np.ndarray, of_group: np.ndarray) -> dict[str, np.ndarray]:
    found = {}
    for group in np.unique(of_group):
        known = numbers[(of_group == group) & ~np.isnan(numbers)]
        if len(known) >= FEWEST:
            found[str(group)] = np.quantile(known, QUANTILES)
    return found


def _ranks(numbers: np.ndarray, quantiles: np.ndarray) -> np.ndarray:
    """Give the quantile at which each number lies; the middle one where it lies at several."""
    ranks = np.interp(numbers, quantiles, QUANTILES)
    first = np.searchsorted(quantiles, numbers, "left")
    last = np.searchsorted(quantiles, numbers, "right") - 1
    several = last > first
    ranks[several] = (QUANTILES[first[several]] + QUANTILES[last[several]]) / 2
    return ranks
