"""Which row belongs to the training, the validation and the test set."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from fairlab.data.person_folds import person_folds
from fairlab.errors import DataError
from fairlab.seeds import seed_for

if TYPE_CHECKING:
    from fairlab.data.dataset import Dataset

TRAIN, VALIDATION, TEST = "train", "validation", "test"
TEST_SHARE = 0.25
VALIDATION_SHARE = 0.2
FEWEST = 5
UNUSED = ""  # of rows that are not looked at: what is later, and a person's rows in two parts


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
        ``"train"``, ``"validation"``, ``"test"``, or empty for rows that are not looked at: those
        of a person whose other rows are tested on, or validated on.

    Raises
    ------
    DataError
        A part would have fewer than five positives or negatives.
    """
    y = data.y.to_numpy()
    part = keep_apart(data, _given_or_drawn_test(data, seed))
    refuse_thin(data, y, part)
    if VALIDATION not in part:
        rest = np.flatnonzero(part == TRAIN)
        drawn = seed_for(seed, "split", "validation")
        part[drawn_share(data, rest, VALIDATION_SHARE, drawn)] = VALIDATION
        refuse_thin(data, y, part)
    return part


def keep_apart(data: "Dataset", part: np.ndarray) -> np.ndarray:
    """Leave out the rows of people who are tested on from what is learned from.

    Where parts lie in time, or a column says them, a person may have rows in several. Those in
    the test set stay, then those in the validation set.

    Parameters
    ----------
    data : Dataset
        The whole table.
    part : ndarray of str, shape (rows,)
        Changed in place.

    Returns
    -------
    ndarray of str
        ``part``.
    """
    if data.person is not None:
        persons = data.persons
        for name, others in ((TEST, (TRAIN, VALIDATION)), (VALIDATION, (TRAIN,))):
            known = np.isin(persons, persons[part == name])
            part[known & np.isin(part, others)] = UNUSED
    return part


def drawn_share(data: "Dataset", rows: np.ndarray, share: float, seed: int) -> np.ndarray:
    """Draw a share of some rows, with the same share of positives; a person's stay together.

    Parameters
    ----------
    data : Dataset
        The whole table.
    rows : ndarray of int
        Those to draw from.
    share : float
    seed : int

    Returns
    -------
    ndarray of int
        Places in the table.
    """
    y = data.y.to_numpy()[rows]
    if data.person is not None:
        persons = data.persons[rows]
        return rows[person_folds(y, persons, round(1 / share), seed) == 0] if len(rows) else rows
    from sklearn.model_selection import train_test_split

    drawn = train_test_split(rows, test_size=share, stratify=y, random_state=seed)
    chosen: np.ndarray = drawn[1]
    return chosen


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


def _given_or_drawn_test(data: "Dataset", seed: int) -> np.ndarray:
    if data.part is not None:
        return data.frame[data.part].to_numpy().astype("U10")
    part = np.full(data.rows, TRAIN, dtype="U10")
    latest = known_test_rows(data)
    if latest is None:
        drawn = seed_for(seed, "split", "test")
        latest = drawn_share(data, np.arange(data.rows), TEST_SHARE, drawn)
    part[latest] = TEST
    return part


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
        not_yet = name == VALIDATION and not len(labels)
        if not not_yet and min(positives, negatives) < FEWEST:
            return name, positives, negatives
    return None
