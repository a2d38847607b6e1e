"""What names a database, and what a file."""

import re


def is_database(address: str) -> bool:
    """Tell whether an address is that of a database, and not of a file.

    Examples
    --------
    >>> is_database("postgresql://ann@host/bank"), is_database("folder/*.parquet")
    (True, False)
    """
    return re.match(r"[a-z][a-z0-9+]*://", address) is not None
