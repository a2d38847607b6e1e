"""The decisions of a recorded run: those of its model, or without one those that were recorded."""

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from fairlab.audit.sources import AuditSource
from fairlab.commands.recorded_run import Recorded, model_of, source_of
from fairlab.errors import StoreError

if TYPE_CHECKING:
    from fairlab.data import Split
    from fairlab.experiment.fitted import Fitted
    from fairlab.record import Store


def decisions_of(
    store: "Store", found: Recorded, parts: "Split", individual: bool
) -> "tuple[AuditSource, Fitted | None]":
    """Let the model of a run decide, or take the decisions that the run recorded.

    Parameters
    ----------
    store : Store
    found : Recorded
    parts : Split
        Its data, cut as then.
    individual : bool
        Whether people are to be asked about one by one, which takes a model.

    Returns
    -------
    AuditSource
    Fitted or None
        None where the run kept no model.

    Raises
    ------
    StoreError
        There is no model though people are to be asked about, or the files of the run are not
        those that were recorded.
    """
    from fairlab.record.models import has_model

    if individual or has_model(store, found.run_id):
        fitted = model_of(store, found)
        return source_of(found, fitted, parts), fitted
    return _recorded(store, found, parts), None


def _recorded(store: "Store", found: Recorded, parts: "Split") -> AuditSource:
    from fairlab.record.artifacts import run_tables

    test = parts.test
    predictions = run_tables(store, found.run_id)["predictions"]
    if not np.array_equal(predictions["y"], test.y):
        raise StoreError(
            f"The predictions that the run {found.run_id} recorded are not about the\n"
            f"{test.rows:,} people of its test set, and it has no model that could be asked. "
            "Run its sweep anew."
        )
    predictions.index = test.frame.index  # they are recorded in this order, without an index
    return AuditSource(
        title=f"{found.dataset}: audit of {found.name}",
        about=f"Run `{found.run_id}` on the {test.rows:,} people of its test set, by the "
        "predictions that it recorded: it kept no model.",
        y=test.y,
        decision=pd.Series(predictions["flagged"].astype(bool)),
        groups=test.groups().of(test.frame),
        score=predictions["score"],
        row_ids=test.frame.index,
        cuts=test.groups().cuts_told("the whole table"),
    )
