"""What is known of a public table before it is fetched; one TOML file each."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fairlab.errors import RequestError, nearest

FOLDER = Path(__file__).with_name("entries")
MOST_BYTES = 100 * 2**20


@dataclass(frozen=True)
class Layout:
    """How the cells of a fetched file are read.

    Parameters
    ----------
    format : str
        ``"csv"`` or ``"parquet"``.
    separator : str
        What stands between the cells of a line.
    names : list of str, optional
        The columns, where the file does not name them, or in other words.
    header_lines : int
        How many first lines ``names`` replaces.
    missing : list of str
        What stands for a missing value, besides an empty cell.
    keep : list of str, optional
        The columns that are read; all of them when left out.
    categories : list of str
        Columns of numbers that are codes.
    """

    format: str = "csv"
    separator: str = ","
    names: list[str] | None = None
    header_lines: int = 0
    missing: list[str] = field(default_factory=list)
    keep: list[str] | None = None
    categories: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Entry:
    """A public table: where it is, how it is recognised, what it holds and on what terms.

    Parameters
    ----------
    name : str
        That of its TOML file.
    title : str
        What the table is about, and whose it is.
    page : str
        Where it is described, with its licence.
    licence : str
        In short.
    rows, positives : int
        What the table is known to hold.
    url : str
        The address, https, as unchanging as there is.
    checksum : str
        ``sha256:`` or ``git:`` (the id of a git blob), and the digits; of the table itself, also
        where the address is that of an archive.
    roles : mapping of str to object
        What ``Dataset`` takes: target, positive, sensitive and so on.
    layout : Layout
        How the table is read.
    members : list of str
        Where in the archive the table is: the last name is that of the table, those before are
        archives inside archives. Empty where the address is that of the table.
    bytes : int, optional
        The size of the table, where known.
    restricted : str
        A sentence on what the licence restricts, empty where it does not.
    note : str
        What else one should know.

    Examples
    --------
    >>> named("german_credit").rows
    1000
    """

    name: str
    title: str
    page: str
    licence: str
    rows: int
    positives: int
    url: str
    checksum: str
    roles: Mapping[str, Any]
    layout: Layout = Layout()
    members: list[str] = field(default_factory=list)
    bytes: int | None = None
    restricted: str = ""
    note: str = ""

    @property
    def table_limit(self) -> int:
        """The most bytes that the table may have."""
        return self.bytes or MOST_BYTES

    @property
    def download_limit(self) -> int:
        """The most bytes that are accepted from the address."""
        return MOST_BYTES if self.members else self.table_limit


def names() -> list[str]:
    """List the public tables that can be fetched.

    Returns
    -------
    list of str
        In alphabetical order.

    Examples
    --------
    >>> names()[:3]
    ['adult_train', 'baf_base', 'bank_marketing']
    """
    return sorted(file.stem for file in FOLDER.glob("*.toml"))


def named(name: str) -> Entry:
    """Find a public table by its name.

    Parameters
    ----------
    name : str
        One of ``names()``.

    Raises
    ------
    RequestError
        There is no such table.

    Examples
    --------
    >>> named("compas").licence
    'none stated'
    """
    if name not in names():
        raise RequestError(
            f"There is no public table {name!r}. {nearest(name, names())}\n"
            "All of them: fairlab data fetch"
        )
    return read_entry(FOLDER / f"{name}.toml")


def read_entry(path: Path) -> Entry:
    """Read an entry from its TOML file.

    Parameters
    ----------
    path : Path
        The file; its stem is the name.
    """
    settings = tomllib.loads(path.read_text(encoding="utf-8"))
    layout = Layout(**settings.pop("layout", {}))
    return Entry(name=path.stem, layout=layout, **settings.pop("file"), **settings)
