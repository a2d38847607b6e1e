"""Differences that do not matter, fixed before anything is looked at."""

from dataclasses import dataclass
from math import inf, log

from fairlab.audit.registry import compared_as_ratio


@dataclass(frozen=True)
class Margins:
    """How large a difference must be to matter, by what is compared.

    Parameters
    ----------
    gap : float
        Of rates and of their changes.
    ratio : float
        Of rates that are compared by ratios, as shares of people flagged or approved; below 1.
    auc : float
        Of the area under the ROC curve.
    accuracy : float
        Of other metrics of accuracy.

    Raises
    ------
    ValueError
        A margin is no number above 0, or the ratio not below 1.

    Examples
    --------
    >>> Margins().of("recall", overall=False), round(Margins().of("approval_rate", False), 3)
    (0.1, 0.223)
    """

    gap: float = 0.10
    ratio: float = 0.8
    auc: float = 0.02
    accuracy: float = 0.05

    def __post_init__(self) -> None:
        each = (self.gap, self.ratio, self.auc, self.accuracy)
        if not all(0 < margin < inf for margin in each) or self.ratio >= 1:
            raise ValueError(f"margins are above 0 and the one of ratios is below 1, not {self}")

    def of(self, metric: str, overall: bool) -> float:
        """Give the margin of a metric; of a ratio the distance of its logarithm from 0."""
        if overall:
            return self.auc if metric == "auc" else self.accuracy
        return -log(self.ratio) if compared_as_ratio(metric) else self.gap
