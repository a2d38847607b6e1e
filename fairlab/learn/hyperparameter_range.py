"""One hyperparameter: its range, and the step of its grid."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from fairlab.errors import RequestError, nearest

CLASS_RATIO = "negatives per positive"

HYPERPARAMETERS = (
    "base_score", "colsample_bylevel", "colsample_bynode", "colsample_bytree", "gamma",
    "grow_policy", "learning_rate", "max_cat_threshold", "max_cat_to_onehot", "max_delta_step",
    "max_depth", "max_leaves", "min_child_weight", "num_parallel_tree", "reg_alpha", "reg_lambda",
    "sampling_method", "scale_pos_weight", "subsample",
)  # fmt: skip


def check_names(names: Iterable[str]) -> None:
    """Refuse what is not a hyperparameter of xgboost, which would only warn about it.

    Raises
    ------
    RequestError
        Names the first unknown one and the nearest known one.

    Examples
    --------
    >>> check_names(["subsampel"])
    Traceback (most recent call last):
    ...
    fairlab.errors.RequestError: No hyperparameter 'subsampel' to set. Did you mean 'subsample'?
    """
    for name in names:
        if name not in HYPERPARAMETERS:
            raise RequestError(
                f"No hyperparameter {name!r} to set. {nearest(name, HYPERPARAMETERS)}"
            )


@dataclass(frozen=True)
class Range:
    """One row of a table of hyperparameters: a name, its range, and the step of its grid.

    The values are ``low``, ``low + step`` and so on up to ``high``; whole numbers when ``low``
    and ``step`` are whole.

    Parameters
    ----------
    name : str
        A hyperparameter of xgboost.
    low : float
        The first value.
    high : float or ``CLASS_RATIO``
        No value is above it; ``CLASS_RATIO`` stands for the negatives per positive of the
        training rows (1 where positives are the majority).
    step : float
        The distance between values.
    start : float, optional
        What the first trial takes; without one it is drawn. In the presets it is the final
        value that the study printed.

    Raises
    ------
    RequestError
        When xgboost has no such hyperparameter, or the range has no values.

    Examples
    --------
    >>> rate = Range("learning_rate", 0.005, 0.2, 0.005)
    >>> rate.size, rate.value(16), rate.index(0.085)
    (40, 0.085, 16)
    """

    name: str
    low: float
    high: float | str
    step: float
    start: float | None = None

    def __post_init__(self) -> None:
        check_names([self.name])
        if self.high == CLASS_RATIO:
            return
        if not (isinstance(self.high, int | float) and self.low <= self.high and self.step > 0):
            raise RequestError(
                f"{self.name}: low <= high and step > 0 must hold, but got "
                f"(low={self.low}, high={self.high!r}, step={self.step})."
            )
        if self.start is not None and self.start not in self.values():
            raise RequestError(
                f"{self.name}: the first value {self.start} is not on the grid from {self.low} "
                f"to {self.high} in steps of {self.step}."
            )

    @property
    def size(self) -> int:
        """How many values there are."""
        return int((_exact(self.high) - _exact(self.low)) // _exact(self.step)) + 1

    def value(self, index: int) -> float:
        """Give the value of a place on the grid, 0 being ``low``."""
        value = _exact(self.low) + index * _exact(self.step)
        whole = float(self.low).is_integer() and float(self.step).is_integer()
        return int(value) if whole else float(value)

    def index(self, value: float) -> int:
        """Give the place on the grid of one of the values."""
        return int((_exact(value) - _exact(self.low)) / _exact(self.step))

    def values(self) -> list[float]:
        """Give every value, from ``low`` up."""
        return [self.value(index) for index in range(self.size)]


def _exact(number: float | str) -> Decimal:
    # Decimals as printed, so that low + 16 * step is the very number that a person would type.
    return Decimal(str(number))
