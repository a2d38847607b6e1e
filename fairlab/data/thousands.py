"""Points that part thousands, told from points that part decimals by how the cells are written."""

import pyarrow as pa
import pyarrow.compute as pc

PERHAPS = r"^[+-]?(\d{1,3}|[1-9]\d{0,2}\.\d{3})$"
POINTED = r"\.\d{3}$"
START = 1000  # cells by which most columns are told already
FEWEST = 10


def part_thousands(cells: pa.Array) -> bool:
    """Tell whether numbers are written as 500, 1.000 and 25.000, as German files do.

    What a program writes with three decimals has them in every cell, and what drops zeros at the
    end writes 1.25 and not 1.250: cells with and without a point, and zeros at the end, are both
    only where the point parts thousands. Where every cell has three digits behind a point, they
    are taken for thousands if half of them are round, since an amount in decimals rarely is.

    Parameters
    ----------
    cells : Array of str
        Without spaces around them; empty ones may be missing.

    Examples
    --------
    >>> part_thousands(pa.array(["500", "1.000", "25.000"]))
    True
    >>> part_thousands(pa.array(["0.500", "1.000", "25.25"]))
    False
    """
    filled = cells.drop_null()
    for some in (filled.slice(0, START), filled):
        if not pc.all(pc.match_substring_regex(some, PERHAPS)).as_py():
            return False
    pointed = filled.filter(pc.match_substring_regex(filled, POINTED))
    if not len(pointed):
        return False
    if len(pointed) < len(filled):
        return bool(pc.any(pc.ends_with(pointed, "0")).as_py())
    round_ones = pc.sum(pc.cast(pc.ends_with(pointed, "00"), pa.int64())).as_py()
    return len(pointed) >= FEWEST and 2 * round_ones >= len(pointed)
