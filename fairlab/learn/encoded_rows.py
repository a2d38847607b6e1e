"""Encoded rows, in memory or, where they come in batches, in a file."""

from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from fairlab.errors import RequestError
from fairlab.learn.labelled_rows import codes_of, unit_weights

Batches = Callable[[], Iterable[tuple[pd.DataFrame, pd.Series]]]


class Rows(NamedTuple):
    """Features of shape (n, k), labels 0/1 and weights (None: all equal) of n rows.

    Groups, where they are known, are numbers of shape (n, attributes), -1 for none.
    """

    features: np.ndarray
    labels: np.ndarray
    weights: np.ndarray | None = None
    groups: np.ndarray | None = None

    @property
    def negatives_per_positive(self) -> float:
        """How many rows of the first class there are for one of the second."""
        return float((self.labels == 0).sum() / (self.labels == 1).sum())

    def draw(self, count: int, seed: int) -> "Rows":
        """Draw rows at random, as many of each class as its share, in their order.

        Raises
        ------
        RequestError
            As ``check_draw``.
        """
        from sklearn.model_selection import train_test_split

        check_draw(count, self.labels)
        everywhere = np.arange(len(self.labels))
        drawn, _ = train_test_split(
            everywhere, train_size=count, random_state=seed, stratify=self.labels
        )
        places = np.sort(drawn)
        weights = None if self.weights is None else unit_weights(self.weights[places])
        groups = None if self.groups is None else self.groups[places]
        return Rows(self.features[places], self.labels[places], weights, groups)


def check_draw(count: int, labels: Any) -> None:
    """Refuse to draw so few rows that none would be of the rarer class.

    Raises
    ------
    RequestError
        Says how many it takes.

    Examples
    --------
    >>> check_draw(3, [0, 0, 0, 0, 1])
    Traceback (most recent call last):
    ...
    fairlab.errors.RequestError: tune_rows=3 of 5 rows would leave none of the 1 of the rarer class.
    Ask for 5 rows or more.
    """
    rarer = int(np.unique(labels, return_counts=True)[1].min())
    least = -(-len(labels) // rarer)
    if count < least:
        raise RequestError(
            f"tune_rows={count} of {len(labels):,} rows would leave none of the {rarer:,} of the "
            f"rarer class.\nAsk for {least} rows or more."
        )


def followed_by(
    rows: Rows,
    batches: Iterable[tuple[Any, Any]],
    encode: Callable[[Any], np.ndarray],
    classes: np.ndarray,
    folder: Path | None = None,
) -> Rows:
    """Put batches behind rows, in a file that goes when it is not read any more.

    Each batch is looked at once and let go, so that no more than one is in memory; the operating
    system keeps as much of the file there as fits.

    Parameters
    ----------
    rows : Rows
        Those that come first, without weights.
    batches : iterable of (table, labels)
        Each of any size.
    encode : callable
        From a table of m rows to float32 of shape (m, k).
    classes : ndarray of shape (2,)
        The negative and the positive label.
    folder : Path, optional
        Where the file is; it has no name there and 4 bytes per value.

    Returns
    -------
    Rows
        The same as of the whole table.

    Raises
    ------
    DataError
        When a batch has other columns or labels.

    Examples
    --------
    >>> first = Rows(np.zeros((2, 1), np.float32), np.array([0, 1]))
    >>> batch = np.ones((1, 1), np.float32), ["late"]
    >>> whole = followed_by(first, [batch], lambda table: table, np.array(["late", "paid"]))
    >>> whole.features.ravel().tolist(), whole.labels.tolist()
    ([0.0, 0.0, 1.0], [0, 1, 0])
    """
    labels = [rows.labels]
    with TemporaryFile(dir=folder) as file:
        file.write(np.ascontiguousarray(rows.features).data)
        for table, batch_labels in batches:
            labels.append(codes_of(batch_labels, classes, len(table)))
            file.write(np.ascontiguousarray(encode(table)).data)
        file.flush()
        every = np.concatenate(labels)
        shape = len(every), rows.features.shape[1]
        return Rows(np.memmap(file, np.float32, "r", shape=shape), every)
