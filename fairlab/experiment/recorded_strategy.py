"""A run's models and rules, read from the record and asked again."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from fairlab.errors import RequestError
from fairlab.experiment.fitted import STATE, Fitted, MLflowModel, read_model
from fairlab.experiment.people import content_hashes
from fairlab.experiment.stored_strategy import FOLD_OF
from fairlab.mitigate.rules import read_rule

if TYPE_CHECKING:
    from fairlab.record import Store


@dataclass(frozen=True, eq=False)
class RecordedStrategy:
    """What a run decided by, a fitted strategy per fold; a holdout has one.

    Parameters
    ----------
    folds : sequence of Fitted
    fold_of : Series of int
        Which fold decides about the rows of the table, by ``numbered`` content; empty where one
        decides about all.
    strategy : str
        What it is called.
    features : tuple of str
        By which rows are known again: what the models of all folds read.
    """

    folds: Sequence[Fitted]
    fold_of: pd.Series
    strategy: str = "STRATEGY"
    features: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """What it has to be given."""
        return tuple(dict.fromkeys([*self.features, *self.folds[0].columns]))

    def predict(self, frame: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
        """Decide about rows of the table, each by the model that has not seen it.

        Parameters
        ----------
        frame : DataFrame of shape (n, ...)
            Rows that have at least ``columns``.

        Returns
        -------
        tuple of ndarray of shape (n,)
            Scores from 0 to 1, and whether each row is flagged.

        Raises
        ------
        RequestError
            A row is none that the run decided about: a new one or, in time, an early one.
        """
        if len(self.folds) == 1:
            return self.folds[0].predict(frame)
        fold = self._fold_of(frame)
        score, flagged = np.empty(len(frame)), np.empty(len(frame), bool)
        for number, fitted in enumerate(self.folds):
            if (asked := fold == number).any():
                score[asked], flagged[asked] = fitted.predict(frame[asked])
        return score, flagged

    def _fold_of(self, frame: pd.DataFrame) -> np.ndarray:
        content = content_hashes(frame[list(self.features)])
        known, first = numbered(content), numbered(content, again=False)
        fold = self.fold_of.reindex(known).fillna(self.fold_of.reindex(first).set_axis(known))
        fold = fold.fillna(-1).to_numpy("int64")
        if new := int((fold < 0).sum()):
            raise RequestError(
                f"{new} of {len(frame)} rows are none of those that this run decided about "
                f"(first: row {int(np.argmax(fold < 0))}).\nIts models, one per fold, judge "
                "the strategy; who is new is decided about by one fitted on all rows:\n"
                f"fairlab fit {self.strategy}"
            )
        return fold


def numbered(content: np.ndarray, again: bool = True) -> pd.MultiIndex:
    """Tell rows of the same content apart by their order, in which each has its own fold.

    Parameters
    ----------
    content : ndarray of shape (n,)
        What ``content_hashes`` returns.
    again : bool
        Whether copies are told apart; all are the first one otherwise.

    Returns
    -------
    MultiIndex of shape (n,)

    Examples
    --------
    >>> numbered(np.array([7, 8, 7])).tolist()
    [(7, 0), (8, 0), (7, 1)]
    """
    copies = pd.Series(content).groupby(content).cumcount() * again
    return pd.MultiIndex.from_arrays([content, copies])


def read_strategy(store: "Store", run_id: str) -> RecordedStrategy:
    """Fetch what a run decided by, every file checked against its hash.

    Parameters
    ----------
    store : Store
    run_id : str
        A finished run with a model.

    Raises
    ------
    StoreError
        The run has no model, a fit is gone, or files are not those that were recorded.
    """
    from fairlab.record.models import fetch_model

    with TemporaryDirectory() as scratch:
        return _read(fetch_model(store, run_id, Path(scratch, "model")), store)


def _read(folder: Path, store: "Store") -> RecordedStrategy:
    state = json.loads((folder / STATE).read_text())
    if "folds" not in state:  # a run of fairlab 0.1.0 holds its model itself
        fitted = read_model(folder)
        assert isinstance(fitted, Fitted)
        return RecordedStrategy([fitted], pd.Series(dtype="int8"))
    folds = [_fold(store, state["dataset"], about) for about in state["folds"]]
    if len(folds) == 1:
        return RecordedStrategy(folds, pd.Series(dtype="int8"))
    from fairlab.record import Ledger

    rows = pd.read_parquet(folder / FOLD_OF)
    if "content" in rows:
        content = rows["content"].to_numpy()
    else:
        kept = Ledger(store, state["dataset"]).beside("people").tables(state["people"])
        content = kept["predictions"]["content"].to_numpy()[rows["row"]]
    fold_of = pd.Series(rows["fold"].to_numpy(), numbered(content))
    features = tuple(state.get("features", folds[0].features))
    name = state.get("strategy", RecordedStrategy.strategy)
    return RecordedStrategy(folds, fold_of, name, features)


def _fold(store: "Store", dataset: str, about: Mapping[str, Any]) -> Fitted:
    from fairlab.record.fits import find_fit
    from fairlab.record.models import fetch_model

    with TemporaryDirectory() as scratch:
        run_id = find_fit(store, dataset, about["fit"])
        folder = fetch_model(store, run_id, Path(scratch, "model"), about["sha256"])
        return read_model(folder).ruled_by(read_rule(about["decision"]))


def _load_pyfunc(path: str) -> MLflowModel:
    """Load what a run decided by for MLflow; its fits come from the store that MLflow looks at."""
    from fairlab.record.models import verify
    from fairlab.record.store import tracked_store

    verify(path)
    return MLflowModel(_read(Path(path), tracked_store()))
