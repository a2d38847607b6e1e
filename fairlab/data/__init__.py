"""Tables that know their target and their sensitive columns, and where they come from."""

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from fairlab.errors import RequestError, nearest
from fairlab.extensions import file_names

if TYPE_CHECKING:
    from fairlab.data.dataset import Dataset
    from fairlab.data.groups import Groups
    from fairlab.data.split import Split
    from fairlab.data.table import read_table

__all__ = ["Dataset", "Groups", "Split", "load", "names", "read_table"]

_HOME = {"Dataset": "dataset", "Split": "split", "Groups": "groups", "read_table": "table"}
_SETS = str(Path(__file__).parent / "sets")
OWN_TABLE = (
    'A frame of your own: fairlab.Dataset("mine", frame, target="...", sensitive=("...",))\n'
    'A file: fairlab.read_table("FILE", target="...", sensitive=("...",))'
)


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)
    if name in names():
        return getattr(import_module(f"{__name__}.sets.{name}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def names() -> list[str]:
    """List the datasets that come with fairlab.

    A dataset is a file of the folder ``sets`` that holds something of its own name, which makes
    a ``Dataset`` when called; the files are not imported to list them.

    Returns
    -------
    list of str
        In alphabetical order.

    Examples
    --------
    >>> "taiwan" in names()
    True
    """
    return file_names([_SETS])


def load(name: str, **options: Any) -> "Dataset":
    """Load one of the datasets that come with fairlab, or a public one that was fetched.

    Parameters
    ----------
    name : str
        One of ``names()``, or of ``fairlab.data.fetch.names()``.
    **options
        What the dataset's own function takes.

    Returns
    -------
    Dataset

    Raises
    ------
    RequestError
        There is no such dataset, or it was not fetched yet.

    Examples
    --------
    >>> load("taiwan").rows
    30000
    """
    from fairlab.data import fetch

    if name in names():
        return getattr(import_module(f"{__name__}.sets.{name}"), name)(**options)
    if name in fetch.names():
        return fetch.load_fetched(name)
    lack = f"There is no dataset {name!r}. {nearest(name, [*names(), *fetch.names()])}"
    raise RequestError(
        f"{lack}\n{OWN_TABLE}", f"{lack}\nFor a table of your own: --data FILE --target COLUMN."
    )
