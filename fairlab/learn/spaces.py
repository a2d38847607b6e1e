"""What the tuner may choose from: the search spaces of the study, and the user's own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from fairlab.errors import RequestError, nearest
from fairlab.learn.hyperparameter_range import CLASS_RATIO, Range

Space = tuple[Range, ...]

# Table 17 prints final values only. Its ranges are ours: those of Table 18 where the printed
# value lies inside them, wider where it does not, so that the printed model can be found again.
TABLE_17: Space = (
    Range("base_score", 0.01, 0.99, 0.01, start=0.91),
    Range("learning_rate", 0.005, 0.2, 0.005, start=0.02),
    Range("max_depth", 5, 20, 1, start=16),
    Range("min_child_weight", 1, 5, 1, start=3),
    Range("subsample", 0.7, 1.0, 0.05, start=0.9),
    Range("colsample_bytree", 0.7, 1.0, 0.05, start=0.85),
    Range("gamma", 0, 2, 0.1, start=1.4),
    Range("scale_pos_weight", 1, 5, 0.5, start=2.0),
)
TABLE_18: Space = (
    Range("learning_rate", 0.005, 0.2, 0.005, start=0.085),
    Range("max_depth", 5, 20, 1, start=12),
    Range("min_child_weight", 1, 5, 1, start=3),
    Range("subsample", 0.7, 1, 0.05, start=0.8),
    Range("colsample_bytree", 0.7, 1.0, 0.05, start=0.75),
    Range("gamma", 0, 0.2, 0.05, start=0.05),
    Range("reg_alpha", 0, 2, 0.1, start=1.2),
    Range("reg_lambda", 0, 3, 0.1, start=2),
)
# The printed upper end of scale_pos_weight, 33.2759, is the ratio of the study's training set.
TABLE_19: Space = (
    Range("learning_rate", 0.005, 0.1, 0.005, start=0.01),
    Range("max_depth", 1, 15, 1, start=12),
    Range("min_child_weight", 2, 5, 1, start=2),
    Range("subsample", 0.7, 1, 0.05, start=0.85),
    Range("colsample_bytree", 0.6, 0.9, 0.05, start=0.65),
    Range("gamma", 0, 1.5, 0.1, start=1.4),
    Range("scale_pos_weight", 0, CLASS_RATIO, 1, start=1),
    Range("reg_alpha", 0, 5, 0.1, start=0.2),
    Range("reg_lambda", 0, 5, 0.1, start=5),
)
SPACES: Mapping[str, Space] = {"table17": TABLE_17, "table18": TABLE_18, "table19": TABLE_19}


def published(name: str) -> dict[str, float]:
    """Give the final values that the study printed, to be used as fixed hyperparameters.

    Parameters
    ----------
    name : {"table17", "table18", "table19"}
        The baseline, Fair-SMOTE, selection by AUPRC.

    References
    ----------
    van der Pol (2026), appendix, Tables 17 to 19, column "Final value".

    Examples
    --------
    >>> published("table17")["max_depth"]
    16
    """
    return {row.name: row.start for row in space_of(name) if row.start is not None}


def space_of(space: str | Mapping[str, Sequence[float]] | Iterable[Range]) -> Space:
    """Read a search space: the name of a preset, rows, or ``{name: (low, high, step)}``.

    Parameters
    ----------
    space : str, mapping or iterable of Range
        What to choose from.

    Returns
    -------
    tuple of Range

    Raises
    ------
    RequestError
        When there is no such preset, or a row is wrong.

    Examples
    --------
    >>> space_of({"max_depth": (2, 6, 1)})
    (Range(name='max_depth', low=2, high=6, step=1, start=None),)
    """
    if isinstance(space, str):
        if space not in SPACES:
            raise RequestError(f"No search space {space!r}. {nearest(space, SPACES)}")
        return SPACES[space]
    if isinstance(space, Mapping):
        return tuple(_row(name, bounds) for name, bounds in space.items())
    return tuple(space)


def for_ratio(space: Space, negatives_per_positive: float) -> Space:
    """Put the training rows' negatives per positive where a range ends at ``CLASS_RATIO``.

    Examples
    --------
    >>> for_ratio((Range("scale_pos_weight", 0, CLASS_RATIO, 1),), 33.2759)[0].size
    34
    """
    end = max(negatives_per_positive, 1.0)
    return tuple(replace(row, high=end) if row.high == CLASS_RATIO else row for row in space)


def _row(name: str, bounds: Any) -> Range:
    try:
        return Range(name, *bounds)
    except TypeError:
        raise RequestError(
            f"{name}: write (low, high, step) or (low, high, step, first value), not {bounds!r}."
        ) from None
