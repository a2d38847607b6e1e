"""Which fold decides about each row, so that everybody is decided about once.

See docs/decisions/0014-folds.md.
"""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from fairlab.data.parts import (
    TEST,
    TRAIN,
    UNUSED,
    VALIDATION,
    VALIDATION_SHARE,
    drawn_share,
    keep_apart,
    refuse_thin,
    thin_part,
)
from fairlab.data.person_folds import person_folds
from fairlab.errors import DataError
from fairlab.seeds import seed_for

if TYPE_CHECKING:
    from fairlab.data.dataset import Dataset

NO_FOLD = -1  # of rows that are learned from alone: with a time column, the earlier half
NUMBERS = range(2, 11)  # of folds that are advised
NONE = "of 2 to 10 folds none has parts that are large enough."


def assign_folds(data: "Dataset", seed: int, folds: int) -> np.ndarray:
    """Say which fold decides about each row.

    Each label, and where counts allow each sensitive group, is spread evenly over the folds; the
    rows of one person stay together. With a ``time`` column the later half of the rows is cut into
    blocks, ties together, of which each is decided about by what was learned before it (a rolling
    origin) from other people.

    Parameters
    ----------
    data : Dataset
        The whole table.
    seed : int
        The seed that the user named; a ``time`` column leaves it nothing to draw.
    folds : int
        How many, at least 2.

    Returns
    -------
    ndarray of int8, shape (rows,)
        From 0; -1 where no fold decides.

    Raises
    ------
    DataError
        There are fewer people, or points in time, than folds.
    """
    if data.time is not None:
        return _blocks(data, folds)
    return _drawn(data, seed_for(seed, "folds"), folds)


def inner_folds(train: "Dataset", seed: int, number: int, folds: int) -> np.ndarray:
    """Say which inner fold of one fold's training rows scores each of them.

    They are drawn also where there is a ``time`` column: all of these rows lie before those that
    the fold decides about.

    Parameters
    ----------
    train : Dataset
        The training rows of that fold.
    seed : int
        The seed that the user named.
    number : int
        Which fold.
    folds : int
        How many inner ones, at least 2.

    Returns
    -------
    ndarray of int8, shape (rows,)
        From 0.

    Raises
    ------
    DataError
        There are fewer people than inner folds.
    """
    return _drawn(train, seed_for(seed, "folds", str(number), "inner"), folds)


def _drawn(data: "Dataset", drawn: int, folds: int) -> np.ndarray:
    strata = _strata(data, folds)
    _refuse_few(data, strata, folds)
    if data.person is not None:
        return person_folds(data.y, data.persons, folds, drawn)
    return spread(strata, folds, drawn)


def spread(strata: np.ndarray, folds: int, seed: int) -> np.ndarray:
    """Deal the rows of each stratum evenly to folds.

    Row by row as ``StratifiedKFold`` of scikit-learn does, which takes half a second to import.

    Parameters
    ----------
    strata : ndarray, shape (rows,)
    folds : int
        At most as many as a stratum has rows.
    seed : int

    Returns
    -------
    ndarray of int8, shape (rows,)
        From 0.

    Examples
    --------
    >>> spread(np.array(["a", "a", "b", "b", "b", "b"]), 2, 0).tolist()
    [1, 0, 1, 0, 0, 1]
    """
    codes = pd.factorize(strata)[0]
    sorted_codes, rng = np.sort(codes), np.random.RandomState(seed)
    counts = [np.bincount(sorted_codes[n::folds], minlength=codes.max() + 1) for n in range(folds)]
    fold = np.empty(len(codes), np.int8)
    for code, shares in enumerate(np.transpose(counts)):
        own = np.repeat(np.arange(folds), shares)
        rng.shuffle(own)
        fold[codes == code] = own
    return fold


