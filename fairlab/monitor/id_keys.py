"""The ids of people as numbers of 64 bits, by which later rows are found."""

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from fairlab.data.decisions.person_ids import id_faults
from fairlab.data.messages import plain
from fairlab.errors import DataError

NOBODY = 0


def id_keys(of: str, name: str, cells: pa.Array) -> np.ndarray:
    """Hash ids, so that 7, 7.0 and '7' are one.

    Parameters
    ----------
    of, name : str
        The batch and the column, for messages.
    cells : Array

    Returns
    -------
    ndarray of uint64, shape (rows,)
        0 where there is no id.

    Raises
    ------
    DataError
        Ids lost digits before they were read.

    Examples
    --------
    >>> whole, text = (id_keys("a", "id", pa.array(one)) for one in ([7, 8], ["7.0", " 8"]))
    >>> bool((whole == text).all()), id_keys("a", "id", pa.array([None, ""])).tolist()
    (True, [0, 0])
    """
    if pa.types.is_dictionary(cells.type):
        own = id_keys(of, name, cells.dictionary)
        codes = pc.fill_null(cells.indices, len(own)).to_numpy(zero_copy_only=False)
        return np.append(own, np.uint64(NOBODY))[codes]
    text = _as_text(of, name, cells)
    nobody = pc.fill_null(pc.equal(text, ""), True).to_numpy(zero_copy_only=False)
    plain_text = pc.fill_null(text, "").to_numpy(zero_copy_only=False)
    keys = pd.util.hash_array(plain_text, categorize=False)
    return np.where(nobody, NOBODY, np.maximum(keys, 1)).astype(np.uint64)


def _as_text(of: str, name: str, cells: pa.Array) -> pa.Array:
    if pa.types.is_integer(cells.type):
        return cells.cast(pa.string())
    values = cells.to_pandas()
    for fault in id_faults(name, values):
        raise DataError(f"{plain(of)}: {fault}")
    if pa.types.is_floating(cells.type):
        cells = pc.if_else(pc.is_nan(cells), None, cells)
        whole = pc.all(pc.equal(pc.floor(cells), cells)).as_py()
        return cells.cast(pa.int64() if whole else pa.string()).cast(pa.string())
    text = pc.utf8_trim_whitespace(cells.cast(pa.string()))
    return pc.replace_substring_regex(text, r"^([+-]?\d+)\.0*$", r"\1")
