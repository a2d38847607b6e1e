"""A mitigation strategy is a sentence: resample, weigh, fit, cut."""

import inspect
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from sklearn.base import clone

from fairlab.data import Dataset, Split
from fairlab.errors import RequestError
from fairlab.mitigate import FlagShare
from fairlab.seeds import seed_for

HALF = 0.5
FILLED_IN = frozenset({"n_jobs", "random_state"})


@dataclass(frozen=True)
class Strategy:
    """Pre-, in- and post-processing in that order; a step left out is skipped.

    Parameters
    ----------
    name : str
        What its runs are called.
    model : estimator
        A scikit-learn classifier with ``predict_proba``. ``fit`` is given the validation part
        where it takes ``validation=(X, y)``. Its runs have a model where it has ``to_files``.
    sampler : imbalanced-learn sampler, optional
        Changes the training rows. One that has ``new_rows(X, y)`` only adds rows: they are handed
        on in batches to a model whose ``fit`` takes ``extra_rows``, unless rows are weighed.
    weights : estimator, optional
        Has ``weights(X, y)``, which weighs the training rows.
    threshold : estimator, optional
        Has ``choose(y, score)``, which is given also the recall of each strategy that it
        ``needs``; without one, scores are cut at one half.

    Examples
    --------
    >>> from sklearn.tree import DecisionTreeClassifier
    >>> Strategy("tree", DecisionTreeClassifier(max_depth=3)).params()["model__max_depth"]
    3
    """

    name: str
    model: Any
    sampler: Any = None
    weights: Any = None
    threshold: Any = None

    @property
    def needs(self) -> tuple[str, ...]:
        """Names of the strategies whose run with the same seed this one looks at."""
        return tuple(getattr(self.threshold, "needs", ()))

    def steps(self) -> dict[str, Any]:
        """Give the steps that are not left out, by name."""
        named = {f.name: getattr(self, f.name) for f in fields(self) if f.name != "name"}
        return {name: step for name, step in named.items() if step is not None}

    def params(self) -> dict[str, Any]:
        """Give every setting as ``step__setting``, for the record and for the run's key.

        Those that a step names in ``performance_only`` change no number, and are left out.
        """
        found: dict[str, Any] = {}
        for name, step in self.steps().items():
            found[name] = type(step).__name__
            settings = step.get_params(deep=False)
            left_to_data = {"sensitive"} if settings.get("sensitive", ()) is None else set()
            effort: frozenset[str] = getattr(step, "performance_only", frozenset())
            kept = settings.keys() - FILLED_IN - left_to_data - effort
            found |= {f"{name}__{setting}": settings[setting] for setting in sorted(kept)}
        return found

    @property
    def balances(self) -> bool:
        """Whether a step works on the attributes that the data set names to be balanced."""
        settings = (step.get_params(deep=False) for step in self.steps().values())
        return any(found.get("sensitive", ()) is None for found in settings)

    def with_settings(self, **settings: Any) -> "Strategy":
        """Change ``step__setting`` where the step has it; the rest is left alone."""
        changed = {}
        for name, step in self.steps().items():
            known = step.get_params()
            mine = {s: settings.get(f"{name}__{s}") for s in known}
            given = {s: value for s, value in mine.items() if value is not None}
            changed[name] = clone(step).set_params(**given)
        return replace(self, **changed)

    def flagging(self, share: float | None) -> "Strategy":
        """Flag this share of people where scores are cut at one half.

        Parameters
        ----------
        share : float or None
            Above 0 and below 1; None leaves the strategy alone.

        Returns
        -------
        Strategy
        """
        if share is None or self.threshold is not None:
            return self
        return replace(self, threshold=FlagShare(share))

    def check(self, train: Dataset) -> None:
        """Refuse what cannot work, before anything is trained.

        Parameters
        ----------
        train : Dataset
            The training part; each step that has a ``check(X, y)`` is asked.

        Raises
        ------
        RequestError
            If rows are weighed for a model that takes no weights, or a step refuses.
        """
        if self.weights is not None and "sample_weight" not in _takes(self.model.fit):
            raise RequestError(
                f"{self.name} weighs rows, but {type(self.model).__name__}.fit takes no "
                "`sample_weight`.\nUse a model that does, or resample instead (UniformSampling)."
            )
        for name in self.steps():
            step = self._ready(name, train, seed=0, threads=1)
            if hasattr(step, "check"):
                step.check(_with_sensitive(train), train.y)

    def announce(self, train: Dataset) -> list[str]:
        """Say what the steps are about to do, where that is worth knowing beforehand.

        Parameters
        ----------
        train : Dataset
            The training part; each step that has an ``announce(X, y)`` is asked.

        Returns
        -------
        list of str
            Sentences.
        """
        steps = (self._ready(name, train, seed=0, threads=1) for name in self.steps())
        told = [step for step in steps if hasattr(step, "announce")]
        return [f"{self.name}: {step.announce(_with_sensitive(train), train.y)}" for step in told]

    def fit(
        self,
        parts: Split,
        seed: int,
        reference: Mapping[str, Mapping[str, float]] | None = None,
        threads: int = 1,
        journal: Path | None = None,
    ) -> "Fitted":
        """Learn from the training part; tune and choose the threshold on the validation part.

        Parameters
        ----------
        parts : Split
            The test part is not looked at, unless the threshold is asked to (``on="test"``).
        seed : int
            From which the seed of each step is derived.
        reference : mapping of str to mapping of str to float, optional
            The metrics of the strategies that this one needs, with the same seed.
        threads : int
            How many the model may use.
        journal : Path, optional
            Where finished tuning trials are written, so that a killed search goes on.

        Returns
        -------
        Fitted
        """
        train = parts.train
        X, y = _with_sensitive(train), train.y
        model = self._ready("model", train, seed, threads)
        asked = {"validation": (parts.validation.X, parts.validation.y), "journal": journal}
        extra: dict[str, Any] = {k: v for k, v in asked.items() if k in _takes(model.fit)}
        sampler = None if self.sampler is None else self._ready("sampler", train, seed, threads)
        if sampler is not None and self._streams:
            extra["extra_rows"] = partial(_batches, sampler.new_rows(X, y), train.features)
        elif sampler is not None:
            X, y = sampler.fit_resample(X, y)
        if self.weights is not None:
            extra["sample_weight"] = self._ready("weights", train, seed, threads).weights(X, y)
        model.fit(X[train.features], y, **extra)
        cut = self._cut(model, parts, reference or {})
        return Fitted(model, cut, tuple(train.features), getattr(sampler, "cells_", None))

    @property
    def _streams(self) -> bool:
        """Whether the sampler's new rows go to the model batch by batch."""
        taken = "extra_rows" in _takes(self.model.fit)
        return hasattr(self.sampler, "new_rows") and taken and self.weights is None

    def _ready(self, name: str, train: Dataset, seed: int, threads: int) -> Any:
        step = clone(getattr(self, name))
        settings = step.get_params()
        known: dict[str, Any] = {"random_state": seed_for(seed, name), "n_jobs": threads}
        if settings.get("sensitive", ()) is None:
            known["sensitive"] = train.balanced
        return step.set_params(**{k: v for k, v in known.items() if k in settings})

    def _cut(self, model: Any, parts: Split, reference: Mapping) -> float:
        if self.threshold is None:
            return HALF
        part, prefix = (
            (parts.test, "test") if self.threshold.on == "test" else (parts.validation, "valid")
        )
        kept = [reference[strategy][f"{prefix}/recall"] for strategy in self.needs]
        return self.threshold.choose(part.y, model.predict_proba(part.X)[:, 1], *kept)


