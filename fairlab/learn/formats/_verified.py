"""The files of a model that is known to give the same scores when it is read again."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np

from fairlab.errors import RequestError
from fairlab.learn.formats._storing import load_model, requirements_of, save_model
from fairlab.learn.scoring import positive_score

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class StoredModel:
    """A model's files and how they are read.

    Parameters
    ----------
    format : str
        For ``load_model``.
    files : mapping of str to bytes
        What the files hold, by their names.
    requires : tuple of str
        Distributions whose versions the model needs.
    """

    format: str
    files: Mapping[str, bytes]
    requires: tuple[str, ...]


def verified_files(model: Any, X: "pd.DataFrame") -> StoredModel:
    """Store a model, read it again, and compare the scores of some rows bit for bit.

    Parameters
    ----------
    model : estimator
        A fitted one.
    X : DataFrame of shape (n, k)
        Rows to score.

    Raises
    ------
    RequestError
        When no format keeps the model, or the one that is read gives other scores.
    StoreError
        When its files cannot be read again.

    Examples
    --------
    >>> import pandas as pd
    >>> from sklearn.tree import DecisionTreeClassifier
    >>> people = pd.DataFrame({"income": [1.0, 2.0, 3.0, 4.0]})
    >>> tree = DecisionTreeClassifier().fit(people, [0, 0, 1, 1])
    >>> stored = verified_files(tree, people)
    >>> stored.format, list(stored.files)
    ('skops', ['model.skops'])
    """
    with TemporaryDirectory() as scratch:
        name = save_model(model, scratch)
        files = {path.name: path.read_bytes() for path in sorted(Path(scratch).iterdir())}
        again = positive_score(load_model(name, scratch), X)
    _refuse_other_scores(model, name, positive_score(model, X), again)
    return StoredModel(name, files, requirements_of(model))


def _refuse_other_scores(model: Any, name: str, first: np.ndarray, again: np.ndarray) -> None:
    # Bits and not values: NaN is like NaN, and 0 is not -0.
    if first.tobytes() == again.tobytes():
        return
    rows = int((first.view(np.uint64) != again.view(np.uint64)).sum())
    raise RequestError(
        f"{type(model).__name__} gives other scores once it is stored as {name} and read again "
        f"({rows} of {len(first)} rows).\nIts scores stand, but the model itself cannot be kept."
    )
