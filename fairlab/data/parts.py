"""Which row belongs to the training, the validation and the test set."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from fairlab.errors import DataError
from fairlab.seeds import seed_for

if TYPE_CHECKING:
    from fairlab.data.dataset import Dataset

TRAIN, VALIDATION, TEST = "train", "validation", "test"
TEST_SHARE = 0.25
VALIDATION_SHARE = 0.2
FEWEST = 5


def assign_parts(data: "Dataset", seed: int) -> np.ndarray:
    """Name the part of each row.

    Parameters
    ----------
    data : Dataset
        The whole table.
    seed : int
        The seed that the user named.

    Returns
    -------
    ndarray of str, shape (rows,)
        ``"train"``, ``"validation"`` or ``"test"``.

    Raises
    ------
    DataError
        A part would have fewer than five positives or negatives.
    """
    y = data.y.to_numpy()
    part = _given_or_drawn_test(data, y, seed)
    refuse_thin(data, y, part)
    if VALIDATION not in part:
        rest = np.flatnonzero(part != TEST)
        part[_draw(rest, y, VALIDATION_SHARE, seed_for(seed, "split", "validation"))] = VALIDATION
        refuse_thin(data, y, part)
    return part


def known_test_rows(data: "Dataset") -> np.ndarray | None:
    """Say which rows every seed tests on.

    Parameters
    ----------
    data : Dataset
        The whole table.

    Returns
    -------
    ndarray of bool, shape (rows,), or None
        None where the test set is drawn.
    """
    if data.part is not None:
        return (data.frame[data.part] == TEST).to_numpy()
    return None if data.time is None else _latest(data.frame[data.time])


def _given_or_drawn_test(data: "Dataset", y: np.ndarray, seed: int) -> np.ndarray:
    if data.part is not None:
        return data.frame[data.part].to_numpy().astype("U10")
    part = np.full(data.rows, TRAIN, dtype="U10")
    latest = known_test_rows(data)
    if latest is None:
        latest = _draw(np.arange(data.rows), y, TEST_SHARE, seed_for(seed, "split", "test"))
    part[latest] = TEST
    return part


def _draw(rows: np.ndarray, y: np.ndarray, share: float, seed: int) -> np.ndarray:
    from sklearn.model_selection import train_test_split

    return train_test_split(rows, test_size=share, stratify=y[rows], random_state=seed)[1]


def _latest(moments: pd.Series) -> np.ndarray:
    rank, _ = pd.factorize(moments, sort=True)
    from_here_on = np.bincount(rank)[::-1].cumsum()[::-1]
    first = np.argmin(np.abs(from_here_on - TEST_SHARE * len(moments)))
    return rank >= first


def refuse_thin(
    data: "Dataset",
    y: np.ndarray,
    part: np.ndarray,
    where: str = "",
    advice: Callable[[], str] = lambda: "Use more rows, or another time or part column.",
) -> None:
    """Refuse parts that are too small to learn from or to be judged on.

    Parameters
    ----------
    data : Dataset
        The whole table.
    y : ndarray of 0 and 1, shape (rows,)
    part : ndarray of str, shape (rows,)
        Empty for rows that belong to none.
    where : str
        In which fold.
    advice : callable
        Says what to do.

    Raises
    ------
    DataError
        A part has fewer than five positives or negatives.
    """
    if found := thin_part(y, part):
        name, positives, negatives = found
        raise DataError(
            f"{data.name}: {where}the {name} set has {positives} positive and {negatives} "
            f"negative rows; at least {FEWEST} of each are needed.\n{advice()}"
        )


def thin_part(y: np.ndarray, part: np.ndarray) -> tuple[str, int, int] | None:
    """Name the first part that is too small, with its positives and negatives; None of none.

    Examples
    --------
    >>> thin_part(np.array([0, 0, 1]), np.array(["test", "test", "test"]))
    ('test', 1, 2)
    """
    for name in (TEST, TRAIN, VALIDATION):
        labels = y[part == name]
        positives = int(labels.sum())
        negatives = len(labels) - positives
        if len(labels) and min(positives, negatives) < FEWEST:
            return name, positives, negatives
    return None
