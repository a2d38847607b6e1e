"""What extends fairlab by lying in a folder of it: found by its file, and registered nowhere."""

from collections.abc import Iterable
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType
from typing import Any


def file_names(folders: Iterable[str]) -> list[str]:
    """Name the files of a package that add something; those with a leading ``_`` serve others.

    Parameters
    ----------
    folders : iterable of str
        The ``__path__`` of the package.

    Returns
    -------
    list of str
        In alphabetical order.

    Examples
    --------
    >>> from fairlab import engines
    >>> file_names(engines.__path__)
    ['dask', 'joblib', 'ray']
    """
    return sorted(m.name for m in iter_modules(folders) if not m.name.startswith("_"))


def found_modules(package: ModuleType) -> dict[str, Any]:
    """Import the files of a package that add something.

    Parameters
    ----------
    package : module

    Returns
    -------
    dict of str to module
        By the names of their files, in alphabetical order.
    """
    names = file_names(package.__path__)
    return {name: import_module(f"{package.__name__}.{name}") for name in names}


def found_class(package: ModuleType, name: str) -> Any:
    """Find a class by the file that is called like it: ``CutAt`` in ``cut_at.py``.

    Parameters
    ----------
    package : module
    name : str
        Of the class.

    Returns
    -------
    type or None
        None where no file holds it.

    Examples
    --------
    >>> from fairlab.mitigate import rules
    >>> found_class(rules, "CutAt").__name__, found_class(rules, "CutOff")
    ('CutAt', None)
    """
    for file in file_names(package.__path__):
        if file.replace("_", "") == name.lower():
            found = getattr(import_module(f"{package.__name__}.{file}"), name, None)
            if found is not None:
                return found
    return None
