"""What is known of a run once it has been computed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from math import isfinite
from typing import Any

import pandas as pd

from fairlab.record.models import ModelFiles


@dataclass(frozen=True)
class Part:
    """A part of the data as a run saw it.

    Parameters
    ----------
    name : str
        ``"train"``, ``"validation"`` or ``"test"``.
    rows : int
        Number of rows.
    positives : int
        Rows with the bad event.
    """

    name: str
    rows: int
    positives: int


@dataclass(frozen=True)
class DataUsed:
    """The data of a run.

    Parameters
    ----------
    name : str
        Name of the dataset.
    fingerprint : str
        sha256 of its content and roles, in hex.
    parts : tuple of Part
        What the split gave.
    columns : mapping of str to str
        Each feature with its dtype.
    """

    name: str
    fingerprint: str
    parts: tuple[Part, ...]
    columns: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class FinishedRun:
    """One strategy, one seed, everything measured: what the ledger writes at once.

    Parameters
    ----------
    strategy, seed : str, int
        Which give the run its name, ``baseline-s03``.
    key : str
        16 hex digits that name strategy settings, data and seed together.
    settings_key : str
        The same without the seed.
    data : DataUsed
        The dataset and its parts.
    params : mapping of str to object
        The resolved settings; written as text.
    metrics : mapping of str to float
        NaN and infinite ones are left out of MLflow, and a tag says so.
    details : mapping of str to float
        Figures that go with metrics, by the same kind of name. They are kept in a tag and come
        back with the metrics, but MLflow's user interface has no column for each.
    started, ended : datetime
        When the work began and ended, with time zone.
    notes : mapping of str to str
        For a metric or a detail that is undefined, why.
    versions : mapping of str to str
        Of the libraries used.
    tags : mapping of str to str
        Further ones.
    tables : mapping of str to DataFrame
        Shown by MLflow as tables; the first column should be the row's key.
    files : mapping of str to str or bytes
        Further artifacts by relative path, such as ``"report.md"`` or ``"figures/roc.png"``.
    model : ModelFiles or None
        The fitted model.
    sweep : str
        Which sweep made it.
    """

    strategy: str
    seed: int
    key: str
    settings_key: str
    data: DataUsed
    params: Mapping[str, Any]
    metrics: Mapping[str, float]
    started: datetime
    ended: datetime
    details: Mapping[str, float] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)
    tables: Mapping[str, pd.DataFrame] = field(default_factory=dict)
    files: Mapping[str, str | bytes] = field(default_factory=dict)
    model: ModelFiles | None = None
    sweep: str = ""

    @property
    def name(self) -> str:
        """The run's name in MLflow."""
        return f"{self.strategy}-s{self.seed:02d}"

    @property
    def settings(self) -> dict[str, Any]:
        """The parameters that MLflow shows: what the run is, then the resolved settings."""
        about = {"strategy": self.strategy, "seed": self.seed, "dataset": self.data.name}
        return {**about, **self.params}

    @property
    def undefined(self) -> dict[str, str]:
        """Why a metric or a detail is no number."""
        figures = {**self.metrics, **self.details}
        missing = [name for name, value in figures.items() if not isfinite(value)]
        return {name: self.notes.get(name, "undefined") for name in missing}
