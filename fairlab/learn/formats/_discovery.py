"""Find the formats, and the one that keeps a model."""

from pathlib import Path
from typing import Any, Protocol

from fairlab.errors import RequestError
from fairlab.extensions import found_modules
from fairlab.learn.formats._nested import qualified_name


class ModelFormat(Protocol):
    """What a file of this folder holds.

    It may also have ``contributions(model, X)``, the SHAP values that the library computes itself:
    a frame with a row per row of ``X`` and a column per feature, in log odds. And it may have
    ``QUIET``, settings that keep the library from printing and from writing files unasked, with
    ``ALIASES``, the other names by which a user may have chosen them.

    Attributes
    ----------
    REQUIRES : tuple of str
        Distributions whose versions a recorded model needs.
    """

    REQUIRES: tuple[str, ...]

    def handles(self, model: Any) -> bool:
        """Say whether the model is of this format's library, without importing that."""

    def save(self, model: Any, folder: Path) -> None:
        """Write the files of a fitted model into a folder that is there."""

    def load(self, folder: Path) -> Any:
        """Read what ``save`` wrote; whoever calls this has checked the hashes."""


def formats() -> dict[str, ModelFormat]:
    """Find the formats that there are.

    Returns
    -------
    dict of str to ModelFormat
        Modules, by the names of their files.

    Examples
    --------
    >>> sorted(formats())
    ['catboost', 'lightgbm', 'skops', 'xgboost']
    """
    from fairlab.learn import formats as package

    return found_modules(package)


def format_of(model: Any) -> str:
    """Name the format in which a model is kept.

    Parameters
    ----------
    model : estimator
        Fitted or not.

    Returns
    -------
    str
        The name of the one format that handles it.

    Raises
    ------
    RequestError
        When none does, or several do.

    Examples
    --------
    >>> from sklearn.tree import DecisionTreeClassifier
    >>> format_of(DecisionTreeClassifier())
    'skops'
    """
    found = formats()
    able = [name for name, held in found.items() if held.handles(model)]
    if len(able) == 1:
        return able[0]
    kind = qualified_name(type(model))
    if able:
        raise RequestError(
            f"Several formats would keep a {kind}: {', '.join(able)}.\nLet all but one decline it."
        )
    raise RequestError(
        f"No format keeps a model of the type {kind}; there is: {', '.join(found)}.\n"
        "Build it from estimators of scikit-learn or imbalanced-learn, or use xgboost, LightGBM or "
        "CatBoost."
    )
