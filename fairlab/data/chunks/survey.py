"""What there is in a table that is read in pieces: levels with their rows, and scores in bins."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from math import inf

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from fairlab.data.chunks import Chunks
from fairlab.data.messages import quoted
from fairlab.errors import DataError
from fairlab.stats.score_bins import FINE, ScoreBins, fine_bins

MOST_VALUES = 100_000
MOST_PLACES = 1024
MOST_CLASSES = 3  # two labels and none; of more classes the audit is refused anyway
Watch = Callable[[int], None]
Levels = dict[object, int]


def coded(cells: pa.Array) -> tuple[np.ndarray, list]:
    """Tell the distinct cells of an array apart.

    Parameters
    ----------
    cells : Array
        Of any type whose values can be compared.

    Returns
    -------
    ndarray of int, shape (rows,)
        Which of the distinct cells each row has.
    list
        The distinct cells; None for what is missing, which is also NaN. A cell may stand there
        twice, or without a row.

    Examples
    --------
    >>> codes, values = coded(pa.array(["f", None, "f"]))
    >>> codes.tolist(), values
    ([0, 1, 0], ['f', None])
    """
    if (numbered := _by_place(cells)) is not None:
        return numbered
    if not pa.types.is_dictionary(cells.type):
        cells = pc.dictionary_encode(cells)
    values = [None if value != value else value for value in cells.dictionary.to_pylist()]
    indices = cells.indices
    if indices.null_count:
        indices, values = pc.fill_null(indices, len(values)), [*values, None]
    return indices.to_numpy(zero_copy_only=False), values


def _by_place(cells: pa.Array) -> tuple[np.ndarray, list] | None:
    """Tell whole numbers of a small range apart by where they lie in it, without a table."""
    if pa.types.is_boolean(cells.type):
        cells = cells.cast(pa.int8())
        truth = [False, True]
    elif pa.types.is_integer(cells.type):
        truth = []
    else:
        return None
    ends = pc.min_max(cells)
    low, high = ends["min"].as_py(), ends["max"].as_py()
    if low is None or high - low >= MOST_PLACES:
        return None
    values: list = truth[low : high + 1] or list(range(low, high + 1))
    if cells.null_count:
        cells, values = pc.fill_null(cells.cast(pa.int64()), high + 1), [*values, None]
    plain = cells.to_numpy(zero_copy_only=False)
    kind = np.dtype(f"u{plain.itemsize}")  # whose differences do not leave their range
    return plain.view(kind) - kind.type(low % 2 ** (8 * plain.itemsize)), values


@dataclass(eq=False)
class ScoresSeen:
    """What there is in a column of scores.

    Parameters
    ----------
    low, high : float
        The ends of its range.
    odd, outside : int
        Rows in which it is missing or infinite, and others in which it is not from 0 to 1.
    counts : list of ndarray
        Rows per fine bin, of each class apart; see `fairlab.stats.score_bins.fine_bins`.
    sums : ndarray
        Scores added up per fine bin.
    """

    low: float = inf
    high: float = -inf
    odd: int = 0
    outside: int = 0
    counts: list[np.ndarray] = field(default_factory=list)
    sums: np.ndarray = field(default_factory=lambda: np.zeros(2**FINE))

    def add(self, score: np.ndarray, label: np.ndarray) -> None:
        """See more rows, each with the code of its class."""
        known = np.isfinite(score)
        if not known.all():
            self.odd += int((~known).sum())
            score, label = score[known], label[known]
        if not len(score):
            return
        self.low, self.high = min(self.low, score.min()), max(self.high, score.max())
        self.outside += int(((score < 0) | (score > 1)).sum())
        place = fine_bins(score)
        self.sums += np.bincount(place, score, minlength=len(self.sums))
        for code in np.unique(label):
            while len(self.counts) <= code:
                self.counts.append(np.zeros(len(self.sums), np.int64))
            self.counts[code] += np.bincount(place[label == code], minlength=len(self.sums))

    def bins(self) -> ScoreBins:
        """Choose bins for them."""
        return ScoreBins.choose(np.array(self.counts), self.sums)


@dataclass(eq=False)
class Survey:
    """What there is in a table.

    Parameters
    ----------
    levels : dict of str to dict
        Of each column its levels, with their rows; None for what is missing.
    rows : int
    scores : ScoresSeen, optional
    """

    levels: dict[str, Levels]
    rows: int = 0
    scores: ScoresSeen | None = None


def survey(
    table: Chunks,
    columns: Sequence[str],
    watch: Watch,
    score: str | None = None,
    label: str | None = None,
) -> Survey:
    """Read a table once, to see what there is in some columns.

    Parameters
    ----------
    table : Chunks
    columns : sequence of str
        Whose levels are wanted, ``label`` among them.
    watch : callable
        Is told how many rows each piece had.
    score : str, optional
        A column of scores.
    label : str, optional
        By whose levels scores are told apart.

    Raises
    ------
    DataError
        A column has more values than can be kept.
    """
    found = Survey({name: {} for name in columns}, scores=ScoresSeen() if score else None)
    numbers = [score] if score else []
    for piece in table.read([*columns, *numbers], numbers):
        for name, levels in found.levels.items():
            _count(name, piece[name], levels)
        if score and found.scores:
            classes = _classes(piece, label, found.levels)
            found.scores.add(piece[score].to_numpy(zero_copy_only=False), classes)
        found.rows += len(piece)
        watch(len(piece))
    return found


def _count(name: str, cells: pa.Array, levels: Levels) -> None:
    try:
        codes, values = coded(cells)
    except pa.ArrowNotImplementedError as error:
        raise DataError(
            f"{quoted(name)} holds {cells.type}, which is no level.\nGive text or numbers."
        ) from error
    counts = np.bincount(codes, minlength=len(values))
    for at in np.flatnonzero(counts).tolist():
        levels[values[at]] = levels.get(values[at], 0) + int(counts[at])
    if len(levels) > MOST_VALUES:
        raise DataError(
            f"{quoted(name)} has more than {MOST_VALUES:,} values, which are no groups.\n"
            "Round it, or cut it into groups, before it is audited."
        )


def _classes(piece: pa.RecordBatch, label: str | None, levels: dict[str, Levels]) -> np.ndarray:
    """Give the place of each row's label among those seen so far."""
    if label is None:
        return np.zeros(len(piece), np.int8)
    codes, values = coded(piece[label])
    place = {value: min(at, MOST_CLASSES) for at, value in enumerate(levels[label])}
    return np.array([place.get(value, 0) for value in values], np.int8)[codes]
