"""What came out of a run, made to travel between machines and to be recorded."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import pandas as pd


@dataclass(frozen=True)
class ModelFiles:
    """A fitted model as plain files, none of them a pickle, and how it is called.

    Parameters
    ----------
    files : mapping of str to bytes
        By name.
    loader : str
        Module with ``_load_pyfunc(path)``, which returns an object with ``predict(frame)``.
    example : DataFrame
        A row or a few as the model takes them; the signature asks for its columns by name.
    output : DataFrame
        What the model says of ``example``.
    requirements : sequence of str
        Packages to install for it. MLflow would spend 20 seconds to find them by itself.
    """

    files: Mapping[str, bytes]
    loader: str
    example: pd.DataFrame
    output: pd.DataFrame
    requirements: Sequence[str] = ()


@dataclass(frozen=True)
class FoldResult:
    """One training and what it was tested on; a holdout is one of them.

    Parameters
    ----------
    parts : mapping of str to tuple of int
        Rows and bad events of each part: ``train``, ``validation``, ``test``.
    predictions : DataFrame
        Of the test set: ``y``, ``score``, ``flagged``.
    model : ModelFiles, optional
        The fitted strategy.
    without_model : str
        Why there is no model.
    """

    parts: Mapping[str, tuple[int, int]]
    predictions: pd.DataFrame
    model: ModelFiles | None = None
    without_model: str = ""


@dataclass(frozen=True)
class RunResult:
    """What was measured in a run.

    Parameters
    ----------
    metrics : mapping of str to float
        Figures by name; one that is undefined is NaN.
    started, ended : datetime
        With time zone.
    notes : mapping of str to str
        For a figure that is undefined, why.
    tables : mapping of str to DataFrame
        Shown by MLflow as tables; the first column should be the row's key.
    folds : sequence of FoldResult
        None of an audit.
    parts : mapping of str to tuple of int
        Rows and bad events of the data that an audit looked at; of a run those of its folds.
    versions : mapping of str to str
        Of what the numbers may depend on.
    files : mapping of str to str or bytes
        Further artifacts by relative path, such as ``"page.html"``.
    """

    metrics: Mapping[str, float]
    started: datetime
    ended: datetime
    notes: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    folds: Sequence[FoldResult] = ()
    parts: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str | bytes] = field(default_factory=dict)

    @property
    def rows(self) -> Mapping[str, tuple[int, int]]:
        """Rows and bad events of each part."""
        return self.folds[0].parts if self.folds else self.parts

    @property
    def model(self) -> ModelFiles | None:
        """The fitted strategy, where one is kept."""
        return self.folds[0].model if self.folds else None
