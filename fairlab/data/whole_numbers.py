"""Whole numbers that a float cannot tell apart, such as ids of 17 digits."""

import pyarrow as pa
import pyarrow.compute as pc

LARGEST = 2**53  # up to which a float holds every whole number


def merge_as_floats(whole: pa.Array) -> bool:
    """Tell whether whole numbers become floats, as one is missing, that cannot keep them apart.

    Parameters
    ----------
    whole : Array of int

    Examples
    --------
    >>> merge_as_floats(pa.array([2**53 + 1, None])), merge_as_floats(pa.array([2**53 + 1]))
    (True, False)
    """
    ends = pc.min_max(whole)
    far = max(-(ends["min"].as_py() or 0), ends["max"].as_py() or 0)
    return bool(whole.null_count) and far > LARGEST
