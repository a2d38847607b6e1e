"""The levels that columns have, and the code of each row's level."""

from collections.abc import Callable, Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from fairlab.data.chunks import Chunks
from fairlab.data.messages import quoted
from fairlab.errors import DataError

MOST_VALUES = 100_000
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
    ndarray of int32, shape (rows,)
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
    if not pa.types.is_dictionary(cells.type):
        cells = pc.dictionary_encode(cells)
    values = [None if value != value else value for value in cells.dictionary.to_pylist()]
    indices = cells.indices
    if indices.null_count:
        indices, values = pc.fill_null(indices, len(values)), [*values, None]
    return indices.to_numpy(zero_copy_only=False), values


def counted_levels(table: Chunks, columns: Sequence[str], watch: Watch) -> dict[str, Levels]:
    """Count the rows of every level of some columns.

    Parameters
    ----------
    table : Chunks
    columns : sequence of str
    watch : callable
        Is told how many rows each piece had.

    Returns
    -------
    dict of str to dict
        Of each column its levels, with their numbers of rows; None for what is missing.

    Raises
    ------
    DataError
        A column has more values than can be kept.
    """
    found: dict[str, Levels] = {column: {} for column in columns}
    for piece in table.read(columns):
        for column, levels in found.items():
            _count(piece[column], levels)
            if len(levels) > MOST_VALUES:
                raise DataError(
                    f"{quoted(column)} has more than {MOST_VALUES:,} values: it is no attribute of "
                    "groups as it is.\nRound it, or cut it into groups first."
                )
        watch(len(piece))
    return found


def _count(cells: pa.Array, levels: Levels) -> None:
    codes, values = coded(cells)
    counts = np.bincount(codes, minlength=len(values)).tolist()
    for value, count in zip(values, counts, strict=True):
        if count:
            levels[value] = levels.get(value, 0) + count
