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
        Such as the model says: names and types of what it gives.
    requirements : sequence of str
        Packages to install for it. MLflow would spend 20 seconds to find them by itself.
    """

    files: Mapping[str, bytes]
    loader: str
    example: pd.DataFrame
    output: pd.DataFrame
    requirements: Sequence[str] = ()


@dataclass(frozen=True)
class RunResult:
    """What came out of a run, of a fit that runs share, or of an audit.

    Parameters
    ----------
    metrics : mapping of str to float
        Figures by name; one that is undefined is NaN.
    started, ended : datetime
        With time zone.
    notes : mapping of str to str
        For a figure that is undefined, why.
    steps : mapping of str to sequence of float
        Figures that are logged once per fold, in the order of the folds.
    tables : mapping of str to DataFrame
        Shown by MLflow as tables; the first column should be the row's key.
    predictions : DataFrame, optional
        Of a run: ``row`` of the data, the ``fold`` that decided, ``y``, ``score``, ``flagged``.
        Of a fit: ``row``, the ``part`` that it is in, ``score``.
    model : ModelFiles, optional
        The fitted model.
    model_sha256 : str
        The hash of its files, where they are in the record.
    without_model : str
        Why there is none.
    falls_short : tuple of str
        What was asked and could not be kept, in sentences with the nearest that could.
    parts : mapping of str to tuple of int
        Rows and bad events of each part of the data; ``train``, ``validation``, ``test``.
    versions : mapping of str to str
        Of what the numbers may depend on.
    files : mapping of str to str or bytes
        Further artifacts by relative path, such as ``"page.html"``.
    """

    metrics: Mapping[str, float]
    started: datetime
    ended: datetime
    notes: Mapping[str, str] = field(default_factory=dict)
    steps: Mapping[str, Sequence[float]] = field(default_factory=dict)
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    predictions: pd.DataFrame | None = None
    model: ModelFiles | None = None
    model_sha256: str = ""
    without_model: str = ""
    falls_short: tuple[str, ...] = ()
    parts: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, str | bytes] = field(default_factory=dict)
