"""Keep a fitted model in files, and read it again."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from fairlab.errors import RequestError, nearest
from fairlab.learn.formats._discovery import ModelFormat, format_of, formats
from fairlab.learn.formats._nested import packages_in

# Packages that are not called as they are imported.
DISTRIBUTIONS = {"sklearn": "scikit-learn", "imblearn": "imbalanced-learn"}


def save_model(model: Any, folder: str | Path) -> str:
    """Write a fitted model into files that hold no code.

    Parameters
    ----------
    model : estimator
        A fitted one.
    folder : path
        Is there.

    Returns
    -------
    str
        The format, by which ``load_model`` reads it.

    Raises
    ------
    RequestError
        When no format handles the model, or it holds what cannot be written safely.
    """
    name = format_of(model)
    formats()[name].save(model, Path(folder))
    return name


def load_model(name: str, folder: str | Path) -> Any:
    """Read a model that gives the same scores; whoever calls this has checked the hashes.

    Parameters
    ----------
    name : str
        What ``save_model`` gave.
    folder : path
        Where it wrote.

    Returns
    -------
    estimator

    Raises
    ------
    RequestError
        When there is no such format, or a library that the model needs is not installed.
    StoreError
        When the files hold what this format does not read.

    Examples
    --------
    >>> load_model("skop", ".")
    Traceback (most recent call last):
    fairlab.errors.RequestError: No model format 'skop'. Did you mean 'skops'?
    """
    known = formats()
    if name not in known:
        raise RequestError(f"No model format {name!r}. {nearest(name, known)}")
    try:
        return known[name].load(Path(folder))
    except ModuleNotFoundError as missing:
        package = str(missing.name).partition(".")[0]
        if DISTRIBUTIONS.get(package, package) not in _distributions(known):
            raise
        raise RequestError(
            f"The model needs {package}, which is not installed here.\n"
            f"pip install {DISTRIBUTIONS.get(package, package)}"
        ) from missing


def requirements_of(model: Any) -> tuple[str, ...]:
    """Name the distributions whose versions a recorded model needs.

    Parameters
    ----------
    model : estimator
        A fitted one; that of LightGBM inside a pipeline needs LightGBM.

    Examples
    --------
    >>> from sklearn.tree import DecisionTreeClassifier
    >>> requirements_of(DecisionTreeClassifier())[:2]
    ('skops', 'scikit-learn')
    """
    known = formats()
    inside = {DISTRIBUTIONS.get(package, package) for package in packages_in(model)}
    needed = [*known[format_of(model)].REQUIRES, *sorted(inside & _distributions(known))]
    return tuple(dict.fromkeys(needed))


def _distributions(known: Mapping[str, ModelFormat]) -> set[str]:
    return {name for held in known.values() for name in held.REQUIRES}