def fold_parts(data: "Dataset", seed: int, fold: np.ndarray, number: int) -> np.ndarray:
    """Name the part of each row in one fold.

    Parameters
    ----------
    data : Dataset
        The whole table.
    seed : int
        The seed that the user named.
    fold : ndarray of int, shape (rows,)
        What ``assign_folds`` returns.
    number : int
        Which fold.

    Returns
    -------
    ndarray of str, shape (rows,)
        ``"train"``, ``"validation"``, ``"test"``, or empty for rows that are not looked at: those
        that are later, and earlier ones of a person who is tested on.

    Raises
    ------
    DataError
        A part would have fewer than five positives or negatives.
    """
    y, part = data.y.to_numpy(), _cut(data, seed, fold, number)
    folds = int(fold.max()) + 1
    where = f"fold {number + 1}: "
    refuse_thin(data, y, part, where, lambda: advise_folds(data, seed, folds))
    return part


def _cut(data: "Dataset", seed: int, fold: np.ndarray, number: int) -> np.ndarray:
    seen = fold < number if data.time is not None else fold != number
    part = np.where(seen, TRAIN, UNUSED).astype("U10")
    part[fold == number] = TEST
    keep_apart(data, part)
    drawn = seed_for(seed, "folds", str(number), "validation")
    part[drawn_share(data, np.flatnonzero(part == TRAIN), VALIDATION_SHARE, drawn)] = VALIDATION
    return part


def advise_folds(data: "Dataset", seed: int, folds: int) -> str:
    """Name the number of folds nearest to what was asked for of which no part is too small.

    Parameters
    ----------
    data : Dataset
        The whole table.
    seed, folds : int
        As asked for.
    """
    near = sorted(set(NUMBERS) - {folds}, key=lambda number: (abs(number - folds), number))
    found = next((number for number in near if _is_wide(data, seed, number)), None)
    return f"Use more rows, or --folds {found}." if found else f"Use more rows: {NONE}"


def _is_wide(data: "Dataset", seed: int, folds: int) -> bool:
    try:
        fold = assign_folds(data, seed, folds)
    except DataError:
        return False
    y = data.y.to_numpy()
    return not any(thin_part(y, _cut(data, seed, fold, number)) for number in range(folds))


def _strata(data: "Dataset", folds: int) -> np.ndarray:
    """Split each label by one attribute after the other, as long as no part gets too small."""
    strata = data.y.to_numpy().astype(np.int64)
    names = data.groups().of(data.frame)
    for groups in (names[attribute] for attribute in data.sensitive):
        finer = pd.factorize(strata * (len(groups.cat.categories) + 1) + groups.cat.codes)[0]
        thin = np.bincount(finer)[finer] < folds
        kept = np.isin(strata, np.unique(strata[thin]))
        strata = pd.factorize(np.where(kept, -1 - strata, finer))[0]
    return strata


def _blocks(data: "Dataset", folds: int) -> np.ndarray:
    moments = pd.factorize(data.frame[data.time], sort=True)[0]
    before = np.concatenate([[0], np.bincount(moments).cumsum()[:-1]])[moments]
    block = 2 * folds * before // data.rows - folds  # of the later half, in whole numbers
    if len(np.unique(block[block >= 0])) < folds:
        fewer = "Ask for fewer: --folds 2, or t" if folds > NUMBERS[0] else "T"
        raise DataError(
            f"{data.name}: the later half of {data.time!r} has too few points in time for "
            f"{folds} blocks.\n{fewer}est on the latest rows alone: --design holdout."
        )
    return np.maximum(block, NO_FOLD).astype(np.int8)


def _refuse_few(data: "Dataset", strata: np.ndarray, folds: int) -> None:
    units = data.frame[data.person].nunique() if data.person is not None else data.rows
    least = int(min(data.positives, data.rows - data.positives, units))
    if least < folds:
        raise DataError(
            f"{data.name}: {folds} folds need that many rows of each label, and people; there are "
            f"{least}.\nUse more rows, or fewer folds."
        )
