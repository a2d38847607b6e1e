"""The decisions of a recorded run, as it recorded them, to be audited."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from fairlab.audit.sources import AuditSource
from fairlab.commands.recorded_run import Recorded
from fairlab.compare.attribute_words import attribute_sentence, meaning_sentence
from fairlab.compare.decided_people import design_of
from fairlab.compare.fitted_before import fitted_before
from fairlab.compare.prediction_words import prediction_sentences
from fairlab.compare.select import PARAM
from fairlab.data.words import Words
from fairlab.errors import StoreError
from fairlab.typed_names import names_in

if TYPE_CHECKING:
    from fairlab.data import Dataset
    from fairlab.record import Store


def decisions_of(store: "Store", found: Recorded, data: "Dataset") -> AuditSource:
    """Take the decisions that a run recorded about the people of its data.

    Parameters
    ----------
    store : Store
    found : Recorded
    data : Dataset
        That the run learned from.

    Raises
    ------
    StoreError
        The files of the run are not those that were recorded.
    """
    from fairlab.record.artifacts import run_tables

    predictions = run_tables(store, found.run_id)["predictions"]
    rows = _rows_of(predictions, found, data)
    y = data.y.iloc[rows]
    if not np.array_equal(predictions["y"], y):
        raise StoreError(
            f"The predictions that the run {found.run_id} recorded are not about the\n"
            f"{len(rows):,} people that it decided about. Run its sweep anew."
        )
    return AuditSource(
        title=f"{found.dataset}: audit of {found.name}",
        about=" ".join(
            [
                f"Run `{found.run_id}` {found.design.about(len(rows))}.",
                *_about_strategy(found, data),
            ]
        ),
        y=y,
        decision=pd.Series(predictions["flagged"].to_numpy(bool), y.index),
        groups=data.groups().of(data.frame).iloc[rows],
        score=pd.Series(predictions["score"].to_numpy(), y.index),
        decision_columns=names_in(found.params.get("rule.columns")),
        decision_reads_features="rule.reads" in found.params,
        cuts=data.groups().cuts_told("the whole table", Words(data.words)),
        strategy=found.tags["fairlab.strategy"],
        persons=None if data.person is None else data.persons[rows],
        words=Words(data.words),
        **_judged(found, predictions),
    )


def _about_strategy(found: Recorded, data: "Dataset") -> list[str]:
    """Say what it predicts, when it was fitted, where that matters, and its use of attributes."""
    run = pd.DataFrame([found.params]).add_prefix(PARAM)
    run = run.assign(
        strategy=found.tags["fairlab.strategy"],
        attribute=found.tags.get("fairlab.attribute", ""),
        attribute_use=found.tags.get("fairlab.attribute_use", ""),
        random=found.tags.get("fairlab.random", ""),
        target=data.bad_event,
        file=data.file,
        fingerprint=data.fingerprint,
    )
    use = attribute_sentence(run, Words(data.words)), meaning_sentence(run)
    told = prediction_sentences(run), fitted_before(run), *use
    return [*filter(None, told)]


def _judged(found: Recorded, predictions: pd.DataFrame) -> dict[str, Any]:
    """Tell how a run judged the rows; fairlab 0.1.0 knew one test set alone."""
    if "fold" not in predictions:
        return {}
    run = pd.DataFrame([found.params]).add_prefix(PARAM)
    return {
        "folds": predictions["fold"].to_numpy(int),
        "design": design_of(run),
    }


def _rows_of(predictions: pd.DataFrame, found: Recorded, data: "Dataset") -> np.ndarray:
    if "row" in predictions:
        return predictions["row"].to_numpy()
    rows = found.split(data).test_rows  # fairlab 0.1.0 left it to the seed
    if len(rows) != len(predictions):
        raise StoreError(
            f"The run {found.run_id} recorded {len(predictions):,} predictions about "
            f"{len(rows):,} people.\nRun its sweep anew."
        )
    return rows