@dataclass(frozen=True)
class Fitted:
    """A fitted model and the score from which it says yes.

    Parameters
    ----------
    model : estimator
        A fitted classifier.
    cut : float
        Rows with at least this score are flagged.
    features : tuple of str
        The columns that the model reads.
    cells : DataFrame, optional
        How many rows, real and synthetic, each cell had in training, if the sampler says so.
    """

    model: Any
    cut: float
    features: tuple[str, ...]
    cells: pd.DataFrame | None = None

    def predict(self, frame: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
        """Score rows and decide about them.

        Parameters
        ----------
        frame : DataFrame of shape (n, ...)
            Rows that have at least the model's columns.

        Returns
        -------
        tuple of ndarray of shape (n,)
            Scores from 0 to 1, and whether each row is flagged.
        """
        score = self.model.predict_proba(frame[list(self.features)])[:, 1]
        return score, score >= self.cut

    def to_files(self, folder: Path) -> None:
        """Write the model as xgboost and JSON files, never as a pickle."""
        folder.mkdir(parents=True, exist_ok=True)
        self.model.to_files(folder)
        state = {"cut": self.cut, "features": list(self.features)}
        (folder / "strategy.json").write_text(json.dumps(state))

    @classmethod
    def from_files(cls, folder: Path) -> "Fitted":
        """Read what ``to_files`` wrote; whoever calls this has checked the hashes."""
        from fairlab.learn import TunedXGB

        state = json.loads((folder / "strategy.json").read_text())
        return cls(TunedXGB.from_files(folder), state["cut"], tuple(state["features"]))


def _with_sensitive(train: Dataset) -> pd.DataFrame:
    extra = [column for column in train.sensitive if column not in train.features]
    return train.frame[[*train.features, *extra]]


def _batches(rows: Iterable, features: list[str]) -> Iterator[tuple[pd.DataFrame, pd.Series]]:
    return ((table[features], labels) for table, labels in rows)


def _takes(function: Any) -> set[str]:
    return set(inspect.signature(function).parameters)


class _MLflowModel:
    """What ``mlflow.pyfunc.load_model`` gives: a frame in, scores and decisions out."""

    def __init__(self, fitted: Fitted) -> None:
        self.fitted = fitted

    def predict(self, frame: pd.DataFrame) -> pd.DataFrame:
        score, flagged = self.fitted.predict(frame)
        return pd.DataFrame({"score": score, "flagged": flagged}, index=frame.index)


def _load_pyfunc(path: str) -> _MLflowModel:
    """Load a recorded model for MLflow, after its files were checked against their hashes."""
    from fairlab.record.models import verify

    verify(path)
    return _MLflowModel(Fitted.from_files(Path(path)))
