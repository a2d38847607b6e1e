"""What names a database, and what a file."""

import re
from pathlib import Path

_SECRET = re.compile(
    r"([?&;][^=&;]*(?:pass|pwd|token|secret|key|cred|auth|sig|odbc_connect)[^=&;]*)=[^&]*", re.I
)
_ADDRESS = re.compile(r"\w[\w+.-]*://\S+")
_NAMED = re.compile(r"\b(\w*(?:passw|pwd|secret|token|api_?key)\w*)=[^\s&]+", re.I)


def is_database(address: str) -> bool:
    """Tell whether an address is that of a database, and not of a file.

    Examples
    --------
    >>> is_database("postgresql://ann@host/bank"), is_database("folder/*.parquet")
    (True, False)
    """
    return re.match(r"[a-z][a-z0-9+]*://", address) is not None


def sqlite_file(address: str) -> Path | None:
    """Give the file of an SQLite database; None for another address, and for one in memory.

    Examples
    --------
    >>> sqlite_file("sqlite:///folder/bank.db"), sqlite_file("sqlite:////srv/bank.db?mode=ro")
    (PosixPath('folder/bank.db'), PosixPath('/srv/bank.db'))
    >>> sqlite_file("sqlite://"), sqlite_file("postgresql://host/bank")
    (None, None)
    """
    found = re.match(r"sqlite(?:\+[a-z0-9]+)?:///(?:file:)?([^?]+)", address)
    return Path(found[1]) if found and found[1] != ":memory:" else None


def without_password(address: str) -> str:
    """Write an address fit to be shown; what may be part of a secret is left out.

    Examples
    --------
    >>> without_password("postgresql://ann:se@cr/et@host/bank?sslmode=require&Token=secret")
    'postgresql://ann:***@host/bank?sslmode=require&Token=***'
    """
    # A password that is not escaped may hold any sign: it ends at the last @.
    shown = re.sub(r"^([^:/?]+://[^:/?]*):.*@", r"\1:***@", address)
    return _SECRET.sub(r"\1=***", shown)


def without_login(address: str) -> str:
    """Write an address as it may stand in a link.

    Examples
    --------
    >>> without_login("https://ann:se@cr/et@host/mlflow")
    'https://host/mlflow'
    """
    return re.sub(r"^([^:/?]+://).*@", r"\1", address)


def without_passwords(text: str) -> str:
    """Write any text fit to be shown: that of an exception may hold an address with a login.

    Examples
    --------
    >>> without_passwords("cannot reach 'postgresql://ann:se@cr/et@host/bank', pwd=secret twice")
    "cannot reach 'postgresql://ann:***@host/bank', pwd=*** twice"
    """
    return _NAMED.sub(r"\1=***", _ADDRESS.sub(lambda found: without_password(found[0]), text))
