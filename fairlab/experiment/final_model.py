"""A registered model as it is asked: scores, decisions, reasons, and what is odd about new rows."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from fairlab.errors import StoreError
from fairlab.experiment.fitted import Fitted, read_model
from fairlab.experiment.oddities import Oddity, find_oddities
from fairlab.experiment.reasons import reasons_for
from fairlab.experiment.training_rows import TRAINING_ROWS
from fairlab.experiment.unfit_rows import fit_rows

if TYPE_CHECKING:
    from fairlab.record import Store


@dataclass(frozen=True, eq=False)
class FinalModel:
    """A strategy fitted on all rows, as ``fairlab.fit`` registers it.

    Parameters
    ----------
    name : str
        Of the registered model.
    version : int
    fitted : Fitted
    training : mapping
        What ``describe_rows`` says of the training rows.
    aliases : tuple of str
        What the version is called beside its number.
    card : str
        What it says of itself.
    """

    name: str
    version: int
    fitted: Fitted = field(repr=False)
    training: Mapping[str, Any] = field(repr=False)
    aliases: tuple[str, ...] = ()
    card: str = field(default="", repr=False)

    @property
    def columns(self) -> tuple[str, ...]:
        """What it has to be given."""
        return self.fitted.columns

    @property
    def na_values(self) -> tuple[str, ...]:
        """What stood for a missing value in the training table."""
        return tuple(self.training.get("na_values", ()))

    def predict_proba(self, frame: pd.DataFrame) -> np.ndarray:
        """Score rows.

        Parameters
        ----------
        frame : DataFrame of shape (n, ...)
            Rows that have at least ``columns``.

        Returns
        -------
        ndarray of shape (n, 2)
            The probability of the good and of the bad event.

        Raises
        ------
        DataError
            The rows cannot be read.
        """
        score = self.fitted.score(fit_rows(frame, self.training))
        return np.column_stack([1 - score, score])

    def decide(self, frame: pd.DataFrame) -> np.ndarray:
        """Say who is flagged.

        Parameters
        ----------
        frame : DataFrame of shape (n, ...)
            Rows that have at least ``columns``.

        Returns
        -------
        ndarray of bool, shape (n,)

        Raises
        ------
        DataError
            The rows cannot be read.
        """
        return self.fitted.predict(fit_rows(frame, self.training))[1]

    def scored(
        self, frame: pd.DataFrame, every_reason: bool = False
    ) -> tuple[pd.DataFrame, list[Oddity]]:
        """Score rows, decide about them, and give reasons.

        Parameters
        ----------
        frame : DataFrame of shape (n, ...)
            Rows that have at least ``columns``.
        every_reason : bool
            Whether reasons are given for all rows, not for flagged ones alone.

        Returns
        -------
        scored : DataFrame of shape (n, 2 or 5)
            ``score``, ``flagged``, and ``reason_1`` to ``reason_3`` where the model's library
            tells what features add to a score.
        oddities : list of Oddity
            How the rows differ from those that the model was trained on.

        Raises
        ------
        DataError
            The rows cannot be read.
        """
        read = fit_rows(frame, self.training)
        score, flagged = self.fitted.predict(read)
        found = pd.DataFrame({"score": score, "flagged": flagged}, index=frame.index)
        reasons = reasons_for(self.fitted, read, flagged | every_reason)
        beside = [name for name in self.training["groups"] if name in frame and name not in read]
        rows = read.join(frame[beside]) if beside else read
        return found if reasons is None else found.join(reasons), find_oddities(rows, self.training)


def read_final(store: "Store", address: str) -> FinalModel:
    """Fetch a registered model, every file checked against its hash.

    Parameters
    ----------
    store : Store
    address : str
        ``models:/NAME@ALIAS`` or ``models:/NAME/VERSION``.

    Raises
    ------
    RequestError
        There is no such model, or fairlab did not register it.
    StoreError
        Its files are not those that were recorded.
    """
    from fairlab.record.registry import fetch_version, find_version

    version = find_version(store, address)
    with TemporaryDirectory() as scratch:
        folder = fetch_version(store, version, Path(scratch, "model"))
        fitted = read_model(folder)
        training = json.loads((folder / TRAINING_ROWS).read_text())
    if not isinstance(fitted, Fitted):
        raise StoreError(f"{version.address} has no decision rule. Fit it again.")
    return FinalModel(version.name, version.number, fitted, training, version.aliases, version.card)
