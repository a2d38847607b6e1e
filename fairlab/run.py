"""One run: split, fit, predict, audit, for one strategy, one dataset and one seed."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from fairlab.audit import audit_groups, performance, undefined
from fairlab.data import Dataset, Split
from fairlab.errors import RequestError
from fairlab.metrics import fairness_metrics, fairness_notes
from fairlab.seeds import seed_for
from fairlab.strategy import Fitted, Strategy

FORMAT = 1
FIXED = 0
Reference = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True)
class Cell:
    """One strategy on one dataset with one seed, and the key that names it.

    Parameters
    ----------
    strategy : Strategy
    dataset : Dataset
    seed : int
    vary : {"both", "data", "model"}
        Whether the seed changes the split (``"data"``), the training (``"model"``) or both.
    needs : tuple of Cell
        The cells whose metrics this one looks at.
    """

    strategy: Strategy
    dataset: Dataset
    seed: int
    vary: str = "both"
    needs: tuple["Cell", ...] = ()

    @property
    def params(self) -> dict[str, Any]:
        """Every setting that the numbers depend on, but the seed and the data."""
        balanced = {"balanced": ",".join(self.dataset.balanced)} if self.strategy.balances else {}
        return {**self.strategy.params(), **balanced, "vary": self.vary}

    @cached_property
    def settings_key(self) -> str:
        """The same for all seeds of one strategy with these settings on these data."""
        needs = [cell.settings_key for cell in self.needs]
        about = [FORMAT, self.strategy.name, self.params, self.dataset.fingerprint, needs]
        return _hash(about)

    @cached_property
    def key(self) -> str:
        """Names this run among all others: equal keys give equal numbers."""
        return _hash([self.settings_key, self.seed])

    @property
    def split_seed(self) -> int:
        """From which the parts are drawn: the same for every strategy with this seed."""
        return FIXED if self.vary == "model" else self.seed

    @property
    def training_seed(self) -> int:
        """From which the seeds of sampling, tuning and training are derived."""
        return FIXED if self.vary == "data" else self.seed


@dataclass(frozen=True)
class Outcome:
    """What came out of a cell.

    Parameters
    ----------
    fitted : Fitted
    parts : Split
    metrics, notes : mapping
        Figures, and why one is undefined.
    tables : mapping of str to DataFrame
        ``groups`` (the audit) and, of a tuned model, ``trials``.
    predictions : DataFrame
        Of the test part: ``y``, ``score``, ``flagged``.
    """

    fitted: Fitted
    parts: Split
    metrics: Mapping[str, float]
    notes: Mapping[str, str]
    tables: Mapping[str, pd.DataFrame]
    predictions: pd.DataFrame


def run(
    cell: Cell, reference: Reference | None = None, threads: int = 1, journal: Path | None = None
) -> Outcome:
    """Measure everything about one strategy, on one dataset, with one seed.

    Parameters
    ----------
    cell : Cell
    reference : mapping of str to mapping of str to float, optional
        The metrics of the strategies that this one needs, with the same seed.
    threads : int
        How many the model may use; the numbers do not depend on it.
    journal : Path, optional
        Where finished tuning trials are kept, so that a killed run goes on there.

    Returns
    -------
    Outcome
    """
    started = time.monotonic()
    parts = cell.dataset.split(cell.split_seed)
    fitted = cell.strategy.fit(parts, cell.training_seed, reference, threads, journal)
    fit_seconds = time.monotonic() - started
    test = parts.test
    score, flagged = fitted.predict(test.frame)
    groups = parts.train.groups().of(test.frame)
    audit = audit_groups(test.y, flagged, groups, seed=seed_for(cell.seed, "audit"))
    metrics = _named("test", performance(test.y, score, flagged))
    metrics |= _named("valid", _on_validation(fitted, parts.validation))
    metrics |= fairness_metrics(audit) | {"model/threshold": fitted.cut}
    metrics |= {"time/fit_s": fit_seconds, "time/total_s": time.monotonic() - started}
    notes = _named("test", undefined(test.y, flagged)) | fairness_notes(audit)
    trials = getattr(fitted.model, "trials_", None)
    tables = {"groups": audit} | ({} if trials is None else {"trials": trials})
    predictions = pd.DataFrame({"y": test.y, "score": score, "flagged": flagged})
    return Outcome(fitted, parts, metrics, notes, tables, predictions)


def _on_validation(fitted: Fitted, validation: Dataset) -> dict[str, float]:
    score, flagged = fitted.predict(validation.frame)
    found = performance(validation.y, score, flagged)
    return {name: found[name] for name in ("auc", "auprc", "recall", "precision")}


def _named(part: str, values: Mapping[str, Any]) -> dict[str, Any]:
    return {f"{part}/{name}": value for name, value in values.items()}


def _hash(about: Any) -> str:
    text = json.dumps(about, sort_keys=True, default=_plain)
    return sha256(text.encode()).hexdigest()[:16]


def _plain(value: Any) -> Any:
    """Write a setting so that every process writes it alike."""
    text = repr(value)
    if " at 0x" in text:
        raise RequestError(
            f"The setting {text[:60]} has no lasting name, so its runs could not be told apart.\n"
            "Give its class a __repr__ that shows what it is set to."
        )
    return value.item() if isinstance(value, np.generic) else text
