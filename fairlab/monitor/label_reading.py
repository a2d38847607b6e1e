"""Labels in a table of their own, with the ids of whom they are of."""

import numpy as np
import pandas as pd

from fairlab.data.chunks import Chunks
from fairlab.data.decisions.asked import Asked
from fairlab.data.messages import plain, quoted
from fairlab.errors import DataError, nearest
from fairlab.monitor.id_keys import id_keys
from fairlab.monitor.known_values import KnownValues
from fairlab.monitor.read_columns import Column
from fairlab.monitor.value_meanings import label_codes


def read_labels(
    name: str, table: Chunks, asked: Asked, known: KnownValues
) -> tuple[np.ndarray, np.ndarray]:
    """Read labels with the ids of whom they are of.

    Parameters
    ----------
    name : str
        Of the table, for messages.
    table : Chunks
    asked : Asked
    known : KnownValues
        Of earlier batches.

    Returns
    -------
    ndarray of uint64, shape (rows,)
        Hashes of the ids.
    ndarray of int8, shape (rows,)
        1 for the bad event, 0 for none, -1 where it is not known.

    Raises
    ------
    DataError
        It is empty, lacks a column, or holds a third label.
    """
    person, named = str(asked.person), str(asked.label)
    for role, column in (("id", person), ("label", named)):
        if column not in table.columns:
            raise DataError(
                f"{plain(name)}: there is no column {quoted(column)} (--{role}). "
                f"{nearest(column, table.columns)}"
            )
    keys, label = [], Column()
    for piece in table.read([person, named]):
        keys.append(id_keys(name, person, piece[person]))
        label.add(piece[named])
    if not label.places:
        raise DataError(f"{plain(name)} has no rows; no label was taken.\nIs it complete?")
    cells = pd.Series(table.typed(list(label.places)))
    return np.concatenate(keys), label_codes(name, asked, cells, known)[label.codes]
