"""Differences that do not matter, fixed before anything is looked at."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import inf, log

from fairlab.audit.registry import compared_as_ratio, in_money


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
    own : mapping of str to float
        Of single rates between groups, by name, in the place of ``gap`` or ``ratio``.

    Raises
    ------
    ValueError
        A margin is no number above 0, or that of a ratio not below 1.

    Examples
    --------
    >>> Margins().of("recall", overall=False), round(Margins().of("approval_rate", False), 3)
    (0.1, 0.223)
    >>> Margins(own={"recall": 0.05}).of("recall", overall=False)
    0.05
    """

    gap: float = 0.10
    ratio: float = 0.8
    auc: float = 0.02
    accuracy: float = 0.05
    own: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        kinds = {kind: margin for kind, margin in vars(self).items() if kind != "own"}
        for name, margin in {**kinds, **self.own}.items():
            is_ratio = name == "ratio" or compared_as_ratio(name)
            if not (isinstance(margin, int | float) and 0 < margin < (1 if is_ratio else inf)):
                below = " and below 1, a ratio" * is_ratio
                raise ValueError(
                    f"The margin {name} must be a number above 0{below}, not {margin!r}."
                )

    def of(self, metric: str, overall: bool) -> float:
        """Give the margin of a metric; of a ratio the distance of its logarithm from 0.

        It is 0 of amounts of money: of them no difference is known to be none.
        """
        if overall:
            if in_money(metric):
                return 0.0
            return self.auc if metric == "auc" else self.accuracy
        if compared_as_ratio(metric):
            return -log(self.own.get(metric, self.ratio))
        return self.own.get(metric, self.gap)
